package sqlstore_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"testing"

	"kontora/backend/audit"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
	"kontora/backend/store/storetest"
	"kontora/backend/testkit/postgres"
)

// edited is an entry about a change of two fields.
func edited(record ident.ID, amount string) audit.Entry {
	return audit.Entry{Employee: ident.ID{1}, Kind: "edit", Subject: "deal", ID: record, Name: "Мост", Changes: []audit.Change{
		{Field: "amount", Before: []byte(`"1.00"`), After: []byte(amount)},
		{Field: "stage", After: []byte(`"won"`)},
	}}
}

func log(t *testing.T, db *store.DB, entries ...audit.Entry) {
	t.Helper()
	write(t, db, func(ctx context.Context, w *store.WriteTx) error { return sqlstore.AppendAudit(ctx, w, entries...) })
}

func check(t *testing.T, db *store.DB) []string {
	t.Helper()
	findings, err := sqlstore.Check(t.Context(), db)
	if err != nil {
		t.Fatalf("check: %v", err)
	}
	return keys(findings)
}

func keys(findings []locale.Text) []string {
	var all []string
	for _, f := range findings {
		all = append(all, f.Key)
	}
	return all
}

func TestEntriesAreReadNewestFirstAndInPages(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		record := ident.Random{}.New()
		for i := range 5 {
			log(t, db, edited(record, fmt.Sprintf(`"%d.00"`, i)), edited(ident.Random{}.New(), `"0.00"`))
		}
		filter := audit.Filter{ID: record, Kind: "edit", Subject: "deal", Limit: 2}
		var amounts []string
		for pages := 0; pages == 0 || filter.Before != 0; pages++ {
			var page []audit.Entry
			err := db.Read(t.Context(), func(tx *store.Tx) (err error) {
				page, filter.Before, err = sqlstore.ReadAudit(t.Context(), tx, filter, func(e *audit.Entry) bool {
					e.Changes = slices.DeleteFunc(e.Changes, func(c audit.Change) bool { return c.Field == "stage" })
					return true
				})
				return err
			})
			if err != nil {
				t.Fatalf("read: %v", err)
			}
			for _, e := range page {
				if len(e.Changes) != 1 || e.Name != "Мост" || e.Employee != (ident.ID{1}) {
					t.Fatalf("entry %+v", e)
				}
				amounts = append(amounts, string(e.Changes[0].After))
			}
		}
		if want := []string{`"4.00"`, `"3.00"`, `"2.00"`, `"1.00"`, `"0.00"`}; !slices.Equal(amounts, want) {
			t.Errorf("amounts %v, want %v", amounts, want)
		}
	})
}

func TestErasedValuesAreGoneAndTheChainStillHolds(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		record := ident.Random{}.New()
		log(t, db, edited(record, `"2.00"`))
		write(t, db, func(ctx context.Context, w *store.WriteTx) error {
			return sqlstore.EraseAudit(ctx, w, record, "amount")
		})
		entries := readAudit(t, db, audit.Filter{ID: record, Limit: 10})
		if len(entries) != 1 || len(entries[0].Changes) != 2 {
			t.Fatalf("entries %+v", entries)
		}
		amount, stage := entries[0].Changes[0], entries[0].Changes[1]
		if !amount.Erased || amount.Before != nil || amount.After != nil {
			t.Errorf("amount %+v", amount)
		}
		if stage.Erased || string(stage.After) != `"won"` {
			t.Errorf("stage %+v", stage)
		}
		if found := check(t, db); len(found) > 0 {
			t.Errorf("check found %v", found)
		}
	})
}

func TestTamperingIsFound(t *testing.T) {
	cases := map[string]struct {
		tamper string
		found  string
	}{
		"an entry changed":      {"UPDATE audit SET kind = 'view'", "store.check.audit"},
		"an entry removed":      {"DELETE FROM audit", "store.check.audit"},
		"an entry moved":        {"UPDATE audit SET no = no + 1", "store.check.audit"},
		"a value changed":       {"UPDATE audit_value SET after = '\"9.00\"' WHERE field = 'amount'", "store.check.audit_value"},
		"a value added":         {"UPDATE audit_value SET field = 'other' WHERE field = 'stage'", "store.check.audit_value"},
		"a commit removed":      {"DELETE FROM commit_log WHERE seq = 2", "store.check.chain"},
		"a commit moved":        {"UPDATE commit_log SET at_ms = at_ms - 1 WHERE seq = 2", "store.check.chain"},
		"a cell without parent": {"INSERT INTO cell(cell, type, cause, nrec) SELECT 1, 1, chain, 0 FROM sync_head", "store.check.cell"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
				for range 3 {
					log(t, db, edited(ident.Random{}.New(), `"2.00"`))
				}
				if found := check(t, db); len(found) > 0 {
					t.Fatalf("found before: %v", found)
				}
				write(t, db, func(ctx context.Context, w *store.WriteTx) error {
					_, err := w.Exec(ctx, c.tamper)
					return err
				})
				if found := check(t, db); !slices.Contains(found, c.found) {
					t.Errorf("found %v, want %s", found, c.found)
				}
			})
		})
	}
}

func TestMissingEndOfTheHistoryIsFound(t *testing.T) {
	config := storetest.SQLite(t)
	db := storetest.Open(t, config)
	log(t, db, edited(ident.Random{}.New(), `"2.00"`))
	log(t, db, edited(ident.Random{}.New(), `"3.00"`))
	raw, err := sql.Open("sqlite", config.Path)
	if err != nil {
		t.Fatal(err)
	}
	defer raw.Close()
	if _, err := raw.ExecContext(t.Context(), "DELETE FROM commit_log WHERE seq = 2"); err != nil {
		t.Fatal(err)
	}
	if found := check(t, db); !slices.Contains(found, "store.check.chain_end") {
		t.Errorf("found %v", found)
	}
}
