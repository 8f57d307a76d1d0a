package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/outbox"
	"kontora/backend/record"
	"kontora/backend/store"
)

// Outbox remembers which commands of its employees' desks an office has taken in. It is an outbox.Book, safe for concurrent use.
type Outbox struct {
	db      *store.DB
	records *Records
}

var _ outbox.Book = (*Outbox)(nil)

// NewOutbox returns what the office of the records remembers.
func NewOutbox(records *Records) *Outbox { return &Outbox{records.db, records} }

// Find is what was said of a command; nil for one that is new.
func (b *Outbox) Find(ctx context.Context, employee ident.No, id ident.ID) (*outbox.Result, error) {
	var result *outbox.Result
	err := b.db.Read(ctx, func(t *store.Tx) (err error) {
		result, err = foundCommand(ctx, t, employee, id)
		return err
	})
	return result, fault.Wrap(err, "find a command")
}

func foundCommand(ctx context.Context, t *store.Tx, employee ident.No, id ident.ID) (*outbox.Result, error) {
	var raw []byte
	err := t.QueryRow(ctx, "SELECT result FROM command WHERE employee = ? AND id = ?", employee, id).Scan(&raw)
	if errors.Is(err, store.ErrNone) {
		return nil, nil
	}
	var r outbox.Result
	if err == nil {
		err = json.Unmarshal(raw, &r)
	}
	return &r, err
}

// Taking is the store in which a command is done and noted in one transaction.
func (b *Outbox) Taking(e outbox.Entry, result func() outbox.Result) record.Store {
	return &takenStore{b.records, e, result}
}

type takenStore struct {
	*Records
	entry  outbox.Entry
	result func() outbox.Result
}

// Write runs fn in the write transaction and notes that the command is done; it fails for one that was noted before.
func (s *takenStore) Write(ctx context.Context, fn func(record.Writer) error) error {
	_, err := s.db.Write(ctx, func(w *store.WriteTx) error {
		w.Kind("command")
		if err := fn(s.In(w)); err != nil {
			return err
		}
		return noteCommand(ctx, w, s.entry, s.result())
	})
	return err
}

// Refuse notes what becomes of a command without doing it.
func (b *Outbox) Refuse(ctx context.Context, e outbox.Entry, r outbox.Result) error {
	_, err := b.db.Write(ctx, func(w *store.WriteTx) error {
		w.Kind("command")
		return noteCommand(ctx, w, e, r)
	})
	return fault.Wrap(err, "refuse a command")
}

