package record

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Edit changes fields of a record. version is the one the actor saw; a field that someone else has changed since then is fault.Conflict
// with Current as detail, changes of other fields are no obstacle. An empty version writes over whatever is there. When the actor does not
// see the record afterwards, the answer has no fields.
func (s *Service) Edit(ctx context.Context, actor access.Actor, typeName string, id ident.ID, version string, sent map[string]json.RawMessage) (View, Names, error) {
	err := s.writer(ctx, actor, func(w *writing) error {
		return w.edit(ctx, typeName, id, version, sent)
	})
	if fault.Is(err, fault.Conflict) {
		if current, names, again := s.Get(ctx, actor, typeName, id); again == nil {
			return View{}, nil, fault.Of(err).With(Current{Record: current, Names: names})
		}
	}
	if err != nil {
		return View{}, nil, err
	}
	view, names, err := s.Get(ctx, actor, typeName, id)
	if fault.Is(err, fault.NotFound) { // it is done, and he no longer sees the record or never saw the task
		return View{ID: id, Type: typeName, Fields: map[string]any{}, Can: map[string]bool{}}, Names{}, nil
	}
	return view, names, err
}

// Current is the record as it stands, which a conflict carries.
type Current struct {
	Record View  `json:"record"`
	Names  Names `json:"names"`
}

func (w *writing) edit(ctx context.Context, typeName string, id ident.ID, version string, sent map[string]json.RawMessage) error {
	if performed, err := w.perform(ctx, typeName, id, sent); performed || err != nil {
		return err
	}
	t, before, err := w.hold(ctx, typeName, id)
	if err != nil {
		return err
	}
	if err := w.allow(access.Edit, t, before); err != nil {
		return err
	}
	after := before.clone()
	changed, err := w.apply(ctx, t, after, sent)
	if err != nil || len(changed) == 0 {
		return err
	}
	if err := w.unchangedSince(t, before, version, sentOf(changed, sent)); err != nil {
		return err
	}
	return w.rewrite(ctx, t, before, after, changed)
}

// perform marks a task as done or to do for its responsible, who may see and comment on what it is about: that needs no right on the task
// and its fields. It is false when the edit is something else.
func (w *writing) perform(ctx context.Context, typeName string, id ident.ID, sent map[string]json.RawMessage) (bool, error) {
	raw, marks := sent[schema.FieldDone]
	t, ok := w.model.Schema.Type(typeName)
	if typeName != schema.TypeTask || !marks || len(sent) != 1 || !ok {
		return false, nil
	}
	f, ok := t.Field(schema.FieldDone)
	if !ok {
		return false, nil
	}
	before, err := w.Get(ctx, t, id, t.Fields)
	if err != nil || before == nil || before.Deleted != nil || !w.performer(before) {
		return false, err
	}
	aboutType, about, err := w.aboutOf(ctx, w.Get, before)
	if err != nil || about == nil || !w.rights.Allows(access.Comment, subject(aboutType, about)) {
		return false, err
	}
	value, problem := f.Parse(w.values, raw)
	if problem != nil {
		return false, fault.Fields{f.Name: *problem}.Err()
	}
	if same(f, before.Values[f.Name], value) {
		return true, nil
	}
	after := before.clone()
	set(after, f.Name, value)
	return true, w.rewrite(ctx, t, before, after, []string{f.Name})
}

// performer reports whether a task is for the actor to perform: he is responsible, or a member of the responsible group.
func (c *scene) performer(task *Record) bool {
	return task.Responsible == c.actor.Employee || c.model.Directory.InGroup(c.actor.Employee, task.Responsible)
}

// readOne is a way to read one record: Rows.Get, or Rows.Look where nothing is written to it.
type readOne func(ctx context.Context, t *schema.ElementType, id ident.ID, fields []*schema.Field) (*Record, error)

// aboutOf reads the record that a note or an activity is about; nil when there is none outside the bin.
func (c *scene) aboutOf(ctx context.Context, read readOne, said *Record) (*schema.ElementType, *Record, error) {
	ref, ok := said.Values[schema.FieldAbout].(schema.Ref)
	t, known := c.model.Schema.TypeByNo(ref.Type)
	if !ok || !known {
		return nil, nil, nil
	}
	about, err := read(ctx, t, ref.ID, t.Fields)
	if err != nil || about == nil || about.Deleted != nil {
		return nil, nil, err
	}
	return t, about, nil
}

// sentOf are those of the changed fields that the writer himself has sent.
func sentOf(changed []string, sent map[string]json.RawMessage) []string {
	own := make([]string, 0, len(changed))
	for _, name := range changed {
		if _, ok := sent[name]; ok {
			own = append(own, name)
		}
	}
	return own
}

