package sqlstore_test

import (
	"errors"
	"testing"

	"kontora/backend/access"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
	"kontora/backend/store/storetest"
)

func TestACopyThatHoldsSomethingElseIsRefused(t *testing.T) {
	from, to := storetest.Open(t, storetest.SQLite(t)), storetest.Open(t, storetest.SQLite(t))
	place(t, from, loadCells(t, from), access.Cause{Type: 1, Responsible: 2}, 3)
	copied, err := sqlstore.Copy(t.Context(), from, to, nil, func(string) {})
	if err != nil || len(copied) == 0 {
		t.Fatalf("copied %v, %v", copied, err)
	}
	if cells := loadCells(t, to); cells.Count(1) != 3 {
		t.Errorf("%d records in the copy", cells.Count(1))
	}
	// A place that makes something else of what is written, as one with another order of text or a narrower number would.
	spoilt := storetest.Open(t, storetest.SQLite(t))
	if err := spoilt.Load(t.Context(), func(w *store.WriteTx) error {
		_, err := w.Exec(t.Context(), "CREATE TRIGGER spoil AFTER INSERT ON cell BEGIN UPDATE cell SET nrec = nrec + 1; END")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := sqlstore.Copy(t.Context(), from, spoilt, nil, func(string) {}); !errors.Is(err, sqlstore.ErrDiffers) {
		t.Errorf("error = %v", err)
	}
}
