package job

import (
	"context"
	"time"

	"kontora/backend/event"
	"kontora/backend/ident"
)

// Store keeps the jobs of one company. Implementations are safe for concurrent use.
type Store interface {
	// Jobs lists those of some people, the latest first, at most limit.
	Jobs(ctx context.Context, owners []ident.No, limit int) ([]Job, error)
	// Job reads one, or fails with fault.NotFound.
	Job(ctx context.Context, id ident.ID) (Job, error)
	// Open lists what waits or works, the oldest first.
	Open(ctx context.Context) ([]Job, error)
	// Changed lists what a job changed and has not taken back, the last first, at most limit.
	Changed(ctx context.Context, no int64, limit int) ([]Done, error)
	// Change runs fn in one write transaction, perhaps more than once.
	Change(ctx context.Context, fn func(Tx) error) error
}

// Tx is the store within a write transaction.
type Tx interface {
	// Now is the time of the commit.
	Now() time.Time
	// Job reads one and keeps it locked, or fails with fault.NotFound.
	Job(ctx context.Context, id ident.ID) (Job, error)
	// OpenKinds lists the kinds of the unfinished jobs of a person, one for each job.
	OpenKinds(ctx context.Context, owner ident.No) ([]string, error)
	Add(ctx context.Context, j Job) error
	Put(ctx context.Context, j Job) error
	// Keep notes what was changed; Seq is given by the store. Drop forgets the items at the places.
	Keep(ctx context.Context, no int64, done []Done) error
	Drop(ctx context.Context, no int64, items []Item) error
	// Expire removes what was finished before the time.
	Expire(ctx context.Context, before time.Time) error
	// Announce has subscribers told once the transaction is durable.
	Announce(c event.Commit)
}
