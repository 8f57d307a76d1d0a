package app

import (
	"context"
	"sync"
	"time"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/audit"
	"kontora/backend/clock"
	"kontora/backend/ident"
	"kontora/backend/record"
)

// Bounds of what is remembered of opened cards: one is logged again after a while.
const (
	viewedAgain      = time.Hour
	rememberedViewed = 10_000
)

// oversight logs the cards that an administrator opens and would not see were he none: everything is open to him, and he cannot look
// unseen. It is written behind the scenes. Its methods are safe for concurrent use.
type oversight struct {
	log            auditLog
	later          *signIns
	administration *administration.Service
	cells          access.Cells
	clock          clock.Clock

	mu   sync.Mutex
	seen map[viewedCard]time.Time
}

type viewedCard struct {
	by   ident.No
	card ident.ID
}

func newOversight(o *Office) *oversight {
	return &oversight{
		log: o.Audit, later: o.signIns, administration: o.Administration, cells: o.Cells, clock: o.Clock,
		seen: make(map[viewedCard]time.Time),
	}
}

// Viewed implements record.Oversight.
func (v *oversight) Viewed(ctx context.Context, actor access.Actor, typeName string, id ident.ID, of access.Subject) {
	now := v.clock.Now()
	if !v.isNew(viewedCard{actor.Employee, id}, now) {
		return
	}
	ctx = context.WithoutCancel(ctx)
	v.later.soon(func() { v.note(ctx, actor, typeName, id, of, now) })
}

// isNew reports whether the card was not opened by the same person a short while ago, and remembers that it is now.
func (v *oversight) isNew(card viewedCard, now time.Time) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	if at, ok := v.seen[card]; ok && now.Sub(at) < viewedAgain && !now.Before(at) {
		return false
	}
	if len(v.seen) >= rememberedViewed {
		clear(v.seen)
	}
	v.seen[card] = now
	return true
}

func (v *oversight) note(ctx context.Context, actor access.Actor, typeName string, id ident.ID, of access.Subject, now time.Time) {
	state := v.administration.State()
	if access.Ordinary(state.Model, v.cells, actor.Employee, now).Allows(access.View, of) {
		return
	}
	entry := audit.Entry{Employee: state.ID(actor.Employee), Device: actor.Device, Kind: record.KindView, Subject: typeName, ID: id}
	if err := v.log.Note(ctx, entry); err != nil {
		v.later.logger.ErrorContext(ctx, "opened card not logged", "error", err)
	}
}
