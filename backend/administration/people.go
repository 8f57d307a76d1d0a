package administration

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Candidate is a person, role, group or place to pick as a principal or a responsible.
type Candidate struct {
	Kind   Kind     `json:"kind"`
	ID     ident.ID `json:"id"`
	Name   string   `json:"name"`
	Detail string   `json:"detail,omitempty"`
}

// Principals finds what can be picked by a part of its name, best first. Everyone who is signed in may know who works here and in what
// groups and places: people are named wherever they are responsible. Those dismissed are not offered.
func (s *Service) Principals(_ context.Context, actor access.Actor, text string, kinds []Kind, limit int) []Candidate {
	if !actor.Rights.Active() {
		return nil
	}
	d := s.State().Model.Directory
	key := schema.Fold(text)
	found := make([]ranked, 0, limit)
	offer := func(candidate Candidate, no ident.No, sorted string, rank int) {
		candidate.ID = s.State().ID(no)
		found = append(found, ranked{candidate, rank, schema.Fold(sorted)})
	}
	add := func(kind Kind, no ident.No, name, detail string) {
		if rank, ok := match(schema.Fold(name), key); ok && slices.Contains(kinds, kind) {
			offer(Candidate{Kind: kind, Name: name, Detail: detail}, no, name, rank)
		}
	}
	for no, e := range d.Employees {
		if e.Status == directory.Dismissed || !slices.Contains(kinds, EmployeeKind) {
			continue
		}
		if rank, ok := matchPerson(e.Name, key); ok {
			offer(Candidate{Kind: EmployeeKind, Name: d.FullName(e), Detail: detailOf(d, e)}, no, e.Name.Sorted(), rank)
		}
	}
	for no, g := range d.Groups {
		add(GroupKind, no, g.Name, "")
	}
	for no, r := range d.Roles {
		add(RoleKind, no, r.Name, "")
	}
	for no, x := range d.Departments {
		add(DepartmentKind, no, x.Name, "")
	}
	for no, b := range d.Branches {
		add(BranchKind, no, b.Name, b.Address)
	}
	slices.SortFunc(found, compareRanked)
	items := make([]Candidate, 0, min(limit, len(found)))
	for _, r := range found[:min(limit, len(found))] {
		items = append(items, r.Candidate)
	}
	return items
}

type ranked struct {
	Candidate
	rank   int
	sorted string // folded; people stand by their last name
}

func compareRanked(a, b ranked) int {
	return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.sorted, b.sorted), bytes.Compare(a.ID[:], b.ID[:]))
}

// match ranks a name that begins with the text before one with a word that does, and that before one that holds it anywhere.
func match(name, text string) (rank int, ok bool) {
	switch {
	case strings.HasPrefix(name, text):
		return 0, true
	case strings.Contains(name, " "+text):
		return 1, true
	case strings.Contains(name, text):
		return 2, true
	}
	return 0, false
}

// matchPerson finds a person by his name, and by words each of which begins one of his: people type either order, whichever the company
// shows, and leave out the patronymic. A last name that begins with the text comes before first names that do.
func matchPerson(name directory.PersonName, text string) (rank int, ok bool) {
	key := schema.Fold(name.Sorted())
	if rank, ok := match(key, text); ok {
		return rank, ok
	}
	return 1, beginsAll(key, strings.Fields(text))
}

func detailOf(d *directory.Directory, e *directory.Employee) string {
	if p, ok := d.Positions[e.Position]; ok {
		return p.Name
	}
	if x, ok := d.Departments[e.Department]; ok {
		return x.Name
	}
	return ""
}

// Member finds the employee whose sign-in an account is; false for an account that is nobody's.
func (s *Service) Member(account ident.ID) (*directory.Employee, bool) {
	return s.State().member(account)
}

func (s *State) member(account ident.ID) (*directory.Employee, bool) {
	if account.IsZero() {
		return nil, false
	}
	for _, e := range s.Model.Directory.Employees {
		if e.Identity == account {
			return e, true
		}
	}
	return nil, false
}
