// Package record is the one way records are written and the one way they are read: every write is authorised, checked and kept in one
// transaction with its cell, its field versions, its moves and its place in the log, and every read takes only rows and fields that
// the actor may see.
package record

import (
	"context"
	"encoding/json"
	"time"

	"kontora/backend/access"
	"kontora/backend/event"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// Record is one row as it is stored. Values holds only the fields that were asked for.
type Record struct {
	No          int64 // inward key
	ID          ident.ID
	Type        ident.No
	Cell        access.CellNo // 0 while it lies in the bin
	Responsible ident.No
	CreatedBy   ident.No
	CreatedAt   int64 // milliseconds since 1970
	UpdatedAt   int64
	Versions    Versions
	Values      map[string]schema.Value // by field name; empty fields are absent
	Deleted     *Deleted                // nil: it is not in the bin
}

// Deleted is what is kept of a record in the bin besides the record.
type Deleted struct {
	At   int64
	By   ident.No
	Cell access.CellNo // where it stood
	Who  []ident.No    // who could have deleted it then
}

// scalar is the value of one stored column, as conditions compare it.
func (r *Record) scalar(t *schema.ElementType, column string) query.Scalar {
	switch column {
	case schema.FieldResponsible:
		return query.Int(int64(r.Responsible))
	case schema.FieldCreatedBy:
		return query.Int(int64(r.CreatedBy))
	case schema.FieldCreatedAt:
		return query.Int(r.CreatedAt)
	case schema.FieldUpdatedAt:
		return query.Int(r.UpdatedAt)
	}
	f, i, ok := t.Column(column)
	if !ok || r.Values[f.Name] == nil {
		return query.Scalar{}
	}
	return f.Split(r.Values[f.Name])[i]
}

// Row is the record as a query.Row of its type. All fields that a tree tests must have been read.
func (r *Record) Row(t *schema.ElementType) query.Row { return row{r, t} }

type row struct {
	record *Record
	t      *schema.ElementType
}

func (r row) Scalar(column string) query.Scalar { return r.record.scalar(r.t, column) }

// Order is one key of a sort.
type Order struct {
	Field      *schema.Field
	Descending bool
}

// Query asks for records of one type that a reading takes and a filter matches.
type Query struct {
	Type     *schema.ElementType
	Reading  access.Reading
	Action   access.Action // which the reading is for
	Filter   query.Node
	Grams    [][]string // words of at least three letters; every match holds all of one list somewhere in its searched fields: an accelerator, never the truth
	Order    []Order    // ends, unsaid, with the record's number
	After    []query.Scalar
	AfterNo  int64 // with After: the last record already seen
	Limit    int
	Fields   []*schema.Field // what to read
	Bin      bool            // the recycle bin instead
	ByNumber bool            // in the order of inward keys, whatever Order says
	Newest   bool            // the latest first by inward keys, whatever Order says, and no further page: for a search
	Groups   int             // the most lines of a sum, each currency of a group by itself; more are refused. 0: any number
	Drive    *schema.Field   // go by the index of this field: the filter takes few records by it
	Visible  int64           // how many records the reading takes, for choosing the plan
	Total    int64           // how many there are
	Chosen   any             // by the store: what it found out about this query, kept for its next statement
}

// Sum is one line of a sum: the group's value, how many records, and the total of each currency (or of plain numbers under "").
type Sum struct {
	Group  schema.Value
	Count  int64
	Totals map[string]int64
}

// Title is what a record is called, and what decides whether a reader may know.
type Title struct {
	ID     ident.ID
	Type   ident.No
	Name   string
	Cell   access.CellNo
	Author ident.No
}

// GivenShare is a share as someone gave it.
type GivenShare struct {
	access.Share
	Reason  string
	GivenBy ident.No
	GivenAt int64
}

// Link ties two records together in a role such as "supplier".
type Link struct {
	ID   ident.ID
	From schema.Ref
	To   schema.Ref
	Role string
}

// Entry is one line of a record's history.
type Entry struct {
	No      uint64 // its place in the log, given by the store
	Kind    string // one of the Kind constants
	At      int64
	By      ident.ID
	Device  ident.ID
	Type    string
	Record  ident.ID
	Changes []Change
}

// The kinds of line.
const (
	KindCreated  = "created"
	KindChange   = "change"
	KindTransfer = "transfer"
	KindShare    = "share"
	KindDelete   = "delete"
	KindRestore  = "restore"
	KindView     = "view" // by an administrator, of what he would not see otherwise: for the log, not for the record's history
	KindLink     = "link"
	KindUnlink   = "unlink"
)

// Change is one field before and after, as the API sends values; empty is null.
type Change struct {
	Field  string
	Before json.RawMessage
	After  json.RawMessage
}

// Rows reads records. A Rows belongs to one transaction and one goroutine.
type Rows interface {
	// Config is the sequence of the last configuration commit that this transaction sees.
	Config() uint64
	// Get reads one record, also from the bin; nil when there is none. In a write transaction it stays locked.
	Get(ctx context.Context, t *schema.ElementType, id ident.ID, fields []*schema.Field) (*Record, error)
	// Look reads one record as Get does and leaves it to others to write, also in a write transaction: what is told of it may rest on that,
	// what is written may not.
	Look(ctx context.Context, t *schema.ElementType, id ident.ID, fields []*schema.Field) (*Record, error)
	// List reads records in the order asked for, at most Limit.
	List(ctx context.Context, q *Query) ([]*Record, error)
	// Nearest reads of the records that the query takes, for each value of a field, the one that comes first by another field, or else, where
	// that is empty in all, the oldest. The query's own order and limit are none.
	Nearest(ctx context.Context, q *Query, of, by *schema.Field) ([]*Record, error)
	// Count counts what the query takes, and stops at limit when that is above 0.
	Count(ctx context.Context, q *Query, limit int64) (int64, error)
	// Within runs fn, which reads on, for no longer than patience; done is false when the time was up. Nothing may be read afterwards.
	Within(ctx context.Context, patience time.Duration, fn func(context.Context) error) (done bool, err error)
	// Sums adds up a field by group; sum may be nil.
	Sums(ctx context.Context, q *Query, by Grouping, sum *schema.Field) ([]Sum, error)
	// Titles reads what records are called, those in the bin left out.
	Titles(ctx context.Context, t *schema.ElementType, ids []ident.ID) ([]Title, error)
}

// Ties reads what hangs on a record.
type Ties interface {
	Shares(ctx context.Context, id ident.ID) ([]GivenShare, error)
	Links(ctx context.Context, id ident.ID) ([]Link, error)
	// History reads lines about a record, the latest first, from before the given place (0: from now).
	History(ctx context.Context, id ident.ID, before uint64, limit int) ([]Entry, error)
}

// Reader is one snapshot of a company's records.
type Reader interface {
	Rows
	Ties
	// Repeated finds values that more than one record outside the bin holds in a field, up to most of them: the first and the last record of
	// each.
	Repeated(ctx context.Context, t *schema.ElementType, f *schema.Field, most int) ([][2]ident.ID, error)
}

// Writer is the write transaction. Decisions are made on what it read before the first thing is written.
type Writer interface {
	Reader
	// Now is the time of the commit.
	Now() time.Time
	// Cell interns a cause; ShareSet a set of shares.
	Cell(ctx context.Context, cause access.Cause) (access.CellNo, error)
	ShareSet(ctx context.Context, shares []access.Share) (access.ShareSetNo, error)
	// Insert adds a record; every field given gets this commit's version.
	Insert(ctx context.Context, t *schema.ElementType, r *Record) error
	// Update writes the record as it is now. The named fields get this commit's version ("" is the responsible), and a change of cell is
	// noted as a move.
	Update(ctx context.Context, t *schema.ElementType, before, after *Record, fields []string) error
	// Reindex makes the search index hold a record as it is stored, if it does not.
	Reindex(ctx context.Context, t *schema.ElementType, r *Record) error
	// SetShares replaces the shares of a record.
	SetShares(ctx context.Context, t *schema.ElementType, id ident.ID, shares []GivenShare) error
	AddLink(ctx context.Context, l Link, by ident.No) error
	RemoveLink(ctx context.Context, id ident.ID) error
	// Note adds a line to the log.
	Note(ctx context.Context, e Entry) error
	// Children reads the records controlled by a record, of one type, all fields.
	Children(ctx context.Context, t *schema.ElementType, parent ident.ID) ([]*Record, error)
	// Below locks the records of one type that are controlled by any of these, and returns which they are.
	Below(ctx context.Context, t *schema.ElementType, parents []ident.ID) ([]ident.ID, error)
	// Announce has subscribers told once the transaction is durable.
	Announce(c event.Commit)
}

// Store keeps the records of one company.
type Store interface {
	// Read runs fn on one snapshot.
	Read(ctx context.Context, fn func(Reader) error) error
	// Write runs fn in the write transaction, perhaps more than once, and commits.
	Write(ctx context.Context, fn func(Writer) error) error
	// Cause is what a cell was interned from.
	Cause(cell access.CellNo) (access.Cause, bool)
	// Count is how many records stand in a cell; Total how many of a type there are.
	Count(cell access.CellNo) int64
	Total(t ident.No) int64
}
