package sqlstore

import (
	"context"
	"database/sql"
	"strconv"

	"kontora/backend/ident"
	"kontora/backend/replica"
	"kontora/backend/store"
)

// stateSince begins the names under which is noted from when on records of a type are held.
const stateSince = "since."

func sinceOf(t ident.No) string { return stateSince + strconv.FormatUint(uint64(t), 10) }

// readSince reads from when on records of types are held.
func (s *deskState) readSince(ctx context.Context, t *store.Tx) error {
	return eachState(ctx, t, stateSince, func(no ident.No, value []byte) error {
		at, err := strconv.ParseInt(string(value), 10, 64)
		if err != nil {
			return err
		}
		return s.holding.Follow(&replica.Frame{Kind: replica.Since, Type: no, At: at})
	})
}

// since takes out the records of a type that were made before a moment, and notes that no older ones are held from now on.
func (x *taking) since(ctx context.Context, no ident.No, at int64) error {
	if at == 0 {
		return x.unput(ctx, sinceOf(no))
	}
	if t, ok := x.types[uint32(no)]; ok {
		if err := x.dropOlder(ctx, t, at); err != nil {
			return err
		}
	}
	return x.put(ctx, sinceOf(no), strconv.AppendInt(nil, at, 10))
}

func (x *taking) dropOlder(ctx context.Context, t *deskType, at int64) error {
	const which = "created_at < ?"
	table := recordTable(t.ElementType)
	rows, err := x.Query(ctx, "SELECT cell, count(*) FROM "+table+" WHERE "+which+" GROUP BY cell", at)
	if err != nil {
		return err
	}
	left, err := collect(rows, scanCount)
	if err != nil || len(left) == 0 {
		return err
	}
	if err := x.leaves(ctx, "SELECT rid FROM "+table+" WHERE "+which, at); err != nil {
		return err
	}
	if err := x.erase(ctx, t, which, at); err != nil {
		return err
	}
	for _, each := range left {
		x.cells.Add(each.Cell, -each.Records)
	}
	x.config = true // more is gone than is told one by one
	return nil
}

func scanCount(rows *sql.Rows) (c cellCount, err error) {
	err = rows.Scan(&c.Cell, &c.Records)
	return c, err
}
