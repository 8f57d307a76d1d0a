package record

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/schema"
)

// Create makes a record and returns it as the actor sees it. Its responsible is himself or one to whom he may transfer, and he must be
// able to view the record as it will be.
func (s *Service) Create(ctx context.Context, actor access.Actor, typeName string, input Input) (View, Names, error) {
	var made *Record
	err := s.writer(ctx, actor, func(w *writing) error {
		var err error
		if made, err = w.create(ctx, typeName, input); err != nil {
			return err
		}
		t, _ := w.model.Schema.TypeByNo(made.Type)
		return w.tellOfNew(ctx, t, made)
	})
	if err != nil {
		return View{}, nil, err
	}
	return s.Get(ctx, actor, typeName, made.ID)
}

func (w *writing) create(ctx context.Context, typeName string, input Input) (*Record, error) {
	t, ok := w.readable(typeName)
	if !ok && !w.comments(typeName) {
		return nil, fault.Missing()
	}
	if t == nil {
		t, _ = w.model.Schema.Type(typeName)
	}
	if t.Name == schema.TypeEmployee {
		return nil, fault.New(fault.Denied, "error.employee_elsewhere")
	}
	now := w.Now().UnixMilli()
	r := &Record{
		ID: w.service.IDs.New(), Type: t.No, Responsible: w.actor.Employee, CreatedBy: w.actor.Employee,
		CreatedAt: now, UpdatedAt: now, Values: make(map[string]schema.Value),
	}
	w.start(t, r)
	if _, err := w.apply(ctx, t, r, input.Fields); err != nil {
		return nil, err
	}
	w.leaveOut(t, r, input.Fields)
	if err := w.entrust(t, r, input); err != nil {
		return nil, err
	}
	return r, w.insert(ctx, t, r)
}

// comments reports whether records of the type are comments, which one may add wherever one may view.
func (c *scene) comments(typeName string) bool {
	t, ok := c.model.Schema.Type(typeName)
	return ok && t.IsComment && t.Default == schema.Parent
}

// entrust sets the responsible that the input names.
func (w *writing) entrust(t *schema.ElementType, r *Record, input Input) error {
	if input.Responsible.IsZero() {
		return nil
	}
	no, ok := w.people.PersonNo(input.Responsible, true)
	if !ok {
		return fault.Field(schema.FieldResponsible, "field.person")
	}
	if no != w.actor.Employee && !w.rights.Reaches(access.Transfer, t.No, no) {
		return fault.Field(schema.FieldResponsible, "error.responsible_out_of_reach")
	}
	r.Responsible = no
	return nil
}

// insert decides whether the record may be made as it is, and writes it.
func (w *writing) insert(ctx context.Context, t *schema.ElementType, r *Record) error {
	w.entitle(t, r)
	parentType, parent, err := w.parentOf(ctx, w, t, r)
	if err != nil {
		return err
	}
	if t.Default == schema.Parent && (parent == nil || parent.Deleted != nil) {
		return fault.Field(t.ParentField, "field.link")
	}
	if t.IsComment && t.Default == schema.Parent {
		if err := w.mayComment(parentType, parent); err != nil {
			return err
		}
	} else if !w.rights.May(access.Create, t.No) {
		return access.RefuseType(w.model, w.rights, access.Create, t.No)
	} else if t.IsPart() {
		if err := w.allow(access.Edit, parentType, parent); err != nil {
			return err
		}
	}
	if t.Default == schema.Parent {
		err = w.placeUnder(ctx, t, r, parent)
	} else {
		err = w.place(ctx, t, r, nil, nil)
	}
	if err != nil {
		return err
	}
	if !w.rights.Allows(access.View, subject(t, r)) {
		return fault.New(fault.Denied, "error.would_not_see")
	}
	return w.keep(ctx, t, r)
}

func (c *scene) mayComment(t *schema.ElementType, r *Record) error {
	of := subject(t, r)
	switch {
	case !c.rights.Allows(access.View, of):
		return fault.Missing()
	case !c.rights.Allows(access.Comment, of):
		return fault.New(fault.Denied, "error.comments_off")
	}
	return nil
}

// keep writes a record that may be made, with its line in the log.
func (w *writing) keep(ctx context.Context, t *schema.ElementType, r *Record) error {
	calculate(t, r)
	if err := w.Insert(ctx, t, r); err != nil {
		return err
	}
	w.changed(t, r.ID, r.CreatedBy, 0, r.Cell, nil)
	w.stir(t, nil, r, nil)
	return w.log(ctx, KindCreated, t, r, w.differences(t, &Record{}, r, told(t, slices.Sorted(maps.Keys(r.Values)))))
}

// log adds a line to the log about what the actor did to a record.
func (w *writing) log(ctx context.Context, kind string, t *schema.ElementType, r *Record, changes []Change) error {
	by, _ := w.people.PersonID(w.actor.Employee)
	return w.Note(ctx, Entry{
		Kind: kind, At: w.Now().UnixMilli(), By: by, Device: w.actor.Device, Type: t.Name, Record: r.ID, Changes: changes,
	})
}

// differences lists the named fields before and after.
func (c *scene) differences(t *schema.ElementType, before, after *Record, names []string) []Change {
	changes := make([]Change, 0, len(names))
	for _, name := range names {
		if f, ok := t.Queryable(name); ok {
			changes = append(changes, Change{Field: f.Name, Before: c.logged(f, before.value(f)), After: c.logged(f, after.value(f))})
		}
	}
	return changes
}

// logged is a value as the log keeps it: as the API sends it.
func (c *scene) logged(f *schema.Field, v schema.Value) json.RawMessage {
	if v == nil {
		return nil
	}
	kept := c.values
	kept.Uploads = nil // what puts a file back is for one reader
	raw, err := json.Marshal(f.Encode(kept, v))
	if err != nil {
		return nil // never: kinds encode to plain values
	}
	return raw
}
