// Package query is the language of filters and conditions: a tree of tests on fields, as people send it and as programs evaluate it.
// It knows neither SQL nor element types.
package query

import (
	"cmp"
	"strings"
)

// ScalarKind tells what a Scalar holds.
type ScalarKind uint8

// The kinds of scalar. Both databases and Go order scalars of one kind alike: integers by size, text and bytes byte by byte.
const (
	Null ScalarKind = iota
	Integer
	Text
	Bytes
)

// Scalar is one stored value in the form in which it is compared. The zero value is empty.
type Scalar struct {
	Kind ScalarKind
	Int  int64
	Str  string // for Text and Bytes
}

// Int makes an integer scalar.
func Int(n int64) Scalar { return Scalar{Kind: Integer, Int: n} }

// Str makes a text scalar.
func Str(s string) Scalar { return Scalar{Kind: Text, Str: s} }

// Blob makes a scalar of bytes.
func Blob(b []byte) Scalar { return Scalar{Kind: Bytes, Str: string(b)} }

// Bool makes the integer scalar 1 or 0.
func Bool(b bool) Scalar {
	if b {
		return Int(1)
	}
	return Int(0)
}

// IsEmpty reports whether the scalar holds nothing.
func (s Scalar) IsEmpty() bool { return s.Kind == Null }

// Compare orders two scalars: empty first, then by value. Scalars of different kinds are ordered by kind, which no column mixes.
func (s Scalar) Compare(other Scalar) int {
	if s.Kind != other.Kind {
		return cmp.Compare(s.Kind, other.Kind)
	}
	if s.Kind == Integer {
		return cmp.Compare(s.Int, other.Int)
	}
	return strings.Compare(s.Str, other.Str)
}
