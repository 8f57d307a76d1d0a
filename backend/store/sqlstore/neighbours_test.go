package sqlstore_test

import (
	"context"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"kontora/backend/access"
	"kontora/backend/event"
	"kontora/backend/ident"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
	"kontora/backend/store/storetest"
	"kontora/backend/testkit/postgres"
)

// process is what one process has of a database that others write to as well.
type process struct {
	db    *store.DB
	cells *sqlstore.Cells
	heard <-chan struct{}
}

// processes opens an empty database as often as there are processes.
func processes(t *testing.T, count int) []process {
	t.Helper()
	config := storetest.Postgres(t, postgres.Start)
	all := make([]process, count)
	for i := range all {
		db := storetest.Open(t, config)
		cells := loadCells(t, db)
		all[i] = process{db, cells, cells.Heard()}
	}
	return all
}

// cause is one of a few causes, with shares and sometimes a parent, of which many writers want the same at once.
func cause(ctx context.Context, x *sqlstore.CellsTx, r *rand.Rand) (access.Cause, error) {
	c := access.Cause{Type: 1, Responsible: ident.No(1 + r.IntN(20))}
	var err error
	c.Shares, err = x.ShareSet(ctx, []access.Share{{Principal: access.Principal{Kind: access.InGroup, No: ident.No(1 + r.IntN(10))}, Level: access.ViewLevel}})
	if err != nil || r.IntN(3) > 0 {
		return c, err
	}
	parent, err := x.Cell(ctx, c)
	return access.Cause{Type: 2, Parent: parent}, err
}

// unknown counts the cells of a snapshot that the process cannot judge, and those whose count it has otherwise.
func unknown(t *testing.T, p process) (cells, counts int) {
	t.Helper()
	err := p.db.Read(t.Context(), func(tx *store.Tx) error {
		rows, err := tx.Query(t.Context(), "SELECT cell, nrec FROM cell WHERE nrec > 0")
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var no access.CellNo
			var records int64
			if err := rows.Scan(&no, &records); err != nil {
				return err
			}
			cause, ok := p.cells.Cause(no)
			if !ok || cause.Shares != 0 && len(p.cells.Shares(cause.Shares)) == 0 {
				cells++
			}
			if p.cells.Count(no) != records {
				counts++
			}
		}
		return rows.Err()
	})
	if err != nil {
		t.Errorf("look for cells: %v", err)
	}
	return cells, counts
}

