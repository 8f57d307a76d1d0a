package identity

import (
	"context"
	"encoding/hex"
	"time"

	"kontora/backend/fault"
	"kontora/backend/ident"
)

// DeskKey is a key that opens what a desk keeps encrypted, left with the office so that a person whose password was changed elsewhere gets
// into his desk by the new one. Who has the key alone has nothing: it opens what lies on that computer.
type DeskKey struct {
	ID        ident.ID
	Account   ident.ID
	Device    ident.ID
	Sealed    string
	CreatedAt time.Time
}

// DeskKeys keeps the keys that desks leave.
type DeskKeys interface {
	// DeskKey is fault.NotFound for one that the account has not left.
	DeskKey(ctx context.Context, account, id ident.ID) (DeskKey, error)
	// PutDeskKey makes or replaces a key of the account, of which it keeps no more than the newest most; fault.Conflict for a key of another account.
	PutDeskKey(ctx context.Context, k DeskKey, most int) error
}

// Secrets seals what is kept, with a key outside the database.
type Secrets interface {
	SealSecret(plain string) string
	OpenSecret(sealed string) (plain string, ok bool)
}

// Bounds of what desks leave.
const (
	DeskKeyBytes = 32
	mostDeskKeys = 100
	// deskKeyFresh is how long after signing in a key is given: to somebody who has just shown that he knows the password.
	deskKeyFresh = 10 * time.Minute
)

// LeaveDeskKey keeps a key for the account of a session that was opened on a device.
func (s *Service) LeaveDeskKey(ctx context.Context, by Session, id ident.ID, key []byte) error {
	switch {
	case by.Device.IsZero():
		return fault.New(fault.Denied, "http.person_only")
	case len(key) != DeskKeyBytes || id.IsZero():
		return fault.New(fault.Invalid, "http.malformed")
	}
	sealed := s.parts.Secrets.SealSecret(hex.EncodeToString(key))
	err := s.parts.DeskKeys.PutDeskKey(ctx, DeskKey{ID: id, Account: by.Account, Device: by.Device, Sealed: sealed, CreatedAt: s.parts.Clock.Now()}, mostDeskKeys)
	return fault.Wrap(err, "keep the key of a desk")
}

// DeskKey returns a key that the account has left, to a session that has just been opened; fault.NotFound for any other key.
func (s *Service) DeskKey(ctx context.Context, by Session, id ident.ID) ([]byte, error) {
	if s.parts.Clock.Now().Sub(by.CreatedAt) > deskKeyFresh {
		return nil, fault.New(fault.Denied, "identity.sign_in_anew")
	}
	k, err := s.parts.DeskKeys.DeskKey(ctx, by.Account, id)
	if err != nil {
		return nil, fault.Wrap(err, "find the key of a desk")
	}
	text, ok := s.parts.Secrets.OpenSecret(k.Sealed)
	key, err := hex.DecodeString(text)
	if !ok || err != nil { // sealed by an office before a restore without its secret
		return nil, fault.Missing()
	}
	return key, nil
}
