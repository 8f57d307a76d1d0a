package access

import (
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// relative reports whether whom the principal holds depends on the record.
func (p Principal) relative() bool { return p.Kind == Superior || p.Kind == InField }

// holds reports whether an employee or group stands in a principal that is not relative. A group stands in itself, in the groups
// that contain it, in its department and branch, and in everyone.
func holds(d *directory.Directory, p Principal, who ident.No) bool {
	if p.Kind == Everyone {
		return true
	}
	if p.No == 0 {
		return false
	}
	switch p.Kind {
	case OneEmployee, InRole, InRoleAndBelow:
		e, ok := d.Employees[who]
		return ok && (p.Kind == OneEmployee && who == p.No || p.Kind == InRole && e.Role == p.No || p.Kind == InRoleAndBelow && d.RoleWithin(e.Role, p.No))
	case InGroup:
		return d.InGroup(who, p.No)
	case InDepartment:
		return d.DepartmentOf(who) == p.No
	case InDepartmentBelow:
		return d.DepartmentWithin(d.DepartmentOf(who), p.No)
	case InBranch:
		return d.BranchOf(who) == p.No
	}
	return false
}

// holdsFor reports the same for any principal, relative to a record of the type with the cause.
func holdsFor(d *directory.Directory, t *schema.ElementType, p Principal, who ident.No, c *Cause) bool {
	switch p.Kind {
	case Superior:
		return who != 0 && superiorOf(d, c.Responsible) == who
	case InField:
		slot, ok := accessSlot(t, p.No)
		return ok && who != 0 && c.InFields[slot] == who
	}
	return holds(d, p, who)
}

// superiorOf is whom a responsible employee reports to directly; a group has no superior.
func superiorOf(d *directory.Directory, responsible ident.No) ident.No {
	if e, ok := d.Employees[responsible]; ok {
		return e.ReportsTo
	}
	return 0
}

// accessSlot finds the place of an access-bearing field in a cause.
func accessSlot(t *schema.ElementType, field ident.No) (int, bool) {
	for slot, name := range t.AccessFields {
		if slot >= schema.MaxAccessFields {
			break
		}
		if f, ok := t.Field(name); ok && f.No == field {
			return slot, true
		}
	}
	return 0, false
}

// StandsIn reports whether a principal that is not relative to a record contains the employee.
func (r *Rights) StandsIn(p Principal) bool { return r.active && r.isMe(p) }

// isMe reports whether a principal that is not relative contains the employee.
func (r *Rights) isMe(p Principal) bool { return !p.relative() && holds(r.model.Directory, p, r.self) }

// matched reports whether the condition of a slot is among those a record matches.
func (c *Condition) matched(bits uint32) bool {
	return c.Slot >= 0 && c.Slot < schema.MaxConditions && bits&(1<<c.Slot) != 0
}
