package administration

import (
	"bytes"
	"context"
	"fmt"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/event"
	"kontora/backend/fault"
	"kontora/backend/ident"
)

// Modify changes the configuration: fn works on a draft; when the whole of it is good it is written in one transaction with its log,
// and only after the commit it becomes the current one and is announced. Whoever may call it is decided by the caller, except that
// whoever is not an administrator can neither give nor get a right he lacks.
func (s *Service) Modify(ctx context.Context, actor access.Actor, fn func(context.Context, *Draft) error) error {
	return s.modify(ctx, actor, actor.Employee != 0, fn)
}

// modify does it; bounded is false for what the program does itself, and for what everyone may change of himself.
func (s *Service) modify(ctx context.Context, actor access.Actor, bounded bool, fn func(context.Context, *Draft) error) error {
	if actor.ReadOnly {
		return fault.New(fault.Denied, "administration.read_only")
	}
	s.changing.Lock()
	defer s.changing.Unlock()
	var (
		next  *State
		draft *Draft
	)
	_, err := s.parts.Store.Change(ctx, func(tx Tx) error {
		before, err := s.seenBy(ctx, tx)
		if err != nil {
			return err
		}
		draft = newDraft(before, tx, actor)
		draft.bounded = bounded
		if err := fn(ctx, draft); err != nil {
			return err
		}
		if next, err = s.write(ctx, draft); err != nil || next == nil {
			return err
		}
		// The commit comes first: nobody may act on a model that could still be rolled back. And nobody is told before he can act on it.
		tx.AfterCommit(func(uint64) { s.put(next) })
		tx.Announce(event.Commit{Configuration: !draft.quiet})
		return nil
	})
	if err != nil {
		return err
	}
	s.follow(ctx, draft, next)
	return nil
}

// seenBy is the configuration that the transaction sees: the current one, unless another process has changed it since.
func (s *Service) seenBy(ctx context.Context, tx Tx) (*State, error) {
	current := s.State()
	if current.Seq == tx.Config() {
		return current, nil
	}
	documents, err := tx.Documents(ctx)
	if err != nil {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	return newState(documents, tx.Config(), s.parts.Logger)
}

// write checks the draft and writes it; nil when it changes nothing.
func (s *Service) write(ctx context.Context, d *Draft) (*State, error) {
	if len(d.changed)+len(d.removed) == 0 {
		return nil, nil
	}
	if err := d.validate(); err != nil {
		return nil, err
	}
	put, gone, err := d.documents()
	if err != nil {
		return nil, err
	}
	next := d.state(put, gone)
	if err := s.permit(d, next); err != nil {
		return nil, err
	}
	for _, job := range d.ready {
		if err := job(ctx, next.Model); err != nil {
			return nil, err
		}
	}
	for _, document := range put {
		if err := d.tx.Put(ctx, document); err != nil {
			return nil, fmt.Errorf("put %s: %w", document.Kind, err)
		}
	}
	for _, no := range gone {
		if err := d.tx.Delete(ctx, no); err != nil {
			return nil, fmt.Errorf("delete %s: %w", d.removed[no].kind, err)
		}
	}
	return next, s.log(ctx, d, next, put, gone)
}

// log writes an audit entry for each document, as people see it: outward identifiers, no secrets.
func (s *Service) log(ctx context.Context, d *Draft, next *State, put []Document, gone []ident.No) error {
	who := Entry{Employee: d.before.ID(d.actor.Employee), Device: d.actor.Device}
	for _, document := range put {
		e := who
		e.Kind, e.ID, e.Action = document.Kind, document.ID, "change"
		if _, isNew := d.ids[document.No]; isNew {
			e.Action = "create"
		} else {
			_, e.Before = d.before.outward(document.No)
		}
		e.Name, e.After = next.outward(document.No)
		if document.Kind == TypeKind && e.Action == "change" && bytes.Equal(e.Before, e.After) {
			continue // its records are only to be looked at anew, or have been
		}
		if err := d.tx.Record(ctx, e); err != nil {
			return fmt.Errorf("log change: %w", err)
		}
	}
	for _, no := range gone {
		e := who
		e.Kind, e.ID, e.Action = d.removed[no].kind, d.removed[no].id, "delete"
		e.Name, e.Before = d.before.outward(no)
		if err := d.tx.Record(ctx, e); err != nil {
			return fmt.Errorf("log deletion: %w", err)
		}
	}
	return nil
}

// follow does what follows from a change that was committed.
func (s *Service) follow(ctx context.Context, d *Draft, next *State) {
	if next != nil {
		s.endStopped(ctx, d.before.Model.Directory, next, d.before.ID(d.actor.Employee))
		s.wakeBuilder()
	}
	for _, job := range d.after {
		job(ctx)
	}
}

// endStopped ends the sessions of everyone who was active and is no more. His rights are gone with the new model already; this also
// frees what he has open.
func (s *Service) endStopped(ctx context.Context, before *directory.Directory, next *State, by ident.ID) {
	for no, e := range before.Employees {
		now, ok := next.Model.Directory.Employees[no]
		if e.Status != directory.Active || (ok && now.Status == directory.Active) {
			continue
		}
		if err := s.parts.Accounts.EndEmployee(ctx, e.ID, by); err != nil {
			s.parts.Logger.ErrorContext(ctx, "sessions not ended", "employee", e.ID.String(), "error", err)
		}
	}
}
