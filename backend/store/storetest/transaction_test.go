package storetest_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"kontora/backend/event"
	"kontora/backend/ident"
	"kontora/backend/store"
	"kontora/backend/store/storetest"
	"kontora/backend/testkit/postgres"
)

// notes makes a table to write to.
func notes(t testing.TB, db *store.DB) {
	t.Helper()
	write(t, db, func(w *store.WriteTx) error {
		_, err := w.Exec(t.Context(), db.Dialect().DDL("CREATE TABLE note (id {bytes} NOT NULL PRIMARY KEY, text {text} NOT NULL UNIQUE, seq {int} NOT NULL) {strict}"))
		return err
	})
}

func write(t testing.TB, db *store.DB, fn func(*store.WriteTx) error) uint64 {
	t.Helper()
	seq, err := db.Write(t.Context(), fn)
	if err != nil {
		t.Fatalf("write: %v", err)
	}
	return seq
}

func add(ctx context.Context, w *store.WriteTx, text string) error {
	seq, err := w.Seq(ctx)
	if err != nil {
		return err
	}
	_, err = w.Exec(ctx, "INSERT INTO note(id, text, seq) VALUES (?, ?, ?)", ident.Random{}.New(), text, seq)
	return err
}

func count(t *testing.T, db *store.DB) (n int) {
	t.Helper()
	err := db.Read(t.Context(), func(tx *store.Tx) error {
		return tx.QueryRow(t.Context(), "SELECT count(*) FROM note").Scan(&n)
	})
	if err != nil {
		t.Fatalf("count: %v", err)
	}
	return n
}

func TestNumbersOfCommitsHaveNoGaps(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		notes(t, db)
		first := write(t, db, func(w *store.WriteTx) error { return add(t.Context(), w, "one") })
		undone := errors.New("undone")
		_, err := db.Write(t.Context(), func(w *store.WriteTx) error {
			if err := add(t.Context(), w, "two"); err != nil {
				return err
			}
			return undone
		})
		if !errors.Is(err, undone) {
			t.Fatalf("error of the function = %v", err)
		}
		if seq := write(t, db, func(*store.WriteTx) error { return nil }); seq != 0 {
			t.Errorf("a commit of nothing has number %d", seq)
		}
		if second := write(t, db, func(w *store.WriteTx) error { return add(t.Context(), w, "three") }); second != first+1 {
			t.Errorf("numbers %d, %d", first, second)
		}
		if n := count(t, db); n != 2 {
			t.Errorf("%d rows, want 2", n)
		}
	})
}

func TestWritersAtOncePublishInOrder(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		notes(t, db)
		var published []uint64 // no lock: publishing is one after another
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				for range 10 {
					if _, err := db.Write(t.Context(), func(w *store.WriteTx) error {
						w.AfterCommit(func(seq uint64) { published = append(published, seq) })
						return add(t.Context(), w, ident.Random{}.New().String())
					}); err != nil {
						t.Errorf("write: %v", err)
					}
				}
			})
		}
		wg.Wait()
		if len(published) != 80 {
			t.Fatalf("%d commits published, want 80", len(published))
		}
		for i, seq := range published {
			if seq != published[0]+uint64(i) {
				t.Fatalf("published %v", published)
			}
		}
	})
}

func TestAWriterIsNotPutOffForEverByChangesOfTheConfiguration(t *testing.T) {
	db := storetest.Open(t, storetest.Postgres(t, postgres.Start)) // in a file, writers come one after another
	calls := 0
	write(t, db, func(w *store.WriteTx) error {
		calls++
		hurried, stop := context.WithTimeout(t.Context(), 200*time.Millisecond)
		defer stop()
		// Somebody changes the configuration each time, as long as he can.
		_, err := db.Write(hurried, func(other *store.WriteTx) error {
			other.Configuration()
			return nil
		})
		if (err == nil) == (calls > 3) {
			t.Errorf("call %d: the configuration was changed: %v", calls, err)
		}
		w.AfterCommit(func(uint64) {})
		return nil
	})
	if calls != 4 {
		t.Errorf("called %d times", calls)
	}
}

// TestWhoGoesAwayDuringTheCommitLeavesNoDoubt has a commit wait for a lock, and him for whom it is made go away meanwhile.
func TestWhoGoesAwayDuringTheCommitLeavesNoDoubt(t *testing.T) {
	db := storetest.Open(t, storetest.Postgres(t, postgres.Start))
	const lock = 4711
	for _, statement := range []string{
		fmt.Sprintf("CREATE FUNCTION held() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_advisory_xact_lock(%d); RETURN NULL; END'", lock),
		"CREATE CONSTRAINT TRIGGER held AFTER INSERT ON commit_news DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION held()",
	} {
		if err := db.Alone(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	published := make(chan uint64, 1)
	db.PublishTo(func(c event.Commit) { published <- c.Seq })
	ctx, leave := context.WithCancel(t.Context())
	committed := make(chan error, 1)
	err := db.Aside(t.Context(), func(holder *store.Tx) error {
		if _, err := holder.Exec(t.Context(), "SELECT pg_advisory_xact_lock(?)", lock); err != nil {
			return err
		}
		go func() {
			_, err := db.Write(ctx, func(w *store.WriteTx) error {
				w.Announce(event.Commit{})
				return nil
			})
			committed <- err
		}()
		for waits := 0; waits == 0; {
			if err := holder.QueryRow(t.Context(), "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted").Scan(&waits); err != nil {
				return err
			}
		}
		leave()
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := <-committed; err != nil || <-published != 1 {
		t.Errorf("commit: %v", err)
	}
}
