package administration

import (
	"context"
	"fmt"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

// Founding is what a new company starts with.
type Founding struct {
	Company  directory.Company // without an identifier; without an order of names in the one of its language
	Strict   bool              // business types start private instead of open within the company
	Login    string            // of the first administrator
	Password string
	Name     directory.PersonName // his
}

// Found makes the company: its types, the three ready roles with a profile each, and the first administrator. It is fault.Conflict when
// there is a company already.
func (s *Service) Found(ctx context.Context, f Founding) error {
	if !s.IsEmpty() {
		return fault.New(fault.Conflict, "administration.founded")
	}
	account, err := s.parts.Accounts.Open(ctx, f.Login, f.Password)
	if err != nil {
		return fault.Wrap(err, "open the first sign-in")
	}
	return s.Modify(ctx, access.Actor{}, func(ctx context.Context, d *Draft) error {
		if len(d.directory.Employees) > 0 {
			return fault.New(fault.Conflict, "administration.founded")
		}
		if err := s.foundCompany(ctx, d, f.Company); err != nil {
			return err
		}
		if err := s.foundTypes(ctx, d, f.Strict); err != nil {
			return err
		}
		top, err := s.foundRoles(ctx, d, f.Company.Language)
		if err != nil {
			return err
		}
		return s.foundAdministrator(ctx, d, f, account, top)
	})
}

func (s *Service) foundCompany(ctx context.Context, d *Draft, company directory.Company) error {
	no, id, err := d.add(ctx, CompanyKind, s.parts.IDs)
	if err != nil {
		return err
	}
	company.ID = id
	if company.NameOrder == "" {
		company.NameOrder = directory.NameOrderOf(company.Language)
	}
	d.directory.Company = company
	d.touch(CompanyKind, no)
	return nil
}

// foundTypes numbers the built-in types and their fields and makes their tables.
func (s *Service) foundTypes(ctx context.Context, d *Draft, strict bool) error {
	for _, t := range schema.Builtin() {
		if strict && presettable(t) {
			makeStrict(t)
		}
		if err := s.foundType(ctx, d, t); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) foundType(ctx context.Context, d *Draft, t *schema.ElementType) error {
	no, id, err := d.add(ctx, TypeKind, s.parts.IDs)
	if err != nil {
		return err
	}
	t.No, t.ID = no, id
	for _, f := range t.Fields {
		if f.No, err = d.tx.NextNo(ctx); err != nil {
			return fmt.Errorf("number a field: %w", err)
		}
	}
	d.setType(t)
	d.alter(s, nil, t)
	return nil
}

// readyRole is one of the three roles that every company begins with.
type readyRole struct {
	names   locale.Labels
	profile func(*schema.ElementType) map[string]access.Reach
	on      []access.Feature
	fields  map[string]map[string]schema.FieldRight
}

func readyRoles() []readyRole {
	everyday := []access.Feature{access.Telephony, access.Mail, access.Documents}
	leading := append([]access.Feature{access.Campaigns, access.Reports}, everyday...)
	return []readyRole{
		{locale.Labels{locale.English: "Management", locale.Russian: "Руководство"}, managementReach, append([]access.Feature{access.API, access.Processes}, leading...), nil},
		{locale.Labels{locale.English: "Manager", locale.Russian: "Руководитель отдела"}, managerReach, leading, privateFields()},
		{locale.Labels{locale.English: "Employee", locale.Russian: "Сотрудник"}, employeeReach, everyday, privateFields()},
	}
}

func reaching(reach access.Reach, actions ...access.Action) map[string]access.Reach {
	words := make(map[string]access.Reach, len(actions))
	for _, a := range actions {
		words[a.String()] = reach
	}
	return words
}

// On the type employee the ready roles give the directory, which everybody looks people up in, and one's own card to edit: people are made
// and changed by administration. What is nobody's business there is hidden by fields, see privateFields.
func employeeCard() map[string]access.Reach {
	card := reaching(access.ReachOwn, access.View, access.Edit)
	card[access.View.String()] = access.ReachAll
	return card
}

// privateFields are those of a card that the directory does not show.
func privateFields() map[string]map[string]schema.FieldRight {
	return map[string]map[string]schema.FieldRight{schema.TypeEmployee: {"birthday": schema.Hidden}}
}

func managementReach(t *schema.ElementType) map[string]access.Reach {
	if t.Name == schema.TypeEmployee {
		return employeeCard()
	}
	return reaching(access.ReachAll, access.Actions()...)
}

func managerReach(t *schema.ElementType) map[string]access.Reach {
	if t.Name == schema.TypeEmployee {
		return employeeCard()
	}
	below := access.ReachOwn | access.ReachGroup | access.ReachDepartmentAndBelow
	words := reaching(below, access.View, access.Create, access.Edit, access.Delete, access.Authorize, access.Export, access.Print, access.MassEdit, access.Merge, access.Import)
	words[access.Transfer.String()] = access.ReachAll
	return words
}

func employeeReach(t *schema.ElementType) map[string]access.Reach {
	if t.Name == schema.TypeEmployee {
		return employeeCard()
	}
	words := reaching(access.ReachOwn, access.View, access.Create, access.Edit, access.Delete, access.Authorize, access.Export, access.Print, access.MassEdit)
	words[access.Transfer.String()] = access.ReachOwn | access.ReachGroup | access.ReachDepartment
	return words
}

// foundRoles makes the ready roles and returns the highest.
func (s *Service) foundRoles(ctx context.Context, d *Draft, language locale.Language) (top ident.No, err error) {
	var above ident.No
	for _, ready := range readyRoles() {
		profile := &access.Profile{Name: ready.names.In(language), Matrix: make(map[string]map[string]access.Reach), Fields: ready.fields, Features: make(map[access.Feature]bool)}
		for _, t := range d.types {
			profile.Matrix[t.Name] = ready.profile(t)
		}
		for _, feature := range ready.on {
			profile.Features[feature] = true
		}
		if profile.No, profile.ID, err = d.add(ctx, ProfileKind, s.parts.IDs); err != nil {
			return 0, err
		}
		d.profiles[profile.No] = profile
		d.touch(ProfileKind, profile.No)
		role := &directory.Role{Name: ready.names.In(language), Parent: above, Profiles: []ident.No{profile.No}, Team: directory.TeamNone}
		if role.No, role.ID, err = d.add(ctx, RoleKind, s.parts.IDs); err != nil {
			return 0, err
		}
		d.directory.Roles[role.No] = role
		d.touch(RoleKind, role.No)
		if above == 0 {
			top = role.No
		}
		above = role.No
	}
	return top, nil
}

func (s *Service) foundAdministrator(ctx context.Context, d *Draft, f Founding, account ident.ID, role ident.No) error {
	no, id, err := d.add(ctx, EmployeeKind, s.parts.IDs)
	if err != nil {
		return err
	}
	e := &directory.Employee{
		No: no, ID: id, RecordID: id, Name: f.Name, Login: f.Login, Identity: account, Status: directory.Active, Administrator: true,
		Role: role, RoleSource: directory.Manual, Language: f.Company.Language, TimeZone: f.Company.TimeZone,
	}
	d.setEmployee(e)
	d.ready = append(d.ready, func(ctx context.Context, model *access.Model) error {
		return s.parts.Records.PutCard(ctx, d.tx, model, d.actor, e, Card{Name: e.Name})
	})
	return nil
}
