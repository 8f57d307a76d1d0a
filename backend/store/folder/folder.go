// Package folder is a data folder: the identities, one database for each company, and the lock that keeps a second program out.
// With a PostgreSQL server the databases are schemas there, locked there too, and the folder holds only its lock, which processes that share
// the database share as well.
package folder

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"kontora/backend/clock"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/store"
	"kontora/backend/store/postgres"
	"kontora/backend/store/sqlite/vfs"
)

// Config says where the data is.
type Config struct {
	Path    string    // the folder; made when it is not there
	Files   string    // the folder of the contents of files, for backups; empty: filesFolder in Path
	Layer   vfs.Files // through which SQLite keeps its files; nil: the plain one
	Shrinks bool      // SQLite files that are made give room back: see store.DB.Shrink
	URL     string    // of a PostgreSQL database; empty: SQLite files in the folder
	Shared  bool      // with other processes that say so too, of one version, on one PostgreSQL database
	Who     string    // what somebody who finds the folder locked is told, such as a command and an address
	Clock   clock.Clock
	Idents  ident.Source
	Logger  *slog.Logger
}

// Folder is an open data folder. All methods are safe for concurrent use.
type Folder struct {
	config     Config
	lock       *lock
	hold       *postgres.Hold // of the database on a server; nil for files
	identities *store.DB

	mu        sync.Mutex
	companies map[ident.ID]*store.DB
}

// Names within a folder, and of schemas on a server.
const (
	identitiesFile   = "identities.db"
	companiesFolder  = "companies"
	filesFolder      = "files"
	databaseSuffix   = ".db"
	identitiesSchema = "kontora_identities"
	companyPrefix    = "kontora_company_"
)

// Open locks the folder and opens the identities in it.
func Open(ctx context.Context, config Config) (*Folder, error) {
	config = config.withDefaults()
	if err := os.MkdirAll(filepath.Join(config.Path, companiesFolder), 0o700); err != nil {
		return nil, unusable(err)
	}
	held, err := acquire(config)
	if err != nil {
		return nil, err
	}
	f := &Folder{config: config, lock: held, companies: make(map[ident.ID]*store.DB)}
	if err := f.claim(ctx); err != nil {
		return nil, errors.Join(err, held.release())
	}
	f.identities, err = f.open(ctx, store.Identities, identitiesFile, identitiesSchema)
	if err != nil {
		return nil, errors.Join(err, f.release())
	}
	if err := f.whole(ctx); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}

// whole refuses what a migration has begun to fill and has not ended.
func (f *Folder) whole(ctx context.Context) error {
	return f.identities.Read(ctx, func(t *store.Tx) error {
		tables, err := t.Tables(ctx)
		if err == nil && tables[store.Unfinished] {
			err = fault.New(fault.Unavailable, "store.unfinished")
		}
		return err
	})
}

// claim keeps others out of a database on a server, as far as they do not share it.
func (f *Folder) claim(ctx context.Context) error {
	if f.config.URL == "" {
		return nil
	}
	take := postgres.Claim
	if f.config.Shared {
		take = postgres.Join
	}
	holder, hold, err := take(ctx, f.config.URL, f.config.Who)
	if errors.Is(err, postgres.ErrHeld) {
		return fault.New(fault.Unavailable, "store.database_in_use", "who", holder).Because(err)
	}
	f.hold = hold
	return store.Translate(postgres.Dialect{}, err)
}

// Alone reports whether no other process can have the data open.
func (f *Folder) Alone() bool { return f.hold == nil || f.hold.Alone }

// Started lets other processes share the database, which until then wait: what only the first one does is done.
func (f *Folder) Started(ctx context.Context) error {
	if f.hold == nil {
		return nil
	}
	return store.Translate(postgres.Dialect{}, f.hold.Started(ctx))
}

// Attend takes part among the processes that share the database until ctx ends or the connection breaks.
func (f *Folder) Attend(ctx context.Context, a postgres.Attendance) error {
	return postgres.Attend(ctx, f.config.URL, f.config.Who, a)
}

