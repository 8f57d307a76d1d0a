package access

import "kontora/backend/ident"

// Grant is what an employee may do with the records of a cell: with those that others made, and, where that makes a difference, with those
// that he made himself. It tells a desk what the office has decided without telling it why. The zero Grant is nothing.
type Grant struct {
	Others actionSet
	Mine   actionSet
}

// Sees reports whether he may see the records of the cell.
func (g Grant) Sees() bool { return g.Others.has(View) }

// Grant is what the employee may do in a cell. A restriction that is still being built takes all records of the cell that it may bind: until
// it is known which those are, none of them leaves the office.
func (r *Rights) Grant(cell CellNo) Grant {
	if !r.active {
		return Grant{}
	}
	set, cause, t := r.strictMask(cell)
	if t == nil {
		return Grant{}
	}
	g := Grant{Others: set, Mine: set}
	if set != 0 && t.child() && t.authors() {
		g.Mine = t.decide(cell, cause, pessimist, true)
	}
	return g
}

// Seen lists the cells of a type of which he may see the records, with what he may do in each.
func (r *Rights) Seen(t ident.No) map[CellNo]Grant {
	seen := make(map[CellNo]Grant)
	for _, cell := range r.cells.OfType(t, 0) {
		if g := r.Grant(cell); g.Sees() {
			seen[cell] = g
		}
	}
	return seen
}
