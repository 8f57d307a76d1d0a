package directory

import (
	"reflect"
	"slices"
	"sync"
	"testing"

	"kontora/backend/ident"
)

func nos(n ...ident.No) []ident.No { return n }

// office is a company of two departments, one below the other, a chain of three roles and groups that hold one another.
func office() *Directory {
	return &Directory{
		Roles: map[ident.No]*Role{
			1: {No: 1, Name: "director"},
			2: {No: 2, Name: "manager", Parent: 1},
			3: {No: 3, Name: "seller", Parent: 2},
			4: {No: 4, Name: "accountant", Parent: 1},
		},
		Departments: map[ident.No]*Department{
			11: {No: 11, Name: "sales", Head: 101},
			12: {No: 12, Name: "sales north", Parent: 11},
			13: {No: 13, Name: "books", Head: 104},
		},
		Branches: map[ident.No]*Branch{21: {No: 21, Name: "Riga"}},
		Groups: map[ident.No]*Group{
			31: {No: 31, Name: "tender", Members: []Member{{Kind: MemberEmployee, No: 103}, {Kind: MemberEmployee, No: 104, Manager: true}}},
			32: {No: 32, Name: "projects", Members: []Member{{Kind: MemberGroup, No: 31}}, Department: 13, Branch: 21},
			33: {No: 33, Name: "board", Members: []Member{{Kind: MemberGroup, No: 32, Manager: true}}},
			34: {No: 34, Name: "below manager", Members: []Member{{Kind: MemberRoleAndBelow, No: 2}}},
			35: {No: 35, Name: "whole sales", Members: []Member{{Kind: MemberDepartmentAndBelow, No: 11}}},
			36: {No: 36, Name: "sales proper", Members: []Member{{Kind: MemberDepartment, No: 11}}},
			37: {No: 37, Name: "Riga people", Members: []Member{{Kind: MemberBranch, No: 21}}},
			38: {No: 38, Name: "managers only", Members: []Member{{Kind: MemberRole, No: 2}}},
		},
		Employees: map[ident.No]*Employee{
			100: {No: 100, Name: PersonName{Last: "Boss"}, Role: 1},
			101: {No: 101, Name: PersonName{Last: "Head"}, Role: 2, Department: 11, ReportsTo: 100},
			102: {No: 102, Name: PersonName{Last: "Seller"}, Role: 3, Department: 12, ReportsTo: 101, Branch: 21},
			103: {No: 103, Name: PersonName{Last: "Junior"}, Role: 3, Department: 12, ReportsTo: 102},
			104: {No: 104, Name: PersonName{Last: "Books"}, Role: 4, Department: 13},
		},
	}
}

func TestGroupsResolveTheirEntries(t *testing.T) {
	d := New(office())
	for _, c := range []struct {
		says  string
		group ident.No
		want  []ident.No
	}{
		{"an entry of an employee holds him", 31, nos(103, 104)},
		{"a nested group brings its members", 32, nos(103, 104)},
		{"a group nested twice brings its members", 33, nos(103, 104)},
		{"a role with those below holds all their holders", 34, nos(101, 102, 103)},
		{"a role alone holds only its own holders", 38, nos(101)},
		{"a department with those below holds all of them", 35, nos(101, 102, 103)},
		{"a department alone holds only its own people", 36, nos(101)},
		{"a branch holds its people", 37, nos(102)},
	} {
		if got := d.Members(c.group); !slices.Equal(got, c.want) {
			t.Errorf("%s: members of %d are %v, want %v", c.says, c.group, got, c.want)
		}
	}
}

func TestManagersOfGroups(t *testing.T) {
	d := New(office())
	for _, c := range []struct {
		says  string
		group ident.No
		want  []ident.No
	}{
		{"only the marked entry makes a manager", 31, nos(104)},
		{"managers of a nested group do not manage the outer one", 32, nil},
		{"a marked group makes all whom it holds managers", 33, nos(103, 104)},
	} {
		if got := d.Managers(c.group); !slices.Equal(got, c.want) {
			t.Errorf("%s: managers of %d are %v, want %v", c.says, c.group, got, c.want)
		}
	}
	if got := d.ManagedBy(104); !slices.Equal(got, nos(31, 33)) {
		t.Errorf("104 manages %v", got)
	}
}

func TestWhereOneStands(t *testing.T) {
	d := New(office())
	if got := d.GroupsOf(31); !slices.Equal(got, nos(31, 32, 33)) {
		t.Errorf("a group stands in itself and what contains it: %v", got)
	}
	if got := d.GroupsOf(102); !slices.Equal(got, nos(34, 35, 37)) {
		t.Errorf("groups of 102: %v", got)
	}
	if d.DepartmentOf(32) != 13 || d.BranchOf(32) != 21 || d.DepartmentOf(31) != 0 || d.DepartmentOf(999) != 0 || d.BranchOf(999) != 0 {
		t.Error("a group stands in the department and branch set on it, and in no other")
	}
	if d.NameOf(101) != "Head" || d.NameOf(31) != "tender" || d.NameOf(999) != "" {
		t.Error("names of those who can be responsible")
	}
	if !d.IsGroup(31) || d.IsGroup(101) {
		t.Error("a group is a group and an employee is none")
	}
}

