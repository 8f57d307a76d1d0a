package storetest_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kontora/backend/clock"
	"kontora/backend/ident"
	"kontora/backend/store"
	"kontora/backend/store/storetest"
	"kontora/backend/testkit/postgres"
)

func TestSnapshotStaysAsItWas(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		notes(t, db)
		err := db.Read(t.Context(), func(tx *store.Tx) error {
			before := tx.Head()
			write(t, db, func(w *store.WriteTx) error { return add(t.Context(), w, "meanwhile") })
			var n int
			if err := tx.QueryRow(t.Context(), "SELECT count(*) FROM note").Scan(&n); err != nil {
				return err
			}
			if n != 0 || tx.Head() != before {
				t.Errorf("%d notes in the snapshot", n)
			}
			return nil
		})
		if err != nil || count(t, db) != 1 {
			t.Errorf("%v, %d notes", err, count(t, db))
		}
	})
}

func TestSnapshotCannotWrite(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		notes(t, db)
		err := db.Read(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(t.Context(), "INSERT INTO note(id, text, seq) VALUES (?, 'x', 1)", ident.Random{}.New())
			return err
		})
		if err == nil || count(t, db) != 0 {
			t.Errorf("error = %v, %d notes", err, count(t, db))
		}
	})
}

func TestValueThatIsThereAlreadyNamesItsColumn(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		notes(t, db)
		id := ident.Random{}.New()
		insert := func(id ident.ID, text string) error {
			_, err := db.Write(t.Context(), func(w *store.WriteTx) error {
				_, err := w.Exec(t.Context(), "INSERT INTO note(id, text, seq) VALUES (?, ?, 1)", id, text)
				return err
			})
			return err
		}
		if err := insert(id, "один"); err != nil {
			t.Fatal(err)
		}
		for column, err := range map[string]error{"text": insert(ident.Random{}.New(), "один"), "id": insert(id, "два")} {
			found, ok := store.Unique(err)
			if !ok || found.Table != "note" || !slices.Equal(found.Columns, []string{column}) || !store.UniqueOn(err, column) {
				t.Errorf("%s: %v, %+v", column, err, found)
			}
		}
	})
}

func TestTextIsComparedByItsBytes(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		notes(t, db)
		want := []string{"B", "a", "Ё", "Я", "а", "ё"}
		for _, text := range want {
			write(t, db, func(w *store.WriteTx) error { return add(t.Context(), w, text) })
		}
		var got []string
		err := db.Read(t.Context(), func(tx *store.Tx) error {
			rows, err := tx.Query(t.Context(), "SELECT text FROM note ORDER BY text")
			if err != nil {
				return err
			}
			defer rows.Close()
			for rows.Next() {
				var text string
				if err := rows.Scan(&text); err != nil {
					return err
				}
				got = append(got, text)
			}
			return rows.Err()
		})
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%v, %v; want %v", got, err, want)
		}
	})
}

func TestArgumentsComeBackAsTheyWere(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		write(t, db, func(w *store.WriteTx) error {
			_, err := w.Exec(t.Context(), db.Dialect().DDL("CREATE TABLE kind (id {bytes}, no {int}, big {int}, yes {int}, raw {bytes}, text {text}) {strict}"))
			return err
		})
		id, none := ident.Random{}.New(), ident.ID{1}
		write(t, db, func(w *store.WriteTx) error {
			for _, id := range []ident.ID{id, {}} {
				_, err := w.Exec(t.Context(), "INSERT INTO kind VALUES (?, ?, ?, ?, ?, ?)", id, ident.No(7), uint64(1<<62), true, []byte{0, 1}, "'?'\x01")
				if err != nil {
					return err
				}
			}
			return nil
		})
		err := db.Read(t.Context(), func(tx *store.Tx) error {
			var no ident.No
			var big uint64
			var yes bool
			var raw []byte
			var text string
			err := tx.QueryRow(t.Context(), "SELECT no, big, yes, raw, text FROM kind WHERE id = ? AND text <> '?'", id).Scan(&no, &big, &yes, &raw, &text)
			if err != nil || no != 7 || big != 1<<62 || !yes || string(raw) != "\x00\x01" || text != "'?'\x01" {
				t.Errorf("%d %d %v %q %q, %v", no, big, yes, raw, text, err)
			}
			if err := tx.QueryRow(t.Context(), "SELECT id FROM kind WHERE id IS NULL").Scan(store.ID(&none)); err != nil || !none.IsZero() {
				t.Errorf("the zero identifier came back as %s, %v", none, err)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	})
}

func TestClockSetBackChangesNoOrder(t *testing.T) {
	storetest.Each(t, postgres.Start, func(t *testing.T, config store.Config) {
		hands := clock.NewManual(time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC))
		config.Clock = hands
		db := storetest.Open(t, config)
		notes(t, db)
		first := write(t, db, func(w *store.WriteTx) error { return add(t.Context(), w, "one") })
		hands.Advance(-48 * time.Hour)
		second := write(t, db, func(w *store.WriteTx) error {
			if !w.Now().Equal(hands.Now()) {
				t.Errorf("the commit's time is %s", w.Now())
			}
			return add(t.Context(), w, "two")
		})
		if second != first+1 {
			t.Errorf("numbers %d, %d", first, second)
		}
		healthy(t, db)
	})
}

