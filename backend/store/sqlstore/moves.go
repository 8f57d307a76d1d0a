package sqlstore

import (
	"context"
	"errors"
	"time"

	"kontora/backend/fault"
	"kontora/backend/store"
)

// ForgetMoves forgets the moves of records between cells that were made before a moment. Desks that were told of no later commit begin anew.
func (r *Records) ForgetMoves(ctx context.Context, before time.Time) error {
	const atOnce = 10_000 // commits
	for {
		done, err := r.forgetMoves(ctx, before, atOnce)
		if err != nil || done {
			return fault.Wrap(err, "forget old moves")
		}
	}
}

// forgetMoves forgets the moves of so many commits, and reports whether those were all.
func (r *Records) forgetMoves(ctx context.Context, before time.Time, atOnce int) (done bool, err error) {
	_, err = r.db.Write(ctx, func(w *store.WriteTx) error {
		w.Kind("forget")
		floor := w.Head().MvFloor
		var last, count uint64
		err := w.QueryRow(ctx, "SELECT coalesce(max(seq), 0), count(*) FROM (SELECT seq, at_ms FROM commit_log WHERE seq > ? ORDER BY seq LIMIT ?) AS c WHERE at_ms < ?",
			floor, atOnce, before.UnixMilli()).Scan(&last, &count)
		if errors.Is(err, store.ErrNone) || err == nil && last <= floor {
			done = true
			return nil
		}
		if err != nil {
			return err
		}
		done = count < uint64(atOnce)
		if _, err := w.Exec(ctx, "DELETE FROM mv WHERE seq <= ?", last); err != nil {
			return err
		}
		_, err = w.Exec(ctx, "UPDATE sync_head SET mv_floor = ? WHERE id = 1", last)
		return err
	})
	return done, err
}
