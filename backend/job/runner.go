package job

import (
	"context"
	"encoding/json"

	"kontora/backend/access"
)

// Plan is what a runner says of work before it begins.
type Plan struct {
	About    About
	Total    int64 // how many items, as far as is known
	Undoable bool
	MaxOpen  int // unfinished ones of this kind that a person may have; 0: no more than of all
}

// Runner does the work of one kind, for the owner and under the rights he has at that moment. It is safe for concurrent use.
//
// A step works on items in the order given and may stop after some of them, so that others are not kept waiting; it answers one outcome for
// each that it worked on. An item that may not be changed is refused in its outcome. An error undoes the whole step; when it is one for
// people, the items are tried one by one, and the one at fault is refused; about a Portion, it ends the job.
type Runner interface {
	// Check refuses parameters that cannot be worked on at all.
	Check(ctx context.Context, actor access.Actor, parameters json.RawMessage) (Plan, error)
	// Next finds the items behind the job's place, at most limit. An error for people ends the job.
	Next(ctx context.Context, actor access.Actor, j Job, limit int) ([]Item, error)
	Step(ctx context.Context, tx Tx, actor access.Actor, j Job, items []Item) ([]Outcome, error)
	// Undo takes back what Step did. It is called only for plans that say they are undoable.
	Undo(ctx context.Context, tx Tx, actor access.Actor, j Job, done []Done) ([]Outcome, error)
}
