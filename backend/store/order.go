package store

import "sync"

// order lets commits publish in the order of their numbers. A commit enters while it holds the counter row, so the order of entering
// is the order of the numbers.
type order struct {
	mu   sync.Mutex
	last chan struct{} // closed when the last to enter has passed
}

// turn is one commit's place in the order.
type turn struct {
	before <-chan struct{} // nil: nobody
	passed chan struct{}
}

func (o *order) enter() *turn {
	o.mu.Lock()
	defer o.mu.Unlock()
	t := &turn{before: o.last, passed: make(chan struct{})}
	o.last = t.passed
	return t
}

// wait returns when everyone before has passed. They have committed or failed already, so only what they publish is waited for.
func (t *turn) wait() {
	if t.before != nil {
		<-t.before
	}
}

// pass lets the next one publish; it must be called exactly once.
func (t *turn) pass() {
	t.wait()
	close(t.passed)
}
