package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"

	"kontora/backend/event"
	"kontora/backend/ident"
)

// CommitChannel is the channel on which a server of databases tells of commits; what it says is the schema. SessionChannel tells of sessions
// that were ended, by their identifiers. On TotalChannel processes tell each other of counted lists.
const (
	CommitChannel  = "kontora_commit"
	SessionChannel = "kontora_session"
	TotalChannel   = "kontora_total"
)

// mostNews is how many commits of other processes are taken in one by one. Whoever is further behind reads everything anew.
const mostNews = 5_000

// sharing is what a database needs to which several processes may write.
type sharing struct {
	origin ident.ID      // of the commits of this process
	aside  *sql.DB       // for what is committed while another transaction is open
	taken  atomic.Uint64 // commits up to it are known here
	follow func(ctx context.Context, t *Tx) error

	mu      sync.Mutex
	doubted map[uint64]bool
}

// doubt notes that a commit of this process may have succeeded though its connection broke: nobody here was told of it.
func (s *sharing) doubt(seq uint64) {
	if s.aside == nil || seq == 0 {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.doubted == nil {
		s.doubted = make(map[uint64]bool)
	}
	s.doubted[seq] = true
}

// known reports whether a commit of this origin was told here when it was made.
func (s *sharing) known(origin ident.ID, seq uint64) bool {
	if origin != s.origin {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	doubted := s.doubted[seq]
	delete(s.doubted, seq)
	return !doubted
}

// News is a commit as another process learns of it.
type News struct {
	event.Commit
	Own  bool   // this process made it, and knows
	Note []byte // what was attached to it
}

// Shared reports whether other processes may write to the database.
func (db *DB) Shared() bool { return db.dialect.Notify() != "" }

// Follow has fn called at the beginning of every transaction that sees commits of other processes which this one does not know. It reads
// them with News, and says with Took that it has. It is set before the database is used by many at once.
func (db *DB) Follow(fn func(ctx context.Context, t *Tx) error) { db.sharing.follow = fn }

// Taken is the commit up to which this process knows what all have done.
func (db *DB) Taken() uint64 { return db.sharing.taken.Load() }

// Took says that every commit up to seq is known here.
func (db *DB) Took(seq uint64) {
	for {
		taken := db.sharing.taken.Load()
		if taken >= seq || db.sharing.taken.CompareAndSwap(taken, seq) {
			return
		}
	}
}

// catchUp takes in what other processes have done, as far as the transaction sees it.
func (db *DB) catchUp(ctx context.Context, t *Tx) error {
	if db.sharing.follow == nil || t.head.Seq <= db.Taken() {
		return nil
	}
	if err := db.sharing.follow(ctx, t); err != nil {
		return fmt.Errorf("take in what other processes did: %w", err)
	}
	return nil
}

// News are the commits above after that the transaction sees, in order. It is not complete when some have been forgotten.
func (db *DB) News(ctx context.Context, t *Tx, after uint64) (news []News, complete bool, err error) {
	upTo := t.head.Seq
	if upTo-after > mostNews {
		return nil, false, nil
	}
	rows, err := t.Query(ctx, "SELECT seq, origin, body, note FROM commit_news WHERE seq > ? AND seq <= ? ORDER BY seq", after, upTo)
	if err != nil {
		return nil, false, err
	}
	defer rows.Close()
	for rows.Next() {
		var one News
		var seq int64
		var origin ident.ID
		var body []byte
		if err := rows.Scan(&seq, ID(&origin), &body, &one.Note); err != nil {
			return nil, false, err
		}
		if err := json.Unmarshal(body, &one.Commit); err != nil {
			return nil, false, fmt.Errorf("read the news of commit %d: %w", seq, err)
		}
		one.Seq, one.Own = uint64(seq), db.sharing.known(origin, uint64(seq))
		news = append(news, one)
	}
	return news, uint64(len(news)) == upTo-after, rows.Err()
}

// ForgetNews removes the news of old commits.
func (db *DB) ForgetNews(ctx context.Context) error {
	return db.Aside(ctx, func(t *Tx) error {
		_, err := t.Exec(ctx, "DELETE FROM commit_news WHERE seq <= (SELECT seq FROM sync_head WHERE id = 1) - ?", 2*mostNews)
		return err
	})
}

// Aside runs fn in a transaction of its own that is no commit of the company's, also while the caller has another one open. What it has
// done stays, whatever becomes of that. It must not wait for what a numbered transaction holds, and is lost with a crash only together with
// everything after it.
func (db *DB) Aside(ctx context.Context, fn func(*Tx) error) error {
	tx, err := db.sharing.aside.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelReadCommitted})
	if err != nil {
		return db.translate(fmt.Errorf("begin to write: %w", err))
	}
	defer func() { _ = tx.Rollback() }()
	t := &Tx{tx: tx, dialect: db.dialect}
	if _, err := t.Exec(ctx, "SET LOCAL synchronous_commit = off"); err != nil {
		return err
	}
	if err := fn(t); err != nil {
		return db.translate(err)
	}
	if err := tx.Commit(); err != nil {
		return db.translate(fmt.Errorf("commit: %w", err))
	}
	return nil
}

// Tell has every process that listens on a channel hear a text of up to 7,000 bytes.
func (db *DB) Tell(ctx context.Context, channel, text string) error {
	return db.Aside(ctx, func(t *Tx) error {
		_, err := t.Exec(ctx, db.dialect.Notify(), channel, text)
		return err
	})
}

// Attach gives a note to what other processes learn of the commit.
func (w *WriteTx) Attach(note []byte) { w.note = append(w.note, note...) }

// tell leaves the news of the commit to other processes, which hear of it when it is durable.
func (w *WriteTx) tell(ctx context.Context) error {
	var told event.Commit
	if w.news != nil {
		told = *w.news
	}
	body, err := json.Marshal(told)
	if err != nil {
		return fmt.Errorf("write the news of the commit: %w", err)
	}
	_, err = w.Exec(ctx, "INSERT INTO commit_news(seq, origin, body, note) VALUES (?, ?, ?, ?)", w.seq, w.db.sharing.origin, body, w.note)
	if err != nil {
		return fmt.Errorf("leave the news of the commit: %w", err)
	}
	return w.Notify(ctx, CommitChannel, w.db.schema)
}

// Notify tells every process that listens on a channel, once the transaction is durable. It does nothing where only one process can write.
func (w *WriteTx) Notify(ctx context.Context, channel, text string) error {
	statement := w.dialect.Notify()
	if statement == "" {
		return nil
	}
	if _, err := w.Exec(ctx, statement, channel, text); err != nil {
		return fmt.Errorf("notify others: %w", err)
	}
	return nil
}
