package sqlstore

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// Records keeps the records of one company. It is a record.Store, safe for concurrent use.
type Records struct {
	db      *store.DB
	cells   *Cells
	members members
	atOnce  int64 // see IndexAtOnce
	follows bool  // these are a desk's
}

// NewRecords returns the records of the company whose cells have been loaded.
func NewRecords(db *store.DB, cells *Cells) *Records {
	return &Records{db: db, cells: cells, atOnce: indexedAtOnce}
}

var _ record.Store = (*Records)(nil)

// Read runs fn on one snapshot.
func (s *Records) Read(ctx context.Context, fn func(record.Reader) error) error {
	return s.db.Read(ctx, func(t *store.Tx) error {
		return fn(&recordReader{Tx: t, store: s})
	})
}

// Write runs fn in the write transaction.
func (s *Records) Write(ctx context.Context, fn func(record.Writer) error) error {
	_, err := s.db.Write(ctx, func(w *store.WriteTx) error {
		return fn(s.In(w))
	})
	return err
}

// In is the records' side of a write transaction that does other things as well.
func (s *Records) In(w *store.WriteTx) record.Writer {
	return &recordWriter{recordReader: &recordReader{Tx: w.Tx, store: s, lock: w.Dialect().ForUpdate()}, w: w, cells: s.cells.In(w)}
}

// Cause is what a cell was interned from.
func (s *Records) Cause(cell access.CellNo) (access.Cause, bool) { return s.cells.Cause(cell) }

// Count is how many records stand in a cell.
func (s *Records) Count(cell access.CellNo) int64 { return s.cells.Count(cell) }

// Total is how many records of a type there are outside the bin.
func (s *Records) Total(t ident.No) int64 { return s.cells.OfTypeTotal(t) }

// recordReader is a record.Reader on one transaction.
type recordReader struct {
	*store.Tx
	store *Records
	lock  string // the end of a SELECT of one record, in a write transaction
}

// Get reads one record, also from the bin.
func (r *recordReader) Get(ctx context.Context, t *schema.ElementType, id ident.ID, fields []*schema.Field) (*record.Record, error) {
	return r.one(ctx, t, id, fields, r.lock)
}

// Look reads one record, also from the bin, and locks nothing.
func (r *recordReader) Look(ctx context.Context, t *schema.ElementType, id ident.ID, fields []*schema.Field) (*record.Record, error) {
	return r.one(ctx, t, id, fields, "")
}

func (r *recordReader) one(ctx context.Context, t *schema.ElementType, id ident.ID, fields []*schema.Field, lock string) (*record.Record, error) {
	c := newColumns(t, fields)
	found, err := r.scan(ctx, c, "SELECT "+c.list()+" FROM "+recordTable(t)+" WHERE rid = ?"+lock, id)
	if err != nil || len(found) == 0 {
		return nil, fault.Wrap(err, "read a "+t.Name)
	}
	return found[0], nil
}
