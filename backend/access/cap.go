package access

import (
	"slices"

	"kontora/backend/ident"
)

// reachCap is what the profiles of an employee allow of one action on one type. The zero cap says nothing, which is no;
// a cap that finds no responsible is still a word.
type reachCap struct {
	ways   Reach      // ReachGroup in it is every group of his that counts for reach
	groups []ident.No // groups that carry a profile which says group: these, whether they count or not
}

func (c reachCap) isEmpty() bool { return c.ways == 0 && len(c.groups) == 0 }

func (c *reachCap) add(reach Reach, carrier ident.No) {
	if carrier != 0 && reach&ReachGroup != 0 {
		reach &^= ReachGroup
		if !slices.Contains(c.groups, carrier) {
			c.groups = append(c.groups, carrier)
		}
	}
	c.ways |= reach
}

// held is a profile that an employee has, and from where.
type held struct {
	profile *Profile
	carrier PrincipalKind // InRole, InGroup or OneEmployee
	no      ident.No      // the role, group or employee that carries it
}

// group is the group that carries the profile, or zero.
func (h held) group() ident.No {
	if h.carrier == InGroup {
		return h.no
	}
	return 0
}

// profilesOf gathers what the employee's role, his groups and he himself carry.
func (r *Rights) profilesOf() []held {
	d := r.model.Directory
	var all []held
	give := func(profiles []ident.No, carrier PrincipalKind, no ident.No) {
		for _, p := range profiles {
			if profile, ok := r.model.Policy.Profiles[p]; ok {
				all = append(all, held{profile, carrier, no})
			}
		}
	}
	if role, ok := d.Roles[r.person.Role]; ok {
		give(role.Profiles, InRole, r.person.Role)
	}
	for _, group := range d.GroupsOf(r.self) {
		give(d.Groups[group].Profiles, InGroup, group)
	}
	give(r.person.Profiles, OneEmployee, r.self)
	return all
}

// Cap is what his profiles allow of the action on a type, in the words of a profile: an administrator, who needs none, has all. It is for
// showing; what decides is Reaches.
func (r *Rights) Cap(a Action, no ident.No) Reach {
	t := r.typed(no)
	switch {
	case t == nil || !r.active:
		return 0
	case r.administrator:
		return ReachAll
	}
	return t.caps[a].reach()
}

// near says in which ways a responsible is near the employee, ReachAll always among them.
func (r *Rights) near(responsible ident.No) Reach {
	d := r.model.Directory
	ways := ReachAll
	if r.owns(responsible) {
		ways |= ReachOwn
	}
	for _, group := range r.counting {
		if d.InGroup(responsible, group) {
			ways |= ReachGroup
			break
		}
	}
	if department := d.DepartmentOf(responsible); department != 0 && r.person.Department != 0 {
		if department == r.person.Department {
			ways |= ReachDepartment
		}
		if d.DepartmentWithin(department, r.person.Department) {
			ways |= ReachDepartmentAndBelow
		}
	}
	if branch := d.BranchOf(responsible); branch != 0 && branch == r.person.Branch {
		ways |= ReachBranch
	}
	return ways
}

// owns reports whether the responsible is the employee or a group he is in.
func (r *Rights) owns(responsible ident.No) bool {
	return responsible == r.self || r.model.Directory.IsGroup(responsible) && r.model.Directory.InGroup(r.self, responsible)
}

// covers reports whether a responsible who is near in these ways stands within the cap.
func (r *Rights) covers(c reachCap, near Reach, responsible ident.No) bool {
	if c.ways&near != 0 {
		return true
	}
	for _, group := range c.groups {
		if r.model.Directory.InGroup(responsible, group) {
			return true
		}
	}
	return false
}
