package sqlstore_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/savedview"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
	"kontora/backend/store/storetest"
	"kontora/backend/testkit/postgres"
)

func putView(t *testing.T, views *sqlstore.Views, v savedview.View) savedview.View {
	t.Helper()
	err := views.Change(t.Context(), func(w savedview.Writer) (err error) {
		v.Seq, err = w.Put(t.Context(), v)
		return err
	})
	if err != nil || v.Seq == 0 {
		t.Fatalf("put a view: commit %d, %v", v.Seq, err)
	}
	return v
}

func TestViewsComeBackByNameAsTheyWerePut(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		views := sqlstore.NewViews(db)
		last := putView(t, views, savedview.View{ID: ident.ID{1}, Type: "deal", Name: "ёлки", Owner: 7, Look: savedview.Look{
			Layout: savedview.Board, Lanes: "stage", Filter: query.Expr{Field: "value", Op: query.Greater, Value: json.RawMessage("5")},
			Columns: []savedview.Column{{Field: "name", Width: 200}}, Pinned: 1, Sort: []string{"-value"},
		}})
		first := putView(t, views, savedview.View{ID: ident.ID{2}, Type: "deal", Name: "Ель", Owner: 8, With: []access.Principal{{Kind: access.InRole, No: 3}}})
		other := putView(t, views, savedview.View{ID: ident.ID{3}, Type: "lead", Name: "A", Owner: 7})
		first.Name = "Дуб"
		first = putView(t, views, first)
		for typeName, want := range map[string][]savedview.View{"deal": {first, last}, "": {first, last, other}, "note": nil} {
			if got, err := views.Views(t.Context(), typeName); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("views of %q: %+v, %v; want %+v", typeName, got, err, want)
			}
		}
		err := views.Change(t.Context(), func(w savedview.Writer) error {
			if owned, err := w.Owned(t.Context(), 7); owned != 2 || err != nil {
				t.Errorf("7 owns %d, %v", owned, err)
			}
			return w.Delete(t.Context(), last.ID)
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := views.View(t.Context(), last.ID); fault.Of(err) == nil || fault.Of(err).Kind != fault.NotFound {
			t.Errorf("a removed view: %v", err)
		}
	})
}
