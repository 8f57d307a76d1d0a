package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"

	"kontora/backend/audit"
	"kontora/backend/identity"
	"kontora/backend/schema"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
)

// waitingHappenings bounds the failed sign-ins that wait to be written.
const waitingHappenings = 64

var errLogBusy = errors.New("too many failed sign-ins wait to be logged")

// signIns writes into the company's log what identities tell of. Failed sign-ins are written behind the scenes: how long an answer takes
// must not tell whether anything was written, and with it whether the login exists. Its methods are safe for concurrent use.
type signIns struct {
	db     *store.DB
	logger *slog.Logger
	queue  chan func()
	stop   context.CancelFunc
	ended  chan struct{}
	once   sync.Once
}

// newSignIns starts writing, until close: longer than ctx, whose values alone it keeps.
func newSignIns(ctx context.Context, db *store.DB, logger *slog.Logger) *signIns {
	running, stop := context.WithCancel(context.WithoutCancel(ctx))
	l := &signIns{db: db, logger: logger, queue: make(chan func(), waitingHappenings), stop: stop, ended: make(chan struct{})}
	go l.run(running)
	return l
}

func (l *signIns) run(ctx context.Context) {
	defer close(l.ended)
	for {
		select {
		case job := <-l.queue:
			job()
		case <-ctx.Done():
			l.finish()
			return
		}
	}
}

// finish does what still waits.
func (l *signIns) finish() {
	for {
		select {
		case job := <-l.queue:
			job()
		default:
			return
		}
	}
}

// Note implements identity.Log. The log has what happened in the order in which it was told.
func (l *signIns) Note(ctx context.Context, h identity.Happening) error {
	if h.What != identity.SignInFailed {
		l.settle(ctx)
		return l.write(ctx, h)
	}
	ctx = context.WithoutCancel(ctx)
	select {
	case l.queue <- func() { l.writeLater(ctx, h) }:
		return nil
	default:
		return errLogBusy
	}
}

// soon runs a job behind the scenes, or at once when too many wait: it is never lost.
func (l *signIns) soon(job func()) {
	select {
	case l.queue <- job:
	default:
		job()
	}
}

// writeLater writes what nobody waits for: a failure can only be logged.
func (l *signIns) writeLater(ctx context.Context, h identity.Happening) {
	if err := l.write(ctx, h); err != nil {
		l.logger.ErrorContext(ctx, "sign-in log failed", "what", h.What, "error", err)
	}
}

// settle waits until what was told before is written.
func (l *signIns) settle(ctx context.Context) {
	settled := make(chan struct{})
	select {
	case l.queue <- func() { close(settled) }:
	case <-ctx.Done():
		return
	case <-l.ended:
		return
	}
	select {
	case <-settled:
	case <-ctx.Done():
	case <-l.ended:
	}
}

// close ends the writing, after what still waits.
func (l *signIns) close() {
	l.once.Do(l.stop)
	<-l.ended
}

func (l *signIns) write(ctx context.Context, h identity.Happening) error {
	_, err := l.db.Write(ctx, func(w *store.WriteTx) error { return sqlstore.AppendAudit(ctx, w, signInEntry(h)) })
	if err != nil {
		return fmt.Errorf("log a sign-in: %w", err)
	}
	return nil
}

// signInEntry is a happening as the log keeps it, about the employee's entry.
func signInEntry(h identity.Happening) audit.Entry {
	e := audit.Entry{Employee: h.By, Device: h.Device, Kind: h.What, Subject: schema.TypeEmployee, ID: h.Employee}
	if h.Address != "" {
		e.Changes = append(e.Changes, said("sign_in_address", h.Address))
	}
	if h.Times > 0 {
		e.Changes = append(e.Changes, said("sign_in_failures", h.Times))
	}
	return e
}

func said(field string, value any) audit.Change {
	raw, _ := json.Marshal(value) // texts and numbers always have a form
	return audit.Change{Field: field, After: raw}
}
