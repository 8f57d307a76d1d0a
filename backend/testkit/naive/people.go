package naive

import (
	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/testkit/world"
)

// isMember: one of the group's entries holds him, however deep groups lie in groups.
func (j Judge) isMember(e *directory.Employee, group ident.No) bool {
	g := j.w.Directory.Groups[group]
	if g == nil {
		return false
	}
	for _, entry := range g.Members {
		if j.holds(entry, e) {
			return true
		}
	}
	return false
}

// isManager: an entry marked manager holds him.
func (j Judge) isManager(e *directory.Employee, group ident.No) bool {
	g := j.w.Directory.Groups[group]
	if g == nil {
		return false
	}
	for _, entry := range g.Members {
		if entry.Manager && j.holds(entry, e) {
			return true
		}
	}
	return false
}

func (j Judge) holds(entry directory.Member, e *directory.Employee) bool {
	switch entry.Kind {
	case directory.MemberEmployee:
		return entry.No == e.No
	case directory.MemberRole:
		return entry.No == e.Role
	case directory.MemberRoleAndBelow:
		return j.roleWithin(e.Role, entry.No)
	case directory.MemberDepartment:
		return entry.No == e.Department
	case directory.MemberDepartmentAndBelow:
		return j.departmentWithin(e.Department, entry.No)
	case directory.MemberBranch:
		return entry.No == e.Branch
	case directory.MemberGroup:
		return j.isMember(e, entry.No)
	}
	return false
}

// groupWithin: the inner group is the outer one or is contained in it, however deep.
func (j Judge) groupWithin(inner, outer ident.No) bool {
	if inner == outer {
		return true
	}
	g := j.w.Directory.Groups[outer]
	if g == nil {
		return false
	}
	for _, entry := range g.Members {
		if entry.Kind == directory.MemberGroup && j.groupWithin(inner, entry.No) {
			return true
		}
	}
	return false
}

// roleWithin: the role is the top one or stands below it.
func (j Judge) roleWithin(role, top ident.No) bool {
	for role != 0 {
		if role == top {
			return true
		}
		role = j.w.Directory.Roles[role].Parent
	}
	return false
}

// departmentWithin: the department is the top one or stands below it.
func (j Judge) departmentWithin(department, top ident.No) bool {
	for department != 0 {
		if department == top {
			return true
		}
		department = j.w.Directory.Departments[department].Parent
	}
	return false
}

// reportsTo: at any depth.
func (j Judge) reportsTo(e *directory.Employee, superior ident.No) bool {
	for e.ReportsTo != 0 {
		if e.ReportsTo == superior {
			return true
		}
		e = j.w.Directory.Employees[e.ReportsTo]
	}
	return false
}

// isInCharge: he is responsible himself, or a member of the responsible group.
func (j Judge) isInCharge(e *directory.Employee, responsible ident.No) bool {
	return responsible == e.No || j.isMember(e, responsible)
}

// standsInGroup: an employee as its member; a group in itself and in the groups that contain it.
func (j Judge) standsInGroup(responsible, group ident.No) bool {
	if e := j.w.Directory.Employees[responsible]; e != nil {
		return j.isMember(e, group)
	}
	return j.groupWithin(responsible, group)
}

// departmentOf is where an employee works, or where a group stands.
func (j Judge) departmentOf(responsible ident.No) ident.No {
	if e := j.w.Directory.Employees[responsible]; e != nil {
		return e.Department
	}
	return j.w.Directory.Groups[responsible].Department
}

// branchOf is where an employee works, or where a group stands.
func (j Judge) branchOf(responsible ident.No) ident.No {
	if e := j.w.Directory.Employees[responsible]; e != nil {
		return e.Branch
	}
	return j.w.Directory.Groups[responsible].Branch
}

// responsibleWithin: the responsible stands within the principal, for this record if it is relative to one.
func (j Judge) responsibleWithin(p access.Principal, r *world.Record) bool {
	responsible := r.Responsible
	switch p.Kind {
	case access.Everyone:
		return true
	case access.OneEmployee:
		return responsible == p.No
	case access.InGroup:
		return j.standsInGroup(responsible, p.No)
	case access.InDepartment:
		return j.departmentOf(responsible) == p.No
	case access.InDepartmentBelow:
		return j.departmentWithin(j.departmentOf(responsible), p.No)
	case access.InBranch:
		return j.branchOf(responsible) == p.No
	case access.InRole, access.InRoleAndBelow: // no group stands in a role
		e := j.w.Directory.Employees[responsible]
		return e != nil && (e.Role == p.No || p.Kind == access.InRoleAndBelow && j.roleWithin(e.Role, p.No))
	case access.InField:
		return inField(r, p.No) == responsible
	case access.Superior: // nobody is his own
		return false
	}
	return false
}

// inField is the employee in an access-bearing field of the record; zero when there is none, or the field bears no access.
func inField(r *world.Record, field ident.No) ident.No {
	for _, name := range r.Type.AccessFields {
		for _, f := range r.Type.Fields {
			if f.Name == name && f.No == field {
				no, _ := r.Values[name].(ident.No)
				return no
			}
		}
	}
	return 0
}
