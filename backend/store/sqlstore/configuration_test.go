package sqlstore_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"kontora/backend/administration"
	"kontora/backend/audit"
	"kontora/backend/event"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
	"kontora/backend/store/storetest"
	"kontora/backend/testkit/postgres"
)

// change changes the configuration or fails the test.
func change(t *testing.T, c *sqlstore.Configuration, fn func(administration.Tx) error) uint64 {
	t.Helper()
	seq, err := c.Change(t.Context(), fn)
	if err != nil {
		t.Fatalf("change the configuration: %v", err)
	}
	return seq
}

// addRole adds a document in a change of its own.
func addRole(t *testing.T, c *sqlstore.Configuration, body string) (d administration.Document) {
	t.Helper()
	d = administration.Document{Kind: administration.RoleKind, ID: ident.Random{}.New(), Body: []byte(body)}
	d.Version = change(t, c, func(tx administration.Tx) (err error) {
		if d.No, err = tx.NextNo(t.Context()); err != nil {
			return err
		}
		return tx.Put(t.Context(), d)
	})
	return d
}

func same(a, b administration.Document) bool {
	return a.Kind == b.Kind && a.No == b.No && a.ID == b.ID && a.Version == b.Version && string(a.Body) == string(b.Body)
}

func TestDocumentsComeBackAsTheyWerePut(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		var announced []uint64
		db.PublishTo(func(told event.Commit) { announced = append(announced, told.Seq) })
		c := sqlstore.NewConfiguration(db)
		first, second := addRole(t, c, `{"name":"Продажи"}`), addRole(t, c, `{"name":"Sales"}`)
		first.Body = []byte(`{"name":"Отдел"}`)
		first.Version = change(t, c, func(tx administration.Tx) error {
			if tx.Config() != second.Version {
				t.Errorf("configuration is at %d, want %d", tx.Config(), second.Version)
			}
			return tx.Put(t.Context(), first)
		})
		documents, seq, err := c.Load(t.Context())
		if err != nil || len(documents) != 2 || !same(documents[0], first) || !same(documents[1], second) {
			t.Fatalf("documents %v, %v; want %v and %v", documents, err, first, second)
		}
		if seq != first.Version || !slices.Equal(announced, []uint64{second.Version - 1, second.Version, first.Version}) {
			t.Errorf("configuration at %d, announced %v", seq, announced)
		}
	})
}

func TestFailedChangeLeavesNothing(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		db.PublishTo(func(event.Commit) { t.Error("a change that failed was announced") })
		c := sqlstore.NewConfiguration(db)
		refused := errors.New("refused")
		_, err := c.Change(t.Context(), func(tx administration.Tx) error {
			no, err := tx.NextNo(t.Context())
			if err != nil {
				return err
			}
			d := administration.Document{Kind: administration.GroupKind, No: no, ID: ident.Random{}.New(), Body: []byte(`{}`)}
			if err := tx.Put(t.Context(), d); err != nil {
				return err
			}
			return refused
		})
		if !errors.Is(err, refused) {
			t.Fatalf("error = %v", err)
		}
		documents, seq, err := c.Load(t.Context())
		if err != nil || len(documents) != 0 || seq != 0 {
			t.Errorf("left: %v at %d, %v", documents, seq, err)
		}
	})
}

func TestDeletedDocumentIsGoneAndItsNumberStaysTaken(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		c := sqlstore.NewConfiguration(db)
		gone := addRole(t, c, `{}`)
		change(t, c, func(tx administration.Tx) error { return tx.Delete(t.Context(), gone.No) })
		if next := addRole(t, c, `{}`); next.No == gone.No {
			t.Errorf("number %d was given out twice", next.No)
		}
		_, err := c.Change(t.Context(), func(tx administration.Tx) error { return tx.Delete(t.Context(), gone.No) })
		if !fault.Is(err, fault.NotFound) {
			t.Errorf("deleting again: %v", err)
		}
	})
}

func TestChangeOfTheConfigurationIsLogged(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		who, what := ident.Random{}.New(), ident.Random{}.New()
		change(t, sqlstore.NewConfiguration(db), func(tx administration.Tx) error {
			return tx.Record(t.Context(), administration.Entry{
				Employee: who, Action: "change", Kind: administration.RoleKind, ID: what, Name: "Sales",
				Before: []byte(`{"name": "Sale", "team": "none"}`), After: []byte(`{"name": "Sales", "team": "none"}`),
			})
		})
		entries := readAudit(t, db, audit.Filter{Employee: who, Limit: 10})
		if len(entries) != 1 || entries[0].Kind != "change" || entries[0].Name != "Sales" || len(entries[0].Changes) != 1 {
			t.Fatalf("entries %+v", entries)
		}
		if c := entries[0].Changes[0]; c.Field != "name" || string(c.Before) != `"Sale"` || string(c.After) != `"Sales"` {
			t.Errorf("change %+v", c)
		}
	})
}

func readAudit(t *testing.T, db *store.DB, filter audit.Filter) (entries []audit.Entry) {
	t.Helper()
	err := db.Read(t.Context(), func(tx *store.Tx) (err error) {
		entries, _, err = sqlstore.ReadAudit(t.Context(), tx, filter, func(*audit.Entry) bool { return true })
		return err
	})
	if err != nil {
		t.Fatalf("read the audit log: %v", err)
	}
	return entries
}

// write runs fn in a write transaction or fails the test.
func write(t *testing.T, db *store.DB, fn func(context.Context, *store.WriteTx) error) uint64 {
	t.Helper()
	seq, err := db.Write(t.Context(), func(w *store.WriteTx) error { return fn(t.Context(), w) })
	if err != nil {
		t.Fatalf("write: %v", err)
	}
	return seq
}
