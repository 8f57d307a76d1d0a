package event

import (
	"slices"
	"sync"
	"time"
)

// Bounds of the hub. A subscriber further behind than Backlog is told to reload; so is one that comes back later than History commits.
const (
	Backlog  = 256
	History  = 1024
	Patience = 100 * time.Millisecond // how long a commit waits for one before it that has not been published
)

// Hub hands commits to subscribers in the order of their sequence. Publishers may be out of order by a little: two transactions
// that commit one after the other may publish the other way round. Its methods are safe for concurrent use and never block on a subscriber.
type Hub struct {
	mu          sync.Mutex
	last        uint64 // highest sequence delivered
	position    uint64
	waiting     []Commit // published ahead of a gap, in order of sequence
	timer       *time.Timer
	history     []Commit
	subscribers map[*Subscription]struct{}
	closed      bool
}

// NewHub makes a hub for a store whose last commit had the sequence last.
func NewHub(last uint64) *Hub {
	return &Hub{last: last, subscribers: make(map[*Subscription]struct{})}
}

// Publish announces a commit that is durable. A commit ahead of its turn waits at most Patience.
func (h *Hub) Publish(c Commit) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return
	}
	if c.Seq <= h.last {
		h.deliverLocked(c)
		return
	}
	at, _ := slices.BinarySearchFunc(h.waiting, c, func(a, b Commit) int { return int(int64(a.Seq) - int64(b.Seq)) })
	h.waiting = slices.Insert(h.waiting, at, c)
	h.flushLocked(false)
}

// flushLocked delivers what waits, up to the first gap or, when time is up, past it.
func (h *Hub) flushLocked(timeIsUp bool) {
	for len(h.waiting) > 0 && (timeIsUp || h.waiting[0].Seq <= h.last+1) {
		next := h.waiting[0]
		h.waiting = h.waiting[1:]
		h.deliverLocked(next)
	}
	switch {
	case len(h.waiting) == 0 && h.timer != nil:
		h.timer.Stop()
		h.timer = nil
	case len(h.waiting) > 0 && h.timer == nil:
		h.timer = time.AfterFunc(Patience, h.timeIsUp)
	}
}

func (h *Hub) timeIsUp() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.timer = nil
	h.flushLocked(true)
}

func (h *Hub) deliverLocked(c Commit) {
	h.last = max(h.last, c.Seq)
	h.position++
	c.Position = h.position
	if len(h.history) == History {
		h.history = slices.Delete(h.history, 0, History/4)
	}
	h.history = append(h.history, c)
	for s := range h.subscribers {
		s.offer(c)
	}
}

// Subscribe starts a subscription that hears every commit published from now on.
func (h *Hub) Subscribe() *Subscription {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.subscribeLocked()
}

// Resume starts a subscription behind the given position. What has been forgotten since makes the first Take report a loss.
func (h *Hub) Resume(position uint64) *Subscription {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := h.subscribeLocked()
	first := h.position + 1
	if len(h.history) > 0 {
		first = h.history[0].Position
	}
	if position > h.position || position+1 < first {
		s.lose()
		return s
	}
	for _, c := range h.history {
		if c.Position > position {
			s.offer(c)
		}
	}
	return s
}

func (h *Hub) subscribeLocked() *Subscription {
	s := &Subscription{hub: h, ready: make(chan struct{}, 1), start: h.position}
	if h.closed {
		s.end()
		return s
	}
	h.subscribers[s] = struct{}{}
	return s
}

// Lose tells every subscriber that commits are missing which nobody can tell any longer, and to read everything anew.
func (h *Hub) Lose() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.position++
	h.history = nil
	for s := range h.subscribers {
		s.lose()
	}
}

// Close ends every subscription. Publish has no effect afterwards.
func (h *Hub) Close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	if h.timer != nil {
		h.timer.Stop()
	}
	for s := range h.subscribers {
		s.end()
	}
	clear(h.subscribers)
}

func (h *Hub) drop(s *Subscription) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.subscribers, s)
}
