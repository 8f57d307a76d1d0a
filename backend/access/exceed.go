package access

import (
	"maps"
	"slices"

	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

// Exceeds reports whether receiver has anything that giver has not, and names the first such thing. An administrator is exceeded by
// nobody. What everyone has on his own records is no more than what the giver has on his. The receiver's Rights are his Potential, so
// that nobody can be prepared with more before he becomes active.
func Exceeds(giver, receiver *Rights) (what locale.Text, exceeds bool) {
	return Gains(giver, nil, receiver)
}

// Gains does the same for what after has beyond before, where before is what the receiver has already, or nil.
func Gains(giver, before, after *Rights) (what locale.Text, exceeds bool) {
	if giver.administrator {
		return locale.Text{}, false
	}
	if after.administrator && (before == nil || !before.administrator) {
		return locale.Say("access.exceeds.administrator"), true
	}
	g := gain{giver: giver, before: before, after: after}
	g.places, g.reports = g.joined(), g.reporting()
	for _, f := range Features() {
		if after.Feature(f) && !giver.Feature(f) && (before == nil || !before.Feature(f)) {
			return locale.Say("access.exceeds.feature", "feature", featureName(f)), true
		}
	}
	for _, t := range after.model.Schema.Types() {
		if what, more := g.onType(t); more {
			return what, true
		}
	}
	return locale.Text{}, false
}

type gain struct {
	giver, before, after *Rights
	places               map[Principal]bool // see joined
	reports              []ident.No         // see reporting
}

func (g gain) onType(t *schema.ElementType) (locale.Text, bool) {
	if a, more := g.actions(t.No); more {
		return locale.Say("access.exceeds.action", "doing", doing(a), "types", inSentence(t)), true
	}
	for _, f := range slices.Concat(t.Fields, t.Archived) {
		most, known := fieldBefore(g.giver, t, f)
		if g.before != nil {
			there, _ := fieldBefore(g.before, t, f)
			most = max(most, there)
		}
		if !known {
			continue // a new field holds nothing yet
		}
		if right := g.after.Field(t, f); right.Rank() > most {
			return locale.Say("access.exceeds.field", "field", fieldLabels(f), "types", inSentence(t), "right", rightName(right)), true
		}
	}
	return locale.Text{}, false
}

// fieldBefore is what somebody may do with a field as his own model has it; false for a field that is new since.
func fieldBefore(r *Rights, t *schema.ElementType, f *schema.Field) (rank int, known bool) {
	there, ok := r.model.Schema.TypeByNo(t.No)
	if !ok {
		return 0, false
	}
	if f, ok = there.Known(f.Name); !ok {
		return 0, false
	}
	return r.Field(there, f).Rank(), true
}

// actions compares caps, and what the grounds that rest on the responsible give, responsible by responsible.
func (g gain) actions(t ident.No) (Action, bool) {
	after, giver := g.after.typed(t), g.giver.typed(t)
	var before *typeRights
	if g.before != nil {
		before = g.before.typed(t)
	}
	if giver == nil {
		return View, after.named != 0
	}
	for _, a := range Actions() {
		if after.named.has(a) && !giver.named.has(a) && (before == nil || !before.named.has(a)) {
			return a, true
		}
	}
	for _, who := range g.after.model.everyResponsible() {
		if who == g.after.self {
			continue
		}
		if a, more := exceedsOn(who, giver, before, after); more {
			return a, true
		}
	}
	return g.byPlace(after, giver, before)
}

// exceedsOn compares what may be done with the records of one responsible.
func exceedsOn(who ident.No, giver, before, after *typeRights) (Action, bool) {
	got, had := after.onResponsible(who), giver.onResponsible(who)
	if before != nil {
		had |= before.onResponsible(who)
	}
	for _, a := range measured {
		if got.has(a) && !had.has(a) {
			return a, true
		}
	}
	return 0, false
}

// onResponsible is the caps that cover a responsible, and for the actions that levels give, the levels too.
func (t *typeRights) onResponsible(who ident.No) actionSet {
	if t.child() {
		near, set := t.rights.near(who), actionSet(0)
		for _, a := range measured {
			set = set.with(a, t.rights.covers(t.caps[a], near, who))
		}
		return set
	}
	s := t.standingOf(who)
	set := s.within()
	for _, x := range leveled {
		set = set.with(x.action, t.named.has(x.action) && (set.has(x.action) || s.level() >= x.level))
	}
	return set
}

func (m *Model) everyResponsible() []ident.No {
	all := slices.AppendSeq(slices.Collect(maps.Keys(m.Directory.Employees)), maps.Keys(m.Directory.Groups))
	slices.Sort(all)
	return all
}
