package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/savedview"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// Views keeps the saved views of one company. It is a savedview.Store, safe for concurrent use.
type Views struct{ db *store.DB }

// NewViews returns the views of a company.
func NewViews(db *store.DB) *Views { return &Views{db} }

var _ savedview.Store = (*Views)(nil)

// viewBody is what of a view stands in no column of its own.
type viewBody struct {
	With []access.Principal `json:"with,omitempty"`
	Look savedview.Look     `json:"look"`
}

const viewColumns = "SELECT id, type, name, owner, body, seq FROM saved_view"

// Views lists those of a type, of all types when it is empty, by name.
func (s *Views) Views(ctx context.Context, typeName string) (views []savedview.View, err error) {
	statement, args := viewColumns, []any{}
	if typeName != "" {
		statement, args = statement+" WHERE type = ?", []any{typeName}
	}
	err = s.db.Read(ctx, func(t *store.Tx) error {
		rows, err := t.Query(ctx, statement+" ORDER BY type, key, id", args...)
		if err != nil {
			return err
		}
		views, err = collect(rows, func(rows *sql.Rows) (savedview.View, error) { return scanView(rows) })
		return err
	})
	return views, fault.Wrap(err, "list saved views")
}

// View reads one.
func (s *Views) View(ctx context.Context, id ident.ID) (view savedview.View, err error) {
	err = s.db.Read(ctx, func(t *store.Tx) error {
		view, err = readView(ctx, t, id)
		return err
	})
	return view, err
}

func readView(ctx context.Context, t *store.Tx, id ident.ID) (savedview.View, error) {
	view, err := scanView(t.QueryRow(ctx, viewColumns+" WHERE id = ?", id))
	return view, fault.Wrap(found(err), "read a saved view")
}

func scanView(row interface{ Scan(into ...any) error }) (savedview.View, error) {
	var v savedview.View
	var raw string
	if err := row.Scan(store.ID(&v.ID), &v.Type, &v.Name, &v.Owner, &raw, &v.Seq); err != nil {
		return v, err
	}
	var body viewBody
	if err := json.Unmarshal([]byte(raw), &body); err != nil {
		return v, fmt.Errorf("read the saved view %s: %w", v.ID, err)
	}
	v.With, v.Look = body.With, body.Look
	return v, nil
}

// Change runs fn in one write transaction.
func (s *Views) Change(ctx context.Context, fn func(savedview.Writer) error) error {
	_, err := s.db.Write(ctx, func(w *store.WriteTx) error { return fn(viewWriter{w}) })
	return fault.Wrap(err, "change saved views")
}

// ViewsWith are the names of the shared views of a type that name the field, of all that are shared when the field is empty. What people
// keep for themselves is nobody else's to hear of or to remove: without the field, or the type, it shows less.
func (s *Records) ViewsWith(ctx context.Context, tx administration.Tx, typeName, field string) ([]string, error) {
	within, ok := tx.(*configurationTx)
	if !ok {
		return nil, errTransaction
	}
	rows, err := within.Query(ctx, viewColumns+" WHERE type = ? ORDER BY key, id", typeName)
	if err != nil {
		return nil, fault.Wrap(err, "list saved views")
	}
	views, err := collect(rows, func(rows *sql.Rows) (savedview.View, error) { return scanView(rows) })
	var found []string
	for _, v := range views {
		if len(v.With) > 0 && (field == "" || v.Look.Names(field)) {
			found = append(found, v.Name)
		}
	}
	return found, fault.Wrap(err, "list saved views")
}

// ViewsNaming are the names of the shared views of a type that name the field, and how many do that people keep for themselves.
func (s *Records) ViewsNaming(ctx context.Context, typeName, field string) (shared []string, own int, err error) {
	views, err := NewViews(s.db).Views(ctx, typeName)
	for _, v := range views {
		switch {
		case !v.Look.Names(field):
		case len(v.With) > 0:
			shared = append(shared, v.Name)
		default:
			own++
		}
	}
	return shared, own, err
}

type viewWriter struct{ w *store.WriteTx }

func (v viewWriter) View(ctx context.Context, id ident.ID) (savedview.View, error) {
	return readView(ctx, v.w.Tx, id)
}

// Owned counts the views of an employee.
func (v viewWriter) Owned(ctx context.Context, owner ident.No) (count int, err error) {
	err = v.w.QueryRow(ctx, "SELECT count(*) FROM saved_view WHERE owner = ?", owner).Scan(&count)
	return count, fault.Wrap(err, "count saved views")
}

// Put writes a view.
func (v viewWriter) Put(ctx context.Context, view savedview.View) (uint64, error) {
	body, err := json.Marshal(viewBody{With: view.With, Look: view.Look})
	if err != nil {
		return 0, fault.Wrap(err, "write a saved view")
	}
	seq, err := v.w.Seq(ctx)
	if err != nil {
		return 0, err
	}
	_, err = v.w.Exec(ctx, `INSERT INTO saved_view(id, type, name, key, owner, body, seq) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, key = excluded.key, body = excluded.body, seq = excluded.seq`,
		view.ID, view.Type, view.Name, schema.Fold(view.Name), view.Owner, string(body), seq)
	return seq, fault.Wrap(err, "write a saved view")
}

// Delete removes a view.
func (v viewWriter) Delete(ctx context.Context, id ident.ID) error {
	_, err := v.w.Exec(ctx, "DELETE FROM saved_view WHERE id = ?", id)
	return fault.Wrap(err, "remove a saved view")
}
