package identity

import (
	"context"
	"errors"
	"strings"
	"time"

	"kontora/backend/fault"
)

// NewToken is what a person asks for.
type NewToken struct {
	Name    string
	Expires time.Time // zero: never
	Scope   Scope
}

const (
	maxTokenName = 200  // bytes
	latestYear   = 9999 // that times can be written with
)

// MakeToken makes a token with which a program acts as the bearer of the session; the secret is returned once.
// A token cannot make tokens: that needs a person's own session.
func (s *Service) MakeToken(ctx context.Context, session Session, wanted NewToken) (Granted, error) {
	if session.Kind != Interactive {
		return Granted{}, fault.New(fault.Denied, "identity.token_by_token")
	}
	now := s.parts.Clock.Now()
	problems := fault.Fields{}
	switch name := strings.TrimSpace(wanted.Name); {
	case name == "":
		problems.Add("name", "identity.token_name")
	case len(name) > maxTokenName:
		problems.Add("name", "identity.token_name_long", "max", maxTokenName)
	}
	switch {
	case wanted.Expires.IsZero():
	case !wanted.Expires.After(now):
		problems.Add("expires", "identity.token_past")
	case wanted.Expires.UTC().Year() > latestYear:
		problems.Add("expires", "field.date_time")
	}
	if err := problems.Err(); err != nil {
		return Granted{}, err
	}
	granted := Granted{Session: Session{
		ID: s.parts.IDs.New(), Kind: Token, Account: session.Account, Company: session.Company, Employee: session.Employee,
		Name: strings.TrimSpace(wanted.Name), Address: session.Address, CreatedAt: now, SeenAt: now, ExpiresAt: wanted.Expires, Scope: wanted.Scope,
	}}
	granted.Secret, granted.Session.Secret = newSecret(TokenPrefix)
	if err := s.parts.Sessions.PutSession(ctx, granted.Session); err != nil {
		return Granted{}, fault.Wrap(err, "make token")
	}
	// Whoever ended all sessions and tokens meanwhile could not know of this one.
	alive, err := s.parts.Sessions.Sessions(ctx, Which{ID: session.ID})
	if err == nil && len(alive) == 0 {
		err = fault.New(fault.Unauthenticated, "identity.signed_out")
	}
	if err != nil {
		return Granted{}, errors.Join(fault.Wrap(err, "find session"), s.End(ctx, Which{ID: granted.Session.ID}))
	}
	s.note(ctx, Happening{What: TokenMade, Employee: session.Employee, By: session.Employee, Device: session.Device, Address: session.Address})
	return granted, nil
}
