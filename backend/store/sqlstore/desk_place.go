package sqlstore

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"kontora/backend/ident"
	"kontora/backend/replica"
	"kontora/backend/store"
)

// While the records of a type come, how far they have is noted once for all of its cells, which may be many thousands; with each cell it is
// noted when they all have come, or before a cell is added of which nothing has.

// stateCame begins the names under which it is noted for the cells of a type.
const stateCame = "came."

func cameOf(t ident.No) string { return stateCame + strconv.FormatUint(uint64(t), 10) }

// came notes how far the records of a type have come.
func (x *taking) came(ctx context.Context, t ident.No, place replica.Place) error {
	raw := placeBytes(place)
	if place.Done {
		return x.spread(ctx, t, raw)
	}
	x.state.came[t] = raw
	return x.put(ctx, cameOf(t), raw)
}

// spread notes with each cell of a type how far its records have come.
func (x *taking) spread(ctx context.Context, t ident.No, place []byte) error {
	if _, err := x.Exec(ctx, "UPDATE replica_cell SET place = ? WHERE type = ? AND place < ?", place, t, place); err != nil {
		return err
	}
	if _, noted := x.state.came[t]; !noted {
		return nil
	}
	delete(x.state.came, t)
	return x.unput(ctx, cameOf(t))
}

// readCame reads how far the records of types have come.
func (s *deskState) readCame(ctx context.Context, t *store.Tx) error {
	return eachState(ctx, t, stateCame, func(no ident.No, value []byte) error {
		s.came[no] = bytes.Clone(value)
		return nil
	})
}

// eachState reads what is noted of types under names that begin alike. A value is good for the call alone.
func eachState(ctx context.Context, t *store.Tx, prefix string, fn func(no ident.No, value []byte) error) error {
	rows, err := t.Query(ctx, "SELECT name, value FROM replica_state WHERE name LIKE ?", prefix+"%")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		var value sql.RawBytes
		if err := rows.Scan(&name, &value); err != nil {
			return err
		}
		no, err := strconv.ParseUint(strings.TrimPrefix(name, prefix), 10, 32)
		if err == nil {
			err = fn(ident.No(no), value)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return rows.Err()
}

// placeOf is how far a cell has come for which a place is noted.
func (s *deskState) placeOf(t ident.No, noted []byte) replica.Place {
	if came := s.came[t]; bytes.Compare(noted, came) < 0 {
		noted = came
	}
	return placeOf(noted)
}
