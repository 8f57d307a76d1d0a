package httpapi

import (
	"context"
	"log/slog"
	"testing"
	"testing/synctest"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/record"
)

func sessionOf(b byte) *request { return &request{session: identity.Session{ID: ident.ID{b}}} }

func TestExactTotalsAreTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newCounts(func(_ context.Context, _ access.Actor, _ record.ListRequest, limit int64) (int64, error) {
			if limit > 0 {
				return min(limit, 4711), nil
			}
			return 4711, nil
		}, ident.Random{}, slog.New(slog.DiscardHandler), nil)
		if name := c.start(t.Context(), sessionOf(1), record.ListRequest{}); name != "" {
			t.Error("counts for a session that does not listen")
		}
		totals, forget := c.listen(ident.ID{1})
		others, forgetOthers := c.listen(ident.ID{2})
		defer forgetOthers()
		name := c.start(t.Context(), sessionOf(1), record.ListRequest{})
		for _, want := range []countDone{{name, record.CountedUpTo, false}, {name, 4711, true}} {
			if done := <-totals; done != want || name == "" {
				t.Errorf("told %+v of %q, want %+v", done, name, want)
			}
		}
		select {
		case done := <-others:
			t.Errorf("another session is told %+v", done)
		default:
		}
		forget()
		if name := c.start(t.Context(), sessionOf(1), record.ListRequest{}); name != "" {
			t.Error("counts for a session that listens no more")
		}
	})
}

func TestANewCountTakesThePlaceOfTheLast(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ended := 0
		c := newCounts(func(ctx context.Context, _ access.Actor, request record.ListRequest, _ int64) (int64, error) {
			if request.Search == "slow" {
				<-ctx.Done()
				ended++
				return 0, ctx.Err()
			}
			return 7, nil
		}, ident.Random{}, slog.New(slog.DiscardHandler), nil)
		totals, forget := c.listen(ident.ID{1})
		defer forget()
		ctx, cancel := context.WithCancel(t.Context())
		c.start(ctx, sessionOf(1), record.ListRequest{Search: "slow"})
		synctest.Wait()
		cancel() // the request is answered; its count goes on
		synctest.Wait()
		if ended != 0 {
			t.Fatal("the count ended with its request")
		}
		name := c.start(t.Context(), sessionOf(1), record.ListRequest{})
		if done := <-totals; done != (countDone{name, 7, true}) {
			t.Errorf("told %+v", done)
		}
		synctest.Wait()
		if ended != 1 {
			t.Error("the count before goes on")
		}
	})
}

// wire connects the counts of two processes.
type wire struct{ heard, other func(text string) }

func (*wire) CatchUp(context.Context) error { return nil }

func (w *wire) Receive(fn func(text string)) { w.heard = fn }

func (w *wire) Send(_ context.Context, text string) error {
	w.other(text)
	return nil
}

func TestATotalIsToldWhereTheSessionListens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		here, there := &wire{}, &wire{}
		count := func(context.Context, access.Actor, record.ListRequest, int64) (int64, error) { return 7, nil }
		asked := newCounts(count, ident.Random{}, slog.New(slog.DiscardHandler), here)
		listened := newCounts(count, ident.Random{}, slog.New(slog.DiscardHandler), there)
		here.other, there.other = there.heard, here.heard
		totals, forget := listened.listen(ident.ID{1})
		defer forget()
		request := sessionOf(1)
		if name := asked.start(t.Context(), request, record.ListRequest{}); name != "" {
			t.Error("counts for a program, which listens only where it asks")
		}
		request.session.Kind = identity.Interactive
		name := asked.start(t.Context(), request, record.ListRequest{})
		if done := <-totals; name == "" || done != (countDone{name, 7, true}) {
			t.Errorf("told %+v of %q", done, name)
		}
		forget()
		name = asked.start(t.Context(), request, record.ListRequest{})
		synctest.Wait()
		late, forgetLate := listened.listen(ident.ID{1})
		defer forgetLate()
		if done := <-late; name == "" || done != (countDone{name, 7, true}) {
			t.Errorf("told %+v of %q, which was counted before the stream was open", done, name)
		}
		for i := range 2 * countsEarly {
			asked.tellHere(ident.ID{2, byte(i), byte(i >> 8)}, countDone{})
		}
		if len(asked.early) > countsEarly {
			t.Errorf("%d totals are kept", len(asked.early))
		}
		synctest.Wait()
		if len(asked.cancel) != 0 {
			t.Error("a count that has ended is kept")
		}
	})
}
