package identity_test

import (
	"testing"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/identity"
)

func TestABarredAccount(t *testing.T) {
	o := newOffice(t)
	granted := o.signIn(t, identity.Attempt{})
	token, err := o.MakeToken(t.Context(), granted.Session, identity.NewToken{Name: "till"})
	if err != nil {
		t.Fatal(err)
	}
	o.clock.Advance(1)
	restore, err := o.Bar(t.Context(), o.account)
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{granted.Secret, token.Secret} {
		if _, err := o.Resolve(t.Context(), secret); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("still signed in: %v", err)
		}
	}
	if has, err := o.HasPassword(t.Context(), o.account); has || err != nil {
		t.Errorf("has a password: %v, %v", has, err)
	}
	_, err = o.SignIn(t.Context(), identity.Attempt{Login: "anna@пример.рф", Password: rightPassword})
	wantFault(t, err, fault.Unauthenticated, "identity.refused")
	if err := restore(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.signIn(t, identity.Attempt{})
}

func TestRestoringKeepsAPasswordSetMeanwhile(t *testing.T) {
	o := newOffice(t)
	restore, err := o.Bar(t.Context(), o.account)
	if err != nil {
		t.Fatal(err)
	}
	if err := o.SetPassword(t.Context(), o.account, "another password", ident.ID{}); err != nil {
		t.Fatal(err)
	}
	if err := restore(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.signIn(t, identity.Attempt{Password: "another password"})
}

func TestWhoWasKeptOutMeanwhile(t *testing.T) {
	t.Run("sets no password", func(t *testing.T) {
		o := newOffice(t)
		granted := o.signIn(t, identity.Attempt{})
		o.clock.Advance(1)
		o.interpose(func() {
			a := o.accounts[o.account]
			a.ChangedAt = o.clock.Now()
			o.accounts[o.account] = a
		})
		err := o.ChangePassword(t.Context(), granted.Session, rightPassword, "his very own")
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("got %v", err)
		}
		o.signIn(t, identity.Attempt{})
	})
	t.Run("gets no token", func(t *testing.T) {
		o := newOffice(t)
		granted := o.signIn(t, identity.Attempt{})
		o.interpose(func() {
			if err := o.End(t.Context(), identity.Which{Account: o.account}); err != nil {
				t.Error(err)
			}
		})
		_, err := o.MakeToken(t.Context(), granted.Session, identity.NewToken{Name: "till"})
		if !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("got %v", err)
		}
		if left, err := o.List(t.Context(), identity.Which{Account: o.account}); err != nil || len(left) > 0 {
			t.Errorf("left %v, %v", left, err)
		}
	})
}
