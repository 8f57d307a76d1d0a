package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/fxamacker/cbor/v2"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/outbox"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// What is done at a desk stands in the same rows as what the office has told. Of each row that it changes the office's is kept beside; before
// anything of the office's is taken in all of them are put back, and afterwards what still waits is done again over what has come.

// Queue is the store of records in which a command is done at the desk: it is kept for the office in the same transaction.
func (d *Desk) Queue(c *outbox.Command) record.Store { return &deskStore{Desk: d, command: c} }

// Retry is the same for a further try of a command that is unresolved, which is closed in the same transaction.
func (d *Desk) Retry(c *outbox.Command, of ident.ID) record.Store {
	return &deskStore{Desk: d, command: c, closes: of}
}

// Replay is the store in which a command that waits is done again. It is for the one who has taken in what the office sent.
func (d *Desk) Replay() record.Store { return &deskStore{Desk: d, again: true} }

// Reading is the store of what the desk holds. It writes nothing.
func (d *Desk) Reading() record.Store { return &deskStore{Desk: d} }

// deskStore is a record.Store on a desk, for one command.
type deskStore struct {
	*Desk
	command *outbox.Command
	closes  ident.ID // what the command takes the place of; zero: of nothing
	again   bool
}

// Read runs fn on one snapshot in which everything that waits is done.
func (s *deskStore) Read(ctx context.Context, fn func(record.Reader) error) error {
	if s.again {
		return s.records.Read(ctx, fn)
	}
	for {
		begun := s.turns.Load()
		if err := s.settled(ctx); err != nil {
			return err
		}
		err := s.records.Read(ctx, func(r record.Reader) error {
			if s.gate.Load() != nil || s.turns.Load() != begun {
				return errBetween
			}
			return fn(r)
		})
		if !errors.Is(err, errBetween) {
			return err
		}
	}
}

// errBetween is returned for a snapshot that may have been taken while rows stood without what waits.
var errBetween = errors.New("the snapshot was taken between two states")

// Write runs fn in the write transaction and keeps the command.
func (s *deskStore) Write(ctx context.Context, fn func(record.Writer) error) error {
	switch {
	case s.again:
		return s.do(ctx, fn)
	case s.command == nil:
		return fault.New(fault.Unavailable, "http.office_away")
	}
	s.taking.Lock()
	defer s.taking.Unlock()
	return s.do(ctx, fn)
}

func (s *deskStore) do(ctx context.Context, fn func(record.Writer) error) error {
	_, err := s.db.Write(ctx, func(w *store.WriteTx) error {
		w.Kind("desk")
		writer := &deskWriter{&recordWriter{recordReader: &recordReader{Tx: w.Tx, store: s.records}, w: w, cells: s.cells.In(w)}}
		if err := fn(writer); err != nil {
			return err
		}
		// A desk keeps no moves: nobody follows it.
		if _, err := w.Exec(ctx, "DELETE FROM mv"); err != nil || s.again {
			return err
		}
		if !s.closes.IsZero() {
			if err := closeUnresolved(ctx, w, s.closes); err != nil {
				return err
			}
		}
		return enqueue(ctx, w, s.command)
	})
	return err
}

func enqueue(ctx context.Context, w *store.WriteTx, c *outbox.Command) error {
	raw, err := c.Encode()
	if err == nil && len(raw) > outbox.MaxSize {
		err = fault.New(fault.Invalid, "http.body_large", "max_kb", outbox.MaxSize>>10)
	}
	if err != nil {
		return err
	}
	var of any
	if !c.Record.IsZero() {
		of = c.Record
	}
	_, err = w.Exec(ctx, "INSERT INTO outbox(id, state, command, record, type) VALUES (?, ?, ?, ?, ?)", c.ID, string(outbox.Waiting), raw, of, c.Type)
	return err
}

func markSent(ctx context.Context, w *store.WriteTx, id ident.ID) error {
	_, err := w.Exec(ctx, "UPDATE outbox SET sent = 1 WHERE id = ?", id)
	return err
}

