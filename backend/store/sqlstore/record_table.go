package sqlstore

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"kontora/backend/fault"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// EnsureType makes the table of a type, the columns of its fields and the indexes it needs, as far as they are not there. No
// column is dropped: see DropFields. It belongs to the transaction that changes the type.
func EnsureType(ctx context.Context, w *store.WriteTx, t *schema.ElementType) error {
	if err := ensureTable(ctx, w, t); err != nil {
		return err
	}
	return fault.Wrap(ensureIndexes(ctx, w, t), "index "+t.Name)
}

// ensureTable makes the table of a type and the columns of its fields, as far as they are not there.
func ensureTable(ctx context.Context, w *store.WriteTx, t *schema.ElementType) error {
	if !schema.ValidName(t.Name) {
		return fmt.Errorf("type %q cannot name a table", t.Name)
	}
	columns, err := names(ctx, w.Tx, "SELECT name FROM record_column WHERE type = ?", t.Name)
	if err != nil {
		return fault.Wrap(err, "read the columns of "+t.Name)
	}
	if len(columns) == 0 {
		if err := free(ctx, w, t); err != nil {
			return err
		}
		return fault.Wrap(createTable(ctx, w, t), "make the table of "+t.Name)
	}
	for _, f := range t.Fields {
		if err := ensureColumns(ctx, w, t, f, columns); err != nil {
			return fault.Wrap(err, "add the field "+t.Name+"."+f.Name)
		}
	}
	return nil
}

// createTable makes the table with the columns of all fields, as each one added later costs SQLite a look at all that it has; and without
// its STRICT: to add a column to a strict table SQLite reads all of it, seconds for a million records.
func createTable(ctx context.Context, w *store.WriteTx, t *schema.ElementType) error {
	table := recordTable(t)
	var columns strings.Builder
	known := []string{"id"}
	for _, f := range t.Fields {
		for _, c := range f.Columns() {
			columns.WriteString(",\n  " + c.Name + " " + columnType(c))
			known = append(known, c.Name)
		}
	}
	statements := []string{
		`CREATE TABLE ` + table + ` (
  id          {key},
  rid         {bytes} NOT NULL UNIQUE,
  cell        {int} NOT NULL,
  responsible {int} NOT NULL,
  created_by  {int} NOT NULL,
  created_at  {int} NOT NULL,
  updated_at  {int} NOT NULL,
  seq         {int} NOT NULL,
  mseq        {int} NOT NULL,
  born        {int} NOT NULL,
  fver        {bytes} NOT NULL,
  deleted_at  {int},
  deleted_by  {int},
  bin_cell    {int},
  bin_who     {bytes}` + columns.String() + `
)`,
		`CREATE INDEX ` + table + `_seq ON ` + table + `(seq)`,
		`CREATE INDEX ` + table + `_bin ON ` + table + `(deleted_at) WHERE deleted_at IS NOT NULL`,
	}
	statements = append(statements, searchTable(w.Dialect(), t)...)
	for _, statement := range statements {
		if _, err := w.Exec(ctx, w.Dialect().DDL(statement)); err != nil {
			return err
		}
	}
	for _, name := range known {
		if err := remember(ctx, w, "record_column", t, name); err != nil {
			return err
		}
	}
	return nil
}

// columnType is the type of a field's column, for the dialect to spell out.
func columnType(c schema.Column) string {
	return map[schema.ColumnType]string{schema.IntegerColumn: "{int}", schema.TextColumn: "{text}", schema.BytesColumn: "{bytes}"}[c.Type]
}

func ensureColumns(ctx context.Context, w *store.WriteTx, t *schema.ElementType, f *schema.Field, there map[string]bool) error {
	for _, c := range f.Columns() {
		if there[c.Name] {
			continue
		}
		if _, err := w.Exec(ctx, w.Dialect().DDL("ALTER TABLE "+recordTable(t)+" ADD COLUMN "+c.Name+" "+columnType(c))); err != nil {
			return err
		}
		if err := remember(ctx, w, "record_column", t, c.Name); err != nil {
			return err
		}
	}
	return nil
}

// ensureIndexes makes the index of the cells, and one for every field by which lists are sorted or filtered often. Each of these ends with
// the record's number and its cell, so that walking it in order answers who may see what without touching the rows.
func ensureIndexes(ctx context.Context, w *store.WriteTx, t *schema.ElementType) error {
	there, err := names(ctx, w.Tx, "SELECT name FROM record_index WHERE type = ?", t.Name)
	if err != nil {
		return err
	}
	ensure := func(name string, statements ...string) error {
		if there[name] {
			return nil
		}
		for _, statement := range statements {
			if _, err := w.Exec(ctx, statement); err != nil {
				return err
			}
		}
		return remember(ctx, w, "record_index", t, name)
	}
	if err := ensure(cellIndex(t), cellIndexStatement(t)); err != nil {
		return err
	}
	for _, f := range indexedFields(t) {
		if err := ensure(sortIndex(t, f), indexStatement(w.Dialect(), t, f, "")); err != nil {
			return err
		}
		if !f.Unique {
			continue
		}
		if err := ensure(uniqueIndex(t, f), uniqueStatement(t, f, "")); store.UniqueOn(err, f.Compared()) {
			return fault.Field("unique", "schema.not_unique", "field", f.Labels).Because(err)
		} else if err != nil {
			return err
		}
	}
	return forgetUnique(ctx, w, t)
}

