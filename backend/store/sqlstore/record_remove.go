package sqlstore

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"kontora/backend/administration"
	"kontora/backend/fault"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// CountValues counts the records, in the bin or out of it, that hold a value in the field; fault.NotFound when it was removed meanwhile.
func (s *Records) CountValues(ctx context.Context, present Present, t *schema.ElementType, f *schema.Field) (count int64, err error) {
	err = s.db.Read(ctx, func(tx *store.Tx) error {
		now, err := typeAt(ctx, present, tx, t.Name)
		if err != nil {
			return err
		}
		if now == nil {
			return fault.Missing()
		}
		if known, ok := now.Known(f.Name); !ok || known.No != f.No {
			return fault.Missing()
		}
		return tx.QueryRow(ctx, "SELECT count(*) FROM "+recordTable(t)+" WHERE "+filled([]*schema.Field{f})).Scan(&count)
	})
	return count, fault.Wrap(err, "count values of "+t.Name)
}

// filled is the condition that one of the fields holds something.
func filled(fields []*schema.Field) string {
	var some []string
	for _, f := range fields {
		for _, c := range f.Columns() {
			some = append(some, c.Name+" IS NOT NULL")
		}
	}
	return "(" + strings.Join(some, " OR ") + ")"
}

// erasedAtOnce is out of how many records values are taken in one transaction, for which others wait: some 10 ms.
const erasedAtOnce = 200

// EraseValues takes the values of the fields that are being removed out of up to limit records of the type, from after on, those in the bin
// included, and with them their versions. Nobody sees the difference: no version of a record changes. It returns the last record it looked
// at, or 0 when there are no more.
func (s *Records) EraseValues(ctx context.Context, present Present, typeName string, after int64, limit int) (last int64, err error) {
	_, err = s.db.Write(ctx, func(w *store.WriteTx) error {
		last = 0
		w.Kind("remove")
		t, err := typeAt(ctx, present, w.Tx, typeName)
		if err != nil || t == nil || len(t.Removing) == 0 {
			return err
		}
		last, err = erase(ctx, w, t, after, limit)
		return err
	})
	return last, fault.Wrap(err, "take values out of "+typeName)
}

// kept is what of a record is rewritten when values are taken out.
type kept struct {
	no       int64
	versions []byte
	filled   bool
}

func erase(ctx context.Context, w *store.WriteTx, t *schema.ElementType, after int64, limit int) (int64, error) {
	limit = min(limit, erasedAtOnce)
	rows, err := w.Query(ctx, "SELECT id, fver, CASE WHEN "+filled(t.Removing)+" THEN 1 ELSE 0 END FROM "+recordTable(t)+
		" WHERE id > ? ORDER BY id LIMIT ?"+w.Dialect().ForUpdate(), after, limit)
	if err != nil {
		return 0, err
	}
	found, err := collect(rows, func(rows *sql.Rows) (k kept, err error) {
		err = rows.Scan(&k.no, &k.versions, &k.filled)
		return k, err
	})
	if err != nil {
		return 0, err
	}
	for _, each := range found {
		if err := eraseOne(ctx, w, t, each); err != nil {
			return 0, err
		}
	}
	if len(found) < limit {
		return 0, nil
	}
	return found[len(found)-1].no, nil
}

func eraseOne(ctx context.Context, w *store.WriteTx, t *schema.ElementType, each kept) error {
	versions, err := record.DecodeVersions(each.versions)
	if err != nil {
		return err
	}
	held := each.filled
	sets := []string{"fver = ?"}
	for _, f := range t.Removing {
		_, written := versions[f.No]
		held = held || written
		delete(versions, f.No)
		for _, c := range f.Columns() {
			sets = append(sets, c.Name+" = NULL")
		}
	}
	if !held {
		return nil
	}
	_, err = w.Exec(ctx, "UPDATE "+recordTable(t)+" SET "+strings.Join(sets, ", ")+" WHERE id = ?", versions.Encode(), each.no)
	return err
}

// DropFields drops the columns and indexes of fields without values, and returns the names of those whose columns stay, empty. SQLite writes
// the whole table anew to drop a column, with nobody writing meanwhile, so that it does so only with few records; and a choice may stand in the
// index of the cells, which nothing does without.
func (s *Records) DropFields(ctx context.Context, tx administration.Tx, t *schema.ElementType, fields []*schema.Field) (stay []string, err error) {
	within, ok := tx.(*configurationTx)
	if !ok {
		return nil, errTransaction
	}
	rewrites := within.Dialect().Beside() == "" && s.Total(t.No) > s.atOnce
	for _, f := range fields {
		if err := dropIndexesOf(ctx, within.WriteTx, t, f); err != nil {
			return nil, fault.Wrap(err, "drop the indexes of "+f.Name)
		}
		if rewrites || f.Kind == schema.KindChoice {
			stay = append(stay, f.Name)
			continue
		}
		for _, c := range f.Columns() {
			if _, err := within.Exec(ctx, "ALTER TABLE "+recordTable(t)+" DROP COLUMN "+c.Name); err != nil {
				return nil, fault.Wrap(err, "drop "+c.Name)
			}
			if _, err := within.Exec(ctx, "DELETE FROM record_column WHERE type = ? AND name = ?", t.Name, c.Name); err != nil {
				return nil, fault.Wrap(err, "forget "+c.Name)
			}
		}
	}
	return slices.Clip(stay), nil
}

func dropIndexesOf(ctx context.Context, w *store.WriteTx, t *schema.ElementType, f *schema.Field) error {
	for _, name := range []string{sortIndex(t, f), uniqueIndex(t, f)} {
		if _, err := w.Exec(ctx, "DROP INDEX IF EXISTS "+name); err != nil {
			return err
		}
		if _, err := w.Exec(ctx, "DELETE FROM record_index WHERE type = ? AND name = ?", t.Name, name); err != nil {
			return err
		}
	}
	return nil
}
