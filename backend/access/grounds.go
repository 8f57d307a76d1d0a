package access

import (
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// owner is what being responsible, or in the responsible group, gives. His own card an employee may edit, not more.
func (t *typeRights) owner(responsible ident.No) Level {
	switch {
	case !t.rights.owns(responsible):
		return NoLevel
	case t.card():
		return EditLevel
	}
	return AuthorizeLevel
}

// creator is what having made the record gives.
func (t *typeRights) creator(c *Cause) Level {
	if c.Creator == 0 || c.Creator != t.rights.self {
		return NoLevel
	}
	switch t.element.CreatorKeeps {
	case schema.CreatorEdits:
		return EditLevel
	case schema.CreatorNone:
		return NoLevel
	}
	return ViewLevel
}

// team is what holders of one role have on what another of them is himself responsible for.
func (t *typeRights) team(responsible ident.No) Level {
	r := t.rights
	other, ok := r.model.Directory.Employees[responsible]
	if !ok || responsible == r.self || r.person.Role == 0 || other.Role != r.person.Role {
		return NoLevel
	}
	role, ok := r.model.Directory.Roles[r.person.Role]
	if !ok {
		return NoLevel
	}
	switch role.Team {
	case directory.TeamView:
		return ViewLevel
	case directory.TeamEdit:
		return EditLevel
	}
	return NoLevel
}

// supervision is what each way of being a superior gives over one responsible.
type supervision struct {
	roleBelow, reports, departmentHead, groupManager Level
}

func (s supervision) highest() Level {
	return max(s.roleBelow, s.reports, s.departmentHead, s.groupManager)
}

// supervises says what he has as a superior of the responsible. Nobody is his own superior.
func (t *typeRights) supervises(responsible ident.No) supervision {
	d, self, given := t.rights.model.Directory, t.rights.self, &t.element.Supervision
	var s supervision
	if d.IsGroup(responsible) {
		for _, manager := range d.Managers(responsible) {
			if manager == self {
				s.groupManager = supervisionLevel(given.GroupManager)
			}
			if d.ReportsTo(manager, self) {
				s.reports = supervisionLevel(given.Reports)
			}
		}
		return s
	}
	e, ok := d.Employees[responsible]
	if !ok || responsible == self {
		return s
	}
	if d.RoleBelow(e.Role, t.rights.person.Role) {
		s.roleBelow = supervisionLevel(given.RoleBelow)
	}
	if d.ReportsTo(responsible, self) {
		s.reports = supervisionLevel(given.Reports)
	}
	if d.Heads(self, e.Department) {
		s.departmentHead = supervisionLevel(given.DepartmentHead)
	}
	for _, group := range d.ManagedBy(self) {
		if d.InGroup(responsible, group) {
			s.groupManager = supervisionLevel(given.GroupManager)
		}
	}
	return s
}

func supervisionLevel(given schema.SupervisionLevel) Level {
	level, _ := ParseLevel(string(given))
	return level
}

// organisation is what everybody has on the type.
func organisation(t *schema.ElementType) Level {
	switch t.Default {
	case schema.DefaultView:
		return ViewLevel
	case schema.DefaultEdit:
		return EditLevel
	case schema.DefaultDelete:
		return DeleteLevel
	}
	return NoLevel
}

// shared is what a sharing rule gives him on a record with the cause.
func (t *typeRights) shared(rule *SharingRule, c *Cause) Level {
	d := t.rights.model.Directory
	switch rule.Source {
	case ByResponsible:
		if !holdsFor(d, t.element, rule.Principal, c.Responsible, c) {
			return NoLevel
		}
	case ByCondition:
		if rule.Condition == nil || rule.Condition.State != Ready || !rule.Condition.matched(c.Conditions) {
			return NoLevel
		}
	default:
		return NoLevel
	}
	if !holdsFor(d, t.element, rule.Target, t.rights.self, c) {
		return NoLevel
	}
	return ruleLevel(rule)
}

// ruleLevel never lets a rule give authorize.
func ruleLevel(rule *SharingRule) Level { return min(rule.Level, DeleteLevel) }

// binds reports whether a restriction is about him on a record with the cause, conditions aside.
func (t *typeRights) binds(x *Restriction, c *Cause) bool {
	return t.among(x.Who, c) && !t.among(x.Except, c)
}

func (t *typeRights) among(principals []Principal, c *Cause) bool {
	for _, p := range principals {
		if holdsFor(t.rights.model.Directory, t.element, p, t.rights.self, c) {
			return true
		}
	}
	return false
}
