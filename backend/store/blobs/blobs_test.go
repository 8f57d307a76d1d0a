package blobs_test

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kontora/backend/fault"
	"kontora/backend/store/blobs"
)

func opened(t *testing.T, path string) *blobs.Folder {
	t.Helper()
	f, err := blobs.Open(path, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// files counts what lies in a folder, by folder.
func files(t *testing.T, path string) (kept, incomplete int) {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(path, "*", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, each := range all {
		if filepath.Base(filepath.Dir(each)) == "incoming" {
			incomplete++
		} else {
			kept++
		}
	}
	return kept, incomplete
}

func TestTheSameContentIsKeptOnce(t *testing.T) {
	path := t.TempDir()
	f := opened(t, path)
	for range 2 {
		content, err := f.Put(t.Context(), strings.NewReader("hello"), 5)
		if err != nil || content.Size != 5 || content.Digest != "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824" {
			t.Fatalf("kept as %+v, %v", content, err)
		}
		in, err := f.Open(t.Context(), content.Digest)
		if err != nil {
			t.Fatal(err)
		}
		read, err := io.ReadAll(in)
		if string(read) != "hello" || err != nil || in.Close() != nil {
			t.Errorf("read %q, %v", read, err)
		}
	}
	if kept, incomplete := files(t, path); kept != 1 || incomplete != 0 {
		t.Errorf("%d kept, %d incomplete", kept, incomplete)
	}
}

// torn breaks off.
type torn struct{}

func (torn) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestWhatDoesNotArriveWholeLeavesNothing(t *testing.T) {
	path := t.TempDir()
	f := opened(t, path)
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for name, test := range map[string]struct {
		ctx   context.Context
		from  io.Reader
		limit int64
	}{
		"too large": {t.Context(), strings.NewReader("hello"), 4},
		"torn":      {t.Context(), io.MultiReader(strings.NewReader("he"), torn{}), 10},
		"given up":  {stopped, strings.NewReader("hello"), 10},
	} {
		if _, err := f.Put(test.ctx, test.from, test.limit); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if kept, incomplete := files(t, path); kept != 0 || incomplete != 0 {
		t.Errorf("%d kept, %d incomplete", kept, incomplete)
	}
}

func TestDamageAndLossAreTold(t *testing.T) {
	path := t.TempDir()
	content, err := opened(t, path).Put(t.Context(), strings.NewReader("hello"), 10)
	if err != nil {
		t.Fatal(err)
	}
	place := filepath.Join(path, content.Digest[:2], content.Digest)
	if err := os.WriteFile(place, []byte("jello"), 0o600); err != nil {
		t.Fatal(err)
	}
	f := opened(t, path)
	if _, err := f.Open(t.Context(), content.Digest); fault.Of(err) == nil || fault.Of(err).Text.Key != "file.damaged" {
		t.Errorf("a damaged content: %v", err)
	}
	if err := os.Remove(place); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Open(t.Context(), content.Digest); fault.Of(err) == nil || fault.Of(err).Text.Key != "file.lost" {
		t.Errorf("a lost content: %v", err)
	}
	if _, err := f.Open(t.Context(), "../../etc/passwd"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a path for a digest: %v", err)
	}
}

func TestOldRemainsAreTakenAway(t *testing.T) {
	path := t.TempDir()
	opened(t, path)
	left := filepath.Join(path, "incoming", "left")
	if err := os.WriteFile(left, []byte("he"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		later time.Duration
		want  int
	}{{time.Hour, 1}, {48 * time.Hour, 0}} {
		if _, err := blobs.Open(path, time.Now().Add(test.later)); err != nil {
			t.Fatal(err)
		}
		if _, incomplete := files(t, path); incomplete != test.want {
			t.Errorf("%d incomplete after %s", incomplete, test.later)
		}
	}
}