func TestHistoryGoesOnWhereItWas(t *testing.T) {
	storetest.Each(t, postgres.Start, func(t *testing.T, config store.Config) {
		db, err := store.Open(t.Context(), config)
		if err != nil {
			t.Fatal(err)
		}
		notes(t, db)
		last := write(t, db, func(w *store.WriteTx) error { w.Configuration(); return add(t.Context(), w, "one") })
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		again := storetest.Open(t, config)
		err = again.Read(t.Context(), func(tx *store.Tx) error {
			if tx.Config() != last || tx.Head().Seq != last || tx.Head().Epoch.IsZero() {
				t.Errorf("head %+v, want %d", tx.Head(), last)
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		healthy(t, again)
	})
}

func TestDatabaseOfANewerProgramIsRefused(t *testing.T) {
	storetest.Each(t, postgres.Start, func(t *testing.T, config store.Config) {
		db := storetest.Open(t, config)
		write(t, db, func(w *store.WriteTx) error {
			_, err := w.Exec(t.Context(), "UPDATE goose_db_version SET version_id = 999 WHERE version_id = 1")
			return err
		})
		_, err := store.Open(t.Context(), config)
		said(t, err, "store.newer")
	})
}

func TestHooksOfAFailedTransactionAreNotCalled(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		notes(t, db)
		failed := errors.New("failed")
		_, err := db.Write(t.Context(), func(w *store.WriteTx) error {
			w.AfterCommit(func(uint64) { t.Error("called") })
			return errors.Join(add(t.Context(), w, "one"), failed)
		})
		if !errors.Is(err, failed) || count(t, db) != 0 {
			t.Errorf("error = %v, %d notes", err, count(t, db))
		}
	})
}

func TestWriterOutlivesAPanic(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		notes(t, db)
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			_, _ = db.Write(t.Context(), func(w *store.WriteTx) error {
				if err := add(t.Context(), w, "one"); err != nil {
					return err
				}
				panic("a mistake")
			})
		}()
		write(t, db, func(w *store.WriteTx) error { return add(t.Context(), w, "two") })
		if n := count(t, db); n != 1 {
			t.Errorf("%d notes", n)
		}
	})
}

// TestDecisionIsMadeAgainWhenTheConfigurationMoved lets a change of the configuration slip in between a decision and its commit.
func TestDecisionIsMadeAgainWhenTheConfigurationMoved(t *testing.T) {
	db := storetest.Open(t, storetest.Postgres(t, postgres.Start))
	notes(t, db)
	var seen []uint64
	write(t, db, func(w *store.WriteTx) error {
		seen = append(seen, w.Config())
		if len(seen) == 1 {
			write(t, db, func(other *store.WriteTx) error {
				other.Configuration()
				return add(t.Context(), other, "configuration")
			})
		}
		return add(t.Context(), w, "decision")
	})
	if len(seen) != 2 || seen[1] <= seen[0] || count(t, db) != 2 {
		t.Errorf("configurations seen %v, %d notes", seen, count(t, db))
	}
}

// TestWritersInACircleBothCommit makes two transactions wait for each other's rows.
func TestWritersInACircleBothCommit(t *testing.T) {
	db := storetest.Open(t, storetest.Postgres(t, postgres.Start))
	notes(t, db)
	for _, text := range []string{"left", "right"} {
		write(t, db, func(w *store.WriteTx) error { return add(t.Context(), w, text) })
	}
	var both sync.WaitGroup
	both.Add(2)
	lock := func(w *store.WriteTx, text string) error {
		var seq int64
		return w.QueryRow(t.Context(), "SELECT seq FROM note WHERE text = ?"+w.Dialect().ForUpdate(), text).Scan(&seq)
	}
	var done sync.WaitGroup
	for _, order := range [][]string{{"left", "right"}, {"right", "left"}} {
		done.Go(func() {
			first := true
			_, err := db.Write(t.Context(), func(w *store.WriteTx) error {
				if err := lock(w, order[0]); err != nil {
					return err
				}
				if first {
					first = false
					both.Done()
					both.Wait()
				}
				if err := lock(w, order[1]); err != nil {
					return err
				}
				return add(t.Context(), w, strings.Join(order, " "))
			})
			if err != nil {
				t.Errorf("%v: %v", order, err)
			}
		})
	}
	done.Wait()
	if n := count(t, db); n != 4 {
		t.Errorf("%d notes, want 4", n)
	}
	healthy(t, db)
}

func TestServerThatDoesNotAnswerIsSaidSo(t *testing.T) {
	_, err := store.Open(t.Context(), store.Config{URL: "postgres://nobody@127.0.0.1:1/nothing?connect_timeout=5"})
	said(t, err, "store.unreachable")
}
