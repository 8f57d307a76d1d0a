package identity_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/identity"
)

func TestLoginsThatAreOne(t *testing.T) {
	for name, pair := range map[string][2]string{
		"case":                        {"Anna", "aNNA"},
		"case of Cyrillic":            {"ПОЧТА@ПРИМЕР.РФ", "почта@пример.рф"},
		"domain in its ASCII form":    {"почта@xn--e1afmkfd.xn--p1ai", "почта@пример.рф"},
		"ё and е":                     {"Королёв", "королев"},
		"ё written as two characters": {"Корол\u0435\u0308в", "королев"},
		"full-width letters":          {"ａｎｎａ", "anna"},
		"space around":                {"  anna ", "anna"},
		"sharp s":                     {"STRASSE", "straße"},
	} {
		t.Run(name, func(t *testing.T) {
			if a, b := identity.LoginKey(pair[0]), identity.LoginKey(pair[1]); a != b {
				t.Errorf("%q and %q differ: %q, %q", pair[0], pair[1], a, b)
			}
		})
	}
	if identity.LoginKey("anna") == identity.LoginKey("anno") {
		t.Error("different logins are one")
	}
}

func TestRefusalsAreAlike(t *testing.T) {
	o := newOffice(t)
	invited, err := o.Open(t.Context(), "boris", "")
	if err != nil {
		t.Fatal(err)
	}
	o.members[invited] = identity.Member{Employee: ident.Random{}.New(), Active: true}
	for name, a := range map[string]identity.Attempt{
		"a wrong password":         {Login: "anna@пример.рф", Password: "wrong horse"},
		"an unknown login":         {Login: "nobody", Password: rightPassword},
		"no password at all":       {Login: "anna@пример.рф"},
		"one without a password":   {Login: "boris"},
		"a login beyond all sense": {Login: strings.Repeat("a", 10_000), Password: "x"},
		"a password beyond it":     {Login: "anna@пример.рф", Password: strings.Repeat("a", 10_000_000)},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := o.SignIn(t.Context(), a)
			wantFault(t, err, fault.Unauthenticated, "identity.refused")
		})
	}
}

func TestOnlyTheActiveSignIn(t *testing.T) {
	o := newOffice(t)
	o.members[o.account] = identity.Member{Employee: o.member.Employee}
	_, err := o.SignIn(t.Context(), identity.Attempt{Login: "anna@пример.рф", Password: rightPassword})
	wantFault(t, err, fault.Unauthenticated, "identity.not_active")
	_, err = o.SignIn(t.Context(), identity.Attempt{Login: "anna@пример.рф", Password: "wrong"})
	wantFault(t, err, fault.Unauthenticated, "identity.refused")
}

func fail(t *testing.T, o *office, times int, a identity.Attempt) error {
	t.Helper()
	var err error
	for range times {
		_, err = o.SignIn(t.Context(), a)
		if err == nil {
			t.Fatal("a wrong password signed in")
		}
	}
	return err
}

func TestFailuresAreSlowed(t *testing.T) {
	o := newOffice(t)
	wrong := identity.Attempt{Login: "anna@пример.рф", Password: "wrong", Address: "192.0.2.7:5000"}
	for i, want := range []time.Duration{0, 0, 0, 0, 0, time.Second, 2 * time.Second, 4 * time.Second, 8 * time.Second, 8 * time.Second} {
		waited := o.waited(func() { wantFault(t, fail(t, o, 1, wrong), fault.Unauthenticated, "identity.refused") })
		if waited != want {
			t.Errorf("attempt %d waited %v, want %v", i+1, waited, want)
		}
	}
	right := identity.Attempt{Address: "192.0.2.7:6000"}
	o.signIn(t, right)
	if waited := o.waited(func() { wantFault(t, fail(t, o, 5, wrong), fault.Unauthenticated, "identity.refused") }); waited != 0 {
		t.Errorf("failures before the success still count: waited %v", waited)
	}
}

