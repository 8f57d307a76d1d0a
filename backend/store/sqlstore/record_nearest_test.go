package sqlstore

import (
	"strings"
	"testing"

	"kontora/backend/access"
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
		typ := fastType(71, "steps", "name text", "about link", "due date_time", "done yes_no")
		about, due, done := typ.Fields[1], typ.Fields[2], typ.Fields[3]
		prepare(t, db, typ)
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
	return explained(t, db, []string{"enable_seqscan"}, func(tx *store.Tx) (string, []any) {
		r := &recordReader{Tx: tx, store: &Records{db: db}}
		p, _ := only(q)
		statement, args, done := r.nearest(q, p, newColumns(q.Type, q.Fields), of, by)
		t.Cleanup(done)
		return statement, args
	})
}
