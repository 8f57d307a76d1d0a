package replica

import (
	"kontora/backend/access"
	"kontora/backend/ident"
)

// Kind says what a Frame is about.
type Kind uint8

// The kinds of frame.
const (
	Drop         Kind = iota + 1 // the cell is no longer his: all its records leave
	Add                          // the cell is his from now on, with what he may do in it; its records come with the fill
	Complete                     // every record of an added cell has come in this very delta
	Grant                        // what he may do in a cell has changed
	Hide                         // fields of a type are no longer his to read: their values leave
	Show                         // fields of a type are his to read from now on; their values come with the fill
	Remove                       // a record leaves
	Put                          // a record comes, with all its fields that he may read
	Patch                        // a record that is there has changed, perhaps its cell too: only the fields that changed
	Filled                       // the records of the type up to this one have come, in all its cells that were filling; Done: all have
	Fill                         // the values of one record in fields that were added
	FieldsFilled                 // as Filled, for the fields of the type that were filling
	Told                         // what the desk is told of the company and of its employee's rights
	Reset                        // nothing that the desk holds counts any longer
	End                          // the delta is whole: the desk stands at the snapshot
	Since                        // of the type only what was made at a moment or later is held from now on: all else leaves
)

// Frame is one step of what a desk has to do. Frames are applied in their order; what a delta consists of, up to its End, in one
// transaction, and so each chunk of a fill, which ends with Filled or FieldsFilled.
type Frame struct {
	Kind   Kind
	Type   ident.No
	Cell   access.CellNo
	Grant  access.Grant
	Ground Ground // of Add
	Record ident.ID
	Row    *Row    // of Put, Patch and Fill: where the values of Fields are
	Fields []Field // what is said of, in rising order of the numbers
	Done   bool
	Head   uint64
	At     int64  // of Since, in milliseconds since 1970; 0: whenever it was made
	Stand  []byte // of what ends a transaction: the office's seal on the holding after it
}

// Ground is what a desk has to know of a cell to judge records that it puts there itself: who is responsible for those that stand in it, or
// in which cell what controls them does.
type Ground struct {
	Responsible ident.No
	Parent      access.CellNo
}

// Field is a field as an employee reads it.
type Field struct {
	No        ident.No
	Shortened bool // he sees only the end of it
}
