package identity

import (
	"context"
	"errors"

	"kontora/backend/fault"
)

// Attempt is someone trying to sign in.
type Attempt struct {
	Login    string
	Password string
	Address  string // the peer's, with or without port
	Agent    string // the program he uses, as it names itself
	Device   string // the secret of a device, if he brought one
}

// Granted is a session that was opened. The secrets are known here alone and only now.
type Granted struct {
	Session Session
	Secret  string
	Device  string // the device's secret, to be kept where it signed in; empty when it brought a known one
}

// SignIn opens a session. A wrong login, a wrong password and a login without a password are the same fault.Unauthenticated after the
// same work; too many attempts are fault.Unavailable with fault.RetryAfter as detail.
func (s *Service) SignIn(ctx context.Context, a Attempt) (Granted, error) {
	if len(a.Login) > MaxLogin || len(a.Password) > MaxPassword {
		return Granted{}, refused()
	}
	account, found, err := s.accountFor(ctx, a.Login)
	if err != nil {
		return Granted{}, err
	}
	device, known, err := s.deviceOf(ctx, account, a.Device)
	if err != nil {
		return Granted{}, err
	}
	from := source(a.Address)
	if known {
		from = "device " + device.ID.String()
	}
	if err := s.checkPassword(ctx, attemptOn{account: account, found: found, login: a.Login, password: a.Password, from: from, known: known}); err != nil {
		if fault.Is(err, fault.Unauthenticated) {
			s.noteFailure(ctx, account, device, a.Address)
		}
		return Granted{}, err
	}
	if known && device.Removed {
		return Granted{}, fault.New(fault.Unauthenticated, "identity.desk_removed")
	}
	return s.open(ctx, account, device, known, a)
}

func refused() error { return fault.New(fault.Unauthenticated, "identity.refused") }

func (s *Service) accountFor(ctx context.Context, login string) (Account, bool, error) {
	account, err := s.parts.Accounts.AccountByLogin(ctx, LoginKey(login))
	if fault.Is(err, fault.NotFound) {
		return Account{}, false, nil
	}
	return account, err == nil, fault.Wrap(err, "find account")
}

// deviceOf asks the store for an account that is none, too: the answer must not come sooner for it.
func (s *Service) deviceOf(ctx context.Context, account Account, secret string) (Device, bool, error) {
	digest, ok := digestOf(secret)
	if !ok {
		return Device{}, false, nil
	}
	device, err := s.parts.Devices.DeviceBySecret(ctx, account.ID, digest)
	if fault.Is(err, fault.NotFound) {
		return Device{}, false, nil
	}
	return device, err == nil && !account.ID.IsZero(), fault.Wrap(err, "find device")
}

// Standing tells who signs in on a device, for one who has nothing but the device's secret: a desk whose session is over asks by it whether
// its employee still works there. It is fault.Unauthenticated for a secret that is unknown.
func (s *Service) Standing(ctx context.Context, secret string) (Member, Device, error) {
	unknown := fault.New(fault.Unauthenticated, "identity.signed_out")
	digest, ok := digestOf(secret)
	if !ok {
		return Member{}, Device{}, unknown
	}
	device, err := s.parts.Devices.Device(ctx, digest)
	if err == nil {
		var member Member
		member, err = s.parts.Members.Member(ctx, device.Account)
		if err == nil {
			return member, device, nil
		}
	}
	if fault.Is(err, fault.NotFound) {
		return Member{}, Device{}, unknown
	}
	return Member{}, Device{}, fault.Wrap(err, "find whose device it is")
}

type attemptOn struct {
	account  Account
	found    bool
	login    string
	password string
	from     string
	known    bool // from a computer that signed in with this account before
}

// checkPassword is where every password is tested: counted, in a lane, with the same work whatever is wrong.
func (s *Service) checkPassword(ctx context.Context, a attemptOn) error {
	counted := pair{source: a.from, login: LoginKey(a.login)}
	untried, err := s.limiter.begin(ctx, counted)
	if err != nil {
		return err
	}
	leave, err := s.lanes.enter(ctx, a.from, a.known)
	if err != nil {
		untried()
		return err
	}
	defer leave()
	if !a.found {
		s.parts.Cost.waste(a.password)
		return refused()
	}
	matches, stale := s.parts.Cost.verify(a.password, a.account.Password)
	if !matches {
		return refused()
	}
	s.limiter.succeeded(counted)
	if stale {
		s.rehash(ctx, a.account, a.password)
	}
	return nil
}

