package storetest_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/store"
	"kontora/backend/store/sqlite/sealed"
	"kontora/backend/store/sqlite/vfs"
	"kontora/backend/store/sqlstore"
	"kontora/backend/store/storetest"
)

// onDisk opens a database with notes on a disk that can be told to fail.
func onDisk(t *testing.T) (*store.DB, *storetest.Disk) {
	t.Helper()
	disk := storetest.NewDisk()
	config := storetest.SQLite(t)
	config.Files = disk
	db := storetest.Open(t, config)
	notes(t, db)
	return db, disk
}

// tryNote adds one note.
func tryNote(t *testing.T, db *store.DB, text string) error {
	_, err := db.Write(t.Context(), func(w *store.WriteTx) error { return add(t.Context(), w, text) })
	return err
}

// healthy fails the test when a check of the database finds anything.
func healthy(t *testing.T, db *store.DB) {
	t.Helper()
	findings, err := sqlstore.Check(t.Context(), db)
	if err != nil || len(findings) > 0 {
		t.Errorf("check: %v, %v", findings, err)
	}
}

// said fails the test unless the error has words in both languages under the key.
func said(t *testing.T, err error, key string) {
	t.Helper()
	catalogue, loading := locale.Load()
	if loading != nil {
		t.Fatal(loading)
	}
	worded := fault.Of(err)
	if worded.Kind != fault.Unavailable || worded.Text.Key != key || !catalogue.Has(locale.English, key) || !catalogue.Has(locale.Russian, key) {
		t.Fatalf("error = %v, want %s", err, key)
	}
}

func TestFailingDiskLeavesAProgramThatReads(t *testing.T) {
	cases := map[string]struct {
		begin func(d *storetest.Disk)
		end   func(d *storetest.Disk)
		key   string
	}{
		"full": {
			begin: func(d *storetest.Disk) { d.SetRoom(64 << 10) },
			end:   func(d *storetest.Disk) { d.SetRoom(-1) },
			key:   "store.disk_full",
		},
		"read-only":    {begin: failing("write", vfs.ReadOnly), end: working, key: "store.read_only"},
		"bad writes":   {begin: failing("write", vfs.WriteError), end: working, key: "store.io_error"},
		"bad syncs":    {begin: failing("sync", vfs.SyncError), end: working, key: "store.io_error"},
		"silent error": {begin: failing("write", errors.New("cable unplugged")), end: working, key: "store.io_error"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			db, disk := onDisk(t)
			for i := range 3 {
				if err := tryNote(t, db, fmt.Sprint("before ", i)); err != nil {
					t.Fatal(err)
				}
			}
			c.begin(disk)
			var failed error
			kept := 3
			for i := 0; failed == nil && i < 1000; i++ {
				if failed = tryNote(t, db, fmt.Sprint("during ", i, strings.Repeat("x", 2000))); failed == nil {
					kept++
				}
			}
			said(t, failed, c.key)
			if n := count(t, db); n != kept {
				t.Errorf("%d notes are read, want %d", n, kept)
			}
			c.end(disk)
			if err := tryNote(t, db, "after"); err != nil {
				t.Errorf("writing when the disk works again: %v", err)
			}
			if n := count(t, db); n != kept+1 {
				t.Errorf("%d notes, want %d", n, kept+1)
			}
			healthy(t, db)
		})
	}
}

func failing(kind string, err error) func(*storetest.Disk) {
	return func(d *storetest.Disk) {
		d.Fail(func(o storetest.Operation) error {
			if o.Kind == kind && !strings.HasSuffix(o.Name, "-shm") {
				return err
			}
			return nil
		})
	}
}

func working(d *storetest.Disk) { d.Fail(nil) }

func TestUnreadableFileIsSaidSo(t *testing.T) {
	config := storetest.SQLite(t)
	db := storetest.Open(t, config)
	notes(t, db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(config.Path, []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := store.Open(t.Context(), config)
	said(t, err, "store.damaged")
	config.Path = filepath.Join(t.TempDir(), "nowhere", "company.db")
	_, err = store.Open(t.Context(), config)
	said(t, err, "store.unreachable")
}

func TestDatabaseThatCannotBeWrittenIsOpenedToBeRead(t *testing.T) {
	config := storetest.SQLite(t)
	first := storetest.Open(t, config)
	notes(t, first)
	if err := tryNote(t, first, "one"); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	disk := storetest.NewDisk()
	failing("write", vfs.ReadOnly)(disk)
	config.Files = disk
	db := storetest.Open(t, config)
	if n := count(t, db); n != 1 {
		t.Errorf("%d notes", n)
	}
	said(t, tryNote(t, db, "two"), "store.read_only")
}

// TestPowerLossLosesNoAcknowledgedWrite takes the power away at chance moments of a run, also in the middle of commits and checkpoints,
// and looks at what is left each time.
func TestPowerLossLosesNoAcknowledgedWrite(t *testing.T) {
	for name, layer := range map[string]func(*storetest.Disk) vfs.Files{
		"plain":  func(d *storetest.Disk) vfs.Files { return d },
		"sealed": func(d *storetest.Disk) vfs.Files { return sealed.New(make([]byte, sealed.KeyBytes), d) },
	} {
		t.Run(name, func(t *testing.T) { losesPower(t, layer) })
	}
}

func losesPower(t *testing.T, layer func(*storetest.Disk) vfs.Files) {
	const commits, cuts = 250, 25
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	chance := rand.New(rand.NewPCG(seed, 0))
	disk := storetest.NewDisk()
	before := storetest.SQLite(t)
	before.Files = layer(disk)
	db := storetest.Open(t, before)
	notes(t, db)
	var acknowledged atomic.Int64
	left := make(map[string]int64) // how many notes must be in a folder
	disk.Fail(func(storetest.Operation) error {
		if len(left) >= cuts || chance.IntN(60) > 0 {
			return nil
		}
		folder := t.TempDir()
		left[folder] = acknowledged.Load()
		return disk.PowerCut(folder, chance)
	})
	for i := range commits {
		if err := tryNote(t, db, fmt.Sprint(i, " ", strings.Repeat("x", chance.IntN(9000)))); err != nil {
			t.Fatal(err)
		}
		acknowledged.Add(1)
	}
	disk.Fail(nil)
	if len(left) < cuts/2 {
		t.Fatalf("only %d cuts", len(left))
	}
	for folder, least := range left {
		config := storetest.SQLite(t)
		config.Path, config.Files = filepath.Join(folder, "company.db"), layer(storetest.NewDisk())
		survivor := storetest.Open(t, config)
		if n := count(t, survivor); int64(n) < least {
			t.Errorf("%d notes are left, %d were acknowledged", n, least)
		}
		healthy(t, survivor)
		if err := tryNote(t, survivor, ident.Random{}.New().String()); err != nil {
			t.Errorf("writing after the power came back: %v", err)
		}
	}
	if counts := disk.Counts(); counts.Syncs < commits {
		t.Errorf("%d syncs for %d commits", counts.Syncs, commits)
	}
}
