package access

import (
	"slices"

	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Open reports whether everybody employed may read the field whole: a change of an open field may show in what all who view the record
// can tell, such as when it was changed last.
func Open(m *Model, t *schema.ElementType, f *schema.Field) bool {
	inputs, ok := t.Inputs(f)
	return ok && openItself(m, t, f) && !slices.ContainsFunc(inputs, func(input *schema.Field) bool { return !openItself(m, t, input) })
}

// openItself is Open without what a calculated field is made of.
func openItself(m *Model, t *schema.ElementType, f *schema.Field) bool {
	if repeated, ok := t.Repeats(f); ok && !openItself(m, t, repeated) {
		return false
	}
	if followed, ok := t.Follows(f); ok && !openItself(m, t, followed) {
		return false
	}
	if f.Cap.Rank() > 0 && f.Cap.Rank() < schema.Read.Rank() {
		return false
	}
	named := make(map[ident.No]int)
	closed := f.DefaultRight.Rank() < schema.Read.Rank()
	for no, p := range m.Policy.Profiles {
		if rank := p.Fields[t.Name][f.Name].Rank(); rank > 0 {
			named[no] = rank
			closed = closed || rank < schema.Read.Rank()
		}
	}
	if !closed {
		return true
	}
	for no, e := range m.Directory.Employees {
		if e.Status != directory.Dismissed && !e.Administrator && !m.reads(no, e, f, named) {
			return false
		}
	}
	return true
}

// reads reports whether the profiles of an employee, by the rank that each gives, or else the default let him read the field.
func (m *Model) reads(no ident.No, e *directory.Employee, f *schema.Field, named map[ident.No]int) bool {
	best := 0
	count := func(profiles []ident.No) {
		for _, p := range profiles {
			best = max(best, named[p])
		}
	}
	count(e.Profiles)
	if role, ok := m.Directory.Roles[e.Role]; ok {
		count(role.Profiles)
	}
	for _, group := range m.Directory.GroupsOf(no) {
		count(m.Directory.Groups[group].Profiles)
	}
	if best == 0 {
		best = f.DefaultRight.Rank()
	}
	return best >= schema.Read.Rank()
}