func TestTreesAndChains(t *testing.T) {
	d := New(office())
	for says, holds := range map[string]bool{
		"a role is below those over it":             d.RoleBelow(3, 1) && d.RoleBelow(2, 1),
		"a role is not below itself":                !d.RoleBelow(2, 2) && d.RoleWithin(2, 2),
		"a role is not below its neighbour":         !d.RoleBelow(3, 4) && !d.RoleWithin(3, 4),
		"no role is within nothing":                 !d.RoleWithin(0, 0) && !d.RoleBelow(0, 0),
		"a department is within the one over it":    d.DepartmentWithin(12, 11) && !d.DepartmentWithin(11, 12),
		"a head heads the departments below his":    d.Heads(101, 12) && d.Heads(101, 11) && !d.Heads(101, 13),
		"reports are counted at any depth":          d.ReportsTo(103, 100) && !d.ReportsTo(100, 103) && !d.ReportsTo(103, 103),
		"superiors come nearest first":              slices.Equal(d.Superiors(103), nos(102, 101, 100)),
		"everyone under a superior is his report":   slices.Equal(d.Reports(101), nos(102, 103)),
		"whoever has none under him has no reports": len(d.Reports(103)) == 0 && len(d.Reports(999)) == 0,
		"a subtree begins at its top":               slices.Equal(d.RolesWithin(2), nos(2, 3)),
		"headed departments come with those below":  slices.Equal(d.Headed(101), nos(11, 12)),
	} {
		if !holds {
			t.Error(says)
		}
	}
}

func TestCyclesEndAndGiveNothing(t *testing.T) {
	d := New(&Directory{
		Roles: map[ident.No]*Role{1: {No: 1, Parent: 2}, 2: {No: 2, Parent: 1}, 3: {No: 3, Parent: 2}, 4: {No: 4, Parent: 4}},
		Employees: map[ident.No]*Employee{
			11: {No: 11, ReportsTo: 12, Role: 1}, 12: {No: 12, ReportsTo: 11, Role: 3}, 13: {No: 13, ReportsTo: 999},
		},
		Groups: map[ident.No]*Group{
			21: {No: 21, Members: []Member{{Kind: MemberGroup, No: 22}, {Kind: MemberEmployee, No: 11}}},
			22: {No: 22, Members: []Member{{Kind: MemberGroup, No: 21, Manager: true}}},
			23: {No: 23, Members: []Member{{Kind: MemberGroup, No: 23}}},
		},
	})
	if d.RoleBelow(1, 2) || d.RoleBelow(2, 1) || d.RoleBelow(3, 1) || d.RoleBelow(4, 4) || !d.RoleWithin(1, 1) {
		t.Error("a role in a cycle, or below one, is within itself only")
	}
	if d.ReportsTo(11, 12) || d.ReportsTo(11, 11) || len(d.Superiors(11)) != 0 || len(d.Superiors(13)) != 0 {
		t.Error("a cycle of superiors makes nobody a superior")
	}
	if got := d.Members(22); !slices.Equal(got, nos(11)) {
		t.Errorf("groups in a cycle hold each other's members once: %v", got)
	}
	if got := d.GroupsOf(23); !slices.Equal(got, nos(23)) {
		t.Errorf("a group in itself stands in itself once: %v", got)
	}
}

func TestDeepTreesDoNotExhaustAnything(t *testing.T) {
	const depth = 200_000
	d := &Directory{Departments: make(map[ident.No]*Department, depth)}
	for no := ident.No(1); no <= depth; no++ {
		d.Departments[no] = &Department{No: no, Name: "x", Parent: no - 1}
	}
	New(d)
	if !d.DepartmentWithin(depth, 1) || d.DepartmentWithin(1, depth) {
		t.Error("the deepest department is within the highest, not the other way round")
	}
	if err := d.CheckDepartment(d.Departments[depth]); err != nil {
		t.Errorf("a deep tree is no cycle: %v", err)
	}
}

func TestDraftLeavesTheOriginalAlone(t *testing.T) {
	d := New(office())
	before := d.GroupsOf(102)
	changed := d.Draft()
	moved := *changed.Employees[102]
	moved.Department = 13
	changed.Employees[102] = &moved
	if d.Employees[102].Department != 12 || !reflect.DeepEqual(d.GroupsOf(102), before) {
		t.Error("the original directory changed with its draft")
	}
	if changed.InGroup(102, 35) || !d.InGroup(102, 35) {
		t.Error("the draft works out its own relations")
	}
}

func TestRelationsAreWorkedOutOnceForAll(t *testing.T) {
	d := office()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if !d.InGroup(103, 33) {
				t.Error("103 is in 33")
			}
		})
	}
	all.Wait()
}
