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

// How many pages are given back at once, in some ten milliseconds, and which part of all must be free for that.
const (
	givenBack = 500
	sparePart = 10
)

// Shrink gives room back that is no longer needed, if that is a good part of all, and reports whether there is more to give. The file has to be
// made for it.
func (db *DB) Shrink(ctx context.Context) (more bool, err error) {
	query := db.dialect.Room()
	if query == "" {
		return false, nil
	}
	room := func() (pages, free int, err error) {
		err = db.writer.QueryRowContext(ctx, query).Scan(&pages, &free)
		return pages, free, err
	}
	pages, free, err := room()
	if err != nil || free < givenBack || free < pages/sparePart {
		return false, db.translate(err)
	}
	if err := db.give(ctx, givenBack); err != nil {
		return false, db.translate(err)
	}
	_, left, err := room()
	return left < free, db.translate(err)
}

func (db *DB) give(ctx context.Context, pages int) error {
	rows, err := db.writer.QueryContext(ctx, db.dialect.Shrink(pages))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		continue
	}
	return rows.Err()
}
