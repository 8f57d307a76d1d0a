package world

import (
	"fmt"

	"kontora/backend/access"
	"kontora/backend/schema"
)

func (m *maker) profiles() {
	for range m.count(1, m.size.Profiles) {
		no := m.number()
		p := &access.Profile{
			No: no, ID: IDOf(no), Name: fmt.Sprintf("Profile %d", no),
			Matrix: map[string]map[string]access.Reach{}, Fields: map[string]map[string]schema.FieldRight{}, Features: map[access.Feature]bool{},
		}
		for _, t := range m.w.Types {
			if m.mostly(6) {
				p.Matrix[t.Name] = m.row()
			}
			if rights := m.fieldRights(t); len(rights) > 0 {
				p.Fields[t.Name] = rights
			}
		}
		for _, f := range access.Features() {
			if m.once(3) {
				p.Features[f] = m.once(2)
			}
		}
		m.nos.profiles = append(m.nos.profiles, no)
		m.w.Policy.Profiles[no] = p
	}
}

// row is the part of a profile about one type. Most are narrow, so that the grounds decide and not the reach alone.
func (m *maker) row() map[string]access.Reach {
	row := map[string]access.Reach{}
	style := m.source.upTo(5)
	same := m.reach()
	for _, a := range access.Actions() {
		switch style {
		case 0:
			row[a.String()] = access.ReachOwn
		case 1:
			row[a.String()] = same
		case 2:
			row[a.String()] = access.ReachAll
		default:
			row[a.String()] = m.reach()
		}
		if style < 3 && m.once(6) {
			row[a.String()] = m.reach()
		}
		if a == access.Authorize && m.once(3) {
			row[a.String()] = 0
		}
		if row[a.String()] == 0 && m.mostly(2) {
			delete(row, a.String())
		}
	}
	return row
}

func (m *maker) reach() access.Reach {
	switch m.source.upTo(9) {
	case 0:
		return 0
	case 1:
		return access.ReachOwn
	case 2:
		return access.ReachAll | m.ways()
	case 3:
		return m.ways()
	}
	return pick(m, access.ReachGroup, access.ReachGroup, access.ReachDepartment, access.ReachDepartmentAndBelow, access.ReachBranch)
}

func (m *maker) ways() access.Reach {
	var r access.Reach
	for _, way := range []access.Reach{access.ReachOwn, access.ReachGroup, access.ReachDepartment, access.ReachDepartmentAndBelow, access.ReachBranch} {
		if m.once(2) {
			r |= way
		}
	}
	return r
}

func (m *maker) fieldRights(t *schema.ElementType) map[string]schema.FieldRight {
	rights := map[string]schema.FieldRight{}
	for _, f := range t.Fields {
		if f.Name != "name" && m.once(4) {
			rights[f.Name] = pick(m, schema.Hidden, schema.Masked, schema.Read, schema.Edit)
		}
	}
	return rights
}
