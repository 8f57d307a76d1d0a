// Package storetest opens databases for tests, so that what is said of the store is tested on every kind of database it can be on.
package storetest

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"

	"kontora/backend/clock"
	"kontora/backend/store"
)

// Server starts a PostgreSQL server for a test and returns the address of an empty database on it.
type Server func(tb testing.TB) (url string)

// On runs the test once on each kind of database.
func On(t *testing.T, server Server, test func(t *testing.T, db *store.DB)) {
	t.Helper()
	Each(t, server, func(t *testing.T, config store.Config) { test(t, Open(t, config)) })
}

// Each runs the test once for each kind of database, with the configuration of an empty one.
func Each(t *testing.T, server Server, test func(t *testing.T, config store.Config)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { test(t, Postgres(t, server)) })
}

// SQLite is the configuration of a new file that is gone after the test.
func SQLite(tb testing.TB) store.Config {
	tb.Helper()
	return store.Config{Path: filepath.Join(tb.TempDir(), "company.db"), Clock: clock.System{}, Logger: slog.New(slog.DiscardHandler)}
}

// Postgres is the configuration of a new schema that is gone after the test.
func Postgres(tb testing.TB, server Server) store.Config {
	tb.Helper()
	return store.Config{URL: server(tb), Schema: "company", Clock: clock.System{}, Logger: slog.New(slog.DiscardHandler)}
}

// Open opens the database until the test ends.
func Open(tb testing.TB, config store.Config) *store.DB {
	tb.Helper()
	db, err := store.Open(context.Background(), config)
	if err != nil {
		tb.Fatalf("open the database: %v", err)
	}
	tb.Cleanup(func() {
		if err := db.Close(); err != nil {
			tb.Errorf("close the database: %v", err)
		}
	})
	return db
}
