package world

import (
	"time"

	"kontora/backend/access"
	"kontora/backend/schema"
)

// records makes every employee's card, at least one record of every type but for those no record could be parent to, and more up to the size.
func (m *maker) records() {
	var others []*schema.ElementType
	for _, t := range m.w.Types {
		if t.Name == EmployeeType {
			for _, e := range m.w.Employees() {
				card := m.record(t)
				card.ID, card.Responsible = e.RecordID, e.No
			}
			continue
		}
		others = append(others, t)
		m.record(t)
	}
	for range m.count(0, m.size.Records-len(m.w.Records)) {
		m.record(pick(m, others...))
	}
}

func (m *maker) record(t *schema.ElementType) *Record {
	no := m.number()
	r := &Record{ID: IDOf(no), Type: t, Creator: anyOf(m, m.nos.employees), Values: map[string]any{}, Tested: m.once(2)}
	for _, field := range []string{"amount", "stage", "urgent", "due"} {
		if m.mostly(4) {
			r.Values[field] = m.value(field)
		}
	}
	r.Values["name"] = m.value("name")
	for _, field := range []string{"assistant", "curator"} {
		if m.once(2) {
			r.Values[field] = anyOf(m, m.nos.employees)
		}
	}
	if Controlled(t) {
		if r.Parent = m.parent(t); r.Parent == nil {
			return r
		}
	} else {
		m.charge(r)
	}
	m.w.Records = append(m.w.Records, r)
	m.byType[t.Name] = append(m.byType[t.Name], r)
	return r
}

// charge says who is responsible and with whom the record is shared.
func (m *maker) charge(r *Record) {
	r.Responsible = anyOf(m, m.nos.employees)
	if len(m.nos.groups) > 0 && m.once(3) {
		r.Responsible = anyOf(m, m.nos.groups)
	}
	if m.mostly(3) {
		return
	}
	for range m.some(1, 3) {
		share := access.Share{Principal: m.principal(r.Type, true), Level: pick(m, access.ViewLevel, access.EditLevel, access.DeleteLevel, access.AuthorizeLevel)}
		if m.once(2) {
			share.Expires = m.w.Now.Add(time.Duration(m.some(-8, 8)) * 15 * time.Minute)
		}
		r.Shares = append(r.Shares, share)
	}
}

func (m *maker) parent(t *schema.ElementType) *Record {
	link, _ := t.Field(t.ParentField)
	var types []*schema.ElementType
	for _, other := range m.w.Types {
		if other.No < t.No && (link.Target == "" || link.Target == other.Name) && len(m.byType[other.Name]) > 0 {
			types = append(types, other)
		}
	}
	if len(types) == 0 {
		return nil
	}
	parent := pick(m, m.byType[pick(m, types...).Name]...)
	if parent.Depth() == schema.MaxParentDepth {
		return nil
	}
	return parent
}
