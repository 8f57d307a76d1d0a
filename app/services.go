package app

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"
)

// service is something that runs as long as the office does.
type service interface {
	Serve(ctx context.Context) error
}

// services are what runs beside an office that answers.
func (o *Office) services(ctx context.Context) (map[string]service, error) {
	named := map[string]service{"conditions": o.Administration, "jobs": o.Jobs}
	named["moves"] = &daily{"forget old moves of records", o.forgetMoves, o.Logger}
	unused, err := o.sweep(ctx)
	if err == nil && unused != nil {
		named["contents"] = &daily{"take away unused contents of files", unused.once, o.Logger}
	}
	if o.neighbours != nil {
		o.neighbours.lead = named
		named = map[string]service{"neighbours": o.neighbours}
	}
	return named, err
}

// services runs services until stop is called, and logs one that ends by itself.
type services struct {
	cancel context.CancelFunc
	done   sync.WaitGroup
}

func run(ctx context.Context, logger *slog.Logger, named map[string]service) *services {
	running, cancel := context.WithCancel(ctx)
	all := &services{cancel: cancel}
	for name, each := range named {
		all.done.Go(func() {
			if err := each.Serve(running); err != nil && !errors.Is(err, context.Canceled) {
				logger.ErrorContext(running, "service ended", "service", name, "error", err)
			}
		})
	}
	return all
}

// stop ends all services and waits for them.
func (s *services) stop() {
	s.cancel()
	s.done.Wait()
}

// movesKept is how long it is remembered which records have moved between cells: a desk that stays away for longer begins anew.
const movesKept = 180 * 24 * time.Hour

func (o *Office) forgetMoves(ctx context.Context) error {
	return o.Store.ForgetMoves(ctx, o.Clock.Now().Add(-movesKept))
}
