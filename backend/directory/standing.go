package directory

import (
	"slices"

	"kontora/backend/ident"
)

// RoleBelow reports whether the role is under the other at any depth.
func (d *Directory) RoleBelow(role, above ident.No) bool {
	return d.relations().roles.below(role, above)
}

// RoleWithin reports whether the role is top or under it.
func (d *Directory) RoleWithin(role, top ident.No) bool { return d.relations().roles.within(role, top) }

// RolesWithin returns top and the roles under it, top first. The slice is shared and must not be changed.
func (d *Directory) RolesWithin(top ident.No) []ident.No { return d.relations().roles.subtree(top) }

// DepartmentWithin reports whether the department is top or under it.
func (d *Directory) DepartmentWithin(department, top ident.No) bool {
	return d.relations().departments.within(department, top)
}

// DepartmentsWithin returns top and the departments under it, top first. The slice is shared and must not be changed.
func (d *Directory) DepartmentsWithin(top ident.No) []ident.No {
	return d.relations().departments.subtree(top)
}

// ReportsTo reports whether superior is over the employee at any depth.
func (d *Directory) ReportsTo(employee, superior ident.No) bool {
	return d.relations().superiors.below(employee, superior)
}

// Superiors returns the chain over an employee, his own superior first.
func (d *Directory) Superiors(employee ident.No) []ident.No {
	return d.relations().superiors.above(employee)
}

// Reports returns all who report to the employee at any depth, in no particular order of rank. The slice is shared and must not be changed.
func (d *Directory) Reports(employee ident.No) []ident.No {
	if all := d.relations().superiors.subtree(employee); len(all) > 0 {
		return all[1:]
	}
	return nil
}

// Heads reports whether the employee heads the department or one over it.
func (d *Directory) Heads(employee, department ident.No) bool {
	for _, headed := range d.relations().headed[employee] {
		if d.DepartmentWithin(department, headed) {
			return true
		}
	}
	return false
}

// Headed returns the departments that the employee heads and all under them, sorted.
func (d *Directory) Headed(employee ident.No) []ident.No {
	var all []ident.No
	for _, headed := range d.relations().headed[employee] {
		all = append(all, d.DepartmentsWithin(headed)...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// IsGroup reports whether the number names a group.
func (d *Directory) IsGroup(no ident.No) bool {
	_, ok := d.Groups[no]
	return ok
}

// GroupsOf returns the groups an employee is in, at any depth of nesting; of a group, itself and those that contain it.
// These are the groups in which he, or it, stands. The slice is sorted, shared and must not be changed.
func (d *Directory) GroupsOf(who ident.No) []ident.No { return d.relations().groups.of[who] }

// InGroup reports whether the employee or group stands in the group.
func (d *Directory) InGroup(who, group ident.No) bool {
	_, ok := slices.BinarySearch(d.relations().groups.of[who], group)
	return ok
}

// Members returns the employees in a group, sorted. The slice is shared and must not be changed.
func (d *Directory) Members(group ident.No) []ident.No { return d.relations().groups.members[group] }

// Managers returns the employees who manage a group, sorted. The slice is shared and must not be changed.
func (d *Directory) Managers(group ident.No) []ident.No { return d.relations().groups.managers[group] }

// ManagedBy returns the groups an employee manages, sorted. The slice is shared and must not be changed.
func (d *Directory) ManagedBy(employee ident.No) []ident.No {
	return d.relations().groups.managed[employee]
}

// DepartmentOf returns the department in which an employee or group stands, or zero.
func (d *Directory) DepartmentOf(who ident.No) ident.No {
	if e, ok := d.Employees[who]; ok {
		return e.Department
	}
	if g, ok := d.Groups[who]; ok {
		return g.Department
	}
	return 0
}

// BranchOf returns the branch in which an employee or group stands, or zero.
func (d *Directory) BranchOf(who ident.No) ident.No {
	if e, ok := d.Employees[who]; ok {
		return e.Branch
	}
	if g, ok := d.Groups[who]; ok {
		return g.Branch
	}
	return 0
}

// NameOf returns the name of an employee or group, and nothing for others.
func (d *Directory) NameOf(who ident.No) string {
	if e, ok := d.Employees[who]; ok {
		return d.FullName(e)
	}
	if g, ok := d.Groups[who]; ok {
		return g.Name
	}
	return ""
}
