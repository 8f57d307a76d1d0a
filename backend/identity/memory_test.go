package identity_test

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"kontora/backend/clock"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/identity"
)

// memory is a store in memory for all that identity keeps.
type memory struct {
	changing sync.Mutex
	mu       sync.Mutex
	accounts map[ident.ID]identity.Account
	sessions []identity.Session
	devices  []identity.Device
	members  map[ident.ID]identity.Member

	invitations map[ident.ID]identity.Invitation // by account
	closed      error                            // what admitting somebody fails with

	// meanwhile runs once before an account is read for the second time, or a session is kept: what others did in between.
	meanwhile func()
	broken    error // what reading devices and members fails with
	reads     int
}

// interpose has fn done while something else is under way.
func (m *memory) interpose(fn func()) { m.meanwhile, m.reads = fn, 0 }

func (m *memory) happen() {
	if fn := m.meanwhile; fn != nil {
		m.meanwhile = nil
		fn()
	}
}

func (m *memory) AccountByLogin(_ context.Context, key string) (identity.Account, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, a := range m.accounts {
		if a.LoginKey == key {
			return a, nil
		}
	}
	return identity.Account{}, fault.Missing()
}

func (m *memory) Account(_ context.Context, id ident.ID) (identity.Account, error) {
	if m.reads++; m.reads == 2 {
		m.happen()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if a, ok := m.accounts[id]; ok {
		return a, nil
	}
	return identity.Account{}, fault.Missing()
}

func (m *memory) ChangeAccount(ctx context.Context, id ident.ID, fn func(*identity.Account) error) error {
	m.changing.Lock() // fn may read what else is kept
	defer m.changing.Unlock()
	a, err := m.Account(ctx, id)
	if err != nil {
		return err
	}
	if err := fn(&a); err != nil {
		return err
	}
	return m.PutAccount(ctx, a)
}

func (m *memory) PutAccount(_ context.Context, a identity.Account) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, other := range m.accounts {
		if other.LoginKey == a.LoginKey && other.ID != a.ID {
			return fault.New(fault.Conflict, "taken")
		}
	}
	m.accounts[a.ID] = a
	delete(m.invitations, a.ID)
	return nil
}

func (m *memory) DeleteAccount(_ context.Context, id ident.ID) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.accounts, id)
	return nil
}

func (m *memory) SessionBySecret(_ context.Context, secret identity.Digest) (identity.Session, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range m.sessions {
		if s.Secret == secret {
			return s, nil
		}
	}
	return identity.Session{}, fault.Missing()
}

func (m *memory) PutSession(_ context.Context, s identity.Session) error {
	m.happen()
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sessions = append(m.sessions, s)
	return nil
}

func (m *memory) TouchSession(_ context.Context, id ident.ID, at time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.sessions {
		if m.sessions[i].ID == id {
			m.sessions[i].SeenAt = at
		}
	}
	return nil
}

func matches(s identity.Session, w identity.Which) bool {
	return w.Names() && (w.ID.IsZero() || s.ID == w.ID) && (w.Account.IsZero() || s.Account == w.Account) &&
		(w.Employee.IsZero() || s.Employee == w.Employee) && (w.Device.IsZero() || s.Device == w.Device) && (w.Kind == "" || s.Kind == w.Kind) && s.ID != w.Except
}

func (m *memory) Sessions(_ context.Context, which identity.Which) ([]identity.Session, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(m.sessions), func(s identity.Session) bool { return !matches(s, which) }), nil
}

func (m *memory) EndSessions(_ context.Context, which identity.Which) (ended []ident.ID, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.sessions = slices.DeleteFunc(m.sessions, func(s identity.Session) bool {
		if matches(s, which) {
			ended = append(ended, s.ID)
			return true
		}
		return false
	})
	return ended, nil
}

func (m *memory) DeviceBySecret(_ context.Context, account ident.ID, secret identity.Digest) (identity.Device, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.broken != nil {
		return identity.Device{}, m.broken
	}
	for _, d := range m.devices {
		if d.Account == account && d.Secret == secret {
			return d, nil
		}
	}
	return identity.Device{}, fault.Missing()
}

func (m *memory) Device(_ context.Context, secret identity.Digest) (identity.Device, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, d := range m.devices {
		if d.Secret == secret {
			return d, nil
		}
	}
	return identity.Device{}, fault.Missing()
}

func (m *memory) PutDevice(_ context.Context, d identity.Device) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.devices = append(m.devices, d)
	return nil
}

func (m *memory) Member(_ context.Context, account ident.ID) (identity.Member, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if member, ok := m.members[account]; ok {
		return member, nil
	}
	return identity.Member{}, fault.Missing()
}

// office is a service with one employee, whose login is Anna@пример.рф and whose password is "correct horse".
type office struct {
	*identity.Service
	*memory
	clock   *clock.Manual
	account ident.ID
	member  identity.Member
	told    []identity.Happening
}

// Note implements identity.Log.
func (o *office) Note(_ context.Context, h identity.Happening) error {
	o.told = append(o.told, h)
	return nil
}

const rightPassword = "correct horse"

func newOffice(t *testing.T) *office {
	t.Helper()
	m := &memory{accounts: make(map[ident.ID]identity.Account), members: make(map[ident.ID]identity.Member), invitations: make(map[ident.ID]identity.Invitation)}
	o := &office{memory: m, clock: clock.NewManual(time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC))}
	o.Service = identity.New(identity.Parts{
		Accounts: m, Sessions: m, Devices: m, Invitations: m, Members: m, Clock: o.clock, IDs: ident.Random{}, Logger: slog.New(slog.DiscardHandler),
		Cost: identity.Cost{MemoryKiB: 64, Passes: 1, Lanes: 1}, Times: identity.UsualTimes(), After: o.passes, Log: o,
	})
	var err error
	if o.account, err = o.Open(t.Context(), "Anna@пример.рф", rightPassword); err != nil {
		t.Fatal(err)
	}
	o.member = identity.Member{Employee: ident.Random{}.New(), Company: ident.Random{}.New(), Active: true}
	m.members[o.account] = o.member
	return o
}

// passes lets a wait pass at once, by the clock.
func (o *office) passes(d time.Duration) <-chan time.Time {
	o.clock.Advance(d)
	over := make(chan time.Time)
	close(over)
	return over
}

// waited is how long something had to wait.
func (o *office) waited(do func()) time.Duration {
	start := o.clock.Now()
	do()
	return o.clock.Now().Sub(start)
}

func (o *office) signIn(t *testing.T, a identity.Attempt) identity.Granted {
	t.Helper()
	if a.Login == "" {
		a.Login = "anna@пример.рф"
	}
	if a.Password == "" {
		a.Password = rightPassword
	}
	granted, err := o.SignIn(t.Context(), a)
	if err != nil {
		t.Fatalf("sign in: %v", err)
	}
	return granted
}

func wantFault(t *testing.T, err error, kind fault.Kind, key string) {
	t.Helper()
	if !fault.Is(err, kind) || fault.Of(err).Text.Key != key {
		t.Errorf("got %v, want %s %s", err, kind, key)
	}
}
