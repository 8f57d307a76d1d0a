package outbox

import (
	"context"
	"log/slog"
	"slices"

	"kontora/backend/access"
	"kontora/backend/clock"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// Entry is a command with whose it is and from which of his desks it came.
type Entry struct {
	*Command
	Employee ident.No
	Device   ident.ID
}

// Book is what an office remembers of commands. It is safe for concurrent use.
type Book interface {
	// Find is what was said of a command; nil for one that is new.
	Find(ctx context.Context, employee ident.No, id ident.ID) (*Result, error)
	// Taking is the store of records in which a command is done: it notes in the same transaction that it is, with the result as it is then.
	// It fails for one that was noted before.
	Taking(e Entry, result func() Result) record.Store
	// Refuse notes what becomes of a command without doing it. It is fault.Unavailable while the employee has left too much undecided.
	Refuse(ctx context.Context, e Entry, r Result) error
	// Unresolved are the employee's conflicts and refusals on which he has not decided, the oldest first, at most limit.
	Unresolved(ctx context.Context, employee ident.No, limit int) ([]Kept, error)
	// CountUnresolved is how many there are of these.
	CountUnresolved(ctx context.Context, employee ident.No) (int, error)
	// FindUnresolved is one of these; fault.Missing for any other.
	FindUnresolved(ctx context.Context, employee ident.No, id ident.ID) (*Kept, error)
	// Missed are some of these that are not among the known.
	Missed(ctx context.Context, employee ident.No, known []ident.ID) ([]Kept, error)
	// Closed are those of the commands that are known here and on which he has decided.
	Closed(ctx context.Context, employee ident.No, ids []ident.ID) ([]ident.ID, error)
	// Close notes that he has. What is not there, or another's, is passed over.
	Close(ctx context.Context, employee ident.No, ids []ident.ID) error
}

// Office takes in what was done at desks. It is safe for concurrent use.
type Office struct {
	Book      Book
	Records   *record.Service
	Catalogue *locale.Catalogue
	Clock     clock.Clock
	Logger    *slog.Logger
}

// Take takes in what a desk offers, each command by itself and once only: a command that cannot be decided now holds up none of the others,
// and is offered again.
func (o *Office) Take(ctx context.Context, actor access.Actor, offer *Offer) (*Answer, error) {
	if len(offer.Commands) > MaxOffered || len(offer.Closed) > MaxOffered || len(offer.Kept) > MaxOffered {
		return nil, fault.New(fault.Invalid, "http.malformed")
	}
	if actor.ReadOnly {
		return nil, fault.New(fault.Denied, "error.read_only")
	}
	answer := &Answer{Results: []Result{}, Closed: []ident.ID{}}
	for _, raw := range offer.Commands {
		c, err := Decode(raw)
		if err != nil { // of a later version, perhaps: it waits where it is
			o.Logger.WarnContext(ctx, "a desk's command cannot be read", "bytes", len(raw))
			continue
		}
		r, err := o.one(ctx, Entry{c, actor.Employee, actor.Device}, actor)
		switch {
		case err == nil:
			answer.Results = append(answer.Results, *r)
		case fault.Is(err, fault.Unauthenticated), ctx.Err() != nil:
			return nil, err
		default:
			o.Logger.ErrorContext(ctx, "a desk's command cannot be decided", "command", c.ID.String(), "kind", c.Kind, "error", err)
		}
	}
	if err := o.Book.Close(ctx, actor.Employee, offer.Closed); err != nil {
		return nil, err
	}
	closed, err := o.Book.Closed(ctx, actor.Employee, offer.Kept)
	if err != nil {
		return nil, err
	}
	answer.Closed = append(answer.Closed, closed...)
	return answer, o.addMissed(ctx, actor, offer, answer)
}

// addMissed adds what is unresolved and this desk does not have, such as what another desk had sent before it was emptied.
func (o *Office) addMissed(ctx context.Context, actor access.Actor, offer *Offer, answer *Answer) error {
	if len(offer.Kept) == MaxOffered { // it may have more than it says
		return nil
	}
	known := slices.Clone(offer.Kept)
	for _, r := range answer.Results {
		known = append(known, r.ID)
	}
	missed, err := o.Book.Missed(ctx, actor.Employee, known)
	for _, k := range missed {
		raw, err := k.Command.Encode()
		if err != nil {
			return err
		}
		answer.Missed = append(answer.Missed, Missed{Command: raw, Result: k.Result})
	}
	return err
}

// Leave keeps what somebody did at a desk who may do nothing any longer: nothing of it is done, and nothing of it is lost.
func (o *Office) Leave(ctx context.Context, employee ident.No, device ident.ID, offer *Offer) error {
	if len(offer.Commands) > MaxOffered {
		return fault.New(fault.Invalid, "http.malformed")
	}
	for _, raw := range offer.Commands {
		c, err := Recall(raw)
		if err != nil || c.ID.IsZero() { // nobody can read it, here or there: it must not keep the rest
			o.Logger.WarnContext(ctx, "a command that a desk leaves cannot be read", "bytes", len(raw))
			continue
		}
		e := Entry{c, employee, device}
		done, err := o.Book.Find(ctx, e.Employee, e.ID)
		if err != nil {
			return err
		}
		if done != nil {
			continue
		}
		refusal := refusalOf(o.Catalogue, fault.New(fault.Denied, "error.not_active"))
		if err := o.Book.Refuse(ctx, e, Result{ID: e.ID, State: Refused, Problem: refusal}); err != nil {
			return err
		}
	}
	return nil
}

// maxUnresolved is how much of what is unresolved is told.
const maxUnresolved = 1000

// one takes in one command. Its error is one that is no decision.
func (o *Office) one(ctx context.Context, e Entry, actor access.Actor) (*Result, error) {
	if r, err := o.Book.Find(ctx, e.Employee, e.ID); r != nil || err != nil {
		return r, err
	}
	r := Result{ID: e.ID, State: Applied}
	clashed := func(fields []string) {
		r.State, r.Clashes = Applied, fields
		if len(fields) > 0 {
			r.State = Conflict
		}
	}
	doing := e.Do(ctx, o.Records.On(o.Book.Taking(e, func() Result { return r }), e.Command), actor, clashed)
	if doing == nil {
		return &r, nil
	}
	// It may have failed only after it was done, or have been done by a request at the same time.
	if done, err := o.Book.Find(ctx, e.Employee, e.ID); done != nil || err != nil {
		return done, err
	}
	if o.isMade(ctx, e, actor) {
		r = Result{ID: e.ID, State: Applied}
		return &r, o.Book.Refuse(ctx, e, r)
	}
	refusal := fault.Of(doing)
	switch refusal.Kind {
	case fault.Invalid, fault.Denied, fault.NotFound, fault.Conflict:
	case fault.Unauthenticated, fault.Unavailable, fault.Internal:
		return nil, doing
	}
	r = Result{ID: e.ID, State: Refused, Problem: refusalOf(o.Catalogue, refusal)}
	return &r, o.Book.Refuse(ctx, e, r)
}

// isMade reports whether the record that a command makes is there: an earlier try of it was done elsewhere.
func (o *Office) isMade(ctx context.Context, e Entry, actor access.Actor) bool {
	if !e.Makes() {
		return false
	}
	of := e.Type
	switch e.Kind {
	case Note, Message:
		of = schema.TypeNote
	case Task:
		of = schema.TypeTask
	case Create, Change, Delete, Restore, Transfer:
	}
	_, _, err := o.Records.Get(ctx, actor, of, e.Made())
	return err == nil
}

// Kept are the conflicts and refusals on which the actor has not decided.
func (o *Office) Kept(ctx context.Context, actor access.Actor) ([]Kept, error) {
	return o.Book.Unresolved(ctx, actor.Employee, maxUnresolved)
}

// Forget closes one that is unresolved.
func (o *Office) Forget(ctx context.Context, actor access.Actor, id ident.ID) error {
	if _, err := o.find(ctx, actor, id); err != nil {
		return err
	}
	return o.Book.Close(ctx, actor.Employee, []ident.ID{id})
}

func (o *Office) find(ctx context.Context, actor access.Actor, id ident.ID) (*Kept, error) {
	return o.Book.FindUnresolved(ctx, actor.Employee, id)
}

// Count is how many conflicts and refusals the actor has not decided on.
func (o *Office) Count(ctx context.Context, actor access.Actor) (int, error) {
	return o.Book.CountUnresolved(ctx, actor.Employee)
}

// Retry does one that is unresolved once more, and closes it when it is done. What its author has put into fields takes the place of what stands
// there now.
func (o *Office) Retry(ctx context.Context, actor access.Actor, again ident.ID) error {
	kept, err := o.find(ctx, actor, again)
	if err != nil {
		return err
	}
	if kept.Command.Kind == Change {
		if _, _, err := o.Records.Edit(ctx, actor, kept.Command.Type, kept.Command.Record, "", kept.Undone()); err != nil {
			return err
		}
		return o.Book.Close(ctx, actor.Employee, []ident.ID{again})
	}
	err = kept.Command.Do(ctx, o.Records.On(o.Records.Store, kept.Command), actor, func([]string) {})
	if err != nil {
		return err
	}
	return o.Book.Close(ctx, actor.Employee, []ident.ID{again})
}
