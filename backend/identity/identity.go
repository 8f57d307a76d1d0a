// Package identity knows who signs in: logins and passwords, sessions and tokens. What a person may do in a company, and whether he
// works there at all, is known to the company's directory.
package identity

import (
	"time"

	"kontora/backend/ident"
)

// Account is one person who can sign in. One account may be an employee of several companies.
type Account struct {
	ID        ident.ID
	Login     string // as it was given
	LoginKey  string // as it is compared: see LoginKey
	Password  string // its hash, a PHC string; empty: nobody can sign in with a password
	CreatedAt time.Time
	ChangedAt time.Time // of login or password
}

// Kind says what a session was made for.
type Kind string

// A person's own session ends when he is long idle; a token lives until its date or until it is ended.
const (
	Interactive Kind = "session"
	Token       Kind = "token"
)

// Session lets its bearer act as one employee of one company. The secret itself is known to the bearer alone.
type Session struct {
	ID        ident.ID
	Kind      Kind
	Secret    Digest
	Account   ident.ID
	Company   ident.ID
	Employee  ident.ID
	Device    ident.ID // the computer it was opened on; zero for tokens
	Name      string   // what the person calls a token; of a session, the program it was opened with
	Address   string   // where it was opened from
	CreatedAt time.Time
	SeenAt    time.Time // moved at most once a minute
	ExpiresAt time.Time // zero: a token without an end
	Scope     Scope
}

// Digest is the SHA-256 of a secret: what is kept of a secret that is random enough to need no salt.
type Digest [32]byte

// Scope narrows what a token may do; the zero Scope narrows nothing. A token never gives more than its employee has.
type Scope struct {
	ReadOnly bool     `json:"read_only,omitempty"`
	Types    []string `json:"types,omitempty"`   // the only element types; empty: all
	Actions  []string `json:"actions,omitempty"` // the only actions on records; empty: all
}

// IsZero reports whether the scope narrows nothing.
func (s Scope) IsZero() bool { return !s.ReadOnly && len(s.Types) == 0 && len(s.Actions) == 0 }

// Device is a computer from which an account has signed in before.
type Device struct {
	ID        ident.ID
	Account   ident.ID
	Secret    Digest
	CreatedAt time.Time
	Removed   bool // nobody is let in from it any longer, and the copy that it holds is to go
}
