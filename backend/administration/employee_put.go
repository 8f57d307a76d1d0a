package administration

import (
	"context"
	"fmt"
	"time"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
)

// put writes the sent fields into the employee e, which is the draft's own copy, and e into the draft with his card. Problems are those
// known before; with them it comes to nothing, and says all that is wrong at once.
func (c Employees) put(ctx context.Context, d *Draft, e *directory.Employee, in Sent[EmployeeInput], problems fault.Fields) error {
	f := in.Fields.EmployeeFields
	e.Name = directory.PersonName{Last: trim(f.LastName), First: trim(f.FirstName), Patronymic: trim(f.Patronymic)}
	e.Login, e.Status, e.Administrator = f.Login, f.Status, f.Administrator
	e.Language, e.TimeZone = f.Language, f.TimeZone
	if e.Language == "" {
		e.Language = d.directory.Company.Language
	}
	if e.TimeZone == "" {
		e.TimeZone = d.directory.Company.TimeZone
	}
	checkZone(problems, e.TimeZone)
	e.Department = d.ref(problems, "department_id", f.DepartmentID, DepartmentKind)
	e.Branch = d.ref(problems, "branch_id", f.BranchID, BranchKind)
	e.ReportsTo = d.ref(problems, "reports_to", f.ReportsTo, EmployeeKind)
	e.Profiles = d.refs(problems, "profiles", f.Profiles, ProfileKind)
	d.putRole(problems, e, in)
	d.setEmployee(e)
	d.setGroupsOf(e.No, d.memberships(problems, f.Groups))
	card := Card{Name: e.Name, Email: f.Email, Extension: f.Extension, Phones: f.Phones}
	if err := checked(problems, d.overview().CheckEmployee(e)); err != nil {
		return c.withCard(ctx, d, e, card, err)
	}
	d.ready = append(d.ready, func(ctx context.Context, model *access.Model) error {
		return c.s.parts.Records.PutCard(ctx, d.tx, model, d.actor, e, card)
	})
	return nil
}

// withCard adds to the problems what is wrong with the fields of the card. It is written to find out: the transaction comes to nothing.
func (c Employees) withCard(ctx context.Context, d *Draft, e *directory.Employee, card Card, err error) error {
	problems := fault.Fields{}
	if other := problems.Merge(err); other != nil {
		return other
	}
	// What else fails here is of no interest: the employee is not in the model yet.
	_ = problems.Merge(c.s.parts.Records.PutCard(ctx, d.tx, d.before.Model, d.actor, e, card))
	return problems.Err()
}

// putRole decides where the role comes from. A role that was sent and is not the position's is one set by hand; role_source = position
// takes the position's back; choosing a position fills in its role, and its department for someone new, unless they were sent.
func (d *Draft) putRole(problems fault.Fields, e *directory.Employee, in Sent[EmployeeInput]) {
	f := in.Fields.EmployeeFields
	e.Position = d.ref(problems, "position_id", f.PositionID, PositionKind)
	role := d.ref(problems, "role_id", f.RoleID, RoleKind)
	position, ok := d.directory.Positions[e.Position]
	e.RoleSource = f.RoleSource
	switch {
	case in.Names["role_id"] && !in.Names["role_source"]:
		e.RoleSource = directory.Manual
		if ok && position.Role == role && role != 0 {
			e.RoleSource = directory.FromPosition
		}
	case !ok && !in.Names["role_source"]:
		e.RoleSource = directory.Manual
	}
	if e.RoleSource == directory.FromPosition && ok {
		role = position.Role
	}
	e.Role = role
	if in.IsNew && ok && e.Department == 0 && !in.Names["department_id"] {
		e.Department = position.Department
	}
}

func (d *Draft) memberships(problems fault.Fields, sent []Membership) map[ident.No]bool {
	wanted := make(map[ident.No]bool, len(sent))
	for i := range sent {
		no, ok := d.No(sent[i].ID, GroupKind)
		if !ok {
			problems.Add(fmt.Sprintf("groups[%d].id", i), "administration.unknown_reference")
			continue
		}
		wanted[no] = wanted[no] || sent[i].Manager
	}
	return wanted
}

func checkZone(problems fault.Fields, zone string) {
	if _, err := time.LoadLocation(zone); err != nil || zone == "Local" {
		problems.Add("time_zone", "administration.time_zone", "name", shorten(zone))
	}
}

// Preferences are what everyone sets for himself; what is nil stays.
type Preferences struct {
	Language *locale.Language
	TimeZone *string
	Theme    *string
}

// Prefer changes the actor's own preferences.
func (s *Service) Prefer(ctx context.Context, actor access.Actor, p Preferences) error {
	return s.modify(ctx, actor, false, func(_ context.Context, d *Draft) error {
		d.quiet = true
		e, ok := d.directory.Employees[actor.Employee]
		if !ok {
			return fault.Missing()
		}
		problems := fault.Fields{}
		changed := *e
		if p.Language != nil {
			changed.Language = *p.Language
		}
		if p.TimeZone != nil {
			changed.TimeZone = *p.TimeZone
			checkZone(problems, changed.TimeZone)
		}
		if p.Theme != nil {
			changed.Theme = *p.Theme
			switch changed.Theme {
			case "", "light", "dark", "auto":
			default:
				problems.Add("theme", "directory.choice")
			}
		}
		d.setEmployee(&changed)
		return problems.Err()
	})
}
