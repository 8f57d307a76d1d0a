package identity

import (
	"context"
	"sync"
	"time"

	"kontora/backend/clock"
	"kontora/backend/ident"
)

// Of the failed attempts on one account within an hour the log gets the first few, and then every tenth, hundredth, thousandth …: whoever
// fails on purpose must not be able to fill the disk.
const (
	failuresOver  = time.Hour
	failuresNoted = 3
)

// failures counts failed attempts by account, those on logins nobody has as one. Its methods are safe for concurrent use.
type failures struct {
	clock clock.Clock
	mu    sync.Mutex
	seen  map[ident.ID]*series
}

type series struct {
	times int
	start time.Time
}

func newFailures(c clock.Clock) *failures {
	return &failures{clock: c, seen: make(map[ident.ID]*series)}
}

// another counts an attempt and reports how many there were in this hour, and whether the log is to hear of it.
func (f *failures) another(account ident.ID) (times int, worthNoting bool) {
	now := f.clock.Now()
	f.mu.Lock()
	defer f.mu.Unlock()
	s := f.seen[account]
	if s == nil || now.Sub(s.start) >= failuresOver || now.Before(s.start) {
		s = &series{start: now}
		f.seen[account] = s
	}
	s.times++
	return s.times, s.times <= failuresNoted || powerOfTen(s.times)
}

func powerOfTen(n int) bool {
	for n > 1 && n%10 == 0 {
		n /= 10
	}
	return n == 1
}

// noteFailure tells the log of a failed attempt. Whose login it was is told; a login nobody has is not repeated.
func (s *Service) noteFailure(ctx context.Context, account Account, device Device, address string) {
	times, worthNoting := s.failed.another(account.ID)
	if !worthNoting {
		return
	}
	s.note(ctx, Happening{What: SignInFailed, Employee: s.memberOf(ctx, account.ID).Employee, Device: device.ID, Address: address, Times: times})
}
