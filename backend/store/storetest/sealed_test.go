package storetest_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/store"
	"kontora/backend/store/sqlite/sealed"
	"kontora/backend/store/sqlite/vfs"
	"kontora/backend/store/storetest"
)

// TestASealedDatabaseHoldsNothingInClear writes texts and looks for them, and for SQLite's own marks, in every file of the folder; then it is
// opened again, and cannot be opened with another key.
func TestASealedDatabaseHoldsNothingInClear(t *testing.T) {
	config := storetest.SQLite(t)
	key := bytes.Repeat([]byte{7}, sealed.KeyBytes)
	config.Files = sealed.New(key, vfs.Plain{})
	db := storetest.Open(t, config)
	notes(t, db)
	if err := tryNote(t, db, "canary in the log"); err != nil {
		t.Fatal(err)
	}
	hides(t, filepath.Dir(config.Path))
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	hides(t, filepath.Dir(config.Path))
	again := storetest.Open(t, config)
	if n := count(t, again); n != 1 {
		t.Errorf("%d notes", n)
	}
	healthy(t, again)
	if err := again.Close(); err != nil {
		t.Fatal(err)
	}
	config.Files = sealed.New(make([]byte, sealed.KeyBytes), vfs.Plain{})
	_, err := store.Open(context.Background(), config)
	if worded := fault.Of(err); worded.Text.Key != "store.damaged" {
		t.Errorf("with another key: %v", err)
	}
}

func hides(t *testing.T, folder string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) == 0 {
		t.Fatal(err, len(entries))
	}
	for _, entry := range entries {
		content, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		for _, mark := range []string{"canary", "SQLite format", "CREATE TABLE", "\x37\x7f\x06\x82", "\x37\x7f\x06\x83"} {
			if bytes.Contains(content, []byte(mark)) {
				t.Errorf("%q lies in %s", mark, entry.Name())
			}
		}
	}
}

const padding = "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789"

// BenchmarkSealed writes the same into a plain and a sealed file: many rows at once, as a first replica comes, and one by one.
func BenchmarkSealed(b *testing.B) {
	for _, rows := range []int{5000, 1} {
		for _, name := range []string{"plain", "sealed"} {
			b.Run(fmt.Sprint(rows, "/", name), func(b *testing.B) {
				config := storetest.SQLite(b)
				if name == "sealed" {
					config.Files = sealed.New(make([]byte, sealed.KeyBytes), vfs.Plain{})
				}
				db := storetest.Open(b, config)
				notes(b, db)
				for b.Loop() {
					_, err := db.Write(b.Context(), func(w *store.WriteTx) error {
						for range rows {
							if err := add(b.Context(), w, ident.Random{}.New().String()+padding); err != nil {
								return err
							}
						}
						return nil
					})
					if err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
