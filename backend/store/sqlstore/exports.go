package sqlstore

import (
	"context"
	"errors"
	"time"

	"kontora/backend/exporter"
	"kontora/backend/fault"
	"kontora/backend/job"
	"kontora/backend/store"
)

// clearedAtOnce is how many portions one transaction removes, so that nobody waits for it.
const clearedAtOnce = 50

// Exports keeps the files of exports. It is an exporter.Spool, safe for concurrent use.
type Exports struct{ db *store.DB }

// NewExports returns the files of a company's exports.
func NewExports(db *store.DB) *Exports { return &Exports{db} }

var _ exporter.Spool = (*Exports)(nil)

// Keep keeps a portion in the transaction in which its job goes on.
func (*Exports) Keep(ctx context.Context, tx job.Tx, of, place int64, packed []byte) error {
	t, ok := tx.(jobTx)
	if !ok {
		return errTransaction
	}
	_, err := t.Exec(ctx, "INSERT INTO export_portion(job, place, content) VALUES (?, ?, ?)", of, place, packed)
	return fault.Wrap(err, "keep a portion of an export")
}

// Portion reads the first one behind a place.
func (s *Exports) Portion(ctx context.Context, of, behind int64) (place int64, packed []byte, err error) {
	err = s.db.Read(ctx, func(t *store.Tx) error {
		err := t.QueryRow(ctx, "SELECT place, content FROM export_portion WHERE job = ? AND place > ? ORDER BY place LIMIT 1", of, behind).Scan(&place, &packed)
		if errors.Is(err, store.ErrNone) {
			return nil
		}
		return err
	})
	return place, packed, fault.Wrap(err, "read a portion of an export")
}

// Drop removes the file of a job.
func (s *Exports) Drop(ctx context.Context, of int64) error {
	return s.remove(ctx, "job = ?", of)
}

// Clear removes files that nobody is to have any more.
func (s *Exports) Clear(ctx context.Context, before time.Time) error {
	return s.remove(ctx, "job NOT IN (SELECT no FROM job WHERE finished_at = 0 OR state = ? AND finished_at >= ?)", string(job.Finished), before.UnixMilli())
}

// remove takes portions away, few at a time; where there are none, nothing is written.
func (s *Exports) remove(ctx context.Context, which string, args ...any) error {
	for {
		var some int64
		err := s.db.Read(ctx, func(t *store.Tx) error {
			return t.QueryRow(ctx, "SELECT 1 FROM export_portion WHERE "+which+" LIMIT 1", args...).Scan(&some)
		})
		if errors.Is(err, store.ErrNone) {
			return nil
		}
		if err != nil {
			return fault.Wrap(err, "look for exports that are over")
		}
		_, err = s.db.Write(ctx, func(w *store.WriteTx) error {
			_, err := w.Exec(ctx, "DELETE FROM export_portion WHERE (job, place) IN (SELECT job, place FROM export_portion WHERE "+which+" LIMIT ?)",
				append(append([]any{}, args...), clearedAtOnce)...)
			return err
		})
		if err != nil {
			return fault.Wrap(err, "remove exports that are over")
		}
	}
}
