package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kontora/backend/access"
	"kontora/backend/store"
)

// CellsTx interns and counts within one write transaction.
type CellsTx struct {
	cells   *Cells
	w       *store.WriteTx
	written map[access.CellNo]bool // by this transaction
	sets    map[access.ShareSetNo]bool
	records map[access.CellNo]int64 // changes of the counts
	now     []cellCount             // and what they came to, where others write too
}

// In returns what interns and counts in the transaction. Call it once for each transaction.
func (c *Cells) In(w *store.WriteTx) *CellsTx {
	return &CellsTx{
		cells: c, w: w,
		written: make(map[access.CellNo]bool), sets: make(map[access.ShareSetNo]bool), records: make(map[access.CellNo]int64),
	}
}

// Cell returns the cell of the cause and makes it when it is new. The cause's shares and parent must have been interned.
func (x *CellsTx) Cell(ctx context.Context, cause access.Cause) (access.CellNo, error) {
	if n := x.cells.neighbours; n != nil {
		return n.cell(ctx, cause)
	}
	no, fresh := x.cells.Intern(cause)
	if !fresh || x.written[no] {
		return no, nil
	}
	encoded := encodeCause(cause)
	made, err := x.w.ExecOne(ctx, "INSERT INTO cell(cell, type, cause, nrec) VALUES (?, ?, ?, 0) ON CONFLICT DO NOTHING", int64(no), cause.Type, encoded)
	if err == nil && !made { // a transaction at the same time was faster
		err = x.same(ctx, int64(no), "SELECT cell FROM cell WHERE cause = ?", encoded)
	}
	if err != nil {
		return 0, fmt.Errorf("intern a cell: %w", err)
	}
	x.written[no] = true
	x.w.AfterCommit(func(uint64) { x.cells.Keep(no) })
	return no, nil
}

// ShareSet returns the number of a set of shares and makes it when it is new.
func (x *CellsTx) ShareSet(ctx context.Context, shares []access.Share) (access.ShareSetNo, error) {
	if n := x.cells.neighbours; n != nil {
		return n.shareSet(ctx, shares)
	}
	no := x.cells.InternShares(shares)
	if no == 0 || x.sets[no] || !x.cells.SharesFresh(no) {
		return no, nil
	}
	body, err := encodeShares(x.cells.Shares(no))
	if err != nil {
		return 0, err
	}
	hash := hashShares(body)
	made, err := x.w.ExecOne(ctx, "INSERT INTO share_set(no, hash, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", int64(no), hash[:], body)
	if err == nil && !made {
		err = x.same(ctx, int64(no), "SELECT no FROM share_set WHERE hash = ?", hash[:])
	}
	if err != nil {
		return 0, fmt.Errorf("intern a set of shares: %w", err)
	}
	x.sets[no] = true
	x.w.AfterCommit(func(uint64) { x.cells.KeepShares(no) })
	return no, nil
}

// same makes sure that what is in the database already has the number it has in memory.
func (x *CellsTx) same(ctx context.Context, no int64, statement string, key []byte) error {
	var there int64
	if err := x.w.QueryRow(ctx, statement, key).Scan(&there); err != nil {
		return err
	}
	if there != no {
		return errForeign
	}
	return nil
}

// Count is how many records stand in a cell as the transaction has it.
func (x *CellsTx) Count(cell access.CellNo) int64 { return x.cells.Count(cell) + x.records[cell] }

// Add changes the number of records in a cell when the transaction commits. Cell 0, where deleted records are, is not counted.
func (x *CellsTx) Add(no access.CellNo, records int64) {
	if no == 0 {
		return
	}
	if len(x.records) == 0 {
		x.w.OnCommit(x.writeRecords)
		x.w.AfterCommit(x.counted)
	}
	x.records[no] += records
}

// counted takes in what the commit counted.
func (x *CellsTx) counted(seq uint64) {
	for no, records := range x.records {
		if x.cells.neighbours == nil {
			x.cells.AddRecords(no, records)
		}
	}
	for _, now := range x.now {
		x.cells.SetRecords(now.Cell, now.Records, seq)
	}
}

// writeRecords runs while the counter row is held, so transactions never wait for each other's cells in a circle.
func (x *CellsTx) writeRecords(ctx context.Context, _ uint64) error {
	numbers := make([]access.CellNo, 0, len(x.records))
	for no, records := range x.records {
		if records != 0 {
			numbers = append(numbers, no)
		}
	}
	slices.Sort(numbers)
	if x.cells.neighbours == nil && x.w.Dialect().Name() == "sqlite" {
		return x.countMany(ctx, numbers)
	}
	for _, no := range numbers {
		now := cellCount{Cell: no}
		err := x.w.QueryRow(ctx, "UPDATE cell SET nrec = nrec + ? WHERE cell = ? RETURNING nrec", x.records[no], int64(no)).Scan(&now.Records)
		if err != nil {
			return fmt.Errorf("count the records of cell %d: %w", no, err)
		}
		if x.cells.neighbours != nil {
			x.now = append(x.now, now)
		}
	}
	if x.cells.neighbours == nil {
		return nil
	}
	return attachCounts(x.w, x.now)
}

// countMany writes the changes of many cells at a time, which nobody else does meanwhile.
func (x *CellsTx) countMany(ctx context.Context, numbers []access.CellNo) error {
	const atOnce = 500
	for some := range slices.Chunk(numbers, atOnce) {
		args := make([]any, 0, 2*len(some))
		for _, no := range some {
			args = append(args, int64(no), x.records[no])
		}
		counted, err := x.w.Exec(ctx, "UPDATE cell SET nrec = nrec + column2 FROM (VALUES "+tuples(len(some), 2)+") WHERE cell = column1", args...)
		if err != nil {
			return fmt.Errorf("count the records of cells: %w", err)
		}
		if rows, err := counted.RowsAffected(); err != nil || rows != int64(len(some)) {
			return errors.Join(fmt.Errorf("%d of %d cells are there", rows, len(some)), err)
		}
	}
	return nil
}
