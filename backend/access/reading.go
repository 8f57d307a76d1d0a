package access

import (
	"slices"
	"sync"

	"kontora/backend/ident"
)

// Reading tells a query which records of a type an employee may do something with.
type Reading struct {
	All         bool           // every record, of cells still to come too: no predicate is needed
	None        bool           // no record
	Cells       []CellNo       // else the records of these cells, sorted; shared, must not be changed
	AuthorCells []CellNo       // and in these, sorted, the records that Author made; shared, must not be changed
	Author      ident.No       // the employee
	Pending     []*Restriction // when there are any, each row taken must still pass Rights.Allows with a Subject that has its Row
}

// Takes reports whether the reading takes a record of the cell that author made, pending restrictions aside.
func (r Reading) Takes(cell CellNo, author ident.No) bool {
	if r.All || r.None {
		return r.All
	}
	if _, ok := slices.BinarySearch(r.Cells, cell); ok {
		return true
	}
	if author == 0 || author != r.Author {
		return false
	}
	_, ok := slices.BinarySearch(r.AuthorCells, cell)
	return ok
}

type listingKey struct {
	t ident.No
	a Action
}

// listing is the cells of a type that allow an action, as far as cells had been given out when it was last asked for.
type listing struct {
	sync.Mutex
	upTo   CellNo
	cells  []CellNo
	author []CellNo
}

// Reading returns what a query over the type may take for the action. Cells added since the last call are worked out, no others.
func (r *Rights) Reading(no ident.No, a Action) Reading {
	t := r.typed(no)
	switch {
	case t == nil || !r.active:
		return Reading{None: true}
	case r.administrator:
		return Reading{All: t.conceivable().has(a), None: !t.conceivable().has(a)}
	case !t.possible().has(a):
		return Reading{None: true}
	case t.everywhere().has(a):
		return Reading{All: true}
	}
	cells, author := r.list(t, a)
	if len(cells) == 0 && len(author) == 0 {
		return Reading{None: true}
	}
	return Reading{Cells: cells, AuthorCells: author, Author: r.self, Pending: t.pending}
}

func (r *Rights) list(t *typeRights, a Action) (cells, author []CellNo) {
	key := listingKey{t.element.No, a}
	r.listing.Lock()
	l, ok := r.listings[key]
	if !ok {
		l = &listing{}
		r.listings[key] = l
	}
	r.listing.Unlock()
	l.Lock()
	defer l.Unlock()
	byAuthor := t.child() && t.authors() && setOf(Edit, Delete, MassEdit, Merge).has(a)
	for _, cell := range r.cells.OfType(t.element.No, l.upTo) {
		l.upTo = cell
		set := r.mask(cell)
		switch {
		case set.has(a):
			l.cells = append(l.cells, cell)
		case byAuthor && set != 0 && r.answers(Subject{Cell: cell, Author: r.self}).has(a):
			l.author = append(l.author, cell)
		}
	}
	return slices.Clip(l.cells), slices.Clip(l.author)
}

// everywhere is what he may do with every record of the type whatever its cause: what everybody has, and caps that cover all, lowered by
// every restriction that might bind him on some record. A record controlled by its parent has to be looked at.
func (t *typeRights) everywhere() actionSet {
	if t.child() {
		return 0
	}
	if t.rights.restored != nil {
		return t.told().Everywhere
	}
	level := organisation(t.element)
	for _, rule := range t.byResponsible {
		if rule.Principal.Kind == Everyone && !rule.Target.relative() {
			level = max(level, ruleLevel(rule))
		}
	}
	limit := t.limit
	for slot, level := range t.limits {
		if t.limited&(1<<slot) != 0 {
			limit = min(limit, level)
		}
	}
	for _, x := range slices.Concat(t.restrictions, t.pending) {
		limit = min(limit, x.Level)
	}
	var all standing
	for _, a := range measured {
		if t.caps[a].ways&ReachAll != 0 {
			all |= 1 << a
		}
	}
	return t.answer(level, limit, all, false)
}
