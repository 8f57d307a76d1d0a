package administration

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
)

// signInChange is the part of a change that concerns the sign-in: done before the rest, so that a refusal stops it, and undone with it.
type signInChange struct {
	account ident.ID // the one the employee has afterwards
	undoing []func(context.Context) error
	finish  func(context.Context) error
}

// changeSignIn opens, renames or prepares to close the sign-in of an employee. Whoever is not an administrator may do so only for
// those who have no right that he lacks: with their password he would have it.
func (c Employees) changeSignIn(ctx context.Context, actor access.Actor, no ident.No, in EmployeeInput, password string) (signInChange, error) {
	state := c.s.State()
	e := state.Model.Directory.Employees[no]
	change := signInChange{account: e.Identity, finish: func(context.Context) error { return nil }}
	promoted := in.Administrator && !e.Administrator && !e.Identity.IsZero() && actor.Rights.Administrator()
	if in.Login == e.Login && password == "" && !promoted {
		return change, nil
	}
	if err := c.s.mayGiveSignIn(actor, state.Model, no); err != nil {
		return change, err
	}
	if promoted {
		if err := c.bar(ctx, &change, in.Login, password); err != nil {
			return change, err
		}
	}
	if err := c.changeLogin(ctx, &change, e, in.Login, password); err != nil {
		c.undo(ctx, change)
		return change, err
	}
	if password != "" && !e.Identity.IsZero() {
		change.finish = func(ctx context.Context) error {
			return c.s.parts.Accounts.SetPassword(ctx, e.Identity, password, state.ID(actor.Employee))
		}
	}
	return change, nil
}

// bar keeps out, before someone becomes administrator, everybody who is signed in as him or knows his password: while he was none, it
// could be set by people who are none.
func (c Employees) bar(ctx context.Context, change *signInChange, login, password string) error {
	known, err := c.s.parts.Accounts.HasPassword(ctx, change.account)
	if err != nil {
		return err
	}
	if known && login != "" && password == "" {
		return fault.Field("password", "administration.password_for_administrator")
	}
	restore, err := c.s.parts.Accounts.Bar(ctx, change.account)
	if err == nil {
		change.undoing = append(change.undoing, restore)
	}
	return err
}

func (c Employees) changeLogin(ctx context.Context, change *signInChange, e *directory.Employee, login, password string) error {
	accounts := c.s.parts.Accounts
	switch {
	case login == e.Login:
		return nil
	case e.Identity.IsZero():
		account, err := accounts.Open(ctx, login, password)
		if err != nil {
			return err
		}
		change.account = account
		change.undoing = append(change.undoing, func(ctx context.Context) error { return accounts.Close(ctx, account) })
	case login == "":
		change.account = ident.ID{}
		change.finish = func(ctx context.Context) error { return accounts.Close(ctx, e.Identity) }
	default:
		if err := accounts.Rename(ctx, e.Identity, login); err != nil {
			return err
		}
		change.undoing = append(change.undoing, func(ctx context.Context) error { return accounts.Rename(ctx, e.Identity, e.Login) })
	}
	return nil
}

// undo takes back what was done before a change that came to nothing.
func (c Employees) undo(ctx context.Context, change signInChange) {
	// A sign-in is given back even when whoever asked for the change has gone.
	ctx = context.WithoutCancel(ctx)
	for _, step := range change.undoing {
		if err := step(ctx); err != nil {
			c.s.parts.Logger.WarnContext(ctx, "sign-in not put back", "error", err)
		}
	}
}

// closeAccount removes a sign-in nobody has any more. What is left over when this fails is taken over when the login is given again.
func (s *Service) closeAccount(ctx context.Context, account ident.ID) {
	if err := s.parts.Accounts.Close(ctx, account); err != nil {
		s.parts.Logger.WarnContext(ctx, "sign-in not closed", "error", err)
	}
}
