package access

import (
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
)

// Refuse is nil when Allows is true, and otherwise a fault that says why not: that the record is not there when he may not view it, else
// the first rule that stands in the way. The Model, which the Rights were compiled from, gives the names.
func Refuse(m *Model, r *Rights, a Action, s Subject) error {
	set := r.answers(s)
	switch {
	case set.has(a):
		return nil
	case !r.active:
		return fault.New(fault.Denied, "access.refuse.inactive")
	case !set.has(View):
		return fault.Missing()
	}
	cause, _ := r.cells.Cause(s.Cell)
	t := r.typed(cause.Type)
	return denied(t.obstacle(m, a, &cause, s, set))
}

// RefuseType is nil when May is true, and otherwise names the rule. A type he may not view gives nothing away: it is like an empty one.
func RefuseType(m *Model, r *Rights, a Action, no ident.No) error {
	t := r.typed(no)
	_, known := m.Schema.TypeByNo(no)
	switch {
	case t == nil || !known:
		return fault.Missing()
	case r.May(a, no):
		return nil
	case !r.active:
		return fault.New(fault.Denied, "access.refuse.inactive")
	}
	if text, ok := t.missingCap(a, Subject{}); ok {
		return denied(text)
	}
	return denied(t.sentence("access.refuse.nothing", a))
}

// RefuseTransfer is nil when MayTransfer is true, and otherwise says why not.
func RefuseTransfer(m *Model, r *Rights, s Subject, to ident.No) error {
	if r.MayTransfer(s, to) {
		return nil
	}
	if err := Refuse(m, r, Transfer, s); err != nil {
		return err
	}
	cause, _ := r.cells.Cause(s.Cell)
	t := r.typed(cause.Type)
	if !r.known(to) {
		return fault.Field("to", "directory.unknown")
	}
	if t.covers(Transfer, to) {
		return denied(t.sentence("access.refuse.take_over", Transfer))
	}
	return denied(t.aboutCap("access.refuse.to", Transfer))
}

func denied(text locale.Text) *fault.Error {
	return &fault.Error{Kind: fault.Denied, Text: text}
}

// requires lists the actions whose caps an action needs, itself last.
func requires(a Action) []Action {
	switch a {
	case Transfer, MassEdit:
		return []Action{Edit, a}
	case Merge:
		return []Action{Create, Edit, Delete, a}
	case Import:
		return []Action{Create, a}
	}
	return []Action{a}
}

// levelNeeded is the level that an action needs where no reach gives it.
func levelNeeded(a Action) (Action, Level) {
	switch a {
	case Edit, MassEdit, Transfer:
		return Edit, EditLevel
	case Delete, Merge:
		return Delete, DeleteLevel
	case Authorize:
		return Authorize, AuthorizeLevel
	}
	return View, ViewLevel
}

// obstacle finds what stands in the way of an action on a record that he may view, what nothing beats first.
func (t *typeRights) obstacle(m *Model, a Action, c *Cause, s Subject, set actionSet) locale.Text {
	if a == Comment {
		return t.commentObstacle()
	}
	if t.child() && (a == Transfer || a == Authorize) {
		return t.sentence("access.refuse.child", a)
	}
	if t.card() && a == Transfer {
		return locale.Say("access.refuse.card")
	}
	if text, ok := t.missingCap(a, s); ok {
		return text
	}
	base, need := levelNeeded(a)
	switch {
	case set.has(base) && a == Transfer:
		return t.sentence("access.refuse.not_yours", a)
	case set.has(base) && (a == Create || a == Import):
		return t.aboutCap("access.refuse.to", Transfer)
	case set.has(base):
		return t.aboutCap("access.refuse.reach", a)
	case t.child():
		return t.sentence("access.refuse.parent", a)
	}
	if x := t.tightest(m, c, s); x != nil && x.Level < need {
		return t.restrictionText(x, a)
	}
	return t.sentence("access.refuse.level", a)
}

func (t *typeRights) commentObstacle() locale.Text {
	if !t.element.Comments {
		return t.sentence("access.refuse.comments_off", Comment)
	}
	return locale.Say("access.refuse.feature", "feature", featureName(Comments))
}

// missingCap finds the first action, of those needed, on which no profile says a word.
func (t *typeRights) missingCap(a Action, s Subject) (locale.Text, bool) {
	for _, needed := range append([]Action{View}, requires(a)...) {
		if needed == Comment || t.named.has(needed) || t.child() && t.freeComment(needed, s) {
			continue
		}
		return t.aboutCap("access.refuse.cap", needed), true
	}
	return locale.Text{}, false
}

// freeComment reports whether an action on a comment needs no cap.
func (t *typeRights) freeComment(a Action, s Subject) bool {
	if !t.element.IsComment || a != View && a != Create || !t.rights.Feature(Comments) {
		return false
	}
	if s.Cell == 0 {
		return true
	}
	cause, _ := t.rights.cells.Cause(s.Cell)
	above, ok := t.rights.cells.Cause(cause.Parent)
	over := t.rights.types[above.Type]
	return ok && over != nil && over.element.Comments
}

// tightest is the restriction that leaves the least on a record, or nil.
func (t *typeRights) tightest(m *Model, c *Cause, s Subject) *Restriction {
	var tightest *Restriction
	for _, x := range m.restrictionsOn(t.element.No) {
		if t.bindsOn(x, c, s) && (tightest == nil || x.Level < tightest.Level) {
			tightest = x
		}
	}
	return tightest
}

// sentence is a text about an action and the records of the type.
func (t *typeRights) sentence(key string, a Action) locale.Text {
	return locale.Say(key, "doing", doing(a), "types", inSentence(t.element))
}

// aboutCap is a text about what his profiles say of an action, worded by how many they are.
func (t *typeRights) aboutCap(key string, a Action) locale.Text {
	return locale.Say(t.rights.perProfiles(key), "profiles", t.rights.profileNames(), "doing", doing(a), "types", inSentence(t.element), "reach", ways(t.caps[a].reach()))
}

// reach is the cap in the words of a profile.
func (c reachCap) reach() Reach {
	if len(c.groups) > 0 {
		return c.ways | ReachGroup
	}
	return c.ways
}