func (s *Service) open(ctx context.Context, account Account, device Device, known bool, a Attempt) (Granted, error) {
	member, err := s.parts.Members.Member(ctx, account.ID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return Granted{}, fault.Wrap(err, "find employee")
	}
	if err != nil || !member.Active {
		return Granted{}, fault.New(fault.Unauthenticated, "identity.not_active")
	}
	now := s.parts.Clock.Now()
	var granted Granted
	if !known {
		var digest Digest
		granted.Device, digest = newSecret("")
		device = Device{ID: s.parts.IDs.New(), Account: account.ID, Secret: digest, CreatedAt: now}
		if err := s.parts.Devices.PutDevice(ctx, device); err != nil {
			return Granted{}, fault.Wrap(err, "remember device")
		}
	}
	granted.Session = Session{
		ID: s.parts.IDs.New(), Kind: Interactive, Account: account.ID, Company: member.Company, Employee: member.Employee, Device: device.ID,
		Name: shorten(a.Agent), Address: a.Address, CreatedAt: now, SeenAt: now, ExpiresAt: now.Add(s.parts.Times.Absolute),
	}
	granted.Secret, granted.Session.Secret = newSecret("")
	if err := s.parts.Sessions.PutSession(ctx, granted.Session); err != nil {
		return Granted{}, fault.Wrap(err, "open session")
	}
	// Whoever changed the password meanwhile ended all sessions but could not know of this one.
	if err := s.unchanged(ctx, account); err != nil {
		return Granted{}, errors.Join(err, s.End(ctx, Which{ID: granted.Session.ID}))
	}
	s.note(ctx, Happening{What: SignedIn, Employee: member.Employee, By: member.Employee, Device: device.ID, Address: a.Address})
	return granted, nil
}

// unchanged refuses an account that was changed or closed since it was read.
func (s *Service) unchanged(ctx context.Context, account Account) error {
	now, err := s.parts.Accounts.Account(ctx, account.ID)
	if fault.Is(err, fault.NotFound) || err == nil && !now.ChangedAt.Equal(account.ChangedAt) {
		return refused()
	}
	return fault.Wrap(err, "find account again")
}

// shorten keeps a name that came from outside at a length that fits a list.
func shorten(name string) string {
	const most = 200
	runes := []rune(name)
	return string(runes[:min(len(runes), most)])
}

// SignOut ends one session of its own bearer.
func (s *Service) SignOut(ctx context.Context, session Session) error {
	if err := s.End(ctx, Which{ID: session.ID}); err != nil {
		return err
	}
	s.note(ctx, Happening{What: SignedOut, Employee: session.Employee, By: session.Employee, Device: session.Device, Address: session.Address})
	return nil
}

// ChangePassword sets a new password for the bearer of the session, who proves that he knows the old one, and ends his other sessions.
// His tokens stay: programs use them, and each can be ended by itself.
func (s *Service) ChangePassword(ctx context.Context, session Session, old, password string) error {
	account, err := s.parts.Accounts.Account(ctx, session.Account)
	if err != nil {
		return fault.Wrap(err, "find account")
	}
	if err := CheckPassword("new", password, account.Login); err != nil {
		return err
	}
	from := "session " + session.ID.String()
	err = s.checkPassword(ctx, attemptOn{account: account, found: true, login: account.Login, password: old, from: from, known: true})
	if fault.Is(err, fault.Unauthenticated) {
		return fault.Field("old", "identity.password_wrong")
	}
	if err != nil {
		return err
	}
	// Whoever set another password meanwhile did so to keep out who knows this one.
	unchanged := func(a Account) error {
		if !a.ChangedAt.Equal(account.ChangedAt) {
			return fault.Field("old", "identity.password_wrong")
		}
		return nil
	}
	if err := s.storePassword(ctx, account.ID, password, unchanged); err != nil {
		return err
	}
	s.note(ctx, Happening{What: PasswordChanged, Employee: session.Employee, By: session.Employee, Device: session.Device, Address: session.Address})
	return s.End(ctx, Which{Account: account.ID, Kind: Interactive, Except: session.ID})
}
