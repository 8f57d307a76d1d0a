package postgres

import (
	"bufio"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
)

func TestDatabaseIsEmptyAndBelongsToOneTest(t *testing.T) {
	var addresses []string
	for range 2 {
		address := Start(t)
		database := open(t, address)
		if _, err := database.ExecContext(t.Context(), "CREATE TABLE deal (name text)"); err != nil {
			t.Fatalf("the database of one test holds a table of another: %v", err)
		}
		addresses = append(addresses, address)
	}
	if addresses[0] == addresses[1] {
		t.Fatalf("two calls answered the same database %s", addresses[0])
	}
}

func TestDatabaseIsDroppedWhenItsTestEnds(t *testing.T) {
	var address string
	t.Run("a test that leaves its connection open", func(t *testing.T) {
		address = Start(t)
		database, err := sql.Open("pgx", address)
		if err != nil {
			t.Fatal(err)
		}
		if err := database.PingContext(t.Context()); err != nil {
			t.Fatal(err)
		}
	})
	if err := open(t, address).PingContext(t.Context()); err == nil || !strings.Contains(err.Error(), "does not exist") {
		t.Fatalf("the database is still there: %v", err)
	}
}

func TestTextIsNotOrderedByBytes(t *testing.T) {
	var isLess bool
	if err := open(t, Start(t)).QueryRowContext(t.Context(), "SELECT 'a' < 'B'").Scan(&isLess); err != nil {
		t.Fatal(err)
	}
	if !isLess {
		t.Fatal("the default collation orders bytes: it would hide queries that lean on it")
	}
}

func TestMissingInstallationSaysWhatToDo(t *testing.T) {
	_, err := start(t.TempDir())
	if !errors.Is(err, errMissing) {
		t.Fatalf("got %v", err)
	}
}

func TestFailureToStartTellsTheServersOwnWords(t *testing.T) {
	programs, err := os.MkdirTemp("", "kontora-programs-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(programs) })
	// The unprivileged account has to read it; t.TempDir would be nested in a folder that only the owner enters.
	if err := os.Chmod(programs, 0o755); err != nil {
		t.Fatal(err)
	}
	script := "#!/bin/sh\necho no room left; exit 1\n"
	if err := os.WriteFile(filepath.Join(programs, "initdb"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := start(programs); err == nil || !strings.Contains(err.Error(), "no room left") {
		t.Fatalf("got %v", err)
	}
}

// childVariable makes this test binary the child of TestServerGoesWithAProcessThatPanics.
const childVariable = "KONTORA_POSTGRES_TEST_PANICS"

func TestServerGoesWithAProcessThatPanics(t *testing.T) {
	if os.Getenv(childVariable) != "" {
		server, err := shared()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Printf("folder %s\n", server.folder)
		panic("as asked")
	}
	folder := panicInChild(t)
	deadline := time.After(patience)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		if _, err := os.Stat(folder); os.IsNotExist(err) {
			return
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatalf("%s is still there", folder)
		}
	}
}

// panicInChild runs a process that starts a server and panics, and answers that server's folder.
func panicInChild(t *testing.T) string {
	t.Helper()
	child := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestServerGoesWithAProcessThatPanics$")
	child.Env = append(os.Environ(), childVariable+"=yes")
	output, err := child.Output()
	if err == nil {
		t.Fatal("the child did not panic")
	}
	lines := bufio.NewScanner(strings.NewReader(string(output)))
	for lines.Scan() {
		if folder, ok := strings.CutPrefix(lines.Text(), "folder "); ok {
			return folder
		}
	}
	t.Fatalf("the child named no folder: %s", output)
	return ""
}

// open opens the database and closes it when the test ends.
func open(t *testing.T, address string) *sql.DB {
	t.Helper()
	database, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = database.Close() })
	return database
}
