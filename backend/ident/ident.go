// Package ident names things: outward identifiers that are random and opaque, and inward numbers that never leave a node.
package ident

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
)

// ID is an outward identifier: 128 random bits, so that it tells neither a time nor an order. The zero ID names nothing.
type ID [16]byte

// No is an inward number, given by one node's database. It is dense and small, and never appears in an answer, a log or an export.
// Zero names nothing.
type No uint32

// ErrMalformed is returned for text that is no identifier.
var ErrMalformed = errors.New("malformed identifier")

// Source makes identifiers. Implementations are safe for concurrent use.
type Source interface {
	New() ID
}

// Random is the Source of a running program.
type Random struct{}

// New returns 128 bits of the system's randomness.
func (Random) New() ID {
	var id ID
	_, _ = rand.Read(id[:]) // never fails since Go 1.24: the program ends instead
	return id
}

// Parse reads the form that String writes.
func Parse(text string) (ID, error) {
	var id ID
	if len(text) != 2*len(id) {
		return ID{}, ErrMalformed
	}
	if _, err := hex.Decode(id[:], []byte(text)); err != nil {
		return ID{}, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	return id, nil
}

// FromBytes reads the 16 bytes that a database keeps; anything else is ErrMalformed.
func FromBytes(b []byte) (ID, error) {
	var id ID
	if len(b) != len(id) {
		return ID{}, ErrMalformed
	}
	copy(id[:], b)
	return id, nil
}

// String is 32 lower-case hexadecimal digits.
func (id ID) String() string { return hex.EncodeToString(id[:]) }

// IsZero reports whether id names nothing.
func (id ID) IsZero() bool { return id == ID{} }

// MarshalText writes the form of String, and nothing for the zero ID.
func (id ID) MarshalText() ([]byte, error) {
	if id.IsZero() {
		return []byte{}, nil
	}
	return []byte(id.String()), nil
}

// UnmarshalText reads the form of MarshalText.
func (id *ID) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*id = ID{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*id = parsed
	return nil
}
