package identity

import (
	"context"
	"strings"
	"time"

	"kontora/backend/fault"
	"kontora/backend/ident"
)

// touchEvery bounds how often reading moves SeenAt.
const touchEvery = time.Minute

// Resolve returns the session of a secret that was sent, and is fault.Unauthenticated for what is none or is over.
// Whether its employee is still active is for the caller to ask.
func (s *Service) Resolve(ctx context.Context, secret string) (Session, error) {
	over := fault.New(fault.Unauthenticated, "identity.signed_out")
	digest, ok := digestOf(secret)
	if !ok {
		return Session{}, over
	}
	session, err := s.parts.Sessions.SessionBySecret(ctx, digest)
	if fault.Is(err, fault.NotFound) {
		return Session{}, over
	}
	if err != nil {
		return Session{}, fault.Wrap(err, "find session")
	}
	now := s.parts.Clock.Now()
	if s.isOver(session, now) || (session.Kind == Token) != strings.HasPrefix(secret, TokenPrefix) {
		return Session{}, over
	}
	if now.Sub(session.SeenAt) >= touchEvery {
		session.SeenAt = now
		// A session that cannot be touched, on a full disk, still lets its bearer read.
		if err := s.parts.Sessions.TouchSession(ctx, session.ID, now); err != nil {
			s.parts.Logger.WarnContext(ctx, "session not touched", "error", err)
		}
	}
	return session, nil
}

func (s *Service) isOver(session Session, now time.Time) bool {
	if !session.ExpiresAt.IsZero() && !now.Before(session.ExpiresAt) {
		return true
	}
	return session.Kind == Interactive && now.Sub(session.SeenAt) >= s.parts.Times.Idle
}

// List returns the living sessions or tokens that match, newest first.
func (s *Service) List(ctx context.Context, which Which) ([]Session, error) {
	all, err := s.parts.Sessions.Sessions(ctx, which)
	if err != nil {
		return nil, fault.Wrap(err, "list sessions")
	}
	now := s.parts.Clock.Now()
	living := make([]Session, 0, len(all))
	for _, session := range all {
		if !s.isOver(session, now) {
			living = append(living, session)
		}
	}
	return living, nil
}

// End ends the sessions that match, at once: whoever watches one of them is told before End returns.
func (s *Service) End(ctx context.Context, which Which) error {
	ended, err := s.parts.Sessions.EndSessions(ctx, which)
	if err != nil {
		return fault.Wrap(err, "end sessions")
	}
	for _, id := range ended {
		s.Ended(id)
	}
	return nil
}

// Ended tells whoever watches a session that it has ended, here or in another process.
func (s *Service) Ended(id ident.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for watcher := range s.watching[id] {
		close(watcher)
	}
	delete(s.watching, id)
}

// EndOwn ends one session or token of the employee; fault.NotFound when he has none of that id.
func (s *Service) EndOwn(ctx context.Context, employee, id ident.ID, kind Kind) error {
	which := Which{ID: id, Employee: employee, Kind: kind}
	found, err := s.List(ctx, which)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return fault.Missing()
	}
	if kind == Token {
		s.note(ctx, Happening{What: TokenEnded, Employee: employee, By: employee})
	}
	return s.End(ctx, which)
}

// Watch returns a channel that is closed when the session is ended by this process, or by another that Ended tells of. stop gives the channel up.
func (s *Service) Watch(session ident.ID) (ended <-chan struct{}, stop func()) {
	watcher := make(chan struct{})
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.watching[session] == nil {
		s.watching[session] = make(map[chan struct{}]struct{})
	}
	s.watching[session][watcher] = struct{}{}
	return watcher, func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.watching[session], watcher)
		if len(s.watching[session]) == 0 {
			delete(s.watching, session)
		}
	}
}
