package httpapi

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"kontora/backend/access"
	"kontora/backend/event"
	"kontora/backend/fault"
	"kontora/backend/identity"
	"kontora/backend/schema"
)

// heartbeat also asks again whether the session lives, which another process may have ended.
const heartbeat = 15 * time.Second

type eventQuery struct {
	LastEventID string `header:"Last-Event-ID" doc:"the id of the last event heard, to hear what was missed"`
}

func (s *server) eventRoutes() {
	op := route("hear-events", http.MethodGet, "/events", "Hear what changes of what one may view, as server-sent events", "records")
	op.Responses = map[string]*huma.Response{"200": {
		Description: "record {seq, type, id, change: put or gone}, seq counting from 1 on this stream; rights {}: read everything anew; total {count_id, count, exact}: once with exact false when there are many, then the exact one; job {…}: how far a job of one's own is; notice {id, unread}: one was told something; signed_out {}; sync {}: how this node stands with its office has changed",
		Content:     map[string]*huma.MediaType{"text/event-stream": {Schema: &huma.Schema{Type: "string"}}},
	}}
	add(s, op, func(ctx context.Context, r *request, in *eventQuery) (*huma.StreamResponse, error) {
		closed, err := s.streams.open(r.session.ID, r.actor.Employee)
		if err != nil {
			return nil, err
		}
		return &huma.StreamResponse{Body: func(hc huma.Context) {
			defer closed()
			s.stream(ctx, hc, r, in.LastEventID)
		}}, nil
	})
}

// listener is one open stream.
type listener struct {
	*server
	request *request
	out     *eventWriter
	totals  <-chan countDone
	news    <-chan Relayed // of a desk's office
	told    uint64         // events of records sent
}

// stream sends events until the session ends or nobody listens any more.
func (s *server) stream(ctx context.Context, hc huma.Context, r *request, last string) {
	subscription := s.subscribe(last)
	defer subscription.Close()
	ended, stop := s.Identity.Watch(r.session.ID)
	defer stop()
	totals, forget := s.counts.listen(r.session.ID)
	defer forget()

	_, w := humago.Unwrap(hc)
	h := w.Header()
	var news <-chan Relayed
	if s.Uplink != nil {
		var leave func()
		news, leave = s.Uplink.Relay()
		defer leave()
	}
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no")
	hc.SetStatus(http.StatusOK)
	l := &listener{server: s, request: r, out: &eventWriter{w: w, control: http.NewResponseController(w)}, totals: totals, news: news}
	// The time in which a request must have been read would otherwise end the stream, which reads on to learn that the listener left.
	_ = l.out.control.SetReadDeadline(time.Time{}) // not every writer has deadlines; tests' have none
	l.out.comment("open")
	// Only after watching is it sure that an end of the session cannot be missed between the two.
	if !l.refresh(ctx, false) {
		return
	}
	if last == "" {
		l.out.position = s.position(subscription.Start())
		l.out.send("hello", struct{}{})
	}
	l.listen(ctx, subscription, ended)
}

func (l *listener) listen(ctx context.Context, subscription *event.Subscription, ended <-chan struct{}) {
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for l.out.err == nil {
		select {
		case <-ctx.Done():
			return
		case <-ended:
			l.out.send("signed_out", struct{}{})
			return
		case <-beat.C:
			until := l.request.actor.Rights.Until()
			if !l.refresh(ctx, !until.IsZero() && !l.Clock.Now().Before(until)) {
				return
			}
			l.out.comment("")
		case done := <-l.totals:
			l.out.send("total", done)
		case news := <-l.news:
			l.relay(news)
		case _, open := <-subscription.Ready():
			if !open || !l.tell(ctx, subscription) {
				return
			}
		}
	}
}

// relay sends what a desk's office has told its employee.
func (l *listener) relay(news Relayed) {
	if news.Name != "record" {
		l.out.send(news.Name, news.Data)
		return
	}
	var what recordEvent
	if json.Unmarshal(news.Data, &what) != nil {
		return
	}
	l.told++
	what.Seq = l.told
	l.out.send("record", what)
}

// refresh takes in the rights that hold now; changed says that they are others than before, which the listener is told. It is false when
// the session is over.
func (l *listener) refresh(ctx context.Context, changed bool) bool {
	session, err := l.Identity.Resolve(ctx, l.request.secret)
	var actor access.Actor
	if err == nil {
		actor, err = l.actorOf(session)
	}
	if fault.Is(err, fault.Unauthenticated) {
		l.out.send("signed_out", struct{}{})
		return false
	}
	if err != nil {
		return true // the store is not well for a moment; the next heartbeat asks again
	}
	if session.Kind == identity.Token && !actor.Rights.Administrator() && actor.Require(access.API) != nil {
		l.out.send("signed_out", struct{}{})
		return false
	}
	l.request.actor = actor
	if changed {
		l.out.send("rights", struct{}{})
	}
	return true
}

// tell sends what has been published since, and reports whether the stream goes on.
func (l *listener) tell(ctx context.Context, subscription *event.Subscription) bool {
	commits, lost := subscription.Take()
	if lost {
		l.out.send("rights", struct{}{})
	}
	for _, commit := range commits {
		l.out.position = l.position(commit.Position)
		if commit.Configuration && !l.refresh(ctx, true) {
			return false
		}
		for _, change := range commit.Changes {
			if what, ok := l.seen(ctx, change); ok {
				l.told++
				what.Seq = l.told
				l.out.send("record", what)
			}
		}
		for _, told := range commit.Told {
			if told.To == l.request.actor.Employee {
				l.tellAlone(ctx, told)
			}
		}
	}
	return l.out.err == nil
}

