package identity

import (
	"context"
	"errors"
	"strings"

	"kontora/backend/fault"
	"kontora/backend/ident"
)

// Open makes an account for a login; with an empty password nobody can sign in with it yet. A login that is in use is an error about the
// field login. An account that belongs to nobody, left over when something failed half-way, is taken over with the new password.
func (s *Service) Open(ctx context.Context, login, password string) (ident.ID, error) {
	if err := CheckLogin(login); err != nil {
		return ident.ID{}, err
	}
	account, found, err := s.accountFor(ctx, login)
	if err != nil {
		return ident.ID{}, err
	}
	now := s.parts.Clock.Now()
	if found {
		if _, err := s.parts.Members.Member(ctx, account.ID); !fault.Is(err, fault.NotFound) {
			return ident.ID{}, loginTaken(err)
		}
	} else {
		account = Account{ID: s.parts.IDs.New(), CreatedAt: now}
	}
	account.Login, account.LoginKey, account.Password, account.ChangedAt = strings.TrimSpace(login), LoginKey(login), "", now
	if password != "" {
		account.Password = s.parts.Cost.hash(password)
	}
	if err := s.parts.Accounts.PutAccount(ctx, account); err != nil {
		return ident.ID{}, loginTaken(err)
	}
	return account.ID, nil
}

// loginTaken turns what says that another has the login, nil or a conflict, into words on the field; other errors stay.
func loginTaken(err error) error {
	if err == nil || fault.Is(err, fault.Conflict) {
		return fault.Field("login", "identity.login_taken")
	}
	return fault.Wrap(err, "open account")
}

// change reads an account, lets fn alter it and writes it back as one step.
func (s *Service) change(ctx context.Context, id ident.ID, fn func(*Account) error) error {
	return fault.Wrap(s.parts.Accounts.ChangeAccount(ctx, id, fn), "change account")
}

// Rename gives the account another login.
func (s *Service) Rename(ctx context.Context, id ident.ID, login string) error {
	if err := CheckLogin(login); err != nil {
		return err
	}
	err := s.change(ctx, id, func(a *Account) error {
		a.Login, a.LoginKey, a.ChangedAt = strings.TrimSpace(login), LoginKey(login), s.parts.Clock.Now()
		return nil
	})
	if fault.Is(err, fault.Conflict) {
		return loginTaken(err)
	}
	return err
}

// SetPassword replaces a password without knowing it, for an administrator, and ends the account's sessions and tokens: whoever asks for
// it does not know who else has used the account. by is the employee who does it; zero: the program itself.
func (s *Service) SetPassword(ctx context.Context, id ident.ID, password string, by ident.ID) error {
	whatever := func(Account) error { return nil }
	if err := s.storePassword(ctx, id, password, whatever); err != nil {
		return err
	}
	if member := s.memberOf(ctx, id); !member.Employee.IsZero() {
		s.note(ctx, Happening{What: PasswordSet, Employee: member.Employee, By: by})
	}
	return s.End(ctx, Which{Account: id})
}

// HasPassword reports whether anybody can sign in with the account.
func (s *Service) HasPassword(ctx context.Context, id ident.ID) (bool, error) {
	account, err := s.parts.Accounts.Account(ctx, id)
	return account.Password != "", fault.Wrap(err, "find account")
}

// Bar ends the sessions and tokens of an account and lets nobody sign in with it until a password is set. restore gives back the password
// that was there, unless another has been set since.
func (s *Service) Bar(ctx context.Context, id ident.ID) (restore func(context.Context) error, err error) {
	var before string
	err = s.change(ctx, id, func(a *Account) error {
		before, a.Password, a.ChangedAt = a.Password, "", s.parts.Clock.Now()
		return nil
	})
	if err != nil {
		return nil, err
	}
	restore = func(ctx context.Context) error {
		return s.change(ctx, id, func(a *Account) error {
			if a.Password == "" {
				a.Password = before
			}
			return nil
		})
	}
	if err := s.End(ctx, Which{Account: id}); err != nil {
		return nil, errors.Join(err, restore(ctx))
	}
	return restore, nil
}

// storePassword replaces the password of an account that is still, when it is written, as the caller wants it.
func (s *Service) storePassword(ctx context.Context, id ident.ID, password string, as func(Account) error) error {
	leave, err := s.lanes.enter(ctx, "account "+id.String(), true)
	if err != nil {
		return err
	}
	defer leave()
	hash := s.parts.Cost.hash(password)
	return s.change(ctx, id, func(a *Account) error {
		if err := as(*a); err != nil {
			return err
		}
		a.Password, a.ChangedAt = hash, s.parts.Clock.Now()
		return nil
	})
}

// rehash stores a password at the present cost, unless it was changed meanwhile. Failing does no harm: the old hash still works.
func (s *Service) rehash(ctx context.Context, verified Account, password string) {
	hash := s.parts.Cost.hash(password)
	err := s.change(ctx, verified.ID, func(a *Account) error {
		if a.Password == verified.Password {
			a.Password = hash
		}
		return nil
	})
	if err != nil {
		s.parts.Logger.WarnContext(ctx, "password not hashed anew", "error", err)
	}
}

// Close removes an account with its sessions and devices.
func (s *Service) Close(ctx context.Context, id ident.ID) error {
	if err := s.End(ctx, Which{Account: id}); err != nil {
		return err
	}
	return fault.Wrap(s.parts.Accounts.DeleteAccount(ctx, id), "close account")
}

// EndEmployee ends every session and token of an employee. by is the employee who does it; zero: the program itself.
func (s *Service) EndEmployee(ctx context.Context, employee, by ident.ID) error {
	if err := s.End(ctx, Which{Employee: employee}); err != nil {
		return err
	}
	s.note(ctx, Happening{What: SessionsEnded, Employee: employee, By: by})
	return nil
}

// Check refuses a login or password that cannot be, naming the field; an empty password is not checked.
func (s *Service) Check(login, password string) error {
	problems := fault.Fields{}
	if err := problems.Merge(CheckLogin(login)); err != nil {
		return err
	}
	if password == "" {
		return problems.Err()
	}
	if err := problems.Merge(CheckPassword("password", password, login)); err != nil {
		return err
	}
	return problems.Err()
}

// Generate makes a password a person can read out.
func (s *Service) Generate() string { return GeneratePassword() }
