package replica

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"maps"
	"slices"

	"kontora/backend/access"
	"kontora/backend/ident"
)

// Holding is what a desk has taken in so far: as of which commit, which cells with what he may do in them, which fields, and how far both
// have been filled. The zero Holding is that of a new desk. It is not safe for concurrent use.
type Holding struct {
	Head  uint64 // the commit at which everything that has been filled stands
	Cells map[access.CellNo]HeldCell
	Types map[ident.No]HeldType
	Since map[ident.No]int64 // as in View
}

// HeldCell is a cell that a desk holds.
type HeldCell struct {
	Type  ident.No
	Grant access.Grant
	Place Place
}

// HeldType is what a desk holds of the fields of a type.
type HeldType struct {
	Fields map[ident.No]HeldField
}

// HeldField is a field that a desk holds.
type HeldField struct {
	Shortened bool
	Place     Place
}

// Place is how far something has been filled in the order of the records' identifiers. The zero Place is the beginning.
type Place struct {
	After ident.ID // the last record that came
	Done  bool     // all have come
}

// reached reports whether the record has come.
func (p Place) reached(id ident.ID) bool {
	return p.Done || bytes.Compare(id[:], p.After[:]) <= 0 && !id.IsZero()
}

// behind reports whether the place has to move on to reach another.
func (p Place) behind(to Place) bool {
	return !p.Done && (to.Done || bytes.Compare(p.After[:], to.After[:]) < 0)
}

// Whole reports whether nothing is left to fill.
func (h *Holding) Whole() bool {
	for _, cell := range h.Cells {
		if !cell.Place.Done {
			return false
		}
	}
	for _, t := range h.Types {
		for _, f := range t.Fields {
			if !f.Place.Done {
				return false
			}
		}
	}
	return true
}

// WholeOf reports whether nothing of a type is left to fill.
func (h *Holding) WholeOf(t ident.No) bool {
	for _, cell := range h.Cells {
		if cell.Type == t && !cell.Place.Done {
			return false
		}
	}
	for _, f := range h.Types[t].Fields {
		if !f.Place.Done {
			return false
		}
	}
	return true
}

// Filled is about which part of what the desk is to hold has come, from 0 to 1, each type counted alike. Identifiers are random, so how far the
// records have come in their order is how many have.
func (h *Holding) Filled() float64 {
	least := make(map[ident.No]float64)
	note := func(t ident.No, p Place) {
		part := 1.0
		if !p.Done {
			part = float64(binary.BigEndian.Uint32(p.After[:4])) / (1 << 32)
		}
		if known, ok := least[t]; !ok || part < known {
			least[t] = part
		}
	}
	for _, cell := range h.Cells {
		note(cell.Type, cell.Place)
	}
	for no, t := range h.Types {
		for _, f := range t.Fields {
			note(no, f.Place)
		}
	}
	if len(least) == 0 {
		return 0
	}
	sum := 0.0
	for _, part := range least {
		sum += part
	}
	return sum / float64(len(least))
}

// Clone copies the holding.
func (h *Holding) Clone() *Holding {
	c := &Holding{Head: h.Head, Cells: maps.Clone(h.Cells), Types: make(map[ident.No]HeldType, len(h.Types)), Since: maps.Clone(h.Since)}
	for no, t := range h.Types {
		c.Types[no] = HeldType{Fields: maps.Clone(t.Fields)}
	}
	return c
}

// ErrFrame is returned for a frame that does not follow from what was held: one of the two halves is wrong, or something is between them.
var ErrFrame = errors.New("the message does not fit what is held")

// Follow takes a frame in. Frames about single records change nothing of a holding.
func (h *Holding) Follow(f *Frame) error {
	if h.Cells == nil {
		h.Cells, h.Types = make(map[access.CellNo]HeldCell), make(map[ident.No]HeldType)
	}
	switch f.Kind {
	case Drop, Add, Complete, Grant:
		return h.followCell(f)
	case Hide, Show:
		return h.followFields(f)
	case Filled:
		h.fillCells(f.Type, f.place())
	case FieldsFilled:
		h.fillFields(f.Type, f.place())
	case End:
		h.Head = f.Head
	case Since:
		h.followSince(f)
	}
	return nil
}

func (h *Holding) followSince(f *Frame) {
	if h.Since == nil {
		h.Since = make(map[ident.No]int64)
	}
	h.Since[f.Type] = f.At
	if f.At == 0 {
		delete(h.Since, f.Type)
	}
}

func (f *Frame) place() Place { return Place{After: f.Record, Done: f.Done} }

func (h *Holding) followCell(f *Frame) error {
	held, known := h.Cells[f.Cell]
	if known == (f.Kind == Add) {
		return ErrFrame
	}
	switch f.Kind {
	case Drop:
		delete(h.Cells, f.Cell)
		return nil
	case Add:
		held = HeldCell{Type: f.Type, Grant: f.Grant}
	case Grant:
		held.Grant = f.Grant
	case Complete:
		held.Place.Done = true
	}
	h.Cells[f.Cell] = held
	return nil
}

func (h *Holding) followFields(f *Frame) error {
	held := h.Types[f.Type]
	if held.Fields == nil {
		held.Fields = make(map[ident.No]HeldField)
	}
	// Of a type of which nothing is there yet every record comes with all its fields.
	place := Place{Done: f.Kind == Show && !h.holdsOf(f.Type)}
	for _, field := range f.Fields {
		if _, known := held.Fields[field.No]; known == (f.Kind == Show) {
			return ErrFrame
		}
		if f.Kind == Hide {
			delete(held.Fields, field.No)
			continue
		}
		held.Fields[field.No] = HeldField{Shortened: field.Shortened, Place: place}
	}
	h.Types[f.Type] = held
	if len(held.Fields) == 0 {
		delete(h.Types, f.Type)
	}
	return nil
}

// holdsOf reports whether a record of the type can have come.
func (h *Holding) holdsOf(t ident.No) bool {
	for _, cell := range h.Cells {
		if cell.Type == t && cell.Place != (Place{}) {
			return true
		}
	}
	return false
}

func (h *Holding) fillCells(t ident.No, to Place) {
	for no, cell := range h.Cells {
		if cell.Type == t && cell.Place.behind(to) {
			cell.Place = to
			h.Cells[no] = cell
		}
	}
}

func (h *Holding) fillFields(t ident.No, to Place) {
	for no, f := range h.Types[t].Fields {
		if f.Place.behind(to) {
			f.Place = to
			h.Types[t].Fields[no] = f
		}
	}
}

// reads are the fields of a type that he reads, in rising order.
func (t HeldType) reads() []Field {
	fields := make([]Field, 0, len(t.Fields))
	for no, f := range t.Fields {
		fields = append(fields, Field{No: no, Shortened: f.Shortened})
	}
	sortFields(fields)
	return fields
}

func sortFields(fields []Field) {
	slices.SortFunc(fields, func(a, b Field) int { return cmp.Compare(a.No, b.No) })
}
