// Command mutants puts one fault at a time into the program and runs the tests that must find it, without touching a file: a fault that no test
// finds is a test that is missing. The faults are in faults.go; arguments name those to try, by a part of their names.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// patience is how long the tests may take to find a fault.
const patience = "5m"

// fault is one line that is wrong, and what must find it.
type fault struct {
	name  string
	file  string
	right string // stands in the file once
	wrong string
	tests []string // arguments of go test
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, wanted []string) error {
	missed, tried := 0, 0
	for _, f := range slices.Concat(faults(), faultsOfSeveral(), faultsOfIndexes(), faultsOfScope()) {
		if !f.wantedBy(wanted) {
			continue
		}
		tried++
		began := time.Now()
		found, err := f.try(ctx)
		word := "found"
		switch {
		case err != nil:
			word = "BROKEN"
			missed++
			fmt.Fprintln(os.Stderr, err)
		case !found:
			word = "MISSED"
			missed++
		}
		fmt.Printf("%-6s %6.1f s  %s\n", word, time.Since(began).Seconds(), f.name)
	}
	fmt.Printf("%d faults, %d missed\n", tried, missed)
	if missed > 0 {
		return errMissed
	}
	return nil
}

var (
	errMissed = errors.New("some faults were found by no test")
	errText   = errors.New("the right text does not stand in the file once")
	errBuild  = errors.New("the program with the fault cannot be built")
)

func (f fault) wantedBy(names []string) bool {
	for _, name := range names {
		if strings.Contains(f.name, name) {
			return true
		}
	}
	return len(names) == 0
}

// try runs the tests on the program with the fault.
func (f fault) try(ctx context.Context) (found bool, err error) {
	folder, err := os.MkdirTemp("", "kontora-mutant-")
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	overlay, err := f.overlay(folder)
	if err != nil {
		return false, err
	}
	arguments := append([]string{"test", "-count=1", "-overlay=" + overlay, "-timeout=" + patience}, f.tests...)
	out, err := exec.CommandContext(ctx, "go", arguments...).CombinedOutput() //nolint:gosec // the arguments are this program's own
	var ended *exec.ExitError
	switch {
	case err == nil:
		return false, nil
	case !errors.As(err, &ended):
		return false, err
	case bytes.Contains(out, []byte("[build failed]")), !bytes.Contains(out, []byte("FAIL")):
		return false, fmt.Errorf("%w: %s", errBuild, out)
	}
	return true, nil
}

// overlay writes the file with the fault, and what tells the compiler to take it instead.
func (f fault) overlay(folder string) (string, error) {
	source, err := os.ReadFile(f.file)
	if err != nil {
		return "", err
	}
	if bytes.Count(source, []byte(f.right)) != 1 {
		return "", errText
	}
	place, err := filepath.Abs(f.file)
	if err != nil {
		return "", err
	}
	wrong := filepath.Join(folder, filepath.Base(f.file))
	if err := os.WriteFile(wrong, bytes.Replace(source, []byte(f.right), []byte(f.wrong), 1), 0o600); err != nil {
		return "", err
	}
	raw, err := json.Marshal(map[string]map[string]string{"Replace": {place: wrong}})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(folder, "overlay.json")
	return overlay, os.WriteFile(overlay, raw, 0o600)
}
