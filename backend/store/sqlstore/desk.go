package sqlstore

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"kontora/backend/access"
	"kontora/backend/event"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/outbox"
	"kontora/backend/replica"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// Desk is the database of a desk: the company as its employee may see it, in the same tables as on an office, and how far it has come. What
// it holds is changed by what the office sends and by nothing else. It is safe for concurrent use.
type Desk struct {
	db      *store.DB
	cells   *Cells
	records *Records

	taking  sync.Mutex                    // one transaction takes in what the office sent at a time
	turns   atomic.Uint64                 // how often the gate has been shut
	reoffer atomic.Bool                   // what was done is to be sent again
	synced  int64                         // see room; under taking
	traces  atomic.Bool                   // something has left that may still lie in the log
	gate    atomic.Pointer[chan struct{}] // closed once what waits is done again over what has come; nil while nothing is taken in
	current atomic.Pointer[deskState]
}

// deskState is what a desk knows besides its records. It is immutable.
type deskState struct {
	holding *replica.Holding // by aliases
	stand   []byte
	known   []byte
	company *replica.Company // nil: it has been told nothing yet
	numbers map[access.CellNo]uint32
	cells   map[uint32]access.CellNo // by alias
	came    map[ident.No][]byte      // see taking.came
}

// OpenDesk reads how far the desk in a database has come.
func OpenDesk(ctx context.Context, db *store.DB, records *Records) (*Desk, error) {
	d := &Desk{db: db, cells: records.cells, records: records}
	records.follows = true
	d.traces.Store(true) // of before the program ended
	err := db.Read(ctx, func(t *store.Tx) error {
		state, err := readDesk(ctx, t)
		d.current.Store(state)
		return err
	})
	if err != nil {
		return nil, fault.Wrap(err, "read what the desk holds")
	}
	return d, nil
}

func newDeskState() *deskState {
	return &deskState{
		holding: &replica.Holding{Cells: make(map[access.CellNo]replica.HeldCell), Types: make(map[ident.No]replica.HeldType)},
		numbers: make(map[access.CellNo]uint32), cells: make(map[uint32]access.CellNo), came: make(map[ident.No][]byte),
	}
}

// clone copies the state, to be changed while a transaction is under way.
func (s *deskState) clone() *deskState {
	return &deskState{
		holding: s.holding.Clone(), stand: s.stand, known: s.known, company: s.company, numbers: maps.Clone(s.numbers), cells: maps.Clone(s.cells),
		came: maps.Clone(s.came),
	}
}

const (
	stateStand   = "stand"
	stateCompany = "company"
)

func readDesk(ctx context.Context, t *store.Tx) (*deskState, error) {
	s := newDeskState()
	for name, take := range map[string]func([]byte) error{
		stateStand:   func(v []byte) error { s.stand = v; return nil },
		stateCompany: s.tell,
	} {
		var value []byte
		err := t.QueryRow(ctx, "SELECT value FROM replica_state WHERE name = ?", name).Scan(&value)
		if errors.Is(err, store.ErrNone) {
			continue
		}
		if err == nil {
			err = take(value)
		}
		if err != nil {
			return s, fmt.Errorf("%s: %w", name, err)
		}
	}
	if err := errors.Join(s.readCame(ctx, t), s.readSince(ctx, t)); err != nil {
		return s, err
	}
	if err := s.readCells(ctx, t); err != nil {
		return s, err
	}
	return s, s.readFields(ctx, t)
}

// tell takes in what the desk was told of the company.
func (s *deskState) tell(raw []byte) error {
	var c replica.Company
	if err := json.Unmarshal(raw, &c); err != nil {
		return err
	}
	s.company, s.known = &c, replica.Known(raw)
	return nil
}

func (s *deskState) readCells(ctx context.Context, t *store.Tx) error {
	rows, err := t.Query(ctx, "SELECT alias, cell, type, others, mine, ends, place FROM replica_cell")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var alias, ends uint32
		var cell access.CellNo
		var held replica.HeldCell
		var others, mine uint16
		var place sql.RawBytes
		if err := rows.Scan(&alias, &cell, &held.Type, &others, &mine, &ends, &place); err != nil {
			return err
		}
		held.Grant, held.Place = access.GrantOf(others, mine, ends), s.placeOf(held.Type, place)
		s.holding.Cells[access.CellNo(alias)] = held
		s.numbers[cell], s.cells[alias] = alias, cell
	}
	return rows.Err()
}

