package sqlstore

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"kontora/backend/schema"
	"kontora/backend/store"
)

// ErrDiffers is returned when a copy does not hold what it was made of.
var ErrDiffers = errors.New("the copy differs")

// Copied is one table of a copy: how many rows it has, and a digest over all of them in whatever order, the same on both kinds of database.
type Copied struct {
	Table  string
	Rows   int64
	Digest string
}

// ownTables are those that a copy has of its own: how its tables are made, and what belongs to the processes that serve the database.
func ownTables() []string {
	return []string{"goose_db_version", "record_column", "record_index", "commit_news", "office_key", store.Unfinished}
}

// firstTables are those to which others refer.
func firstTables() []string { return []string{"account", "device"} }

// BeginCopy marks a database of identities as one that is not whole yet, and EndCopy takes the mark away.
func BeginCopy(ctx context.Context, to *store.DB) error {
	return to.Load(ctx, func(w *store.WriteTx) error {
		_, err := w.Exec(ctx, w.Dialect().DDL("CREATE TABLE "+store.Unfinished+" (id {int} NOT NULL PRIMARY KEY)"))
		return err
	})
}

// EndCopy says that the copy is whole.
func EndCopy(ctx context.Context, to *store.DB) error {
	return to.Load(ctx, func(w *store.WriteTx) error {
		_, err := w.Exec(ctx, "DROP TABLE "+store.Unfinished)
		return err
	})
}

