package identity_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"kontora/backend/ident"
	"kontora/backend/identity"
)

func TestWhatTheLogHears(t *testing.T) {
	o := newOffice(t)
	boss := ident.Random{}.New()
	granted := o.signIn(t, identity.Attempt{Address: "192.0.2.7:1"})
	if err := o.ChangePassword(t.Context(), granted.Session, rightPassword, "battery staple"); err != nil {
		t.Fatal(err)
	}
	if err := o.SignOut(t.Context(), granted.Session); err != nil {
		t.Fatal(err)
	}
	if err := o.SetPassword(t.Context(), o.account, "set by another", boss); err != nil {
		t.Fatal(err)
	}
	if err := o.EndEmployee(t.Context(), o.member.Employee, boss); err != nil {
		t.Fatal(err)
	}
	var heard []string
	for _, h := range o.told {
		heard = append(heard, h.What)
		if h.Employee != o.member.Employee || h.At != o.clock.Now() {
			t.Errorf("%s: %+v", h.What, h)
		}
		if byBoss := h.What == identity.PasswordSet || h.What == identity.SessionsEnded; byBoss != (h.By == boss) {
			t.Errorf("%s was done by %v", h.What, h.By)
		}
	}
	want := []string{identity.SignedIn, identity.PasswordChanged, identity.SignedOut, identity.PasswordSet, identity.SessionsEnded}
	if !slices.Equal(heard, want) {
		t.Errorf("heard %v, want %v", heard, want)
	}
}

func TestFailuresCannotFillTheLog(t *testing.T) {
	o := newOffice(t)
	wrong := func(n int, login string) {
		for i := range n {
			_, _ = o.SignIn(t.Context(), identity.Attempt{Login: login, Password: "my secret", Address: fmt.Sprintf("192.0.2.%d:1", i)})
		}
	}
	times := func() (times []int) {
		for _, h := range o.told {
			if h.What != identity.SignInFailed {
				t.Errorf("heard %+v", h)
			}
			times = append(times, h.Times)
		}
		o.told = nil
		return times
	}
	wrong(120, "anna@пример.рф")
	if employee := o.told[0].Employee; employee != o.member.Employee || !o.told[0].By.IsZero() {
		t.Errorf("whose login it was is not told: %+v", o.told[0])
	}
	if got := times(); !slices.Equal(got, []int{1, 2, 3, 10, 100}) {
		t.Errorf("heard of %v", got)
	}
	for i := range 120 {
		wrong(1, fmt.Sprintf("nobody %d", i))
	}
	if !o.told[0].Employee.IsZero() {
		t.Errorf("a login nobody has: %+v", o.told[0])
	}
	if got := times(); !slices.Equal(got, []int{1, 2, 3, 10, 100}) {
		t.Errorf("heard of %v for logins nobody has", got)
	}
	o.clock.Advance(time.Hour)
	wrong(1, "anna@пример.рф")
	if got := times(); !slices.Equal(got, []int{1}) {
		t.Errorf("an hour later heard of %v", got)
	}
}
