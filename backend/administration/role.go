package administration

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
)

// RoleFields is what is filled in for a role.
type RoleFields struct {
	Name     string              `json:"name"`
	ParentID *ident.ID           `json:"parent_id"`
	Profiles []ident.ID          `json:"profiles"`
	Team     directory.TeamLevel `json:"team" enum:"none,view,edit"`
}

// Role is a role in the form of the API.
type Role struct {
	ID      ident.ID `json:"id"`
	Version string   `json:"version"`
	RoleFields
	Holders int `json:"holders"` // how many employees have it
}

// Roles is the catalogue of roles.
func (s *Service) Roles() Catalogue[RoleFields, Role] {
	return Catalogue[RoleFields, Role]{
		s: s, kind: RoleKind, feature: access.AdministrationRights, blank: RoleFields{Team: directory.TeamNone},
		fields: roleFields, view: roleView, write: writeRole,
	}
}

func roleFields(st *State, no ident.No) RoleFields {
	r := st.Model.Directory.Roles[no]
	return RoleFields{Name: r.Name, ParentID: st.ref(r.Parent), Profiles: st.refs(r.Profiles), Team: r.Team}
}

func roleView(st *State, no ident.No) Role {
	v := Role{ID: st.ID(no), Version: st.Version(no), RoleFields: roleFields(st, no)}
	for _, e := range st.Model.Directory.Employees {
		if e.Role == no {
			v.Holders++
		}
	}
	return v
}

func writeRole(_ context.Context, d *Draft, no ident.No, id ident.ID, in Sent[RoleFields]) error {
	problems := fault.Fields{}
	r := &directory.Role{
		No: no, ID: id, Name: trim(in.Fields.Name), Team: in.Fields.Team,
		Parent:   d.ref(problems, "parent_id", in.Fields.ParentID, RoleKind),
		Profiles: d.refs(problems, "profiles", in.Fields.Profiles, ProfileKind),
	}
	d.directory.Roles[no] = r
	d.touch(RoleKind, no)
	return checked(problems, d.overview().CheckRole(r))
}
