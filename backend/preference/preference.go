// Package preference keeps how each person wants the window and of what he wants to be told, at the office, so that it is the same on every
// computer. It changes nothing for anybody else.
package preference

import (
	"context"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
)

// Preferences are those of one person. What he has not chosen is empty.
type Preferences struct {
	Density string `json:"density,omitempty" enum:"compact,comfortable" doc:"how close rows stand"`
	Letters *bool  `json:"letters,omitempty" doc:"whether single letters are commands"`
	Start   string `json:"start,omitempty" doc:"the type whose list the window opens with"`
	// Notices says for each kind whether it is wanted; one that is not named is.
	Notices map[string]bool `json:"notifications,omitempty" doc:"by kind: whether one wants to be told; a kind that is not named is wanted"`
	Quiet   *Quiet          `json:"quiet,omitempty" doc:"when one is not called by what one is told"`
	// Signature stands under the letters that he writes.
	Signature string `json:"signature,omitempty" doc:"stands under one's letters; plain text of up to 2,000 characters"`
}

const (
	maxStart     = 100   // bytes of the longest name of a type
	maxSignature = 2_000 // characters
)

// Change is what of the preferences is chosen anew. What is nil stays as it is.
type Change struct {
	Density *string         `json:"density,omitempty" enum:"compact,comfortable"`
	Letters *bool           `json:"letters,omitempty"`
	Start   *string         `json:"start,omitempty"`
	Notices map[string]bool `json:"notifications,omitempty"`
	Quiet   *Quiet          `json:"quiet,omitempty" doc:"without days there are no quiet hours"`

	Signature *string `json:"signature,omitempty"`
}

// Wants reports whether the person wants to be told of the kind.
func (p Preferences) Wants(kind string) bool {
	wanted, chosen := p.Notices[kind]
	return wanted || !chosen
}

// Store keeps the preferences of one company's people. Implementations are safe for concurrent use.
type Store interface {
	// Preferences reads those of a person; one who has chosen nothing has none.
	Preferences(ctx context.Context, employee ident.No) (Preferences, error)
	// Change replaces them by what fn makes of them, in one write transaction.
	Change(ctx context.Context, employee ident.No, fn func(*Preferences) error) error
}

// Service keeps preferences. It is safe for concurrent use.
type Service struct {
	store Store
	kinds []string // of what one can be told
}

// New returns a Service; kinds are those of which people can be told.
func New(store Store, kinds []string) *Service { return &Service{store, kinds} }

// Of reads the actor's own preferences.
func (s *Service) Of(ctx context.Context, actor access.Actor) (Preferences, error) {
	return s.store.Preferences(ctx, actor.Employee)
}

// Change changes the actor's own preferences.
func (s *Service) Change(ctx context.Context, actor access.Actor, c Change) error {
	if actor.ReadOnly {
		return fault.New(fault.Denied, "error.read_only")
	}
	problems := fault.Fields{}
	if c.Density != nil && !slices.Contains([]string{"", "compact", "comfortable"}, *c.Density) {
		problems.Add("density", "directory.choice")
	}
	if c.Start != nil && len(*c.Start) > maxStart {
		problems.Add("start", "directory.choice")
	}
	for kind := range c.Notices {
		if !slices.Contains(s.kinds, kind) {
			problems.Add("notifications", "directory.choice")
		}
	}
	if c.Quiet != nil {
		c.Quiet.check(problems)
	}
	if c.Signature != nil && utf8.RuneCountInString(*c.Signature) > maxSignature {
		problems.Add("signature", "directory.too_long", "max", maxSignature)
	}
	if err := problems.Err(); err != nil {
		return err
	}
	return s.store.Change(ctx, actor.Employee, func(p *Preferences) error {
		if c.Density != nil {
			p.Density = *c.Density
		}
		if c.Letters != nil {
			p.Letters = c.Letters
		}
		if c.Start != nil {
			p.Start = *c.Start
		}
		if c.Quiet != nil {
			p.Quiet = c.Quiet
		}
		if c.Signature != nil {
			p.Signature = strings.TrimSpace(*c.Signature)
		}
		if p.Notices == nil {
			p.Notices = make(map[string]bool)
		}
		maps.Copy(p.Notices, c.Notices)
		return nil
	})
}