func (s *deskState) readFields(ctx context.Context, t *store.Tx) error {
	rows, err := t.Query(ctx, "SELECT type, field, shortened, place FROM replica_field")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var of, field ident.No
		var shortened int
		var place sql.RawBytes
		if err := rows.Scan(&of, &field, &shortened, &place); err != nil {
			return err
		}
		if s.holding.Types[of].Fields == nil {
			s.holding.Types[of] = replica.HeldType{Fields: make(map[ident.No]replica.HeldField)}
		}
		s.holding.Types[of].Fields[field] = replica.HeldField{Shortened: shortened != 0, Place: placeOf(place)}
	}
	return rows.Err()
}

// allCame stands behind every identifier in the order of bytes.
func allCame() []byte { return bytes.Repeat([]byte{0xff}, len(ident.ID{})+1) }

func placeBytes(p replica.Place) []byte {
	switch {
	case p.Done:
		return allCame()
	case p.After.IsZero():
		return []byte{}
	}
	return p.After[:]
}

func placeOf(raw []byte) replica.Place {
	var p replica.Place
	p.Done = len(raw) > len(p.After)
	if !p.Done {
		copy(p.After[:], raw)
	}
	return p
}

// Claim is what the desk says to its office when it is to hold as much as the scope says.
func (d *Desk) Claim(scope replica.Scope) *replica.Claim {
	s := d.current.Load()
	return replica.NewClaim(s.holding, scope, s.stand, s.known)
}

// BriefClaim is Claim for an office that may remember what the desk holds.
func (d *Desk) BriefClaim(scope replica.Scope) *replica.Claim {
	s := d.current.Load()
	return replica.BriefClaim(scope, s.stand, s.known)
}

// Stand is the office's seal on what the desk holds; nil for nothing.
func (d *Desk) Stand() []byte { return d.current.Load().stand }

// Recall reads what Remember has kept under a name; nil for nothing.
func (d *Desk) Recall(ctx context.Context, name string) (value []byte, err error) {
	err = d.db.Read(ctx, func(t *store.Tx) error {
		return t.QueryRow(ctx, "SELECT value FROM replica_state WHERE name = ?", "kept."+name).Scan(&value)
	})
	if errors.Is(err, store.ErrNone) {
		return nil, nil
	}
	return value, fault.Wrap(err, "recall "+name)
}

// Remember keeps something of the desk's own that is no part of the replica.
func (d *Desk) Remember(ctx context.Context, name string, value []byte) error {
	_, err := d.db.Write(ctx, func(w *store.WriteTx) error {
		w.Kind("desk")
		_, err := w.Exec(ctx, "INSERT INTO replica_state(name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", "kept."+name, value)
		return err
	})
	return fault.Wrap(err, "remember "+name)
}

// Whole reports whether everything has come that the office has told of.
func (d *Desk) Whole() bool { return d.current.Load().holding.Whole() && d.Company() != nil }

// Filled is about which part of what the desk is to hold has come, from 0 to 1.
func (d *Desk) Filled() float64 { return d.current.Load().holding.Filled() }

// Held is how many records the desk holds that the office has told of.
func (d *Desk) Held() int64 {
	return d.cells.Total(slices.Collect(maps.Keys(d.current.Load().numbers)))
}

// Company is what the desk was told last; nil before the first time. It must not be changed.
func (d *Desk) Company() *replica.Company { return d.current.Load().company }

// Granted is what the office says of a cell; false for one that the desk has made itself.
func (d *Desk) Granted(cell access.CellNo) (access.Grant, bool) {
	s := d.current.Load()
	if alias, ok := s.numbers[cell]; ok {
		return s.holding.Cells[access.CellNo(alias)].Grant, true
	}
	cause, ok := d.cells.Cause(cell)
	return access.Grant{}, ok && cause.Office != 0 // one that was dropped
}

