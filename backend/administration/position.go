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
		fields: positionFields, view: positionView, write: writePosition,
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
			return fault.Field("role_id", "administration.position_held", "name", d.directory.FullName(e))
		}
		moved := *e
		moved.Role = p.Role
		d.setEmployee(&moved)
	}
	return nil
}
