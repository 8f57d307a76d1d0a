package sqlstore

import (
	"strings"
	"testing"

	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
	"kontora/backend/store/storetest"
	"kontora/backend/testkit/postgres"
)

// A list of a million records is read in a millisecond by an index in its order, and sorted in seconds without.
func TestListsByOneKeyAreNotSorted(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		typ := fastType(70, "ordered", "name text", "size number", "stage choice", "owner employee")
		prepare(t, db, typ)
		for _, f := range indexedFields(typ) {
			for _, descending := range []bool{false, true} {
				q := &record.Query{Type: typ, Order: []record.Order{{Field: f, Descending: descending}}}
				first := segments(q)
				q.After, q.AfterNo = []query.Scalar{query.Int(7)}, 5
				for _, part := range append(first, segments(q)...) {
					if part.empty && !optional(f) {
						continue
					}
					if plan := orderPlan(t, db, q, part); strings.Contains(strings.ToLower(plan), "sort") || strings.Contains(plan, "TEMP B-TREE") {
						t.Errorf("%s, descending %v, empty %v, after %v: %s", f.Name, descending, part.empty, part.after, plan)
					}
				}
			}
		}
	})
}

// orderPlan is how the database would read one part of a list by the index in its order.
func orderPlan(t *testing.T, db *store.DB, q *record.Query, part segment) string {
	t.Helper()
	return explained(t, db, []string{"enable_seqscan", "enable_bitmapscan", "enable_sort"}, func(tx *store.Tx) (string, []any) {
		d := tx.Dialect()
		condition, order := part.single(d, q)
		from := recordTable(q.Type) + d.IndexedBy(sortIndex(q.Type, q.Order[0].Field))
		args := condition.args
		if len(args) == 2 && q.Order[0].Field.Columns()[0].Type == schema.TextColumn {
			args = []any{"seven", args[1]}
		}
		return "SELECT id, cell FROM " + from + " WHERE " + condition.sql + " ORDER BY " + order + " LIMIT 50", args
	})
}
