package directory

import (
	"maps"
	"slices"

	"kontora/backend/ident"
)

// groups is who is in which group, every entry and every nesting resolved. All slices are sorted.
type groups struct {
	of       map[ident.No][]ident.No // by employee: the groups he is in; by group: itself and the groups that contain it
	managed  map[ident.No][]ident.No // by employee: the groups he manages
	members  map[ident.No][]ident.No // by group: employees
	managers map[ident.No][]ident.No // by group: employees
}

// place is what an entry of a group can name.
type place struct {
	kind MemberKind
	no   ident.No
}

// holder is a group that holds a place by one entry.
type holder struct {
	group   ident.No
	manager bool
}

func (d *Directory) resolveGroups() groups {
	holders := make(map[place][]holder)
	for _, no := range sortedKeys(d.Groups) {
		for _, m := range d.Groups[no].Members {
			at := place{m.Kind, m.No}
			holders[at] = append(holders[at], holder{no, m.Manager})
		}
	}
	g := groups{
		of:       make(map[ident.No][]ident.No, len(d.Groups)+len(d.Employees)),
		managed:  make(map[ident.No][]ident.No),
		members:  make(map[ident.No][]ident.No, len(d.Groups)),
		managers: make(map[ident.No][]ident.No),
	}
	for no := range d.Groups {
		g.of[no] = containing(no, holders)
	}
	for _, no := range sortedKeys(d.Employees) {
		g.place(no, d.placesOf(no, d.Employees[no]), holders)
	}
	return g
}

// containing returns the group and all that contain it at any depth; a cycle is walked round once.
func containing(group ident.No, holders map[place][]holder) []ident.No {
	seen := map[ident.No]struct{}{group: {}}
	for queue := []ident.No{group}; len(queue) > 0; queue = queue[1:] {
		for _, h := range holders[place{MemberGroup, queue[0]}] {
			if _, ok := seen[h.group]; !ok {
				seen[h.group] = struct{}{}
				queue = append(queue, h.group)
			}
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// placesOf lists every entry, other than of a group, that would hold the employee.
func (d *Directory) placesOf(no ident.No, e *Employee) []place {
	places := []place{{MemberEmployee, no}}
	if e.Role != 0 {
		places = append(places, place{MemberRole, e.Role}, place{MemberRoleAndBelow, e.Role})
		for _, up := range d.known.roles.above(e.Role) {
			places = append(places, place{MemberRoleAndBelow, up})
		}
	}
	if e.Department != 0 {
		places = append(places, place{MemberDepartment, e.Department}, place{MemberDepartmentAndBelow, e.Department})
		for _, up := range d.known.departments.above(e.Department) {
			places = append(places, place{MemberDepartmentAndBelow, up})
		}
	}
	if e.Branch != 0 {
		places = append(places, place{MemberBranch, e.Branch})
	}
	return places
}

// place puts one employee into his groups.
func (g *groups) place(employee ident.No, places []place, holders map[place][]holder) {
	in := make(map[ident.No]struct{})
	manages := make(map[ident.No]struct{})
	for _, at := range places {
		for _, h := range holders[at] {
			for _, group := range g.of[h.group] {
				in[group] = struct{}{}
			}
			if h.manager {
				manages[h.group] = struct{}{}
			}
		}
	}
	for group := range in {
		for _, h := range holders[place{MemberGroup, group}] {
			if h.manager {
				manages[h.group] = struct{}{}
			}
		}
	}
	g.of[employee] = slices.Sorted(maps.Keys(in))
	for _, group := range g.of[employee] {
		g.members[group] = append(g.members[group], employee)
	}
	g.managed[employee] = slices.Sorted(maps.Keys(manages))
	for _, group := range g.managed[employee] {
		g.managers[group] = append(g.managers[group], employee)
	}
}
