package record

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/markup"
	"kontora/backend/schema"
)

// Input is what a person sends to make a record.
type Input struct {
	Fields      map[string]json.RawMessage
	Responsible ident.ID // zero: himself
}

// apply reads the sent fields into r, has others follow them, and returns the names of all whose value is another than before. Fields he
// may not edit refuse the whole, hidden ones in the words of unknown ones. Everything that is wrong is told at once.
func (w *writing) apply(ctx context.Context, t *schema.ElementType, r *Record, sent map[string]json.RawMessage) ([]string, error) {
	problems := fault.Fields{}
	before := *r
	before.Values = maps.Clone(r.Values)
	changed, err := w.take(t, r, sent, problems)
	if err != nil {
		return nil, err
	}
	if err := w.checkLinks(ctx, r, changed, problems); err != nil {
		return nil, err
	}
	changed = w.depend(t, &before, r, sent, changed, problems)
	followed, err := w.follow(ctx, t, &before, r, sent)
	if err != nil {
		return nil, err
	}
	changed = append(changed, followed...)
	w.checkRequired(t, r, problems)
	w.checkSpan(t, r, changed, problems)
	return changed, problems.Err()
}

// take reads the sent fields into r, as far as each can be judged by itself, and returns the names of those whose value is another.
func (c *scene) take(t *schema.ElementType, r *Record, sent map[string]json.RawMessage, problems fault.Fields) ([]string, error) {
	var changed []string
	for _, name := range slices.Sorted(maps.Keys(sent)) {
		f, ok := t.Field(name)
		if !ok || c.right(t, f) == schema.Hidden {
			if err := problems.Merge(schema.UnknownField(name)); err != nil {
				return nil, err
			}
			continue
		}
		if c.right(t, f) != schema.Edit {
			problems.Add(name, "field.read_only", "field", f.Labels)
			continue
		}
		if slices.Contains(c.locked(t, r), name) {
			problems.Add(name, "field.of_invited", "field", f.Labels)
			continue
		}
		value, problem := f.Parse(c.values.Of(r.ID), sent[name])
		if problem != nil {
			problems[name] = *problem
			continue
		}
		if !same(f, r.Values[name], value) {
			set(r, name, value)
			changed = append(changed, name)
		}
	}
	return changed, nil
}

func same(f *schema.Field, before, after schema.Value) bool {
	return slices.Equal(f.Split(before), f.Split(after)) && (before == nil) == (after == nil)
}

func set(r *Record, name string, value schema.Value) {
	if value == nil {
		delete(r.Values, name)
		return
	}
	r.Values[name] = value
}

// checkLinks refuses links to what is not there and, in the same words, to what the actor may not view.
func (w *writing) checkLinks(ctx context.Context, r *Record, changed []string, problems fault.Fields) error {
	for _, name := range changed {
		ref, ok := r.Values[name].(schema.Ref)
		if !ok {
			continue
		}
		found, err := w.viewable(ctx, w, ref)
		if err != nil {
			return err
		}
		if !found || ref.ID == r.ID {
			problems.Add(name, "field.link")
		}
	}
	return nil
}

// viewable reports whether the actor may view the record that ref names.
func (c *scene) viewable(ctx context.Context, rows Rows, ref schema.Ref) (bool, error) {
	t, ok := c.model.Schema.TypeByNo(ref.Type)
	if !ok || !c.rights.May(access.View, t.No) {
		return false, nil
	}
	found, err := rows.Titles(ctx, t, []ident.ID{ref.ID})
	if err != nil || len(found) == 0 {
		return false, err
	}
	return c.rights.Allows(access.View, access.Subject{Cell: found[0].Cell, Author: found[0].Author}), nil
}

// checkRequired demands the required fields that the actor may edit, as far as the form shows them. One that is shown or not by what he
// may not read is not demanded: the demand would tell it.
func (w *writing) checkRequired(t *schema.ElementType, r *Record, problems fault.Fields) {
	for _, f := range t.Fields {
		if f.Required && r.Values[f.Name] == nil && w.right(t, f) == schema.Edit && w.readsAll(t, f.ShowIf.Fields()) && t.Shown(w.values, f, r.Row(t)) {
			problems.Add(f.Name, "field.required")
		}
	}
}

// checkSpan refuses what would end before it begins, at the field that was changed. Whoever does not read both is not told of it.
func (w *writing) checkSpan(t *schema.ElementType, r *Record, changed []string, problems fault.Fields) {
	from, to, ok := t.Span()
	if !ok || !w.readsAll(t, []string{from.Name, to.Name}) {
		return
	}
	starts, begins := r.Values[from.Name].(int64)
	ends, over := r.Values[to.Name].(int64)
	if !begins || !over || ends >= starts {
		return
	}
	switch {
	case slices.Contains(changed, to.Name):
		problems.Add(to.Name, "field.ends_before")
	case slices.Contains(changed, from.Name):
		problems.Add(from.Name, "field.starts_after")
	}
}

// readsAll reports whether the actor reads each of the fields in full.
func (c *scene) readsAll(t *schema.ElementType, names []string) bool {
	return !slices.ContainsFunc(names, func(name string) bool {
		f, ok := t.Field(name)
		return !ok || c.right(t, f).Rank() < schema.Read.Rank()
	})
}

// entitle gives a record that is called by other fields its name.
func (c *scene) entitle(t *schema.ElementType, r *Record) {
	const words = 80
	switch t.Name {
	case schema.TypeEmployee:
		text := func(name string) string { s, _ := r.Values[name].(string); return s }
		name := directory.PersonName{Last: text(schema.FieldLastName), First: text(schema.FieldFirstName), Patronymic: text(schema.FieldPatronymic)}
		if full := name.Full(c.model.Directory.Company.NameOrder); full != "" {
			r.Values[schema.FieldName] = full
		}
	case schema.TypeNote:
		text, _ := r.Values["text"].(string)
		text = strings.TrimSpace(markup.Plain(text))
		if runes := []rune(text); len(runes) > words {
			text = string(runes[:words]) + "…"
		}
		set(r, schema.FieldName, nil)
		if text != "" {
			r.Values[schema.FieldName] = text
		}
	}
}
