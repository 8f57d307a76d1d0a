package savedview

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Parts is what the service works with.
type Parts struct {
	Store Store
	Model func() *access.Model // the one in force
	IDs   ident.Source
}

// Service keeps views. It is safe for concurrent use.
type Service struct{ parts Parts }

// New returns a Service.
func New(parts Parts) *Service { return &Service{parts} }

// Input is what is filled in. What is nil stays as it is.
type Input struct {
	Name *string
	With *[]access.Principal
	Look *Look
}

// List lists the views of a type that the actor may use, of all types when none is named.
func (s *Service) List(ctx context.Context, actor access.Actor, typeName string) ([]View, error) {
	found, err := s.parts.Store.Views(ctx, typeName)
	if err != nil {
		return nil, err
	}
	usable := make([]View, 0, len(found))
	for _, v := range found {
		if v, ok := s.seenBy(actor, v); ok {
			usable = append(usable, v)
		}
	}
	return usable, nil
}

// Get reads a view that the actor may use; any other is not there.
func (s *Service) Get(ctx context.Context, actor access.Actor, id ident.ID) (View, error) {
	v, err := s.parts.Store.View(ctx, id)
	if err != nil {
		return View{}, err
	}
	if seen, ok := s.seenBy(actor, v); ok {
		return seen, nil
	}
	return View{}, fault.Missing()
}

// Create keeps a view of the actor's own.
func (s *Service) Create(ctx context.Context, actor access.Actor, typeName string, in Input) (View, error) {
	v := View{ID: s.parts.IDs.New(), Type: typeName, Owner: actor.Employee, Look: Look{Layout: Table}}
	if actor.ReadOnly {
		return View{}, fault.New(fault.Denied, "administration.read_only")
	}
	t, ok := s.visible(actor, typeName)
	if !ok {
		return View{}, fault.Field("type", "savedview.type")
	}
	if err := v.take(actor, t, in); err != nil {
		return View{}, err
	}
	err := s.parts.Store.Change(ctx, func(w Writer) error {
		owned, err := w.Owned(ctx, actor.Employee)
		if err != nil {
			return err
		}
		if owned >= MaxOwn {
			return fault.New(fault.Invalid, "savedview.too_many", "max", MaxOwn)
		}
		v.Seq, err = w.Put(ctx, v)
		return err
	})
	return v, err
}

// Change changes a view. Its owner may, and administrators may what is shared. version is the one that was seen, 0 for whatever there is.
func (s *Service) Change(ctx context.Context, actor access.Actor, id ident.ID, version uint64, in Input) (View, error) {
	var v View
	err := s.alter(ctx, actor, id, version, func(w Writer, found View) error {
		v = found
		t, ok := s.visible(actor, v.Type)
		if !ok {
			return fault.Missing()
		}
		if err := v.take(actor, t, in); err != nil {
			return err
		}
		var err error
		v.Seq, err = w.Put(ctx, v)
		return err
	})
	if seen, ok := s.seenBy(actor, v); ok && err == nil {
		return seen, nil
	}
	return v, err
}

// Delete removes a view.
func (s *Service) Delete(ctx context.Context, actor access.Actor, id ident.ID, version uint64) error {
	return s.alter(ctx, actor, id, version, func(w Writer, _ View) error { return w.Delete(ctx, id) })
}

// alter gives fn the view as it is when the actor may change it.
func (s *Service) alter(ctx context.Context, actor access.Actor, id ident.ID, version uint64, fn func(Writer, View) error) error {
	if actor.ReadOnly {
		return fault.New(fault.Denied, "administration.read_only")
	}
	return s.parts.Store.Change(ctx, func(w Writer) error {
		v, err := w.View(ctx, id)
		if err != nil {
			return err
		}
		switch _, seen := s.seenBy(actor, v); {
		case !seen:
			return fault.Missing()
		case !Changes(actor, v):
			return fault.New(fault.Denied, "savedview.not_yours")
		case version != 0 && version != v.Seq:
			return fault.New(fault.Conflict, "administration.changed_meanwhile")
		}
		return fn(w, v)
	})
}

// Changes reports whether the actor may change or remove a view that he uses.
func Changes(actor access.Actor, v View) bool {
	return v.Owner == actor.Employee || len(v.With) > 0 && actor.Rights.Administrator()
}

// visible finds a type of which the actor may view records.
func (s *Service) visible(actor access.Actor, typeName string) (*schema.ElementType, bool) {
	t, ok := s.parts.Model().Schema.Type(typeName)
	return t, ok && actor.Rights.May(access.View, t.No)
}
