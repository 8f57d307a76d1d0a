package sqlstore

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"strings"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// inherentColumns are read of every record, in this order.
const inherentColumns = "id, rid, cell, responsible, created_by, created_at, updated_at, fver, deleted_at, deleted_by, bin_cell, bin_who"

// columns are what a statement reads of each row.
type columns struct {
	t      *schema.ElementType
	fields []*schema.Field
	names  []string
	types  []schema.ColumnType
}

func newColumns(t *schema.ElementType, fields []*schema.Field) *columns {
	c := &columns{t: t}
	for _, f := range fields {
		if _, inherent := schema.Inherent(f.Name); inherent {
			continue
		}
		c.fields = append(c.fields, f)
		for _, column := range f.Columns() {
			c.names = append(c.names, column.Name)
			c.types = append(c.types, column.Type)
		}
	}
	return c
}

func (c *columns) list() string {
	return strings.Join(append([]string{inherentColumns}, c.names...), ", ")
}

// cell is a column of one row as it is scanned.
type cellValue struct {
	number sql.NullInt64
	text   sql.NullString
	bytes  []byte
}

func (v *cellValue) into(t schema.ColumnType) any {
	switch t {
	case schema.TextColumn:
		return &v.text
	case schema.BytesColumn:
		return &v.bytes
	case schema.IntegerColumn:
	}
	return &v.number
}

func (v *cellValue) scalar(t schema.ColumnType) query.Scalar {
	switch {
	case t == schema.TextColumn && v.text.Valid:
		return query.Str(v.text.String)
	case t == schema.BytesColumn && v.bytes != nil:
		return query.Blob(v.bytes)
	case t == schema.IntegerColumn && v.number.Valid:
		return query.Int(v.number.Int64)
	}
	return query.Scalar{}
}

func (r *recordReader) scan(ctx context.Context, c *columns, statement string, args ...any) ([]*record.Record, error) {
	rows, err := r.Query(ctx, statement, args...)
	if err != nil {
		return nil, err
	}
	records, err := collect(rows, c.scan)
	if err != nil || r.lock == "" {
		return records, err
	}
	return records, r.store.cells.meet(ctx, r.Tx, records)
}

func (c *columns) scan(rows *sql.Rows) (*record.Record, error) { return c.scanWith(rows) }

// scanWith reads a row whose statement asks for further columns behind those of the record.
func (c *columns) scanWith(rows *sql.Rows, further ...any) (*record.Record, error) {
	r := &record.Record{Type: c.t.No, Values: make(map[string]schema.Value, len(c.fields))}
	var versions, who []byte
	var deletedAt, deletedBy, binCell sql.NullInt64
	into := []any{
		&r.No, store.ID(&r.ID), &r.Cell, &r.Responsible, &r.CreatedBy, &r.CreatedAt, &r.UpdatedAt, &versions,
		&deletedAt, &deletedBy, &binCell, &who,
	}
	values := make([]cellValue, len(c.names))
	for i := range values {
		into = append(into, values[i].into(c.types[i]))
	}
	if err := rows.Scan(append(into, further...)...); err != nil {
		return nil, fmt.Errorf("read a record: %w", err)
	}
	var err error
	if r.Versions, err = record.DecodeVersions(versions); err != nil {
		return nil, fmt.Errorf("record %s: %w", r.ID, err)
	}
	if deletedAt.Valid {
		r.Deleted = &record.Deleted{At: deletedAt.Int64, By: ident.No(deletedBy.Int64), Cell: access.CellNo(binCell.Int64), Who: decodeNumbers(who)}
	}
	c.join(r, values)
	return r, nil
}

func (c *columns) join(r *record.Record, values []cellValue) {
	at := 0
	for _, f := range c.fields {
		width := len(f.Columns())
		scalars := make([]query.Scalar, width)
		for i := range scalars {
			scalars[i] = values[at+i].scalar(c.types[at+i])
		}
		at += width
		if v := f.Join(scalars); v != nil {
			r.Values[f.Name] = v
		}
	}
}

// encodeNumbers keeps a list of employees in one column.
func encodeNumbers(numbers []ident.No) []byte {
	out := make([]byte, 0, 4*len(numbers))
	for _, no := range numbers {
		out = binary.AppendUvarint(out, uint64(no))
	}
	return out
}

func decodeNumbers(raw []byte) []ident.No {
	var numbers []ident.No
	for len(raw) > 0 {
		no, n := binary.Uvarint(raw)
		if n <= 0 {
			return numbers
		}
		numbers = append(numbers, ident.No(no))
		raw = raw[n:]
	}
	return numbers
}
