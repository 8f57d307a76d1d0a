package identity

import (
	"context"
	"net/netip"
	"sync"
	"time"

	"kontora/backend/clock"
	"kontora/backend/fault"
)

// How attempts on one login from one source are slowed: the first few are free, then each failure doubles the pause before the next, up
// to a few seconds. An attempt that comes too early waits; it is refused only where others leave no place to wait, or for too long.
const (
	freeAttempts  = 5
	firstPause    = time.Second
	longestPause  = 8 * time.Second
	longestStay   = 30 * time.Second
	waitingOnPair = 8
	forgetAfter   = time.Hour
	maxRemembered = 50_000
)

// pair is what attempts are counted by: a login together with where they come from. A login alone is never counted, or anyone could
// lock its owner out by failing on purpose; neither is a source alone, or one person could lock out an office behind one address.
type pair struct{ source, login string }

type tally struct {
	failures int
	last     time.Time
	waiting  room
}

// next is when the next attempt may be made.
func (t *tally) next() time.Time {
	over := t.failures - freeAttempts
	if over < 0 {
		return t.last
	}
	return t.last.Add(min(firstPause<<min(over, 10), longestPause))
}

// limiter counts failed attempts. Its methods are safe for concurrent use.
type limiter struct {
	clock clock.Clock
	after func(time.Duration) <-chan time.Time
	pick  func(n int) int
	mu    sync.Mutex
	seen  map[pair]*tally
}

func newLimiter(c clock.Clock, after func(time.Duration) <-chan time.Time, pick func(n int) int) *limiter {
	return &limiter{clock: c, after: after, pick: pick, seen: make(map[pair]*tally)}
}

// begin waits until an attempt may be made. An attempt counts as failed until it has succeeded; otherwise many made at once would all be
// let through. untried takes back one that was not made after all. An attempt that may not wait any longer is fault.Unavailable with
// fault.RetryAfter as detail.
func (l *limiter) begin(ctx context.Context, p pair) (untried func(), err error) {
	start := l.clock.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	t := l.tallyLocked(p, start)
	if len(t.waiting.inside) == 0 && !start.Before(t.next()) {
		return l.countLocked(t, start), nil
	}
	out := t.waiting.enter(l.pick)
	defer t.waiting.leave(out)
	for now := start; ; now = l.clock.Now() {
		wait := t.next().Sub(now)
		if wait <= 0 {
			return l.countLocked(t, now), nil
		}
		if now.Sub(start) >= longestStay || !l.sleepLocked(ctx, wait, out) {
			return nil, tooMany(wait)
		}
	}
}

// sleepLocked gives up the lock for a while; false when he has to leave.
func (l *limiter) sleepLocked(ctx context.Context, wait time.Duration, out <-chan struct{}) bool {
	l.mu.Unlock()
	defer l.mu.Lock()
	select {
	case <-out:
		return false
	case <-ctx.Done():
		return false
	case <-l.after(wait):
		return true
	}
}

func tooMany(wait time.Duration) error {
	seconds := int64((wait + time.Second - 1) / time.Second)
	return fault.New(fault.Unavailable, "identity.wait", "seconds", seconds).With(fault.RetryAfter(wait))
}

// tallyLocked is what is known of a pair. One on which somebody waits is kept, however old.
func (l *limiter) tallyLocked(p pair, now time.Time) *tally {
	t := l.seen[p]
	if t == nil || len(t.waiting.inside) == 0 && (now.Sub(t.last) > forgetAfter || now.Before(t.last)) {
		l.makeRoomLocked(now)
		t = &tally{waiting: room{most: waitingOnPair}}
		l.seen[p] = t
	}
	return t
}

func (l *limiter) countLocked(t *tally, now time.Time) (untried func()) {
	before := t.last
	t.failures++
	t.last = now
	return func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		if t.failures--; t.last.Equal(now) {
			t.last = before
		}
	}
}

// succeeded forgets the failures; those who wait already may go on.
func (l *limiter) succeeded(p pair) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if t := l.seen[p]; t != nil {
		t.failures = 0
	}
}

// makeRoomLocked forgets those who would not be slowed any more, and when that is not enough anyone nobody waits on.
func (l *limiter) makeRoomLocked(now time.Time) {
	if len(l.seen) < maxRemembered {
		return
	}
	for p, t := range l.seen {
		if len(t.waiting.inside) == 0 && (now.Sub(t.last) > longestPause || len(l.seen) >= maxRemembered) {
			delete(l.seen, p)
		}
	}
}

// source is an address as far as attempts are counted by it. One who has IPv6 has at least a /64 to himself.
func source(address string) string {
	host := address
	if withPort, err := netip.ParseAddrPort(address); err == nil {
		host = withPort.Addr().String()
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return address
	}
	if addr = addr.Unmap().WithZone(""); addr.Is6() {
		if network, err := addr.Prefix(64); err == nil {
			return network.String()
		}
	}
	return addr.String()
}
