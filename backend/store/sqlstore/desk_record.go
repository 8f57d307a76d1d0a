package sqlstore

import (
	"context"
	"slices"

	"kontora/backend/access"
	"kontora/backend/event"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/record"
	"kontora/backend/replica"
	"kontora/backend/schema"
)

// Person is the desk's number of an employee or a group.
func (x *taking) Person(id ident.ID) ident.No { return x.people[id] }

// TypeOf is the desk's number of a type that the office calls so; zero for one that it was not told of.
func (x *taking) TypeOf(alias uint32) ident.No {
	if t, ok := x.types[alias]; ok {
		return t.No
	}
	return 0
}

// record takes in a message about one record that is there, or was.
func (x *taking) record(ctx context.Context, m *replica.Incoming) error {
	t, ok := x.types[uint32(m.Type)]
	if !ok {
		return replica.ErrFrame
	}
	before, err := x.Get(ctx, t.ElementType, m.Record, t.Fields)
	if err != nil {
		return err
	}
	switch {
	case before == nil && m.Kind == replica.Patch:
		return replica.ErrFrame
	case before == nil:
		return nil
	case m.Kind == replica.Remove:
		if err := x.leaves(ctx, "?", before.ID); err != nil {
			return err
		}
		return x.remove(ctx, t, before)
	}
	return x.change(ctx, t, before, m)
}

// leadingPuts is how many of the messages, from the first on, put records of one type.
func leadingPuts(messages []*replica.Incoming) int {
	for i, m := range messages {
		if m.Kind != replica.Put || m.Type != messages[0].Type {
			return i
		}
	}
	return len(messages)
}

// placeAll puts records of one type in, many at once.
func (x *taking) placeAll(ctx context.Context, messages []*replica.Incoming) error {
	t, ok := x.types[uint32(messages[0].Type)]
	if !ok {
		return replica.ErrFrame
	}
	if err := x.strip(ctx, t, messages[0].Type); err != nil {
		return err
	}
	fields := x.held(messages[0].Type, false)
	fillings := make([]record.Filling, len(messages))
	for i, m := range messages {
		r, err := x.incoming(t, fields, m)
		if err != nil {
			return err
		}
		fillings[i].Record = r
	}
	if err := x.makeRoom(ctx, t, fillings); err != nil {
		return err
	}
	seq, err := x.w.Seq(ctx)
	if err != nil {
		return err
	}
	if err := x.fillAs(ctx, t.ElementType, seq, fillings, !t.bare); err != nil {
		return err
	}
	for _, f := range fillings {
		x.note(t, f.Record, 0, f.Cell)
	}
	return nil
}

// incoming is the record that a message puts in.
func (x *taking) incoming(t *deskType, fields []ident.No, m *replica.Incoming) (*record.Record, error) {
	cell, ok := x.state.cells[uint32(m.Cell)]
	if !ok || len(fields) != len(m.Content.Values) {
		return nil, replica.ErrFrame
	}
	r := &record.Record{
		ID: m.Record, Type: t.No, Cell: cell, Responsible: x.Person(m.Content.Responsible), CreatedBy: x.Person(m.Content.CreatedBy),
		CreatedAt: m.Content.CreatedAt, UpdatedAt: m.Content.UpdatedAt, Values: make(map[string]schema.Value),
	}
	for i, no := range fields {
		if f, ok := t.fields[no]; ok {
			set(r, f, replica.ValueOf(f, m.Content.Values[i], x))
		}
	}
	return r, nil
}

