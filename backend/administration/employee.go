package administration

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

// Membership is a group an employee is in by an entry of his own.
type Membership struct {
	ID      ident.ID `json:"id"`
	Manager bool     `json:"manager,omitempty"`
}

// EmployeeFields is what is filled in for an employee.
type EmployeeFields struct {
	LastName      string               `json:"last_name"`
	FirstName     string               `json:"first_name"`
	Patronymic    string               `json:"patronymic"`
	Login         string               `json:"login"`
	TimeZone      string               `json:"time_zone"`
	Language      locale.Language      `json:"language" enum:"en,ru"`
	PositionID    *ident.ID            `json:"position_id"`
	RoleID        *ident.ID            `json:"role_id"`
	RoleSource    directory.RoleSource `json:"role_source" enum:"position,manual"`
	DepartmentID  *ident.ID            `json:"department_id"`
	BranchID      *ident.ID            `json:"branch_id"`
	ReportsTo     *ident.ID            `json:"reports_to"`
	Status        directory.Status     `json:"status" enum:"invited,active,suspended,dismissed"`
	Administrator bool                 `json:"administrator"`
	Profiles      []ident.ID           `json:"profiles"`
	Groups        []Membership         `json:"groups"`
	Email         string               `json:"email"`
	Extension     string               `json:"extension"`
	Phones        []string             `json:"phones"`
}

// EmployeeInput is what is sent for an employee: his fields and, never shown, a password.
type EmployeeInput struct {
	EmployeeFields
	Password         string `json:"password,omitempty"`
	GeneratePassword bool   `json:"generate_password,omitempty"`
}

// Employee is an employee in the form of the API. E-mail, extension and phones are his card's and only there when one is asked for, and so
// is whether he has a password.
type Employee struct {
	ID      ident.ID `json:"id"`
	Version string   `json:"version"`
	Name    string   `json:"name"`
	EmployeeFields
	GeneratedPassword string `json:"generated_password,omitempty"`
	HasPassword       *bool  `json:"has_password,omitempty" doc:"whether he can sign in; for those who administer people"`
}

// Employees is the catalogue of employees, which differs from the others by the sign-ins and cards that belong to them.
type Employees struct {
	Catalogue[EmployeeFields, Employee]
}

// Employees returns the catalogue of employees.
func (s *Service) Employees() Employees {
	return Employees{Catalogue[EmployeeFields, Employee]{
		s: s, kind: EmployeeKind, feature: access.AdministrationPeople,
		fields: employeeFields, view: employeeView,
		along: s.takeAlong,
	}}
}

// takeAlong deletes what belongs to an employee: his places in groups, his card, and after the commit his sign-in.
func (s *Service) takeAlong(d *Draft, no ident.No) {
	e := d.directory.Employees[no]
	s.unmentioned(d, no, 1)
	d.setGroupsOf(no, nil)
	d.ready = append(d.ready, func(ctx context.Context, model *access.Model) error {
		return s.parts.Records.DeleteCard(ctx, d.tx, model, d.actor, e)
	})
	if !e.Identity.IsZero() {
		d.after = append(d.after, func(ctx context.Context) { s.closeAccount(ctx, e.Identity) })
	}
}

func employeeFields(st *State, no ident.No) EmployeeFields {
	e := st.Model.Directory.Employees[no]
	f := EmployeeFields{
		LastName: e.Name.Last, FirstName: e.Name.First, Patronymic: e.Name.Patronymic, Login: e.Login, TimeZone: e.TimeZone, Language: e.Language,
		PositionID: st.ref(e.Position), RoleID: st.ref(e.Role), RoleSource: e.RoleSource, DepartmentID: st.ref(e.Department), BranchID: st.ref(e.Branch),
		ReportsTo: st.ref(e.ReportsTo), Status: e.Status, Administrator: e.Administrator, Profiles: st.refs(e.Profiles),
		Groups: []Membership{}, Phones: []string{},
	}
	for groupNo, g := range st.Model.Directory.Groups {
		for _, m := range g.Members {
			if m.Kind == directory.MemberEmployee && m.No == no {
				f.Groups = append(f.Groups, Membership{ID: st.ID(groupNo), Manager: m.Manager})
			}
		}
	}
	return f
}

func employeeView(st *State, no ident.No) Employee {
	return Employee{ID: st.ID(no), Version: st.Version(no), Name: st.NameOf(no), EmployeeFields: employeeFields(st, no)}
}

