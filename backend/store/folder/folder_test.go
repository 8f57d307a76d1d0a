package folder_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kontora/backend/clock"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/locale"
	"kontora/backend/store"
	"kontora/backend/store/folder"
	"kontora/backend/store/sqlstore"
	"kontora/backend/testkit/postgres"
)

func config(path string) folder.Config {
	return folder.Config{Path: path, Who: "kontora serve", Clock: clock.NewManual(time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC))}
}

func open(t *testing.T, c folder.Config) *folder.Folder {
	t.Helper()
	f, err := folder.Open(t.Context(), c)
	if err != nil {
		t.Fatalf("open the folder: %v", err)
	}
	return f
}

func closed(t *testing.T, f *folder.Folder) {
	t.Helper()
	if err := f.Close(); err != nil {
		t.Fatalf("close the folder: %v", err)
	}
}

// english says an error as a person reads it.
func english(t *testing.T, err error) string {
	t.Helper()
	catalogue, loading := locale.Load()
	if loading != nil {
		t.Fatal(loading)
	}
	return catalogue.Render(locale.English, fault.Of(err).Text)
}

func TestSecondProgramIsToldWhoHasTheFolder(t *testing.T) {
	path := t.TempDir()
	first := open(t, config(path))
	_, err := folder.Open(t.Context(), config(path))
	if !fault.Is(err, fault.Unavailable) || !strings.Contains(english(t, err), "kontora serve, process ") {
		t.Fatalf("second opening: %v", err)
	}
	closed(t, first)
	closed(t, open(t, config(path)))
}

func TestSecondOfficeIsToldWhoHasTheDatabase(t *testing.T) {
	url := postgres.Start(t)
	first := open(t, folder.Config{Path: t.TempDir(), URL: url, Who: "kontora serve"})
	_, err := folder.Open(t.Context(), folder.Config{Path: t.TempDir(), URL: url, Who: "kontora import"})
	if !fault.Is(err, fault.Unavailable) || !strings.Contains(english(t, err), "kontora serve") {
		t.Fatalf("second opening: %v", err)
	}
	closed(t, first)
	closed(t, open(t, folder.Config{Path: t.TempDir(), URL: url, Who: "kontora import"}))
}

func TestFolderThatCannotBeMadeIsRefusedInWords(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := folder.Open(t.Context(), config(filepath.Join(file, "data")))
	if !fault.Is(err, fault.Unavailable) || !strings.Contains(english(t, err), "not a directory") {
		t.Errorf("error = %v", err)
	}
}

func TestCompaniesAreFoundAgain(t *testing.T) {
	for name, c := range map[string]folder.Config{
		"in files":    config(t.TempDir()),
		"on a server": {Path: t.TempDir(), URL: postgres.Start(t)},
	} {
		t.Run(name, func(t *testing.T) {
			f := open(t, c)
			ids := []ident.ID{ident.Random{}.New(), ident.Random{}.New()}
			for _, id := range ids {
				fill(t, f, id)
			}
			closed(t, f)
			f = open(t, c)
			defer closed(t, f)
			found, err := f.Companies(t.Context())
			if err != nil || len(found) != 2 || !slices.Contains(found, ids[0]) || !slices.Contains(found, ids[1]) {
				t.Fatalf("companies %v, %v; want %v", found, err, ids)
			}
			if got := content(t, f, ids[0]); got != ids[0].String() {
				t.Errorf("company %s holds %s", ids[0], got)
			}
		})
	}
}

// fill makes a company that holds its own id and an account named by it.
func fill(t *testing.T, f *folder.Folder, id ident.ID) {
	t.Helper()
	db, err := f.Company(t.Context(), id)
	if err != nil {
		t.Fatalf("make a company: %v", err)
	}
	_, err = db.Write(t.Context(), func(w *store.WriteTx) error {
		if _, err := w.Exec(t.Context(), db.Dialect().DDL("CREATE TABLE who (id {bytes} NOT NULL) {strict}")); err != nil {
			return err
		}
		_, err := w.Exec(t.Context(), "INSERT INTO who(id) VALUES (?)", id)
		return err
	})
	if err != nil {
		t.Fatalf("fill a company: %v", err)
	}
	account := identity.Account{ID: id, Login: id.String(), LoginKey: id.String()}
	if err := sqlstore.NewIdentities(f.Identities()).PutAccount(t.Context(), account); err != nil {
		t.Fatalf("make an account: %v", err)
	}
}

func content(t *testing.T, f *folder.Folder, id ident.ID) string {
	t.Helper()
	db, err := f.Company(t.Context(), id)
	if err != nil {
		t.Fatalf("open a company: %v", err)
	}
	var found ident.ID
	if err := db.Read(t.Context(), func(tx *store.Tx) error {
		return tx.QueryRow(t.Context(), "SELECT id FROM who").Scan(store.ID(&found))
	}); err != nil {
		t.Fatalf("read a company: %v", err)
	}
	if _, err := sqlstore.NewIdentities(f.Identities()).Account(t.Context(), id); err != nil {
		t.Fatalf("read an account: %v", err)
	}
	return found.String()
}

func epoch(t *testing.T, f *folder.Folder, id ident.ID) (epoch ident.ID) {
	t.Helper()
	db, err := f.Company(t.Context(), id)
	if err != nil {
		t.Fatalf("open a company: %v", err)
	}
	if err := db.Read(t.Context(), func(tx *store.Tx) error { epoch = tx.Head().Epoch; return nil }); err != nil {
		t.Fatalf("read the epoch: %v", err)
	}
	return epoch
}

