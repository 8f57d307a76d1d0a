package main

import (
	"bytes"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestEveryFaultCanBePut holds the list to the program as it is: the right line stands there once, the wrong one is Go, and no name comes twice.
func TestEveryFaultCanBePut(t *testing.T) {
	named := make(map[string]bool)
	for _, f := range slices.Concat(faults(), faultsOfSeveral(), faultsOfIndexes(), faultsOfScope()) {
		source, err := os.ReadFile(filepath.Join("..", "..", f.file))
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(source, []byte(f.right)); n != 1 || f.right == f.wrong {
			t.Errorf("%s: stands %d times in %s: %s", f.name, n, f.file, f.right)
			continue
		}
		if _, err := parser.ParseFile(token.NewFileSet(), f.file, bytes.Replace(source, []byte(f.right), []byte(f.wrong), 1), 0); err != nil {
			t.Errorf("%s: %v", f.name, err)
		}
		if named[f.name] || len(f.tests) == 0 {
			t.Errorf("%s: named twice, or found by nothing", f.name)
		}
		named[f.name] = true
	}
}
