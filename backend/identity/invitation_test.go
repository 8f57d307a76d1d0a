package identity_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/identity"
)

func (m *memory) InvitationBySecret(_ context.Context, secret identity.Digest) (identity.Invitation, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, n := range m.invitations {
		if n.Secret == secret {
			return n, nil
		}
	}
	return identity.Invitation{}, fault.Missing()
}

func (m *memory) PutInvitation(_ context.Context, n identity.Invitation) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.invitations[n.Account] = n
	return nil
}

func (m *memory) DeleteInvitation(_ context.Context, account ident.ID) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.invitations, account)
	return nil
}

// Awaited implements identity.Members: whoever is not active is invited.
func (m *memory) Awaited(account, by ident.ID) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return !m.members[account].Active && by == hostess
}

func (m *memory) Admit(_ context.Context, account, by ident.ID) error {
	if m.closed != nil {
		return m.closed
	}
	if !m.Awaited(account, by) {
		return fault.New(fault.NotFound, "identity.invitation_over")
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	member := m.members[account]
	member.Active = true
	m.members[account] = member
	return nil
}

// hostess is the one who may invite.
var hostess = ident.ID{7}

// guest makes an account that is invited.
func (o *office) guest(t *testing.T) (account ident.ID, secret string) {
	t.Helper()
	account, err := o.Open(t.Context(), "boris", "")
	if err != nil {
		t.Fatal(err)
	}
	o.members[account] = identity.Member{Employee: ident.ID{1}, Company: o.member.Company}
	return account, o.invite(t, account)
}

func (o *office) invite(t *testing.T, account ident.ID) string {
	t.Helper()
	secret, expires, err := o.Invite(t.Context(), account, hostess)
	if err != nil || expires.Sub(o.clock.Now()) != 7*24*time.Hour {
		t.Fatalf("invited until %v, %v", expires, err)
	}
	return secret
}

func (o *office) accept(t *testing.T, secret string) (identity.Granted, error) {
	t.Helper()
	return o.Accept(t.Context(), identity.Acceptance{Secret: secret, Password: "my very own", Address: "192.0.2.1:5"})
}

func TestAnInvitationIsAcceptedOnce(t *testing.T) {
	o := newOffice(t)
	account, secret := o.guest(t)
	for about, wrong := range map[string]string{"short": "x", "the login": " BORIS  "} {
		_, err := o.Accept(t.Context(), identity.Acceptance{Secret: secret, Password: wrong})
		if _, named := fault.Of(err).Fields["password"]; !named {
			t.Errorf("a password that is %s: %v", about, err)
		}
	}
	if _, err := o.SignIn(t.Context(), identity.Attempt{Login: "boris", Password: ""}); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("signed in before: %v", err)
	}
	granted, err := o.accept(t, secret)
	if err != nil || granted.Session.Account != account || granted.Device == "" {
		t.Fatalf("accepted: %+v, %v", granted, err)
	}
	if _, err := o.Resolve(t.Context(), granted.Secret); err != nil {
		t.Errorf("not signed in: %v", err)
	}
	o.signIn(t, identity.Attempt{Login: "boris", Password: "my very own"})
	_, err = o.accept(t, secret)
	wantFault(t, err, fault.NotFound, "identity.invitation_over")
	var heard []string
	for _, h := range o.told {
		heard = append(heard, h.What)
	}
	if len(heard) < 3 || heard[0] != identity.Invited || heard[2] != identity.InvitationAccepted || o.told[0].By != hostess || o.told[2].By != o.members[account].Employee {
		t.Errorf("the log heard %+v", o.told)
	}
	for _, n := range o.invitations {
		t.Errorf("kept %+v", n)
	}
}

