package sqlstore

import (
	"database/sql"
	"strings"
	"testing"

	"kontora/backend/ident"
	"kontora/backend/locale"
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
		typ := &schema.ElementType{No: 70, Name: "ordered", Default: schema.Private}
		for i, kind := range []string{"text", "number", "choice", "employee"} {
			typ.Fields = append(typ.Fields, &schema.Field{
				No: ident.No(300 + i), Name: []string{"name", "size", "stage", "owner"}[i], Kind: kind, DefaultRight: schema.Edit, Fast: true,
				Labels: locale.Labels{locale.English: kind},
			})
		}
		if _, err := db.Write(t.Context(), func(w *store.WriteTx) error { return EnsureType(t.Context(), w, typ) }); err != nil {
			t.Fatal(err)
		}
		for _, f := range indexedFields(typ) {
			for _, descending := range []bool{false, true} {
				q := &record.Query{Type: typ, Order: []record.Order{{Field: f, Descending: descending}}}
				first := segments(q)
				q.After, q.AfterNo = []query.Scalar{query.Int(7)}, 5
				for _, part := range append(first, segments(q)...) {
					if part.empty && !optional(f) {
						continue
					}
					if plan := explained(t, db, q, part); strings.Contains(strings.ToLower(plan), "sort") || strings.Contains(plan, "TEMP B-TREE") {
						t.Errorf("%s, descending %v, empty %v, after %v: %s", f.Name, descending, part.empty, part.after, plan)
					}
				}
			}
		}
	})
}

// explained is how the database would read one part of a list by the index in its order.
func explained(t *testing.T, db *store.DB, q *record.Query, part segment) string {
	t.Helper()
	var plan []string
	err := db.Read(t.Context(), func(tx *store.Tx) error {
		d := tx.Dialect()
		how := "EXPLAIN QUERY PLAN "
		if d.Name() == "postgres" {
			how = "EXPLAIN "
			for _, other := range []string{"enable_seqscan", "enable_bitmapscan", "enable_sort"} {
				if _, err := tx.Exec(t.Context(), "SET LOCAL "+other+" = off"); err != nil {
					return err
				}
			}
		}
		condition, order := part.single(d, q)
		from := recordTable(q.Type) + d.IndexedBy(sortIndex(q.Type, q.Order[0].Field))
		args := condition.args
		if len(args) == 2 && q.Order[0].Field.Columns()[0].Type == schema.TextColumn {
			args = []any{"seven", args[1]}
		}
		rows, err := tx.Query(t.Context(), how+"SELECT id, cell FROM "+from+" WHERE "+condition.sql+" ORDER BY "+order+" LIMIT 50", args...)
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

func lastColumn(rows *sql.Rows) (string, error) {
	columns, err := rows.Columns()
	if err != nil {
		return "", err
	}
	into := make([]any, len(columns))
	for i := range into {
		into[i] = new(any)
	}
	var last string
	into[len(into)-1] = &last
	return last, rows.Scan(into...)
}
