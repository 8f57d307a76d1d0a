// Package savedview keeps the ways in which people look at lists: which records, in which order and columns, as a table or a board. A view
// gives no right: whoever uses it sees of it, and through it, what he may see anyway.
package savedview

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/query"
)

// Layout is how a view shows its records.
type Layout string

// The layouts.
const (
	Table Layout = "table"
	Board Layout = "board"
)

// Column is a field that a table shows.
type Column struct {
	Field string `json:"field"`
	Width int    `json:"width,omitempty" doc:"in pixels; 0: the usual one"`
}

// Look is what a view consists of.
type Look struct {
	Layout  Layout     `json:"layout" enum:"table,board"`
	Filter  query.Expr `json:"filter,omitzero"`
	Sort    []string   `json:"sort,omitempty" doc:"fields, with - in front for the other direction"`
	Columns []Column   `json:"columns,omitempty" doc:"none: the usual ones"`
	Pinned  int        `json:"pinned,omitempty" doc:"how many of the columns stay when the others are scrolled"`
	Group   string     `json:"group,omitempty" doc:"the field by which a table is grouped, with :day, :week, :month, :quarter or :year behind a date"`
	Lanes   string     `json:"lanes,omitempty" doc:"the choice that makes the columns of a board"`
}

// View is a kept way to look at the records of one type.
type View struct {
	ID    ident.ID
	Type  string
	Name  string
	Owner ident.No
	With  []access.Principal // who uses it besides its owner; none of them relative to a record
	Look  Look
	Seq   uint64 // the commit that wrote it
	// Gone are the fields by which it selected, sorted or grouped before they were taken away. Look is without them; what is kept of the view
	// still names them until it is saved anew, and so it is whole again when an archived field comes back.
	Gone []string
}

// Limits on what one person keeps.
const (
	MaxOwn     = 200 // views of one employee
	MaxName    = 80  // characters
	MaxWith    = 50
	MaxColumns = 200
	maxWidth   = 2000
)

// Store keeps the views of one company. Implementations are safe for concurrent use.
type Store interface {
	// Views lists those of a type, of all types when it is empty, by name.
	Views(ctx context.Context, typeName string) ([]View, error)
	// View reads one, or fails with fault.NotFound.
	View(ctx context.Context, id ident.ID) (View, error)
	// Change runs fn in one write transaction.
	Change(ctx context.Context, fn func(Writer) error) error
}

// Writer is the store within a write transaction.
type Writer interface {
	View(ctx context.Context, id ident.ID) (View, error)
	// Owned counts the views of an employee.
	Owned(ctx context.Context, owner ident.No) (int, error)
	// Put writes a view, new or changed, and returns the commit's number.
	Put(ctx context.Context, v View) (seq uint64, err error)
	Delete(ctx context.Context, id ident.ID) error
}
