package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"time"

	"kontora/backend/ident"
	"kontora/backend/outbox"
	"kontora/backend/replica"
	"kontora/backend/store"
)

// States of a command that its author no longer sees in his outbox.
const (
	// done is one that the office has taken in and of which the desk has heard the outcome. It is kept for as long as a backup can be old from
	// which somebody restores the office: to such an office it is sent again.
	done outbox.State = "done"
	// again is one that was done, and is sent again because the office was restored. It waits for the office and is not done here anew.
	again outbox.State = "again"
)

// Bounds of what is kept of what was done.
const (
	keptDone  = 30 * 24 * time.Hour
	mostDone  = 10_000
	stateSeen = "seen" // in replica_state: what commands have seen is to be looked through once everything has come
)

// settleDone keeps what the office has told the outcome of, and forgets what is older than any backup.
func (x *taking) settleDone(ctx context.Context) error {
	now := millis(x.w.Now())
	settled, err := x.Exec(ctx, "UPDATE outbox SET state = ?, done_ms = ?, result = NULL WHERE state = ?", string(done), now, string(outbox.Applied))
	if err != nil {
		return err
	}
	if rows, err := settled.RowsAffected(); err != nil || rows == 0 {
		return err
	}
	if _, err := x.Exec(ctx, "DELETE FROM outbox WHERE state = ? AND done_ms < ?", string(done), now-keptDone.Milliseconds()); err != nil {
		return err
	}
	_, err = x.Exec(ctx, "DELETE FROM outbox WHERE state = ? AND no <= (SELECT no FROM outbox WHERE state = ? ORDER BY no DESC LIMIT 1 OFFSET ?)",
		string(done), string(done), mostDone)
	return err
}

// Settle keeps a command that the office has done itself.
func (d *Desk) Settle(ctx context.Context, c *outbox.Command) error {
	_, err := d.db.Write(ctx, func(w *store.WriteTx) error {
		w.Kind("desk")
		if err := enqueue(ctx, w, c); err != nil {
			return err
		}
		_, err := w.Exec(ctx, "UPDATE outbox SET state = ?, done_ms = ? WHERE id = ?", string(done), millis(w.Now()), c.ID)
		return err
	})
	return err
}

// offerAgain has everything sent again that was done: the office knows another history than the one in which it was. What has come of that
// history is no measure of what stands there now.
func (x *taking) offerAgain(ctx context.Context) error {
	if _, err := x.Exec(ctx, "UPDATE outbox SET state = ? WHERE state IN (?, ?)", string(again), string(done), string(outbox.Applied)); err != nil {
		return err
	}
	if err := x.rewrite(ctx, "state IN (?, ?)", []any{string(again), string(outbox.Waiting)}, func(c *outbox.Command) bool {
		known := c.Version != ""
		c.Version = ""
		return known
	}); err != nil {
		return err
	}
	x.reoffered = true
	return x.put(ctx, stateSeen, []byte{1})
}

// rewrite lets alter change commands, and writes those that it has changed.
func (x *taking) rewrite(ctx context.Context, which string, args []any, alter func(*outbox.Command) (changed bool)) error {
	rows, err := x.Query(ctx, "SELECT no, command FROM outbox WHERE "+which, args...)
	if err != nil {
		return err
	}
	type numbered struct {
		no  int64
		raw []byte
	}
	found, err := collect(rows, func(rows *sql.Rows) (n numbered, err error) {
		err = rows.Scan(&n.no, &n.raw)
		return n, err
	})
	if err != nil {
		return err
	}
	for _, each := range found {
		c, err := outbox.Recall(each.raw)
		if err != nil || !alter(c) {
			continue // one that cannot be read has nothing that could be altered
		}
		raw, err := c.Encode()
		if err != nil {
			return err
		}
		if _, err := x.Exec(ctx, "UPDATE outbox SET command = ? WHERE no = ?", raw, each.no); err != nil {
			return err
		}
		x.left = true
	}
	return nil
}

