package replica

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"kontora/backend/access"
	"kontora/backend/ident"
)

// Emit takes a frame in; it must not keep it, nor what it points to.
type Emit func(*Frame) error

// Pull works out what a desk has to do that holds something and whose employee sees View now.
type Pull struct {
	Snapshot Snapshot
	View     View
	Holding  *Holding // follows every frame
	Emit     Emit
	// Same says that the holding is whole and as the view is, so that only records can have changed; of the view the types are needed then.
	Same bool
}

// emit sends a frame and follows it.
func (p *Pull) emit(f *Frame) error {
	if err := p.Holding.Follow(f); err != nil {
		return err
	}
	return p.Emit(f)
}

// Delta brings the desk to the snapshot, except for what has still to be filled. It is one snapshot and one transaction of the desk: cut in
// pages, a record that leaves his sight between two of them would stay, and one that is changed in a hidden field would be lost.
//
// A record of which nothing changed but what he may not read is not mentioned at all.
func (p *Pull) Delta(ctx context.Context) error {
	d := &delta{
		Pull: p, before: p.Holding, fresh: make(map[access.CellNo]int64), dropped: make(map[access.CellNo]bool), moved: make(map[ident.ID]Move),
	}
	steps := []func(context.Context) error{d.moves, d.changes, d.gone}
	if !p.Same {
		d.before = p.Holding.Clone()
		steps = []func(context.Context) error{d.cells, d.since, d.fields, d.moves, d.countFresh, d.complete, d.changes, d.gone}
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return p.emit(&Frame{Kind: End, Head: p.Snapshot.Head()})
}

// delta is one Delta under way.
type delta struct {
	*Pull
	before  *Holding                // what was held when it began
	fresh   map[access.CellNo]int64 // cells added now, with how many of their records have changed since
	dropped map[access.CellNo]bool  // cells dropped now, though some are added again
	moved   map[ident.ID]Move       // since, and not met yet as they stand now
}

func (d *delta) cells(context.Context) error {
	for _, no := range slices.Sorted(maps.Keys(d.before.Cells)) {
		if _, sees := d.View.Cells[no]; sees && !d.widens(d.before.Cells[no].Type) {
			continue
		}
		d.dropped[no] = true
		if err := d.emit(&Frame{Kind: Drop, Cell: no}); err != nil {
			return err
		}
	}
	return nil
}

// widens reports whether older records of a type are to come than were to so far: then all come anew.
func (d *delta) widens(t ident.No) bool { return d.View.Since[t] < d.before.Since[t] }

func (d *delta) since(context.Context) error {
	for _, t := range d.types() {
		if at := d.View.Since[t]; at != d.before.Since[t] {
			if err := d.emit(&Frame{Kind: Since, Type: t, At: at}); err != nil {
				return err
			}
		}
	}
	return nil
}

// fields says first which fields are added, as of a type of which nothing is held its records come with all of them; and then the cells.
func (d *delta) fields(context.Context) error {
	for _, t := range d.types() {
		sees := d.View.Types[t]
		held := d.before.Types[t].Fields
		var hide, show []Field
		for no, f := range held {
			if !slices.Contains(sees, Field{No: no, Shortened: f.Shortened}) {
				hide = append(hide, Field{No: no, Shortened: f.Shortened})
			}
		}
		for _, f := range sees {
			if h, ok := held[f.No]; !ok || h.Shortened != f.Shortened {
				show = append(show, f)
			}
		}
		sortFields(hide)
		for _, f := range []*Frame{{Kind: Hide, Type: t, Fields: hide}, {Kind: Show, Type: t, Fields: show}} {
			if len(f.Fields) > 0 {
				if err := d.emit(f); err != nil {
					return err
				}
			}
		}
	}
	return d.added()
}

func (d *delta) added() error {
	for _, no := range slices.Sorted(maps.Keys(d.View.Cells)) {
		sees := d.View.Cells[no]
		held, ok := d.before.Cells[no]
		ok = ok && !d.dropped[no]
		f := &Frame{Kind: Grant, Type: sees.Type, Cell: no, Grant: sees.Grant, Ground: sees.Ground}
		switch {
		case ok && held.Grant == sees.Grant:
			continue
		case !ok:
			f.Kind = Add
			d.fresh[no] = 0
		}
		if err := d.emit(f); err != nil {
			return err
		}
	}
	return nil
}

// types are those of which something is held or seen, in rising order.
func (d *delta) types() []ident.No {
	all := make(map[ident.No]bool)
	for t := range d.before.Types {
		all[t] = true
	}
	for t := range d.View.Types {
		all[t] = true
	}
	for t := range d.before.Since {
		all[t] = true
	}
	return slices.Sorted(maps.Keys(all))
}

func (d *delta) moves(ctx context.Context) error {
	if d.before.Head == 0 {
		return nil
	}
	return d.Snapshot.Moves(ctx, d.before.Head, func(m Move) error {
		d.moved[m.Record] = m
		return nil
	})
}

// knew reports whether the record stood, when the desk last came, in a cell that it held then and may hold still: from one that it has
// dropped the record has left already. One that was made since, and moved while he did not see it, he never heard of.
func (d *delta) knew(m Move) bool {
	held, ok := d.before.Cells[m.From]
	return ok && !d.dropped[m.From] && m.Born <= d.before.Head && held.Place.reached(m.Record)
}

// countFresh counts the changed records of cells that were added, as far as there are any.
func (d *delta) countFresh(ctx context.Context) error {
	if len(d.fresh) == 0 || d.before.Head == 0 {
		return nil // a new desk: everything comes with the fill
	}
	for _, t := range d.changing() {
		err := d.Snapshot.Changed(ctx, t, d.before.Head, func(r *Row) error {
			if _, ok := d.fresh[r.Cell]; ok {
				d.fresh[r.Cell]++
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// complete says of which added cells every record has changed since the desk last came, as of one that has just been made for a record: they
// come with this delta, in the same moment as everything else of the commit.
func (d *delta) complete(ctx context.Context) error {
	for _, no := range slices.Sorted(maps.Keys(d.fresh)) {
		count, err := d.Snapshot.Count(ctx, no)
		if err != nil {
			return err
		}
		if count == d.fresh[no] {
			if err := d.emit(&Frame{Kind: Complete, Cell: no}); err != nil {
				return err
			}
		}
	}
	return nil
}

// changing are the types of which he sees records, and so those that can have changed for him.
func (d *delta) changing() []ident.No { return slices.Sorted(maps.Keys(d.View.Types)) }

func (d *delta) changes(ctx context.Context) error {
	if d.before.Head == 0 {
		return nil
	}
	for _, t := range d.changing() {
		if err := d.Snapshot.Changed(ctx, t, d.before.Head, d.change); err != nil {
			return err
		}
	}
	return nil
}

// change says what became of one record that was changed.
func (d *delta) change(r *Row) error {
	m, moved := d.moved[r.ID]
	knew := moved && d.knew(m)
	held, sees := d.Holding.Cells[r.Cell]
	if !sees || !held.Place.reached(r.ID) {
		return nil // it stays among the moved: gone takes it out where the desk has it, and the fill brings it back
	}
	delete(d.moved, r.ID)
	if r.Made < d.Holding.Since[r.Type] {
		return nil
	}
	_, fresh := d.fresh[r.Cell]
	since := d.before.Head
	known := knew || !fresh && r.Entered <= since
	if !known {
		return d.emit(&Frame{Kind: Put, Type: r.Type, Record: r.ID, Cell: r.Cell, Row: r, Fields: d.View.Types[r.Type]})
	}
	changed := d.changedFields(r, since)
	if len(changed) == 0 && r.Entered <= since {
		return nil
	}
	return d.emit(&Frame{Kind: Patch, Type: r.Type, Record: r.ID, Cell: r.Cell, Row: r, Fields: changed})
}

// changedFields are those he reads that were written after the commit. The responsible is field 0, which everyone reads who sees the record.
func (d *delta) changedFields(r *Row, since uint64) []Field {
	var changed []Field
	if r.Versions[0] > since {
		changed = append(changed, Field{})
	}
	for _, f := range d.View.Types[r.Type] {
		if r.Versions[f.No] > since {
			changed = append(changed, f)
		}
	}
	return changed
}

// gone takes out what the desk knew and may see no longer where it stands now, or not yet: what is left of the moved.
func (d *delta) gone(context.Context) error {
	left := slices.SortedFunc(maps.Values(d.moved), func(a, b Move) int {
		return cmp.Or(cmp.Compare(a.Type, b.Type), slices.Compare(a.Record[:], b.Record[:]))
	})
	for _, m := range left {
		if !d.knew(m) {
			continue
		}
		if err := d.emit(&Frame{Kind: Remove, Type: m.Type, Record: m.Record}); err != nil {
			return err
		}
	}
	return nil
}
