package job

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"kontora/backend/access"
	"kontora/backend/clock"
	"kontora/backend/event"
	"kontora/backend/fault"
	"kontora/backend/ident"
)

// Publisher is told of every commit after it is durable.
type Publisher interface {
	Publish(c event.Commit)
}

// Herald is told, in its last transaction, that a job is over.
type Herald interface {
	Finished(ctx context.Context, tx Tx, j Job) error
}

// Parts is what a Service is made of; Herald may be nil.
type Parts struct {
	Store     Store
	Runners   map[string]Runner // by kind
	Actor     func(owner ident.No) access.Actor
	Words     func(error) Words // a refusal as its owner reads it, in every language
	Publisher Publisher
	Herald    Herald
	Clock     clock.Clock
	IDs       ident.Source
	Logger    *slog.Logger
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
		open, err := tx.CountOpen(ctx, actor.Employee)
		if err != nil {
			return err
		}
		if open >= MaxOpen {
			return fault.New(fault.Conflict, "job.too_many", "max", MaxOpen)
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

// List lists the actor's jobs, the latest first.
func (s *Service) List(ctx context.Context, actor access.Actor) ([]Job, error) {
	return s.Store.Jobs(ctx, actor.Employee, MaxListed)
}

// Get reads a job of the actor's; any other is not there.
func (s *Service) Get(ctx context.Context, actor access.Actor, id ident.ID) (Job, error) {
	j, err := s.Store.Job(ctx, id)
	if err == nil && j.Owner != actor.Employee {
		return Job{}, fault.Missing()
	}
	return j, err
}

// Command pauses, resumes, cancels or undoes a job of the actor's. A job at work obeys after the step it is at.
func (s *Service) Command(ctx context.Context, actor access.Actor, id ident.ID, c Command) (Job, error) {
	if actor.ReadOnly {
		return Job{}, fault.New(fault.Denied, "error.read_only")
	}
	var j Job
	err := s.Store.Change(ctx, func(tx Tx) (err error) {
		if j, err = tx.Job(ctx, id); err != nil {
			return err
		}
		if j.Owner != actor.Employee {
			return fault.Missing()
		}
		if !j.obey(c, tx.Now().UnixMilli()) {
			return fault.New(fault.Conflict, "job.not_now")
		}
		s.tell(tx, j)
		return tx.Put(ctx, j)
	})
	if err != nil {
		return Job{}, err
	}
	s.rouse()
	return j, nil
}

// tell has the owner's windows hear of the job once the transaction is durable.
func (s *Service) tell(tx Tx, j Job) {
	tx.AfterCommit(func(seq uint64) {
		s.Publisher.Publish(event.Commit{Seq: seq, Told: []event.Told{{To: j.Owner, Kind: event.ToldJob, ID: j.ID}}})
	})
}

func (s *Service) rouse() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}
