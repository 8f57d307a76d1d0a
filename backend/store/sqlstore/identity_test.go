package sqlstore_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
	"kontora/backend/store/storetest"
	"kontora/backend/testkit/postgres"
)

var moment = time.Date(2026, 3, 1, 9, 30, 0, 0, time.UTC)

// onIdentities runs the test on an empty database of identities of each kind.
func onIdentities(t *testing.T, test func(t *testing.T, s *sqlstore.Identities)) {
	storetest.Each(t, postgres.Start, func(t *testing.T, config store.Config) {
		config.Content = store.Identities
		test(t, sqlstore.NewIdentities(storetest.Open(t, config)))
	})
}

func none(t *testing.T, doing string, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", doing, err)
	}
}

func account(t *testing.T, s *sqlstore.Identities, key string) identity.Account {
	t.Helper()
	a := identity.Account{ID: ident.Random{}.New(), Login: key, LoginKey: key, Password: "argon", CreatedAt: moment, ChangedAt: moment}
	none(t, "put an account", s.PutAccount(t.Context(), a))
	return a
}

func session(t *testing.T, s *sqlstore.Identities, a identity.Account, secret byte, at time.Time) identity.Session {
	t.Helper()
	n := identity.Session{
		ID: ident.Random{}.New(), Kind: identity.Interactive, Secret: identity.Digest{secret}, Account: a.ID, Company: ident.ID{9}, Employee: ident.ID{8},
		Device: ident.ID{7}, Name: "Firefox", Address: "192.0.2.1", CreatedAt: at, SeenAt: at, ExpiresAt: at.Add(time.Hour),
		Scope: identity.Scope{ReadOnly: true},
	}
	none(t, "put a session", s.PutSession(t.Context(), n))
	return n
}

func TestAccountIsReplacedAndFoundByItsKey(t *testing.T) {
	onIdentities(t, func(t *testing.T, s *sqlstore.Identities) {
		a := account(t, s, "anna")
		a.Login, a.LoginKey, a.ChangedAt = "Anna.B", "anna.b", moment.Add(time.Minute)
		none(t, "replace an account", s.PutAccount(t.Context(), a))
		found, err := s.AccountByLogin(t.Context(), "anna.b")
		if err != nil || found != a {
			t.Errorf("found %+v, %v; want %+v", found, err, a)
		}
		if _, err := s.AccountByLogin(t.Context(), "anna"); !fault.Is(err, fault.NotFound) {
			t.Errorf("by the key it had: %v", err)
		}
		err = s.PutAccount(t.Context(), identity.Account{ID: ident.Random{}.New(), LoginKey: "anna.b"})
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("another with its key: %v", err)
		}
	})
}

func TestAccountGoesWithItsSessionsAndDevices(t *testing.T) {
	onIdentities(t, func(t *testing.T, s *sqlstore.Identities) {
		a := account(t, s, "anna")
		n := session(t, s, a, 1, moment)
		d := identity.Device{ID: ident.ID{5}, Account: a.ID, Secret: identity.Digest{6}, CreatedAt: moment}
		none(t, "put a device", s.PutDevice(t.Context(), d))
		if found, err := s.DeviceBySecret(t.Context(), a.ID, d.Secret); err != nil || found != d {
			t.Errorf("device %+v, %v; want %+v", found, err, d)
		}
		if found, err := s.Device(t.Context(), d.Secret); err != nil || found != d {
			t.Errorf("device by its secret alone %+v, %v; want %+v", found, err, d)
		}
		none(t, "delete the account", s.DeleteAccount(t.Context(), a.ID))
		none(t, "delete it again", s.DeleteAccount(t.Context(), a.ID))
		if _, err := s.SessionBySecret(t.Context(), n.Secret); !fault.Is(err, fault.NotFound) {
			t.Errorf("its session: %v", err)
		}
		if _, err := s.DeviceBySecret(t.Context(), a.ID, d.Secret); !fault.Is(err, fault.NotFound) {
			t.Errorf("its device: %v", err)
		}
	})
}

func TestSessionComesBackAsItWasPut(t *testing.T) {
	onIdentities(t, func(t *testing.T, s *sqlstore.Identities) {
		n := session(t, s, account(t, s, "anna"), 1, moment)
		n.SeenAt = moment.Add(time.Minute)
		none(t, "touch it", s.TouchSession(t.Context(), n.ID, n.SeenAt))
		found, err := s.SessionBySecret(t.Context(), n.Secret)
		if err != nil || found.ID != n.ID || found.Company != n.Company || found.Employee != n.Employee || found.Device != n.Device ||
			!found.SeenAt.Equal(n.SeenAt) || !found.ExpiresAt.Equal(n.ExpiresAt) || !found.Scope.ReadOnly || found.Name != n.Name {
			t.Errorf("found %+v, %v; want %+v", found, err, n)
		}
	})
}

