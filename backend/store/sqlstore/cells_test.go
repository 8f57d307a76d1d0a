package sqlstore_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
	"kontora/backend/store/storetest"
	"kontora/backend/testkit/postgres"
)

func loadCells(t *testing.T, db *store.DB) *sqlstore.Cells {
	t.Helper()
	cells, err := sqlstore.LoadCells(t.Context(), db)
	if err != nil {
		t.Fatalf("load the cells: %v", err)
	}
	return cells
}

// place interns a cause and counts records in its cell.
func place(t *testing.T, db *store.DB, cells *sqlstore.Cells, cause access.Cause, records int64) (no access.CellNo) {
	t.Helper()
	write(t, db, func(ctx context.Context, w *store.WriteTx) (err error) {
		x := cells.In(w)
		no, err = x.Cell(ctx, cause)
		x.Add(no, records)
		return err
	})
	return no
}

func TestCellsAreTheSameAfterLoading(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		cells := loadCells(t, db)
		shares := []access.Share{
			{Principal: access.Principal{Kind: access.InGroup, No: 4}, Level: access.EditLevel, Expires: moment.Truncate(time.Hour)},
			{Principal: access.Principal{Kind: access.Everyone}, Level: access.ViewLevel},
		}
		var set access.ShareSetNo
		write(t, db, func(ctx context.Context, w *store.WriteTx) (err error) {
			set, err = cells.In(w).ShareSet(ctx, shares)
			return err
		})
		causes := []access.Cause{
			{Type: 1, Responsible: 2, Creator: 3, InFields: [2]ident.No{4, 5}, Conditions: 1 << 31, Shares: set},
			{Type: 1, Responsible: 7},
		}
		var numbers []access.CellNo
		for _, cause := range causes {
			numbers = append(numbers, place(t, db, cells, cause, 3))
		}
		child := access.Cause{Type: 6, Parent: numbers[0]}
		causes, numbers = append(causes, child), append(numbers, place(t, db, cells, child, 3))
		place(t, db, cells, causes[1], -2)

		loaded := loadCells(t, db)
		for i, no := range numbers {
			if cause, ok := loaded.Cause(no); !ok || cause != causes[i] {
				t.Errorf("cell %d is %+v, %v; want %+v", no, cause, ok, causes[i])
			}
		}
		if got := loaded.Shares(set); len(got) != 2 || got[0].Principal != shares[1].Principal || !got[1].Expires.Equal(shares[0].Expires) {
			t.Errorf("shares %+v", got)
		}
		if loaded.Count(numbers...) != 7 || cells.Count(numbers...) != 7 || loaded.Count(numbers[1]) != 1 {
			t.Errorf("counts: loaded %d, kept %d, of one %d", loaded.Count(numbers...), cells.Count(numbers...), loaded.Count(numbers[1]))
		}
		if found := check(t, db); len(found) > 0 {
			t.Errorf("check found %v", found)
		}
	})
}

func TestCellOfAFailedTransactionIsWrittenByTheNext(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		cells := loadCells(t, db)
		cause := access.Cause{Type: 1, Responsible: 2}
		failed := errors.New("failed")
		var first access.CellNo
		_, err := db.Write(t.Context(), func(w *store.WriteTx) (err error) {
			x := cells.In(w)
			if first, err = x.Cell(t.Context(), cause); err != nil {
				return err
			}
			x.Add(first, 1)
			return failed
		})
		if !errors.Is(err, failed) {
			t.Fatalf("error = %v", err)
		}
		if n := cells.Count(first); n != 0 {
			t.Errorf("%d records of a transaction that failed", n)
		}
		second := place(t, db, cells, cause, 1)
		if loaded := loadCells(t, db); second != first || loaded.Count(second) != 1 {
			t.Errorf("cell %d then %d with %d records", first, second, loaded.Count(second))
		}
	})
}

func TestWritersAtOnceAgreeOnCells(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		cells := loadCells(t, db)
		var wg sync.WaitGroup
		for range 6 {
			wg.Go(func() {
				for i := range 12 {
					_, err := db.Write(t.Context(), func(w *store.WriteTx) error {
						x := cells.In(w)
						for part := range 2 {
							no, err := x.Cell(t.Context(), access.Cause{Type: 1, Responsible: ident.No(1 + (i+part)%4)})
							if err != nil {
								return err
							}
							x.Add(no, 1)
						}
						return nil
					})
					if err != nil {
						t.Errorf("write: %v", err)
					}
				}
			})
		}
		wg.Wait()
		loaded := loadCells(t, db)
		numbers := loaded.OfType(1, 0)
		if len(numbers) != 4 || loaded.Count(numbers...) != 144 || cells.Count(numbers...) != 144 {
			t.Errorf("%d cells, %d records loaded, %d kept", len(numbers), loaded.Count(numbers...), cells.Count(numbers...))
		}
	})
}

// BenchmarkLoad loads 200,000 cells, as an office does at its start.
func BenchmarkLoad(b *testing.B) {
	db := storetest.Open(b, storetest.SQLite(b))
	cells, err := sqlstore.LoadCells(b.Context(), db)
	if err != nil {
		b.Fatal(err)
	}
	_, err = db.Write(b.Context(), func(w *store.WriteTx) error {
		x := cells.In(w)
		for i := range 200_000 {
			if _, err := x.Cell(b.Context(), access.Cause{Type: 1, Responsible: ident.No(i%200 + 1), Conditions: uint32(i)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := sqlstore.LoadCells(b.Context(), db); err != nil {
			b.Fatal(err)
		}
	}
}
