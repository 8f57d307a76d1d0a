package job

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
)

// telling is how often the owner's windows hear how far a job is.
const telling = 250 * time.Millisecond

// errElsewhere is returned when a job is no longer as its worker knows it: paused, cancelled, or worked on by another process.
var errElsewhere = errors.New("the job is not as it was")

// worker works on one job.
type worker struct {
	*Service
	job    Job
	ahead  []Done // found and not worked on yet
	single bool   // the items ahead are tried one by one
	told   time.Time
	last   time.Time // when the step before ended
}

// work does a job until it is over, or ctx ends, or somebody else decides about it.
func (s *Service) work(ctx context.Context, id ident.ID) {
	w := &worker{Service: s, last: s.Clock.Now()}
	attempt := 0
	for {
		more, err := w.guarded(ctx, id)
		switch {
		case ctx.Err() != nil, errors.Is(err, errElsewhere), err == nil && !more:
			return
		case err == nil:
			attempt = 0
			continue
		}
		w.ahead = nil
		if attempt >= len(s.Retries) {
			s.Logger.ErrorContext(ctx, "job failed", "kind", w.job.Kind, "job", id, "error", err)
			w.fail(ctx, id, fault.New(fault.Internal, "job.broken"))
			return
		}
		s.Logger.WarnContext(ctx, "step of a job failed", "kind", w.job.Kind, "job", id, "attempt", attempt, "error", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(s.Retries[attempt]):
		}
		attempt++
	}
}

// guarded is step for runners that panic: the office goes on, and the job fails after its retries instead of ending every start of it.
func (w *worker) guarded(ctx context.Context, id ident.ID) (more bool, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			more, err = false, fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
		}
	}()
	return w.step(ctx, id)
}

// step does the next few items and reports whether there may be more.
func (w *worker) step(ctx context.Context, id ident.ID) (more bool, err error) {
	if len(w.ahead) == 0 {
		if err := w.find(ctx, id); err != nil {
			return false, w.refuse(ctx, id, err)
		}
	}
	items := w.ahead[:min(len(w.ahead), atATime)]
	if w.single && len(items) > 0 {
		items = items[:1]
	}
	taken, err := w.advance(ctx, id, items, nil)
	if forPeople(err) && !w.single {
		w.single = true // some item stops the others: it is found by itself
		return true, nil
	}
	if forPeople(err) {
		taken, err = w.advance(ctx, id, items, err)
	}
	if err != nil || len(items) == 0 {
		return false, err
	}
	w.ahead = w.ahead[taken:]
	w.single = w.single && len(w.ahead) > 0
	return true, nil
}

// forPeople reports whether an error is about what was to be done, not about the database.
func forPeople(err error) bool {
	return fault.Is(err, fault.Invalid) || fault.Is(err, fault.Denied) || fault.Is(err, fault.NotFound) || fault.Is(err, fault.Conflict)
}

// find reads the job and what comes next in it.
func (w *worker) find(ctx context.Context, id ident.ID) error {
	j, err := w.Store.Job(ctx, id)
	if fault.Is(err, fault.NotFound) || err == nil && j.State != Waiting && j.State != Running {
		return errElsewhere
	}
	if err != nil {
		return err
	}
	w.job = j
	if j.Undoing {
		w.ahead, err = w.Store.Changed(ctx, j.No, readAhead)
		return err
	}
	actor, runner, err := w.who(j)
	if err != nil {
		return err
	}
	items, err := runner.Next(ctx, actor, j, readAhead)
	for _, item := range items {
		w.ahead = append(w.ahead, Done{Item: item})
	}
	return err
}

// who acts, and by what. A job of one who is not active any more fails.
func (w *worker) who(j Job) (access.Actor, Runner, error) {
	actor := w.Actor(j.Acting())
	if j.UndoneBy == 0 {
		actor.Device = j.Device
	}
	if actor.Rights == nil || !actor.Rights.Active() {
		return actor, nil, fault.New(fault.Denied, "job.owner_not_active")
	}
	runner, ok := w.Runners[j.Kind]
	if !ok {
		return actor, nil, fault.New(fault.Denied, "job.unknown_kind")
	}
	return actor, runner, nil
}

// refuse ends a job that cannot go on at all, and hands back errors of other kinds.
func (w *worker) refuse(ctx context.Context, id ident.ID, err error) error {
	if !forPeople(err) {
		return err
	}
	w.fail(ctx, id, err)
	return errElsewhere
}

