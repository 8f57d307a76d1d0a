package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"time"

	"kontora/backend/store/failure"
)

// attempts is how often a transaction is begun when the database asks to run it again; patient, how often before it takes its number first,
// so that the configuration, though it be changed again and again, stays what it is until the commit.
const (
	attempts = 10
	patient  = 3
)

// Write gives fn the write transaction and commits what it did, unless fn returns an error: then nothing of it stays. It returns the
// number of the commit, or 0 when fn changed nothing. Once Write has returned nil, the change outlives a crash and a loss of power.
//
// On PostgreSQL fn may be called again when another transaction came between, so it must not keep anything from a call that failed.
// The company's configuration, as Config shows it, is the same at the commit as when fn was called.
func (db *DB) Write(ctx context.Context, fn func(*WriteTx) error) (uint64, error) {
	return db.writeAs(ctx, durable, fn)
}

// WriteAnew is Write for what can be had again: the change outlives a crash of the program, but a loss of power only once a later Write has
// returned. It does not wait for the disk, and leaves it no more out of order than Write does.
func (db *DB) WriteAnew(ctx context.Context, fn func(*WriteTx) error) (uint64, error) {
	return db.writeAs(ctx, anew, fn)
}

// durability is what a transaction waits for.
type durability bool

const (
	durable durability = false
	anew    durability = true
)

func (db *DB) writeAs(ctx context.Context, lasts durability, fn func(*WriteTx) error) (uint64, error) {
	var err error
	moved := 0
	for range attempts {
		var seq uint64
		seq, err = db.write(ctx, lasts, fn, moved >= patient)
		if errors.Is(err, errMoved) {
			moved++
		}
		if !db.again(err) {
			return seq, db.translate(err)
		}
	}
	return 0, db.translate(err)
}

func (db *DB) again(err error) bool {
	if errors.Is(err, errMoved) {
		return true
	}
	var reported *Error
	if errors.As(err, &reported) {
		return reported.Failure.Kind == failure.Retry
	}
	f := db.dialect.Failure(err)
	return f != nil && f.Kind == failure.Retry
}

func (db *DB) write(ctx context.Context, lasts durability, fn func(*WriteTx) error, numberFirst bool) (seq uint64, err error) {
	connection, err := db.writer.Conn(ctx)
	if err != nil {
		return 0, fmt.Errorf("begin to write: %w", err)
	}
	defer func() { _ = connection.Close() }()
	if lasts == anew {
		restore, again := db.unsynced(ctx, connection)
		if again != nil {
			return 0, again
		}
		defer restore()
	}
	// Whoever goes away while it is being committed must not leave in doubt whether it was: each statement ends with him, the commit does not.
	tx, err := connection.BeginTx(context.WithoutCancel(ctx), &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return 0, fmt.Errorf("begin to write: %w", err)
	}
	w := &WriteTx{Tx: &Tx{tx: tx, dialect: db.dialect}, db: db, at: db.clock.Now().UTC().Truncate(time.Millisecond)}
	defer w.end()
	if err := w.readHead(ctx); err != nil {
		return 0, err
	}
	if err := db.catchUp(ctx, w.Tx); err != nil {
		return 0, err
	}
	if numberFirst {
		if _, err := w.Seq(ctx); err != nil {
			return 0, err
		}
	}
	w.wrote = false
	if err := fn(w); err != nil {
		return 0, err
	}
	if !w.changes() {
		return 0, nil
	}
	if err := w.finish(ctx); err != nil {
		return 0, err
	}
	if err := tx.Commit(); err != nil {
		db.sharing.doubt(w.seq)
		return 0, fmt.Errorf("commit: %w", err)
	}
	w.publish()
	return w.seq, nil
}

// unsynced has the connection not wait for the disk until restore is called. A connection that cannot be restored is used no more.
func (db *DB) unsynced(ctx context.Context, connection *sql.Conn) (restore func(), err error) {
	off, on := db.dialect.Unsynced()
	if off == "" {
		return func() {}, nil
	}
	if _, err := connection.ExecContext(ctx, off); err != nil {
		return nil, fmt.Errorf("begin to write: %w", err)
	}
	return func() {
		if _, err := connection.ExecContext(context.WithoutCancel(ctx), on); err != nil {
			_ = connection.Raw(func(any) error { return driver.ErrBadConn })
		}
	}, nil
}
