package replica

import (
	"bytes"
	"context"
	"maps"
	"slices"

	"kontora/backend/access"
	"kontora/backend/ident"
)

// Fill sends the next chunk of what has still to be filled, of one type and with at most budget records, and reports whether anything is
// left. It must see the snapshot of the Delta before it. The chunk is one transaction of the desk.
func (p *Pull) Fill(ctx context.Context, budget int) (more bool, err error) {
	for _, t := range slices.Sorted(maps.Keys(p.View.Types)) {
		if cells, from := p.filling(t); len(cells) > 0 {
			return true, p.fillCells(ctx, t, cells, from, budget)
		}
		if fields, from := p.fieldsFilling(t); len(fields) > 0 {
			return true, p.fillFields(ctx, t, fields, from, budget)
		}
	}
	return false, nil
}

// cellSet is some cells.
type cellSet map[access.CellNo]bool

// Has reports whether a cell is among them.
func (s cellSet) Has(cell access.CellNo) bool { return s[cell] }

// All returns them in rising order.
func (s cellSet) All() []access.CellNo { return slices.Sorted(maps.Keys(s)) }

// filling are the cells of a type whose records are still to come, and from where on the next does.
func (p *Pull) filling(t ident.No) (cells cellSet, from ident.ID) {
	cells = make(cellSet)
	for no, cell := range p.Holding.Cells {
		if cell.Type != t || cell.Place.Done {
			continue
		}
		if len(cells) == 0 || bytes.Compare(cell.Place.After[:], from[:]) < 0 {
			from = cell.Place.After
		}
		cells[no] = true
	}
	return cells, from
}

// fillCells goes through all cells of a type together: in the order of the identifiers a desk writes several times faster than in that of
// the cells.
func (p *Pull) fillCells(ctx context.Context, t ident.No, cells cellSet, from ident.ID, budget int) error {
	place := Place{Done: true}
	err := p.Snapshot.Walk(ctx, t, cells, from, func(r *Row) (bool, error) {
		if budget == 0 {
			place.Done = false
			return false, nil
		}
		budget--
		place.After = r.ID
		if p.Holding.Cells[r.Cell].Place.reached(r.ID) || r.Made < p.Holding.Since[t] {
			return true, nil
		}
		return true, p.emit(&Frame{Kind: Put, Type: t, Record: r.ID, Cell: r.Cell, Row: r, Fields: p.View.Types[t]})
	})
	if err != nil {
		return err
	}
	return p.emit(filledTo(&Frame{Kind: Filled, Type: t}, place))
}

// fieldsFilling are the fields of a type whose values are still to come, and from where on the next does.
func (p *Pull) fieldsFilling(t ident.No) (fields []Field, from ident.ID) {
	for _, f := range p.Holding.Types[t].reads() {
		place := p.Holding.Types[t].Fields[f.No].Place
		if place.Done {
			continue
		}
		if len(fields) == 0 || bytes.Compare(place.After[:], from[:]) < 0 {
			from = place.After
		}
		fields = append(fields, f)
	}
	return fields, from
}

func (p *Pull) fillFields(ctx context.Context, t ident.No, fields []Field, from ident.ID, budget int) error {
	cells := make(cellSet)
	for no, cell := range p.Holding.Cells {
		if cell.Type == t {
			cells[no] = true
		}
	}
	place := Place{Done: true}
	err := p.Snapshot.Walk(ctx, t, cells, from, func(r *Row) (bool, error) {
		if budget == 0 {
			place.Done = false
			return false, nil
		}
		budget--
		place.After = r.ID
		if r.Made < p.Holding.Since[t] {
			return true, nil
		}
		return true, p.emit(&Frame{Kind: Fill, Type: t, Record: r.ID, Cell: r.Cell, Row: r, Fields: fields})
	})
	if err != nil {
		return err
	}
	return p.emit(filledTo(&Frame{Kind: FieldsFilled, Type: t}, place))
}

func filledTo(f *Frame, place Place) *Frame {
	f.Done = place.Done
	if !place.Done {
		f.Record = place.After
	}
	return f
}
