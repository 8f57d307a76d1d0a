package access

import (
	"maps"
	"slices"

	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

// Ground is one thing that speaks for or against. Holds says that it does: a restriction forbids, a cap or ground allows.
type Ground struct {
	Kind  string // one of the Ground constants
	Holds bool
	Text  locale.Text
	about *grounding // nil where everyone may know of it
}

// The kinds of ground, in the order in which they are listed.
const (
	GroundPerson         = "person"
	GroundAdministrator  = "administrator"
	GroundRestriction    = "restriction"
	GroundNeeds          = "needs" // another action that has to be allowed first
	GroundCap            = "cap"
	GroundOwn            = "own"
	GroundCreator        = "creator"
	GroundTeam           = "team"
	GroundReach          = "reach"
	GroundRoleBelow      = "role_below"
	GroundReports        = "reports"
	GroundDepartmentHead = "department_head"
	GroundGroupManager   = "group_manager"
	GroundDefault        = "default"
	GroundRule           = "rule"
	GroundShare          = "share"
	GroundParent         = "parent"
	GroundAuthor         = "author"
	GroundComments       = "comments"
	GroundMeasure        = "measure" // the responsible has to stand within a cap
	GroundFieldCap       = "field_cap"
)

// Explanation is an answer with everything that was weighed, true or not.
type Explanation struct {
	Allowed bool
	Grounds []Ground
}

func (e *Explanation) add(kind string, holds bool, key string, pairs ...any) {
	e.addAbout(nil, kind, holds, key, pairs...)
}

func (e *Explanation) addAbout(about *grounding, kind string, holds bool, key string, pairs ...any) {
	e.Grounds = append(e.Grounds, Ground{Kind: kind, Holds: holds, Text: locale.Say(key, pairs...), about: about})
}

// Explain answers "Why?" for an action on a record; Allowed is what Allows says.
func (r *Rights) Explain(a Action, s Subject) Explanation {
	e := Explanation{Allowed: r.Allows(a, s)}
	r.explainPerson(&e)
	cause, ok := r.cells.Cause(s.Cell)
	t := r.typed(cause.Type)
	if !ok || t == nil {
		return e
	}
	if t.child() {
		t.explainChild(&e, a, &cause, s)
		return e
	}
	t.explainRestrictions(&e, a, &cause, s)
	t.explainNeeds(&e, a, s)
	t.explainCaps(&e, a)
	t.explainGrounds(&e, a, &cause)
	t.explainExtra(&e, a, &cause, s)
	return e
}

// ExplainType answers "Why?" for an action on a type; Allowed is what May says.
func (r *Rights) ExplainType(a Action, no ident.No) Explanation {
	e := Explanation{Allowed: r.May(a, no)}
	r.explainPerson(&e)
	if t := r.typed(no); t != nil {
		t.explainCaps(&e, a)
		if a == Comment || t.element.IsComment {
			t.explainComments(&e, t.element)
		}
	}
	return e
}

// ExplainField answers "Why?" for a field; Allowed says that he may do with it what right says.
func (r *Rights) ExplainField(t *schema.ElementType, f *schema.Field, right schema.FieldRight) Explanation {
	e := Explanation{Allowed: r.Field(t, f).Rank() >= right.Rank()}
	r.explainPerson(&e)
	if f.Cap.Rank() > 0 {
		e.add(GroundFieldCap, f.Cap.Rank() >= right.Rank(), "access.why.field_cap", "field", fieldLabels(f), "right", rightName(f.Cap))
	}
	named := false
	for _, h := range r.held {
		says := h.profile.Fields[t.Name][f.Name]
		if says.Rank() == 0 {
			e.add(GroundCap, false, "access.why.field_silent", "profile", h.profile.Name, "from", r.carrierName(h), "field", fieldLabels(f))
			continue
		}
		named = true
		e.add(GroundCap, says.Rank() >= right.Rank(), "access.why.field_profile", "profile", h.profile.Name, "from", r.carrierName(h), "field", fieldLabels(f), "right", rightName(says))
	}
	e.add(GroundDefault, !named && f.DefaultRight.Rank() >= right.Rank(), "access.why.field_default", "field", fieldLabels(f), "right", rightName(f.DefaultRight))
	r.explainFollowing(&e, t, f)
	r.explainCalculated(&e, t, f, right)
	return e
}

// explainFollowing says of a field that follows another what he sees of that one. Whoever may ask about the former reads the latter.
func (r *Rights) explainFollowing(e *Explanation, t *schema.ElementType, f *schema.Field) {
	followed, ok := t.Follows(f)
	if !ok {
		return
	}
	other := r.saidRight(t, followed)
	e.add(GroundFieldCap, other.Rank() >= schema.Read.Rank(), "access.why.field_follows",
		"field", fieldLabels(f), "followed", fieldLabels(followed), "right", rightName(other))
}

// explainCalculated says of a calculated field that nobody edits it, and what of it is made of something that he does not see whole. What is
// hidden from him is not named.
func (r *Rights) explainCalculated(e *Explanation, t *schema.ElementType, f *schema.Field, right schema.FieldRight) {
	if f.Kind != schema.KindCalculated {
		return
	}
	e.add(GroundFieldCap, schema.Read.Rank() >= right.Rank(), "access.why.field_calculated", "field", fieldLabels(f))
	inputs, _ := t.Inputs(f)
	for _, input := range inputs {
		switch other := r.ownRight(t, input); {
		case other.Rank() >= min(right.Rank(), schema.Read.Rank()):
		case other == schema.Hidden:
			e.add(GroundFieldCap, false, "access.why.field_made_of_hidden", "field", fieldLabels(f))
		default:
			e.add(GroundFieldCap, false, "access.why.field_made_of", "field", fieldLabels(f), "input", fieldLabels(input), "right", rightName(other))
		}
	}
}

// ExplainFeature answers "Why?" for a feature.
func (r *Rights) ExplainFeature(f Feature) Explanation {
	e := Explanation{Allowed: r.Feature(f)}
	r.explainPerson(&e)
	for _, h := range r.held {
		says, named := h.profile.Features[f]
		key := "access.why.feature_silent"
		if named {
			key = "access.why.feature_off"
		}
		if says {
			key = "access.why.feature_on"
		}
		e.add(GroundCap, says, key, "profile", h.profile.Name, "from", r.carrierName(h), "feature", featureName(f))
	}
	return e
}

func (r *Rights) explainPerson(e *Explanation) {
	name := r.model.Directory.FullName(r.person)
	if r.active {
		e.add(GroundPerson, true, "access.why.active", "name", name)
	} else {
		e.add(GroundPerson, false, "access.why.inactive", "name", name)
	}
	if r.administrator {
		e.add(GroundAdministrator, true, "access.why.administrator", "name", name)
	} else {
		e.add(GroundAdministrator, false, "access.why.no_administrator", "name", name)
	}
}

func (r *Rights) carrierName(h held) locale.Text {
	return r.model.PrincipalName(Principal{Kind: h.carrier, No: h.no})
}

// restrictionsOn lists the active restrictions on a type, whoever they bind.
func (m *Model) restrictionsOn(t ident.No) []*Restriction {
	var all []*Restriction
	for _, no := range slices.Sorted(maps.Keys(m.Policy.Restrictions)) {
		if x := m.Policy.Restrictions[no]; x.Active && x.Type == t {
			all = append(all, x)
		}
	}
	return all
}

// bindsOn reports whether a restriction binds him on the record, condition and all.
func (t *typeRights) bindsOn(x *Restriction, c *Cause, s Subject) bool {
	switch {
	case !t.binds(x, c):
		return false
	case x.Condition == nil:
		return true
	case x.Condition.State == Ready:
		return x.Condition.matched(c.Conditions)
	}
	return onRow(s.Row)(x)
}

func (t *typeRights) explainRestrictions(e *Explanation, a Action, c *Cause, s Subject) {
	_, need := levelNeeded(a)
	for _, x := range t.rights.model.restrictionsOn(t.element.No) {
		key := "access.why.restriction_other"
		binds := t.bindsOn(x, c, s)
		if binds {
			key = "access.why.restriction"
		}
		e.addAbout(x.about(), GroundRestriction, binds && x.Level < need && !t.rights.administrator, key, "name", x.Name, "level", LevelName(x.Level))
	}
}

// explainNeeds says which other actions an action rests on.
func (t *typeRights) explainNeeds(e *Explanation, a Action, s Subject) {
	needed, _ := levelNeeded(a)
	list := []Action{View}
	if needed != View {
		list = append(list, needed)
	}
	if a == Merge {
		list = []Action{View, Edit, Delete}
	}
	for _, other := range list {
		if other != a {
			e.add(GroundNeeds, t.rights.Allows(other, s), "access.why.needs", "other", doing(other))
		}
	}
}

// explainCaps says of every profile what it gives of the action and of those it needs.
func (t *typeRights) explainCaps(e *Explanation, a Action) {
	for _, needed := range requires(a) {
		if needed == Comment {
			continue
		}
		if len(t.rights.held) == 0 {
			e.add(GroundCap, false, "access.why.no_profile")
		}
		for _, h := range t.rights.held {
			reach := h.profile.Matrix[t.element.Name][needed.String()]
			key := "access.why.cap"
			if reach == 0 {
				key = "access.why.cap_silent"
			}
			e.add(GroundCap, reach != 0, key, "profile", h.profile.Name, "from", t.rights.carrierName(h), "doing", doing(needed), "types", inSentence(t.element), "reach", ways(reach))
		}
	}
}
