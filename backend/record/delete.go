package record

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Delete puts a record, and what it controls, into the bin.
func (s *Service) Delete(ctx context.Context, actor access.Actor, typeName string, id ident.ID) error {
	return s.writer(ctx, actor, func(w *writing) error {
		t, before, err := w.hold(ctx, typeName, id)
		if err != nil {
			return err
		}
		if err := w.allow(access.Delete, t, before); err != nil {
			return err
		}
		if t.Name == schema.TypeEmployee {
			return fault.New(fault.Denied, "error.employee_elsewhere")
		}
		return w.discard(ctx, t, before)
	})
}

func (w *writing) discard(ctx context.Context, t *schema.ElementType, before *Record) error {
	now := w.Now().UnixMilli()
	who := []ident.No{w.actor.Employee}
	for _, each := range w.service.Office.WhoCan(access.Delete, subject(t, before)) {
		if each.Employee != w.actor.Employee {
			who = append(who, each.Employee)
		}
	}
	after := before.clone()
	after.Cell = 0
	after.Deleted = &Deleted{At: now, By: w.actor.Employee, Cell: before.Cell, Who: who}
	if err := w.lockBelow(ctx, t, before.ID); err != nil {
		return err
	}
	if err := w.Update(ctx, t, before, after, nil); err != nil {
		return err
	}
	if err := w.moveChildren(ctx, after); err != nil {
		return err
	}
	w.changed(t, before.ID, before.CreatedBy, before.Cell, 0, nil)
	w.stir(t, before, nil, nil)
	return w.log(ctx, KindDelete, t, before, nil)
}

// Restore takes a record out of the bin, with what it controlled and with its shares.
func (s *Service) Restore(ctx context.Context, actor access.Actor, typeName string, id ident.ID) (View, Names, error) {
	err := s.writer(ctx, actor, func(w *writing) error {
		t, before, err := w.find(ctx, w, typeName, id)
		if err != nil {
			return err
		}
		if before.Deleted == nil {
			return nil
		}
		return w.restore(ctx, t, before)
	})
	if err != nil {
		return View{}, nil, err
	}
	return s.Get(ctx, actor, typeName, id)
}

func (w *writing) restore(ctx context.Context, t *schema.ElementType, before *Record) error {
	after := before.clone()
	after.Deleted = nil
	if err := w.settle(ctx, t, after); err != nil {
		return err
	}
	if !w.rights.Allows(access.Delete, subject(t, after)) {
		return fault.Missing()
	}
	if err := w.lockBelow(ctx, t, before.ID); err != nil {
		return err
	}
	// A formula, or the order of names, may have changed while it lay in the bin.
	changed := append(w.retitle(t, before, after, nil), calculate(t, after)...)
	if err := w.Update(ctx, t, before, after, changed); err != nil {
		return err
	}
	if err := w.moveChildren(ctx, after); err != nil {
		return err
	}
	w.changed(t, after.ID, after.CreatedBy, 0, after.Cell, nil)
	w.stir(t, nil, after, nil)
	return w.log(ctx, KindRestore, t, after, nil)
}
