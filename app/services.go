package app

import (
	"context"
	"errors"
	"log/slog"
	"sync"
)

// service is something that runs as long as the office does.
type service interface {
	Serve(ctx context.Context) error
}

// services are what runs beside an office that answers.
func (o *Office) services(ctx context.Context) (map[string]service, error) {
	named := map[string]service{"conditions": o.Administration, "jobs": o.Jobs}
	unused, err := o.sweep(ctx)
	if err == nil && unused != nil {
		named["contents"] = unused
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
