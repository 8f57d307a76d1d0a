package access

import (
	"time"

	"kontora/backend/ident"
	"kontora/backend/schema"
)

// CellNo numbers a cell within a node. Zero is no cell.
type CellNo uint32

// ShareSetNo numbers an interned set of shares within a node. Zero is the empty set.
type ShareSetNo uint32

// Cause is everything about a record on which access to it rests. Equal causes are one cell.
// For a record controlled by its parent only Type and Parent are set.
type Cause struct {
	Type        ident.No
	Responsible ident.No                         // an employee or a group
	Creator     ident.No                         // set only where the type gives a creator something and he is not the responsible
	InFields    [schema.MaxAccessFields]ident.No // the employees in the type's access-bearing fields, in their order
	Conditions  uint32                           // bit s: the condition of slot s matches
	Shares      ShareSetNo
	Parent      CellNo
	// Office is, on a desk, the number that the office has told for the cell, which alone knows all that it rests on. 0 on the office, and
	// for cells that the desk has made itself.
	Office uint32
}

// Share is a level given on one record to a principal until a full hour, or for good when Expires is zero. It holds while now < Expires.
type Share struct {
	Principal Principal
	Level     Level // view, edit, delete or authorize
	Expires   time.Time
}

// Holds reports whether the share has not ended at a moment.
func (s Share) Holds(now time.Time) bool { return s.Expires.IsZero() || now.Before(s.Expires) }

// Cells gives the cells of a company. Cells are never changed once given out, only added. Implementations are safe for concurrent use.
type Cells interface {
	// Last is the highest number given out.
	Last() CellNo
	// Cause returns what the cell was interned from; it is false for a number never given out.
	Cause(CellNo) (Cause, bool)
	// OfType returns the cells of a type with numbers above after, in rising order. The slice is shared and must not be changed.
	OfType(t ident.No, after CellNo) []CellNo
	// Shares returns an interned set. The slice is shared and must not be changed.
	Shares(ShareSetNo) []Share
	// Expiring returns the sets with numbers above after, in rising order, of which some share ends at a time. The slice is shared and
	// must not be changed.
	Expiring(after ShareSetNo) []ShareSetNo
}
