package access

import (
	"slices"

	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// grounding is what of a record a rule, restriction or share looks at besides who is responsible. Who cannot read it must not learn from
// "Why?" whether it fits.
type grounding struct {
	condition  *Condition
	principals []Principal
}

// For is the explanation, about a record of the type, without what would tell the reader of fields he cannot read. A rule that looks at
// such a field is mentioned, without its name, only if nothing else explains the answer; then the answer alone gives it away. Whoever
// administers rights reads everything.
func (e Explanation) For(reader *Rights, t *schema.ElementType) Explanation {
	if reader.Feature(AdministrationRights) {
		return e
	}
	seen := Explanation{Allowed: e.Allowed}
	unseen := make(map[bool][]Ground) // by whether they let in
	for _, g := range e.Grounds {
		if !g.about.unseenBy(reader, t) {
			seen.Grounds = append(seen.Grounds, g)
		} else if g.Holds {
			unseen[g.Kind != GroundRestriction] = append(unseen[g.Kind != GroundRestriction], g)
		}
	}
	letIn := slices.ContainsFunc(seen.Grounds, Ground.letsIn)
	switch {
	case e.Allowed && !letIn && len(unseen[true]) > 0:
		seen.add(GroundRule, true, "access.why.unseen")
	case !e.Allowed && letIn && len(unseen[false]) > 0 && !slices.ContainsFunc(seen.Grounds, Ground.forbids):
		seen.add(GroundRestriction, true, "access.why.unseen")
	}
	return seen
}

// letsIn reports whether the ground gives the action by itself.
func (g Ground) letsIn() bool {
	switch g.Kind {
	case GroundPerson, GroundNeeds, GroundCap, GroundRestriction, GroundComments, GroundMeasure, GroundFieldCap:
		return false
	}
	return g.Holds
}

// forbids reports whether the ground alone is enough of a reason against the action.
func (g Ground) forbids() bool {
	switch g.Kind {
	case GroundRestriction:
		return g.Holds
	case GroundPerson, GroundNeeds, GroundMeasure, GroundComments:
		return !g.Holds
	}
	return false
}

// unseenBy reports whether the reader cannot read a field that is looked at.
func (a *grounding) unseenBy(reader *Rights, t *schema.ElementType) bool {
	if a == nil {
		return false
	}
	return a.condition != nil && hides(reader, t, a.condition.Filter) || slices.ContainsFunc(a.principals, func(p Principal) bool {
		return p.Kind == InField && hidesField(reader, t, func(f *schema.Field) bool { return f.No == p.No })
	})
}

func hides(reader *Rights, t *schema.ElementType, e query.Expr) bool {
	in := func(each query.Expr) bool { return hides(reader, t, each) }
	return slices.ContainsFunc(e.And, in) || slices.ContainsFunc(e.Or, in) ||
		e.Field != "" && hidesField(reader, t, func(f *schema.Field) bool { return f.Name == e.Field })
}

// hidesField reports whether there is such a field and he cannot read it whole. What every type has, everyone reads.
func hidesField(reader *Rights, t *schema.ElementType, is func(*schema.Field) bool) bool {
	at := slices.IndexFunc(t.Fields, is)
	return at >= 0 && reader.Field(t, t.Fields[at]).Rank() < schema.Read.Rank()
}

// about is what a restriction looks at.
func (x *Restriction) about() *grounding {
	return &grounding{x.Condition, slices.Concat(x.Who, x.Except)}
}

// about is what a sharing rule looks at.
func (r *SharingRule) about() *grounding {
	return &grounding{r.Condition, []Principal{r.Principal, r.Target}}
}

// restrictionText names the restriction that stands in the way, as far as he may know of it.
func (t *typeRights) restrictionText(x *Restriction, a Action) locale.Text {
	if !t.rights.Feature(AdministrationRights) && x.about().unseenBy(t.rights, t.element) {
		return t.sentence("access.refuse.unseen", a)
	}
	return locale.Say("access.refuse.restriction", "name", x.Name, "level", LevelName(x.Level), "doing", doing(a))
}

// For does the same for each of those who may, and their grounds.
func For(all []Access, reader *Rights, no ident.No) []Access {
	t, ok := reader.model.Schema.TypeByNo(no)
	if !ok {
		return nil
	}
	for i := range all {
		all[i].Grounds = Explanation{Allowed: true, Grounds: all[i].Grounds}.For(reader, t).Grounds
	}
	return all
}
