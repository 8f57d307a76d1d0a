package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"net/url"
	"path/filepath"
	"runtime"
	"sync"

	"modernc.org/sqlite"

	"kontora/backend/store/sqlite/vfs"
)

// Pools are the two ways into one file: a single writer, so that nobody ever waits for a lock inside SQLite, and several readers,
// which see a snapshot and never wait for the writer.
type Pools struct {
	Writer *sql.DB
	Reader *sql.DB
}

// spareReaders are connections beyond one a core: long lists and counts of a few people must leave some for everyone else's short reads.
const spareReaders = 6

// plain is the layer of the running program.
var plain = sync.OnceValues(func() (*vfs.System, error) { return vfs.Register("kontora", vfs.Plain{}) })

// layer makes the file layer known to SQLite; nil is the plain one.
func layer(files vfs.Files) (*vfs.System, error) {
	if files == nil {
		return plain()
	}
	return vfs.Register("kontora-"+rand.Text(), files)
}

// Open opens the file through the layer, the plain one when it is nil, and makes the file when it is not there. The folder must exist. A file that
// is made to shrink can give room back: see Dialect.Shrink.
func Open(ctx context.Context, path string, files vfs.Files, shrinks bool) (Pools, error) {
	if _, err := sets(); err != nil {
		return Pools{}, err
	}
	system, err := layer(files)
	if err != nil {
		return Pools{}, err
	}
	padded, ok := files.(vfs.Padded)
	sealed := ok && padded.Padded()
	writer, err := pool(path, system, writing(sealed, shrinks), 1)
	if err != nil {
		return Pools{}, err
	}
	if err := writer.PingContext(ctx); err != nil {
		_ = writer.Close()
		return Pools{}, fmt.Errorf("open %s: %w", filepath.Base(path), err)
	}
	reader, err := pool(path, system, reading(sealed), runtime.NumCPU()+spareReaders)
	if err != nil {
		_ = writer.Close()
		return Pools{}, err
	}
	return Pools{Writer: writer, Reader: reader}, nil
}

// common holds for every connection. Temporary tables and sorts stay in memory, so that no plain copy of a row lies beside the file;
// there is no mmap, because what is read must pass through our own file layer. Numbers of cache_size are KiB when negative.
func common() url.Values {
	return url.Values{"_pragma": {
		"busy_timeout(10000)",
		"temp_store(MEMORY)",
		"foreign_keys(ON)",
		"trusted_schema(OFF)",
		"mmap_size(0)",
	}, "_dqs": {"0"}}
}

// writing syncs the log at every commit: an acknowledged write outlives a crash of the program and a loss of power alike.
// Erased values are overwritten, not merely unlinked.
func writing(padded, shrinks bool) url.Values {
	q := common()
	q.Set("_txlock", "immediate")
	if shrinks { // before anything is written into the file, its head too
		q["_pragma"] = append(q["_pragma"], "auto_vacuum(INCREMENTAL)")
	}
	q["_pragma"] = append(q["_pragma"], "journal_mode(WAL)", "synchronous(FULL)", "secure_delete(ON)", "journal_size_limit(67108864)")
	if padded {
		q.Set("psow", "0")
		q["_pragma"] = append(q["_pragma"], "cache_size(-65536)", "wal_autocheckpoint(8000)")
	} else {
		q["_pragma"] = append(q["_pragma"], "cache_size(-16384)")
	}
	return q
}

func reading(padded bool) url.Values {
	q := common()
	if padded {
		q.Set("psow", "0")
	}
	q["_pragma"] = append(q["_pragma"], "cache_size(-8192)", "query_only(ON)")
	return q
}

func pool(path string, system *vfs.System, settings url.Values, size int) (*sql.DB, error) {
	settings.Set("vfs", system.Name())
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("find %s: %w", path, err)
	}
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(absolute), RawQuery: settings.Encode()}
	connector, err := sqlite.NewConnector(address.String())
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", filepath.Base(path), err)
	}
	db := sql.OpenDB(layered{connector, system})
	db.SetMaxOpenConns(size)
	db.SetMaxIdleConns(size)
	return db, nil
}

// layered keeps the file layer in memory for as long as the pool is: SQLite's own references are hidden from the garbage collector.
type layered struct {
	driver.Connector
	system *vfs.System
}

// Connect opens a connection that keeps its statements.
func (l layered) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := l.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return keepStatements(c)
}
