package demo_test

import (
	"testing"
	"time"

	"kontora/backend/demo"
	"kontora/backend/fault"
	"kontora/backend/locale"
	"kontora/backend/record"
)

func TestTheUsualCompanyShowsSomethingToEverybody(t *testing.T) {
	office, parts := founded(t, locale.Russian)
	start := time.Now()
	if err := demo.Build(t.Context(), parts, demo.Options{Seed: 1}); err != nil {
		t.Fatal(words(t, err))
	}
	t.Log(time.Since(start))
	for _, s := range demo.SignIns() {
		actor := actorOf(t, office, s.Login)
		counts := make(map[string]int64)
		for _, name := range []string{"lead", "contact", "company", "deal", "product", "project", "object", "task", "employee"} {
			page, err := office.Records.List(t.Context(), actor, record.ListRequest{Type: name})
			if err != nil {
				t.Fatal(err)
			}
			counts[name] = page.Total.Count
		}
		t.Log(s.Login, counts)
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