func noteCommand(ctx context.Context, w *store.WriteTx, e outbox.Entry, r outbox.Result) error {
	result, err := json.Marshal(r)
	if err != nil {
		return err
	}
	var kept []byte
	closed := 1
	if r.State.Unresolved() {
		closed = 0
		if kept, err = e.Words().Encode(); err != nil {
			return err
		}
		if err := roomFor(ctx, w, e.Employee, len(kept)+len(result)); err != nil {
			return err
		}
	}
	if err := forgetCommands(ctx, w); err != nil {
		return err
	}
	_, err = w.Exec(ctx, "INSERT INTO command(employee, id, device, at, state, result, command, closed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		e.Employee, e.ID, e.Device, w.Now().UnixMilli(), string(r.State), result, kept, closed)
	return fault.Wrap(err, "note a command")
}

// A command that is decided is known by its identifier for so long: longer than a desk offers again what it has done. What comes later still,
// and was done before, finds what it made, or that the fields have its values already.
const commandKnown = 120 * 24 * time.Hour

// forgetCommands forgets some of those that were decided long ago: more than one is noted meanwhile.
func forgetCommands(ctx context.Context, w *store.WriteTx) error {
	_, err := w.Exec(ctx, "DELETE FROM command WHERE (employee, id) IN (SELECT employee, id FROM command WHERE closed = 1 AND at < ? ORDER BY at LIMIT 10)",
		w.Now().Add(-commandKnown).UnixMilli())
	return fault.Wrap(err, "forget commands")
}

// maxKept is how much of what is unresolved is kept of one employee, in bytes. More stays at his desks.
const maxKept = 64 << 20

func roomFor(ctx context.Context, w *store.WriteTx, employee ident.No, more int) error {
	var bytes int64
	err := w.QueryRow(ctx, "SELECT COALESCE(SUM(LENGTH(command) + LENGTH(result)), 0) FROM command WHERE employee = ? AND closed = 0", employee).Scan(&bytes)
	if err == nil && bytes+int64(more) > maxKept {
		err = fault.New(fault.Unavailable, "outbox.full")
	}
	return err
}

// Unresolved are the employee's conflicts and refusals on which he has not decided.
func (b *Outbox) Unresolved(ctx context.Context, employee ident.No, limit int) (kept []outbox.Kept, err error) {
	err = b.db.Read(ctx, func(t *store.Tx) error {
		rows, err := t.Query(ctx, "SELECT command, result FROM command WHERE employee = ? AND closed = 0 ORDER BY at, id LIMIT ?", employee, limit)
		if err != nil {
			return err
		}
		kept, err = collect(rows, scanKept)
		return err
	})
	return kept, fault.Wrap(err, "read what is unresolved")
}

// CountUnresolved is how many the employee has not decided on.
func (b *Outbox) CountUnresolved(ctx context.Context, employee ident.No) (n int, err error) {
	err = b.db.Read(ctx, func(t *store.Tx) error {
		return t.QueryRow(ctx, "SELECT count(*) FROM command WHERE employee = ? AND closed = 0", employee).Scan(&n)
	})
	return n, fault.Wrap(err, "count what is unresolved")
}

// FindUnresolved is one that the employee has not decided on; fault.Missing for any other.
func (b *Outbox) FindUnresolved(ctx context.Context, employee ident.No, id ident.ID) (*outbox.Kept, error) {
	found, err := b.unresolved(ctx, []ident.ID{id}, employee)
	if err == nil && len(found) == 0 {
		err = fault.Missing()
	}
	if err != nil {
		return nil, err
	}
	return &found[0], nil
}

// missedBytes is how much of what a desk has missed is told at once, unless one alone is more.
const missedBytes = 1 << 20

// Missed are some of those that the employee has not decided on and that are not among the known, the oldest first.
func (b *Outbox) Missed(ctx context.Context, employee ident.No, known []ident.ID) ([]outbox.Kept, error) {
	var missed []ident.ID
	err := b.db.Read(ctx, func(t *store.Tx) error {
		rows, err := t.Query(ctx, "SELECT id, LENGTH(command) + LENGTH(result) FROM command WHERE employee = ? AND closed = 0 ORDER BY at, id LIMIT ?", employee, outbox.MaxOffered)
		if err != nil {
			return err
		}
		defer rows.Close()
		for total := int64(0); rows.Next(); {
			var id ident.ID
			var bytes int64
			if err := rows.Scan(store.ID(&id), &bytes); err != nil {
				return err
			}
			if slices.Contains(known, id) {
				continue
			}
			if total += bytes; total > missedBytes && len(missed) > 0 {
				break
			}
			missed = append(missed, id)
		}
		return rows.Err()
	})
	if err != nil || len(missed) == 0 {
		return nil, fault.Wrap(err, "look for what a desk has missed")
	}
	return b.unresolved(ctx, missed, employee)
}

func (b *Outbox) unresolved(ctx context.Context, ids []ident.ID, employee ident.No) (kept []outbox.Kept, err error) {
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	of := list("id", false, args)
	err = b.db.Read(ctx, func(t *store.Tx) error {
		rows, err := t.Query(ctx, "SELECT command, result FROM command WHERE employee = ? AND closed = 0 AND "+of.sql+" ORDER BY at, id", append([]any{employee}, of.args...)...)
		if err != nil {
			return err
		}
		kept, err = collect(rows, scanKept)
		return err
	})
	return kept, fault.Wrap(err, "read what is unresolved")
}

// scanKept reads a command and what was said of it, if anything was.
func scanKept(rows *sql.Rows) (k outbox.Kept, err error) {
	var command, result []byte
	if err := rows.Scan(&command, &result); err != nil {
		return k, err
	}
	if k.Command, err = outbox.Recall(command); err != nil {
		return k, err
	}
	k.Result = outbox.Result{ID: k.Command.ID, State: outbox.Waiting}
	if result != nil {
		err = json.Unmarshal(result, &k.Result)
	}
	return k, err
}

// Closed are those of the commands on which the employee has decided.
func (b *Outbox) Closed(ctx context.Context, employee ident.No, ids []ident.ID) (closed []ident.ID, err error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	of := list("id", false, args)
	err = b.db.Read(ctx, func(t *store.Tx) error {
		rows, err := t.Query(ctx, "SELECT id FROM command WHERE employee = ? AND closed = 1 AND "+of.sql, append([]any{employee}, of.args...)...)
		if err != nil {
			return err
		}
		closed, err = collect(rows, scanID)
		return err
	})
	return closed, fault.Wrap(err, "read what was decided")
}

// Close notes that the employee has decided, and forgets what he had written.
func (b *Outbox) Close(ctx context.Context, employee ident.No, ids []ident.ID) error {
	if len(ids) == 0 {
		return nil
	}
	_, err := b.db.Write(ctx, func(w *store.WriteTx) error {
		w.Kind("command")
		for _, id := range ids {
			if _, err := w.Exec(ctx, "UPDATE command SET closed = 1, command = NULL WHERE employee = ? AND id = ? AND closed = 0", employee, id); err != nil {
				return err
			}
		}
		return nil
	})
	return fault.Wrap(err, "close what was unresolved")
}
