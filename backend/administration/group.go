package administration

import (
	"context"
	"fmt"
	"slices"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
)

// Member is one entry of a group in the form of the API.
type Member struct {
	Kind    directory.MemberKind `json:"kind" enum:"employee,role,role_and_below,department,department_and_below,branch,group"`
	ID      ident.ID             `json:"id"`
	Manager bool                 `json:"manager,omitempty"`
}

// GroupFields is what is filled in for a group.
type GroupFields struct {
	Name           string     `json:"name"`
	Members        []Member   `json:"members"`
	Profiles       []ident.ID `json:"profiles"`
	DepartmentID   *ident.ID  `json:"department_id"`
	BranchID       *ident.ID  `json:"branch_id"`
	CountsForReach bool       `json:"counts_for_reach"`
}

// Group is a group in the form of the API.
type Group struct {
	ID      ident.ID `json:"id"`
	Version string   `json:"version"`
	GroupFields
}

// Groups is the catalogue of groups.
func (s *Service) Groups() Catalogue[GroupFields, Group] {
	return Catalogue[GroupFields, Group]{
		s: s, kind: GroupKind, feature: access.AdministrationPeople, blank: GroupFields{CountsForReach: true},
		fields: groupFields, view: groupView, write: s.writeGroup,
		along: func(d *Draft, no ident.No) { s.unmentioned(d, no, 0) },
	}
}

func groupFields(st *State, no ident.No) GroupFields {
	g := st.Model.Directory.Groups[no]
	f := GroupFields{
		Name: g.Name, Members: make([]Member, 0, len(g.Members)), Profiles: st.refs(g.Profiles),
		DepartmentID: st.ref(g.Department), BranchID: st.ref(g.Branch), CountsForReach: g.CountsForReach,
	}
	for _, m := range g.Members {
		f.Members = append(f.Members, Member{Kind: m.Kind, ID: st.ID(m.No), Manager: m.Manager})
	}
	return f
}

func groupView(st *State, no ident.No) Group {
	return Group{ID: st.ID(no), Version: st.Version(no), GroupFields: groupFields(st, no)}
}

func (s *Service) writeGroup(_ context.Context, d *Draft, no ident.No, id ident.ID, in Sent[GroupFields]) error {
	problems := fault.Fields{}
	g := &directory.Group{
		No: no, ID: id, Name: trim(in.Fields.Name), CountsForReach: in.Fields.CountsForReach,
		Profiles:   d.refs(problems, "profiles", in.Fields.Profiles, ProfileKind),
		Department: d.ref(problems, "department_id", in.Fields.DepartmentID, DepartmentKind),
		Branch:     d.ref(problems, "branch_id", in.Fields.BranchID, BranchKind),
	}
	for i, m := range in.Fields.Members {
		kind, ok := kindOfMember(m.Kind)
		if !ok {
			problems.Add(fmt.Sprintf("members[%d].kind", i), "directory.choice")
			continue
		}
		member, ok := d.No(m.ID, kind)
		if !ok {
			problems.Add(fmt.Sprintf("members[%d].id", i), "administration.unknown_reference")
			continue
		}
		g.Members = addMember(g.Members, directory.Member{Kind: m.Kind, No: member, Manager: m.Manager})
	}
	d.setGroup(g)
	return checked(problems, d.overview().CheckGroup(g))
}

// addMember adds an entry, or makes one that is there a manager's.
func addMember(members []directory.Member, m directory.Member) []directory.Member {
	for i := range members {
		if members[i].Kind == m.Kind && members[i].No == m.No {
			members[i].Manager = members[i].Manager || m.Manager
			return members
		}
	}
	return append(members, m)
}

func kindOfMember(kind directory.MemberKind) (Kind, bool) {
	switch kind {
	case directory.MemberEmployee:
		return EmployeeKind, true
	case directory.MemberRole, directory.MemberRoleAndBelow:
		return RoleKind, true
	case directory.MemberDepartment, directory.MemberDepartmentAndBelow:
		return DepartmentKind, true
	case directory.MemberBranch:
		return BranchKind, true
	case directory.MemberGroup:
		return GroupKind, true
	}
	return "", false
}

// unmentioned refuses, in the draft's transaction, to delete an employee or group that a record names. own is how many records name a
// person by themselves: his own card does.
func (s *Service) unmentioned(d *Draft, no ident.No, own int64) {
	d.ready = append(d.ready, func(ctx context.Context, _ *access.Model) error {
		count, err := s.parts.Records.Mentions(ctx, d.tx, d.before.Model, no)
		if err != nil {
			return fault.Wrap(err, "look for records")
		}
		switch {
		case count <= own:
			return nil
		case d.bounded && !d.actor.Rights.Administrator(): // he may not see them all, nor learn how many there are
			return fault.New(fault.Conflict, "administration.in_some_records").With(InUse{})
		}
		return fault.New(fault.Conflict, "administration.in_records", "count", count-own).With(InUse{Total: int(count - own)})
	})
}

// setGroupsOf makes the employee a direct member of exactly these groups; what holds him there by his role or department stays.
func (d *Draft) setGroupsOf(employee ident.No, wanted map[ident.No]bool) {
	for no, g := range d.directory.Groups {
		at := slices.IndexFunc(g.Members, func(m directory.Member) bool { return m.Kind == directory.MemberEmployee && m.No == employee })
		manager, want := wanted[no]
		if (at >= 0) == want && (at < 0 || g.Members[at].Manager == manager) {
			continue
		}
		changed := *g
		changed.Members = slices.Clone(g.Members)
		if at >= 0 {
			changed.Members = slices.Delete(changed.Members, at, at+1)
		}
		if want {
			changed.Members = append(changed.Members, directory.Member{Kind: directory.MemberEmployee, No: employee, Manager: manager})
		}
		d.setGroup(&changed)
	}
}
