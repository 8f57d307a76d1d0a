package world

import (
	"fmt"

	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/locale"
)

// maxTree bounds the depth of the trees of roles and departments.
const maxTree = 4

func (m *maker) roles() {
	for range m.count(1, m.size.Roles) {
		no := m.number()
		parent := m.below(m.nos.roles, maxTree)
		m.grow(no, parent)
		m.nos.roles = append(m.nos.roles, no)
		m.w.Directory.Roles[no] = &directory.Role{
			No: no, ID: IDOf(no), Name: fmt.Sprintf("Role %d", no), Parent: parent,
			Profiles: few(m, 1, 2, m.nos.profiles),
			Team:     pick(m, directory.TeamNone, directory.TeamView, directory.TeamEdit, directory.TeamNone),
		}
	}
}

func (m *maker) departments() {
	for range m.count(1, m.size.Departments) {
		no := m.number()
		parent := m.below(m.nos.departments, maxTree)
		m.grow(no, parent)
		m.nos.departments = append(m.nos.departments, no)
		m.w.Directory.Departments[no] = &directory.Department{No: no, ID: IDOf(no), Name: fmt.Sprintf("Department %d", no), Parent: parent}
	}
}

func (m *maker) branches() {
	for range m.count(1, m.size.Branches) {
		no := m.number()
		m.nos.branches = append(m.nos.branches, no)
		m.w.Directory.Branches[no] = &directory.Branch{No: no, ID: IDOf(no), Name: fmt.Sprintf("Branch %d", no), TimeZone: "Europe/Berlin"}
	}
}

func (m *maker) positions() {
	for range m.some(1, 3) {
		no := m.number()
		m.nos.positions = append(m.nos.positions, no)
		m.w.Directory.Positions[no] = &directory.Position{
			No: no, ID: IDOf(no), Name: fmt.Sprintf("Position %d", no),
			Role: anyOf(m, m.nos.roles), Department: anyOf(m, m.nos.departments),
		}
	}
}

func (m *maker) employees() {
	for range m.count(1, m.size.Employees) {
		m.employee()
	}
	for _, d := range sorted(m.w.Directory.Departments) {
		if m.mostly(3) {
			d.Head = anyOf(m, m.nos.employees)
		}
	}
}

func (m *maker) employee() {
	no := m.number()
	e := &directory.Employee{
		No: no, ID: IDOf(no), RecordID: IDOf(no), Name: directory.PersonName{Last: fmt.Sprintf("Person%d", no), First: "Kim"},
		Login: fmt.Sprintf("person%d", no), Identity: IDOf(no),
		Status: directory.Active, RoleSource: directory.Manual,
		Language: locale.English, TimeZone: "Europe/Berlin",
	}
	if m.once(6) {
		e.Status = pick(m, directory.Invited, directory.Suspended, directory.Dismissed)
	}
	e.Administrator = m.once(10)
	e.Position = anyOf(m, m.nos.positions)
	e.Role = anyOf(m, m.nos.roles)
	if m.once(3) {
		e.RoleSource = directory.FromPosition
		e.Role = m.w.Directory.Positions[e.Position].Role
	}
	if m.mostly(8) {
		e.Department = anyOf(m, m.nos.departments)
	}
	if m.mostly(8) {
		e.Branch = anyOf(m, m.nos.branches)
	}
	if m.mostly(5) {
		e.ReportsTo = anyOf(m, m.nos.employees)
	}
	if m.once(4) {
		e.Profiles = few(m, 1, 1, m.nos.profiles)
	}
	m.nos.employees = append(m.nos.employees, no)
	m.w.Directory.Employees[no] = e
}

// groups makes groups that hold only groups made before, so that none holds itself.
func (m *maker) groups() {
	for range m.count(0, m.size.Groups) {
		no := m.number()
		g := &directory.Group{No: no, ID: IDOf(no), Name: fmt.Sprintf("Group %d", no), CountsForReach: m.mostly(3)}
		for range m.some(1, 3) {
			m.member(g)
		}
		if m.mostly(3) {
			g.Profiles = few(m, 1, 1, m.nos.profiles)
		}
		if m.once(2) {
			g.Department = anyOf(m, m.nos.departments)
		}
		if m.once(2) {
			g.Branch = anyOf(m, m.nos.branches)
		}
		m.nos.groups = append(m.nos.groups, no)
		m.w.Directory.Groups[no] = g
	}
}

func (m *maker) member(g *directory.Group) {
	var no ident.No
	kind := pick(m, directory.MemberEmployee, directory.MemberGroup, directory.MemberRole, directory.MemberRoleAndBelow,
		directory.MemberDepartment, directory.MemberDepartmentAndBelow, directory.MemberBranch, directory.MemberEmployee)
	switch kind {
	case directory.MemberEmployee:
		no = anyOf(m, m.nos.employees)
	case directory.MemberRole, directory.MemberRoleAndBelow:
		no = anyOf(m, m.nos.roles)
	case directory.MemberDepartment, directory.MemberDepartmentAndBelow:
		no = anyOf(m, m.nos.departments)
	case directory.MemberBranch:
		no = anyOf(m, m.nos.branches)
	case directory.MemberGroup:
		no = anyOf(m, m.nos.groups)
	}
	if no == 0 {
		return
	}
	for _, there := range g.Members {
		if there.Kind == kind && there.No == no {
			return
		}
	}
	g.Members = append(g.Members, directory.Member{Kind: kind, No: no, Manager: m.once(3)})
}
