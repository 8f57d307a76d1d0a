package replica

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/record"
)

// Row is a record outside the bin as it stands in a snapshot, as far as it is decided by what of it travels.
type Row struct {
	ID       ident.ID
	Type     ident.No
	Cell     access.CellNo
	Made     int64           // when it was made, in milliseconds since 1970; it never changes
	Entered  uint64          // the commit that brought it into its cell, or made it
	Versions record.Versions // the commit that last wrote each field; 0 is the responsible
	Content  any             // what the snapshot has read of it, for whoever writes the frame
}

// Move is that a commit brought a record from one cell to another; cell 0 is the bin or nowhere.
type Move struct {
	Type   ident.No
	Record ident.ID
	From   access.CellNo
	Born   uint64 // the commit that made the record
}

// Snapshot is a company's records as of one commit. It belongs to one goroutine.
type Snapshot interface {
	// Head is the commit.
	Head() uint64
	// Moves calls fn for the records that have changed cells after the commit, each with the first of its moves, in any order.
	Moves(ctx context.Context, after uint64, fn func(Move) error) error
	// Changed calls fn for the records of a type that have changed after the commit in whatever way, in the order of their identifiers: in that
	// of their changes one could tell that something was changed once more which he may not see.
	Changed(ctx context.Context, t ident.No, after uint64, fn func(*Row) error) error
	// Walk calls fn for the records of a type that stand in the cells, in the order of their identifiers from behind after, until it says
	// that it has had enough.
	Walk(ctx context.Context, t ident.No, cells Cells, after ident.ID, fn func(*Row) (more bool, err error)) error
	// Count is how many records stand in a cell.
	Count(ctx context.Context, cell access.CellNo) (int64, error)
}

// Cells are some of the cells of a type.
type Cells interface {
	Has(cell access.CellNo) bool
	// All returns them in rising order.
	All() []access.CellNo
}

// View is what an employee may see now: in which cells he may do what, and which fields of a type he reads.
type View struct {
	Cells map[access.CellNo]ViewCell
	Types map[ident.No][]Field // the types of which he may see any record, with the fields he reads in rising order
	Since map[ident.No]int64   // of which types only what was made at that moment or later is to come: see Scope
}

// ViewCell is a cell of which an employee may see the records.
type ViewCell struct {
	Type   ident.No
	Grant  access.Grant
	Ground Ground
}
