package access

import (
	"maps"
	"slices"

	"kontora/backend/ident"
	"kontora/backend/schema"
)

// explainGrounds says of every ground what level it gives, and whether that is enough for the action.
func (t *typeRights) explainGrounds(e *Explanation, a Action, c *Cause) {
	r := t.rights
	action, need := levelNeeded(a)
	who := r.model.responsibleName(c.Responsible)
	leveledGround := func(kind string, level Level) {
		key := "access.why." + kind
		if level == NoLevel {
			key += "_not"
		}
		e.add(kind, level >= need, key, "responsible", who, "level", LevelName(level), "types", inSentence(t.element))
	}
	leveledGround(GroundOwn, t.owner(c.Responsible))
	leveledGround(GroundCreator, t.creator(c))
	leveledGround(GroundTeam, t.team(c.Responsible))
	t.explainReach(e, GroundReach, action, c.Responsible)
	over := t.supervises(c.Responsible)
	leveledGround(GroundRoleBelow, over.roleBelow)
	leveledGround(GroundReports, over.reports)
	leveledGround(GroundDepartmentHead, over.departmentHead)
	leveledGround(GroundGroupManager, over.groupManager)
	leveledGround(GroundDefault, organisation(t.element))
	t.explainRules(e, need, c)
	t.explainShares(e, need, c)
}

func (t *typeRights) explainReach(e *Explanation, kind string, a Action, responsible ident.No) {
	holds := t.covers(a, responsible)
	key := "access.why." + kind
	if !holds {
		key += "_not"
	}
	e.add(kind, holds, key, "responsible", t.rights.model.responsibleName(responsible), "doing", doing(a), "reach", ways(t.caps[a].reach()))
}

func (t *typeRights) explainRules(e *Explanation, need Level, c *Cause) {
	policy := t.rights.model.Policy
	for _, no := range slices.Sorted(maps.Keys(policy.Rules)) {
		rule := policy.Rules[no]
		if !rule.Active || rule.Type != t.element.No {
			continue
		}
		level := t.shared(rule, c)
		key := "access.why.rule"
		if level == NoLevel {
			key = "access.why.rule_not"
		}
		e.addAbout(rule.about(), GroundRule, level >= need, key, "name", rule.Name, "target", t.rights.model.PrincipalName(rule.Target), "level", LevelName(ruleLevel(rule)))
	}
}

func (t *typeRights) explainShares(e *Explanation, need Level, c *Cause) {
	r := t.rights
	for _, s := range r.cells.Shares(c.Shares) {
		current := r.current(s)
		mine := holdsFor(r.model.Directory, t.element, s.Principal, r.self, c)
		key := "access.why.share"
		switch {
		case !current:
			key = "access.why.share_expired"
		case !mine:
			key = "access.why.share_not"
		}
		e.addAbout(&grounding{principals: []Principal{s.Principal}}, GroundShare, current && mine && s.Level >= need, key, "target", r.model.PrincipalName(s.Principal), "level", LevelName(s.Level))
	}
}

// explainExtra says what an action needs besides a level.
func (t *typeRights) explainExtra(e *Explanation, a Action, c *Cause, s Subject) {
	switch a {
	case Export, Print, MassEdit, Merge:
		t.explainReach(e, GroundMeasure, a, c.Responsible)
	case Create, Import:
		mine := c.Responsible == t.rights.self
		e.add(GroundOwn, mine, "access.why.new_own")
		t.explainReach(e, GroundMeasure, Transfer, c.Responsible)
	case Transfer:
		t.explainGivingAway(e, c, s)
	case Comment:
		t.explainComments(e, t.element)
	}
}

func (t *typeRights) explainGivingAway(e *Explanation, c *Cause, s Subject) {
	e.add(GroundOwn, t.rights.owns(c.Responsible), "access.why.transfer_own")
	e.add(GroundNeeds, t.rights.Allows(Authorize, s), "access.why.transfer_authorize")
	e.add(GroundReports, t.supervises(c.Responsible).highest() >= EditLevel, "access.why.transfer_supervision")
}

// explainComments says whether whoever may view records of the type may comment on them.
func (t *typeRights) explainComments(e *Explanation, over *schema.ElementType) {
	key := "access.why.comments_on"
	if !over.Comments {
		key = "access.why.comments_off"
	}
	e.add(GroundComments, over.Comments, key, "types", inSentence(over))
	key = "access.why.feature_comments_on"
	if !t.rights.Feature(Comments) {
		key = "access.why.feature_comments_off"
	}
	e.add(GroundComments, t.rights.Feature(Comments), key)
}

// explainChild says why for a record that goes with its parent.
func (t *typeRights) explainChild(e *Explanation, a Action, c *Cause, s Subject) {
	r := t.rights
	parent, above, over := r.strictMask(c.Parent)
	t.explainNeeds(e, a, s)
	t.explainCaps(e, a)
	if over == nil {
		return
	}
	through, _ := levelNeeded(a)
	key := "access.why.parent"
	passed := parent.has(through) && through != Authorize
	if !passed {
		key += "_not"
	}
	e.add(GroundParent, passed, key, "doing", doing(through), "types", inSentence(over.element))
	if t.authors() && (through == Edit || through == Delete) {
		author := s.Author != 0 && s.Author == r.self
		key = "access.why.author"
		if !author {
			key += "_not"
		}
		e.add(GroundAuthor, author && parent.has(View), key)
	}
	if t.element.IsComment {
		t.explainComments(e, over.element)
	}
	if top, ok := r.topmost(s.Cell, c); ok && above != nil {
		switch a {
		case Export, Print, MassEdit, Merge:
			t.explainReach(e, GroundMeasure, a, top)
		}
	}
}
