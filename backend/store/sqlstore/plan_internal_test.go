package sqlstore

import (
	"database/sql"
	"strings"
	"testing"

	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// fastType is a type whose fields, each "name kind", all have an index.
func fastType(no ident.No, name string, fields ...string) *schema.ElementType {
	t := &schema.ElementType{No: no, Name: name, Default: schema.Private}
	for i, each := range fields {
		field, kind, _ := strings.Cut(each, " ")
		t.Fields = append(t.Fields, &schema.Field{
			No: no*100 + ident.No(i), Name: field, Kind: kind, DefaultRight: schema.Edit, Fast: true, Labels: locale.Labels{locale.English: field},
		})
	}
	return t
}

func prepare(t *testing.T, db *store.DB, e *schema.ElementType) {
	t.Helper()
	if _, err := db.Write(t.Context(), func(w *store.WriteTx) error { return EnsureType(t.Context(), w, e) }); err != nil {
		t.Fatal(err)
	}
}

// explained is how the database would run a statement, every step of it. PostgreSQL does without the ways named: on tables as small as
// those of a test it prefers them to any index.
func explained(t *testing.T, db *store.DB, without []string, statement func(*store.Tx) (string, []any)) string {
	t.Helper()
	var plan []string
	err := db.Read(t.Context(), func(tx *store.Tx) error {
		how := "EXPLAIN QUERY PLAN "
		if tx.Dialect().Name() == "postgres" {
			how = "EXPLAIN "
			for _, way := range without {
				if _, err := tx.Exec(t.Context(), "SET LOCAL "+way+" = off"); err != nil {
					return err
				}
			}
		}
		sql, args := statement(tx)
		rows, err := tx.Query(t.Context(), how+sql, args...)
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