// makeRoom takes out what is there already of records that come, which is rare.
func (x *taking) makeRoom(ctx context.Context, t *deskType, fillings []record.Filling) error {
	ids := make([]any, len(fillings))
	for i, f := range fillings {
		ids[i] = f.ID
	}
	for some := range slices.Chunk(ids, bulkParameters) {
		of := list("rid", false, some)
		rows, err := x.Query(ctx, "SELECT rid FROM "+recordTable(t.ElementType)+" WHERE "+of.sql, of.args...)
		if err != nil {
			return err
		}
		there, err := collect(rows, scanID)
		if err != nil {
			return err
		}
		for _, id := range there {
			before, err := x.Get(ctx, t.ElementType, id, t.Fields)
			if err == nil && before != nil {
				err = x.remove(ctx, t, before)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

func set(r *record.Record, f *schema.Field, v schema.Value) {
	if v == nil {
		delete(r.Values, f.Name)
	} else {
		r.Values[f.Name] = v
	}
}

// held are the fields of a type in the order in which their values are sent; waiting, only those that are being filled.
func (x *taking) held(t ident.No, waiting bool) []ident.No {
	var fields []ident.No
	for no, f := range x.state.holding.Types[t].Fields {
		if !waiting || !f.Place.Done {
			fields = append(fields, no)
		}
	}
	slices.Sort(fields)
	return fields
}

// change writes what a patch or a fill says over a record that is there.
func (x *taking) change(ctx context.Context, t *deskType, before *record.Record, m *replica.Incoming) error {
	after := *before
	after.Values = make(map[string]schema.Value, len(before.Values))
	for name, v := range before.Values {
		after.Values[name] = v
	}
	fields := make([]ident.No, 0, len(m.Fields))
	for _, f := range m.Fields {
		fields = append(fields, f.No)
	}
	if m.Kind == replica.Fill {
		fields = x.held(m.Type, true)
	} else {
		cell, ok := x.state.cells[uint32(m.Cell)]
		if !ok {
			return replica.ErrFrame
		}
		after.Cell, after.UpdatedAt = cell, m.Content.UpdatedAt
	}
	if len(fields) != len(m.Content.Values) {
		return replica.ErrFrame
	}
	var changed []string
	for i, no := range fields {
		if no == 0 {
			changed = append(changed, "")
			after.Responsible = x.responsible(m.Content.Values[i])
			continue
		}
		if f, ok := t.fields[no]; ok {
			changed = append(changed, f.Name)
			set(&after, f, replica.ValueOf(f, m.Content.Values[i], x))
		}
	}
	x.left = true // what was written over
	if err := x.Update(ctx, t.ElementType, before, &after, changed); err != nil {
		return err
	}
	x.note(t, &after, before.Cell, after.Cell)
	return nil
}

func (x *taking) responsible(came any) ident.No {
	raw, ok := came.([]byte)
	if !ok {
		return 0
	}
	id, err := ident.FromBytes(raw)
	if err != nil {
		return 0
	}
	return x.Person(id)
}

// remove takes a record out, from the search as well.
func (x *taking) remove(ctx context.Context, t *deskType, r *record.Record) error {
	if err := x.erase(ctx, t, "id = ?", r.No); err != nil {
		return err
	}
	x.cells.Add(r.Cell, -1)
	x.note(t, r, r.Cell, 0)
	return nil
}

// erase takes rows out, from the search as well.
func (x *taking) erase(ctx context.Context, t *deskType, which string, arg any) error {
	x.left = true
	table := recordTable(t.ElementType)
	if x.Dialect().Name() == "sqlite" {
		if _, err := x.Exec(ctx, "DELETE FROM "+table+"_search WHERE rowid IN (SELECT id FROM "+table+" WHERE "+which+")", arg); err != nil {
			return err
		}
	}
	if err := x.unmerged(ctx, t.Name); err != nil {
		return err
	}
	_, err := x.Exec(ctx, "DELETE FROM "+table+" WHERE "+which, arg)
	return err
}

// drop takes a cell out with all its records.
func (x *taking) drop(ctx context.Context, alias uint32) error {
	cell, ok := x.state.cells[alias]
	held, holds := x.state.holding.Cells[access.CellNo(alias)]
	t, known := x.types[uint32(held.Type)]
	if !ok || !holds {
		return replica.ErrFrame
	}
	if known {
		if !x.reoffered { // then everything is looked through once it has come anew
			if err := x.leaves(ctx, "SELECT rid FROM "+recordTable(t.ElementType)+" WHERE cell = ?", int64(cell)); err != nil {
				return err
			}
		}
		if err := x.erase(ctx, t, "cell = ?", int64(cell)); err != nil {
			return err
		}
	}
	x.cells.Add(cell, -x.cells.Count(cell))
	x.config = true // more is gone than is told one by one
	delete(x.state.cells, alias)
	delete(x.state.numbers, cell)
	_, err := x.Exec(ctx, "DELETE FROM replica_cell WHERE alias = ?", alias)
	return err
}

// reset takes everything out.
func (x *taking) reset(ctx context.Context) error {
	if err := x.offerAgain(ctx); err != nil {
		return fault.Wrap(err, "offer again what was done")
	}
	for alias := range x.state.cells {
		if err := x.drop(ctx, alias); err != nil {
			return err
		}
	}
	if _, err := x.Exec(ctx, "DELETE FROM replica_field"); err != nil {
		return err
	}
	if err := x.unput(ctx, stateStand); err != nil {
		return err
	}
	for _, begins := range []string{stateCame, stateSince} {
		if _, err := x.Exec(ctx, "DELETE FROM replica_state WHERE name LIKE ?", begins+"%"); err != nil {
			return err
		}
	}
	company, known := x.state.company, x.state.known
	x.state = newDeskState()
	x.state.company, x.state.known = company, known
	return nil
}

// toldOneByOne is how many changes listeners are told of; beyond that they read everything anew.
const toldOneByOne = 500

// note remembers for listeners what became of a record.
func (x *taking) note(t *deskType, r *record.Record, before, after access.CellNo) {
	if len(x.changes) >= toldOneByOne {
		x.config = true
		return
	}
	x.changes = append(x.changes, event.Change{Type: t.No, Record: r.ID, Before: uint32(before), After: uint32(after), Author: r.CreatedBy})
}
