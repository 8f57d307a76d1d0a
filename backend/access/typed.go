package access

import (
	"maps"
	"slices"
	"sync"

	"kontora/backend/ident"
	"kontora/backend/schema"
)

// typeRights is what does not change from record to record of one type: caps, and rules and restrictions sorted by what they need to
// know of a record.
type typeRights struct {
	rights  *Rights
	element *schema.ElementType
	once    sync.Once

	caps  [actionCount]reachCap
	named actionSet // the actions whose cap is not empty

	standings memo // standing by responsible

	byResponsible []*SharingRule // decided by the responsible alone
	byCondition   [schema.MaxConditions]Level
	toSuperior    [schema.MaxConditions]Level // as byCondition, while he is the responsible's direct superior
	conditions    uint32                      // bits of byCondition and toSuperior that give anything
	byField       []*SharingRule              // rules that look at access-bearing fields

	limit        Level // of restrictions on all records, decided already
	limits       [schema.MaxConditions]Level
	limited      uint32         // bits of limits that take anything
	restrictions []*Restriction // restrictions whose people depend on the record
	pending      []*Restriction // restrictions whose condition is still being built
}

// child reports whether records of the type are controlled by their parents.
func (t *typeRights) child() bool { return t.element.Default == schema.Parent }

// authors reports whether who added a record to another has a right on it by that alone. Of a type whose creators keep nothing he has none:
// its records are parts of what they stand on, to be edited by whoever may edit that.
func (t *typeRights) authors() bool { return t.element.CreatorKeeps != schema.CreatorNone }

// card reports whether the records of the type are the employees themselves, each his own responsible for good.
func (t *typeRights) card() bool { return t.element.Name == schema.TypeEmployee }

func (t *typeRights) prepare() {
	if t.rights.restored != nil {
		t.restore()
		return
	}
	t.readCaps()
	if t.child() {
		return
	}
	policy := t.rights.model.Policy
	for _, no := range slices.Sorted(maps.Keys(policy.Rules)) {
		if rule := policy.Rules[no]; rule.Active && rule.Type == t.element.No {
			t.addRule(rule)
		}
	}
	t.limit = AuthorizeLevel
	for _, no := range slices.Sorted(maps.Keys(policy.Restrictions)) {
		if x := policy.Restrictions[no]; x.Active && x.Type == t.element.No {
			t.addRestriction(x)
		}
	}
}

func (t *typeRights) readCaps() {
	for _, h := range t.rights.held {
		for word, reach := range h.profile.Matrix[t.element.Name] {
			if a, ok := ParseAction(word); ok && a != Comment {
				t.caps[a].add(reach, h.group())
			}
		}
	}
	for a, c := range t.caps {
		t.named = t.named.with(Action(a), !c.isEmpty())
	}
}

func (t *typeRights) addRule(rule *SharingRule) {
	if !rule.Target.relative() && !t.rights.isMe(rule.Target) {
		return
	}
	byField := rule.Target.Kind == InField || rule.Source == ByResponsible && rule.Principal.Kind == InField
	switch {
	case rule.Source == ByCondition && (rule.Condition == nil || rule.Condition.State != Ready):
	case byField:
		t.byField = append(t.byField, rule)
	case rule.Source == ByResponsible:
		t.byResponsible = append(t.byResponsible, rule)
	case rule.Source == ByCondition && rule.Condition.Slot >= 0 && rule.Condition.Slot < schema.MaxConditions:
		levels := &t.byCondition
		if rule.Target.Kind == Superior {
			levels = &t.toSuperior
		}
		slot := rule.Condition.Slot
		levels[slot] = max(levels[slot], ruleLevel(rule))
		t.conditions |= 1 << slot
	}
}

func (t *typeRights) addRestriction(x *Restriction) {
	if slices.ContainsFunc(x.Except, t.rights.isMe) {
		return
	}
	always := slices.ContainsFunc(x.Who, t.rights.isMe)
	mayBind := always || slices.ContainsFunc(x.Who, Principal.relative)
	settled := always && !slices.ContainsFunc(x.Except, Principal.relative)
	switch {
	case !mayBind:
	case x.Condition != nil && x.Condition.State != Ready:
		t.pending = append(t.pending, x)
	case !settled:
		t.restrictions = append(t.restrictions, x)
	case x.Condition == nil:
		t.limit = min(t.limit, x.Level)
	case x.Condition.Slot >= 0 && x.Condition.Slot < schema.MaxConditions:
		slot := x.Condition.Slot
		if t.limited&(1<<slot) == 0 || x.Level < t.limits[slot] {
			t.limits[slot] = x.Level
		}
		t.limited |= 1 << slot
	}
}

// covers reports whether the responsible stands within the cap on the action.
func (t *typeRights) covers(a Action, responsible ident.No) bool {
	if t.rights.restored != nil {
		return t.standingOf(responsible).within().has(a)
	}
	return t.rights.covers(t.caps[a], t.rights.near(responsible), responsible)
}

// standing is all that follows from the responsible alone, packed for the memo. Bit a: the responsible stands within the cap on the action
// a, except that bit standingOwn, which would be that of create, says that the employee is responsible or in the responsible group.
type standing uint16

const (
	standingOwn        = standing(1) << Create
	standingLevelShift = 10 // three bits above the actions that caps measure by the responsible
	standingSupervises = standing(1) << 13
	standingSuperior   = standing(1) << 14
)

// measured are the actions for which it matters whether the responsible stands within the cap.
var measured = [...]Action{View, Edit, Delete, Authorize, Transfer, Export, Print, MassEdit, Merge}

func (s standing) level() Level { return Level(s >> standingLevelShift & 7) }
func (s standing) within() actionSet {
	return actionSet(s) & (1<<standingLevelShift - 1) &^ setOf(Create)
}
func (s standing) own() bool        { return s&standingOwn != 0 }
func (s standing) supervises() bool { return s&standingSupervises != 0 }
func (s standing) superior() bool   { return s&standingSuperior != 0 }

func (t *typeRights) standingOf(responsible ident.No) standing {
	if known, ok := t.standings.get(uint32(responsible)); ok {
		return standing(known)
	}
	s := t.measure(responsible)
	t.standings.put(uint32(responsible), uint16(s))
	return s
}

func (t *typeRights) measure(responsible ident.No) standing {
	r := t.rights
	if r.restored != nil {
		return 0 // whom the office has not told of is nobody's
	}
	over := t.supervises(responsible).highest()
	level := max(t.owner(responsible), t.team(responsible), over, organisation(t.element))
	for _, rule := range t.byResponsible {
		level = max(level, t.shared(rule, &Cause{Responsible: responsible}))
	}
	s := standing(level) << standingLevelShift
	near := r.near(responsible)
	for _, a := range measured {
		if r.covers(t.caps[a], near, responsible) {
			s |= 1 << a
		}
	}
	if r.owns(responsible) {
		s |= standingOwn
	}
	if over >= EditLevel {
		s |= standingSupervises
	}
	if responsible != 0 && superiorOf(r.model.Directory, responsible) == r.self {
		s |= standingSuperior
	}
	return s
}
