package access

import (
	"time"

	"kontora/backend/ident"
)

// Grant is what an employee may do with the records of a cell: with those that others made, and with those that he made himself, where that
// makes a difference. It tells a desk what the office has decided without telling it why. The zero Grant is nothing.
type Grant struct {
	Others actionSet
	Mine   actionSet
	Ends   uint32 // the full hour since 1970 at which a share ends that it rests on; 0: none
}

// Sees reports whether he may see the records of the cell.
func (g Grant) Sees() bool { return g.Others.has(View) }

func (g Grant) ended(now time.Time) bool { return g.Ends != 0 && now.Unix() >= int64(g.Ends)*hour }

// EndsAt is when the grant ends; zero when it does not.
func (g Grant) EndsAt() time.Time {
	if g.Ends == 0 {
		return time.Time{}
	}
	return time.Unix(int64(g.Ends)*hour, 0).UTC()
}

const hour = int64(time.Hour / time.Second)

// Grant is what the employee may do in a cell. A restriction that is still being built takes all records of the cell that it may bind: until
// it is known which those are, none of them leaves the office.
func (r *Rights) Grant(cell CellNo) Grant {
	if !r.active {
		return Grant{}
	}
	set, cause, t := r.strictMask(cell)
	if t == nil || set == 0 {
		return Grant{}
	}
	g := Grant{Others: set, Mine: set}
	if t.child() && t.authors() {
		g.Mine = t.decide(cell, cause, pessimist, true)
	}
	g.Ends = r.ends(cell, cause, t)
	return g
}

// ends is when the first share ends of those that concern him and without which he would have less.
func (r *Rights) ends(cell CellNo, cause *Cause, t *typeRights) uint32 {
	for t.child() {
		cell = cause.Parent
		if _, cause, t = r.strictMask(cell); t == nil {
			return 0
		}
	}
	if cause.Shares == 0 {
		return 0
	}
	without := *cause
	without.Shares = 0
	if t.decide(cell, &without, pessimist, false) == t.decide(cell, cause, pessimist, false) {
		return 0
	}
	var first time.Time
	for _, s := range r.cells.Shares(cause.Shares) {
		if s.Expires.IsZero() || !r.current(s) || !holdsFor(r.model.Directory, t.element, s.Principal, r.self, cause) {
			continue
		}
		if first.IsZero() || s.Expires.Before(first) {
			first = s.Expires
		}
	}
	if first.IsZero() {
		return 0
	}
	return uint32(first.Unix() / hour)
}

// Seen are the cells of a type of which he may see the records, with what he may do in each.
func (r *Rights) Seen(t ident.No) map[CellNo]Grant {
	seen := make(map[CellNo]Grant)
	for _, cell := range r.cells.OfType(t, 0) {
		if g := r.Grant(cell); g.Sees() {
			seen[cell] = g
		}
	}
	return seen
}

// GrantOf puts together what Numbers took apart. Bits that stand for no action are dropped.
func GrantOf(others, mine uint16, ends uint32) Grant {
	const known = actionSet(1<<actionCount - 1)
	return Grant{Others: actionSet(others) & known, Mine: actionSet(mine) & known, Ends: ends}
}

// Numbers are the grant as it is sent.
func (g Grant) Numbers() (others, mine uint16, ends uint32) {
	return uint16(g.Others), uint16(g.Mine), g.Ends
}
