package administration

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
)

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
		fields: departmentFields, view: departmentView, write: writeDepartment,
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