// EmployeeFilter narrows the list of employees; what is empty takes all.
type EmployeeFilter struct {
	Text   string // words, each of which begins a word of the name or the login
	Status []directory.Status
}

// Find returns the employees that the filter takes, sorted by name.
func (c Employees) Find(ctx context.Context, actor access.Actor, f EmployeeFilter) ([]Employee, error) {
	for _, status := range f.Status {
		if !slices.Contains([]directory.Status{directory.Invited, directory.Active, directory.Suspended, directory.Dismissed}, status) {
			return nil, fault.Field("status", "directory.choice")
		}
	}
	all, err := c.List(ctx, actor)
	words := strings.Fields(schema.Fold(f.Text))
	return slices.DeleteFunc(all, func(e Employee) bool {
		return len(f.Status) > 0 && !slices.Contains(f.Status, e.Status) || !beginsAll(schema.Fold(e.Name+" "+e.Login), words)
	}), err
}

// beginsAll reports whether each of the words begins a word of the key.
func beginsAll(key string, words []string) bool {
	return !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(" "+key, " "+word) })
}

// Get returns one employee, to those who administer people with what stands on his card. Others read the card under their rights on it.
func (c Employees) Get(ctx context.Context, actor access.Actor, id ident.ID) (Employee, error) {
	v, err := c.Catalogue.Get(ctx, actor, id)
	if err != nil || mayWrite(actor, c.feature) != nil {
		return v, err
	}
	err = c.complete(ctx, &v)
	return v, err
}

// complete adds what is kept apart from the configuration.
func (c Employees) complete(ctx context.Context, v *Employee) error {
	has := false
	if no, err := c.s.State().No(v.ID, EmployeeKind); err == nil {
		if account := c.s.Model().Directory.Employees[no].Identity; !account.IsZero() {
			if has, err = c.s.parts.Accounts.HasPassword(ctx, account); err != nil {
				return fault.Wrap(err, "look for a password")
			}
		}
	}
	v.HasPassword = &has
	return c.fillCard(ctx, &v.EmployeeFields, v.ID)
}

func (c Employees) fillCard(ctx context.Context, f *EmployeeFields, id ident.ID) error {
	card, err := c.s.parts.Records.Card(ctx, id)
	if err != nil {
		return fault.Wrap(err, "read card")
	}
	f.Email, f.Extension, f.Phones = card.Email, card.Extension, card.Phones
	if f.Phones == nil {
		f.Phones = []string{}
	}
	return nil
}

// Create makes an employee with his card, and his sign-in when a login was sent.
func (c Employees) Create(ctx context.Context, actor access.Actor, sent json.RawMessage) (Employee, error) {
	in, err := overlay(EmployeeInput{EmployeeFields: EmployeeFields{Status: directory.Active, RoleSource: directory.FromPosition}}, sent)
	if err != nil {
		return Employee{}, err
	}
	in.IsNew = true
	problems := fault.Fields{}
	password, err := c.password(actor, in.Fields)
	if err := problems.Merge(err); err != nil {
		return Employee{}, err
	}
	account, err := c.openFor(ctx, in.Fields.Login, password, problems)
	if err != nil {
		return Employee{}, err
	}
	var made ident.No
	err = c.modify(ctx, actor, func(ctx context.Context, d *Draft) error {
		no, id, err := d.add(ctx, EmployeeKind, c.s.parts.IDs)
		if err != nil {
			return err
		}
		made = no
		e := &directory.Employee{No: no, ID: id, RecordID: id, Identity: account}
		return c.put(ctx, d, e, in, problems)
	})
	if err != nil && !account.IsZero() {
		c.s.closeAccount(ctx, account)
	}
	v, err := c.afterwards(made, err)
	if err != nil {
		return Employee{}, err
	}
	if in.Fields.GeneratePassword {
		v.GeneratedPassword = password
	}
	err = c.complete(ctx, &v)
	return v, err
}

// openFor makes the sign-in of someone new, unless his login is wrong already; a login in use joins the problems. The sign-in is made first
// and outside the transaction: it is kept in another database, and hashing takes long. With problems it is closed again.
func (c Employees) openFor(ctx context.Context, login, password string, problems fault.Fields) (ident.ID, error) {
	if _, wrong := problems["login"]; wrong || login == "" {
		return ident.ID{}, nil
	}
	account, err := c.s.parts.Accounts.Open(ctx, login, password)
	return account, problems.Merge(err)
}

