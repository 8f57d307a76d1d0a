package sqlstore

import (
	"strings"
	"testing"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
	"kontora/backend/store/storetest"
	"kontora/backend/testkit/postgres"
)

// A page of records asks for the next step of each by one statement, which must not read the tasks about all the others.
func TestTheNearestAreFoundByTheIndexOfWhatTheyAreAbout(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		typ := &schema.ElementType{No: 71, Name: "steps", Default: schema.Private}
		for i, kind := range []string{"text", "link", "date_time", "yes_no"} {
			typ.Fields = append(typ.Fields, &schema.Field{
				No: ident.No(400 + i), Name: []string{"name", "about", "due", "done"}[i], Kind: kind, DefaultRight: schema.Edit, Fast: true,
				Labels: locale.Labels{locale.English: kind},
			})
		}
		about, due, done := typ.Fields[1], typ.Fields[2], typ.Fields[3]
		if _, err := db.Write(t.Context(), func(w *store.WriteTx) error { return EnsureType(t.Context(), w, typ) }); err != nil {
			t.Fatal(err)
		}
		var ids []query.Scalar
		for i := range byte(50) {
			ids = append(ids, query.Blob([]byte{i, 15: 1}))
		}
		open := query.And(query.Test(about.Compared(), query.In, ids...), query.Test(done.Compared(), query.NotEqual, query.Bool(true)))
		for name, reading := range map[string]access.Reading{"all": {All: true}, "some cells": {Cells: []access.CellNo{3, 5, 8}}} {
			q := &record.Query{Type: typ, Reading: reading, Filter: open, Drive: about, Fields: typ.Fields}
			plan := nearestPlan(t, db, q, about, due)
			if !strings.Contains(plan, sortIndex(typ, about)) || strings.Contains(strings.ToLower(plan), "seq scan") || strings.Contains(plan, "SCAN "+recordTable(typ)) {
				t.Errorf("who sees %s: %s", name, plan)
			}
		}
	})
}

// nearestPlan is how the database would read the nearest, every step of it.
func nearestPlan(t *testing.T, db *store.DB, q *record.Query, of, by *schema.Field) string {
	t.Helper()
	var plan []string
	err := db.Read(t.Context(), func(tx *store.Tx) error {
		r := &recordReader{Tx: tx, store: &Records{db: db}}
		how := "EXPLAIN QUERY PLAN "
		if tx.Dialect().Name() == "postgres" {
			how = "EXPLAIN "
			if _, err := tx.Exec(t.Context(), "SET LOCAL enable_seqscan = off"); err != nil {
				return err
			}
		}
		p, _ := only(q)
		statement, args, done := r.nearest(q, p, newColumns(q.Type, q.Fields), of, by)
		defer done()
		rows, err := tx.Query(t.Context(), how+statement, args...)
		if err != nil {
			return err
		}
		plan, err = collect(rows, lastColumn)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(plan, "; ")
}
