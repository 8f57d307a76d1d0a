package naive

import (
	"time"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
	"kontora/backend/testkit/world"
)

// level is the highest of the grounds of step 4 that give a level.
func (j Judge) level(e *directory.Employee, r *world.Record) access.Level {
	highest := access.NoLevel
	for _, given := range []access.Level{j.own(e, r), j.creator(e, r), j.team(e, r), j.supervision(e, r), j.organisation(r), j.shared(e, r)} {
		highest = max(highest, given)
	}
	for _, rule := range j.w.Policy.Rules {
		highest = max(highest, j.rule(e, rule, r))
	}
	return highest
}

// own, its first half: he is responsible, or a member of the responsible group. On cards of employees it gives edit.
func (j Judge) own(e *directory.Employee, r *world.Record) access.Level {
	switch {
	case r.Responsible == e.No && j.without == OwnGround, r.Responsible != e.No && j.without == OwnGroupGround, !j.isInCharge(e, r.Responsible):
		return access.NoLevel
	case r.Type.Name == world.EmployeeType:
		return access.EditLevel
	}
	return access.AuthorizeLevel
}

// creator is the second half of own: view, or what the type says.
func (j Judge) creator(e *directory.Employee, r *world.Record) access.Level {
	if r.Creator != e.No || j.without == CreatorGround {
		return access.NoLevel
	}
	switch r.Type.CreatorKeeps {
	case schema.CreatorNone:
		return access.NoLevel
	case schema.CreatorEdits:
		return access.EditLevel
	case schema.CreatorViews:
	}
	return access.ViewLevel
}

// team: another holder of his role is himself responsible.
func (j Judge) team(e *directory.Employee, r *world.Record) access.Level {
	other := j.w.Directory.Employees[r.Responsible]
	if other == nil || other.No == e.No || other.Role == 0 || other.Role != e.Role || j.without == TeamGround {
		return access.NoLevel
	}
	switch j.w.Directory.Roles[e.Role].Team {
	case directory.TeamView:
		return access.ViewLevel
	case directory.TeamEdit:
		return access.EditLevel
	case directory.TeamNone:
	}
	return access.NoLevel
}

// supervision: each way of being superior by itself, the highest counts. Nobody is his own superior.
func (j Judge) supervision(e *directory.Employee, r *world.Record) access.Level {
	highest := access.NoLevel
	count := func(holds bool, g Ground, level schema.SupervisionLevel) {
		if holds && j.without != g {
			highest = max(highest, supervisionLevel(level))
		}
	}
	if r.Responsible == e.No {
		return highest
	}
	of := r.Type.Supervision
	below := j.w.Directory.Employees[r.Responsible]
	if below == nil { // a group: its managers, and those they report to
		count(j.isManager(e, r.Responsible), GroupsManagerGround, of.GroupManager)
		count(j.managersReportTo(r.Responsible, e.No), ManagersSuperiorGround, of.Reports)
		return highest
	}
	count(e.Role != 0 && below.Role != e.Role && j.roleWithin(below.Role, e.Role), RoleBelowGround, of.RoleBelow)
	count(j.reportsTo(below, e.No), ReportsGround, of.Reports)
	for _, d := range j.w.Directory.Departments {
		count(d.Head == e.No && j.departmentWithin(below.Department, d.No), DepartmentHeadGround, of.DepartmentHead)
	}
	for _, g := range j.w.Directory.Groups {
		count(j.isManager(e, g.No) && j.isMember(below, g.No), GroupManagerGround, of.GroupManager)
	}
	return highest
}

func (j Judge) managersReportTo(group, superior ident.No) bool {
	for _, manager := range j.w.Directory.Employees {
		if j.isManager(manager, group) && j.reportsTo(manager, superior) {
			return true
		}
	}
	return false
}

func supervisionLevel(level schema.SupervisionLevel) access.Level {
	switch level {
	case schema.SupervisionView:
		return access.ViewLevel
	case schema.SupervisionEdit:
		return access.EditLevel
	case schema.SupervisionDelete:
		return access.DeleteLevel
	case schema.SupervisionAuthorize:
		return access.AuthorizeLevel
	case schema.SupervisionNone:
	}
	return access.NoLevel
}

