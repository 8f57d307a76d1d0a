package access

import (
	"math/bits"

	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// pendingTest says whether a record matches a restriction that is still being built.
type pendingTest func(*Restriction) bool

// optimist leaves restrictions that are still being built to a later test on the row.
func optimist(*Restriction) bool { return false }

// pessimist takes them all to match, where there is no row to test.
func pessimist(*Restriction) bool { return true }

func onRow(row query.Row) pendingTest {
	if row == nil {
		return pessimist
	}
	return func(x *Restriction) bool { return x.Condition.Bound.Match(row) }
}

// mask is what he may do with records of a cell, pending restrictions left out and what an author may besides.
func (r *Rights) mask(cell CellNo) actionSet {
	if g, ok := r.granted(cell); ok {
		return g.Others
	}
	if known, ok := r.masks.get(uint32(cell)); ok {
		return actionSet(known)
	}
	cause, ok := r.cells.Cause(cell)
	if !ok {
		return 0
	}
	t := r.typed(cause.Type)
	if t == nil {
		return 0
	}
	set := t.decide(cell, &cause, optimist, false)
	r.masks.put(uint32(cell), uint16(set))
	return set
}

// strictMask is mask with every pending restriction taken to match.
func (r *Rights) strictMask(cell CellNo) (actionSet, *Cause, *typeRights) {
	cause, ok := r.cells.Cause(cell)
	if !ok {
		return 0, nil, nil
	}
	t := r.typed(cause.Type)
	if t == nil {
		return 0, nil, nil
	}
	if len(t.pending) == 0 {
		return r.mask(cell), &cause, t
	}
	return t.decide(cell, &cause, pessimist, false), &cause, t
}

// decide answers for a record of the type with the cause, in the cell of that number.
func (t *typeRights) decide(cell CellNo, c *Cause, pending pendingTest, author bool) actionSet {
	if t.child() {
		return t.decideChild(cell, c, author)
	}
	s := t.standingOf(c.Responsible)
	return t.answer(t.level(c, s), t.limitOn(c, pending), s, c.Responsible == t.rights.self)
}

// level is the highest that the grounds give.
func (t *typeRights) level(c *Cause, s standing) Level {
	level := s.level()
	if c.Creator != 0 && c.Creator == t.rights.self {
		level = max(level, t.creator(c))
	}
	for matched := c.Conditions & t.conditions; matched != 0; matched &= matched - 1 {
		slot := bits.TrailingZeros32(matched)
		level = max(level, t.byCondition[slot])
		if s.superior() {
			level = max(level, t.toSuperior[slot])
		}
	}
	for _, rule := range t.byField {
		level = max(level, t.shared(rule, c))
	}
	if c.Shares != 0 {
		level = max(level, t.given(c, s))
	}
	return level
}

// limitOn is the highest level that restrictions leave.
func (t *typeRights) limitOn(c *Cause, pending pendingTest) Level {
	limit := t.limit
	for matched := c.Conditions & t.limited; matched != 0; matched &= matched - 1 {
		limit = min(limit, t.limits[bits.TrailingZeros32(matched)])
	}
	for _, x := range t.restrictions {
		if x.Level < limit && t.binds(x, c) && (x.Condition == nil || x.Condition.matched(c.Conditions)) {
			limit = x.Level
		}
	}
	for _, x := range t.pending {
		if x.Level < limit && t.binds(x, c) && pending(x) {
			limit = x.Level
		}
	}
	return limit
}

// leveled are the actions that a level gives, lowest first.
var leveled = [...]struct {
	action Action
	level  Level
}{{View, ViewLevel}, {Edit, EditLevel}, {Delete, DeleteLevel}, {Authorize, AuthorizeLevel}}

// answer puts caps, grounds and limit together. mine says that the employee himself is responsible.
func (t *typeRights) answer(level, limit Level, s standing, mine bool) actionSet {
	within := s.within()
	var set actionSet
	for _, x := range leveled {
		if x.level > limit {
			break
		}
		set = set.with(x.action, t.named.has(x.action) && (level >= x.level || within.has(x.action)))
	}
	if !set.has(View) {
		return 0
	}
	edit, remove := set.has(Edit), set.has(Delete)
	set |= within & setOf(Export, Print)
	set = set.with(MassEdit, edit && within.has(MassEdit))
	set = set.with(Merge, edit && remove && t.named.has(Create) && within.has(Merge))
	set = set.with(Transfer, edit && !t.card() && t.named.has(Transfer) && (s.own() || set.has(Authorize) || s.supervises()))
	create := t.named.has(Create) && (mine || within.has(Transfer))
	set = set.with(Create, create).with(Import, create && t.named.has(Import))
	return set.with(Comment, t.commented())
}

// commented reports whether who may view a record of the type may comment on it.
func (t *typeRights) commented() bool { return t.element.Comments && t.rights.Feature(Comments) }

// decideChild answers for a record that is controlled by its parent.
func (t *typeRights) decideChild(cell CellNo, c *Cause, author bool) actionSet {
	r := t.rights
	top, ok := r.topmost(cell, c)
	if !ok {
		return 0
	}
	parent, _, over := r.strictMask(c.Parent)
	if !parent.has(View) {
		return 0
	}
	free := false
	if t.element.IsComment {
		if !r.Feature(Comments) {
			return 0
		}
		free = over.element.Comments
	}
	if !t.named.has(View) && !free {
		return 0
	}
	set := setOf(View)
	author = author && t.authors()
	edit := t.named.has(Edit) && (parent.has(Edit) || author)
	remove := t.named.has(Delete) && (parent.has(Delete) || author)
	covers := func(a Action) bool { return t.covers(a, top) }
	set = set.with(Edit, edit).with(Delete, remove)
	set = set.with(Export, covers(Export)).with(Print, covers(Print))
	set = set.with(MassEdit, edit && covers(MassEdit))
	create := t.named.has(Create) || free
	set = set.with(Merge, edit && remove && create && covers(Merge))
	set = set.with(Create, create).with(Import, create && t.named.has(Import))
	return set.with(Comment, t.commented())
}

// topmost is the responsible of the record at the top of a chain of parents; it is false for a chain that is broken, or longer than
// parents may nest. A parent's number is always below its child's, so no chain goes round.
func (r *Rights) topmost(cell CellNo, c *Cause) (ident.No, bool) {
	at := *c
	for range schema.MaxParentDepth {
		if at.Parent == 0 || at.Parent >= cell {
			return 0, false
		}
		cell = at.Parent
		above, ok := r.cells.Cause(cell)
		if !ok {
			return 0, false
		}
		t, ok := r.types[above.Type]
		if !ok {
			return 0, false
		}
		if !t.child() {
			return above.Responsible, true
		}
		at = above
	}
	return 0, false
}
