package access

import (
	"maps"
	"slices"

	"kontora/backend/directory"
	"kontora/backend/ident"
)

// reporting are those who report to him directly after the change and did not before: with them he gets what is given to the superior of
// whoever is responsible.
func (g gain) reporting() []ident.No {
	var all []ident.No
	for _, no := range slices.Sorted(maps.Keys(g.after.model.Directory.Employees)) {
		if g.after.directlyOver(no) && (g.before == nil || !g.before.directlyOver(no)) {
			all = append(all, no)
		}
	}
	return all
}

// directlyOver reports whether he is the direct superior of a responsible.
func (r *Rights) directlyOver(responsible ident.No) bool {
	return r.self != 0 && superiorOf(r.model.Directory, responsible) == r.self
}

// asSuperior compares what rules with a condition and shares give him as the superior of a responsible with what the giver may do with the
// records of that one. Rules by the responsible alone are weighed with the responsible.
func (g gain) asSuperior(after, giver, before *typeRights) (Action, bool) {
	if len(g.reports) == 0 {
		return 0, false
	}
	ruled, shared := g.ruledToSuperior(after), g.sharedWithSuperior(after)
	for _, who := range g.reports {
		had := giver.onResponsible(who)
		if before != nil {
			had |= before.onResponsible(who)
		}
		for _, x := range leveled {
			if x.level <= max(ruled, shared[who]) && after.named.has(x.action) && !had.has(x.action) {
				return x.action, true
			}
		}
	}
	return 0, false
}

func (g gain) ruledToSuperior(after *typeRights) Level {
	level := NoLevel
	for _, rule := range g.after.model.Policy.Rules {
		if rule.Active && rule.Type == after.element.No && rule.Source == ByCondition && rule.Target.Kind == Superior {
			level = max(level, ruleLevel(rule))
		}
	}
	return level
}

// sharedWithSuperior is the highest level of a share with the superior, by responsible.
func (g gain) sharedWithSuperior(after *typeRights) map[ident.No]Level {
	levels := make(map[ident.No]Level)
	for _, cell := range g.after.cells.OfType(after.element.No, 0) {
		c, ok := g.after.cells.Cause(cell)
		if !ok || c.Shares == 0 {
			continue
		}
		for _, s := range g.after.cells.Shares(c.Shares) {
			if s.Principal.Kind == Superior && g.after.current(s) {
				levels[c.Responsible] = max(levels[c.Responsible], s.Level)
			}
		}
	}
	return levels
}

// binding is whom a restriction binds as far as one employee is concerned: always, and as the superior of a responsible.
type binding struct {
	directory                *directory.Directory
	self                     ident.No
	always, excepted         bool
	asSuperior, butSuperiors bool
}

func (r *Rights) boundBy(x *Restriction) binding {
	superior := func(p Principal) bool { return p.Kind == Superior }
	return binding{
		directory: r.model.Directory, self: r.self,
		always: slices.ContainsFunc(x.Who, r.isMe), excepted: slices.ContainsFunc(x.Except, r.isMe),
		asSuperior: slices.ContainsFunc(x.Who, superior), butSuperiors: slices.ContainsFunc(x.Except, superior),
	}
}

// on reports whether the restriction binds him on what somebody is responsible for. Employees in fields are left out: no place in the
// company makes one of them.
func (b binding) on(responsible ident.No) bool {
	if b.excepted || !b.always && !b.asSuperior {
		return false
	}
	if !b.asSuperior && !b.butSuperiors {
		return true
	}
	over := b.self != 0 && superiorOf(b.directory, responsible) == b.self
	return (b.always || over) && (!over || !b.butSuperiors)
}
