package world

import (
	"maps"
	"slices"

	"pgregory.net/rapid"

	"kontora/backend/directory"
	"kontora/backend/ident"
)

// nobody is a number that no company gives out.
const nobody = ident.No(1 << 30)

// breakages are the ways to spoil a company, by what is then wrong with it. Each is false where the company has not what it takes.
func breakages() map[string]func(*maker) bool {
	return map[string]func(*maker) bool{
		"roles above one another":               (*maker).cycleOfRoles,
		"departments above one another":         (*maker).cycleOfDepartments,
		"employees reporting to one another":    (*maker).cycleOfReports,
		"groups holding one another":            (*maker).cycleOfGroups,
		"a role that is not there":              (*maker).missingRole,
		"a department that is not there":        (*maker).missingDepartment,
		"a head who is not there":               (*maker).missingHead,
		"a superior who is not there":           (*maker).missingSuperior,
		"a member of a group that is not there": (*maker).missingMember,
	}
}

// DrawBroken makes a company whose directory must be refused, and says what is wrong with it.
func DrawBroken(t *rapid.T) (*World, string) {
	what := rapid.SampledFrom(Breakages()).Draw(t, "what is wrong")
	w := rapid.Custom(func(t *rapid.T) *World {
		m := newMaker(drawn{t: t, bit: rapid.Bool()}, small, false)
		m.make()
		if !breakages()[what](m) {
			t.SkipNow()
		}
		return m.w
	}).Draw(t, "company")
	return w, what
}

// Breakages lists what can be wrong with a company that DrawBroken makes.
func Breakages() []string { return slices.Sorted(maps.Keys(breakages())) }

func (m *maker) cycleOfRoles() bool {
	r := pick(m, sorted(m.w.Directory.Roles)...)
	top := r
	for top.Parent != 0 {
		top = m.w.Directory.Roles[top.Parent]
	}
	top.Parent = r.No
	return true
}

func (m *maker) cycleOfDepartments() bool {
	d := pick(m, sorted(m.w.Directory.Departments)...)
	top := d
	for top.Parent != 0 {
		top = m.w.Directory.Departments[top.Parent]
	}
	top.Parent = d.No
	return true
}

func (m *maker) cycleOfReports() bool {
	e := pick(m, sorted(m.w.Directory.Employees)...)
	top := e
	for top.ReportsTo != 0 {
		top = m.w.Directory.Employees[top.ReportsTo]
	}
	top.ReportsTo = e.No
	return true
}

// cycleOfGroups lets the last group hold the first of a chain that leads to it.
func (m *maker) cycleOfGroups() bool {
	groups := sorted(m.w.Directory.Groups)
	if len(groups) == 0 {
		return false
	}
	first := pick(m, groups...)
	last := first
	for deeper := true; deeper; {
		deeper = false
		for _, entry := range last.Members {
			if entry.Kind == directory.MemberGroup {
				last, deeper = m.w.Directory.Groups[entry.No], true
				break
			}
		}
	}
	last.Members = append(last.Members, directory.Member{Kind: directory.MemberGroup, No: first.No, Manager: m.once(2)})
	return true
}

func (m *maker) missingRole() bool {
	m.w.Directory.Employees[anyOf(m, m.nos.employees)].Role = nobody
	return true
}

func (m *maker) missingDepartment() bool {
	m.w.Directory.Employees[anyOf(m, m.nos.employees)].Department = nobody
	return true
}

func (m *maker) missingHead() bool {
	m.w.Directory.Departments[anyOf(m, m.nos.departments)].Head = nobody
	return true
}

func (m *maker) missingSuperior() bool {
	m.w.Directory.Employees[anyOf(m, m.nos.employees)].ReportsTo = nobody
	return true
}

func (m *maker) missingMember() bool {
	if len(m.w.Directory.Groups) == 0 {
		return false
	}
	g := m.w.Directory.Groups[anyOf(m, m.nos.groups)]
	g.Members = append(g.Members, directory.Member{Kind: pick(m, directory.MemberEmployee, directory.MemberGroup, directory.MemberDepartment), No: nobody})
	return true
}
