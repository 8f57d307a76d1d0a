package administration

import (
	"context"
	"time"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
)

// Invitation is the secret with which an employee sets his first password himself.
type Invitation struct {
	Employee Employee
	Secret   string // known here alone and only now
	Expires  time.Time
}

// Invitable is an employee as one who may invite him reads him. Inviting gives his sign-in away, so who may do so is who may give him a
// password; and it is for those who have none or are invited, fault.Conflict for others.
func (s *Service) Invitable(ctx context.Context, actor access.Actor, id ident.ID) (Employee, error) {
	if err := mayWrite(actor, access.AdministrationPeople); err != nil {
		return Employee{}, err
	}
	if actor.ReadOnly {
		return Employee{}, fault.New(fault.Denied, "administration.read_only")
	}
	state := s.State()
	no, err := state.No(id, EmployeeKind)
	if err != nil {
		return Employee{}, err
	}
	if err := s.mayGiveSignIn(actor, state.Model, no); err != nil {
		return Employee{}, err
	}
	e, err := s.Employees().Get(ctx, actor, id)
	if err != nil {
		return Employee{}, err
	}
	starts := e.Status == directory.Active && e.HasPassword != nil && !*e.HasPassword
	switch {
	case e.Login == "":
		return Employee{}, fault.Field("login", "field.required")
	case e.Status != directory.Invited && !starts:
		return Employee{}, fault.New(fault.Conflict, "administration.not_to_invite", "name", e.Name)
	}
	return e, nil
}

// Invite makes an invitation for an employee, in the place of an older one. Until he accepts it he stands as invited.
func (s *Service) Invite(ctx context.Context, actor access.Actor, id ident.ID) (Invitation, error) {
	s.signing.Lock()
	defer s.signing.Unlock()
	e, err := s.Invitable(ctx, actor, id)
	if err != nil {
		return Invitation{}, err
	}
	if e.Status != directory.Invited {
		if err := s.Modify(ctx, actor, func(_ context.Context, d *Draft) error { return d.setStatus(id, directory.Invited) }); err != nil {
			return Invitation{}, err
		}
		e.Status = directory.Invited
	}
	no, err := s.State().No(id, EmployeeKind)
	if err != nil {
		return Invitation{}, err
	}
	account := s.Model().Directory.Employees[no].Identity
	secret, expires, err := s.parts.Accounts.Invite(ctx, account, s.State().ID(actor.Employee))
	return Invitation{Employee: e, Secret: secret, Expires: expires}, fault.Wrap(err, "invite an employee")
}

func (d *Draft) setStatus(id ident.ID, status directory.Status) error {
	no, ok := d.No(id, EmployeeKind)
	if !ok {
		return fault.Missing()
	}
	e := *d.directory.Employees[no]
	e.Status = status
	d.setEmployee(&e)
	return nil
}

// mayGiveSignIn refuses who could use the sign-in of an employee for more than he may himself.
func (s *Service) mayGiveSignIn(actor access.Actor, model *access.Model, no ident.No) error {
	if actor.Rights.Administrator() {
		return nil
	}
	return s.covers(actor, model, no)
}

// mayLeadAway refuses who may not give an employee his sign-in to change where the invitation of one goes who has no password yet: it would
// be his who reads it there.
func (c Employees) mayLeadAway(ctx context.Context, actor access.Actor, no ident.No) error {
	model := c.s.Model()
	e := model.Directory.Employees[no]
	if e.Identity.IsZero() || e.Status != directory.Invited && e.Status != directory.Active {
		return nil
	}
	if e.Status == directory.Active {
		known, err := c.s.parts.Accounts.HasPassword(ctx, e.Identity)
		if err != nil || known {
			return err
		}
	}
	return c.s.mayGiveSignIn(actor, model, no)
}

// Awaited reports whether the employee of an account is still invited, and by, whose invitation it is, may give him his sign-in still:
// somebody who has left, or less rights than the invited one has got meanwhile, has perhaps kept the link.
func (s *Service) Awaited(account, by ident.ID) bool {
	return s.awaited(s.State(), account, by)
}

func (s *Service) awaited(state *State, account, by ident.ID) bool {
	e, ok := state.member(account)
	if !ok || e.Status != directory.Invited {
		return false
	}
	no, err := state.No(by, EmployeeKind)
	if err != nil {
		return false
	}
	actor := access.Actor{Employee: no, Rights: access.Compile(state.Model, s.parts.Cells, no, s.parts.Clock.Now())}
	return mayWrite(actor, access.AdministrationPeople) == nil && s.mayGiveSignIn(actor, state.Model, e.No) == nil
}

// Admit makes the employee of an account active, who has accepted the invitation that by gave him. Who is not awaited is fault.NotFound.
func (s *Service) Admit(ctx context.Context, account, by ident.ID) error {
	e, ok := s.State().member(account)
	if !ok {
		return fault.New(fault.NotFound, "identity.invitation_over")
	}
	return s.modify(ctx, access.Actor{Employee: e.No}, false, func(_ context.Context, d *Draft) error {
		if !s.awaited(d.before, account, by) {
			return fault.New(fault.NotFound, "identity.invitation_over")
		}
		return d.setStatus(e.ID, directory.Active)
	})
}

// withdraw makes the invitation of an employee worthless with the change, when it is not refused.
func (c Employees) withdraw(d *Draft, e *directory.Employee) {
	if e.Identity.IsZero() {
		return
	}
	d.ready = append(d.ready, func(ctx context.Context, _ *access.Model) error {
		return fault.Wrap(c.s.parts.Accounts.Withdraw(ctx, e.Identity), "withdraw an invitation")
	})
}
