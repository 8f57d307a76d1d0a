package backend

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// invariants are how many there are of what must hold between an office and its desks.
const invariants = 17

// TestEveryInvariantIsTested looks for the tests that docs/invariants.md names.
func TestEveryInvariantIsTested(t *testing.T) {
	table, err := os.ReadFile("../docs/invariants.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := make(map[string]string)
	for line := range strings.Lines(string(table)) {
		if cells := strings.Split(line, "|"); len(cells) == 5 {
			rows[strings.TrimSpace(cells[1])] = cells[3]
		}
	}
	named := regexp.MustCompile("`([a-z/]+)\\.((?:Test|Fuzz)[A-Za-z]+)`")
	for no := range invariants {
		name := fmt.Sprintf("I%d", no+1)
		tests := named.FindAllStringSubmatch(rows[name], -1)
		if len(tests) == 0 || len(tests) != strings.Count(rows[name], "`")/2 {
			t.Errorf("%s: no tests in %q", name, rows[name])
		}
		for _, each := range tests {
			if !declares(t, filepath.Join("..", each[1]), each[2]) {
				t.Errorf("%s: there is no %s in %s", name, each[2], each[1])
			}
		}
	}
}

func declares(t *testing.T, folder, test string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(source), "\nfunc "+test+"(") {
			return true
		}
	}
	return false
}
