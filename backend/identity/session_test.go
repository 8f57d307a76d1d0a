package identity_test

import (
	"testing"
	"time"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/identity"
)

func TestHowLongASessionLives(t *testing.T) {
	day := 24 * time.Hour
	for name, test := range map[string]struct {
		used  []time.Duration // after sign-in
		asked time.Duration
		lives bool
	}{
		"at once":                          {nil, 0, true},
		"after an idle day":                {nil, day, true},
		"after an idle week":               {nil, 7 * day, false},
		"used every week":                  {[]time.Duration{6 * day, 12 * day, 18 * day}, 24 * day, true},
		"used every week, after a month":   {[]time.Duration{6 * day, 12 * day, 18 * day, 24 * day, 29 * day}, 30 * day, false},
		"when the clock has been set back": {nil, -30 * day, true},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			granted, start := o.signIn(t, identity.Attempt{}), o.clock.Now()
			for _, at := range test.used {
				o.clock.Set(start.Add(at))
				if _, err := o.Resolve(t.Context(), granted.Secret); err != nil {
					t.Fatalf("after %v: %v", at, err)
				}
			}
			o.clock.Set(start.Add(test.asked))
			session, err := o.Resolve(t.Context(), granted.Secret)
			if test.lives {
				if err != nil || session.Employee != o.member.Employee {
					t.Errorf("got %v, %v", session, err)
				}
				return
			}
			wantFault(t, err, fault.Unauthenticated, "identity.signed_out")
			if listed, _ := o.List(t.Context(), identity.Which{Account: o.account}); len(listed) != 0 {
				t.Error("a session that is over is listed")
			}
		})
	}
}

func TestSecretsThatAreNone(t *testing.T) {
	o := newOffice(t)
	granted := o.signIn(t, identity.Attempt{})
	for name, secret := range map[string]string{
		"nothing":                "",
		"a session's id":         granted.Session.ID.String(),
		"a session as a token":   identity.TokenPrefix + granted.Secret,
		"a device's secret":      granted.Device,
		"one letter cut off":     granted.Secret[1:],
		"one letter too many":    granted.Secret + "A",
		"bytes that are no text": "\x00\xff",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := o.Resolve(t.Context(), secret)
			wantFault(t, err, fault.Unauthenticated, "identity.signed_out")
		})
	}
}

func closed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

func TestEndingTellsWhoWatches(t *testing.T) {
	o := newOffice(t)
	first, second := o.signIn(t, identity.Attempt{}), o.signIn(t, identity.Attempt{})
	firstEnded, _ := o.Watch(first.Session.ID)
	secondEnded, _ := o.Watch(second.Session.ID)
	left, stop := o.Watch(first.Session.ID)
	stop()
	if err := o.EndOwn(t.Context(), o.member.Employee, first.Session.ID, identity.Interactive); err != nil {
		t.Fatal(err)
	}
	if !closed(firstEnded) || closed(secondEnded) || closed(left) {
		t.Errorf("first %v, second %v, given up %v", closed(firstEnded), closed(secondEnded), closed(left))
	}
	if err := o.EndEmployee(t.Context(), o.member.Employee, ident.ID{}); err != nil || !closed(secondEnded) {
		t.Errorf("ending all: %v, told %v", err, closed(secondEnded))
	}
	for _, secret := range []string{first.Secret, second.Secret} {
		if _, err := o.Resolve(t.Context(), secret); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("still signed in: %v", err)
		}
	}
}

func TestNobodyEndsAnothersSession(t *testing.T) {
	o := newOffice(t)
	granted := o.signIn(t, identity.Attempt{})
	err := o.EndOwn(t.Context(), ident.Random{}.New(), granted.Session.ID, identity.Interactive)
	wantFault(t, err, fault.NotFound, "error.not_found")
	if _, err := o.Resolve(t.Context(), granted.Secret); err != nil {
		t.Error("the session ended nevertheless")
	}
	if err := o.End(t.Context(), identity.Which{}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Resolve(t.Context(), granted.Secret); err != nil {
		t.Error("a selection of nothing ended a session")
	}
}

func TestTokens(t *testing.T) {
	o := newOffice(t)
	person := o.signIn(t, identity.Attempt{}).Session
	now := o.clock.Now()
	for name, test := range map[string]struct {
		wanted identity.NewToken
		field  string
	}{
		"without a name":  {identity.NewToken{Name: "  "}, "name"},
		"already over":    {identity.NewToken{Name: "x", Expires: now}, "expires"},
		"without end":     {identity.NewToken{Name: "x", Expires: time.Date(9999, 12, 31, 23, 0, 0, 0, time.FixedZone("west", -14*60*60))}, "expires"},
		"with a long one": {identity.NewToken{Name: string(make([]byte, 500))}, "name"},
	} {
		_, err := o.MakeToken(t.Context(), person, test.wanted)
		if _, named := fault.Of(err).Fields[test.field]; err == nil || !named {
			t.Errorf("%s: %v", name, err)
		}
	}
	scope := identity.Scope{ReadOnly: true}
	token, err := o.MakeToken(t.Context(), person, identity.NewToken{Name: "export", Expires: now.Add(time.Hour), Scope: scope})
	if err != nil {
		t.Fatal(err)
	}
	session, err := o.Resolve(t.Context(), token.Secret)
	if err != nil || !session.Scope.ReadOnly || session.Kind != identity.Token {
		t.Errorf("got %+v, %v", session, err)
	}
	_, err = o.MakeToken(t.Context(), session, identity.NewToken{Name: "child"})
	wantFault(t, err, fault.Denied, "identity.token_by_token")
	o.clock.Advance(time.Hour)
	_, err = o.Resolve(t.Context(), token.Secret)
	wantFault(t, err, fault.Unauthenticated, "identity.signed_out")
}

func TestAccounts(t *testing.T) {
	o := newOffice(t)
	if _, err := o.Open(t.Context(), "ANNA@пример.рф", "other password"); fault.Of(err).Fields["login"].Key != "identity.login_taken" {
		t.Errorf("a login in use: %v", err)
	}
	if _, err := o.Open(t.Context(), " ", ""); fault.Of(err).Fields["login"].Key != "identity.login_empty" {
		t.Errorf("an empty login: %v", err)
	}
	left, err := o.Open(t.Context(), "boris", "first password")
	if err != nil {
		t.Fatal(err)
	}
	again, err := o.Open(t.Context(), "Boris", "second password")
	if err != nil || again != left {
		t.Errorf("an account that belongs to nobody is not taken over: %v, %v", again, err)
	}
	if err := o.Rename(t.Context(), left, "anna@пример.рф"); fault.Of(err).Fields["login"].Key != "identity.login_taken" {
		t.Errorf("renamed to a login in use: %v", err)
	}
	granted := o.signIn(t, identity.Attempt{})
	token, err := o.MakeToken(t.Context(), granted.Session, identity.NewToken{Name: "sync"})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.SetPassword(t.Context(), o.account, "set by another", ident.ID{}); err != nil {
		t.Fatal(err)
	}
	for name, secret := range map[string]string{"session": granted.Secret, "token": token.Secret} {
		if _, err := o.Resolve(t.Context(), secret); err == nil {
			t.Errorf("a %s outlived the password that was set", name)
		}
	}
	o.signIn(t, identity.Attempt{Password: "set by another"})
	if err := o.Close(t.Context(), o.account); err != nil {
		t.Fatal(err)
	}
	_, err = o.SignIn(t.Context(), identity.Attempt{Login: "anna@пример.рф", Password: "set by another"})
	wantFault(t, err, fault.Unauthenticated, "identity.refused")
}
