package job

import (
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"sync"
	"time"

	"kontora/backend/access"
	"kontora/backend/clock"
	"kontora/backend/event"
	"kontora/backend/fault"
	"kontora/backend/ident"
)

// Herald is told, in its last transaction, that a job is over.
type Herald interface {
	Finished(ctx context.Context, tx Tx, j Job) error
}

// Parts is what a Service is made of; Herald and Clear may be nil.
type Parts struct {
	Store    Store
	Runners  map[string]Runner // by kind
	Actor    func(owner ident.No) access.Actor
	Inactive func() []ident.No // those who are employed and may not act, and those who were
	Words    func(error) Words // a refusal as its owner reads it, in every language
	Herald   Herald
	Clear    func(ctx context.Context) error // removes what jobs made that failed, were cancelled or ended long ago
	Clock    clock.Clock
	IDs      ident.Source
	Logger   *slog.Logger
	// Retries is how long to wait before each further attempt at a step that failed; after the last the job has failed.
	Retries []time.Duration
}

// UsualRetries outlasts a database that restarts.
func UsualRetries() []time.Duration {
	return []time.Duration{time.Second, 5 * time.Second, 30 * time.Second, 2 * time.Minute}
}

// Service keeps jobs and works on them. It is safe for concurrent use.
type Service struct {
	Parts
	wake chan struct{} // has a value when there may be something to do

	mu   sync.Mutex
	busy map[ident.ID]ident.No // the jobs at work here, with their owners
}

// New returns a Service. Nothing is worked on before Serve.
func New(parts Parts) *Service {
	return &Service{Parts: parts, wake: make(chan struct{}, 1), busy: make(map[ident.ID]ident.No)}
}

// Start begins a job of the actor's own, if its kind can work on the parameters.
func (s *Service) Start(ctx context.Context, actor access.Actor, kind string, parameters json.RawMessage) (Job, error) {
	runner, ok := s.Runners[kind]
	if !ok {
		return Job{}, fault.Missing()
	}
	if actor.ReadOnly {
		return Job{}, fault.New(fault.Denied, "error.read_only")
	}
	plan, err := runner.Check(ctx, actor, parameters)
	if err != nil {
		return Job{}, err
	}
	j := Job{ID: s.IDs.New(), Owner: actor.Employee, State: Waiting, Body: Body{
		Kind: kind, Device: actor.Device, About: plan.About, Parameters: parameters, Total: plan.Total, Undoable: plan.Undoable,
	}}
	err = s.Store.Change(ctx, func(tx Tx) error {
		open, err := tx.OpenKinds(ctx, actor.Employee)
		if err != nil {
			return err
		}
		if err := roomFor(kind, plan, open); err != nil {
			return err
		}
		j.MadeAt = tx.Now().UnixMilli()
		s.tell(tx, j)
		return tx.Add(ctx, j)
	})
	if err != nil {
		return Job{}, err
	}
	s.rouse()
	return j, nil
}

// roomFor refuses a job of one who has too many that are not finished, of all kinds or of this one.
func roomFor(kind string, plan Plan, open []string) error {
	if len(open) >= MaxOpen {
		return fault.New(fault.Conflict, "job.too_many", "max", MaxOpen)
	}
	same := 0
	for _, each := range open {
		if each == kind {
			same++
		}
	}
	if plan.MaxOpen > 0 && same >= plan.MaxOpen {
		return fault.New(fault.Conflict, "job.too_many_of_kind", "max", plan.MaxOpen)
	}
	return nil
}

// List lists the actor's jobs, the latest first, and behind them, to an administrator, those of people who are not active and those of
// others that he is taking back.
func (s *Service) List(ctx context.Context, actor access.Actor) ([]Job, error) {
	own, err := s.Store.Jobs(ctx, []ident.No{actor.Employee}, MaxListed)
	if err != nil || !actor.Rights.Administrator() {
		return own, err
	}
	left, err := s.Store.Jobs(ctx, s.Inactive(), MaxListed)
	if err != nil {
		return nil, err
	}
	open, err := s.Store.Open(ctx)
	for _, j := range open {
		known := func(other Job) bool { return other.ID == j.ID }
		if j.UndoneBy == actor.Employee && !slices.ContainsFunc(left, known) {
			left = append(left, j)
		}
	}
	return append(own, left...), err
}

// Get reads a job of the actor's, or one left to him; any other is not there.
func (s *Service) Get(ctx context.Context, actor access.Actor, id ident.ID) (Job, error) {
	j, err := s.Store.Job(ctx, id)
	if err == nil && !s.sees(actor, j) {
		return Job{}, fault.Missing()
	}
	return j, err
}

// sees reports whether the job is the actor's own, is being taken back by him, or was left behind by one who is not active and is the
// administrators' now.
func (s *Service) sees(actor access.Actor, j Job) bool {
	if j.Owner == actor.Employee {
		return true
	}
	return actor.Rights.Administrator() && (j.UndoneBy == actor.Employee || slices.Contains(s.Inactive(), j.Owner))
}

// Can reports whether the command would do anything for the actor, who sees the job: one that was left behind does not go on, and whose
// work an administrator is taking back cannot stop him, though he be active again.
func (s *Service) Can(actor access.Actor, j Job, c Command) bool {
	switch {
	case !j.Can(c):
		return false
	case j.UndoneBy != 0 && !j.State.Over():
		return c == Cancel && actor.Employee != j.Owner
	default:
		return j.Owner == actor.Employee || c == Cancel || c == Undo
	}
}

// Command pauses, resumes, cancels or undoes a job of the actor's, or cancels or undoes one left to him. A job at work obeys after the step
// it is at.
func (s *Service) Command(ctx context.Context, actor access.Actor, id ident.ID, c Command) (Job, error) {
	if actor.ReadOnly {
		return Job{}, fault.New(fault.Denied, "error.read_only")
	}
	var j Job
	err := s.Store.Change(ctx, func(tx Tx) (err error) {
		if j, err = tx.Job(ctx, id); err != nil {
			return err
		}
		if !s.sees(actor, j) {
			return fault.Missing()
		}
		if !s.Can(actor, j, c) || !j.obey(c, tx.Now().UnixMilli()) {
			return fault.New(fault.Conflict, "job.not_now")
		}
		if c == Undo {
			j.UndoneBy = 0
			if j.Owner != actor.Employee {
				j.UndoneBy = actor.Employee
			}
		}
		s.tell(tx, j)
		return tx.Put(ctx, j)
	})
	if err != nil {
		return Job{}, err
	}
	if c == Cancel {
		s.clear(ctx)
	}
	s.rouse()
	return j, nil
}

// tell has the windows of him for whom it works hear of the job once the transaction is durable.
func (s *Service) tell(tx Tx, j Job) {
	tx.Announce(event.Commit{Told: []event.Told{{To: j.Acting(), Kind: event.ToldJob, ID: j.ID}}})
}

// Rouse has jobs looked for that another process has made.
func (s *Service) Rouse() { s.rouse() }

func (s *Service) rouse() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}