// unchangedSince refuses to write over a field that was written after the version the actor saw.
func (w *writing) unchangedSince(t *schema.ElementType, r *Record, version string, changed []string) error {
	if version == "" {
		return nil
	}
	seen, err := w.service.Seal.OpenVersion(r.ID, version)
	if err != nil {
		return fault.Field("version", "error.version").Because(err)
	}
	conflict := fault.New(fault.Conflict, "error.changed_meanwhile")
	conflict.Fields = fault.Fields{}
	for _, name := range changed {
		if f, ok := t.Field(name); ok && r.Versions[f.No] > seen {
			fault.Fields(conflict.Fields).Add(name, "error.field_changed_meanwhile", "field", f.Labels)
		}
	}
	if len(conflict.Fields) > 0 {
		return conflict
	}
	return nil
}

// rewrite places the record as it is now and writes it, its children, and its line in the log.
func (w *writing) rewrite(ctx context.Context, t *schema.ElementType, before, after *Record, changed []string) error {
	changed = w.retitle(t, before, after, changed)
	changed = append(changed, calculate(t, after)...)
	if !w.staysPut(t, before, after) {
		if err := w.settle(ctx, t, after); err != nil {
			return err
		}
	}
	if err := w.mayMove(ctx, t, after, changed); err != nil {
		return err
	}
	if before.Cell != after.Cell {
		if err := w.lockBelow(ctx, t, after.ID); err != nil {
			return err
		}
	}
	if w.open(t, changed) {
		after.UpdatedAt = w.Now().UnixMilli()
	}
	if err := w.Update(ctx, t, before, after, changed); err != nil {
		return err
	}
	if before.Cell != after.Cell {
		if err := w.moveChildren(ctx, after); err != nil {
			return err
		}
	}
	w.changed(t, after.ID, after.CreatedBy, before.Cell, after.Cell, changed)
	w.stir(t, before, after, changed)
	if err := w.tellOfMentions(ctx, t, before, after); err != nil {
		return err
	}
	return w.log(ctx, KindChange, t, after, w.differences(t, before, after, told(t, changed)))
}

// retitle gives a record that is called by other fields its name, and returns the changed fields with it, if it is another than before.
func (c *scene) retitle(t *schema.ElementType, before, after *Record, changed []string) []string {
	c.entitle(t, after)
	if f, ok := t.Field(schema.FieldName); ok && !same(f, before.Values[f.Name], after.Values[f.Name]) && !slices.Contains(changed, f.Name) {
		changed = append(changed, f.Name)
	}
	return changed
}

// staysPut reports whether the record keeps its cell because an office has told where it stands, and nothing has changed on which that can
// rest. It knows better than a desk why.
func (w *writing) staysPut(t *schema.ElementType, before, after *Record) bool {
	told, ok := w.service.Store.Cause(before.Cell)
	if !ok || told.Office == 0 {
		return false
	}
	if t.Default == schema.Parent {
		return before.Values[t.ParentField] == after.Values[t.ParentField]
	}
	return CauseOf(w.model, t, before, 0, 0) == CauseOf(w.model, t, after, 0, 0)
}

// settle finds the cell of a changed record, with its shares and its parent.
func (w *writing) settle(ctx context.Context, t *schema.ElementType, r *Record) error {
	if t.Default != schema.Parent {
		shares, err := w.Shares(ctx, r.ID)
		if err != nil {
			return err
		}
		return w.place(ctx, t, r, shares, nil)
	}
	_, parent, err := w.parentOf(ctx, w, t, r)
	if err != nil {
		return err
	}
	if parent == nil || parent.Deleted != nil {
		return fault.Field(t.ParentField, "field.link")
	}
	return w.placeUnder(ctx, t, r, parent)
}

// mayMove lets a comment, or a part of another record, be moved only to where it could have been made.
func (w *writing) mayMove(ctx context.Context, t *schema.ElementType, r *Record, changed []string) error {
	if !t.IsComment && !t.IsPart() || !slices.Contains(changed, t.ParentField) {
		return nil
	}
	parentType, parent, err := w.parentOf(ctx, w, t, r)
	if err != nil || parent == nil {
		return err
	}
	if t.IsPart() {
		return w.allow(access.Edit, parentType, parent)
	}
	return w.mayComment(parentType, parent)
}

// open reports whether one of the fields can be read by everyone who sees the record, so that the moment of the change may be told.
func (w *writing) open(t *schema.ElementType, names []string) bool {
	for _, name := range names {
		if f, ok := t.Field(name); ok && access.Open(w.model, t, f) {
			return true
		}
	}
	return false
}

// clone copies a record so that its values can be changed.
func (r *Record) clone() *Record {
	copied := *r
	copied.Values = maps.Clone(r.Values)
	if copied.Values == nil {
		copied.Values = make(map[string]schema.Value)
	}
	copied.Versions = maps.Clone(r.Versions)
	return &copied
}
