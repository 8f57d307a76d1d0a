package app

import (
	"log/slog"
	"runtime"
	"slices"
	"testing"

	"kontora/backend/audit"
	"kontora/backend/identity"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
	"kontora/backend/store/storetest"
)

func TestWhatWaitsToBeLoggedIsWrittenBeforeTheEnd(t *testing.T) {
	l := newSignIns(t.Context(), nil, slog.New(slog.DiscardHandler))
	begun, goOn := make(chan struct{}), make(chan struct{})
	l.soon(func() { close(begun); <-goOn })
	<-begun
	written := 0
	for range waitingHappenings {
		l.soon(func() { written++ })
	}
	l.stop()
	close(goOn)
	l.close()
	if written != waitingHappenings {
		t.Errorf("%d of %d were written", written, waitingHappenings)
	}
}

func TestASignInIsLoggedBehindTheFailuresBeforeIt(t *testing.T) {
	db := storetest.Open(t, storetest.SQLite(t))
	l := newSignIns(t.Context(), db, slog.New(slog.DiscardHandler))
	defer l.close()
	begun, goOn := make(chan struct{}), make(chan struct{})
	l.soon(func() { close(begun); <-goOn })
	<-begun
	if err := l.Note(t.Context(), identity.Happening{What: identity.SignInFailed}); err != nil {
		t.Fatal(err)
	}
	noted := make(chan error, 1)
	go func() { noted <- l.Note(t.Context(), identity.Happening{What: identity.SignedIn}) }()
	// It either waits behind the failure, or has been written before it by now.
	for len(l.queue) < 2 && len(noted) == 0 {
		runtime.Gosched()
	}
	close(goOn)
	if err := <-noted; err != nil {
		t.Fatal(err)
	}
	var kinds []string
	err := db.Read(t.Context(), func(tx *store.Tx) error {
		entries, _, err := sqlstore.ReadAudit(t.Context(), tx, audit.Filter{Limit: 10}, func(*audit.Entry) bool { return true })
		for _, e := range slices.Backward(entries) {
			kinds = append(kinds, e.Kind)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{identity.SignInFailed, identity.SignedIn}; !slices.Equal(kinds, want) {
		t.Errorf("the log has %v, want %v", kinds, want)
	}
}
