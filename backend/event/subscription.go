package event

import "sync"

// Subscription collects commits for one subscriber until he takes them. It holds no goroutine.
type Subscription struct {
	hub   *Hub
	ready chan struct{}
	start uint64

	mu      sync.Mutex
	commits []Commit
	lost    bool
	ended   bool
}

// Ready receives a value when Take has something to give, and is closed when the hub closes.
func (s *Subscription) Ready() <-chan struct{} { return s.ready }

// Start is the position behind which the subscription listens.
func (s *Subscription) Start() uint64 { return s.start }

// Take returns the commits that came since the last Take, in order. When lost is true the subscriber was too slow or came too late:
// some commits before these are missing, and he has to read everything anew.
func (s *Subscription) Take() (commits []Commit, lost bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	commits, lost = s.commits, s.lost
	s.commits, s.lost = nil, false
	return commits, lost
}

// Close ends the subscription. It may be called more than once.
func (s *Subscription) Close() {
	s.hub.drop(s)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.commits = nil
}

func (s *Subscription) offer(c Commit) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.commits) >= Backlog {
		s.commits, s.lost = nil, true
	}
	s.commits = append(s.commits, c)
	s.wakeLocked()
}

func (s *Subscription) lose() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lost = true
	s.wakeLocked()
}

func (s *Subscription) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.ended {
		s.ended = true
		close(s.ready)
	}
}

func (s *Subscription) wakeLocked() {
	if s.ended {
		return
	}
	select {
	case s.ready <- struct{}{}:
	default:
	}
}
