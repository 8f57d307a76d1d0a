package sqlstore

import (
	"context"
	"database/sql"
	"fmt"

	"kontora/backend/access"
	"kontora/backend/locale"
	"kontora/backend/store"
)

// Checker looks for one kind of damage in a snapshot and reports each finding. An error means that it could not look.
type Checker func(ctx context.Context, t *store.Tx, report func(locale.Text)) error

// Check looks for damage in the database of a company and returns what it found, nothing when all is well: the file itself, the chain of
// commits and the audit log, the cells, and whatever more checkers look for.
func Check(ctx context.Context, db *store.DB, more ...Checker) ([]locale.Text, error) {
	return run(ctx, db, append([]Checker{checkFile, checkChain, checkCells, checkShareSets}, more...))
}

// CheckIdentities looks for damage in the database of identities.
func CheckIdentities(ctx context.Context, db *store.DB) ([]locale.Text, error) {
	return run(ctx, db, []Checker{checkFile})
}

func run(ctx context.Context, db *store.DB, checkers []Checker) (findings []locale.Text, err error) {
	err = db.Read(ctx, func(t *store.Tx) error {
		for _, check := range checkers {
			if err := check(ctx, t, func(found locale.Text) { findings = append(findings, found) }); err != nil {
				return err
			}
		}
		return nil
	})
	return findings, err
}

// checkFile has SQLite look at its own structures. A PostgreSQL server looks after its files itself.
func checkFile(ctx context.Context, t *store.Tx, report func(locale.Text)) error {
	if t.Dialect().ForUpdate() != "" {
		return nil
	}
	if err := wakeSearch(ctx, t); err != nil {
		return fmt.Errorf("look into the search indexes: %w", err)
	}
	rows, err := t.Query(ctx, "PRAGMA integrity_check")
	if err != nil {
		return fmt.Errorf("check the file: %w", err)
	}
	lines, err := collect(rows, func(rows *sql.Rows) (line string, err error) {
		err = rows.Scan(&line)
		return line, err
	})
	for _, line := range lines {
		if line != "ok" {
			report(locale.Say("store.check.file", "message", line))
		}
	}
	return err
}

// wakeSearch asks every search index for something. A connection that has searched before keeps what it knows of an index until the next
// search; the check of the file does not ask whether that is still so, and takes what others have put together since for damage.
func wakeSearch(ctx context.Context, t *store.Tx) error {
	tables, err := names(ctx, t, "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE % USING fts5(%'")
	for table := range tables {
		if err == nil {
			_, err = names(ctx, t, "SELECT '' FROM "+table+" LIMIT 1")
		}
	}
	return err
}

// checkCells finds cells that name no cause, or one that hangs on what is not there.
func checkCells(ctx context.Context, t *store.Tx, report func(locale.Text)) error {
	rows, err := t.Query(ctx, "SELECT cell, cause, nrec FROM cell ORDER BY cell")
	if err != nil {
		return fmt.Errorf("check the cells: %w", err)
	}
	known, shares := make(map[access.CellNo]bool), make(map[access.ShareSetNo]access.CellNo)
	_, err = collect(rows, func(rows *sql.Rows) (struct{}, error) {
		var no access.CellNo
		var encoded []byte
		var records int64
		if err := rows.Scan(&no, &encoded, &records); err != nil {
			return struct{}{}, err
		}
		cause, err := decodeCause(encoded)
		if err != nil || records < 0 || (cause.Parent != 0 && !known[cause.Parent]) {
			report(locale.Say("store.check.cell", "cell", no))
		}
		known[no] = true
		if cause.Shares != 0 {
			shares[cause.Shares] = no
		}
		return struct{}{}, nil
	})
	if err != nil {
		return err
	}
	return checkSharesThere(ctx, t, shares, report)
}

func checkSharesThere(ctx context.Context, t *store.Tx, used map[access.ShareSetNo]access.CellNo, report func(locale.Text)) error {
	rows, err := t.Query(ctx, "SELECT no FROM share_set")
	if err != nil {
		return fmt.Errorf("check the share sets: %w", err)
	}
	there, err := collect(rows, func(rows *sql.Rows) (no access.ShareSetNo, err error) {
		err = rows.Scan(&no)
		return no, err
	})
	for _, no := range there {
		delete(used, no)
	}
	for _, cell := range used {
		report(locale.Say("store.check.cell", "cell", cell))
	}
	return err
}

// checkShareSets finds sets whose content is not what their hash says.
func checkShareSets(ctx context.Context, t *store.Tx, report func(locale.Text)) error {
	rows, err := t.Query(ctx, "SELECT no, hash, body FROM share_set ORDER BY no")
	if err != nil {
		return fmt.Errorf("check the share sets: %w", err)
	}
	_, err = collect(rows, func(rows *sql.Rows) (struct{}, error) {
		var no int64
		var hash, body []byte
		if err := rows.Scan(&no, &hash, &body); err != nil {
			return struct{}{}, err
		}
		if _, err := decodeShares(body); err != nil || string(hash) != text32(hashShares(body)) {
			report(locale.Say("store.check.shares", "set", no))
		}
		return struct{}{}, nil
	})
	return err
}

func text32(hash store.Hash) string { return string(hash[:]) }
