package importer

import (
	"bytes"
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

// entryBatch is how many rows are read before progress is told; each entry has a transaction of its own.
const entryBatch = 20

// entryTarget makes entries of one kind of the directory.
type entryTarget struct {
	run     *run
	step    *Step
	kind    Entries
	lookups *lookups
	there   map[string][]map[string]json.RawMessage // by key
}

func newEntryTarget(ctx context.Context, r *run, step *Step, lookups *lookups) (*entryTarget, error) {
	t := &entryTarget{run: r, step: step, kind: r.parts.Directory[step.Entry], lookups: lookups, there: make(map[string][]map[string]json.RawMessage)}
	entries, err := readEntries(ctx, r, step.Entry)
	if err != nil {
		return nil, err
	}
	for _, entry := range entries {
		t.remember(entry)
	}
	return t, nil
}

func (t *entryTarget) batch() int { return entryBatch }

func (t *entryTarget) remember(entry map[string]json.RawMessage) {
	key := t.keyOf(entry)
	t.there[key] = append(t.there[key], entry)
}

// keyOf joins the values of the key's fields; texts are told apart as they are elsewhere.
func (t *entryTarget) keyOf(values map[string]json.RawMessage) string {
	parts := make([]string, len(t.step.Key))
	for i, name := range t.step.Key {
		var text string
		if json.Unmarshal(values[name], &text) == nil {
			parts[i] = schema.Fold(text)
		} else {
			parts[i] = string(values[name])
		}
	}
	return strings.Join(parts, "\x00")
}

func (t *entryTarget) take(ctx context.Context, rows []*row) error {
	for _, r := range rows {
		values, err := t.step.fill(ctx, t.lookups, r, func(_ string, source Source, text string) (json.RawMessage, *locale.Text) {
			return source.value(nil, text)
		})
		if err != nil {
			return err
		}
		if r.problem != nil {
			continue
		}
		if err := t.put(ctx, r, values); err != nil {
			return err
		}
	}
	return nil
}

// put makes or changes one entry. Its error is one of the whole import.
func (t *entryTarget) put(ctx context.Context, r *row, values map[string]json.RawMessage) error {
	for _, name := range t.step.Key {
		if values[name] == nil {
			r.refuseField(name, locale.Say("error.import_key_empty"))
			return nil
		}
	}
	there := t.there[t.keyOf(values)]
	switch {
	case len(there) > 1:
		r.refuseField(t.step.Key[0], locale.Say("error.import_key_twice", "count", len(there)))
		return nil
	case len(there) == 1 && t.step.Existing == Leave:
		r.outcome = same
		return nil
	case len(there) == 1:
		return t.change(ctx, r, there[0], values)
	}
	entry, err := t.write(r, values, func(raw json.RawMessage) (json.RawMessage, error) {
		return t.kind.Create(ctx, t.run.actor, raw)
	})
	if err != nil || entry == nil {
		return err
	}
	r.outcome = made
	t.remember(entry)
	delete(t.lookups.entries, t.step.Entry)
	return nil
}

func (t *entryTarget) change(ctx context.Context, r *row, listed, values map[string]json.RawMessage) error {
	var id ident.ID
	if err := json.Unmarshal(listed["id"], &id); err != nil {
		return fault.Wrap(err, "read the identifier of a "+t.step.Entry)
	}
	raw, err := t.kind.Get(ctx, t.run.actor, id)
	if err != nil {
		return err
	}
	var entry map[string]json.RawMessage
	if err := json.Unmarshal(raw, &entry); err != nil {
		return fault.Wrap(err, "read a "+t.step.Entry)
	}
	different := make(map[string]json.RawMessage)
	for name, value := range values {
		if !equal(entry[name], value) && (t.step.Existing != Fill || isEmpty(entry[name])) {
			different[name] = value
		}
	}
	switch {
	case len(different) == 0:
		r.outcome = same
		return nil
	case r.repeats:
		for name := range different {
			r.refuseField(name, locale.Say("error.import_disagrees", "field", name))
		}
		return nil
	}
	written, err := t.write(r, different, func(raw json.RawMessage) (json.RawMessage, error) {
		return t.kind.Change(ctx, t.run.actor, id, raw)
	})
	if err == nil && written != nil {
		r.outcome = changed
	}
	return err
}

// write sends values and reads the entry as it became; it is nil when the row was refused.
func (t *entryTarget) write(r *row, values map[string]json.RawMessage, send func(json.RawMessage) (json.RawMessage, error)) (map[string]json.RawMessage, error) {
	answer, err := send(encoded(values))
	if blames(err) {
		r.refuseBy(err)
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var entry map[string]json.RawMessage
	return entry, fault.Wrap(json.Unmarshal(answer, &entry), "read a "+t.step.Entry)
}

func isEmpty(raw json.RawMessage) bool {
	return slices.Contains([]string{"", "null", `""`, "[]", "{}"}, string(raw))
}

// equal compares what values mean, not how they are written.
func equal(a, b json.RawMessage) bool {
	if bytes.Equal(a, b) {
		return true
	}
	var left, right any
	if json.Unmarshal(a, &left) != nil || json.Unmarshal(b, &right) != nil {
		return false
	}
	return reflect.DeepEqual(left, right)
}