func TestSessionsAreListedAndEndedByWhatIsNamed(t *testing.T) {
	onIdentities(t, func(t *testing.T, s *sqlstore.Identities) {
		anna, boris := account(t, s, "anna"), account(t, s, "boris")
		first, second := session(t, s, anna, 1, moment), session(t, s, anna, 2, moment.Add(time.Hour))
		other := session(t, s, boris, 3, moment)
		list, err := s.Sessions(t.Context(), identity.Which{Account: anna.ID, Kind: identity.Interactive})
		if err != nil || len(list) != 2 || list[0].ID != second.ID || list[1].ID != first.ID {
			t.Fatalf("list %+v, %v", list, err)
		}
		if ended, err := s.EndSessions(t.Context(), identity.Which{}); err != nil || len(ended) != 0 {
			t.Errorf("naming nothing ended %v, %v", ended, err)
		}
		ended, err := s.EndSessions(t.Context(), identity.Which{Employee: first.Employee, Except: second.ID})
		slices.SortFunc(ended, func(a, b ident.ID) int { return slices.Compare(a[:], b[:]) })
		want := []ident.ID{first.ID, other.ID}
		slices.SortFunc(want, func(a, b ident.ID) int { return slices.Compare(a[:], b[:]) })
		if err != nil || !slices.Equal(ended, want) {
			t.Errorf("ended %v, %v; want %v", ended, err, want)
		}
		if _, err := s.SessionBySecret(t.Context(), second.Secret); err != nil {
			t.Errorf("the session that stays: %v", err)
		}
	})
}

func TestAnInvitationIsReplacedAndEndsWithAnyChangeOfItsAccount(t *testing.T) {
	onIdentities(t, func(t *testing.T, s *sqlstore.Identities) {
		a, other := account(t, s, "anna"), account(t, s, "boris")
		invite := func(of identity.Account, secret byte) identity.Invitation {
			n := identity.Invitation{Account: of.ID, Secret: identity.Digest{secret}, By: ident.ID{3}, ExpiresAt: moment.Add(time.Hour)}
			none(t, "invite", s.PutInvitation(t.Context(), n))
			return n
		}
		stands := func(n identity.Invitation) bool {
			found, err := s.InvitationBySecret(t.Context(), n.Secret)
			if err == nil && found != n || err != nil && !fault.Is(err, fault.NotFound) {
				t.Fatalf("found %+v, %v; want %+v", found, err, n)
			}
			return err == nil
		}
		first, his := invite(a, 1), invite(other, 2)
		if !stands(first) {
			t.Error("it was not kept")
		}
		second := invite(a, 4)
		if stands(first) || !stands(second) {
			t.Error("a newer one did not replace it")
		}
		none(t, "change the account", s.PutAccount(t.Context(), a))
		if stands(second) {
			t.Error("it outlived a change of its account")
		}
		third := invite(a, 5)
		none(t, "withdraw", s.DeleteInvitation(t.Context(), a.ID))
		if stands(third) {
			t.Error("it was not withdrawn")
		}
		fourth := invite(a, 6)
		none(t, "delete the account", s.DeleteAccount(t.Context(), a.ID))
		if stands(fourth) || !stands(his) {
			t.Error("not the account's own one, and it alone, went with it")
		}
	})
}

func TestAnAccountIsChangedInOneStep(t *testing.T) {
	onIdentities(t, func(t *testing.T, s *sqlstore.Identities) {
		a := identity.Account{ID: ident.Random{}.New(), Login: "anna", LoginKey: "anna"}
		none(t, "put an account", s.PutAccount(t.Context(), a))
		var changing sync.WaitGroup
		for range 8 {
			changing.Go(func() {
				err := s.ChangeAccount(t.Context(), a.ID, func(a *identity.Account) error {
					a.Password += "x"
					return nil
				})
				if err != nil {
					t.Errorf("change an account: %v", err)
				}
			})
		}
		changing.Wait()
		if found, err := s.Account(t.Context(), a.ID); err != nil || found.Password != "xxxxxxxx" {
			t.Errorf("account %+v, %v", found, err)
		}
		refused := errors.New("refused")
		if err := s.ChangeAccount(t.Context(), a.ID, func(*identity.Account) error { return refused }); !errors.Is(err, refused) {
			t.Errorf("error = %v", err)
		}
		if err := s.ChangeAccount(t.Context(), ident.Random{}.New(), func(*identity.Account) error { return nil }); !fault.Is(err, fault.NotFound) {
			t.Errorf("a stranger's account: %v", err)
		}
	})
}

func TestTheFirstKeyOfAnOfficeHolds(t *testing.T) {
	onIdentities(t, func(t *testing.T, s *sqlstore.Identities) {
		for _, step := range []struct {
			proof   string
			replace bool
			holds   string
		}{{"first", false, "first"}, {"second", false, "first"}, {"third", true, "third"}, {"first", false, "third"}} {
			holds, err := s.OfficeKey(t.Context(), []byte(step.proof), step.replace)
			if err != nil || string(holds) != step.holds {
				t.Errorf("%+v: %q, %v", step, holds, err)
			}
		}
	})
}
