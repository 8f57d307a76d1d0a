package identity

import (
	"context"
	"sync"

	"kontora/backend/fault"
)

// Hashing takes a core and MemoryKiB for a while, so few run at once. One place is kept for computers that have signed in before:
// a flood of attempts from elsewhere cannot keep them out.
const (
	openPlaces      = 2
	keptPlaces      = 1
	waitingPerPlace = 64
	waitingPerOne   = 8
)

// lanes bounds how many passwords are hashed at once. Its methods are safe for concurrent use.
type lanes struct {
	open, kept chan struct{}
	mu         sync.Mutex
	waiting    map[string]int // by source
	total      int
}

func newLanes() *lanes {
	return &lanes{open: make(chan struct{}, openPlaces), kept: make(chan struct{}, keptPlaces), waiting: make(map[string]int)}
}

// enter waits for a place; leave gives it back. It is fault.Unavailable when too many wait already or ctx ends.
func (l *lanes) enter(ctx context.Context, from string, known bool) (leave func(), err error) {
	if !l.queue(from, known) {
		return nil, fault.New(fault.Unavailable, "identity.busy")
	}
	defer l.unqueue(from)
	kept := l.kept
	if !known {
		kept = nil // a nil channel is never ready
	}
	select {
	case l.open <- struct{}{}:
		return func() { <-l.open }, nil
	case kept <- struct{}{}:
		return func() { <-l.kept }, nil
	case <-ctx.Done():
		return nil, fault.New(fault.Unavailable, "identity.busy").Because(ctx.Err())
	}
}

func (l *lanes) queue(from string, known bool) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.waiting[from] >= waitingPerOne || (!known && l.total >= waitingPerPlace*openPlaces) {
		return false
	}
	l.waiting[from]++
	l.total++
	return true
}

func (l *lanes) unqueue(from string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.total--
	if l.waiting[from]--; l.waiting[from] == 0 {
		delete(l.waiting, from)
	}
}