// Copy makes an empty database of the same version hold what another one holds, of a company with the tables of its types, and compares both.
// progress hears of each table before it is copied.
func Copy(ctx context.Context, from, to *store.DB, types []*schema.ElementType, progress func(table string)) (copied []Copied, err error) {
	tables, err := copiedTables(ctx, to)
	if err != nil {
		return nil, err
	}
	err = to.Load(ctx, func(w *store.WriteTx) error {
		for _, t := range types {
			if err := copyType(ctx, w, t); err != nil {
				return err
			}
			tables = append(tables, recordTable(t))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, table := range tables {
		progress(table)
		one, err := copyTable(ctx, from, to, table)
		if err != nil {
			return nil, fmt.Errorf("copy %s: %w", table, err)
		}
		copied = append(copied, one)
	}
	for _, t := range types {
		if err := to.Load(ctx, func(w *store.WriteTx) error { return copySearch(ctx, w, t) }); err != nil {
			return nil, fmt.Errorf("index %s: %w", t.Name, err)
		}
	}
	return copied, to.Load(ctx, func(w *store.WriteTx) error { return countOn(ctx, w) })
}

// copiedTables are the tables of a database that has just been made, those first to which others refer.
func copiedTables(ctx context.Context, to *store.DB) ([]string, error) {
	var there map[string]bool
	err := to.Read(ctx, func(t *store.Tx) (err error) {
		there, err = t.Tables(ctx)
		return err
	})
	for _, own := range ownTables() {
		delete(there, own)
	}
	var first []string
	for _, table := range firstTables() {
		if there[table] {
			first = append(first, table)
			delete(there, table)
		}
	}
	return append(first, slices.Sorted(maps.Keys(there))...), err
}

// copyType makes the table of a type, with the columns of fields out of use.
func copyType(ctx context.Context, w *store.WriteTx, t *schema.ElementType) error {
	if err := EnsureType(ctx, w, t); err != nil {
		return err
	}
	there, err := names(ctx, w.Tx, "SELECT name FROM record_column WHERE type = ?", t.Name)
	if err != nil {
		return err
	}
	for _, f := range slices.Concat(t.Archived, t.Removing) {
		if err := ensureColumns(ctx, w, t, f, there); err != nil {
			return err
		}
	}
	return nil
}

// copyTable copies a table and reads it once more to compare.
func copyTable(ctx context.Context, from, to *store.DB, table string) (one Copied, err error) {
	var columns []string
	var sent, kept digest
	err = from.Read(ctx, func(t *store.Tx) error {
		return to.Load(ctx, func(w *store.WriteTx) error {
			if columns, err = columnsOf(ctx, w.Tx, table); err != nil {
				return err
			}
			if _, err := w.Exec(ctx, "DELETE FROM "+table); err != nil {
				return err
			}
			into := &inserting{w: w, table: table, columns: columns}
			if err := eachRow(ctx, t, table, columns, func(row []any) error {
				sent.add(row)
				return into.put(ctx, row)
			}); err != nil {
				return err
			}
			return into.flush(ctx)
		})
	})
	if err == nil {
		err = to.Read(ctx, func(t *store.Tx) error {
			return eachRow(ctx, t, table, columns, func(row []any) error {
				kept.add(row)
				return nil
			})
		})
	}
	if err == nil && sent != kept {
		err = fmt.Errorf("%w: %d rows instead of %d", ErrDiffers, kept.rows, sent.rows)
	}
	return Copied{Table: table, Rows: sent.rows, Digest: sent.String()}, err
}

// columnsOf are the columns of a table but for that of the search index, which is made of others.
func columnsOf(ctx context.Context, t *store.Tx, table string) ([]string, error) {
	rows, err := t.Query(ctx, "SELECT * FROM "+table+" LIMIT 0")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	return slices.DeleteFunc(columns, func(name string) bool { return name == "search" }), errors.Join(err, rows.Err())
}

func eachRow(ctx context.Context, t *store.Tx, table string, columns []string, fn func(row []any) error) error {
	rows, err := t.Query(ctx, "SELECT "+strings.Join(columns, ", ")+" FROM "+table)
	if err != nil {
		return err
	}
	defer rows.Close()
	row, into := make([]any, len(columns)), make([]any, len(columns))
	for i := range row {
		into[i] = &row[i]
	}
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return fmt.Errorf("read a row: %w", err)
		}
		for i, value := range row {
			if raw, ok := value.([]byte); ok && raw == nil {
				row[i] = []byte{} // no bytes are not nothing
			}
		}
		if err := fn(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

// inserting writes many rows with one statement.
type inserting struct {
	w       *store.WriteTx
	table   string
	columns []string
	values  []any
}

func (n *inserting) put(ctx context.Context, row []any) error {
	n.values = append(n.values, row...)
	if len(n.values)+len(row) > bulkParameters {
		return n.flush(ctx)
	}
	return nil
}

func (n *inserting) flush(ctx context.Context) error {
	if len(n.values) == 0 {
		return nil
	}
	row := "(" + strings.TrimSuffix(strings.Repeat("?, ", len(n.columns)), ", ") + ")"
	rows := strings.TrimSuffix(strings.Repeat(row+", ", len(n.values)/len(n.columns)), ", ")
	_, err := n.w.Exec(ctx, "INSERT INTO "+n.table+"("+strings.Join(n.columns, ", ")+") VALUES "+rows, n.values...)
	n.values = n.values[:0]
	return err
}

// digest adds up the hashes of rows, so that their order does not matter.
type digest struct {
	rows int64
	sum  [4]uint64
}

func (d *digest) add(row []any) {
	h := sha256.New()
	for _, value := range row {
		var raw []byte
		kind := byte('n')
		switch v := value.(type) {
		case nil:
		case int64:
			kind, raw = 'i', binary.BigEndian.AppendUint64(nil, uint64(v))
		case string:
			kind, raw = 't', []byte(v)
		case []byte:
			kind, raw = 'b', v
		default:
			kind, raw = '?', fmt.Append(nil, v)
		}
		_, _ = h.Write(binary.BigEndian.AppendUint64([]byte{kind}, uint64(len(raw))))
		_, _ = h.Write(raw)
	}
	hash := h.Sum(nil)
	d.rows++
	for i := range d.sum {
		d.sum[i] += binary.BigEndian.Uint64(hash[8*i:])
	}
}

func (d *digest) String() string {
	raw := make([]byte, 0, 32)
	for _, part := range d.sum {
		raw = binary.BigEndian.AppendUint64(raw, part)
	}
	return hex.EncodeToString(raw)
}

// copySearch fills the search index of a type with what its records say.
func copySearch(ctx context.Context, w *store.WriteTx, t *schema.ElementType) error {
	c := newColumns(t, t.Fields)
	for after := int64(0); ; {
		rows, err := w.Query(ctx, "SELECT "+c.list()+" FROM "+recordTable(t)+" WHERE id > ? ORDER BY id LIMIT ?", after, indexedAtOnce)
		if err != nil {
			return err
		}
		records, err := collect(rows, c.scan)
		if err != nil || len(records) == 0 {
			return err
		}
		for _, r := range records {
			if err := putSearch(ctx, w, t, r); err != nil {
				return err
			}
			after = r.No
		}
	}
}

// countOn has a server give out numbers behind those that were copied. In a file that is so by itself.
func countOn(ctx context.Context, w *store.WriteTx) error {
	if w.Dialect().Name() != "postgres" {
		return nil
	}
	rows, err := w.Query(ctx, "SELECT table_name || ' ' || column_name FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES'")
	if err != nil {
		return err
	}
	counted, err := collect(rows, func(rows *sql.Rows) (name string, err error) { return name, rows.Scan(&name) })
	if err != nil {
		return err
	}
	for _, each := range counted {
		table, column, _ := strings.Cut(each, " ")
		_, err := w.Exec(ctx, "SELECT setval(pg_get_serial_sequence(?, ?), (SELECT COALESCE(max("+column+"), 0) + 1 FROM "+table+"), false)", table, column)
		if err != nil {
			return err
		}
	}
	return nil
}
