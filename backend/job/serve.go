package job

import (
	"context"
	"sync"
	"time"

	"kontora/backend/ident"
)

// patrol is how often jobs are looked for that nobody told of: those of another process that ended, and those that are too old.
const patrol = time.Minute

// Serve works on jobs until ctx ends, at most AtOnce at a time and, while others wait, one of each owner. What is at work then goes on
// when Serve is called again.
func (s *Service) Serve(ctx context.Context) error {
	var workers sync.WaitGroup
	defer workers.Wait()
	round := time.NewTicker(patrol)
	defer round.Stop()
	for {
		if err := s.begin(ctx, &workers); err != nil && ctx.Err() == nil {
			s.Logger.ErrorContext(ctx, "jobs not looked for", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-s.wake:
		case <-round.C:
			if err := s.expire(ctx); err != nil && ctx.Err() == nil {
				s.Logger.ErrorContext(ctx, "old jobs not removed", "error", err)
			}
			s.clear(ctx)
		}
	}
}

// begin starts workers for what is open, as far as there is room.
func (s *Service) begin(ctx context.Context, workers *sync.WaitGroup) error {
	open, err := s.Store.Open(ctx)
	if err != nil {
		return err
	}
	for _, fair := range []bool{true, false} {
		for _, j := range open {
			if !s.take(j, fair) {
				continue
			}
			workers.Go(func() {
				s.work(ctx, j.ID)
				s.leave(j.ID)
				s.rouse()
			})
		}
	}
	return nil
}

// take reserves a place for the job. Fairly, an owner has one.
func (s *Service) take(j Job, fair bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, taken := s.busy[j.ID]; taken || len(s.busy) >= AtOnce {
		return false
	}
	if fair {
		for _, owner := range s.busy {
			if owner == j.Owner {
				return false
			}
		}
	}
	s.busy[j.ID] = j.Owner
	return true
}

func (s *Service) leave(id ident.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.busy, id)
}

func (s *Service) expire(ctx context.Context) error {
	return s.Store.Change(ctx, func(tx Tx) error { return tx.Expire(ctx, tx.Now().AddDate(0, 0, -KeptDays)) })
}

// clear removes what jobs have made that is not wanted any more.
func (s *Service) clear(ctx context.Context) {
	if s.Clear == nil {
		return
	}
	if err := s.Clear(ctx); err != nil && ctx.Err() == nil {
		s.Logger.ErrorContext(ctx, "what jobs made not removed", "error", err)
	}
}