// advance works on items in one transaction with the job itself, or refuses the one there is, and returns how many it worked on. No items
// mean that the job is complete.
func (w *worker) advance(ctx context.Context, id ident.ID, items []Done, refusal error) (taken int, err error) {
	var after Job
	stopped := error(nil)
	err = w.Store.Change(ctx, func(tx Tx) error {
		taken, stopped = 0, nil // a transaction may run again
		j, err := w.locked(ctx, tx, id)
		if err != nil {
			return err
		}
		w.starts(&j, tx.Now())
		actor, runner, err := w.who(j)
		switch {
		case err != nil:
			stopped = err
			return nil
		case len(items) == 0:
			j.complete(tx.Now().UnixMilli())
		case refusal != nil:
			taken = 1
			err = w.settle(ctx, tx, &j, items, []Outcome{{Refusal: refusal}})
		default:
			taken, err = w.run(ctx, tx, &j, actor, runner, items)
		}
		if err != nil {
			return err
		}
		after = j
		return w.close(ctx, tx, j)
	})
	if forPeople(err) && len(items) > 0 && items[0].Portion != nil {
		err, stopped = nil, err // a whole has no part that can be left out
	}
	if err == nil && stopped != nil {
		w.fail(ctx, id, stopped)
		return 0, errElsewhere
	}
	if err == nil {
		w.job, w.last = after, w.Clock.Now()
	}
	return taken, err
}

// locked reads the job and makes sure that nobody has decided about it or worked on it since.
func (w *worker) locked(ctx context.Context, tx Tx, id ident.ID) (Job, error) {
	j, err := tx.Job(ctx, id)
	if fault.Is(err, fault.NotFound) {
		return j, errElsewhere
	}
	if err != nil {
		return j, err
	}
	known := w.job
	if j.State != Waiting && j.State != Running || j.Undoing != known.Undoing || j.Place != known.Place || j.Done != known.Done {
		return j, errElsewhere
	}
	return j, nil
}

// starts notes that the job works, and for how long it has.
func (w *worker) starts(j *Job, now time.Time) {
	j.State = Running
	if j.StartedAt == 0 {
		j.StartedAt = now.UnixMilli()
	}
	j.Worked += max(0, w.Clock.Now().Sub(w.last).Milliseconds())
}

func (w *worker) run(ctx context.Context, tx Tx, j *Job, actor access.Actor, runner Runner, items []Done) (taken int, err error) {
	var outcomes []Outcome
	if j.Undoing {
		outcomes, err = runner.Undo(ctx, tx, actor, *j, items)
	} else {
		outcomes, err = runner.Step(ctx, tx, actor, *j, plain(items))
	}
	if err != nil {
		return 0, err
	}
	return len(outcomes), w.settle(ctx, tx, j, items[:len(outcomes)], outcomes)
}

// settle notes what became of items.
func (w *worker) settle(ctx context.Context, tx Tx, j *Job, items []Done, outcomes []Outcome) error {
	j.count(plain(items), outcomes, w.Words)
	if j.Undoing {
		return tx.Drop(ctx, j.No, plain(items))
	}
	var changed []Done
	for i, outcome := range outcomes {
		if outcome.Changed && outcome.Before != nil {
			changed = append(changed, Done{Item: items[i].Item, Before: outcome.Before})
		}
	}
	last := items[len(items)-1]
	j.Place = last.Place
	if last.Portion != nil {
		j.Memory = last.Memory
	}
	return tx.Keep(ctx, j.No, changed)
}

func plain(done []Done) []Item {
	items := make([]Item, len(done))
	for i, each := range done {
		items[i] = each.Item
	}
	return items
}

// close writes the job as it is after a step, and lets its owner hear of it now and then.
func (w *worker) close(ctx context.Context, tx Tx, j Job) error {
	now := w.Clock.Now()
	if j.State.Over() || now.Sub(w.told) >= telling {
		w.told = now
		w.tell(tx, j)
	}
	if j.State.Over() && w.Herald != nil {
		if err := w.Herald.Finished(ctx, tx, j); err != nil {
			return err
		}
	}
	return tx.Put(ctx, j)
}

// fail ends the job for a reason.
func (w *worker) fail(ctx context.Context, id ident.ID, why error) {
	err := w.Store.Change(ctx, func(tx Tx) error {
		j, err := tx.Job(ctx, id)
		if err != nil || j.State != Waiting && j.State != Running {
			return err
		}
		j.Result.Failure = w.Words(why)
		j.finish(Failed, tx.Now().UnixMilli())
		return w.close(ctx, tx, j)
	})
	if err != nil && ctx.Err() == nil {
		w.Logger.ErrorContext(ctx, "end of a job not written", "job", id, "error", err)
	}
	w.clear(context.WithoutCancel(ctx))
}
