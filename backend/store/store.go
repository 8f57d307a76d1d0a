// Package store keeps data: one DB is one database of one company, or the one of identities, in a SQLite file or in a schema of a
// PostgreSQL server. It offers snapshots to read, write transactions that take their number from one counter, and nothing of the domain.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"

	"kontora/backend/clock"
	"kontora/backend/event"
	"kontora/backend/ident"
	"kontora/backend/store/migrations"
	"kontora/backend/store/postgres"
	"kontora/backend/store/sqlite"
	"kontora/backend/store/sqlite/vfs"
)

// Content says what a database is for, and thereby which tables it has.
type Content string

// The contents. Commits of a company are numbered and chained, those of identities only when the number is asked for.
const (
	Company    Content = "company"
	Identities Content = "identities"
)

// Config says where a database is. Either Path or URL is set.
type Config struct {
	Content Content      // Company when empty
	Path    string       // the SQLite file; made when it is not there, its folder must be
	Files   vfs.Files    // the layer through which the file is kept; the plain one when nil
	Shrinks bool         // a file that is made can give room back
	URL     string       // of a PostgreSQL database
	Schema  string       // on PostgreSQL; made when it is not there; "public" when empty
	AsIs    bool         // tables of an older version are refused in words: others use them
	Clock   clock.Clock  // the system's when nil
	Idents  ident.Source // random when nil
	Logger  *slog.Logger // none when nil
}

// DB is one open database. All methods are safe for concurrent use.
type DB struct {
	dialect Dialect
	reader  *sql.DB
	writer  *sql.DB // the reader too on PostgreSQL
	clock   clock.Clock
	idents  ident.Source
	logger  *slog.Logger
	order   order
	counted bool // commits are numbered and chained
	publish func(event.Commit)
	schema  string // on PostgreSQL
	sharing sharing
}

// PublishTo has every numbered commit of this process told to a function, in the order of the commits. It is called before the first
// transaction. The function must be quick and must not write to the same database.
func (db *DB) PublishTo(publish func(event.Commit)) { db.publish = publish }

// Open opens the database and brings its tables up to this version of the program. A database that a newer version has written
// is refused in words. Tables of element types are made by package sqlstore.
func Open(ctx context.Context, config Config) (*DB, error) {
	config = config.withDefaults()
	db := &DB{clock: config.Clock, idents: config.Idents, logger: config.Logger, counted: config.Content == Company, schema: config.Schema}
	if err := db.connect(ctx, config); err != nil {
		return nil, db.translate(err)
	}
	if err := db.prepare(ctx, config); err != nil {
		return nil, db.translate(errors.Join(err, db.Close()))
	}
	return db, nil
}

func (c Config) withDefaults() Config {
	if c.Content == "" {
		c.Content = Company
	}
	if c.Schema == "" {
		c.Schema = "public"
	}
	if c.Clock == nil {
		c.Clock = clock.System{}
	}
	if c.Idents == nil {
		c.Idents = ident.Random{}
	}
	if c.Logger == nil {
		c.Logger = slog.New(slog.DiscardHandler)
	}
	return c
}

func (db *DB) connect(ctx context.Context, config Config) error {
	if config.URL != "" {
		db.dialect = postgres.Dialect{}
		pools, err := postgres.Open(ctx, config.URL, config.Schema)
		db.reader, db.writer, db.sharing.aside = pools.Main, pools.Main, pools.Aside
		db.sharing.origin = config.Idents.New()
		return err
	}
	db.dialect = sqlite.Dialect{}
	pools, err := sqlite.Open(ctx, config.Path, config.Files, config.Shrinks)
	db.reader, db.writer = pools.Reader, pools.Writer
	return err
}

func (db *DB) prepare(ctx context.Context, config Config) error {
	up := migrations.Up
	if config.AsIs {
		up = migrations.Same
	}
	if err := up(ctx, db.writer, db.dialect, string(config.Content)); err != nil {
		return err
	}
	return db.makeHead(ctx, config.Idents.New())
}

// Close closes the database. On SQLite it folds the log into the file. Transactions must have ended.
func (db *DB) Close() error {
	var errs []error
	if db.reader != nil && db.reader != db.writer {
		errs = append(errs, db.reader.Close())
	}
	if db.writer != nil {
		errs = append(errs, db.writer.Close())
	}
	if db.sharing.aside != nil {
		errs = append(errs, db.sharing.aside.Close())
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("close the database: %w", err)
	}
	return nil
}

// Dialect returns the side of the seam this database is on.
func (db *DB) Dialect() Dialect { return db.dialect }
