package access

import (
	"testing"

	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

func TestPersonAndAdministrator(t *testing.T) {
	play(t, []scene{
		{"an active employee has his own", nil, anna, of(anna), acts(View, Edit, Delete, Authorize), nil},
		{"an invited one has nothing", func(m *Model) { m.Directory.Employees[anna].Status = directory.Invited }, anna, of(anna), nil, acts(View)},
		{"a suspended one has nothing", func(m *Model) { m.Directory.Employees[anna].Status = directory.Suspended }, anna, of(anna), nil, acts(View)},
		{"a dismissed administrator has nothing", func(m *Model) { m.Directory.Employees[root].Status = directory.Dismissed }, root, of(anna), nil, acts(View)},
		{"a stranger has nothing", nil, 999, of(anna), nil, acts(View)},
		{"an administrator may do everything", nil, root, of(anna), append(Actions(), Comment), nil},
		{"an administrator without any profile too", func(m *Model) { m.Policy.Profiles = nil }, root, of(anna), append(Actions(), Comment), nil},
		{"no restriction binds an administrator", func(m *Model) { m.restrict(NoLevel, Principal{Kind: Everyone}) }, root, of(anna), append(Actions(), Comment), nil},
		{"the status of the responsible changes nothing", func(m *Model) {
			m.Directory.Employees[boris].Status = directory.Dismissed
			m.kind(deal).Default = schema.DefaultEdit
		}, anna, of(boris), acts(View, Edit), nil},
		{"a type that is no more has no records", nil, root, Cause{Type: 999, Responsible: anna}, nil, acts(View)},
	})
}

func TestCaps(t *testing.T) {
	open := func(m *Model) { m.kind(deal).Default = schema.DefaultDelete }
	play(t, []scene{
		{"no word on an action is no, whatever was given", func(m *Model) { open(m); m.take("deal", Edit) }, boris, of(anna), acts(View, Delete), acts(Edit)},
		{"not even one's own may be edited then", func(m *Model) { m.take("deal", Edit) }, anna, of(anna), acts(View, Delete), acts(Edit, MassEdit, Merge, Transfer)},
		{"no word on viewing is no to everything", func(m *Model) { open(m); m.take("deal", View) }, anna, of(anna), nil, append(Actions(), Comment)},
		{"a word that finds nobody is still a word", func(m *Model) {
			open(m)
			m.take("deal", Edit)
			m.give(boris, ReachDepartment, Edit)
		}, boris, of(anna), acts(View, Edit), nil},
		{"none is no word", func(m *Model) { open(m); m.take("deal", Edit); m.give(boris, 0, Edit) }, boris, of(anna), acts(View), acts(Edit)},
		{"profiles of a group add to those of the role", func(m *Model) {
			open(m)
			m.take("deal", Edit)
			m.Policy.Profiles[extra].Matrix = map[string]map[string]Reach{"deal": Matrix(ReachOwn, Edit)}
			m.Directory.Groups[tender].Profiles = nos(extra)
		}, anna, of(boris), acts(View, Edit), nil},
		{"profiles of a group that contains one's group too", func(m *Model) {
			open(m)
			m.take("deal", Edit)
			m.Policy.Profiles[extra].Matrix = map[string]map[string]Reach{"deal": Matrix(ReachOwn, Edit)}
			m.Directory.Groups[project].Profiles = nos(extra)
		}, anna, of(boris), acts(View, Edit), nil},
		{"profiles of a role above give nothing below", func(m *Model) {
			open(m)
			m.take("deal", Edit)
			m.Policy.Profiles[extra].Matrix = map[string]map[string]Reach{"deal": Matrix(ReachAll, Edit)}
			m.Directory.Roles[manager].Profiles = append(m.Directory.Roles[manager].Profiles, extra)
		}, anna, of(boris), acts(View), acts(Edit)},
	})
}

func TestReach(t *testing.T) {
	give := func(who ident.No, reach Reach, more ...func(m *Model)) func(m *Model) {
		return func(m *Model) {
			m.give(who, reach, View, Edit)
			for _, change := range more {
				change(m)
			}
		}
	}
	counts := func(m *Model) { m.Directory.Groups[project].CountsForReach = true }
	inGroup := func(group, who ident.No) func(m *Model) {
		return func(m *Model) {
			g := m.Directory.Groups[group]
			g.Members = append(g.Members, directory.Member{Kind: directory.MemberEmployee, No: who})
		}
	}
	place := func(group, department, branch ident.No) func(m *Model) {
		return func(m *Model) {
			m.Directory.Groups[group].Department, m.Directory.Groups[group].Branch = department, branch
		}
	}
	carried := func(reach Reach, group ident.No) func(m *Model) {
		return func(m *Model) {
			m.Policy.Profiles[extra].Matrix = map[string]map[string]Reach{"deal": Matrix(reach, View)}
			m.Directory.Groups[group].Profiles = nos(extra)
		}
	}
	play(t, []scene{
		{"own reaches oneself", give(anna, ReachOwn), anna, of(anna), acts(View), nil},
		{"own reaches a group one is in", give(anna, ReachOwn), anna, of(tender), acts(View, Edit), nil},
		{"own reaches a group one is in through another", give(anna, ReachOwn), anna, of(project), acts(View, Edit), nil},
		{"own does not reach others", give(anna, ReachOwn), anna, of(boris), nil, acts(View)},
		{"own does not reach a group inside one's group", give(boris, ReachOwn, inGroup(project, boris)), boris, of(tender), nil, acts(View)},
		{"group reaches members of a group that counts", give(anna, ReachGroup, counts, inGroup(project, boris)), anna, of(boris), acts(View, Edit), nil},
		{"group does not reach through a group that does not count", give(anna, ReachGroup, inGroup(project, boris)), anna, of(boris), nil, acts(View)},
		{"group reaches a group inside one's group", give(boris, ReachGroup, counts, inGroup(project, boris)), boris, of(tender), acts(View), nil},
		{"group reaches a member of a group inside one's group", give(boris, ReachGroup, counts, inGroup(project, boris)), boris, of(anna), acts(View), nil},
		{"in a profile that a group carries, group is that group, counting or not", func(m *Model) {
			carried(ReachGroup, project)(m)
			inGroup(project, boris)(m)
		}, boris, of(anna), acts(View), acts(Edit)},
		{"and no other group, even one that counts", func(m *Model) {
			carried(ReachGroup, tender)(m)
			counts(m)
			inGroup(project, boris)(m)
		}, anna, of(boris), nil, acts(View)},
		{"department reaches one's own department", give(dina, ReachDepartment, func(m *Model) { m.Directory.Employees[boris].Department = books }), dina, of(boris), acts(View), nil},
		{"department does not reach a department below", give(vera, ReachDepartment), vera, of(anna), nil, acts(View)},
		{"department_and_below does", give(vera, ReachDepartmentAndBelow), vera, of(anna), acts(View, Edit), nil},
		{"department_and_below does not reach above", give(anna, ReachDepartmentAndBelow), anna, of(vera), nil, acts(View)},
		{"whoever is in no department has no colleagues in it", give(boris, ReachDepartment), boris, of(gleb), nil, acts(View)},
		{"a group stands in the department set on it", give(dina, ReachDepartment, place(project, books, 0)), dina, of(project), acts(View), nil},
		{"a group stands in the branch set on it", give(dina, ReachBranch, place(project, 0, riga), func(m *Model) { m.Directory.Employees[dina].Branch = riga }), dina, of(project), acts(View), nil},
		{"a group does not stand where its members do", give(vera, ReachDepartmentAndBelow), vera, of(tender), nil, acts(View)},
		{"branch reaches the same branch", give(dina, ReachBranch, func(m *Model) {
			m.Directory.Employees[dina].Branch, m.Directory.Employees[boris].Branch = riga, riga
		}), dina, of(boris), acts(View), nil},
		{"whoever is in no branch has no colleagues in it", give(dina, ReachBranch), dina, of(boris), nil, acts(View)},
		{"all reaches everybody", give(dina, ReachAll), dina, of(tender), acts(View, Edit), acts(Delete)},
		{"reach for one action gives no other", func(m *Model) { m.give(dina, ReachAll, Edit) }, dina, of(anna), nil, acts(View, Edit)},
		{"reach adds to a level action by action", func(m *Model) {
			m.kind(deal).Default = schema.DefaultView
			m.give(dina, ReachAll, Delete)
		}, dina, of(anna), acts(View, Delete), acts(Edit, Merge)},
	})
}

func TestOwnerCreatorAndTeam(t *testing.T) {
	team := func(level directory.TeamLevel) func(m *Model) {
		return func(m *Model) { m.Directory.Roles[seller].Team = level }
	}
	keeps := func(k schema.CreatorKeeps) func(m *Model) {
		return func(m *Model) { m.kind(deal).CreatorKeeps = k }
	}
	made := Cause{Type: deal, Responsible: boris, Creator: anna}
	play(t, []scene{
		{"a private deal is nobody else's", nil, boris, of(anna), nil, acts(View)},
		{"a member of the responsible group has everything on it", nil, anna, of(tender), acts(View, Edit, Delete, Authorize), nil},
		{"who is not in the responsible group has nothing", nil, boris, of(tender), nil, acts(View)},
		{"the creator views", keeps(schema.CreatorViews), anna, made, acts(View), acts(Edit)},
		{"the creator edits, where the type says so", keeps(schema.CreatorEdits), anna, made, acts(View, Edit), acts(Delete)},
		{"the creator has nothing, where the type says so", keeps(schema.CreatorNone), anna, made, nil, acts(View)},
		{"only the creator is the creator", keeps(schema.CreatorEdits), vera, made, nil, acts(View)},
		{"a team role shows what another holder is responsible for", team(directory.TeamView), boris, of(anna), acts(View), acts(Edit)},
		{"a team role may let edit it", team(directory.TeamEdit), boris, of(anna), acts(View, Edit), acts(Delete)},
		{"a role that is no team gives nothing", team(directory.TeamNone), boris, of(anna), nil, acts(View)},
		{"a team does not extend to a group of another holder", team(directory.TeamEdit), boris, of(tender), nil, acts(View)},
		{"a team does not extend to other roles", team(directory.TeamEdit), vera, of(anna), nil, acts(View)},
	})
	m := company(nil)
	if got := can(m, anna, Cause{Type: card, Responsible: anna}); !equalSets(got, View, Edit, Create, Import) {
		t.Errorf("on his own card everyone has edit, not more: %v", got)
	}
}

func equalSets(got []Action, want ...Action) bool {
	return setOf(got...) == setOf(want...)
}

func TestSupervision(t *testing.T) {
	with := func(s schema.Supervision, more ...func(m *Model)) func(m *Model) {
		return func(m *Model) {
			m.kind(deal).Supervision = s
			for _, change := range more {
				change(m)
			}
		}
	}
	reports := func(who, to ident.No) func(m *Model) {
		return func(m *Model) { m.Directory.Employees[who].ReportsTo = to }
	}
	manages := func(group, who ident.No) func(m *Model) {
		return func(m *Model) {
			g := m.Directory.Groups[group]
			g.Members = append(g.Members, directory.Member{Kind: directory.MemberEmployee, No: who, Manager: true})
		}
	}
	heads := func(department, who ident.No) func(m *Model) {
		return func(m *Model) { m.Directory.Departments[department].Head = who }
	}
	usual := schema.UsualSupervision()
	play(t, []scene{
		{"a role below is seen from above, at any depth", with(usual), gleb, of(anna), acts(View), acts(Edit)},
		{"a role beside is not", with(usual), dina, of(anna), nil, acts(View)},
		{"a role above is not", with(usual), anna, of(vera), nil, acts(View)},
		{"the same role is not", with(usual), boris, of(anna), nil, acts(View)},
		{"switched off it gives nothing", with(schema.Supervision{RoleBelow: schema.SupervisionNone}), gleb, of(anna), nil, acts(View)},
		{"it can go up to authorize", with(schema.Supervision{RoleBelow: schema.SupervisionAuthorize}), gleb, of(anna), acts(Edit, Delete, Authorize), nil},
		{"who reports is seen, at any depth", with(usual, reports(boris, anna), reports(anna, dina)), dina, of(boris), acts(View), acts(Edit)},
		{"who is reported to is not seen", with(usual, reports(dina, boris)), boris, of(gleb), nil, acts(View)},
		{"a head sees his department and those below", with(usual, heads(sales, dina)), dina, of(anna), acts(View), acts(Edit)},
		{"a head of a department below does not see above", with(usual, heads(north, dina)), dina, of(vera), nil, acts(View)},
		{"a manager of a group edits what its members have", with(usual, manages(tender, dina)), dina, of(anna), acts(View, Edit), acts(Delete)},
		{"a manager of a group edits what members of groups inside it have", with(usual, manages(project, dina)), dina, of(anna), acts(View, Edit), nil},
		{"a responsible group is supervised by its managers", with(usual, manages(tender, dina), func(m *Model) { m.take("deal", Authorize) }), dina, of(tender), acts(View, Edit), nil},
		{"and by those whom the managers report to", with(usual, manages(tender, dina), reports(dina, boris)), boris, of(tender), acts(View), acts(Edit)},
		{"not by those whom its members report to", with(usual, reports(anna, boris)), boris, of(tender), nil, acts(View)},
		{"not by managers of groups that contain it", with(usual, func(m *Model) {
			m.Directory.Groups[project].Members = append(m.Directory.Groups[project].Members, directory.Member{Kind: directory.MemberGroup, No: tender, Manager: true})
			m.Directory.Groups[33] = &directory.Group{No: 33, Members: []directory.Member{{Kind: directory.MemberGroup, No: project}, {Kind: directory.MemberEmployee, No: boris, Manager: true}}}
		}), boris, of(project), nil, acts(View)},
		{"not by the head of the department set on it", with(usual, heads(books, boris), func(m *Model) { m.Directory.Groups[tender].Department = books }), boris, of(tender), nil, acts(View)},
		{"nobody supervises his own card", with(usual, func(m *Model) {
			m.kind(card).Supervision = schema.Supervision{DepartmentHead: schema.SupervisionAuthorize}
			m.Directory.Departments[north].Head = anna
		}), anna, Cause{Type: card, Responsible: anna}, acts(Edit), acts(Delete, Authorize)},
	})
}

func TestOrganisationDefault(t *testing.T) {
	for level, may := range map[schema.Default][]Action{
		schema.Private: {}, schema.DefaultView: {View}, schema.DefaultEdit: {View, Edit}, schema.DefaultDelete: {View, Edit, Delete},
	} {
		m := company(func(m *Model) { m.kind(deal).Default = level })
		got := setOf(can(m, boris, of(anna))...) & setOf(View, Edit, Delete, Authorize)
		if got != setOf(may...) {
			t.Errorf("default %s gives %b, want %v", level, got, may)
		}
	}
}
