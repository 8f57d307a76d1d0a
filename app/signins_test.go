package app

import (
	"log/slog"
	"testing"
)

func TestWhatWaitsToBeLoggedIsWrittenBeforeTheEnd(t *testing.T) {
	l := newSignIns(t.Context(), nil, nil, slog.New(slog.DiscardHandler))
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
