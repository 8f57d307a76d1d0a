package demo_test

import (
	"fmt"
	"testing"
	"time"

	"kontora/app"
	"kontora/backend/clock"
	"kontora/backend/demo"
	"kontora/backend/fault"
	"kontora/backend/identity"
	"kontora/backend/locale"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/testkit/office"
)

func TestTheUsualCompanyShowsSomethingToEverybody(t *testing.T) {
	opened, parts := founded(t, locale.Russian, "")
	if err := demo.Build(t.Context(), parts, demo.Options{Seed: 1, Deals: 600}); err != nil {
		t.Fatal(words(t, err))
	}
	admin := counted(t, opened, "admin")
	for name, count := range admin {
		if count == 0 {
			t.Errorf("there is no %s", name)
		}
	}
	for _, each := range []struct {
		login       string
		some, none  []string // of what there is, he sees a part, or nothing
		wholeOfWhat []string
	}{
		{login: "orlov", wholeOfWhat: []string{"deal", "lead", "company"}},
		{login: "belova", some: []string{"deal", "lead", "task"}, wholeOfWhat: []string{"company"}},
		{login: "petrov", some: []string{"deal", "lead", "task"}, wholeOfWhat: []string{"company"}},
		{login: "lindqvist", some: []string{"deal"}},
		{login: "gromov", some: []string{"deal"}, none: []string{"lead"}},
		{login: "kuznetsova", some: []string{"task"}, none: []string{"lead"}},
		{login: "brandt", wholeOfWhat: []string{"lead"}, some: []string{"deal"}},
		{login: "zaitseva", none: []string{"deal", "lead", "product"}, wholeOfWhat: []string{"company"}},
	} {
		seen := counted(t, opened, each.login)
		for _, name := range each.some {
			if seen[name] == 0 || seen[name] >= admin[name] {
				t.Errorf("%s sees %d of %d: %s", each.login, seen[name], admin[name], name)
			}
		}
		for _, name := range each.none {
			if seen[name] != 0 {
				t.Errorf("%s sees %d: %s", each.login, seen[name], name)
			}
		}
		for _, name := range each.wholeOfWhat {
			if seen[name] != admin[name] {
				t.Errorf("%s sees %d of %d: %s", each.login, seen[name], admin[name], name)
			}
		}
	}
	whole(t, opened)
}

// counted is how many records of each type somebody sees.
func counted(t *testing.T, opened *app.Office, login string) map[string]int64 {
	t.Helper()
	counts := make(map[string]int64)
	for _, name := range []string{"lead", "contact", "company", "deal", "product", "project", "object", "task", "employee"} {
		page, err := opened.Records.List(t.Context(), office.Actor(t, opened, login), record.ListRequest{Type: name})
		if err != nil {
			t.Fatal(err)
		}
		counts[name] = page.Total.Count
	}
	return counts
}

func TestEverybodyListedCanSignIn(t *testing.T) {
	opened, parts := founded(t, locale.English, "")
	if err := demo.Build(t.Context(), parts, demo.Options{Deals: 1}); err != nil {
		t.Fatal(words(t, err))
	}
	for _, s := range demo.SignIns() {
		request := identity.Attempt{Login: s.Login, Password: s.Password, Address: "127.0.0.1"}
		if _, err := opened.Identity.SignIn(t.Context(), request); err != nil {
			t.Errorf("%s cannot sign in: %v", s.Login, err)
		}
		if s.Who[locale.English] == "" || s.Who[locale.Russian] == "" {
			t.Errorf("nobody says who %s is", s.Login)
		}
	}
}

func TestASeedMakesOneCompany(t *testing.T) {
	names := make(map[string]string)
	for _, run := range []string{"first", "second"} {
		opened, parts := founded(t, locale.English, "")
		parts.Clock = clock.NewManual(time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC))
		if err := demo.Build(t.Context(), parts, demo.Options{Seed: 5, Deals: 100}); err != nil {
			t.Fatal(words(t, err))
		}
		page, err := opened.Records.List(t.Context(), office.Actor(t, opened, "admin"), record.ListRequest{Type: schema.TypeDeal, Sort: []string{"number"}, Limit: record.MaxLimit})
		if err != nil {
			t.Fatal(err)
		}
		for _, deal := range page.Items {
			names[run] += fmt.Sprintln(deal.Fields["number"], deal.Fields["name"], deal.Fields["stage"], deal.Fields["value"], page.Names[deal.Responsible.String()])
		}
	}
	if names["first"] != names["second"] || names["first"] == "" {
		t.Errorf("two companies of one seed differ:\n%s\n%s", names["first"], names["second"])
	}
}

func words(t *testing.T, err error) string {
	t.Helper()
	texts, load := locale.Load()
	if load != nil {
		t.Fatal(load)
	}
	e := fault.Of(err)
	said := err.Error()
	for _, text := range e.Fields {
		said += ": " + texts.Render(locale.English, text)
	}
	return said
}