func TestBackupOfAFolderInUseIsRestored(t *testing.T) {
	id := ident.Random{}.New()
	used := open(t, config(t.TempDir()))
	defer closed(t, used)
	fill(t, used, id)
	file := filepath.Join(t.TempDir(), "backup.kontora")
	if err := folder.Backup(t.Context(), usedConfig(t, used, id), file); err != nil {
		t.Fatalf("back up: %v", err)
	}

	into := config(filepath.Join(t.TempDir(), "new"))
	if err := folder.Restore(t.Context(), into, file); err != nil {
		t.Fatalf("restore: %v", err)
	}
	restored := open(t, into)
	defer closed(t, restored)
	if got := content(t, restored, id); got != id.String() {
		t.Errorf("restored company holds %s, want %s", got, id)
	}
	if epoch(t, restored, id) == epoch(t, used, id) {
		t.Error("the restored company goes on with the same history")
	}
	db, err := restored.Company(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if findings, err := sqlstore.Check(t.Context(), db); err != nil || len(findings) > 0 {
		t.Errorf("check of the restored company: %v, %v", findings, err)
	}
	if err := folder.Restore(context.Background(), config(into.Path), file); !fault.Is(err, fault.Unavailable) {
		t.Errorf("restoring over a folder in use: %v", err)
	}
}

// usedConfig makes sure that the company is there and returns where its folder is.
func usedConfig(t *testing.T, f *folder.Folder, id ident.ID) folder.Config {
	t.Helper()
	content(t, f, id)
	return config(f.Path())
}

// TestBackupTakesAllFromAFolderOfAnyName has names that mean something where files are looked for by a pattern.
func TestBackupTakesAllFromAFolderOfAnyName(t *testing.T) {
	const digest = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824" // of hello
	id := ident.Random{}.New()
	used := open(t, config(filepath.Join(t.TempDir(), "port [1]")))
	defer closed(t, used)
	fill(t, used, id)
	kept := filepath.Join("files", digest[:2], digest)
	if err := os.MkdirAll(filepath.Dir(filepath.Join(used.Path(), kept)), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(used.Path(), kept), []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "backup.kontora")
	if err := folder.Backup(t.Context(), usedConfig(t, used, id), file); err != nil {
		t.Fatalf("back up: %v", err)
	}
	into := config(filepath.Join(t.TempDir(), "new [2]"))
	if err := folder.Restore(t.Context(), into, file); err != nil {
		t.Fatalf("restore: %v", err)
	}
	if read, err := os.ReadFile(filepath.Join(into.Path, kept)); string(read) != "hello" || err != nil {
		t.Errorf("the content of a file is %q, %v", read, err)
	}
	restored := open(t, into)
	defer closed(t, restored)
	if there, err := restored.Companies(t.Context()); len(there) != 1 || err != nil {
		t.Errorf("restored are %v, %v", there, err)
	}
}

func TestRestoringOverDataIsRefused(t *testing.T) {
	c := config(t.TempDir())
	f := open(t, c)
	file := filepath.Join(t.TempDir(), "backup.kontora")
	if err := folder.Backup(t.Context(), c, file); err != nil {
		t.Fatalf("back up: %v", err)
	}
	closed(t, f)
	if err := folder.Restore(t.Context(), c, file); !fault.Is(err, fault.Conflict) {
		t.Errorf("restore over data: %v", err)
	}
}

func TestDamagedBackupIsRefusedAndLeavesNothing(t *testing.T) {
	c := config(t.TempDir())
	f := open(t, c)
	fill(t, f, ident.Random{}.New())
	file := filepath.Join(t.TempDir(), "backup.kontora")
	if err := folder.Backup(t.Context(), c, file); err != nil {
		t.Fatalf("back up: %v", err)
	}
	closed(t, f)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	flipped := slices.Clone(whole)
	flipped[len(flipped)/2] ^= 0x40
	for name, bytes := range map[string][]byte{
		"empty": nil, "not a backup": []byte("hello"), "cut short": whole[:len(whole)*2/3], "one bit flipped": flipped,
	} {
		t.Run(name, func(t *testing.T) {
			bad := filepath.Join(t.TempDir(), "bad")
			if err := os.WriteFile(bad, bytes, 0o600); err != nil {
				t.Fatal(err)
			}
			into := config(filepath.Join(t.TempDir(), "new"))
			if err := folder.Restore(t.Context(), into, bad); !fault.Is(err, fault.Invalid) {
				t.Fatalf("error = %v", err)
			}
			if left, err := filepath.Glob(filepath.Join(into.Path, "*")); err != nil || len(left) > 1 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		})
	}
}

func TestBackupToNowhereIsRefused(t *testing.T) {
	c := config(t.TempDir())
	f := open(t, c)
	defer closed(t, f)
	nowhere := filepath.Join(t.TempDir(), "missing", "backup.kontora")
	if err := folder.Backup(t.Context(), c, nowhere); !fault.Is(err, fault.Unavailable) {
		t.Errorf("backup to a folder that is not there: %v", err)
	}
	if _, err := os.Stat(nowhere); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("something stands there: %v", err)
	}
}
