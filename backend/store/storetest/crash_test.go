package storetest_test

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"kontora/backend/audit"
	"kontora/backend/ident"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
	"kontora/backend/store/storetest"
)

// victim makes the test binary a program that writes to the file until it is killed.
var victim = flag.String("victim", "", "write to this database and acknowledge every commit on standard output")

// TestMain runs the tests, or is the victim of one.
func TestMain(m *testing.M) {
	flag.Parse()
	if *victim == "" {
		m.Run()
		return
	}
	if err := writeForever(context.Background(), *victim); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

// writeForever commits notes, each with an entry in the audit log, and prints the number of each commit that is acknowledged.
func writeForever(ctx context.Context, path string) error {
	db, err := store.Open(ctx, store.Config{Path: path})
	if err != nil {
		return err
	}
	for {
		seq, err := db.Write(ctx, func(w *store.WriteTx) error {
			text := ident.Random{}.New().String()
			if err := add(ctx, w, text+strings.Repeat("x", rand.IntN(20_000))); err != nil {
				return err
			}
			return sqlstore.AppendAudit(ctx, w, audit.Entry{Kind: "create", Subject: "note", Name: text})
		})
		if err != nil {
			return err
		}
		if _, err := fmt.Println(seq); err != nil {
			return err
		}
	}
}

// TestKilledProgramLosesNoAcknowledgedWrite kills a writing program again and again, and opens what it left.
func TestKilledProgramLosesNoAcknowledgedWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "company.db")
	first := storetest.Open(t, store.Config{Path: path})
	notes(t, first)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	for round := range 20 {
		last := killAfter(t, path, 1+rand.IntN(25))
		db := storetest.Open(t, store.Config{Path: path})
		var notes, seqs uint64
		err := db.Read(t.Context(), func(tx *store.Tx) error {
			return tx.QueryRow(t.Context(), "SELECT count(*), count(DISTINCT seq) FROM note WHERE seq <= ?", last).Scan(&notes, &seqs)
		})
		if err != nil || notes != last-1 || seqs != notes { // the first commit made the table
			t.Fatalf("round %d: %d notes in %d commits are left of %d acknowledged, %v", round, notes, seqs, last-1, err)
		}
		healthy(t, db)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// killAfter runs the victim until it has acknowledged that many commits, kills it at once and returns the last number it acknowledged.
func killAfter(t *testing.T, path string, commits int) (last uint64) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-victim", path)
	var complaints strings.Builder
	cmd.Stderr = &complaints
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatalf("start the victim: %v", err)
	}
	lines := bufio.NewReader(out)
	for n := 0; ; n++ {
		if n == commits {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatalf("kill the victim: %v", err)
			}
		}
		line, err := lines.ReadString('\n')
		if err == io.EOF && n >= commits {
			break // what it had acknowledged when it was killed has been read, too
		}
		if err != nil {
			t.Fatalf("the victim stopped after %d commits: %v\n%s", n, err, complaints.String())
		}
		if _, err := fmt.Sscan(line, &last); err != nil {
			t.Fatalf("the victim said %q: %v", line, err)
		}
	}
	_ = cmd.Wait() // it was killed
	return last
}