// Ends is the first moment after now at which a grant ends; zero when none does.
func (d *Desk) Ends(now time.Time) time.Time {
	var first time.Time
	for _, cell := range d.current.Load().holding.Cells {
		if at := cell.Grant.EndsAt(); at.After(now) && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first
}

// Cells are the cells of the desk with what may be done in them.
func (d *Desk) Cells() access.Granted { return deskCells{d.cells.Table, d} }

type deskCells struct {
	*access.Table
	desk *Desk
}

func (c deskCells) Granted(cell access.CellNo) (access.Grant, bool) { return c.desk.Granted(cell) }
func (c deskCells) Ends(now time.Time) time.Time                    { return c.desk.Ends(now) }

// taking is one transaction of a desk that takes in what the office sent.
type taking struct {
	*recordWriter
	desk    *Desk
	state   *deskState
	types   map[uint32]*deskType
	named   map[string]*deskType
	people  map[ident.ID]ident.No
	changes []event.Change
	config  bool
	// overlaid are the records that stood otherwise than the office had told, as they did.
	overlaid  []overlaid
	left      bool            // something has left, or been overwritten
	merging   map[string]bool // types that were noted: see unmerged
	departed  []ident.ID      // records that leave, of which a command has seen something
	reoffered bool            // what was done is sent again
}

// deskType is a type as the desk keeps it, with its fields by their aliases.
type deskType struct {
	*schema.ElementType
	fields map[ident.No]*schema.Field
	bare   bool // see strip
}

// Take takes in messages up to one that ends a transaction, in one transaction, and returns what has changed. settle then does again what
// waits in the outbox; whoever reads meanwhile waits until it has. Without messages only that is done.
func (d *Desk) Take(ctx context.Context, messages []*replica.Incoming, settle func(event.Commit) error) error {
	d.taking.Lock()
	defer d.taking.Unlock()
	outstanding, err := d.Outstanding(ctx)
	if err != nil {
		return err
	}
	if outstanding {
		gate := make(chan struct{})
		d.gate.Store(&gate)
		d.turns.Add(1)
		defer func() {
			d.gate.Store(nil)
			close(gate)
		}()
	}
	commit, overlaid, err := d.take(ctx, messages)
	if err != nil {
		return fault.Wrap(err, "take in what the office sent")
	}
	if err := settle(commit); err != nil {
		return err
	}
	return fault.Wrap(d.steady(ctx, overlaid), "keep the versions of what is as it was")
}

// settled waits while rows stand without what waits in the outbox.
func (d *Desk) settled(ctx context.Context) error {
	gate := d.gate.Load()
	if gate == nil {
		return nil
	}
	select {
	case <-*gate:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Outstanding reports whether anything stands otherwise than the office has told, or should.
func (d *Desk) Outstanding(ctx context.Context) (yes bool, err error) {
	err = d.db.Read(ctx, func(t *store.Tx) error {
		return t.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM replica_under) OR EXISTS (SELECT 1 FROM outbox WHERE state IN (?, ?))",
			string(outbox.Waiting), string(outbox.Applied)).Scan(&yes)
	})
	return yes, fault.Wrap(err, "look whether anything waits")
}

func (d *Desk) take(ctx context.Context, messages []*replica.Incoming) (commit event.Commit, overlaid []overlaid, err error) {
	job := &taking{desk: d, state: d.current.Load().clone()}
	commit.Seq, err = d.db.WriteAnew(ctx, func(w *store.WriteTx) error { // the office has it
		w.Kind("replica")
		job.recordWriter = &recordWriter{recordReader: &recordReader{Tx: w.Tx, store: d.records}, w: w, cells: d.cells.In(w)}
		w.AfterCommit(func(uint64) { d.current.Store(job.state) })
		return job.all(ctx, messages)
	})
	if err != nil {
		return commit, nil, err
	}
	if job.left {
		d.traces.Store(true)
	}
	if job.reoffered {
		d.reoffer.Store(true)
	}
	commit.Changes, commit.Configuration = job.changes, job.config
	return commit, job.overlaid, nil
}

// Scrub takes what has left out of the files as well. It is false when that has to be tried again.
func (d *Desk) Scrub(ctx context.Context) (done bool, err error) {
	if !d.traces.Swap(false) {
		return true, nil
	}
	done, err = d.db.Scrub(ctx)
	if !done {
		d.traces.Store(true)
	}
	return done, err
}

func (x *taking) all(ctx context.Context, messages []*replica.Incoming) error {
	if err := x.readTypes(ctx); err != nil {
		return err
	}
	if err := x.putBack(ctx); err != nil {
		return fault.Wrap(err, "put back what the office has told")
	}
	for len(messages) > 0 {
		puts := leadingPuts(messages)
		if puts == 0 {
			if err := x.one(ctx, messages[0]); err != nil {
				return err
			}
			messages = messages[1:]
			continue
		}
		if err := x.placeAll(ctx, messages[:puts]); err != nil {
			return err
		}
		messages = messages[puts:]
	}
	if err := x.dress(ctx); err != nil {
		return err
	}
	if err := x.forgetDeparted(ctx); err != nil {
		return fault.Wrap(err, "forget what was seen of what has left")
	}
	if x.state.holding.Whole() {
		if err := x.reviewSeen(ctx); err != nil {
			return fault.Wrap(err, "look through what was seen")
		}
	}
	// A desk keeps no moves: nobody follows it, and they name what has left.
	_, err := x.Exec(ctx, "DELETE FROM mv")
	return err
}

func (x *taking) one(ctx context.Context, m *replica.Incoming) error {
	switch m.Kind {
	case replica.Reset:
		return x.reset(ctx)
	case replica.Told:
		return x.told(ctx, m.Company)
	case replica.Drop:
		if err := x.drop(ctx, uint32(m.Cell)); err != nil {
			return err
		}
	case replica.Since:
		if err := x.since(ctx, m.Type, m.At); err != nil {
			return err
		}
	case replica.Patch, replica.Fill, replica.Remove:
		return x.record(ctx, m)
	}
	if err := x.state.holding.Follow(&m.Frame); err != nil {
		return err
	}
	return x.keep(ctx, m)
}

// keep writes down what a message changes of the holding.
func (x *taking) keep(ctx context.Context, m *replica.Incoming) error {
	others, mine, ends := m.Frame.Grant.Numbers()
	var err error
	switch m.Kind {
	case replica.Add:
		return x.add(ctx, m)
	case replica.Grant:
		_, err = x.Exec(ctx, "UPDATE replica_cell SET others = ?, mine = ?, ends = ? WHERE alias = ?", others, mine, ends, uint32(m.Cell))
		x.config = true // what may be done has changed
	case replica.Complete:
		_, err = x.Exec(ctx, "UPDATE replica_cell SET place = ? WHERE alias = ?", allCame(), uint32(m.Cell))
	case replica.Hide:
		if err = x.forgetFields(ctx, uint32(m.Type), m.Fields); err != nil {
			return err
		}
		for _, f := range m.Fields {
			if _, err = x.Exec(ctx, "DELETE FROM replica_field WHERE type = ? AND field = ?", m.Type, f.No); err != nil {
				return err
			}
		}
	case replica.Show:
		for _, f := range m.Fields {
			place := placeBytes(x.state.holding.Types[m.Type].Fields[f.No].Place)
			shortened := 0
			if f.Shortened {
				shortened = 1
			}
			if _, err = x.Exec(ctx, "INSERT INTO replica_field(type, field, shortened, place) VALUES (?, ?, ?, ?)", m.Type, f.No, shortened, place); err != nil {
				return err
			}
		}
	case replica.Filled:
		if err = x.came(ctx, m.Type, replica.Place{After: m.Record, Done: m.Done}); err == nil {
			err = x.stand(ctx, m.Stand)
		}
	case replica.FieldsFilled:
		place := placeBytes(replica.Place{After: m.Record, Done: m.Done})
		if _, err = x.Exec(ctx, "UPDATE replica_field SET place = ? WHERE type = ? AND place < ?", place, m.Type, place); err == nil {
			err = x.stand(ctx, m.Stand)
		}
	case replica.End:
		// What the office has done before it was asked is among what it has told now.
		if err = x.settleDone(ctx); err == nil {
			err = x.stand(ctx, m.Stand)
		}
	}
	return err
}

func (x *taking) stand(ctx context.Context, sealed []byte) error {
	x.state.stand = sealed
	return x.put(ctx, stateStand, sealed)
}

func (x *taking) put(ctx context.Context, name string, value []byte) error {
	_, err := x.Exec(ctx, "INSERT INTO replica_state(name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", name, value)
	return err
}

// unput forgets what put has written.
func (x *taking) unput(ctx context.Context, name string) error {
	_, err := x.Exec(ctx, "DELETE FROM replica_state WHERE name = ?", name)
	return err
}

// add makes a cell of the desk's own for one that the office has told of.
func (x *taking) add(ctx context.Context, m *replica.Incoming) error {
	t, ok := x.types[uint32(m.Type)]
	if !ok {
		return replica.ErrFrame
	}
	cause := access.Cause{Type: t.No, Responsible: x.Person(m.Responsible), Parent: x.state.cells[uint32(m.Ground.Parent)], Office: uint32(m.Cell)}
	cell, err := x.cells.Cell(ctx, cause)
	if err != nil {
		return err
	}
	if place, noted := x.state.came[m.Type]; noted {
		if err := x.spread(ctx, m.Type, place); err != nil {
			return err
		}
	}
	alias := uint32(m.Cell)
	x.state.cells[alias], x.state.numbers[cell] = cell, alias
	others, mine, ends := m.Frame.Grant.Numbers()
	_, err = x.Exec(ctx, "INSERT INTO replica_cell(alias, cell, type, others, mine, ends, place) VALUES (?, ?, ?, ?, ?, ?, ?)",
		alias, int64(cell), m.Type, others, mine, ends, []byte{})
	return err
}
