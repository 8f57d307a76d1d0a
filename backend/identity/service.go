package identity

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"kontora/backend/clock"
	"kontora/backend/fault"
	"kontora/backend/ident"
)

// Times says how long sessions live.
type Times struct {
	Idle     time.Duration // an interactive session nobody used for this long is over
	Absolute time.Duration // and over after this long in any case
}

// UsualTimes lets a person who comes to work each week stay signed in for a month.
func UsualTimes() Times { return Times{Idle: 7 * 24 * time.Hour, Absolute: 30 * 24 * time.Hour} }

// Member is what an account is in the company.
type Member struct {
	Employee ident.ID
	Company  ident.ID
	Active   bool
}

// Members tells who in the company an account is. Administration implements it.
type Members interface {
	// Member is fault.NotFound for an account that belongs to no employee.
	Member(ctx context.Context, account ident.ID) (Member, error)
	// Awaited reports whether the employee of the account is still invited, and by may give him a sign-in.
	Awaited(account, by ident.ID) bool
	// Admit makes the employee of the account active, who set his password by an invitation that by gave him; fault.NotFound when he is
	// not awaited any more.
	Admit(ctx context.Context, account, by ident.ID) error
}

// What can happen to sign-ins.
const (
	SignedIn           = "sign_in"
	SignInFailed       = "sign_in_failed"
	SignedOut          = "sign_out"
	DeskRemoved        = "desk_removed"
	SessionsEnded      = "sessions_ended"
	PasswordChanged    = "password_changed"
	PasswordSet        = "password_set"
	TokenMade          = "token_made"
	TokenEnded         = "token_ended"
	Invited            = "invited"
	InvitationAccepted = "invitation_accepted"
)

// Happening is something for the log of sign-ins. It says nothing of what was typed: people type passwords into the wrong field.
type Happening struct {
	What     string
	Employee ident.ID // whose sign-in; zero for a login nobody has
	By       ident.ID // who did it; zero: nobody knows, or the program itself
	Device   ident.ID
	Address  string
	Times    int // of a failed attempt: how many there were within the hour
	At       time.Time
}

// Log keeps happenings. Its failure is logged and stops nobody from signing in.
type Log interface {
	Note(ctx context.Context, h Happening) error
}

// Parts is what a Service is made of; Log may be nil, After and Pick are the computer's own when nil.
type Parts struct {
	Accounts    Accounts
	Sessions    Sessions
	Devices     Devices
	Invitations Invitations
	Desks       Desks // nil on a desk, as Secrets
	Secrets     Secrets
	Members     Members
	Log         Log
	Clock       clock.Clock
	IDs         ident.Source
	Logger      *slog.Logger
	Cost        Cost
	Times       Times
	After       func(time.Duration) <-chan time.Time // how attempts wait
	Pick        func(n int) int                      // chance: one of 0 … n-1
}

// Service signs people in and out. Its methods are safe for concurrent use.
type Service struct {
	parts   Parts
	limiter *limiter
	lanes   *lanes
	failed  *failures

	mu       sync.Mutex
	watching map[ident.ID]map[chan struct{}]struct{} // by session
}

// New makes a Service.
func New(parts Parts) *Service {
	if parts.After == nil {
		parts.After = time.After
	}
	if parts.Pick == nil {
		parts.Pick = rand.IntN
	}
	limiter := newLimiter(parts.Clock, parts.After, parts.Pick)
	return &Service{parts: parts, limiter: limiter, lanes: newLanes(parts.Pick), failed: newFailures(parts.Clock), watching: make(map[ident.ID]map[chan struct{}]struct{})}
}

// memberOf is the employee of an account for the log, which is told of the rest when he cannot be found.
func (s *Service) memberOf(ctx context.Context, account ident.ID) Member {
	member, err := s.parts.Members.Member(ctx, account)
	if err != nil && !fault.Is(err, fault.NotFound) {
		s.parts.Logger.WarnContext(ctx, "employee of a sign-in not found", "error", err)
	}
	return member
}

func (s *Service) note(ctx context.Context, h Happening) {
	if s.parts.Log == nil {
		return
	}
	h.At = s.parts.Clock.Now()
	// What happened has happened, even when whoever asked does not wait for the answer.
	if err := s.parts.Log.Note(context.WithoutCancel(ctx), h); err != nil {
		s.parts.Logger.ErrorContext(ctx, "sign-in log failed", "what", h.What, "error", err)
	}
}
