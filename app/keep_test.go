package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kontora/backend/locale"
)

func TestABackupReplacesNothingButABackup(t *testing.T) {
	data, to := opened(t), filepath.Join(t.TempDir(), "letter.txt")
	if err := os.WriteFile(to, []byte("Dear Anna"), 0o600); err != nil {
		t.Fatal(err)
	}
	status, _, errs := tried(t.Context(), t, locale.English, "backup", "--data", data, "--to", to)
	if kept, err := os.ReadFile(to); status == 0 || err != nil || string(kept) != "Dear Anna" || !strings.Contains(errs, "is no backup") {
		t.Errorf("over a letter: status %d, %s; it holds %q, %v", status, errs, kept, err)
	}
	if err := os.Remove(to); err != nil {
		t.Fatal(err)
	}
	if said := console(t, "backup", "--data", data, "--to", to); strings.Contains(said, "replaces") {
		t.Errorf("the first one says %q", said)
	}
	if said := console(t, "backup", "--data", data, "--to", to); !strings.Contains(said, "It replaces the backup of 20") {
		t.Errorf("the second one says %q", said)
	}
	if said := console(t, "restore", "--data", filepath.Join(t.TempDir(), "again"), "--from", to); !strings.Contains(said, "Restored") {
		t.Errorf("restoring says %q", said)
	}
}

func TestARestoreThatFailsLeavesNothing(t *testing.T) {
	outer := t.TempDir()
	broken := filepath.Join(outer, "broken.backup")
	if err := os.WriteFile(broken, []byte("not a backup"), 0o600); err != nil {
		t.Fatal(err)
	}
	for from, want := range map[string]string{broken: "damaged or incomplete", filepath.Join(outer, "none"): "There is no file"} {
		status, _, errs := tried(t.Context(), t, locale.English, "restore", "--data", filepath.Join(outer, "deep", "folder"), "--from", from)
		if status == 0 || !strings.Contains(errs, want) {
			t.Errorf("status %d: %s", status, errs)
		}
		if _, err := os.Stat(filepath.Join(outer, "deep")); err == nil {
			t.Error("a folder was left behind")
		}
	}
}