// Send notes that the commands of an offer may reach the office from now on.
func (d *Desk) Send(ctx context.Context, offer *outbox.Offer) error {
	if len(offer.Commands) == 0 {
		return nil
	}
	_, err := d.db.Write(ctx, func(w *store.WriteTx) error {
		w.Kind("desk")
		for _, raw := range offer.Commands {
			c, err := outbox.Recall(raw)
			if err == nil {
				err = markSent(ctx, w, c.ID)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	return fault.Wrap(err, "note what is sent")
}

// Enqueue keeps a command for the office that the desk cannot do itself. The office may have it already.
func (d *Desk) Enqueue(ctx context.Context, c *outbox.Command) error {
	_, err := d.db.Write(ctx, func(w *store.WriteTx) error {
		w.Kind("desk")
		if err := enqueue(ctx, w, c); err != nil {
			return err
		}
		return markSent(ctx, w, c.ID)
	})
	return fault.Wrap(err, "keep a command for the office")
}

// Cause is what a cell was interned from.
func (s *deskStore) Cause(cell access.CellNo) (access.Cause, bool) { return s.records.Cause(cell) }

// Count is how many records stand in a cell.
func (s *deskStore) Count(cell access.CellNo) int64 { return s.records.Count(cell) }

// Total is how many records of a type there are outside the bin.
func (s *deskStore) Total(t ident.No) int64 { return s.records.Total(t) }

// deskWriter writes records at a desk and keeps what the office has told of them.
type deskWriter struct{ *recordWriter }

var _ record.Writer = (*deskWriter)(nil)

// Insert adds a record that the office does not know.
func (w *deskWriter) Insert(ctx context.Context, t *schema.ElementType, r *record.Record) error {
	if err := w.keep(ctx, t, r.ID); err != nil {
		return err
	}
	return w.recordWriter.Insert(ctx, t, r)
}

// Update writes a record as it is now at the desk.
func (w *deskWriter) Update(ctx context.Context, t *schema.ElementType, before, after *record.Record, fields []string) error {
	if err := w.keep(ctx, t, before.ID); err != nil {
		return err
	}
	return w.recordWriter.Update(ctx, t, before, after, fields)
}

// Note keeps nothing: the log is the office's, and a desk's own would hold what has left it.
func (*deskWriter) Note(context.Context, record.Entry) error { return nil }

// SetShares keeps nothing: who sees a record is told by the office.
func (*deskWriter) SetShares(context.Context, *schema.ElementType, ident.ID, []record.GivenShare) error {
	return nil
}

// AddLink is left to the office.
func (*deskWriter) AddLink(context.Context, record.Link, ident.No) error {
	return fault.New(fault.Unavailable, "http.office_away")
}

// RemoveLink is left to the office.
func (*deskWriter) RemoveLink(context.Context, ident.ID) error {
	return fault.New(fault.Unavailable, "http.office_away")
}

// column is one of a row as it is kept.
type column struct {
	_     struct{} `cbor:",toarray"`
	Name  string
	Value any
}

// keep keeps the row of a record as the office has told it, if that is not done yet.
func (w *deskWriter) keep(ctx context.Context, t *schema.ElementType, id ident.ID) error {
	var one int
	err := w.QueryRow(ctx, "SELECT 1 FROM replica_under WHERE rid = ?", id).Scan(&one)
	if !errors.Is(err, store.ErrNone) {
		return err
	}
	row, err := w.row(ctx, t, id)
	if err != nil {
		return err
	}
	var was []byte
	if row != nil {
		if was, err = cbor.Marshal(row); err != nil {
			return err
		}
	}
	_, err = w.Exec(ctx, "INSERT INTO replica_under(rid, type, was) VALUES (?, ?, ?)", id, t.Name, was)
	return fault.Wrap(err, "keep what the office has told")
}

// row reads the row of a record as it is stored; nil when there is none.
func (w *recordWriter) row(ctx context.Context, t *schema.ElementType, id ident.ID) ([]column, error) {
	rows, err := w.Query(ctx, "SELECT * FROM "+recordTable(t)+" WHERE rid = ?", id)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil || !rows.Next() {
		return nil, errors.Join(err, rows.Err())
	}
	row, into := make([]column, len(names)), make([]any, len(names))
	for i, name := range names {
		row[i].Name, into[i] = name, &row[i].Value
	}
	return row, rows.Scan(into...)
}

// putBack makes every row stand as the office has told it.
func (x *taking) putBack(ctx context.Context) error {
	rows, err := x.Query(ctx, "SELECT rid, type, was FROM replica_under")
	if err != nil {
		return err
	}
	kept, err := collect(rows, scanUnder)
	if err != nil || len(kept) == 0 {
		return err
	}
	for _, each := range kept {
		if err := x.putBackOne(ctx, each); err != nil {
			return err
		}
	}
	_, err = x.Exec(ctx, "DELETE FROM replica_under")
	return err
}

// insertRow inserts a row as row has read it. Columns that are gone meanwhile are left out.
func (x *taking) insertRow(ctx context.Context, t *schema.ElementType, row []column) error {
	there, err := names(ctx, x.Tx, "SELECT name FROM pragma_table_info(?)", recordTable(t))
	if err != nil {
		return err
	}
	var columns []string
	var args []any
	for _, c := range row {
		if there[c.Name] {
			columns, args = append(columns, c.Name), append(args, c.Value)
		}
	}
	_, err = x.Exec(ctx, "INSERT INTO "+recordTable(t)+"("+strings.Join(columns, ", ")+") VALUES (?"+strings.Repeat(", ?", len(columns)-1)+")", args...)
	return err
}

// overlaid is a record as it stood at the desk.
type overlaid struct {
	of     string
	record *record.Record
}

// steady gives the fields of records that have been put back, and have come to the same again, the versions that they had: whoever has read
// one goes on writing it. It is for what somebody did himself, which the office tells him once it has taken it in.
func (d *Desk) steady(ctx context.Context, before []overlaid) error {
	if len(before) == 0 {
		return nil
	}
	_, err := d.db.Write(ctx, func(w *store.WriteTx) error {
		w.Kind("desk")
		x := &taking{recordWriter: &recordWriter{recordReader: &recordReader{Tx: w.Tx, store: d.records}, w: w, cells: d.cells.In(w)}, state: d.current.Load()}
		if err := x.readTypes(ctx); err != nil {
			return err
		}
		for _, each := range before {
			if t, ok := x.named[each.of]; ok {
				if err := x.steadyOne(ctx, t.ElementType, each.record); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return err
}

func (x *taking) steadyOne(ctx context.Context, t *schema.ElementType, was *record.Record) error {
	now, err := x.Get(ctx, t, was.ID, t.Fields)
	if err != nil || now == nil {
		return err
	}
	if now.Responsible == was.Responsible {
		now.Versions[0] = was.Versions[0]
	}
	for _, f := range t.Fields {
		version, there := was.Versions[f.No]
		if there && slices.Equal(f.Split(now.Values[f.Name]), f.Split(was.Values[f.Name])) {
			now.Versions[f.No] = version
		}
	}
	_, err = x.Exec(ctx, "UPDATE "+recordTable(t)+" SET fver = ? WHERE id = ?", now.Versions.Encode(), now.No)
	return err
}

// under is a row as the office has told it.
type under struct {
	record ident.ID
	of     string
	was    []byte
}

func (x *taking) putBackOne(ctx context.Context, kept under) error {
	t, ok := x.named[kept.of]
	if !ok {
		return nil // the type is gone, and its table with it
	}
	now, err := x.Get(ctx, t.ElementType, kept.record, t.Fields)
	if err != nil {
		return err
	}
	if now != nil {
		if err := x.erase(ctx, t, "id = ?", now.No); err != nil {
			return err
		}
		x.cells.Add(now.Cell, -1)
		x.overlaid = append(x.overlaid, overlaid{kept.of, now})
	}
	if kept.was == nil {
		if now != nil {
			x.note(t, now, now.Cell, 0)
		}
		return nil
	}
	var row []column
	if err := cbor.Unmarshal(kept.was, &row); err != nil {
		return err
	}
	if err := x.insertRow(ctx, t.ElementType, row); err != nil {
		return err
	}
	was, err := x.Get(ctx, t.ElementType, kept.record, t.Fields)
	if err != nil || was == nil {
		return errors.Join(err, errors.New("a row that was put back is not there"))
	}
	x.cells.Add(was.Cell, 1)
	x.note(t, was, was.Cell, was.Cell)
	return x.Reindex(ctx, t.ElementType, was)
}

func scanUnder(rows *sql.Rows) (u under, err error) {
	err = rows.Scan(store.ID(&u.record), &u.of, &u.was)
	return u, err
}

func scanID(rows *sql.Rows) (id ident.ID, err error) {
	err = rows.Scan(store.ID(&id))
	return id, err
}

// Waiting are the commands that are to be sent to the office, the oldest first, at most limit: those it has not decided on, and those that an
// office which was restored has to be told again.
func (d *Desk) Waiting(ctx context.Context, limit int) ([]*outbox.Command, error) {
	kept, err := d.kept(ctx, "WHERE state IN (?, ?) ORDER BY no LIMIT ?", string(outbox.Waiting), string(again), limit)
	return commandsOf(kept), err
}

// Reoffers reports, once, that what was done is to be sent again.
func (d *Desk) Reoffers() bool { return d.reoffer.Swap(false) }

// Undone are the commands that are not part of what the office has told: those it has not decided on, and those of which it has said that
// they are done since it was last heard.
func (d *Desk) Undone(ctx context.Context) ([]*outbox.Command, error) {
	kept, err := d.kept(ctx, "WHERE state IN (?, ?) ORDER BY no", string(outbox.Waiting), string(outbox.Applied))
	return commandsOf(kept), err
}

// Outbox is everything that waits or is unresolved, the oldest first, at most limit.
func (d *Desk) Outbox(ctx context.Context, limit int) ([]outbox.Kept, error) {
	return d.kept(ctx, "WHERE state IN (?, ?, ?) ORDER BY no LIMIT ?", string(outbox.Waiting), string(outbox.Conflict), string(outbox.Refused), limit)
}

func commandsOf(kept []outbox.Kept) []*outbox.Command {
	commands := make([]*outbox.Command, len(kept))
	for i := range kept {
		commands[i] = kept[i].Command
	}
	return commands
}

func (d *Desk) kept(ctx context.Context, which string, args ...any) (kept []outbox.Kept, err error) {
	err = d.db.Read(ctx, func(t *store.Tx) error {
		rows, err := t.Query(ctx, "SELECT command, result FROM outbox "+which, args...)
		if err != nil {
			return err
		}
		kept, err = collect(rows, scanKept)
		return err
	})
	return kept, fault.Wrap(err, "read the outbox")
}

// Counts tells how many commands wait, and how many are unresolved.
func (d *Desk) Counts(ctx context.Context) (waiting, unresolved int, err error) {
	err = d.db.Read(ctx, func(t *store.Tx) error {
		return t.QueryRow(ctx, "SELECT count(*) FILTER (WHERE state = ?), count(*) FILTER (WHERE state IN (?, ?)) FROM outbox",
			string(outbox.Waiting), string(outbox.Conflict), string(outbox.Refused)).Scan(&waiting, &unresolved)
	})
	return waiting, unresolved, fault.Wrap(err, "count the outbox")
}

// closed is the state of a command that its author has decided on and the office does not know yet that he has.
const closed outbox.State = "closed"

// Closed are the commands that their author has decided on since the office was last told, at most limit.
func (d *Desk) Closed(ctx context.Context, limit int) (ids []ident.ID, err error) {
	err = d.db.Read(ctx, func(t *store.Tx) error {
		rows, err := t.Query(ctx, "SELECT id FROM outbox WHERE state = ? ORDER BY no LIMIT ?", string(closed), limit)
		if err != nil {
			return err
		}
		ids, err = collect(rows, scanID)
		return err
	})
	return ids, fault.Wrap(err, "read what was decided")
}

// Unresolved is one that was refused or clashed; fault.Missing for any other.
func (d *Desk) Unresolved(ctx context.Context, id ident.ID) (*outbox.Kept, error) {
	kept, err := d.kept(ctx, "WHERE id = ? AND state IN (?, ?)", id, string(outbox.Conflict), string(outbox.Refused))
	if err == nil && len(kept) == 0 {
		err = fault.Missing()
	}
	if err != nil {
		return nil, err
	}
	return &kept[0], nil
}

// Fate is what has become of a command: Applied also once nothing is left of it here.
func (d *Desk) Fate(ctx context.Context, id ident.ID) (outbox.Result, error) {
	kept, err := d.kept(ctx, "WHERE id = ? AND state NOT IN (?, ?, ?)", id, string(closed), string(done), string(again))
	if err != nil || len(kept) == 0 {
		return outbox.Result{ID: id, State: outbox.Applied}, err
	}
	return kept[0].Result, nil
}

// Decide notes what the office has said to an offer, and forgets what its author has decided on elsewhere.
func (d *Desk) Decide(ctx context.Context, offer *outbox.Offer, answer *outbox.Answer) error {
	_, err := d.db.Write(ctx, func(w *store.WriteTx) error {
		w.Kind("desk")
		for _, r := range answer.Results {
			if err := decide(ctx, w, r); err != nil {
				return err
			}
		}
		for _, m := range answer.Missed {
			if err := takeOver(ctx, w, m); err != nil {
				return err
			}
		}
		for _, id := range offer.Closed {
			if _, err := w.Exec(ctx, "DELETE FROM outbox WHERE id = ? AND state = ?", id, string(closed)); err != nil {
				return err
			}
		}
		for _, id := range answer.Closed {
			if _, err := w.Exec(ctx, "DELETE FROM outbox WHERE id = ? AND state IN (?, ?)", id, string(outbox.Conflict), string(outbox.Refused)); err != nil {
				return err
			}
		}
		return nil
	})
	d.traces.Store(true) // what was seen by a command is the office's
	return fault.Wrap(err, "note what the office has said")
}

// takeOver keeps an unresolved command of another desk's, unless it is known here.
func takeOver(ctx context.Context, w *store.WriteTx, m outbox.Missed) error {
	c, err := outbox.Recall(m.Command)
	if err != nil || c.ID != m.Result.ID || !m.Result.State.Unresolved() {
		return nil //nolint:nilerr // of a later version, perhaps: it stays at the office
	}
	result, err := json.Marshal(m.Result)
	if err != nil {
		return err
	}
	_, err = w.Exec(ctx, "INSERT INTO outbox(id, state, command, result, type) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
		c.ID, string(m.Result.State), []byte(m.Command), result, c.Type)
	return err
}

// decide notes what the office has said of one command. What is unresolved keeps its author's words and nothing of the record's.
func decide(ctx context.Context, w *store.WriteTx, r outbox.Result) error {
	result, err := json.Marshal(r)
	if err != nil {
		return err
	}
	there, err := w.ExecOne(ctx, "UPDATE outbox SET state = ?, result = ? WHERE id = ? AND state IN (?, ?)", string(r.State), result, r.ID,
		string(outbox.Waiting), string(again))
	if err != nil || !there || !r.State.Unresolved() {
		return err
	}
	var raw []byte
	if err := w.QueryRow(ctx, "SELECT command FROM outbox WHERE id = ?", r.ID).Scan(&raw); err != nil {
		return err
	}
	c, err := outbox.Recall(raw)
	if err == nil {
		raw, err = c.Words().Encode()
	}
	if err == nil {
		_, err = w.Exec(ctx, "UPDATE outbox SET command = ? WHERE id = ?", raw, r.ID)
	}
	return err
}

// Kept are the commands that wait for their author here, at most limit: he may decide elsewhere.
func (d *Desk) Kept(ctx context.Context, limit int) (ids []ident.ID, err error) {
	err = d.db.Read(ctx, func(t *store.Tx) error {
		rows, err := t.Query(ctx, "SELECT id FROM outbox WHERE state IN (?, ?) ORDER BY no LIMIT ?", string(outbox.Conflict), string(outbox.Refused), limit)
		if err != nil {
			return err
		}
		ids, err = collect(rows, scanID)
		return err
	})
	return ids, fault.Wrap(err, "read what is unresolved")
}

// Forget takes a command out of the outbox; fault.Conflict for one that the office may have already and has not answered. One that waited is no longer done here either, once what waits is done again; of one that was
// unresolved only that it is decided is kept, for the office.
func (d *Desk) Forget(ctx context.Context, id ident.ID) error {
	_, err := d.db.Write(ctx, func(w *store.WriteTx) error {
		w.Kind("desk")
		waited, err := w.ExecOne(ctx, "DELETE FROM outbox WHERE id = ? AND state = ? AND sent IS NULL", id, string(outbox.Waiting))
		if err != nil || waited {
			return err
		}
		var sent bool
		if err := w.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM outbox WHERE id = ? AND state = ?)", id, string(outbox.Waiting)).Scan(&sent); err != nil {
			return err
		}
		if sent {
			return fault.New(fault.Conflict, "outbox.sent")
		}
		return closeUnresolved(ctx, w, id)
	})
	d.traces.Store(true)
	return err
}

// closeUnresolved keeps of a command only that its author has decided on it.
func closeUnresolved(ctx context.Context, w *store.WriteTx, id ident.ID) error {
	there, err := w.ExecOne(ctx, "UPDATE outbox SET state = ?, command = ?, result = NULL WHERE id = ? AND state IN (?, ?)",
		string(closed), []byte{}, id, string(outbox.Conflict), string(outbox.Refused))
	if err == nil && !there {
		err = fault.Missing()
	}
	return err
}