// leaves remembers that a record leaves the desk, if a command has seen something of it.
func (x *taking) leaves(ctx context.Context, which string, arg any) error {
	rows, err := x.Query(ctx, "SELECT DISTINCT record FROM outbox WHERE record IN ("+which+")", arg)
	if err != nil {
		return err
	}
	departed, err := collect(rows, scanID)
	x.departed = append(x.departed, departed...)
	return err
}

// forgetDeparted forgets what commands have seen of records that have left and not come back in the same transaction.
func (x *taking) forgetDeparted(ctx context.Context) error {
	for _, id := range x.departed {
		if err := x.rewrite(ctx, "record = ?", []any{id}, func(c *outbox.Command) bool {
			here, err := x.isHere(ctx, c)
			return err == nil && !here && forget(c, func(string) bool { return true })
		}); err != nil {
			return err
		}
	}
	x.departed = nil
	return nil
}

func (x *taking) isHere(ctx context.Context, c *outbox.Command) (bool, error) {
	t, ok := x.named[c.Type]
	if !ok {
		return false, nil
	}
	var one int
	err := x.QueryRow(ctx, "SELECT 1 FROM "+recordTable(t.ElementType)+" WHERE rid = ?", c.Record).Scan(&one)
	if errors.Is(err, store.ErrNone) {
		return false, nil
	}
	return err == nil, err
}

// forgetFields forgets what commands have seen of fields that are hidden now.
func (x *taking) forgetFields(ctx context.Context, of uint32, fields []replica.Field) error {
	t, ok := x.types[of]
	if !ok {
		return nil
	}
	hidden := make(map[string]bool, len(fields))
	for _, f := range fields {
		if field, ok := t.fields[f.No]; ok {
			hidden[field.Name] = true
		}
	}
	return x.rewrite(ctx, "type = ?", []any{t.Name}, func(c *outbox.Command) bool {
		return forget(c, func(name string) bool { return hidden[name] })
	})
}

// reviewSeen looks, once everything has come anew, through what commands have seen: of records that have not come, and of fields that are not
// shown, it is forgotten.
func (x *taking) reviewSeen(ctx context.Context) error {
	var asked []byte
	err := x.QueryRow(ctx, "SELECT value FROM replica_state WHERE name = ?", stateSeen).Scan(&asked)
	if errors.Is(err, store.ErrNone) {
		return nil
	}
	if err != nil {
		return err
	}
	made, err := x.madeHere(ctx)
	if err != nil {
		return err
	}
	shown := make(map[string][]string, len(x.types))
	for alias, t := range x.types {
		for _, no := range x.held(ident.No(alias), false) {
			if f, ok := t.fields[no]; ok {
				shown[t.Name] = append(shown[t.Name], f.Name)
			}
		}
	}
	if err := x.rewrite(ctx, "record IS NOT NULL", nil, func(c *outbox.Command) bool {
		here, err := x.isHere(ctx, c)
		here = here || made[c.Record] // the office hears of it next
		return err == nil && forget(c, func(name string) bool { return !here || !slices.Contains(shown[c.Type], name) })
	}); err != nil {
		return err
	}
	_, err = x.Exec(ctx, "DELETE FROM replica_state WHERE name = ?", stateSeen)
	return err
}

// madeHere are the records that commands make which the office is still to take in.
func (x *taking) madeHere(ctx context.Context) (made map[ident.ID]bool, err error) {
	made = make(map[ident.ID]bool)
	err = x.rewrite(ctx, "state IN (?, ?)", []any{string(again), string(outbox.Waiting)}, func(c *outbox.Command) bool {
		if c.Makes() {
			made[c.Made()] = true
		}
		return false
	})
	return made, err
}

// forget takes out of a command what was seen in some fields, and with it the version by which the office would know more.
func forget(c *outbox.Command, which func(field string) bool) (changed bool) {
	for name := range c.Seen {
		if which(name) {
			delete(c.Seen, name)
			changed = true
		}
	}
	return changed
}
