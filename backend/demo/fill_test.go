package demo_test

import (
	"context"
	"testing"

	"kontora/app"
	"kontora/backend/access"
	"kontora/backend/demo"
	"kontora/backend/locale"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store/sqlstore"
	"kontora/backend/testkit/postgres"
)

// whole fails when the program's own check finds anything wrong.
func whole(t *testing.T, office *app.Office) {
	t.Helper()
	texts, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	findings, err := sqlstore.Check(t.Context(), office.Company, office.Store.Checker(office.Administration.Model()))
	if err != nil {
		t.Fatal(err)
	}
	for _, finding := range findings {
		t.Error(texts.Render(locale.English, finding))
	}
}

func total(t *testing.T, office *app.Office, actor access.Actor) int64 {
	t.Helper()
	page, err := office.Records.List(t.Context(), actor, record.ListRequest{Type: schema.TypeDeal})
	if err != nil {
		t.Fatal(err)
	}
	return page.Total.Count
}

func TestFillingLeavesWhatTheRecordServiceWouldHaveLeft(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { filled(t, "") })
	t.Run("postgres", func(t *testing.T) { filled(t, postgres.Start(t)) })
}

func filled(t *testing.T, database string) {
	t.Helper()
	office, parts := foundedOn(t, locale.English, database)
	if err := demo.Build(t.Context(), parts, demo.Options{Seed: 7, Deals: 1, Employees: 90, Groups: 8}); err != nil {
		t.Fatal(words(t, err))
	}
	representative, manager, director, ok := demo.Viewpoints(parts.Model().Directory)
	if !ok {
		t.Fatal("the larger company has no regional sales")
	}
	before := total(t, office, office.Actor(director))
	const deals, cells = 4000, 1500
	done, err := demo.Fill(t.Context(), parts, demo.FillOptions{Seed: 7, Deals: deals, Cells: cells, Representative: representative, Manager: manager})
	if err != nil {
		t.Fatal(err)
	}
	if done.Cells != cells {
		t.Errorf("%d cells instead of %d", done.Cells, cells)
	}
	if seen := total(t, office, office.Actor(representative)); seen != deals*500/1_000_000 {
		t.Errorf("the representative sees %d", seen)
	}
	if seen := total(t, office, office.Actor(manager)); seen != deals*42_000/1_000_000 {
		t.Errorf("the manager sees %d", seen)
	}
	if seen := total(t, office, office.Actor(director)); seen != before+deals {
		t.Errorf("the director sees %d", seen)
	}
	whole(t, office)
}

func TestIndexesMadeAfterwardsAreTheSame(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { reindexed(t, "") })
	t.Run("postgres", func(t *testing.T) { reindexed(t, postgres.Start(t)) })
}

func reindexed(t *testing.T, database string) {
	t.Helper()
	office, parts := foundedOn(t, locale.English, database)
	element, _ := parts.Model().Schema.Type(schema.TypeDeal)
	err := office.Store.WithoutIndexes(t.Context(), element, func(ctx context.Context) error {
		_, err := demo.Fill(ctx, parts, demo.FillOptions{Seed: 1, Deals: 300})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	admin := actorOf(t, office, "admin")
	for _, sort := range []string{"name", "-value", "close_date", "-created_at", "responsible", "company"} {
		page, err := office.Records.List(t.Context(), admin, record.ListRequest{Type: schema.TypeDeal, Sort: []string{sort}})
		if err != nil || len(page.Items) != record.DefaultLimit {
			t.Errorf("sorted by %s: %d deals, %v", sort, len(page.Items), err)
		}
	}
	whole(t, office)
}
