package store

import (
	"context"
	"fmt"
)

// Scrub takes what has been deleted out of the log beside the database: in the database itself it is overwritten as it is deleted. It is
// false while somebody reads an older snapshot, and has to be asked again.
func (db *DB) Scrub(ctx context.Context) (done bool, err error) {
	query := db.dialect.Scrub()
	if query == "" {
		return true, nil
	}
	var busy, inLog, written int
	if err := db.writer.QueryRowContext(ctx, query).Scan(&busy, &inLog, &written); err != nil {
		return false, db.translate(fmt.Errorf("empty the log: %w", err))
	}
	return busy == 0, nil
}
