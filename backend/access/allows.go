package access

import (
	"math"

	"kontora/backend/ident"
	"kontora/backend/query"
)

// Allows decides whether he may do the action on the record. For Create and Import the record is the new one, as it will be;
// for Transfer the answer is whether he may give it away at all, MayTransfer says to whom.
func (r *Rights) Allows(a Action, s Subject) bool { return r.answers(s).has(a) }

// Actions returns all he may do with the record, in the order of the actions.
func (r *Rights) Actions(s Subject) []Action {
	set := r.answers(s)
	var all []Action
	for a := View; a < actionCount; a++ {
		if set.has(a) {
			all = append(all, a)
		}
	}
	return all
}

// answers is the whole decision about one record.
func (r *Rights) answers(s Subject) actionSet {
	if !r.active {
		return 0
	}
	if r.administrator {
		cause, ok := r.cells.Cause(s.Cell)
		t := r.typed(cause.Type)
		if !ok || t == nil {
			return 0
		}
		return t.conceivable()
	}
	set := r.mask(s.Cell)
	if set == 0 {
		return 0
	}
	cause, _ := r.cells.Cause(s.Cell)
	t := r.typed(cause.Type)
	switch {
	case t.child() && s.Author != 0 && s.Author == r.self:
		if g, ok := r.granted(s.Cell); ok {
			return g.Mine
		}
		return t.decide(s.Cell, &cause, optimist, true)
	case len(t.pending) > 0:
		return t.decide(s.Cell, &cause, onRow(s.Row), false)
	}
	return set
}

// Would decides as Allows does about a record that has no cell yet, by the cause it would have.
func (r *Rights) Would(a Action, c Cause, author ident.No, row query.Row) bool {
	t := r.typed(c.Type)
	if t == nil || !r.active {
		return false
	}
	if r.administrator {
		return t.conceivable().has(a)
	}
	return t.decide(math.MaxUint32, &c, onRow(row), author != 0 && author == r.self).has(a)
}

// May reports whether he may do the action on some record of the type at all: his caps allow it, and what it needs besides.
func (r *Rights) May(a Action, no ident.No) bool {
	t := r.typed(no)
	if t == nil || !r.active {
		return false
	}
	if r.administrator {
		return t.conceivable().has(a)
	}
	return t.possible().has(a)
}

// conceivable is what can be done with records of the type at all, by whomever: a record that goes with its parent has no shares and no
// responsible of its own, and everybody stays responsible for his own card.
func (t *typeRights) conceivable() actionSet {
	all := actionSet(1<<actionCount - 1)
	if t.child() {
		all &^= setOf(Authorize, Transfer)
	}
	if t.card() {
		all &^= setOf(Transfer)
	}
	return all
}

// possible is what caps leave possible on the type.
func (t *typeRights) possible() actionSet {
	named := t.named & t.conceivable()
	if t.child() && t.element.IsComment {
		if !t.rights.Feature(Comments) {
			return 0
		}
		named |= setOf(View, Create)
	}
	if !named.has(View) {
		return 0
	}
	needs := func(a Action, others ...Action) {
		for _, other := range others {
			if !named.has(other) {
				named &^= setOf(a)
			}
		}
	}
	needs(Transfer, Edit)
	needs(MassEdit, Edit)
	needs(Merge, Create, Edit, Delete)
	needs(Import, Create)
	return named.with(Comment, t.commented())
}

// Reaches reports whether a responsible stands within his cap on the action.
func (r *Rights) Reaches(a Action, no, responsible ident.No) bool {
	t := r.typed(no)
	if t == nil || !r.active {
		return false
	}
	return r.administrator || t.covers(a, responsible)
}

// Responsibles lists the employees and groups who stand within his cap on the action, unsorted.
func (r *Rights) Responsibles(a Action, no ident.No) []ident.No {
	var all []ident.No
	for employee := range r.model.Directory.Employees {
		if r.Reaches(a, no, employee) {
			all = append(all, employee)
		}
	}
	for group := range r.model.Directory.Groups {
		if r.Reaches(a, no, group) {
			all = append(all, group)
		}
	}
	return all
}

// MayTransfer reports whether he may make another employee or group responsible for the record. To take it over himself he must be
// able to change who may, or supervise whoever has it with the right to edit.
func (r *Rights) MayTransfer(s Subject, to ident.No) bool {
	if !r.Allows(Transfer, s) || !r.known(to) {
		return false
	}
	if r.administrator {
		return true
	}
	cause, _ := r.cells.Cause(s.Cell)
	t := r.typed(cause.Type)
	if to == r.self && !r.Allows(Authorize, s) && !t.standingOf(cause.Responsible).supervises() {
		return false
	}
	return t.covers(Transfer, to)
}

// known reports whether the number names someone who can be responsible.
func (r *Rights) known(no ident.No) bool {
	_, ok := r.model.Directory.Employees[no]
	return ok || r.model.Directory.IsGroup(no)
}

// MayShare reports whether he may give, change or end a share of that level for the principal on the record: only levels all of which
// he may use himself, and none to himself.
func (r *Rights) MayShare(s Subject, p Principal, level Level) bool {
	set := r.answers(s)
	if !set.has(Authorize) {
		return false
	}
	if r.administrator {
		return true
	}
	if p.Kind == OneEmployee && p.No == r.self {
		return false
	}
	return level <= usable(set)
}

// Level is the highest level whose actions, and those of all levels below, he may use on the record.
func (r *Rights) Level(s Subject) Level { return usable(r.answers(s)) }

func usable(set actionSet) Level {
	level := NoLevel
	for _, x := range leveled {
		if !set.has(x.action) {
			break
		}
		level = x.level
	}
	return level
}
