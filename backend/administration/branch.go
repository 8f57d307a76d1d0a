package administration

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
)

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
		fields: branchFields, view: branchView, write: writeBranch,
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
