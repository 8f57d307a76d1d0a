package world

import (
	"fmt"

	"kontora/backend/access"
	"kontora/backend/schema"
)

// principal picks a set of employees; the relative kinds only where a record of the type tells them.
func (m *maker) principal(t *schema.ElementType, relative bool) access.Principal {
	kinds := []access.PrincipalKind{
		access.OneEmployee, access.InGroup, access.InRole, access.InRoleAndBelow, access.InDepartment, access.InDepartmentBelow, access.InBranch,
	}
	if relative {
		kinds = append(kinds, access.Superior, access.Superior)
		if len(t.AccessFields) > 0 {
			kinds = append(kinds, access.InField, access.InField)
		}
	}
	if m.once(10) {
		return access.Principal{Kind: access.Everyone}
	}
	p := access.Principal{Kind: pick(m, kinds...)}
	switch p.Kind {
	case access.OneEmployee:
		p.No = anyOf(m, m.nos.employees)
	case access.InGroup:
		p.No = anyOf(m, m.nos.groups)
		if p.No == 0 {
			return access.Principal{Kind: access.OneEmployee, No: anyOf(m, m.nos.employees)}
		}
	case access.InRole, access.InRoleAndBelow:
		p.No = anyOf(m, m.nos.roles)
	case access.InDepartment, access.InDepartmentBelow:
		p.No = anyOf(m, m.nos.departments)
	case access.InBranch:
		p.No = anyOf(m, m.nos.branches)
	case access.InField:
		f, _ := t.Field(pick(m, t.AccessFields...))
		p.No = f.No
	case access.Everyone, access.Superior:
	}
	return p
}

func (m *maker) principals(t *schema.ElementType, least, most int) []access.Principal {
	var all []access.Principal
	for range m.some(least, most) {
		all = append(all, m.principal(t, true))
	}
	return all
}

// rules makes sharing rules and restrictions for all types, also for those controlled by their parent, where they mean nothing.
func (m *maker) rules() {
	for range m.count(0, m.size.Rules) {
		t := pick(m, m.w.Types...)
		no := m.number()
		rule := &access.SharingRule{
			No: no, ID: IDOf(no), Name: fmt.Sprintf("Rule %d", no), Type: t.No, Source: access.ByResponsible,
			Target: m.principal(t, true), Level: pick(m, access.ViewLevel, access.EditLevel, access.DeleteLevel), Active: m.mostly(6),
		}
		if condition := m.condition(t); condition != nil && m.once(2) {
			rule.Source, rule.Condition = access.ByCondition, condition
		} else {
			rule.Principal = access.Principal{Kind: access.Everyone}
			if m.mostly(4) {
				rule.Principal = m.principal(t, m.once(3))
			}
		}
		m.w.Policy.Rules[no] = rule
	}
}

func (m *maker) restrictions() {
	for range m.count(0, m.size.Restrictions) {
		t := pick(m, m.w.Types...)
		no := m.number()
		restriction := &access.Restriction{
			No: no, ID: IDOf(no), Name: fmt.Sprintf("Restriction %d", no), Type: t.No,
			Who: m.principals(t, 1, 2), Except: m.principals(t, 0, 1),
			Level: pick(m, access.DeleteLevel, access.EditLevel, access.ViewLevel, access.NoLevel), Active: m.mostly(6),
		}
		if m.mostly(3) {
			restriction.Condition = m.condition(t)
		}
		m.w.Policy.Restrictions[no] = restriction
	}
}