// release lets the folder, and a database on a server, go.
func (f *Folder) release() error {
	var err error
	if f.hold != nil {
		err = f.hold.Release(context.Background())
	}
	return errors.Join(err, f.lock.release())
}

func (c Config) withDefaults() Config {
	if c.Clock == nil {
		c.Clock = clock.System{}
	}
	if c.Files == "" {
		c.Files = filepath.Join(c.Path, filesFolder)
	}
	return c
}

func unusable(err error) error {
	return fault.New(fault.Unavailable, "store.folder_unusable", "reason", reason(err)).Because(err)
}

// reason is what the system said, without the path, which is for the log alone.
func reason(err error) string {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

func (f *Folder) open(ctx context.Context, content store.Content, file, schema string) (*store.DB, error) {
	config := store.Config{Content: content, Clock: f.config.Clock, Idents: f.config.Idents, Logger: f.config.Logger}
	if f.config.URL != "" {
		config.URL, config.Schema, config.AsIs = f.config.URL, schema, !f.Alone()
	} else {
		config.Files, config.Shrinks, config.Path = f.config.Layer, f.config.Shrinks, filepath.Join(f.config.Path, file)
	}
	return store.Open(ctx, config)
}

// Identities is the database of accounts, sessions and devices.
func (f *Folder) Identities() *store.DB { return f.identities }

// Companies lists the companies in the folder, in no order that means anything.
func (f *Folder) Companies(ctx context.Context) ([]ident.ID, error) {
	if f.config.URL != "" {
		names, err := postgres.Schemas(ctx, f.config.URL, companyPrefix)
		return identifiers(names, companyPrefix, ""), store.Translate(postgres.Dialect{}, err)
	}
	entries, err := os.ReadDir(filepath.Join(f.config.Path, companiesFolder))
	if err != nil {
		return nil, unusable(err)
	}
	names := make([]string, len(entries))
	for i, entry := range entries {
		names[i] = entry.Name()
	}
	return identifiers(names, "", databaseSuffix), nil
}

func identifiers(names []string, prefix, suffix string) []ident.ID {
	var ids []ident.ID
	for _, name := range names {
		middle, ok := strings.CutSuffix(strings.TrimPrefix(name, prefix), suffix)
		if !ok {
			continue
		}
		if id, err := ident.Parse(middle); err == nil {
			ids = append(ids, id)
		}
	}
	return ids
}

// Company opens the database of a company, and makes it when it is not there. It stays open as long as the folder.
func (f *Folder) Company(ctx context.Context, id ident.ID) (*store.DB, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if db, ok := f.companies[id]; ok {
		return db, nil
	}
	db, err := f.open(ctx, store.Company, companyFile(id), companyPrefix+id.String())
	if err != nil {
		return nil, err
	}
	f.companies[id] = db
	return db, nil
}

func companyFile(id ident.ID) string {
	return filepath.Join(companiesFolder, id.String()+databaseSuffix)
}

// Close closes all databases and lets the folder go.
func (f *Folder) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	errs := []error{f.identities.Close()}
	for _, db := range f.companies {
		errs = append(errs, db.Close())
	}
	if err := errors.Join(append(errs, f.release())...); err != nil {
		return fmt.Errorf("close the data folder: %w", err)
	}
	return nil
}

// Size is how much room the files of the folder take, in bytes.
func (f *Folder) Size() (int64, error) {
	var size int64
	err := filepath.WalkDir(f.config.Path, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return ignoreGone(err)
		}
		info, err := entry.Info()
		if err == nil {
			size += info.Size()
		}
		return ignoreGone(err)
	})
	return size, fault.Wrap(err, "measure "+f.config.Path)
}

// ignoreGone is an error unless it is that a file has gone meanwhile.
func ignoreGone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Path is where the folder is.
func (f *Folder) Path() string { return f.config.Path }

// Holds reports whether there is an office in a folder: one that was opened once.
func Holds(path string) bool {
	_, err := os.Stat(filepath.Join(path, identitiesFile))
	return err == nil
}
