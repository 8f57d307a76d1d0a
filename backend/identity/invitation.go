package identity

import (
	"context"
	"errors"
	"time"

	"kontora/backend/fault"
	"kontora/backend/ident"
)

// invitationLives is how long an invitation can be accepted.
const invitationLives = 7 * 24 * time.Hour

// Invitation lets whoever has its secret set the first password of an account, once. An account has one at most, and none any more once
// its login or password was changed.
type Invitation struct {
	Account   ident.ID
	Secret    Digest
	By        ident.ID // the employee who gave it
	ExpiresAt time.Time
}

// Acceptance is someone who accepts an invitation.
type Acceptance struct {
	Secret   string
	Password string
	Address  string // the peer's, with or without port
	Agent    string // the program he uses, as it names itself
}

// Invite makes the invitation of an account, in the place of an older one; by is the employee who gives it. Its secret is known here
// alone and only now.
func (s *Service) Invite(ctx context.Context, account, by ident.ID) (secret string, expires time.Time, err error) {
	n := Invitation{Account: account, By: by, ExpiresAt: s.parts.Clock.Now().Add(invitationLives)}
	secret, n.Secret = newSecret("")
	if err := s.parts.Invitations.PutInvitation(ctx, n); err != nil {
		return "", time.Time{}, fault.Wrap(err, "make invitation")
	}
	s.note(ctx, Happening{What: Invited, Employee: s.memberOf(ctx, account).Employee, By: by})
	return secret, n.ExpiresAt, nil
}

// Withdraw makes the invitation of an account worthless, if it has one.
func (s *Service) Withdraw(ctx context.Context, account ident.ID) error {
	return fault.Wrap(s.parts.Invitations.DeleteInvitation(ctx, account), "withdraw invitation")
}

// Invitation is what the secret invites to. One that is unknown, used, withdrawn or too old is the same fault.NotFound, and slowed as
// sign-ins are.
func (s *Service) Invitation(ctx context.Context, secret, address string) (Invitation, error) {
	n, err := s.invitation(ctx, secret)
	if err == nil || !fault.Is(err, fault.NotFound) {
		return n, err
	}
	// Only what failed is counted and waits: nobody guesses 256 bits, and a good invitation is not kept from its owner by who fails on
	// purpose behind the same address.
	if _, wait := s.limiter.begin(ctx, pair{source: "invitation " + source(address)}); wait != nil {
		return Invitation{}, wait
	}
	return Invitation{}, err
}

func (s *Service) invitation(ctx context.Context, secret string) (Invitation, error) {
	over := fault.New(fault.NotFound, "identity.invitation_over")
	digest, ok := digestOf(secret)
	if !ok {
		return Invitation{}, over
	}
	n, err := s.parts.Invitations.InvitationBySecret(ctx, digest)
	if fault.Is(err, fault.NotFound) {
		return Invitation{}, over
	}
	if err != nil {
		return Invitation{}, fault.Wrap(err, "find invitation")
	}
	if !s.parts.Clock.Now().Before(n.ExpiresAt) || !s.parts.Members.Awaited(n.Account, n.By) {
		return Invitation{}, over
	}
	return n, nil
}

// Accept sets the password of the account that the secret invites, makes its employee active and signs him in. What can be wrong with the
// invitation is what Invitation says; a password that cannot be is an error about the field password and leaves the invitation as it is.
func (s *Service) Accept(ctx context.Context, a Acceptance) (Granted, error) {
	n, err := s.Invitation(ctx, a.Secret, a.Address)
	if err != nil {
		return Granted{}, err
	}
	account, err := s.parts.Accounts.Account(ctx, n.Account)
	if err != nil {
		return Granted{}, fault.Wrap(err, "find account")
	}
	if err := CheckPassword("password", a.Password, account.Login); err != nil {
		return Granted{}, err
	}
	// Writing the password ends the invitation; of two who accept it at once the second finds none.
	stands := func(Account) error {
		_, err := s.invitation(ctx, a.Secret)
		return err
	}
	if err := s.storePassword(ctx, n.Account, a.Password, stands); err != nil {
		return Granted{}, err
	}
	err = s.End(ctx, Which{Account: n.Account})
	if err == nil {
		err = fault.Wrap(s.parts.Members.Admit(ctx, n.Account, n.By), "admit who was invited")
	}
	if err != nil {
		// The invitation is used up, and its password must not let him in whenever somebody makes him active later.
		_, barred := s.Bar(context.WithoutCancel(ctx), n.Account)
		return Granted{}, errors.Join(err, barred)
	}
	employee := s.memberOf(ctx, n.Account).Employee
	s.note(ctx, Happening{What: InvitationAccepted, Employee: employee, By: employee, Address: a.Address})
	if account, err = s.parts.Accounts.Account(ctx, n.Account); err != nil {
		return Granted{}, fault.Wrap(err, "find account")
	}
	return s.open(ctx, account, Device{}, false, Attempt{Address: a.Address, Agent: a.Agent})
}
