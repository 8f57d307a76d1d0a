package httpapi

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/record"
)

// Exact totals of large filtered lists are counted beside the answer and told as an event. Few are counted at once, and none for long.
const (
	countsAtOnce = 2
	countTimeout = 30 * time.Second
	countsKept   = 8
	countsEarly  = 256
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
	count      counting
	ids        ident.Source
	logger     *slog.Logger
	neighbours Neighbours // nil where one process answers
	running    chan struct{}

	mu      sync.Mutex
	cancel  map[ident.ID]ongoing                     // by session
	waiting map[ident.ID]map[chan countDone]struct{} // by session
	early   map[ident.ID]countDone                   // the last total of a session that does not listen here, or not yet
}

// ongoing is a count that may still go on.
type ongoing struct {
	name string
	stop context.CancelFunc
}

// Neighbours are the other processes of an office: the session that asks one of them may listen at another, and has perhaps just asked it for
// something else.
type Neighbours interface {
	// CatchUp takes in what the others have committed until now, the configuration too.
	CatchUp(ctx context.Context) error
	// Send has all others hear a text.
	Send(ctx context.Context, text string) error
	// Receive has fn called with what others send. It is called once.
	Receive(fn func(text string))
}

func newCounts(count counting, ids ident.Source, logger *slog.Logger, neighbours Neighbours) *counts {
	c := &counts{
		count: count, ids: ids, logger: logger, neighbours: neighbours, running: make(chan struct{}, countsAtOnce),
		cancel: make(map[ident.ID]ongoing), waiting: make(map[ident.ID]map[chan countDone]struct{}),
		early: make(map[ident.ID]countDone),
	}
	if neighbours != nil {
		neighbours.Receive(c.receive)
	}
	return c
}

// start counts in the background when the session listens, here or perhaps elsewhere, and returns the name of the count, or nothing.
func (c *counts) start(ctx context.Context, r *request, request record.ListRequest) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	session := r.session.ID
	if len(c.waiting[session]) == 0 && (c.neighbours == nil || r.session.Kind != identity.Interactive) {
		return ""
	}
	if before, ok := c.cancel[session]; ok {
		before.stop()
	}
	// The answer is sent before the count is done, so the count outlives the request.
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), countTimeout)
	name := c.ids.New().String()[:16]
	c.cancel[session] = ongoing{name, stop}
	go c.run(ctx, stop, r, request, name)
	return name
}

func (c *counts) run(ctx context.Context, stop context.CancelFunc, r *request, request record.ListRequest, name string) {
	defer stop()
	defer c.ended(r.session.ID, name)
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
			c.tell(ctx, r.session.ID, countDone{CountID: name, Count: count, Exact: true})
			return
		}
		c.tell(ctx, r.session.ID, countDone{CountID: name, Count: record.CountedUpTo})
	}
}

// ended forgets a count, unless another of the session has taken its place.
func (c *counts) ended(session ident.ID, name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cancel[session].name == name {
		delete(c.cancel, session)
	}
}

// tell tells the session, wherever it listens.
func (c *counts) tell(ctx context.Context, session ident.ID, done countDone) {
	c.tellHere(session, done)
	if c.neighbours == nil {
		return
	}
	total, err := json.Marshal(totalElsewhere{session, done})
	if err == nil {
		err = c.neighbours.Send(ctx, string(total))
	}
	if err != nil && ctx.Err() == nil {
		c.logger.WarnContext(ctx, "total not told to other processes", "error", err)
	}
}

// totalElsewhere is a total on its way to another process.
type totalElsewhere struct {
	Session ident.ID  `json:"session"`
	Total   countDone `json:"total"`
}

func (c *counts) receive(text string) {
	var told totalElsewhere
	if err := json.Unmarshal([]byte(text), &told); err == nil {
		c.tellHere(told.Session, told.Total)
	}
}

func (c *counts) tellHere(session ident.ID, done countDone) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.waiting[session]) == 0 && c.neighbours != nil {
		c.keepLocked(session, done)
	}
	for listener := range c.waiting[session] {
		select {
		case listener <- done:
		default: // a listener this far behind has asked for other lists since
		}
	}
}

// keepLocked keeps a total for a session whose stream may be about to open here. What is kept beyond a few is of sessions that listen elsewhere.
func (c *counts) keepLocked(session ident.ID, done countDone) {
	c.early[session] = done
	if len(c.early) <= countsEarly {
		return
	}
	for other := range c.early {
		if other != session {
			delete(c.early, other)
			return
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
	if done, ok := c.early[session]; ok {
		delete(c.early, session)
		listener <- done
	}
	return listener, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.waiting[session], listener)
		if len(c.waiting[session]) > 0 {
			return
		}
		delete(c.waiting, session)
		if last, ok := c.cancel[session]; ok {
			last.stop()
			delete(c.cancel, session)
		}
	}
}
