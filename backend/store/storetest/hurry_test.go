package storetest_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"kontora/backend/store"
	"kontora/backend/store/storetest"
	"kontora/backend/testkit/postgres"
)

// These would run for hours on either database.
const (
	numbers        = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000000000000) "
	endless        = numbers + "SELECT count(*) FROM numbers"
	rowsWithoutEnd = numbers + "SELECT n FROM numbers"
)

func TestWhatTakesTooLongIsStoppedAndIsNoError(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		for name, ask := range map[string]func(context.Context, *store.Tx) error{
			"one answer": func(ctx context.Context, tx *store.Tx) error {
				var n int
				return tx.QueryRow(ctx, endless).Scan(&n)
			},
			"rows without end": func(ctx context.Context, tx *store.Tx) error {
				rows, err := tx.Query(ctx, rowsWithoutEnd)
				if err != nil {
					return err
				}
				defer rows.Close()
				for rows.Next() {
				}
				return rows.Err()
			},
		} {
			err := db.Read(t.Context(), func(tx *store.Tx) error {
				done, err := tx.Within(t.Context(), 10*time.Millisecond, func(ctx context.Context) error { return ask(ctx, tx) })
				if done {
					t.Errorf("%s: is done", name)
				}
				return err
			})
			if err != nil {
				t.Errorf("%s: stopping is an error: %v", name, err)
			}
		}
	})
}

func TestWhatIsQuickEnoughIsDone(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		notes(t, db)
		ours := errors.New("ours")
		err := db.Read(t.Context(), func(tx *store.Tx) error {
			n := -1
			done, err := tx.Within(t.Context(), time.Minute, func(ctx context.Context) error {
				return tx.QueryRow(ctx, "SELECT count(*) FROM note").Scan(&n)
			})
			if !done || err != nil || n != 0 {
				t.Errorf("done %v, %v, %d notes", done, err, n)
			}
			if done, err := tx.Within(t.Context(), time.Minute, func(context.Context) error { return ours }); done || !errors.Is(err, ours) {
				t.Errorf("done %v, error %v", done, err)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestWhoeverGivesUpGetsHisOwnError(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		var n int
		ctx, cancel := context.WithCancel(t.Context())
		err := db.Read(ctx, func(tx *store.Tx) error {
			cancel()
			_, err := tx.Within(ctx, time.Minute, func(ctx context.Context) error { return tx.QueryRow(ctx, endless).Scan(&n) })
			return err
		})
		if !errors.Is(err, context.Canceled) {
			t.Errorf("error = %v", err)
		}
	})
}
