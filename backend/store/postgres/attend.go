package postgres

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// Attendance is what a process does among others on one database.
type Attendance struct {
	Channels []string
	Heard    func(channel, text string) // what was told on a channel
	Round    func()                     // at first and after every pause: something may have been told while nobody listened
	Pause    time.Duration              // the longest time between two rounds
	Lead     func(ctx context.Context)  // runs until its context ends, at one process at a time
}

// answers is how long a server may take for a question that costs it nothing before its connection counts as broken.
const answers = 5 * time.Second

// Attend listens and, when no other process does, leads, until ctx ends or the connection breaks, which is an error. Nothing of the
// Attendance runs when it returns. It holds the claim on the database together with others meanwhile.
func Attend(ctx context.Context, address, who string, a Attendance) error {
	connection, err := introduce(ctx, address, who)
	if err != nil {
		return err
	}
	defer func() {
		closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), answers)
		defer cancel()
		_ = connection.Close(closing)
	}()
	// Whoever has the database alone now is waited for: what he does is seen by nobody until then.
	if _, err := connection.Exec(ctx, "SELECT pg_advisory_lock_shared($1)", int64(claim)); err != nil {
		return fmt.Errorf("claim the database: %w", err)
	}
	for _, channel := range a.Channels {
		if _, err := connection.Exec(ctx, "LISTEN "+pgx.Identifier{channel}.Sanitize()); err != nil {
			return fmt.Errorf("listen: %w", err)
		}
	}
	s := &station{Attendance: a, connection: connection}
	defer s.resign()
	for {
		if err := s.round(ctx); err != nil {
			return err
		}
	}
}

// station is a connection at which a process attends.
type station struct {
	Attendance
	connection *pgx.Conn
	leading    sync.WaitGroup
	stop       context.CancelFunc // of leading; nil: another leads
}

// round looks once whether the connection is well and whether anybody leads, and then listens for a while.
func (s *station) round(ctx context.Context) error {
	asking, cancel := context.WithTimeout(ctx, answers)
	defer cancel()
	if s.stop != nil {
		if err := s.connection.Ping(asking); err != nil {
			return fmt.Errorf("ask whether the connection is there: %w", err)
		}
	} else if err := s.candidate(ctx, asking); err != nil {
		return err
	}
	s.Round()
	listening, cancel := context.WithTimeout(ctx, s.Pause)
	defer cancel()
	for {
		told, err := s.connection.WaitForNotification(listening)
		switch {
		case err == nil:
			s.Heard(told.Channel, told.Payload)
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, context.DeadlineExceeded) || listening.Err() != nil:
			return nil
		default:
			return fmt.Errorf("listen: %w", err)
		}
	}
}

// candidate leads when no other process does.
func (s *station) candidate(ctx, asking context.Context) error {
	leads, err := tryLock(asking, s.connection, "pg_try_advisory_lock", lead)
	if err != nil || !leads {
		return err
	}
	running, stop := context.WithCancel(ctx)
	s.stop = stop
	s.leading.Go(func() { s.Lead(running) })
	return nil
}

// resign ends what the leader does.
func (s *station) resign() {
	if s.stop != nil {
		s.stop()
		s.leading.Wait()
	}
}