// tellAlone sends news that is for this listener alone, as it stands now.
func (l *listener) tellAlone(ctx context.Context, told event.Told) {
	switch told.Kind {
	case event.ToldJob:
		if j, err := l.Jobs.Get(ctx, l.request.actor, told.ID); err == nil {
			l.out.send("job", l.jobView(ctx, l.request, j))
		}
	case event.ToldNotice:
		if unread, err := l.Notices.Unread(ctx, l.request.actor); err == nil {
			l.out.send("notice", noticeEvent{told.ID, unread})
		}
	}
}

// recordEvent is what a listener hears of one record. Seq counts what this stream has told of records, from 1.
type recordEvent struct {
	Seq    uint64 `json:"seq"`
	Type   string `json:"type"`
	ID     string `json:"id"`
	Change string `json:"change"`
}

// seen decides what the listener hears of a change: put when he sees the record now, gone when he saw it before, and nothing when
// neither, or when only fields changed that he cannot read, or comments that he does not. That such a field moved the record to another
// cell he hears only where he may now do other things with it.
func (l *listener) seen(ctx context.Context, change event.Change) (recordEvent, bool) {
	t, ok := l.Administration.Model().Schema.TypeByNo(change.Type)
	if !ok {
		return recordEvent{}, false
	}
	rights := l.request.actor.Rights
	may := func(cell uint32) bool {
		return cell != 0 && rights.Allows(access.View, access.Subject{Cell: access.CellNo(cell), Author: change.Author})
	}
	before, now := may(change.Before), may(change.After)
	if change.After != 0 && len(rights.Reading(change.Type, access.View).Pending) > 0 {
		// A restriction that is still being worked into the cells is tested on the record itself.
		_, _, err := l.Records.Get(ctx, l.request.actor, t.Name, change.Record)
		if err != nil && !fault.Is(err, fault.NotFound) {
			l.out.send("rights", struct{}{}) // nobody knows now: he reads everything anew
			return recordEvent{}, false
		}
		now = err == nil
	}
	what := recordEvent{Type: t.Name, ID: change.Record.String()}
	switch {
	case change.Said != nil && !slices.ContainsFunc(change.Said, func(said event.Said) bool { return l.reads(change, said) }):
		return what, false
	case now && before && change.Fields != nil && !readsAny(l.request.actor, t, change.Fields) && sameActions(rights, change):
		return what, false
	case now:
		what.Change = "put"
	case before:
		what.Change = "gone"
	default:
		return what, false
	}
	return what, true
}

// reads reports whether the listener reads on the card of a record something of what was said there: where he may comment, and else what he
// may view by itself. Of activities he must be allowed to know what they are about.
func (l *listener) reads(change event.Change, said event.Said) bool {
	t, ok := l.Administration.Model().Schema.TypeByNo(said.Type)
	actor := l.request.actor
	if !ok || t.IsActivity() && !readsAny(actor, t, []string{schema.FieldAbout}) || said.Fields != nil && !readsAny(actor, t, said.Fields) {
		return false
	}
	rights := actor.Rights
	views := func(cell uint32) bool {
		return cell != 0 && rights.Allows(access.View, access.Subject{Cell: access.CellNo(cell), Author: said.Author})
	}
	if views(said.Before) || views(said.After) {
		return true
	}
	told := said.Fields == nil || slices.ContainsFunc(said.Fields, schema.OnCards)
	return told && rights.Allows(access.Comment, access.Subject{Cell: access.CellNo(change.After), Author: change.Author})
}

// readsAny reports whether the actor reads one of the fields in full; inherent ones, the responsible among them, everyone reads.
func readsAny(actor access.Actor, t *schema.ElementType, names []string) bool {
	for _, name := range names {
		f, ok := t.Field(name)
		if !ok || actor.Rights.Field(t, f).Rank() >= schema.Read.Rank() {
			return true
		}
	}
	return false
}

// sameActions reports whether he may do the same with a record in the cell it stands in as in the one it stood in.
func sameActions(rights *access.Rights, change event.Change) bool {
	in := func(cell uint32) []access.Action {
		return rights.Actions(access.Subject{Cell: access.CellNo(cell), Author: change.Author})
	}
	return change.Before == change.After || slices.Equal(in(change.Before), in(change.After))
}

// subscribe continues behind the last event heard, if it was this process that sent it.
func (s *server) subscribe(last string) *event.Subscription {
	if last == "" {
		return s.Hub.Subscribe()
	}
	position, ok := s.parsePosition(last)
	if !ok {
		position = 1<<64 - 2 // of no stream of this process: told to read everything anew
	}
	return s.Hub.Resume(position)
}

// position is where a listener stands, in a form that only this process reads: it would tell how much is written that he does not see.
func (s *server) position(at uint64) string {
	return s.positions.Cursor(binary.BigEndian.AppendUint64(nil, at))
}

func (s *server) parsePosition(text string) (uint64, bool) {
	plain, err := s.positions.OpenCursor(text)
	if err != nil || len(plain) != 8 {
		return 0, false
	}
	return binary.BigEndian.Uint64(plain), true
}