// password is the one that was sent or is to be made, checked; empty for none.
func (c Employees) password(actor access.Actor, in EmployeeInput) (string, error) {
	if err := mayWrite(actor, c.feature); err != nil {
		return "", err
	}
	if actor.ReadOnly {
		return "", fault.New(fault.Denied, "administration.read_only")
	}
	password := in.Password
	if in.GeneratePassword {
		password = c.s.parts.Accounts.Generate()
	}
	switch {
	case in.Login == "" && password != "":
		return "", fault.Field("login", "administration.password_without_login")
	case in.Login == "":
		return "", nil
	}
	return password, c.s.parts.Accounts.Check(in.Login, password)
}

// Change lays what was sent over the employee, his card and his sign-in.
func (c Employees) Change(ctx context.Context, actor access.Actor, id ident.ID, version string, sent json.RawMessage) (Employee, error) {
	if err := mayWrite(actor, c.feature); err != nil {
		return Employee{}, err
	}
	c.s.signing.Lock()
	defer c.s.signing.Unlock()
	no, err := c.s.State().No(id, EmployeeKind)
	if err != nil {
		return Employee{}, err
	}
	if err := mayTouch(actor, c.s.Model().Directory.Employees[no]); err != nil {
		return Employee{}, err
	}
	there := EmployeeInput{EmployeeFields: employeeFields(c.s.State(), no)}
	if err := c.fillCard(ctx, &there.EmployeeFields, id); err != nil {
		return Employee{}, err
	}
	in, err := overlay(there, sent)
	if err != nil {
		return Employee{}, err
	}
	problems := fault.Fields{}
	password, err := c.password(actor, in.Fields)
	if err := problems.Merge(err); err != nil {
		return Employee{}, err
	}
	var signIn signInChange
	if in.Fields.Email != there.Email {
		if err := c.mayLeadAway(ctx, actor, no); err != nil {
			return Employee{}, err
		}
	}
	if len(problems) == 0 {
		signIn, err = c.changeSignIn(ctx, actor, no, in.Fields, password)
		if err := problems.Merge(err); err != nil {
			return Employee{}, err
		}
	}
	err = c.modify(ctx, actor, func(ctx context.Context, d *Draft) error {
		no, err := c.find(d, id, version)
		if err != nil {
			return err
		}
		e := *d.directory.Employees[no]
		was := e.Status
		e.Identity = signIn.account
		if err := c.put(ctx, d, &e, in, problems); err != nil {
			return err
		}
		if e.Status != was || in.Fields.Email != there.Email {
			c.withdraw(d, &e)
		}
		return nil
	})
	if err != nil {
		c.undo(ctx, signIn)
		return Employee{}, err
	}
	if err := signIn.finish(ctx); err != nil {
		return Employee{}, err
	}
	v, err := c.Get(ctx, actor, id)
	if in.Fields.GeneratePassword {
		v.GeneratedPassword = password
	}
	return v, err
}

// SignOut ends all sessions and tokens of an employee.
func (c Employees) SignOut(ctx context.Context, actor access.Actor, id ident.ID) error {
	if _, err := c.Account(actor, id); err != nil {
		return err
	}
	return c.s.parts.Accounts.EndEmployee(ctx, id, c.s.State().ID(actor.Employee))
}

// Account is the sign-in of an employee whom the actor may sign out; zero when he has none.
func (c Employees) Account(actor access.Actor, id ident.ID) (ident.ID, error) {
	if err := mayWrite(actor, c.feature); err != nil {
		return ident.ID{}, err
	}
	state := c.s.State()
	no, err := state.No(id, EmployeeKind)
	if err != nil {
		return ident.ID{}, err
	}
	e := state.Model.Directory.Employees[no]
	return e.Identity, mayTouch(actor, e)
}

// MakeAdministrator makes an employee an active administrator, as the program's own doing: help from the office's console.
func (s *Service) MakeAdministrator(ctx context.Context, id ident.ID) error {
	return s.modify(ctx, access.Actor{}, false, func(_ context.Context, d *Draft) error {
		no, err := d.before.No(id, EmployeeKind)
		if err != nil {
			return err
		}
		e := *d.directory.Employees[no]
		e.Administrator, e.Status = true, directory.Active
		d.setEmployee(&e)
		return nil
	})
}
