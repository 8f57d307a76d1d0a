package record

import (
	"kontora/backend/access"
	"kontora/backend/ident"
)

// people finds the employees, groups and types of one model by their identifiers.
type people struct {
	model     *access.Model
	employees map[ident.ID]ident.No
	groups    map[ident.ID]ident.No
}

// peopleOf returns the index of the model; it is made once for each model.
func (s *Service) peopleOf(model *access.Model) *people {
	if known := s.people.Load(); known != nil && known.model == model {
		return known
	}
	known := &people{model: model, employees: make(map[ident.ID]ident.No), groups: make(map[ident.ID]ident.No)}
	for no, e := range model.Directory.Employees {
		known.employees[e.ID] = no
	}
	for no, g := range model.Directory.Groups {
		known.groups[g.ID] = no
	}
	s.people.Store(known)
	return known
}

// PersonNo returns the number of an employee, or with groups also of a group.
func (p *people) PersonNo(id ident.ID, groups bool) (ident.No, bool) {
	if no, ok := p.employees[id]; ok {
		return no, true
	}
	if no, ok := p.groups[id]; ok && groups {
		return no, true
	}
	return 0, false
}

// PersonID returns the identifier of an employee or a group.
func (p *people) PersonID(no ident.No) (ident.ID, bool) {
	if e, ok := p.model.Directory.Employees[no]; ok {
		return e.ID, true
	}
	if g, ok := p.model.Directory.Groups[no]; ok {
		return g.ID, true
	}
	return ident.ID{}, false
}

// PersonName returns what an employee or a group is called.
func (p *people) PersonName(no ident.No) (string, bool) {
	if e, ok := p.model.Directory.Employees[no]; ok {
		return p.model.Directory.FullName(e), true
	}
	if g, ok := p.model.Directory.Groups[no]; ok {
		return g.Name, true
	}
	return "", false
}

// TypeNo returns the number of an element type.
func (p *people) TypeNo(name string) (ident.No, bool) {
	t, ok := p.model.Schema.Type(name)
	if !ok {
		return 0, false
	}
	return t.No, true
}

// TypeName returns the name of an element type.
func (p *people) TypeName(no ident.No) (string, bool) {
	t, ok := p.model.Schema.TypeByNo(no)
	if !ok {
		return "", false
	}
	return t.Name, true
}
