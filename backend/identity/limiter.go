package identity

import (
	"net/netip"
	"sync"
	"time"

	"kontora/backend/clock"
)

// How attempts on one login from one source are slowed: the first few are free, then each failure doubles the wait.
const (
	freeAttempts  = 5
	firstWait     = 2 * time.Second
	longestWait   = 15 * time.Minute
	forgetAfter   = time.Hour
	maxRemembered = 50_000
)

// pair is what attempts are counted by: a login together with where they come from. A login alone is never counted, or anyone could
// lock its owner out by failing on purpose; neither is a source alone, or one person could lock out an office behind one address.
type pair struct{ source, login string }

type tally struct {
	failures int
	last     time.Time
}

// limiter counts failed attempts. Its methods are safe for concurrent use.
type limiter struct {
	clock clock.Clock
	mu    sync.Mutex
	seen  map[pair]*tally
}

func newLimiter(c clock.Clock) *limiter { return &limiter{clock: c, seen: make(map[pair]*tally)} }

// begin counts an attempt as failed until success says otherwise, so that attempts made at once do not slip through together.
// A wait above zero means the attempt must not be made.
func (l *limiter) begin(p pair) (wait time.Duration) {
	now := l.clock.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	t := l.seen[p]
	if t == nil || now.Sub(t.last) > forgetAfter || now.Before(t.last) {
		l.makeRoomLocked(now)
		t = &tally{}
		l.seen[p] = t
	}
	if over := t.failures - freeAttempts; over >= 0 {
		pause := longestWait
		if over < 10 {
			pause = min(firstWait<<over, longestWait)
		}
		if until := t.last.Add(pause); now.Before(until) {
			return until.Sub(now)
		}
	}
	t.failures++
	t.last = now
	return 0
}

func (l *limiter) succeeded(p pair) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.seen, p)
}

func (l *limiter) makeRoomLocked(now time.Time) {
	if len(l.seen) < maxRemembered {
		return
	}
	for p, t := range l.seen {
		if now.Sub(t.last) > longestWait || len(l.seen) >= maxRemembered {
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