func TestNobodyCanLockAnotherOut(t *testing.T) {
	o := newOffice(t)
	known := o.signIn(t, identity.Attempt{Address: "192.0.2.9:1"})
	for i := range 200 {
		_, _ = o.SignIn(t.Context(), identity.Attempt{Login: "anna@пример.рф", Password: "wrong", Address: "192.0.2.9:1", Device: fmt.Sprint(i)})
	}
	for name, test := range map[string]struct {
		attempt identity.Attempt
		most    time.Duration
	}{
		"on her own computer":                       {identity.Attempt{Address: "192.0.2.9:2", Device: known.Device}, 0},
		"from elsewhere":                            {identity.Attempt{Address: "198.51.100.1:1"}, 0},
		"on a new computer behind the same address": {identity.Attempt{Address: "192.0.2.9:4"}, 8 * time.Second},
	} {
		if waited := o.waited(func() { o.signIn(t, test.attempt) }); waited > test.most {
			t.Errorf("%s she waits %v, want at most %v", name, waited, test.most)
		}
	}

	other, err := o.Open(t.Context(), "boris", rightPassword)
	if err != nil {
		t.Fatal(err)
	}
	o.members[other] = identity.Member{Employee: ident.Random{}.New(), Active: true}
	o.signIn(t, identity.Attempt{Login: "boris", Address: "192.0.2.9:3"})

	_, err = o.SignIn(t.Context(), identity.Attempt{Login: "boris", Password: "wrong", Address: "192.0.2.9:1", Device: known.Device})
	wantFault(t, err, fault.Unauthenticated, "identity.refused")
}

func TestADeviceIsKnownToItsAccountAlone(t *testing.T) {
	o := newOffice(t)
	first := o.signIn(t, identity.Attempt{})
	again := o.signIn(t, identity.Attempt{Device: first.Device})
	if again.Device != "" || again.Session.Device != first.Session.Device {
		t.Error("a known device was taken for a new one")
	}
	if forged := o.signIn(t, identity.Attempt{Device: strings.Repeat("A", 43)}); forged.Device == "" {
		t.Error("a device that was made up was taken for a known one")
	}
}

func TestAPasswordIsHashedAnewAtAnotherCost(t *testing.T) {
	o := newOffice(t)
	before := o.accounts[o.account].Password
	dearer := identity.New(identity.Parts{
		Accounts: o.memory, Sessions: o.memory, Devices: o.memory, Members: o.memory, Clock: o.clock, IDs: ident.Random{},
		Cost: identity.Cost{MemoryKiB: 128, Passes: 2, Lanes: 1}, Times: identity.UsualTimes(),
	})
	for range 2 {
		if _, err := dearer.SignIn(t.Context(), identity.Attempt{Login: "anna@пример.рф", Password: rightPassword}); err != nil {
			t.Fatal(err)
		}
	}
	after := o.accounts[o.account].Password
	if after == before || !strings.Contains(after, "m=128,t=2") {
		t.Errorf("stored %q", after)
	}
}

func TestChangingThePassword(t *testing.T) {
	o := newOffice(t)
	mine, other := o.signIn(t, identity.Attempt{}), o.signIn(t, identity.Attempt{})
	token, err := o.MakeToken(t.Context(), mine.Session, identity.NewToken{Name: "sync"})
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct{ old, password, field string }{
		"a wrong old password": {"wrong", "battery staple", "old"},
		"too short":            {rightPassword, "short", "new"},
		"too long":             {rightPassword, strings.Repeat("x", 2000), "new"},
		"the login itself":     {rightPassword, "ANNA@пример.рф", "new"},
	} {
		t.Run(name, func(t *testing.T) {
			err := o.ChangePassword(t.Context(), mine.Session, test.old, test.password)
			if _, named := fault.Of(err).Fields[test.field]; err == nil || !named {
				t.Errorf("got %v", err)
			}
		})
	}
	if err := o.ChangePassword(t.Context(), mine.Session, rightPassword, "battery staple"); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		secret string
		lives  bool
	}{"the session it was changed in": {mine.Secret, true}, "another session": {other.Secret, false}, "a token": {token.Secret, true}} {
		if _, err := o.Resolve(t.Context(), test.secret); (err == nil) != test.lives {
			t.Errorf("%s: %v", name, err)
		}
	}
	o.signIn(t, identity.Attempt{Password: "battery staple"})
}

func TestADeviceThatCannotBeReadIsNotOneNobodyKnows(t *testing.T) {
	o := newOffice(t)
	device := o.signIn(t, identity.Attempt{}).Device
	o.broken = errors.New("disk on fire")
	_, err := o.SignIn(t.Context(), identity.Attempt{Login: "anna@пример.рф", Password: rightPassword, Device: device})
	if !errors.Is(err, o.broken) {
		t.Errorf("got %v", err)
	}
	if len(o.devices) != 1 {
		t.Errorf("%d devices", len(o.devices))
	}
}
