package store

import (
	"context"
	"fmt"
	"time"
)

// Unfinished is a table that a database of identities has as long as the copying into its folder or server has not ended.
const Unfinished = "unfinished"

// Load runs fn in one transaction that is no commit: what it writes is a copy of what another database holds, with the commits that made it.
// Nobody else may have the database open.
func (db *DB) Load(ctx context.Context, fn func(*WriteTx) error) error {
	tx, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return db.translate(fmt.Errorf("begin to load: %w", err))
	}
	defer func() { _ = tx.Rollback() }()
	w := &WriteTx{Tx: &Tx{tx: tx, dialect: db.dialect}, db: db, at: db.clock.Now().UTC().Truncate(time.Millisecond)}
	if err := fn(w); err != nil {
		return db.translate(err)
	}
	if err := tx.Commit(); err != nil {
		return db.translate(fmt.Errorf("commit: %w", err))
	}
	return nil
}

// Tables are the names of all tables that are there.
func (t *Tx) Tables(ctx context.Context) (map[string]bool, error) {
	rows, err := t.Query(ctx, t.dialect.Tables())
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names := make(map[string]bool)
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("read the names of tables: %w", err)
		}
		names[name] = true
	}
	return names, rows.Err()
}
