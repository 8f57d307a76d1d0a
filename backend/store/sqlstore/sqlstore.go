// Package sqlstore is what each domain keeps, in SQL: one file for each, one text for both databases.
package sqlstore

import (
	"database/sql"
	"errors"
	"fmt"
	"time"

	"kontora/backend/fault"
	"kontora/backend/store"
)

// collect reads every row with scan and closes the rows.
func collect[T any](rows *sql.Rows, scan func(*sql.Rows) (T, error)) ([]T, error) {
	defer rows.Close()
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("read rows: %w", err)
	}
	return all, nil
}

// found turns the absence of a row into the fault that the domains know.
func found(err error) error {
	if errors.Is(err, store.ErrNone) {
		return fault.Missing().Because(err)
	}
	return err
}

// millis is how a time is kept: 0 for none.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// fromMillis reads what millis wrote.
func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
