package storetest_test

import (
	"os"
	"path/filepath"
	"testing"

	"kontora/backend/store"
)

// TestRoomIsGivenBack fills a file, empties it, and looks at how long it is then.
func TestRoomIsGivenBack(t *testing.T) {
	t.Parallel()
	for shrinks, want := range map[bool]bool{true: true, false: false} {
		path := filepath.Join(t.TempDir(), "company.db")
		db, err := store.Open(t.Context(), store.Config{Path: path, Shrinks: shrinks})
		if err != nil {
			t.Fatal(err)
		}
		write := func(statement string, args ...any) {
			t.Helper()
			if _, err := db.Write(t.Context(), func(w *store.WriteTx) error {
				w.Kind("test")
				_, err := w.Exec(t.Context(), statement, args...)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			if _, err := db.Scrub(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		size := func() int64 {
			t.Helper()
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			return info.Size()
		}
		write("INSERT INTO replica_state(name, value) VALUES ('much', zeroblob(?))", 16<<20)
		full := size()
		write("DELETE FROM replica_state WHERE name = 'much'")
		turns := 0
		for more := true; more; turns++ {
			if more, err = db.Shrink(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := db.Scrub(t.Context()); err != nil {
			t.Fatal(err)
		}
		if given := size() < full/2; given != want || want && turns < 3 {
			t.Errorf("made to shrink %v: %d bytes of %d after %d turns", shrinks, size(), full, turns)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
