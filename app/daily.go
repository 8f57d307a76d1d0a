package app

import (
	"context"
	"log/slog"
	"time"
)

// How long after the start what is done once a day is done first, and how often from then on.
const (
	firstDaily = 10 * time.Minute
	dailyEvery = 24 * time.Hour
)

// daily is something that is done once a day.
type daily struct {
	name   string // for the log
	work   func(ctx context.Context) error
	logger *slog.Logger
}

// Serve does it until ctx ends.
func (d *daily) Serve(ctx context.Context) error {
	next := time.NewTimer(firstDaily)
	defer next.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-next.C:
		}
		if err := d.work(ctx); err != nil && ctx.Err() == nil {
			d.logger.ErrorContext(ctx, "what is done once a day has failed", "what", d.name, "error", err)
		}
		next.Reset(dailyEvery)
	}
}
