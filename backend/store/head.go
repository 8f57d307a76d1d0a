package store

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"time"

	"kontora/backend/ident"
)

// Hash is a SHA-256 hash.
type Hash = [sha256.Size]byte

// Head is the one counter row of a database. A snapshot that shows Seq sees every commit up to it and none above.
type Head struct {
	Epoch   ident.ID // of this database's history; a restored one gets another
	Seq     uint64   // the last commit
	Config  uint64   // the last commit that changed people, types or policy
	MvFloor uint64   // moves between cells are kept above this commit
	Chain   Hash     // of the last commit: depends on everything committed before
}

// makeHead writes the counter row of a new database. It looks first: a database that cannot be written can still be read.
func (db *DB) makeHead(ctx context.Context, epoch ident.ID) error {
	var rows int
	err := db.writer.QueryRowContext(ctx, "SELECT count(*) FROM sync_head").Scan(&rows)
	if err == nil && rows == 0 {
		_, err = db.writer.ExecContext(ctx, db.dialect.Rewrite(
			"INSERT INTO sync_head(id, epoch, seq, cfg, mv_floor, chain) VALUES (1, ?, 0, 0, 0, ?) ON CONFLICT DO NOTHING"), epoch[:], make([]byte, sha256.Size))
	}
	if err != nil {
		return fmt.Errorf("make the counter row: %w", err)
	}
	return nil
}

// Peek is the last commit, and the last one that changed the configuration, as they are now.
func (db *DB) Peek(ctx context.Context) (seq, config uint64, err error) {
	err = db.reader.QueryRowContext(ctx, "SELECT seq, cfg FROM sync_head WHERE id = 1").Scan(&seq, &config)
	if err != nil {
		return 0, 0, db.translate(fmt.Errorf("read the counter row: %w", err))
	}
	return seq, config, nil
}

// BeginHistory gives the database another epoch. Whoever followed it until now learns that what follows is not what he followed.
func (db *DB) BeginHistory(ctx context.Context) error {
	epoch := db.idents.New()
	_, err := db.writer.ExecContext(ctx, db.dialect.Rewrite("UPDATE sync_head SET epoch = ? WHERE id = 1"), epoch[:])
	if err != nil {
		return db.translate(fmt.Errorf("begin another history: %w", err))
	}
	return nil
}

// readHead must be the first statement of a transaction: it fixes the snapshot.
func (t *Tx) readHead(ctx context.Context) error {
	var chain []byte
	h := &t.head
	err := t.QueryRow(ctx, "SELECT epoch, seq, cfg, mv_floor, chain FROM sync_head WHERE id = 1").
		Scan(ID(&h.Epoch), &h.Seq, &h.Config, &h.MvFloor, &chain)
	if err != nil {
		return fmt.Errorf("read the counter row: %w", err)
	}
	copy(h.Chain[:], chain)
	return nil
}

// errMoved is returned inside a transaction when another changed the configuration meanwhile; the transaction runs again.
var errMoved = errors.New("the configuration changed meanwhile")

// advance takes the next number from the counter row and holds the row until the transaction ends.
func (w *WriteTx) advance(ctx context.Context) error {
	if w.dialect.ForUpdate() == "" { // the transaction holds the whole file, the row is as it was read
		w.seq, w.previous = w.head.Seq+1, w.head.Chain
		return nil
	}
	var chain []byte
	err := w.QueryRow(ctx, "UPDATE sync_head SET seq = seq + 1 WHERE id = 1 AND cfg = ? RETURNING seq, chain", w.head.Config).Scan(&w.seq, &chain)
	if errors.Is(err, ErrNone) {
		return errMoved
	}
	if err != nil {
		return fmt.Errorf("take the commit's number: %w", err)
	}
	copy(w.previous[:], chain)
	return nil
}

// seal writes what the commit leaves in the counter row and the log.
func (w *WriteTx) seal(ctx context.Context) error {
	config := w.head.Config
	if w.configuration {
		config = w.seq
	}
	digest := w.digest()
	chain := Link(w.previous, w.seq, w.at, w.kind, digest)
	_, err := w.Exec(ctx, "UPDATE sync_head SET seq = ?, cfg = ?, chain = ? WHERE id = 1", w.seq, config, chain[:])
	if err == nil {
		_, err = w.Exec(ctx, "INSERT INTO commit_log(seq, at_ms, kind, digest, chain) VALUES (?, ?, ?, ?, ?)",
			w.seq, w.at.UnixMilli(), w.kind, digest[:], chain[:])
	}
	if err != nil {
		return fmt.Errorf("log the commit: %w", err)
	}
	return nil
}

// Link returns the chain value of a commit from that of the one before, its number, its time in milliseconds, its kind and the digest
// of what it declared.
func Link(previous Hash, seq uint64, at time.Time, kind string, digest Hash) Hash {
	h := sha256.New()
	h.Write(previous[:])
	var number [16]byte
	binary.BigEndian.PutUint64(number[:8], seq)
	binary.BigEndian.PutUint64(number[8:], uint64(at.UnixMilli()))
	h.Write(number[:])
	binary.BigEndian.PutUint64(number[:8], uint64(len(kind)))
	h.Write(number[:8])
	h.Write([]byte(kind))
	h.Write(digest[:])
	return Hash(h.Sum(nil))
}
