package identity

import (
	"context"
	"sync"

	"kontora/backend/fault"
)

// Hashing takes a core and MemoryKiB for a while, so few run at once. One place is kept for computers that have signed in before:
// a flood of attempts from elsewhere cannot keep them out.
const (
	openPlaces  = 2
	keptPlaces  = 1
	waitingMost = 128 // in all
	waitingEach = 32  // from one source
)

// lanes bounds how many passwords are hashed at once. Its methods are safe for concurrent use.
type lanes struct {
	open, kept chan struct{}
	pick       func(n int) int
	mu         sync.Mutex
	waiting    map[string]*room // by source
	total      int
}

func newLanes(pick func(n int) int) *lanes {
	return &lanes{open: make(chan struct{}, openPlaces), kept: make(chan struct{}, keptPlaces), pick: pick, waiting: make(map[string]*room)}
}

// enter waits for a place; leave gives it back. It is fault.Unavailable when too many wait already or ctx ends.
func (l *lanes) enter(ctx context.Context, from string, known bool) (leave func(), err error) {
	out := l.queue(from)
	defer l.unqueue(from, out)
	kept := l.kept
	if !known {
		kept = nil // a nil channel is never ready
	}
	select {
	case l.open <- struct{}{}:
		return func() { <-l.open }, nil
	case kept <- struct{}{}:
		return func() { <-l.kept }, nil
	case <-out:
		return nil, fault.New(fault.Unavailable, "identity.busy")
	case <-ctx.Done():
		return nil, fault.New(fault.Unavailable, "identity.busy").Because(ctx.Err())
	}
}

// queue lets one more wait. Where that is too many, someone of the source from which most wait has to go.
func (l *lanes) queue(from string) (out chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.waiting[from]
	if r == nil {
		r = &room{most: waitingEach}
		l.waiting[from] = r
	}
	before := len(r.inside)
	out = r.enter(l.pick)
	if l.total += len(r.inside) - before; l.total > waitingMost {
		for _, other := range l.waiting {
			if len(other.inside) > len(r.inside) {
				r = other
			}
		}
		r.evict(l.pick)
		l.total--
	}
	return out
}

func (l *lanes) unqueue(from string, out chan struct{}) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.waiting[from]
	if r == nil {
		return
	}
	if r.leave(out) {
		l.total--
	}
	if len(r.inside) == 0 {
		delete(l.waiting, from)
	}
}
