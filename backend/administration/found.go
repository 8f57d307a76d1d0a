package administration

import (
	"context"
	"fmt"
	"slices"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

// Founding is what a new company starts with.
type Founding struct {
	Company  directory.Company // without an identifier
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

// AddReadyTypes gives a company that was founded by an earlier version what the ready types have besides since then: comments such as files,
// which go with the records they are on, so that nobody has to be given rights on them, product lines, on which profiles say what they say on
// deals, and fields of types that the company has.
func (s *Service) AddReadyTypes(ctx context.Context) error {
	if s.IsEmpty() || len(missingTypes(s.Model()))+len(missingFields(s.Model())) == 0 {
		return nil
	}
	return s.Modify(ctx, access.Actor{}, func(ctx context.Context, d *Draft) error {
		for _, t := range missingTypes(d.before.Model) {
			if err := s.foundType(ctx, d, t); err != nil {
				return err
			}
			if t.IsComment {
				continue
			}
			if err := d.grantLike(t, schema.TypeDeal); err != nil {
				return err
			}
		}
		for no, fields := range missingFields(d.before.Model) {
			if err := s.foundFields(ctx, d, no, fields); err != nil {
				return err
			}
		}
		return nil
	})
}

// hasType reports whether the company has a type of that name, in use or in the archive.
func hasType(model *access.Model, name string) bool {
	return slices.ContainsFunc(slices.Concat(model.Schema.Types(), model.Schema.Archived()), func(t *schema.ElementType) bool { return t.Name == name })
}

func missingTypes(model *access.Model) (types []*schema.ElementType) {
	for _, t := range schema.Builtin() {
		if !hasType(model, t.Name) && (t.IsComment || t.Name == schema.TypeLine) {
			types = append(types, t)
		}
	}
	return types
}

// missingFields are fields of ready types that the company's do not have, by type. A name the company has used itself stays its own.
func missingFields(model *access.Model) map[ident.No][]*schema.Field {
	missing := make(map[ident.No][]*schema.Field)
	for _, ready := range schema.Builtin() {
		t, ok := model.Schema.Type(ready.Name)
		if !ok || t.ParentField != ready.ParentField { // one of the company's own that happens to be called so
			continue
		}
		for _, f := range ready.Fields {
			if !t.Reserved(f.Name) {
				missing[t.No] = append(missing[t.No], f)
			}
		}
	}
	return missing
}

func (s *Service) foundFields(ctx context.Context, d *Draft, of ident.No, fields []*schema.Field) (err error) {
	old := d.types[of]
	changed := *old
	changed.Fields = slices.Clone(old.Fields)
	for _, f := range fields {
		if f.No, err = d.tx.NextNo(ctx); err != nil {
			return fmt.Errorf("number a field: %w", err)
		}
		f.Order = len(changed.Fields) + 1
		changed.Fields = append(changed.Fields, f)
	}
	for _, f := range fields {
		d.recalculate(&changed, f.Name)
		if f.Name == schema.FieldExpected {
			takeChances(&changed)
		}
	}
	if err := d.awaitIndexes(ctx, s, &changed); err != nil {
		return err
	}
	d.setType(&changed)
	d.alter(s, old, &changed)
	return nil
}

// takeChances gives the stages of a type, where none says how likely it is won, the probabilities of the ready ones of the same names. t must
// not be part of a Schema yet.
func takeChances(t *schema.ElementType) {
	f, ok := t.Stage()
	if !ok || slices.ContainsFunc(f.Choices, func(c schema.Choice) bool { return c.Probability != nil }) {
		return
	}
	changed := *f
	changed.Choices = slices.Clone(f.Choices)
	for _, ready := range schema.Builtin() {
		stages, ok := ready.Stage()
		if ready.Name != t.Name || !ok {
			continue
		}
		for i, c := range changed.Choices {
			if same, ok := stages.Choice(c.Value); ok && c.Outcome == "" {
				changed.Choices[i].Probability = same.Probability
			}
		}
	}
	t.Put(&changed)
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
