package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAnImportTellsOfEachStepWhereItCameFrom(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"plan.json": `{"version": 1, "steps": [
			{"entry": "branch", "key": ["name"], "fields": {"name": {"value": "Bergen"}}},
			{"type": "company", "file": "companies.csv", "key": ["name"], "fields": {"name": {"column": "Name"}, "staff": {"column": "Staff"}}}]}`,
		"companies.csv": "Name,Staff\nFjord,7\nElbe,seven\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	said := console(t, "import", "--data", filepath.Join(folder, "data"), "--plan", filepath.Join(folder, "plan.json"))
	want := `plan.json → branch: rows 1, made 1, changed 0, as they were 0, left out 0, rejected 0
companies.csv → company: rows 2, made 1, changed 0, as they were 0, left out 0, rejected 1; the reasons are in companies.rejected.csv
`
	if strings.TrimSpace(said) != strings.TrimSpace(want) {
		t.Errorf("it says\n%s", said)
	}
}
