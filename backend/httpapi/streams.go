package httpapi

import (
	"sync"
	"time"

	"kontora/backend/fault"
	"kontora/backend/ident"
)

// How many event streams are open at once. A window has one, and every commit is weighed for each: what goes beyond many windows is a
// program that has forgotten to close its own.
const (
	streamsOfSession  = 16
	streamsOfEmployee = 32
	streamRetry       = 30 * time.Second
)

// streams counts the open event streams. Its methods are safe for concurrent use.
type streams struct {
	mu        sync.Mutex
	sessions  map[ident.ID]int
	employees map[ident.No]int
}

func newStreams() *streams {
	return &streams{sessions: make(map[ident.ID]int), employees: make(map[ident.No]int)}
}

// open counts one more; closed, to be called once, takes it off. Too many are fault.Unavailable with when to come back.
func (s *streams) open(session ident.ID, employee ident.No) (closed func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.sessions[session] >= streamsOfSession || s.employees[employee] >= streamsOfEmployee {
		return nil, fault.New(fault.Unavailable, "http.too_many_streams").With(fault.RetryAfter(streamRetry))
	}
	s.sessions[session]++
	s.employees[employee]++
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		less(s.sessions, session)
		less(s.employees, employee)
	}, nil
}

func less[K comparable](counted map[K]int, key K) {
	if counted[key]--; counted[key] == 0 {
		delete(counted, key)
	}
}
