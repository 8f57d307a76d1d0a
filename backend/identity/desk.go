package identity

import (
	"context"
	"encoding/hex"
	"time"

	"kontora/backend/fault"
	"kontora/backend/ident"
)

// Desk is a computer that holds a copy of what somebody may see. It has left a key with the office, which opens what lies there encrypted, so
// that a person whose password was changed elsewhere gets into his desk by the new one. Who has the key alone has nothing.
type Desk struct {
	ID      ident.ID
	Account ident.ID
	Device  ident.ID
	Name    string // what the computer calls itself
	Address string
	Sealed  string // the key
	SeenAt  time.Time
}

// Desks keeps the desks that accounts have.
type Desks interface {
	// Desk is fault.NotFound for one that the account has not.
	Desk(ctx context.Context, account, id ident.ID) (Desk, error)
	// Desks lists those of an account, the last seen first.
	Desks(ctx context.Context, account ident.ID) ([]Desk, error)
	// PutDesk makes or replaces a desk of the account, of which it keeps no more than the newest most; fault.Conflict for one of another account.
	PutDesk(ctx context.Context, d Desk, most int) error
	// RemoveDesk forgets a desk and marks its device as one from which nobody is let in any longer.
	RemoveDesk(ctx context.Context, d Desk, at time.Time) error
}

// Secrets seals what is kept, with a key outside the database.
type Secrets interface {
	SealSecret(plain string) string
	OpenSecret(sealed string) (plain string, ok bool)
}

// Bounds of what desks leave.
const (
	DeskKeyBytes = 32
	mostDesks    = 100
	// deskKeyFresh is how long after signing in a key is given: to somebody who has just shown that he knows the password.
	deskKeyFresh = 10 * time.Minute
)

// LeaveDeskKey keeps the key of a desk, for the account of a session that was opened on its device.
func (s *Service) LeaveDeskKey(ctx context.Context, by Session, id ident.ID, key []byte) error {
	switch {
	case by.Device.IsZero():
		return fault.New(fault.Denied, "http.person_only")
	case len(key) != DeskKeyBytes || id.IsZero():
		return fault.New(fault.Invalid, "http.malformed")
	}
	d := Desk{ID: id, Account: by.Account, Device: by.Device, Name: by.Name, Address: by.Address, SeenAt: s.parts.Clock.Now()}
	d.Sealed = s.parts.Secrets.SealSecret(hex.EncodeToString(key))
	return fault.Wrap(s.parts.Desks.PutDesk(ctx, d, mostDesks), "keep the key of a desk")
}

// DeskKey returns a key that the account has left, to a session that has just been opened; fault.NotFound for any other key.
func (s *Service) DeskKey(ctx context.Context, by Session, id ident.ID) ([]byte, error) {
	if s.parts.Clock.Now().Sub(by.CreatedAt) > deskKeyFresh {
		return nil, fault.New(fault.Denied, "identity.sign_in_anew")
	}
	d, err := s.parts.Desks.Desk(ctx, by.Account, id)
	if err != nil {
		return nil, fault.Wrap(err, "find the key of a desk")
	}
	text, ok := s.parts.Secrets.OpenSecret(d.Sealed)
	key, err := hex.DecodeString(text)
	if !ok || err != nil { // sealed by an office before a restore without its secret
		return nil, fault.Missing()
	}
	return key, nil
}

// Desks lists the computers that hold a copy of what an account may see, the last seen first.
func (s *Service) Desks(ctx context.Context, account ident.ID) ([]Desk, error) {
	found, err := s.parts.Desks.Desks(ctx, account)
	return found, fault.Wrap(err, "list desks")
}

// RemoveDesk has a desk of an account removed: its sessions end now, nobody is let in from it, and what it holds goes when it next reaches
// the office. by is the employee who does it, who may be its owner.
func (s *Service) RemoveDesk(ctx context.Context, account, id, by ident.ID) error {
	d, err := s.parts.Desks.Desk(ctx, account, id)
	if err != nil {
		return fault.Wrap(err, "find a desk")
	}
	if err := s.parts.Desks.RemoveDesk(ctx, d, s.parts.Clock.Now()); err != nil {
		return fault.Wrap(err, "remove a desk")
	}
	if err := s.End(ctx, Which{Device: d.Device}); err != nil {
		return err
	}
	member, err := s.parts.Members.Member(ctx, account)
	if err != nil {
		return fault.Wrap(err, "find whose desk it was")
	}
	s.note(ctx, Happening{What: DeskRemoved, Employee: member.Employee, By: by, Device: d.Device})
	return nil
}
