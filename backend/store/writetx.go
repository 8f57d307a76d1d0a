package store

import (
	"context"
	"crypto/sha256"
	"time"

	"kontora/backend/event"
	"kontora/backend/ident"
)

// WriteTx is a write transaction. It locks the rows it reads with Dialect.ForUpdate first and takes its number last, so that
// transactions never wait for each other in a circle.
type WriteTx struct {
	*Tx
	db            *DB
	at            time.Time
	seq           uint64
	previous      Hash // the chain before this commit
	kind          string
	configuration bool
	declared      [][]byte
	onCommit      []func(ctx context.Context, seq uint64) error
	afterCommit   []func(seq uint64)
	news          *event.Commit
	note          []byte
	turn          *turn
}

// Now is the time of this commit, to the millisecond. It may lie before that of an earlier commit when the clock was set back:
// order is told by the number.
func (w *WriteTx) Now() time.Time { return w.at }

// Seq takes this commit's number and keeps every other commit waiting until this one has ended, so it is asked for last, when all rows
// of others are locked and the decisions made. Asked again it returns the same number.
func (w *WriteTx) Seq(ctx context.Context) (uint64, error) {
	if w.seq != 0 {
		return w.seq, nil
	}
	wrote := w.wrote // the counter row alone is no change
	err := w.advance(ctx)
	w.wrote = wrote
	if err != nil {
		w.seq = 0
		return 0, err
	}
	w.turn = w.db.order.enter()
	return w.seq, nil
}

// Configuration marks this commit as one that changes people, types or policy.
func (w *WriteTx) Configuration() { w.configuration = true }

// Kind says in the commit log what the commit was, in one word.
func (w *WriteTx) Kind(kind string) { w.kind = kind }

// Declare makes the hash of an entry of the audit log part of the chain. Nothing else is declared: a check must find it all again.
func (w *WriteTx) Declare(hash Hash) { w.declared = append(w.declared, hash[:]) }

// Declared is how many hashes were declared so far.
func (w *WriteTx) Declared() int { return len(w.declared) }

// Idents makes identifiers.
func (w *WriteTx) Idents() ident.Source { return w.db.idents }

// OnCommit has fn called once the commit's number is known, as the last thing in the transaction, in the order of the calls;
// its error undoes the transaction. fn must not register further functions.
func (w *WriteTx) OnCommit(fn func(ctx context.Context, seq uint64) error) {
	w.onCommit = append(w.onCommit, fn)
}

// AfterCommit has fn called when the transaction is committed, and never otherwise. The functions of all transactions of this process are
// called one after another in the order of the commits, so fn must be quick and must not write to the same database.
func (w *WriteTx) AfterCommit(fn func(seq uint64)) { w.afterCommit = append(w.afterCommit, fn) }

// Announce has subscribers told of what the transaction did once it is committed, after the functions of AfterCommit. Whatever is announced
// in one transaction is told as one commit.
func (w *WriteTx) Announce(c event.Commit) {
	if w.news == nil {
		w.news = &event.Commit{}
	}
	w.news.Configuration = w.news.Configuration || c.Configuration
	w.news.Changes = append(w.news.Changes, c.Changes...)
	w.news.Told = append(w.news.Told, c.Told...)
}

// changes reports whether there is anything to commit.
func (w *WriteTx) changes() bool {
	return w.wrote || w.configuration || len(w.onCommit) > 0 || len(w.afterCommit) > 0 || w.news != nil
}

func (w *WriteTx) finish(ctx context.Context) error {
	if w.broken != nil {
		return w.broken
	}
	if !w.db.counted && w.seq == 0 && !w.configuration && len(w.onCommit) == 0 {
		return nil
	}
	seq, err := w.Seq(ctx)
	if err != nil {
		return err
	}
	for _, fn := range w.onCommit {
		if err := fn(ctx, seq); err != nil {
			return err
		}
	}
	if w.db.counted && w.db.Shared() {
		if err := w.tell(ctx); err != nil {
			return err
		}
	}
	return w.seal(ctx)
}

// digest depends on everything declared, in order.
func (w *WriteTx) digest() Hash { return Digest(w.declared...) }

// Digest is the hash of what a commit declared.
func Digest(declared ...[]byte) Hash {
	h := sha256.New()
	for _, hash := range declared {
		h.Write(hash)
	}
	return Hash(h.Sum(nil))
}

// publish calls the functions registered with AfterCommit, and tells what was announced, when all earlier commits of this process have done
// so.
func (w *WriteTx) publish() {
	if w.turn != nil {
		w.turn.wait()
	}
	for _, fn := range w.afterCommit {
		fn(w.seq)
	}
	if w.seq == 0 {
		return
	}
	w.db.sharing.taken.CompareAndSwap(w.seq-1, w.seq)
	if w.db.publish == nil {
		return
	}
	told := event.Commit{}
	if w.news != nil {
		told = *w.news
	}
	told.Seq = w.seq
	w.db.publish(told)
}

// end lets later commits publish and undoes what was not committed.
func (w *WriteTx) end() {
	_ = w.tx.Rollback()
	if w.turn != nil {
		w.turn.pass()
	}
}
