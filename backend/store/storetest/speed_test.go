package storetest_test

import (
	"context"
	"fmt"
	"testing"

	"kontora/backend/audit"
	"kontora/backend/ident"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
	"kontora/backend/store/storetest"
	"kontora/backend/testkit/postgres"
)

// benchmark runs the benchmark on each kind of database, with a table of notes.
func benchmark(b *testing.B, run func(b *testing.B, db *store.DB)) {
	for name, config := range map[string]func() store.Config{
		"sqlite":   func() store.Config { return storetest.SQLite(b) },
		"postgres": func() store.Config { return storetest.Postgres(b, postgres.Start) },
	} {
		b.Run(name, func(b *testing.B) {
			db := storetest.Open(b, config())
			_, err := db.Write(b.Context(), func(w *store.WriteTx) error {
				_, err := w.Exec(b.Context(), db.Dialect().DDL("CREATE TABLE note (id {bytes} NOT NULL PRIMARY KEY, text {text} NOT NULL UNIQUE, seq {int} NOT NULL) {strict}"))
				return err
			})
			if err != nil {
				b.Fatal(err)
			}
			run(b, db)
		})
	}
}

// BenchmarkSmallWrite commits one row and one entry of the audit log at a time.
func BenchmarkSmallWrite(b *testing.B) {
	benchmark(b, func(b *testing.B, db *store.DB) {
		for i := 0; b.Loop(); i++ {
			_, err := db.Write(b.Context(), func(w *store.WriteTx) error {
				if err := add(b.Context(), w, fmt.Sprint(i)); err != nil {
					return err
				}
				return sqlstore.AppendAudit(b.Context(), w, audit.Entry{Kind: "create", Subject: "note", Name: "x"})
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkRowsOfOneWrite commits a thousand rows at a time.
func BenchmarkRowsOfOneWrite(b *testing.B) {
	benchmark(b, func(b *testing.B, db *store.DB) {
		n := 0
		for b.Loop() {
			_, err := db.Write(b.Context(), func(w *store.WriteTx) error {
				for range 1000 {
					n++
					if err := add(b.Context(), w, fmt.Sprint(n)); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "rows/s")
	})
}

// BenchmarkSmallRead reads one row in a snapshot of its own.
func BenchmarkSmallRead(b *testing.B) {
	benchmark(b, func(b *testing.B, db *store.DB) {
		id := ident.Random{}.New()
		_, err := db.Write(b.Context(), func(w *store.WriteTx) error {
			_, err := w.Exec(b.Context(), "INSERT INTO note(id, text, seq) VALUES (?, 'x', 1)", id)
			return err
		})
		if err != nil {
			b.Fatal(err)
		}
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				if err := readOne(context.Background(), db, id); err != nil {
					b.Error(err)
				}
			}
		})
	})
}

func readOne(ctx context.Context, db *store.DB, id ident.ID) error {
	return db.Read(ctx, func(tx *store.Tx) error {
		var text string
		return tx.QueryRow(ctx, "SELECT text FROM note WHERE id = ?", id).Scan(&text)
	})
}
