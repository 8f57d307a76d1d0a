package replica

import (
	"cmp"
	"encoding/json"
	"slices"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// Company is what a desk is told of the company: what every employee may know of it, the types of which its employee may see records with the
// fields that are not hidden from him, and what he may do. It holds no inward number of the office and no rule.
type Company struct {
	Company     *directory.Company `json:"company"`
	Employee    ident.ID           `json:"employee"` // whose desk it is
	Rights      *access.Compiled   `json:"rights"`
	People      []Person           `json:"people"`
	Groups      []Named            `json:"groups"`
	Departments []Named            `json:"departments"`
	Branches    []Named            `json:"branches"`
	Types       []Type             `json:"types"`
}

// Person is an employee as everybody in the company may name him.
type Person struct {
	ID         ident.ID             `json:"id"`
	Name       directory.PersonName `json:"name"`
	Status     directory.Status     `json:"status"`
	Guarded    bool                 `json:"guarded,omitempty"` // an administrator, whose card only administrators change
	Department ident.ID             `json:"department,omitzero"`
	Branch     ident.ID             `json:"branch,omitzero"`
	// Of the desk's own employee, how he has his window.
	Language locale.Language `json:"language,omitempty"`
	TimeZone string          `json:"time_zone,omitempty"`
	Theme    string          `json:"theme,omitempty"`
}

// Named is a group, a department or a branch.
type Named struct {
	ID     ident.ID `json:"id"`
	Name   string   `json:"name"`
	Parent ident.ID `json:"parent,omitzero"` // of a department
	Mine   bool     `json:"mine,omitempty"`  // of a group: the employee is in it
}

// Type is a type of which the employee may see records. The numbers of its fields are aliases.
type Type struct {
	Alias   uint32              `json:"alias"`
	Element *schema.ElementType `json:"element"`
}

// companyFor works out what the desk of an employee is told.
func companyFor(m *access.Model, rights *access.Rights, a *Aliases) *Company {
	d := m.Directory
	c := &Company{Company: openCompany(d.Company), Rights: rights.Compiled()}
	if e, ok := d.Employees[rights.Employee()]; ok {
		c.Employee = e.ID
	}
	idOf := func(department, branch ident.No) (ident.ID, ident.ID) {
		var ids [2]ident.ID
		if x, ok := d.Departments[department]; ok {
			ids[0] = x.ID
		}
		if x, ok := d.Branches[branch]; ok {
			ids[1] = x.ID
		}
		return ids[0], ids[1]
	}
	for _, e := range d.Employees {
		person := Person{ID: e.ID, Name: e.Name, Status: e.Status, Guarded: e.Administrator}
		person.Department, person.Branch = idOf(e.Department, e.Branch)
		if e.ID == c.Employee {
			person.Language, person.TimeZone, person.Theme = e.Language, e.TimeZone, e.Theme
		}
		c.People = append(c.People, person)
	}
	slices.SortFunc(c.People, func(x, y Person) int { return slices.Compare(x.ID[:], y.ID[:]) })
	for no, g := range d.Groups {
		c.Groups = append(c.Groups, Named{ID: g.ID, Name: g.Name, Mine: d.InGroup(rights.Employee(), no)})
	}
	for _, x := range d.Departments {
		parent, _ := idOf(x.Parent, 0)
		c.Departments = append(c.Departments, Named{ID: x.ID, Name: x.Name, Parent: parent})
	}
	for _, x := range d.Branches {
		c.Branches = append(c.Branches, Named{ID: x.ID, Name: x.Name})
	}
	for _, named := range [][]Named{c.Groups, c.Departments, c.Branches} {
		slices.SortFunc(named, func(x, y Named) int { return slices.Compare(x.ID[:], y.ID[:]) })
	}
	for _, t := range m.Schema.Types() {
		if rights.May(access.View, t.No) {
			c.Types = append(c.Types, Type{Alias: a.out(typeRealm, uint32(t.No)), Element: openType(t, func(f *schema.Field) schema.FieldRight { return rights.Field(t, f) }, a)})
		}
	}
	slices.SortFunc(c.Types, func(x, y Type) int { return cmp.Compare(x.Element.Name, y.Element.Name) })
	return c
}

// openCompany is the company without what only those who look after the office may know.
func openCompany(open directory.Company) *directory.Company {
	open.Mail, open.Room, open.Logo = nil, directory.Room{}, nil
	return &open
}

// openType is a type without the fields that are hidden from the employee, and without what would tell of them: sections of theirs alone, and
// in other fields what only those are told who read them in full.
func openType(t *schema.ElementType, right func(*schema.Field) schema.FieldRight, a *Aliases) *schema.ElementType {
	open := *t
	open.Fields, open.AccessFields, open.Sections = nil, nil, nil
	open.Archived, open.Removing, open.Removed = nil, nil, nil
	open.Supervision = schema.Supervision{}
	rights := make(map[string]schema.FieldRight)
	for _, f := range schema.InherentFields() {
		rights[f.Name] = schema.Read
	}
	sections := make(map[string]bool)
	for _, f := range t.Fields {
		rights[f.Name] = right(f)
		sections[f.Section] = sections[f.Section] || rights[f.Name] != schema.Hidden
	}
	for _, f := range t.Fields {
		if rights[f.Name] != schema.Hidden {
			open.Fields = append(open.Fields, openField(f, rights, a))
		}
	}
	for _, name := range t.AccessFields {
		if rights[name] != schema.Hidden {
			open.AccessFields = append(open.AccessFields, name)
		}
	}
	for _, section := range t.Sections {
		if sections[section.Name] {
			open.Sections = append(open.Sections, section)
		}
	}
	return &open
}

// openField is a field for a desk. That values are unique only the office can tell: a desk does not hold them all.
func openField(f *schema.Field, rights map[string]schema.FieldRight, a *Aliases) *schema.Field {
	open := *f
	open.No = ident.No(a.out(fieldRealm, uint32(f.No)))
	open.Cap, open.DefaultRight, open.Unique, open.Indexing = "", schema.Hidden, false, false
	notRead := func(name string) bool { return rights[name].Rank() < schema.Read.Rank() }
	if rights[f.Name] != schema.Edit {
		open.Start = nil
	}
	if rights[f.Name] == schema.Masked {
		open.Shortened, open.Formula = true, ""
	}
	if slices.ContainsFunc(f.ShowIf.Fields(), notRead) {
		open.ShowIf = query.Expr{}
	}
	if f.DependsOn != "" && notRead(f.DependsOn) {
		open.DependsOn = ""
		open.Choices = slices.Clone(f.Choices)
		for i := range open.Choices {
			open.Choices[i].For = nil
		}
	}
	return &open
}

// encode is the company as it is sent, the same bytes for the same content, and by what it is known again.
func (c *Company) encode() (body, known []byte, err error) {
	body, err = json.Marshal(c)
	if err != nil {
		return nil, nil, err
	}
	return body, Known(body), nil
}

// viewOf is what the employee may see, of records and of their fields, as far as the scope of his desk goes.
func viewOf(m *access.Model, cells access.Cells, rights *access.Rights, scope Scope) View {
	v := View{Cells: make(map[access.CellNo]ViewCell), Types: make(map[ident.No][]Field), Since: make(map[ident.No]int64)}
	for _, t := range m.Schema.Types() {
		if !rights.May(access.View, t.No) {
			continue
		}
		v.Types[t.No] = fieldsOf(t, rights)
		if at := scope.since(t); at != 0 {
			v.Since[t.No] = at
		}
		for no, grant := range rights.Seen(t.No) {
			cause, _ := cells.Cause(no)
			if !scope.holds(m.Directory, cells, cause, rights.Employee()) {
				continue
			}
			v.Cells[no] = ViewCell{Type: t.No, Grant: grant, Ground: Ground{Responsible: cause.Responsible, Parent: cause.Parent}}
		}
	}
	return v
}

func fieldsOf(t *schema.ElementType, rights *access.Rights) []Field {
	fields := []Field{}
	for _, f := range t.Fields {
		switch rights.Field(t, f) {
		case schema.Masked:
			fields = append(fields, Field{No: f.No, Shortened: true})
		case schema.Read, schema.Edit:
			fields = append(fields, Field{No: f.No})
		case schema.Hidden:
		}
	}
	sortFields(fields)
	return fields
}
