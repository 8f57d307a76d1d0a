package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/store"
)

// Cells is all cells and share sets of a company in memory, with the number of records in each cell, kept in step with the database.
//
// Where one process has the database to itself, a cell is known as soon as it is interned, before its transaction commits, so that rights
// on a record can be asked before it is written. When the transaction fails, the number stays taken in memory and names the same cause for
// good; no record stands in it, and the row is written by whoever interns the cause next. Where several processes write, the database
// gives the numbers out: see neighbours.
type Cells struct {
	*access.Table
	neighbours *neighbours // nil where one process has the database to itself
}

// errForeign is returned when the database has other numbers than memory.
var errForeign = errors.New("another process writes to this database")

// LoadCells reads all cells and share sets of the company.
func LoadCells(ctx context.Context, db *store.DB) (*Cells, error) {
	c := &Cells{Table: access.NewTable()}
	err := db.Read(ctx, func(t *store.Tx) error {
		db.Took(t.Head().Seq)
		return c.load(ctx, t)
	})
	if err == nil && db.Shared() {
		c.neighbours = &neighbours{db: db, cells: c}
		db.Follow(c.neighbours.follow)
	}
	return c, fault.Wrap(err, "read the cells")
}

// load reads the share sets and cells that are not known yet.
func (c *Cells) load(ctx context.Context, t *store.Tx) error {
	if err := c.loadShares(ctx, t); err != nil {
		return err
	}
	return c.loadCells(ctx, t)
}

func (c *Cells) loadCells(ctx context.Context, t *store.Tx) error {
	rows, err := t.Query(ctx, "SELECT cell, cause, nrec FROM cell WHERE cell > ? ORDER BY cell", int64(c.Last()))
	if err != nil {
		return err
	}
	defer rows.Close()
	var no access.CellNo
	var encoded sql.RawBytes // no copy: there may be 200,000
	var records int64
	for rows.Next() {
		if err := rows.Scan(&no, &encoded, &records); err != nil {
			return err
		}
		cause, err := decodeCause(encoded)
		if err == nil {
			err = c.Load(no, cause, records)
		}
		if err != nil {
			return fmt.Errorf("cell %d: %w", no, err)
		}
	}
	return rows.Err()
}

func (c *Cells) loadShares(ctx context.Context, t *store.Tx) error {
	rows, err := t.Query(ctx, "SELECT no, body FROM share_set WHERE no > ? ORDER BY no", int64(c.LastShares()))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var no access.ShareSetNo
		var body []byte
		if err := rows.Scan(&no, &body); err != nil {
			return err
		}
		shares, err := decodeShares(body)
		if err == nil {
			err = c.LoadShares(no, shares)
		}
		if err != nil {
			return fmt.Errorf("share set %d: %w", no, err)
		}
	}
	return rows.Err()
}

// Count is how many records stand in the cells together, as of the last commit of this process.
func (c *Cells) Count(cells ...access.CellNo) int64 { return c.Total(cells) }
