// Package audit describes the log of what people did: entries that are never changed and that the chain of commits vouches for.
//
// An entry holds no values, only commitments to them: salted hashes. Values and salts stand beside the entry and can be erased, when
// the law or a person asks for it, without breaking the chain and without leaving anything to guess from.
package audit

import (
	"encoding/json"
	"time"

	"kontora/backend/ident"
)

// Entry is one thing that somebody did to one subject.
type Entry struct {
	No       Number    // given by the store
	At       time.Time // given by the store: the time of the commit
	Employee ident.ID  // who; zero: the program itself
	Device   ident.ID  // where; zero: not known
	Kind     string    // what, in one word: create, edit, delete, sign_in …
	Subject  string    // the name of a type of record, or the kind of a document of the configuration
	ID       ident.ID  // of the record or document
	Name     string    // what it was called; can be erased
	Note     string    // in the words of the program or of the person; cannot be erased, so it holds no values
	Changes  []Change
}

// Change is what became of one field. A nil value is none: the field was empty, or the record was not there.
type Change struct {
	Field  string
	Before json.RawMessage
	After  json.RawMessage
	Erased bool // the values were there and are erased
}

// Number is the place of an entry in the log. Numbers rise with the commits.
type Number uint64

// partBits bounds how many entries one commit can have.
const partBits = 16

// MaxParts is the most entries one commit can have.
const MaxParts = 1 << partBits

// NumberOf is the number of an entry from that of its commit and its place in it, from 0.
func NumberOf(seq uint64, part int) Number { return Number(seq<<partBits | uint64(part)) }

// Seq is the number of the commit.
func (n Number) Seq() uint64 { return uint64(n) >> partBits }

// Part is the place in the commit.
func (n Number) Part() int { return int(n & (MaxParts - 1)) }

// Filter selects entries; what is zero selects all.
type Filter struct {
	Employee ident.ID
	Subject  string
	ID       ident.ID
	Kind     string
	From, To time.Time // From ≤ at < To
	Before   Number    // only entries with smaller numbers: where the page before ended
	Limit    int
}

// Show decides what a reader sees of an entry. It may take changes and the name out of it, and returns false when nothing is to be seen.
type Show func(*Entry) bool
