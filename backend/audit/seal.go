package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"

	"kontora/backend/ident"
)

// Hash is a SHA-256 hash. The zero Hash commits to no value.
type Hash [sha256.Size]byte

// Commitment binds an entry to the values of one field without telling them. The field "" is the name of the subject.
type Commitment struct {
	Field  string
	Before Hash
	After  Hash
}

// Value is what can be erased: the values of one field with the salt that hides them.
type Value struct {
	Field  string
	Salt   ident.ID
	Before []byte // nil: none
	After  []byte
}

// ErrMalformed is returned for commitments that are not what Encode wrote.
var ErrMalformed = errors.New("malformed audit entry")

// Values returns the values of an entry, each with a salt of its own.
func Values(e Entry, salts ident.Source) []Value {
	var values []Value
	if e.Name != "" {
		values = append(values, Value{Salt: salts.New(), After: []byte(e.Name)})
	}
	for _, c := range e.Changes {
		values = append(values, Value{Field: c.Field, Salt: salts.New(), Before: c.Before, After: c.After})
	}
	return values
}

// Commit returns the commitment to the values.
func (v Value) Commit() Commitment {
	return Commitment{Field: v.Field, Before: v.hash('b', v.Before), After: v.hash('a', v.After)}
}

func (v Value) hash(side byte, value []byte) Hash {
	if value == nil {
		return Hash{}
	}
	h := sha256.New()
	h.Write(v.Salt[:])
	h.Write([]byte{side})
	h.Write(value)
	return Hash(h.Sum(nil))
}

// Encode writes commitments as the bytes an entry keeps.
func Encode(commitments []Commitment) []byte {
	out := []byte{}
	for _, c := range commitments {
		out = appendText(out, c.Field)
		out = append(out, c.Before[:]...)
		out = append(out, c.After[:]...)
	}
	return out
}

// Decode reads what Encode wrote.
func Decode(encoded []byte) ([]Commitment, error) {
	var all []Commitment
	for len(encoded) > 0 {
		length, n := binary.Uvarint(encoded)
		if n <= 0 || length > uint64(len(encoded)-n) || uint64(len(encoded)-n)-length < 2*sha256.Size {
			return nil, ErrMalformed
		}
		encoded = encoded[n:]
		c := Commitment{Field: string(encoded[:length])}
		encoded = encoded[length:]
		copy(c.Before[:], encoded)
		copy(c.After[:], encoded[sha256.Size:])
		encoded = encoded[2*sha256.Size:]
		all = append(all, c)
	}
	return all, nil
}

// HashOf is what the chain of commits vouches for: everything an entry says, and its values by their commitments alone.
func HashOf(e Entry, encoded []byte) Hash {
	out := binary.BigEndian.AppendUint64([]byte("kontora audit 1"), uint64(e.No))
	out = binary.BigEndian.AppendUint64(out, uint64(e.At.UnixMilli()))
	for _, id := range []ident.ID{e.Employee, e.Device, e.ID} {
		out = append(out, id[:]...)
	}
	for _, text := range []string{e.Kind, e.Subject, e.Note, string(encoded)} {
		out = appendText(out, text)
	}
	return sha256.Sum256(out)
}

func appendText(out []byte, text string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(text))), text...)
}

// Matches reports whether the values are those committed to.
func (c Commitment) Matches(v Value) bool { return v.Commit() == c }

// Reveal gives an entry its name and changes from what it commits to and the values that are still there.
func Reveal(e *Entry, commitments []Commitment, values map[string]Value) {
	for _, c := range commitments {
		value, there := values[c.Field]
		if c.Field == "" {
			e.Name = string(value.After)
			continue
		}
		e.Changes = append(e.Changes, Change{
			Field: c.Field, Before: bytes.Clone(value.Before), After: bytes.Clone(value.After),
			Erased: !there && (c.Before != Hash{} || c.After != Hash{}),
		})
	}
}
