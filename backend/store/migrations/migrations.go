// Package migrations brings the tables of a database up to this version of the program. A table is defined once, in words that each
// database fills in its own way.
package migrations

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"kontora/backend/fault"
)

//go:embed company/*.sql identities/*.sql
var files embed.FS

// Dialect is what a migration needs to know of the database.
type Dialect interface {
	Name() string
	DDL(statement string) string
}

// Up makes the tables of a new database and changes those of an older one. A database of a newer program is refused.
func Up(ctx context.Context, db *sql.DB, dialect Dialect, content string) error {
	provider, err := provider(db, dialect, content)
	if err != nil {
		return err
	}
	current, target, err := provider.GetVersions(ctx)
	if err != nil {
		return fmt.Errorf("read the version of the tables: %w", err)
	}
	if current > target {
		return newer(current, target)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("bring the tables up to date: %w", err)
	}
	return nil
}

// Same changes nothing, and refuses a database of an older program as well as one of a newer.
func Same(ctx context.Context, db *sql.DB, dialect Dialect, content string) error {
	provider, err := provider(db, dialect, content)
	if err != nil {
		return err
	}
	current, target, err := provider.GetVersions(ctx)
	switch {
	case err != nil:
		return fmt.Errorf("read the version of the tables: %w", err)
	case current > target:
		return newer(current, target)
	case current < target:
		return fault.New(fault.Unavailable, "store.older", "found", current, "known", target)
	}
	return nil
}

func newer(current, target int64) error {
	return fault.New(fault.Unavailable, "store.newer", "found", current, "known", target)
}

// Latest is the version this program brings the tables to.
func Latest(content string) (int64, error) {
	names, err := fs.Glob(files, content+"/*.sql")
	if err != nil || len(names) == 0 {
		return 0, errors.Join(fmt.Errorf("no migrations of %q", content), err)
	}
	latest, err := goose.NumericComponent(names[len(names)-1]) // the names are sorted
	if err != nil {
		return 0, fmt.Errorf("number of %s: %w", names[len(names)-1], err)
	}
	return latest, nil
}

func provider(db *sql.DB, dialect Dialect, content string) (*goose.Provider, error) {
	folder, err := fs.Sub(files, content)
	if err != nil {
		return nil, fmt.Errorf("find migrations of %s: %w", content, err)
	}
	kind, options := goose.DialectSQLite3, []goose.ProviderOption{goose.WithDisableGlobalRegistry(true)}
	if dialect.Name() != "sqlite" {
		// Several processes may start on one server at once.
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, fmt.Errorf("lock migrations: %w", err)
		}
		kind, options = goose.DialectPostgres, append(options, goose.WithSessionLocker(locker))
	}
	p, err := goose.NewProvider(kind, db, translated{folder, dialect}, options...)
	if err != nil {
		return nil, fmt.Errorf("read migrations of %s: %w", content, err)
	}
	return p, nil
}
