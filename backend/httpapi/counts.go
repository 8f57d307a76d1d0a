package httpapi

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/record"
)

// Exact totals of large filtered lists are counted beside the answer and told as an event. Few are counted at once, and none for long.
const (
	countsAtOnce = 2
	countTimeout = 30 * time.Second
	countsKept   = 8
)

// countDone is a total, or at first what it is at least.
type countDone struct {
	CountID string `json:"count_id"`
	Count   int64  `json:"count"`
	Exact   bool   `json:"exact"`
}

// counting counts the records of a list and stops at limit when that is above 0.
type counting func(ctx context.Context, actor access.Actor, request record.ListRequest, limit int64) (int64, error)

// counts counts for listeners. A new count of a session takes the place of the one before, whose list is no longer looked at.
type counts struct {
	count   counting
	ids     ident.Source
	logger  *slog.Logger
	running chan struct{}

	mu      sync.Mutex
	cancel  map[ident.ID]context.CancelFunc          // by session
	waiting map[ident.ID]map[chan countDone]struct{} // by session
}

func newCounts(count counting, ids ident.Source, logger *slog.Logger) *counts {
	return &counts{
		count: count, ids: ids, logger: logger, running: make(chan struct{}, countsAtOnce),
		cancel: make(map[ident.ID]context.CancelFunc), waiting: make(map[ident.ID]map[chan countDone]struct{}),
	}
}

// start counts in the background when the session listens, and returns the name of the count, or nothing.
func (c *counts) start(ctx context.Context, r *request, request record.ListRequest) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	session := r.session.ID
	if len(c.waiting[session]) == 0 {
		return ""
	}
	if stop, ok := c.cancel[session]; ok {
		stop()
	}
	// The answer is sent before the count is done, so the count outlives the request.
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), countTimeout)
	c.cancel[session] = stop
	name := c.ids.New().String()[:16]
	go c.run(ctx, stop, r, request, name)
	return name
}

func (c *counts) run(ctx context.Context, stop context.CancelFunc, r *request, request record.ListRequest, name string) {
	defer stop()
	select {
	case c.running <- struct{}{}:
	case <-ctx.Done():
		return
	}
	defer func() { <-c.running }()
	for _, limit := range []int64{record.CountedUpTo + 1, 0} {
		count, err := c.count(ctx, r.actor, request, limit)
		if err != nil {
			if ctx.Err() == nil {
				c.logger.WarnContext(ctx, "list not counted", "error", causeOf(err))
			}
			return
		}
		if limit == 0 || count < limit {
			c.tell(r.session.ID, countDone{CountID: name, Count: count, Exact: true})
			return
		}
		c.tell(r.session.ID, countDone{CountID: name, Count: record.CountedUpTo})
	}
}

func (c *counts) tell(session ident.ID, done countDone) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for listener := range c.waiting[session] {
		select {
		case listener <- done:
		default: // a listener this far behind has asked for other lists since
		}
	}
}

// listen has the totals of a session told; forget ends that, and with the last listener the counting.
func (c *counts) listen(session ident.ID) (totals <-chan countDone, forget func()) {
	listener := make(chan countDone, countsKept)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.waiting[session] == nil {
		c.waiting[session] = make(map[chan countDone]struct{})
	}
	c.waiting[session][listener] = struct{}{}
	return listener, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.waiting[session], listener)
		if len(c.waiting[session]) > 0 {
			return
		}
		delete(c.waiting, session)
		if stop, ok := c.cancel[session]; ok {
			stop()
			delete(c.cancel, session)
		}
	}
}
