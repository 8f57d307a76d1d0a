package store

import (
	"context"
	"database/sql"
	"fmt"
)

// Read gives fn one snapshot: everything it asks is answered as of the same commit. The snapshot ends with fn.
func (db *DB) Read(ctx context.Context, fn func(*Tx) error) error {
	var options *sql.TxOptions
	if db.dialect.ForUpdate() != "" {
		options = &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
	}
	tx, err := db.reader.BeginTx(ctx, options)
	if err != nil {
		return db.translate(fmt.Errorf("begin to read: %w", err))
	}
	defer func() { _ = tx.Rollback() }()
	t := &Tx{tx: tx, dialect: db.dialect}
	if err := t.readHead(ctx); err != nil {
		return db.translate(err)
	}
	if err := db.catchUp(ctx, t); err != nil {
		return db.translate(err)
	}
	return db.translate(fn(t))
}
