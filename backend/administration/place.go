package administration

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
)

// PositionFields is what is filled in for a position.
type PositionFields struct {
	Name         string    `json:"name"`
	RoleID       *ident.ID `json:"role_id"`
	DepartmentID *ident.ID `json:"department_id"`
}

// Position is a position in the form of the API.
type Position struct {
	ID      ident.ID `json:"id"`
	Version string   `json:"version"`
	PositionFields
}

// Positions is the catalogue of positions. Giving a position another role gives it to all who hold the position and have their role from it.
func (s *Service) Positions() Catalogue[PositionFields, Position] {
	return Catalogue[PositionFields, Position]{
		s: s, kind: PositionKind, feature: access.AdministrationPeople,
		names: func(st *State) map[ident.No]string {
			return namesOf(st.Model.Directory.Positions, func(p *directory.Position) string { return p.Name })
		},
		fields: positionFields, view: positionView, write: writePosition,
		cut: func(d *Draft, no ident.No) { delete(d.directory.Positions, no) },
	}
}

func positionFields(st *State, no ident.No) PositionFields {
	p := st.Model.Directory.Positions[no]
	return PositionFields{Name: p.Name, RoleID: st.ref(p.Role), DepartmentID: st.ref(p.Department)}
}

func positionView(st *State, no ident.No) Position {
	return Position{ID: st.ID(no), Version: st.Version(no), PositionFields: positionFields(st, no)}
}

func writePosition(_ context.Context, d *Draft, no ident.No, id ident.ID, in Sent[PositionFields]) error {
	problems := fault.Fields{}
	p := &directory.Position{
		No: no, ID: id, Name: trim(in.Fields.Name),
		Role:       d.ref(problems, "role_id", in.Fields.RoleID, RoleKind),
		Department: d.ref(problems, "department_id", in.Fields.DepartmentID, DepartmentKind),
	}
	d.directory.Positions[no] = p
	d.touch(PositionKind, no)
	if err := checked(problems, d.overview().CheckPosition(p)); err != nil {
		return err
	}
	return d.moveHolders(p)
}

// moveHolders gives the position's role to all who have their role from it.
func (d *Draft) moveHolders(p *directory.Position) error {
	for _, e := range d.directory.Employees {
		if e.Position != p.No || e.RoleSource != directory.FromPosition || e.Role == p.Role {
			continue
		}
		if p.Role == 0 {
			return fault.Field("role_id", "administration.position_held", "name", e.Name.Full())
		}
		moved := *e
		moved.Role = p.Role
		d.setEmployee(&moved)
	}
	return nil
}

// DepartmentFields is what is filled in for a department.
type DepartmentFields struct {
	Name     string    `json:"name"`
	ParentID *ident.ID `json:"parent_id"`
	HeadID   *ident.ID `json:"head_id"`
}

// Department is a department in the form of the API.
type Department struct {
	ID      ident.ID `json:"id"`
	Version string   `json:"version"`
	DepartmentFields
}

// Departments is the catalogue of departments.
func (s *Service) Departments() Catalogue[DepartmentFields, Department] {
	return Catalogue[DepartmentFields, Department]{
		s: s, kind: DepartmentKind, feature: access.AdministrationPeople,
		names: func(st *State) map[ident.No]string {
			return namesOf(st.Model.Directory.Departments, func(x *directory.Department) string { return x.Name })
		},
		fields: departmentFields, view: departmentView, write: writeDepartment,
		cut: func(d *Draft, no ident.No) { delete(d.directory.Departments, no) },
	}
}

func departmentFields(st *State, no ident.No) DepartmentFields {
	x := st.Model.Directory.Departments[no]
	return DepartmentFields{Name: x.Name, ParentID: st.ref(x.Parent), HeadID: st.ref(x.Head)}
}

func departmentView(st *State, no ident.No) Department {
	return Department{ID: st.ID(no), Version: st.Version(no), DepartmentFields: departmentFields(st, no)}
}

func writeDepartment(_ context.Context, d *Draft, no ident.No, id ident.ID, in Sent[DepartmentFields]) error {
	problems := fault.Fields{}
	x := &directory.Department{
		No: no, ID: id, Name: trim(in.Fields.Name),
		Parent: d.ref(problems, "parent_id", in.Fields.ParentID, DepartmentKind),
		Head:   d.ref(problems, "head_id", in.Fields.HeadID, EmployeeKind),
	}
	d.directory.Departments[no] = x
	d.touch(DepartmentKind, no)
	return checked(problems, d.overview().CheckDepartment(x))
}

// BranchFields is what is filled in for a branch.
type BranchFields struct {
	Name     string `json:"name"`
	Address  string `json:"address"`
	TimeZone string `json:"time_zone"`
}

// Branch is a branch in the form of the API.
type Branch struct {
	ID      ident.ID `json:"id"`
	Version string   `json:"version"`
	BranchFields
}

// Branches is the catalogue of branches.
func (s *Service) Branches() Catalogue[BranchFields, Branch] {
	return Catalogue[BranchFields, Branch]{
		s: s, kind: BranchKind, feature: access.AdministrationPeople,
		names: func(st *State) map[ident.No]string {
			return namesOf(st.Model.Directory.Branches, func(b *directory.Branch) string { return b.Name })
		},
		fields: branchFields, view: branchView, write: writeBranch,
		cut: func(d *Draft, no ident.No) { delete(d.directory.Branches, no) },
	}
}

func branchFields(st *State, no ident.No) BranchFields {
	b := st.Model.Directory.Branches[no]
	return BranchFields{Name: b.Name, Address: b.Address, TimeZone: b.TimeZone}
}

func branchView(st *State, no ident.No) Branch {
	return Branch{ID: st.ID(no), Version: st.Version(no), BranchFields: branchFields(st, no)}
}

func writeBranch(_ context.Context, d *Draft, no ident.No, id ident.ID, in Sent[BranchFields]) error {
	problems := fault.Fields{}
	checkZone(problems, in.Fields.TimeZone)
	b := &directory.Branch{No: no, ID: id, Name: trim(in.Fields.Name), Address: trim(in.Fields.Address), TimeZone: in.Fields.TimeZone}
	d.directory.Branches[no] = b
	d.touch(BranchKind, no)
	return checked(problems, d.overview().CheckBranch(b))
}
