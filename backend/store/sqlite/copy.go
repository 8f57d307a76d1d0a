package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
)

// Copy writes one snapshot of a database into a new file, while others read and write the database.
func Copy(ctx context.Context, from, to string) error {
	db, err := single(from)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", to); err != nil {
		return fmt.Errorf("copy %s: %w", filepath.Base(from), err)
	}
	return nil
}

// Inspect returns the version of a database's tables and what SQLite finds wrong with the file, nothing when it is whole.
func Inspect(ctx context.Context, path string) (version int64, damage []string, err error) {
	db, err := single(path)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = db.Close() }()
	if damage, err = integrity(ctx, db); err != nil || len(damage) > 0 {
		return 0, damage, err
	}
	err = db.QueryRowContext(ctx, "SELECT max(version_id) FROM goose_db_version WHERE is_applied").Scan(&version)
	if err != nil {
		return 0, nil, fmt.Errorf("read the version of %s: %w", filepath.Base(path), err)
	}
	return version, nil, nil
}

func integrity(ctx context.Context, db *sql.DB) (damage []string, err error) {
	rows, err := db.QueryContext(ctx, "PRAGMA integrity_check")
	if err != nil {
		return nil, fmt.Errorf("check the file: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return nil, fmt.Errorf("check the file: %w", err)
		}
		if line != "ok" {
			damage = append(damage, line)
		}
	}
	return damage, rows.Err()
}

// single opens one connection to a file that must be there.
func single(path string) (*sql.DB, error) {
	system, err := plain()
	if err != nil {
		return nil, err
	}
	settings := common()
	settings.Set("mode", "rw")
	return pool(path, system, settings, 1)
}
