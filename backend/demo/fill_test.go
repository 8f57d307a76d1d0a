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
	"kontora/backend/testkit/office"
	"kontora/backend/testkit/postgres"
)

// whole fails when the program's own check finds anything wrong.
func whole(t *testing.T, opened *app.Office) {
	t.Helper()
	texts, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	findings, err := sqlstore.Check(t.Context(), opened.Company, opened.Store.Checker(opened.Administration.Model()))
	if err != nil {
		t.Fatal(err)
	}
	for _, finding := range findings {
		t.Error(texts.Render(locale.English, finding))
	}
}

func total(t *testing.T, opened *app.Office, actor access.Actor) int64 {
	t.Helper()
	page, err := opened.Records.List(t.Context(), actor, record.ListRequest{Type: schema.TypeDeal})
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
	opened, parts := founded(t, locale.English, database)
	if err := demo.Build(t.Context(), parts, demo.Options{Seed: 7, Deals: 1, Employees: 90, Groups: 8}); err != nil {
		t.Fatal(words(t, err))
	}
	representative, manager, director, ok := demo.Viewpoints(parts.Model().Directory)
	if !ok {
		t.Fatal("the larger company has no regional sales")
	}
	before := total(t, opened, opened.Actor(director))
	const deals, cells = 4000, 1500
	done, err := demo.Fill(t.Context(), parts, demo.FillOptions{Seed: 7, Deals: deals, Cells: cells, Representative: representative, Manager: manager})
	if err != nil {
		t.Fatal(err)
	}
	if done.Cells != cells {
		t.Errorf("%d cells instead of %d", done.Cells, cells)
	}
	if seen := total(t, opened, opened.Actor(representative)); seen != deals*500/1_000_000 {
		t.Errorf("the representative sees %d", seen)
	}
	if seen := total(t, opened, opened.Actor(manager)); seen != deals*42_000/1_000_000 {
		t.Errorf("the manager sees %d", seen)
	}
	if seen := total(t, opened, opened.Actor(director)); seen != before+deals {
		t.Errorf("the director sees %d", seen)
	}
	whole(t, opened)
}

func TestIndexesMadeAfterwardsAreTheSame(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { reindexed(t, "") })
	t.Run("postgres", func(t *testing.T) { reindexed(t, postgres.Start(t)) })
}

func reindexed(t *testing.T, database string) {
	t.Helper()
	opened, parts := founded(t, locale.English, database)
	element, _ := parts.Model().Schema.Type(schema.TypeDeal)
	err := opened.Store.WithoutIndexes(t.Context(), element, func(ctx context.Context) error {
		_, err := demo.Fill(ctx, parts, demo.FillOptions{Seed: 1, Deals: 300})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	admin := office.Actor(t, opened, "admin")
	for _, sort := range []string{"name", "-value", "close_date", "-created_at", "responsible", "company"} {
		page, err := opened.Records.List(t.Context(), admin, record.ListRequest{Type: schema.TypeDeal, Sort: []string{sort}})
		if err != nil || len(page.Items) != record.DefaultLimit {
			t.Errorf("sorted by %s: %d deals, %v", sort, len(page.Items), err)
		}
	}
	whole(t, opened)
}
