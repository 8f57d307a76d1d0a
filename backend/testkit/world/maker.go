package world

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/ident"
)

// maker builds one company from a source of choices. Every choice of zero is the plainest one, so that shrinking leads to plain companies.
type maker struct {
	source source
	size   Size
	exact  bool // counts are those of size, not up to them
	last   ident.No
	w      *World
	depth  map[ident.No]int // of roles and departments in their trees
	slots  map[ident.No]int // conditions given out, by type
	nos    numbers
	byType map[string][]*Record
}

// numbers are those given out, by kind, in rising order.
type numbers struct {
	employees, roles, departments, branches, positions, groups, profiles []ident.No
}

func newMaker(s source, size Size, exact bool) *maker {
	return &maker{source: s, size: size, exact: exact, depth: map[ident.No]int{}, slots: map[ident.No]int{}, byType: map[string][]*Record{}, w: &World{
		Directory: &directory.Directory{
			Employees: map[ident.No]*directory.Employee{}, Roles: map[ident.No]*directory.Role{}, Positions: map[ident.No]*directory.Position{},
			Departments: map[ident.No]*directory.Department{}, Branches: map[ident.No]*directory.Branch{}, Groups: map[ident.No]*directory.Group{},
		},
		Policy: &access.Policy{
			Profiles: map[ident.No]*access.Profile{}, Rules: map[ident.No]*access.SharingRule{}, Restrictions: map[ident.No]*access.Restriction{},
		},
	}}
}

func (m *maker) make() *World {
	m.w.Now = time.Date(2026, 3, 2, 10, 15*m.source.upTo(3), 0, 0, time.UTC)
	m.types()
	m.profiles()
	m.roles()
	m.departments()
	m.branches()
	m.positions()
	m.employees()
	m.groups()
	m.rules()
	m.restrictions()
	m.records()
	return m.w
}

func (m *maker) number() ident.No {
	m.last++
	return m.last
}

// count is how many of something there are: from least up to most, rather more than fewer.
func (m *maker) count(least, most int) int {
	if m.exact || most <= least {
		return most
	}
	return least + max(m.source.upTo(most-least), m.source.upTo(most-least))
}

// some is a small number from least to most, also in an exact company.
func (m *maker) some(least, most int) int { return least + m.source.upTo(most-least) }

// once is true once in so many times.
func (m *maker) once(in int) bool { return m.source.upTo(in-1) == in-1 }

// mostly is false once in so many times.
func (m *maker) mostly(in int) bool { return !m.once(in) }

func pick[T any](m *maker, from ...T) T { return from[m.source.upTo(len(from)-1)] }

// anyOf picks one; zero when there is none.
func anyOf(m *maker, from []ident.No) ident.No {
	if len(from) == 0 {
		return 0
	}
	return pick(m, from...)
}

func sorted[T any](from map[ident.No]*T) []*T {
	all := make([]*T, 0, len(from))
	for _, no := range slices.Sorted(maps.Keys(from)) {
		all = append(all, from[no])
	}
	return all
}

// below picks a place in a tree not deeper than most: zero, the top, or one of those already there.
func (m *maker) below(from []ident.No, most int) ident.No {
	var parents []ident.No
	for _, no := range from {
		if m.depth[no] < most-1 {
			parents = append(parents, no)
		}
	}
	if len(parents) > 0 && m.mostly(4) {
		return pick(m, parents...)
	}
	return 0
}

func (m *maker) grow(no, parent ident.No) {
	if parent != 0 {
		m.depth[no] = m.depth[parent] + 1
	}
}

// few picks up to most different ones.
func few[T cmp.Ordered](m *maker, least, most int, from []T) []T {
	var picked []T
	for range m.some(least, most) {
		if len(from) == 0 {
			break
		}
		if one := pick(m, from...); !slices.Contains(picked, one) {
			picked = append(picked, one)
		}
	}
	return picked
}
