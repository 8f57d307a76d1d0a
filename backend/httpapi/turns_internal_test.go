package httpapi

import (
	"context"
	"testing"

	"kontora/backend/fault"
)

func TestOnePersonLeavesRoomForOthers(t *testing.T) {
	const greedy, other = 7, 8
	all := newTurns()
	take := func() func() {
		t.Helper()
		leave, err := all.take(t.Context(), greedy, readingTurn)
		if err != nil {
			t.Fatal(err)
		}
		return leave
	}
	first, second := take(), take()
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := all.take(gone, greedy, readingTurn); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a third at once: %v", err)
	}
	for about, of := range map[string]turnOf{"another person": {other, readingTurn}, "a file for himself": {greedy, exportTurn}, "a file of his": {greedy, uploadTurn}, "what is quick": {greedy, noTurn}} {
		leave, err := all.take(t.Context(), of.employee, of.kind)
		if err != nil {
			t.Fatalf("%s: %v", about, err)
		}
		leave()
	}
	waited := make(chan func())
	go func() {
		leave, err := all.take(t.Context(), greedy, readingTurn)
		if err != nil {
			t.Error(err)
		}
		waited <- leave
	}()
	first()
	(<-waited)()
	second()
	if len(all.each) != 0 {
		t.Errorf("%d turns are kept though nobody has one", len(all.each))
	}
}