func TestProcessesOnOneDatabaseAgreeOnCells(t *testing.T) {
	all := processes(t, 3)
	var wg sync.WaitGroup
	for writer := range 9 {
		p := all[writer%3]
		r := rand.New(rand.NewPCG(1, uint64(writer)))
		wg.Go(func() {
			for range 25 {
				_, err := p.db.Write(t.Context(), func(w *store.WriteTx) error {
					x := p.cells.In(w)
					for range 3 {
						c, err := cause(t.Context(), x, r)
						if err != nil {
							return err
						}
						no, err := x.Cell(t.Context(), c)
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
				if cells, _ := unknown(t, p); cells > 0 {
					t.Errorf("%d cells of a snapshot cannot be judged", cells)
				}
			}
		})
	}
	wg.Wait()
	fresh := loadCells(t, all[0].db)
	for i, p := range all {
		if cells, counts := unknown(t, p); cells > 0 || counts > 0 {
			t.Errorf("process %d does not know %d cells and has %d counts otherwise", i, cells, counts)
		}
		if p.cells.Last() != fresh.Last() || p.cells.OfTypeTotal(1)+p.cells.OfTypeTotal(2) != 9*25*3 {
			t.Errorf("process %d: %d cells of %d, %d and %d records", i, p.cells.Last(), fresh.Last(), p.cells.OfTypeTotal(1), p.cells.OfTypeTotal(2))
		}
	}
	if found := check(t, all[0].db); len(found) > 0 {
		t.Errorf("check found %v", found)
	}
}

func TestAWriterKnowsCellsThatCameAfterItBegan(t *testing.T) {
	all := processes(t, 2)
	late := access.Cause{Type: 1, Responsible: 9}
	write(t, all[0].db, func(ctx context.Context, w *store.WriteTx) error {
		place(t, all[1].db, all[1].cells, late, 1)
		no, err := all[0].cells.In(w).Cell(ctx, late)
		if known, ok := all[0].cells.Cause(no); !ok || known != late {
			t.Errorf("cell %d is %+v, %v", no, known, ok)
		}
		return err
	})
}

func TestProcessesHearOfEachOthersCommitsOnceAndInOrder(t *testing.T) {
	all := processes(t, 2)
	for i := range 20 {
		write(t, all[i%2].db, func(ctx context.Context, w *store.WriteTx) error {
			w.Announce(event.Commit{Changes: []event.Change{{Type: ident.No(i), Fields: []string{}}}})
			x := all[i%2].cells.In(w)
			no, err := x.Cell(ctx, access.Cause{Type: 1, Responsible: ident.No(i + 1)})
			x.Add(no, 1)
			return err
		})
	}
	for i, p := range all {
		if err := p.cells.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		<-p.heard
		heard := p.cells.Elsewhere()
		if len(heard.Commits) != 10 || heard.Lost {
			t.Fatalf("process %d heard %d commits, lost %v", i, len(heard.Commits), heard.Lost)
		}
		for at, commit := range heard.Commits {
			if want := 2*at + 1 - i; len(commit.Changes) != 1 || commit.Changes[0].Type != ident.No(want) || commit.Changes[0].Fields == nil {
				t.Errorf("process %d heard %+v, want the change of %d", i, commit, want)
			}
		}
	}
}

func TestWhatWasForgottenIsReadAnew(t *testing.T) {
	all := processes(t, 2)
	var no access.CellNo
	for range 3 {
		no = place(t, all[0].db, all[0].cells, access.Cause{Type: 1, Responsible: 4}, 5)
	}
	err := all[0].db.Aside(t.Context(), func(tx *store.Tx) error {
		_, err := tx.Exec(t.Context(), "DELETE FROM commit_news WHERE seq < 3")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := all[1].cells.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if heard := all[1].cells.Elsewhere(); !heard.Lost || all[1].cells.Count(no) != 15 {
		t.Errorf("heard %+v, %d records", heard, all[1].cells.Count(no))
	}
}

// TestNumbersHaveNoGapsForAnyReader is what everything else rests on: who sees a commit sees all before it, whichever process made them,
// and the chain over them holds.
func TestNumbersHaveNoGapsForAnyReader(t *testing.T) {
	const writers, commits = 32, 12
	all := processes(t, 2)
	var writing, reading sync.WaitGroup
	ended := make(chan struct{})
	for i := range writers {
		p := all[i%2]
		r := rand.New(rand.NewPCG(2, uint64(i)))
		writing.Go(func() {
			for range commits {
				_, err := p.db.Write(t.Context(), func(w *store.WriteTx) error {
					if _, err := w.Seq(t.Context()); err != nil { // before the pause: others want the next number meanwhile
						return err
					}
					_, err := w.Exec(t.Context(), "SELECT pg_sleep(?)", r.Float64()*float64(2*time.Millisecond)/float64(time.Second))
					return err
				})
				if err != nil {
					t.Errorf("write: %v", err)
				}
			}
		})
	}
	for _, p := range all {
		reading.Go(func() {
			for {
				gapless(t, p)
				select {
				case <-ended:
					return
				default:
				}
			}
		})
	}
	writing.Wait()
	close(ended)
	reading.Wait()
	for _, p := range all {
		if last := gapless(t, p); last != writers*commits {
			t.Errorf("%d commits, want %d", last, writers*commits)
		}
	}
	if found := check(t, all[1].db); len(found) > 0 {
		t.Errorf("check found %v", found)
	}
}

// gapless reads a snapshot, whose commits must be all from 1 to its own.
func gapless(t *testing.T, p process) (last uint64) {
	t.Helper()
	err := p.db.Read(t.Context(), func(tx *store.Tx) error {
		var count, highest int64
		if err := tx.QueryRow(t.Context(), "SELECT count(*), COALESCE(max(seq), 0) FROM commit_log").Scan(&count, &highest); err != nil {
			return err
		}
		last = tx.Head().Seq
		if uint64(highest) != last || uint64(count) != last {
			t.Errorf("a snapshot at %d shows %d commits up to %d", last, count, highest)
		}
		return nil
	})
	if err != nil {
		t.Errorf("read: %v", err)
	}
	return last
}
