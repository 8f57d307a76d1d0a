package record

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// MergeRequest is a change by somebody who could not see what has become of the record meanwhile.
type MergeRequest struct {
	Version string                     // the one that he saw, if it was this node that told him
	Seen    map[string]json.RawMessage // else what stood in each field when he changed it; nothing where it is absent
	Sent    map[string]json.RawMessage // what he put there
	Clashed func(fields []string)      // told, in the transaction, in which fields something else stands now: they keep it
}

// Merge changes fields of a record as Edit does, those left out in which somebody else was faster and both cannot stand beside each other.
func (s *Service) Merge(ctx context.Context, actor access.Actor, typeName string, id ident.ID, request MergeRequest) error {
	return s.writer(ctx, actor, func(w *writing) error {
		if performed, err := w.perform(ctx, typeName, id, request.Sent); performed || err != nil {
			return err
		}
		t, before, err := w.hold(ctx, typeName, id)
		if err != nil {
			return err
		}
		if err := w.allow(access.Edit, t, before); err != nil {
			return err
		}
		left, clashes := w.reconcile(t, before, request)
		request.Clashed(clashes)
		if len(left) == 0 {
			return nil
		}
		return w.edit(ctx, typeName, id, "", left)
	})
}

// reconcile tells what of a change can be taken in, and which fields clash. What he may not write stays in it, for the words of the refusal.
func (w *writing) reconcile(t *schema.ElementType, current *Record, request MergeRequest) (left map[string]json.RawMessage, clashes []string) {
	left = make(map[string]json.RawMessage, len(request.Sent))
	values := w.values.Of(current.ID)
	for _, name := range slices.Sorted(maps.Keys(request.Sent)) {
		left[name] = request.Sent[name]
		f, ok := t.Field(name)
		if !ok || w.right(t, f) != schema.Edit {
			continue
		}
		mine, wrong := f.Parse(values, request.Sent[name])
		if wrong != nil {
			continue
		}
		if same(f, mine, current.Values[name]) {
			delete(left, name)
			continue
		}
		put, ok := w.beside(f, current, request, mine)
		if !ok {
			delete(left, name)
			clashes = append(clashes, name)
		} else if put != nil {
			left[name] = put
		}
	}
	return left, clashes
}

// beside tells whether a value can take the place of what stands in a field now, and what is to be put there if it is not the value itself.
func (w *writing) beside(f *schema.Field, current *Record, request MergeRequest, mine schema.Value) (put json.RawMessage, ok bool) {
	if seen, err := w.service.Seal.OpenVersion(current.ID, request.Version); err == nil {
		return nil, current.Versions[f.No] <= seen
	}
	values := w.values.Of(current.ID)
	base, unreadable := w.seen(f, values, request.Seen[f.Name])
	switch {
	case unreadable:
		return nil, false
	case same(f, base, current.Values[f.Name]):
		return nil, true
	}
	merged, ok := f.Merge(base, mine, current.Values[f.Name])
	if !ok {
		return nil, false
	}
	return encoded(f, values, merged)
}

func (w *writing) seen(f *schema.Field, values schema.Context, raw json.RawMessage) (v schema.Value, unreadable bool) {
	if raw == nil {
		return nil, false
	}
	v, wrong := f.Parse(values, raw)
	return v, wrong != nil
}

func encoded(f *schema.Field, values schema.Context, v schema.Value) (json.RawMessage, bool) {
	if v == nil {
		return json.RawMessage("null"), true
	}
	raw, err := json.Marshal(f.Encode(values, v))
	return raw, err == nil
}
