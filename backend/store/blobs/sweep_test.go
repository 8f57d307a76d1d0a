package blobs_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kontora/backend/fault"
	"kontora/backend/store/blobs"
)

func TestWhatNothingUsesIsTakenAwayAfterAMonth(t *testing.T) {
	path, start := t.TempDir(), time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	f := opened(t, path)
	put := func(text string, at time.Time) string {
		content, err := f.Put(t.Context(), strings.NewReader(text), 100)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(filepath.Join(path, content.Digest[:2], content.Digest), at, at); err != nil {
			t.Fatal(err)
		}
		return content.Digest
	}
	year := start.AddDate(-1, 0, 0)
	kept, dropped, back, again := put("kept", year), put("dropped", year), put("back", year), put("again", year)
	used := map[string]bool{kept: true}
	sweep := func(days int) blobs.Swept {
		swept, err := f.Sweep(t.Context(), func(digest string) bool { return used[digest] }, start.AddDate(0, 0, days))
		if err != nil {
			t.Fatal(err)
		}
		return swept
	}
	there := func(digest string) bool {
		in, err := f.Open(t.Context(), digest)
		if err == nil {
			err = in.Close()
		}
		if err != nil && !fault.Is(err, fault.Unavailable) {
			t.Fatal(err)
		}
		return err == nil
	}

	if swept := sweep(0); swept.Contents != 0 {
		t.Fatalf("the first look took away %+v, though it all may have been used a minute ago", swept)
	}
	used[back] = true
	sweep(10)
	used[back] = false
	put("again", start.AddDate(0, 0, 20)) // somebody sends the same once more
	sweep(11)
	if swept := sweep(31); swept != (blobs.Swept{Contents: 1, Bytes: int64(len("dropped"))}) {
		t.Errorf("after a month %+v was taken away", swept)
	}
	for digest, want := range map[string]bool{kept: true, dropped: false, back: true, again: true} {
		if there(digest) != want {
			t.Errorf("%s is there: %v", digest, !want)
		}
	}
	if swept := sweep(60); swept.Contents != 2 || !there(kept) || there(back) || there(again) {
		t.Errorf("after two months %+v was taken away", swept)
	}
}

func TestASweepEndsWhenItIsStopped(t *testing.T) {
	f := opened(t, t.TempDir())
	if _, err := f.Put(t.Context(), strings.NewReader("hello"), 10); err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, err := f.Sweep(stopped, func(string) bool { return false }, time.Now()); !errors.Is(err, context.Canceled) {
		t.Errorf("it ended with %v", err)
	}
}
