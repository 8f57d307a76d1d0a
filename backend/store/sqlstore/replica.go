package sqlstore

import (
	"context"
	"errors"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/replica"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// Archive gives replicas snapshots of a company's records. It is a replica.Archive, safe for concurrent use.
type Archive struct {
	records *Records
}

var _ replica.Archive = (*Archive)(nil)

// NewArchive returns the archive of the records.
func NewArchive(records *Records) *Archive { return &Archive{records} }

// Read runs fn on one snapshot.
func (a *Archive) Read(ctx context.Context, model func(context.Context, uint64) (*access.Model, error), fn func(replica.Opened) error) error {
	return a.records.db.Read(ctx, func(t *store.Tx) error {
		head := t.Head()
		m, err := model(ctx, head.Config)
		if err != nil {
			return err
		}
		s := &snapshot{recordReader: &recordReader{Tx: t, store: a.records}, model: m}
		return fn(replica.Opened{Snapshot: s, Model: m, Epoch: head.Epoch, Chain: head.Chain, ChainAt: s.chainAt, Floor: head.MvFloor})
	})
}

// snapshot is a replica.Snapshot on one transaction.
type snapshot struct {
	*recordReader
	model *access.Model
}

// Head is the commit of the snapshot.
func (s *snapshot) Head() uint64 { return s.Tx.Head().Seq }

func (s *snapshot) chainAt(ctx context.Context, seq uint64) (chain [32]byte, there bool, err error) {
	if head := s.Tx.Head(); seq == head.Seq {
		return head.Chain, true, nil
	}
	var raw []byte
	err = s.QueryRow(ctx, "SELECT chain FROM commit_log WHERE seq = ?", seq).Scan(&raw)
	if errors.Is(err, store.ErrNone) {
		return chain, false, nil
	}
	copy(chain[:], raw)
	return chain, err == nil && len(raw) == len(chain), fault.Wrap(err, "read the chain of a commit")
}

// Moves calls fn with the first move of every record that has changed cells since.
func (s *snapshot) Moves(ctx context.Context, after uint64, fn func(replica.Move) error) error {
	rows, err := s.Query(ctx, "SELECT type, rid, from_cell, born FROM mv WHERE seq > ? ORDER BY seq", after)
	if err != nil {
		return fault.Wrap(err, "read moves")
	}
	defer rows.Close()
	told := make(map[ident.ID]bool)
	for rows.Next() {
		var m replica.Move
		if err := rows.Scan(&m.Type, store.ID(&m.Record), &m.From, &m.Born); err != nil {
			return fault.Wrap(err, "read a move")
		}
		if told[m.Record] {
			continue
		}
		told[m.Record] = true
		if err := fn(m); err != nil {
			return err
		}
	}
	return fault.Wrap(rows.Err(), "read moves")
}

// Changed calls fn for the records of a type outside the bin that have changed since, in the order of their identifiers.
func (s *snapshot) Changed(ctx context.Context, no ident.No, after uint64, fn func(*replica.Row) error) error {
	t, ok := s.model.Schema.TypeByNo(no)
	if !ok {
		return nil
	}
	statement := func(columns string) string {
		return "SELECT " + columns + " FROM " + recordTable(t) + s.Dialect().IndexedBy(recordTable(t)+"_seq") + " WHERE seq > ? AND cell <> 0 ORDER BY rid"
	}
	return s.each(ctx, t, statement, []any{after}, func(r *replica.Row) (bool, error) { return true, fn(r) })
}

// rareShare is the part of a type's records from which on its cells are gone through one by one: reading a row by its cell and sorting it
// costs about as much more than passing one by in the order of the identifiers.
const rareShare = 5

// Walk calls fn for the records of the cells in the order of their identifiers, behind after.
func (s *snapshot) Walk(ctx context.Context, no ident.No, cells replica.Cells, after ident.ID, fn func(*replica.Row) (bool, error)) error {
	t, ok := s.model.Schema.TypeByNo(no)
	if !ok {
		return nil
	}
	all := cells.All()
	index, listed := "", fewCells
	if s.store.cells.Total(all) < s.store.cells.OfTypeTotal(no)/rareShare {
		index, listed = s.Dialect().IndexedBy(cellIndex(t)), drivenCells
	}
	taken, done := s.cellsClause(all, listed)
	defer done()
	statement := func(columns string) string {
		return "SELECT " + columns + " FROM " + recordTable(t) + index + " WHERE rid > ? AND " + taken.sql + " ORDER BY rid"
	}
	return s.each(ctx, t, statement, append([]any{after[:]}, taken.args...), fn)
}

// each reads records one after another, with all fields.
func (s *snapshot) each(ctx context.Context, t *schema.ElementType, statement func(columns string) string, args []any, fn func(*replica.Row) (bool, error)) error {
	c := newColumns(t, t.Fields)
	rows, err := s.Query(ctx, statement(c.list()+", mseq"), args...)
	if err != nil {
		return fault.Wrap(err, "read "+t.Name+" for a replica")
	}
	defer rows.Close()
	for rows.Next() {
		row := &replica.Row{Type: t.No}
		r, err := c.scanWith(rows, &row.Entered)
		if err != nil {
			return err
		}
		row.ID, row.Cell, row.Made, row.Versions, row.Content = r.ID, r.Cell, r.CreatedAt, r.Versions, r
		if more, err := fn(row); err != nil || !more {
			return err
		}
	}
	return fault.Wrap(rows.Err(), "read "+t.Name+" for a replica")
}

// Count is how many records stand in a cell.
func (s *snapshot) Count(ctx context.Context, cell access.CellNo) (int64, error) {
	var records int64
	err := s.QueryRow(ctx, "SELECT nrec FROM cell WHERE cell = ?", int64(cell)).Scan(&records)
	if errors.Is(err, store.ErrNone) {
		return 0, nil
	}
	return records, fault.Wrap(err, "count the records of a cell")
}

var _ replica.Snapshot = (*snapshot)(nil)
