package demo_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"kontora/app"
	"kontora/backend/access"
	"kontora/backend/demo"
	"kontora/backend/locale"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/testkit/office"
)

// listed are the first records of a type as the administrator sees them.
func listed(t *testing.T, of *app.Office, typeName string) record.Page {
	t.Helper()
	page, err := of.Records.List(t.Context(), office.Actor(t, of, "admin"), record.ListRequest{Type: typeName, Limit: record.MaxLimit})
	if err != nil {
		t.Fatal(err)
	}
	return page
}

func TestTheCompanyCouldBeReal(t *testing.T) {
	opened, parts := founded(t, locale.English, "")
	if err := demo.Build(t.Context(), parts, demo.Options{Seed: 3, Deals: 400}); err != nil {
		t.Fatal(words(t, err))
	}
	t.Run("deals have the chances and dates of their stage", func(t *testing.T) { dealsAreLikely(t, listed(t, opened, schema.TypeDeal)) })
	t.Run("calls were made and meetings are to come", func(t *testing.T) {
		activitiesAreLikely(t, listed(t, opened, schema.TypeCall), listed(t, opened, schema.TypeMeeting))
	})
	t.Run("tasks are for hours of work, some done and most to come", func(t *testing.T) { tasksAreLikely(t, listed(t, opened, schema.TypeTask)) })
	t.Run("projects that are over have ended", func(t *testing.T) {
		for _, item := range listed(t, opened, "project").Items {
			state, due := item.Fields["state"], item.Fields["due"].(string)
			if over := due < time.Now().UTC().Format(time.DateOnly); over != (state == "done" || state == "stopped") {
				t.Errorf("%v is %v and due on %s", item.Fields["name"], state, due)
			}
		}
	})
	t.Run("an English company writes in Latin letters", func(t *testing.T) {
		cyrillic := regexp.MustCompile(`\p{Cyrillic}`)
		for _, typeName := range []string{schema.TypeCompany, schema.TypeContact, "lead", schema.TypeDeal, "employee", "product", "project"} {
			for _, item := range listed(t, opened, typeName).Items {
				for field, value := range item.Fields {
					if text, ok := value.(string); ok && cyrillic.MatchString(text) {
						t.Errorf("%s of a %s is %q", field, typeName, text)
					}
				}
			}
		}
	})
}

func dealsAreLikely(t *testing.T, page record.Page) {
	today := time.Now().UTC().Format(time.DateOnly)
	for _, item := range page.Items {
		stage, chance := item.Fields["stage"], number(t, item.Fields["probability"])
		won, lost := stage == "won", stage == "lost"
		if won != (chance == 100) || lost != (chance == 0) {
			t.Errorf("a deal is %v with %d %%", stage, chance)
		}
		closed, has := item.Fields["close_date"].(string)
		if (won || lost) && (!has || closed > today || closed < item.Fields["opened_on"].(string)) {
			t.Errorf("a deal opened on %v was %v on %q", item.Fields["opened_on"], stage, closed)
		}
		if _, why := item.Fields["lost_reason"].(string); why != lost {
			t.Errorf("a deal is %v for the reason %v", stage, item.Fields["lost_reason"])
		}
		name, product := item.Fields["name"].(string), page.Names[item.Fields["product"].(string)]
		if !strings.HasPrefix(name, product) {
			t.Errorf("%q sells %q", name, product)
		}
	}
}

func tasksAreLikely(t *testing.T, page record.Page) {
	place, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	done, ahead := 0, 0
	for _, item := range page.Items {
		due, err := time.Parse(time.RFC3339, item.Fields["due"].(string))
		if err != nil {
			t.Fatal(err)
		}
		at := due.In(place)
		if at.Hour() < 9 || at.Hour() > 17 || at.Weekday() == time.Saturday || at.Weekday() == time.Sunday || time.Until(due).Abs() > 40*24*time.Hour {
			t.Errorf("%v is due %v", item.Fields["name"], at)
		}
		if item.Fields["done"] == true {
			done++
		} else if due.After(time.Now()) {
			ahead++
		}
	}
	if done == 0 || ahead < len(page.Items)/2 || len(page.Items) < 40 {
		t.Errorf("of %d tasks %d are done and %d to come", len(page.Items), done, ahead)
	}
}

func activitiesAreLikely(t *testing.T, calls, meetings record.Page) {
	if len(calls.Items) < 10 || len(meetings.Items) < 3 {
		t.Errorf("there are %d calls and %d meetings", len(calls.Items), len(meetings.Items))
	}
	for _, item := range slices.Concat(calls.Items, meetings.Items) {
		field := map[string]string{schema.TypeCall: schema.FieldAt, schema.TypeMeeting: schema.FieldStarts}[item.Type]
		at, err := time.Parse(time.RFC3339, item.Fields[field].(string))
		if err != nil || at.After(time.Now()) != (item.Type == schema.TypeMeeting) || item.Fields[schema.FieldAbout] == nil {
			t.Errorf("the %s %v at %v is about %v (%v)", item.Type, item.Fields["name"], at, item.Fields[schema.FieldAbout], err)
		}
	}
}

func number(t *testing.T, value any) int {
	t.Helper()
	n, err := value.(interface{ Int64() (int64, error) }).Int64()
	if err != nil {
		t.Fatal(err)
	}
	return int(n)
}

func TestTheHeadOfSalesHandsDealsOverWithinHerDepartment(t *testing.T) {
	opened, parts := founded(t, locale.English, "")
	if err := demo.Build(t.Context(), parts, demo.Options{Seed: 1, Deals: 1}); err != nil {
		t.Fatal(words(t, err))
	}
	model := opened.Administration.Model()
	deal, _ := model.Schema.Type(schema.TypeDeal)
	belova := office.Actor(t, opened, "belova").Rights
	for login, want := range map[string]bool{"petrov": true, "ershova": true, "belova": true, "jansen": false, "orlov": false, "virtanen": false} {
		if got := belova.Reaches(access.Transfer, deal.No, office.Actor(t, opened, login).Employee); got != want {
			t.Errorf("she hands a deal to %s: %t", login, got)
		}
	}
}
