package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"kontora/backend/ident"
	"kontora/backend/store/failure"
)

// ErrNone is returned by Row.Scan when there is no row.
var ErrNone = fmt.Errorf("the statement found nothing: %w", sql.ErrNoRows)

// Tx is a read snapshot or the write transaction. Statements use ? placeholders. Arguments may be ident.ID (the zero ID is NULL),
// ident.No, integers, bool (0 or 1), string, []byte and nil. A Tx belongs to one goroutine and ends with the function it was given to.
type Tx struct {
	tx      *sql.Tx
	dialect Dialect
	head    Head
	wrote   bool
	broken  error // a failure after which nothing more may be done: SQLite may have undone the transaction by itself
}

// Dialect returns the side of the seam this transaction is on.
func (t *Tx) Dialect() Dialect { return t.dialect }

// Config is the sequence of the last configuration commit as this transaction sees it.
func (t *Tx) Config() uint64 { return t.head.Config }

// Head is the state of the counter row as this transaction sees it: the last commit and what belongs to it.
func (t *Tx) Head() Head { return t.head }

// Query runs a statement that answers rows. The caller closes them.
func (t *Tx) Query(ctx context.Context, statement string, args ...any) (*sql.Rows, error) {
	if t.broken != nil {
		return nil, t.broken
	}
	t.note(statement)
	rows, err := t.tx.QueryContext(ctx, t.dialect.Rewrite(statement), arguments(args)...)
	if err != nil {
		return nil, t.fail(err)
	}
	return rows, nil
}

// QueryRow runs a statement that answers at most one row. Its error comes with Scan.
func (t *Tx) QueryRow(ctx context.Context, statement string, args ...any) *Row {
	if t.broken != nil {
		return &Row{tx: t}
	}
	t.note(statement)
	return &Row{row: t.tx.QueryRowContext(ctx, t.dialect.Rewrite(statement), arguments(args)...), tx: t}
}

// Exec runs a statement that answers no rows.
func (t *Tx) Exec(ctx context.Context, statement string, args ...any) (sql.Result, error) {
	if t.broken != nil {
		return nil, t.broken
	}
	t.wrote = true
	result, err := t.tx.ExecContext(ctx, t.dialect.Rewrite(statement), arguments(args)...)
	if err != nil {
		return nil, t.fail(err)
	}
	return result, nil
}

// ExecOne runs a statement that must change exactly one row, and reports whether it did.
func (t *Tx) ExecOne(ctx context.Context, statement string, args ...any) (bool, error) {
	result, err := t.Exec(ctx, statement, args...)
	if err != nil {
		return false, err
	}
	changed, err := result.RowsAffected()
	if err != nil {
		return false, fmt.Errorf("count changed rows: %w", err)
	}
	return changed == 1, nil
}

// fail words an error and remembers one after which the transaction is lost, even if the caller goes on.
func (t *Tx) fail(err error) error {
	err = Translate(t.dialect, err)
	var reported *Error
	if errors.As(err, &reported) && reported.Failure.Kind != failure.Unique && reported.Failure.Kind != failure.Other {
		t.broken = err
	}
	return err
}

// note marks the transaction as one that changes something: only a plain SELECT does not.
func (t *Tx) note(statement string) {
	statement = strings.TrimLeft(statement, " \t\r\n(")
	if len(statement) < 6 || !strings.EqualFold(statement[:6], "SELECT") {
		t.wrote = true
	}
}

// Row is the answer of QueryRow.
type Row struct {
	row *sql.Row
	tx  *Tx
}

// Scan reads the row's columns, or returns ErrNone when there is no row.
func (r *Row) Scan(into ...any) error {
	if r.row == nil {
		return r.tx.broken
	}
	err := r.row.Scan(into...)
	if err == nil {
		return nil
	}
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNone
	}
	return r.tx.fail(err)
}

// arguments turns our own types into those that every driver takes. The caller's list stays as it is.
func arguments(args []any) []any {
	out := make([]any, len(args))
	for i, arg := range args {
		switch v := arg.(type) {
		case ident.ID:
			if !v.IsZero() {
				out[i] = v[:]
			}
		case bool:
			out[i] = int64(0)
			if v {
				out[i] = int64(1)
			}
		case ident.No:
			out[i] = int64(v)
		case uint64:
			out[i] = int64(v)
		case int:
			out[i] = int64(v)
		default:
			out[i] = arg
		}
	}
	return out
}

// ID returns a destination for Scan that reads an identifier; NULL becomes the zero ID.
func ID(id *ident.ID) sql.Scanner { return idScanner{id} }

type idScanner struct{ id *ident.ID }

// Scan reads 16 bytes or NULL.
func (s idScanner) Scan(value any) error {
	switch v := value.(type) {
	case nil:
		*s.id = ident.ID{}
		return nil
	case []byte:
		id, err := ident.FromBytes(v)
		*s.id = id
		return err
	}
	return fmt.Errorf("%w: %T", ident.ErrMalformed, value)
}
