package importer

import (
	"context"
	"encoding/json"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// maxLookups bounds how many answers are remembered at a time.
const maxLookups = 100_000

// lookupKey is a question: which record or entry has this value?
type lookupKey struct {
	find Find
	text string
}

// found is its answer: none, one, or more than one.
type found struct {
	id    ident.ID
	count int
}

// lookups finds records and entries for one step, each value once.
type lookups struct {
	run     *run
	known   map[lookupKey]found
	entries map[string][]map[string]json.RawMessage // by kind, as they were when first needed
}

// resolve turns the value of a source with Find into an identifier, or a list of them. nil is an empty field; text is what is wrong.
func (l *lookups) resolve(ctx context.Context, s Source, r *row) (json.RawMessage, *locale.Text, error) {
	if s.Value == nil {
		return l.one(ctx, *s.Find, s.text(r))
	}
	var single string
	if json.Unmarshal(s.Value, &single) == nil {
		return l.one(ctx, *s.Find, single)
	}
	names, _ := texts(s.Value)
	ids := make([]json.RawMessage, 0, len(names))
	for _, name := range names {
		id, text, err := l.one(ctx, *s.Find, name)
		if err != nil || text != nil {
			return nil, text, err
		}
		if id != nil {
			ids = append(ids, id)
		}
	}
	return encoded(ids), nil, nil
}

func (l *lookups) one(ctx context.Context, find Find, text string) (json.RawMessage, *locale.Text, error) {
	if text == "" {
		return nil, nil, nil
	}
	answer, err := l.find(ctx, find, text)
	if err != nil {
		return nil, nil, err
	}
	switch {
	case answer.count == 1:
		return encoded(answer.id), nil, nil
	case answer.count > 1:
		said := locale.Say("importer.found_several", "value", clip(text))
		return nil, &said, nil
	case find.Missing == Empty:
		return nil, nil, nil
	}
	said := locale.Say("importer.found_none", "value", clip(text))
	return nil, &said, nil
}

func (l *lookups) find(ctx context.Context, find Find, text string) (found, error) {
	key := lookupKey{find, schema.Fold(text)}
	if answer, ok := l.known[key]; ok {
		return answer, nil
	}
	var answer found
	var err error
	if find.Entry != "" {
		answer, err = l.findEntry(ctx, find, key.text)
	} else {
		answer, err = l.findRecord(ctx, find, text)
	}
	if err != nil {
		return found{}, err
	}
	if len(l.known) >= maxLookups {
		clear(l.known)
	}
	l.known[key] = answer
	return answer, nil
}

func (l *lookups) findRecord(ctx context.Context, find Find, text string) (found, error) {
	page, err := l.run.parts.Records.List(ctx, l.run.actor, record.ListRequest{
		Type: find.Type, Filter: query.Expr{Field: find.by(), Op: query.Equal, Value: encoded(text)}, Fields: []string{}, Limit: 2, Action: access.View,
	})
	if fault.Is(err, fault.Invalid) {
		return found{}, nil // no value of that kind, so no record has it
	}
	if err != nil || len(page.Items) == 0 {
		return found{}, err
	}
	return found{id: page.Items[0].ID, count: len(page.Items)}, nil
}

func (f Find) by() string {
	if f.By == "" {
		return schema.FieldName
	}
	return f.By
}

func (l *lookups) findEntry(ctx context.Context, find Find, folded string) (found, error) {
	entries, err := l.list(ctx, find.Entry)
	if err != nil {
		return found{}, err
	}
	var answer found
	for _, entry := range entries {
		if !named(entry, find.by(), folded) {
			continue
		}
		if err := json.Unmarshal(entry["id"], &answer.id); err != nil {
			return found{}, fault.Wrap(err, "read the identifier of a "+find.Entry)
		}
		answer.count++
	}
	return answer, nil
}

func (l *lookups) list(ctx context.Context, kind string) ([]map[string]json.RawMessage, error) {
	if entries, ok := l.entries[kind]; ok {
		return entries, nil
	}
	entries, err := readEntries(ctx, l.run, kind)
	if err != nil {
		return nil, err
	}
	if l.entries == nil {
		l.entries = make(map[string][]map[string]json.RawMessage)
	}
	l.entries[kind] = entries
	return entries, nil
}

// named reports whether an entry has the folded text in the field. A person is named by first and last name in either order,
// whichever the company shows.
func named(entry map[string]json.RawMessage, field, folded string) bool {
	text := func(name string) string {
		var s string
		_ = json.Unmarshal(entry[name], &s) // what is no text is not named by one
		return s
	}
	if schema.Fold(text(field)) == folded {
		return true
	}
	_, person := entry["last_name"]
	name := directory.PersonName{Last: text("last_name"), First: text("first_name")}
	return person && field == schema.FieldName &&
		(schema.Fold(name.Full(directory.FirstLast)) == folded || schema.Fold(name.Full(directory.LastFirst)) == folded)
}

// readEntries lists the entries of a kind, each by its fields.
func readEntries(ctx context.Context, r *run, kind string) ([]map[string]json.RawMessage, error) {
	raw, err := r.parts.Directory[kind].List(ctx, r.actor)
	if err != nil {
		return nil, err
	}
	entries := make([]map[string]json.RawMessage, len(raw))
	for i := range raw {
		if err := json.Unmarshal(raw[i], &entries[i]); err != nil {
			return nil, fault.Wrap(err, "read a "+kind)
		}
	}
	return entries, nil
}