// organisation is the default of the type.
func (j Judge) organisation(r *world.Record) access.Level {
	if j.without == DefaultGround {
		return access.NoLevel
	}
	switch r.Type.Default {
	case schema.DefaultView:
		return access.ViewLevel
	case schema.DefaultEdit:
		return access.EditLevel
	case schema.DefaultDelete:
		return access.DeleteLevel
	case schema.Private, schema.Parent:
	}
	return access.NoLevel
}

// rule is one sharing rule: its source matches the record and its target contains him. By a condition it acts when its last record is tested.
func (j Judge) rule(e *directory.Employee, rule *access.SharingRule, r *world.Record) access.Level {
	if !rule.Active || rule.Type != r.Type.No || j.without == groundOfRule(rule) || !j.contains(rule.Target, e, r) {
		return access.NoLevel
	}
	found := false
	switch rule.Source {
	case access.ByResponsible:
		found = j.responsibleWithin(rule.Principal, r)
	case access.ByCondition:
		found = rule.Condition.State == access.Ready && Matches(rule.Condition.Filter, r)
	}
	if !found {
		return access.NoLevel
	}
	return rule.Level
}

// shared is the highest share on the record that has not expired, for a principal that contains him.
func (j Judge) shared(e *directory.Employee, r *world.Record) access.Level {
	highest := access.NoLevel
	for _, s := range r.Shares {
		if j.without != ShareGround && !j.expired(s.Expires) && j.contains(s.Principal, e, r) {
			highest = max(highest, s.Level)
		}
	}
	return highest
}

// expired: the end is rounded up to the full hour; the share holds while now is before it.
func (j Judge) expired(expires time.Time) bool {
	if expires.IsZero() {
		return false
	}
	hour := expires.Truncate(time.Hour)
	if hour.Before(expires) {
		hour = hour.Add(time.Hour)
	}
	return !j.now.Before(hour)
}

// levelLeft is step 5: the lowest that the restrictions on him leave of this record.
func (j Judge) levelLeft(e *directory.Employee, r *world.Record) access.Level {
	left := access.AuthorizeLevel
	for _, restriction := range j.w.Policy.Restrictions {
		if j.binds(e, restriction, r) {
			left = min(left, restriction.Level)
		}
	}
	return left
}

// binds: while its condition is being built a restriction is tested on the record itself; what the record controls is kept shut so long.
func (j Judge) binds(e *directory.Employee, restriction *access.Restriction, r *world.Record) bool {
	if !restriction.Active || restriction.Type != r.Type.No || j.without == groundOfRestriction(restriction) {
		return false
	}
	if c := restriction.Condition; c != nil && !Matches(c.Filter, r) && (c.State == access.Ready || !j.above) {
		return false
	}
	return j.containsAny(restriction.Who, e, r) && (j.without == ExceptGround || !j.containsAny(restriction.Except, e, r))
}

func (j Judge) containsAny(principals []access.Principal, e *directory.Employee, r *world.Record) bool {
	for _, p := range principals {
		if j.contains(p, e, r) {
			return true
		}
	}
	return false
}

// contains: he is among those whom the principal means, for this record if it is relative to one.
func (j Judge) contains(p access.Principal, e *directory.Employee, r *world.Record) bool {
	if j.without == groundOfPrincipal(p) {
		return false
	}
	switch p.Kind {
	case access.Everyone:
		return true
	case access.OneEmployee:
		return p.No == e.No
	case access.InRole:
		return p.No == e.Role
	case access.InRoleAndBelow:
		return j.roleWithin(e.Role, p.No)
	case access.InGroup:
		return j.isMember(e, p.No)
	case access.InDepartment:
		return p.No == e.Department
	case access.InDepartmentBelow:
		return j.departmentWithin(e.Department, p.No)
	case access.InBranch:
		return p.No == e.Branch
	case access.Superior: // the direct superior of the responsible; of a group, nobody
		responsible := j.w.Directory.Employees[r.Responsible]
		return responsible != nil && responsible.ReportsTo == e.No
	case access.InField:
		return inField(r, p.No) == e.No
	}
	return false
}