// forgetUnique drops the indexes that hold fields unique that are so no more, or are out of use.
func forgetUnique(ctx context.Context, w *store.WriteTx, t *schema.ElementType) error {
	for _, f := range slices.Concat(t.Fields, t.Archived) {
		if f.Unique && !f.Indexing && !t.IsArchived(f.Name) {
			continue
		}
		if _, err := w.Exec(ctx, "DROP INDEX IF EXISTS "+uniqueIndex(t, f)); err != nil {
			return err
		}
		if _, err := w.Exec(ctx, "DELETE FROM record_index WHERE type = ? AND name = ?", t.Name, uniqueIndex(t, f)); err != nil {
			return err
		}
	}
	return nil
}

// cellIndex is the name of the index by which the records of a few cells are found.
func cellIndex(t *schema.ElementType) string { return recordTable(t) + "_cell" }

// cellIndexStatement has in the index what lists are mostly sorted by, so that of some hundred records only those of the page are read, and
// the first choice, a deal's stage, by which those of some ten thousand are mostly filtered and grouped.
func cellIndexStatement(t *schema.ElementType) string {
	columns := []string{"cell", "created_at", "id"}
	if name, ok := t.Field(schema.FieldName); ok {
		columns = append(columns, name.Compared())
	}
	if at := slices.IndexFunc(t.Fields, func(f *schema.Field) bool { return f.Kind == schema.KindChoice && f.Fast }); at >= 0 {
		columns = append(columns, t.Fields[at].Compared())
	}
	return "CREATE INDEX IF NOT EXISTS " + cellIndex(t) + " ON " + recordTable(t) + "(" + strings.Join(columns, ", ") + ")"
}

// indexStatement makes the index of a field; beside is the word for doing so beside everybody's writing, or empty.
func indexStatement(d store.Dialect, t *schema.ElementType, f *schema.Field, beside string) string {
	return "CREATE INDEX " + beside + " IF NOT EXISTS " + sortIndex(t, f) + " ON " + recordTable(t) + "(" + d.NullsFirst(f.Compared()) + ", id, cell)"
}

// uniqueIndex is the name of the index that holds the field unique outside the bin.
func uniqueIndex(t *schema.ElementType, f *schema.Field) string { return sortIndex(t, f) + "_unique" }

func uniqueStatement(t *schema.ElementType, f *schema.Field, beside string) string {
	return "CREATE UNIQUE INDEX " + beside + " IF NOT EXISTS " + uniqueIndex(t, f) + " ON " + recordTable(t) + "(" + f.Compared() + ") WHERE deleted_at IS NULL"
}

// indexedFields are those with an index of their own: the inherent moments and persons, what links lead by, and fields marked fast or unique.
func indexedFields(t *schema.ElementType) []*schema.Field {
	var fields []*schema.Field
	for _, name := range []string{schema.FieldCreatedAt, schema.FieldUpdatedAt, schema.FieldResponsible} {
		f, _ := schema.Inherent(name)
		fields = append(fields, f)
	}
	for _, f := range t.Fields {
		if f.Indexed() {
			fields = append(fields, f)
		}
	}
	return fields
}

func remember(ctx context.Context, w *store.WriteTx, catalogue string, t *schema.ElementType, name string) error {
	_, err := w.Exec(ctx, "INSERT INTO "+catalogue+"(type, name) VALUES (?, ?)", t.Name, name)
	return err
}

func names(ctx context.Context, t *store.Tx, statement string, args ...any) (map[string]bool, error) {
	rows, err := t.Query(ctx, statement, args...)
	if err != nil {
		return nil, err
	}
	list, err := collect(rows, func(rows *sql.Rows) (name string, err error) { return name, rows.Scan(&name) })
	set := make(map[string]bool, len(list))
	for _, name := range list {
		set[name] = true
	}
	return set, err
}

func recordTable(t *schema.ElementType) string { return "rec_" + t.Name }

// longestIndex leaves room for an ending: PostgreSQL cuts names to 63 bytes without a word.
const longestIndex = 50

// sortIndex is the name of the index by which a list sorted by the field is walked. Of a long name the end becomes a hash.
func sortIndex(t *schema.ElementType, f *schema.Field) string {
	name := recordTable(t) + "_by_" + f.Compared()
	if len(name) <= longestIndex {
		return name
	}
	hash := sha256.Sum256([]byte(name))
	return name[:longestIndex-9] + "_" + hex.EncodeToString(hash[:4])
}

// besides are the endings of what a type has besides its table. Tables and indexes share one set of names.
var besides = regexp.MustCompile(`^_(cell|seq|bin|search(_[a-z_]+)?|by_.*|pkey|rid_key|id_seq)$`)

// free refuses a type whose table would be called as something that belongs to another type, or the other way round.
func free(ctx context.Context, w *store.WriteTx, t *schema.ElementType) error {
	others, err := names(ctx, w.Tx, "SELECT DISTINCT type FROM record_column")
	if err != nil {
		return err
	}
	for other := range others {
		short, long := min(t.Name, other), max(t.Name, other)
		if rest, ok := strings.CutPrefix(long, short); ok && besides.MatchString(rest) {
			return fault.Field("name", "schema.name_taken", "name", t.Name)
		}
	}
	return nil
}
