package record

import (
	"context"
	"encoding/json"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// AddNote writes a note on a record that the actor may view, also where he may not edit it.
func (s *Service) AddNote(ctx context.Context, actor access.Actor, typeName string, id ident.ID, text string) (Item, error) {
	return s.comment(ctx, actor, typeName, id, schema.TypeNote, map[string]any{"text": text, "channel": "note"}, ident.ID{})
}

// AddMessage writes a chat message on a record that the actor may view.
func (s *Service) AddMessage(ctx context.Context, actor access.Actor, typeName string, id ident.ID, text string) (Item, error) {
	return s.comment(ctx, actor, typeName, id, schema.TypeNote, map[string]any{"text": text, "channel": chatChannel}, ident.ID{})
}

// chatChannel is the channel of a message in the chat of a record.
const chatChannel = "chat"

// TaskInput is a task set on a record.
type TaskInput struct {
	Title       string
	Due         string   // RFC 3339, or empty
	Responsible ident.ID // zero: himself
}

// AddTask sets a task on a record that the actor may view.
func (s *Service) AddTask(ctx context.Context, actor access.Actor, typeName string, id ident.ID, task TaskInput) (Item, error) {
	fields := map[string]any{schema.FieldName: task.Title}
	if task.Due != "" {
		fields["due"] = task.Due
	}
	return s.comment(ctx, actor, typeName, id, schema.TypeTask, fields, task.Responsible)
}

func (s *Service) comment(ctx context.Context, actor access.Actor, typeName string, id ident.ID, kind string, fields map[string]any, responsible ident.ID) (Item, error) {
	var item Item
	err := s.writer(ctx, actor, func(w *writing) error {
		about, found, err := w.hold(ctx, typeName, id)
		if err != nil {
			return err
		}
		if err := w.mayComment(about, found); err != nil {
			return err
		}
		t, ok := w.model.Schema.Type(kind)
		if !ok {
			return fault.Missing()
		}
		r, err := w.compose(t, fields, schema.Ref{Type: about.No, ID: id})
		if err != nil {
			return err
		}
		if err := w.entrust(t, r, Input{Responsible: responsible}); err != nil {
			return err
		}
		if err := w.append(ctx, t, r, found); err != nil {
			return err
		}
		if err := w.tellOfNew(ctx, t, r); err != nil {
			return err
		}
		p, err := w.project(about, nil)
		if err != nil {
			return err
		}
		item = p.comment(t, r)
		return nil
	})
	return item, err
}

// compose makes a comment of plain values. What one may say on a record does not depend on the fields of the comment's own type.
func (w *writing) compose(t *schema.ElementType, fields map[string]any, about schema.Ref) (*Record, error) {
	now := w.Now().UnixMilli()
	r := &Record{
		ID: w.service.IDs.New(), Type: t.No, Responsible: w.actor.Employee, CreatedBy: w.actor.Employee, CreatedAt: now, UpdatedAt: now,
		Values: map[string]schema.Value{"about": about},
	}
	problems := fault.Fields{}
	for name, value := range fields {
		f, ok := t.Field(name)
		raw, err := json.Marshal(value)
		if !ok || err != nil {
			continue
		}
		parsed, problem := f.Parse(w.values, raw)
		switch {
		case problem != nil:
			problems[name] = *problem
		case parsed == nil:
			problems.Add(name, "field.required")
		default:
			r.Values[name] = parsed
		}
	}
	w.entitle(t, r)
	return r, problems.Err()
}

// append writes a comment.
func (w *writing) append(ctx context.Context, t *schema.ElementType, r, about *Record) error {
	parent := about
	if t.Default != schema.Parent {
		parent = nil
	}
	if err := w.place(ctx, t, r, nil, parent); err != nil {
		return err
	}
	return w.keep(ctx, t, r)
}
