package access

import "kontora/backend/ident"

// joined are the principals, none of them relative to a record, in which he stands after the change and did not stand before: what is
// shared with them he gets with his place in the company.
func (g gain) joined() map[Principal]bool {
	joined := make(map[Principal]bool)
	look := func(no ident.No, kinds ...PrincipalKind) {
		for _, kind := range kinds {
			p := Principal{Kind: kind, No: no}
			if g.after.isMe(p) && (g.before == nil || !g.before.isMe(p)) {
				joined[p] = true
			}
		}
	}
	d := g.after.model.Directory
	for no := range d.Roles {
		look(no, InRole, InRoleAndBelow)
	}
	for no := range d.Departments {
		look(no, InDepartment, InDepartmentBelow)
	}
	for no := range d.Branches {
		look(no, InBranch)
	}
	for no := range d.Groups {
		look(no, InGroup)
	}
	return joined
}

// byPlace weighs what a place in the company gives beyond the records of single responsibles: rules with a condition, shares, and
// exceptions from restrictions. Which records these will be about cannot be known in advance. So a giver who does not stand in the place
// himself must be able to do the same with every record of the type.
func (g gain) byPlace(after, giver, before *typeRights) (Action, bool) {
	if after.child() || !after.named.has(View) {
		return 0, false
	}
	if a, more := g.asSuperior(after, giver, before); more {
		return a, true
	}
	if a, more := g.sharedWithPlaces(after, giver); more {
		return a, true
	}
	for _, x := range g.after.model.restrictionsOn(after.element.No) {
		if a, more := g.released(x, after, giver); more {
			return a, true
		}
	}
	return 0, false
}

func (g gain) sharedWithPlaces(after, giver *typeRights) (Action, bool) {
	if len(g.places) == 0 {
		return 0, false
	}
	for _, rule := range g.after.model.Policy.Rules {
		if rule.Active && rule.Type == after.element.No && rule.Source == ByCondition && g.places[rule.Target] {
			if a, more := g.levelExceeds(rule.Target, ruleLevel(rule), after, giver); more {
				return a, true
			}
		}
	}
	seen := make(map[ShareSetNo]bool)
	for _, cell := range g.after.cells.OfType(after.element.No, 0) {
		c, ok := g.after.cells.Cause(cell)
		if !ok || c.Shares == 0 || seen[c.Shares] {
			continue
		}
		seen[c.Shares] = true
		for _, s := range g.after.cells.Shares(c.Shares) {
			if !g.places[s.Principal] || !g.after.current(s) {
				continue
			}
			if a, more := g.levelExceeds(s.Principal, s.Level, after, giver); more {
				return a, true
			}
		}
	}
	return 0, false
}

// levelExceeds finds an action that a level for a principal gives him and the giver has neither with him nor on the whole type.
func (g gain) levelExceeds(p Principal, level Level, after, giver *typeRights) (Action, bool) {
	all := giver.everywhere()
	if g.giver.isMe(p) {
		all |= giver.named
	}
	for _, x := range leveled {
		if x.level <= level && after.named.has(x.action) && !all.has(x.action) {
			return x.action, true
		}
	}
	return 0, false
}

// released finds what he may do because a restriction does not bind him, or binds him no more, while it binds the giver or the giver may
// not do it anyway.
func (g gain) released(x *Restriction, after, giver *typeRights) (Action, bool) {
	bound, givers, was := g.after.boundBy(x), g.giver.boundBy(x), binding{}
	if g.before != nil {
		was = g.before.boundBy(x)
	}
	for _, who := range g.after.model.everyResponsible() {
		if bound.on(who) || g.before != nil && !was.on(who) {
			continue
		}
		got, had := after.onResponsible(who), actionSet(0)
		switch {
		case givers.on(who):
		case who == g.after.self:
			continue
		default:
			had = giver.onResponsible(who)
		}
		for _, each := range leveled {
			if each.level > x.Level && got.has(each.action) && !had.has(each.action) {
				return each.action, true
			}
		}
	}
	return 0, false
}