func TestWhoCouldNotBeAdmittedHasNoPassword(t *testing.T) {
	o := newOffice(t)
	account, secret := o.guest(t)
	o.closed = errors.New("the disk is full")
	if _, err := o.accept(t, secret); !errors.Is(err, o.closed) {
		t.Fatalf("accepted: %v", err)
	}
	member := o.members[account]
	member.Active = true // by an administrator, later
	o.members[account] = member
	if _, err := o.SignIn(t.Context(), identity.Attempt{Login: "boris", Password: "my very own"}); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("the password stands: %v", err)
	}
}

func TestOfTwoWhoAcceptAtOnceOneDoes(t *testing.T) {
	o := newOffice(t)
	_, secret := o.guest(t)
	o.interpose(func() {
		if _, err := o.accept(t, secret); err != nil {
			t.Errorf("the first: %v", err)
		}
	})
	o.reads = 1 // before the password is written, which nothing comes between
	_, err := o.Accept(t.Context(), identity.Acceptance{Secret: secret, Password: "another one"})
	wantFault(t, err, fault.NotFound, "identity.invitation_over")
	o.signIn(t, identity.Attempt{Login: "boris", Password: "my very own"})
}

func TestAnInvitationThatWorksNoMore(t *testing.T) {
	for about, spoil := range map[string]func(o *office, account ident.ID) error{
		"a newer one": func(o *office, account ident.ID) error {
			_, _, err := o.Invite(t.Context(), account, hostess)
			return err
		},
		"withdrawn":     func(o *office, account ident.ID) error { return o.Withdraw(t.Context(), account) },
		"another login": func(o *office, account ident.ID) error { return o.Rename(t.Context(), account, "boris.b") },
		"another password": func(o *office, account ident.ID) error {
			return o.SetPassword(t.Context(), account, "set by the boss", hostess)
		},
		"a sign-in kept shut": func(o *office, account ident.ID) error { _, err := o.Bar(t.Context(), account); return err },
		"a week has passed":   func(o *office, _ ident.ID) error { o.clock.Advance(7 * 24 * time.Hour); return nil },
		"he is active": func(o *office, account ident.ID) error {
			o.members[account] = identity.Member{Employee: ident.ID{1}, Active: true}
			return nil
		},
		"who invited may not any more": func(o *office, account ident.ID) error {
			n := o.invitations[account]
			n.By = ident.ID{9}
			o.invitations[account] = n
			return nil
		},
	} {
		t.Run(about, func(t *testing.T) {
			o := newOffice(t)
			account, secret := o.guest(t)
			if err := spoil(o, account); err != nil {
				t.Fatal(err)
			}
			_, err := o.Invitation(t.Context(), secret, "192.0.2.1:5")
			wantFault(t, err, fault.NotFound, "identity.invitation_over")
			_, err = o.accept(t, secret)
			wantFault(t, err, fault.NotFound, "identity.invitation_over")
		})
	}
}

func TestGuessingInvitationsIsSlowedAndKeepsNobodyOut(t *testing.T) {
	o := newOffice(t)
	_, secret := o.guest(t)
	guess := func(address, secret string) time.Duration {
		return o.waited(func() {
			_, err := o.Invitation(t.Context(), secret, address)
			wantFault(t, err, fault.NotFound, "identity.invitation_over")
		})
	}
	made := secret[:len(secret)-2] + "AA"
	for range 5 {
		if waited := guess("192.0.2.1:5", made); waited != 0 {
			t.Errorf("the first waited %v", waited)
		}
	}
	for _, want := range []time.Duration{1, 2, 4, 8, 8} {
		if waited := guess("192.0.2.1:6", "no secret at all"); waited != want*time.Second {
			t.Errorf("waited %v, want %d s", waited, want)
		}
	}
	if waited := guess("198.51.100.1:5", made); waited != 0 {
		t.Errorf("from elsewhere it waited %v", waited)
	}
	if waited := o.waited(func() {
		if _, err := o.accept(t, secret); err != nil {
			t.Error(err)
		}
	}); waited != 0 {
		t.Errorf("the owner waited %v", waited)
	}
}
