package administration

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Catalogue is one kind of document as the API shows and takes it: F is what a person fills in, V what he reads.
// Reading needs some feature of administration, writing the one of the kind; administrators need none.
type Catalogue[F, V any] struct {
	s       *Service
	kind    Kind
	feature access.Feature
	blank   F                                                                               // what a new one has where nothing was said
	fields  func(*State, ident.No) F                                                        // as it is, to be changed in part
	view    func(*State, ident.No) V                                                        // as it is read
	write   func(ctx context.Context, d *Draft, no ident.No, id ident.ID, in Sent[F]) error // puts it into the draft
	along   func(d *Draft, no ident.No)                                                     // deletes what belongs to it; nil: nothing does
}

// Sent is what a person filled in, laid over what was there, with the names of what he sent.
type Sent[F any] struct {
	Fields F
	Names  map[string]bool
	IsNew  bool
}

// List returns all, sorted by name, people by their last one.
func (c Catalogue[F, V]) List(_ context.Context, actor access.Actor) ([]V, error) {
	if err := mayRead(actor); err != nil {
		return nil, err
	}
	state := c.s.State()
	names := state.sortNames(c.kind)
	items := make([]V, 0, len(names))
	for _, no := range sortedByName(names) {
		items = append(items, c.view(state, no))
	}
	return items, nil
}

// Get returns one.
func (c Catalogue[F, V]) Get(_ context.Context, actor access.Actor, id ident.ID) (V, error) {
	var none V
	if err := mayRead(actor); err != nil {
		return none, err
	}
	state := c.s.State()
	no, err := state.No(id, c.kind)
	if err != nil {
		return none, err
	}
	return c.view(state, no), nil
}

// Create makes one of the JSON that was sent.
func (c Catalogue[F, V]) Create(ctx context.Context, actor access.Actor, sent json.RawMessage) (V, error) {
	var made ident.No
	err := c.modify(ctx, actor, func(ctx context.Context, d *Draft) error {
		in, err := overlay(c.blank, sent)
		if err != nil {
			return err
		}
		in.IsNew = true
		no, id, err := d.add(ctx, c.kind, c.s.parts.IDs)
		if err != nil {
			return err
		}
		made = no
		return c.write(ctx, d, no, id, in)
	})
	return c.afterwards(made, err)
}

// Change lays the JSON that was sent over what is there. version is the one the change was made on; empty: whatever there is.
// Another version is fault.Conflict with the present one as detail.
func (c Catalogue[F, V]) Change(ctx context.Context, actor access.Actor, id ident.ID, version string, sent json.RawMessage) (V, error) {
	var changed ident.No
	err := c.modify(ctx, actor, func(ctx context.Context, d *Draft) error {
		no, err := c.find(d, id, version)
		if err != nil {
			return err
		}
		in, err := overlay(c.fields(d.before, no), sent)
		if err != nil {
			return err
		}
		changed = no
		return c.write(ctx, d, no, id, in)
	})
	return c.afterwards(changed, err)
}

// Delete removes one that nothing uses; one in use is fault.Conflict that names what uses it.
func (c Catalogue[F, V]) Delete(ctx context.Context, actor access.Actor, id ident.ID, version string) error {
	return c.modify(ctx, actor, func(_ context.Context, d *Draft) error {
		no, err := c.find(d, id, version)
		if err != nil {
			return err
		}
		if err := d.unused(no); err != nil {
			return err
		}
		if c.along != nil {
			c.along(d, no)
		}
		d.remove(c.kind, no)
		return nil
	})
}

func (c Catalogue[F, V]) modify(ctx context.Context, actor access.Actor, fn func(context.Context, *Draft) error) error {
	if err := mayWrite(actor, c.feature); err != nil {
		return err
	}
	return c.s.Modify(ctx, actor, fn)
}

func (c Catalogue[F, V]) find(d *Draft, id ident.ID, version string) (ident.No, error) {
	no, err := d.before.No(id, c.kind)
	if err != nil {
		return 0, err
	}
	if version != "" && version != d.before.Version(no) {
		return 0, fault.New(fault.Conflict, "administration.changed_meanwhile").With(c.view(d.before, no))
	}
	return no, nil
}

func (c Catalogue[F, V]) afterwards(no ident.No, err error) (V, error) {
	if err != nil {
		var none V
		return none, err
	}
	return c.view(c.s.State(), no), nil
}

// overlay decodes the sent object over what is there, each of its fields as a whole. Unknown fields and wrong types name the field.
func overlay[F any](there F, sent json.RawMessage) (Sent[F], error) {
	object := make(map[string]json.RawMessage)
	if err := json.Unmarshal(sent, &object); err != nil {
		return Sent[F]{}, fault.New(fault.Invalid, "administration.object").Because(err)
	}
	present, err := json.Marshal(there)
	if err != nil {
		return Sent[F]{}, fault.Wrap(err, "encode what is there")
	}
	whole := make(map[string]json.RawMessage)
	if err := json.Unmarshal(present, &whole); err != nil {
		return Sent[F]{}, fault.Wrap(err, "decode what is there")
	}
	in := Sent[F]{Names: make(map[string]bool, len(object))}
	for name := range object {
		in.Names[name] = true
	}
	maps.Copy(whole, object)
	if in.Fields, err = decode[F](whole); err != nil {
		return Sent[F]{}, err
	}
	return in, nil
}

// decode reads an object field by field, so that each one that is wrong is named.
func decode[F any](object map[string]json.RawMessage) (F, error) {
	var fields F
	problems := fault.Fields{}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		single, err := json.Marshal(map[string]json.RawMessage{name: object[name]})
		if err != nil {
			return fields, fault.Wrap(err, "encode "+name)
		}
		decoder := json.NewDecoder(bytes.NewReader(single))
		decoder.DisallowUnknownFields()
		var wrongType *json.UnmarshalTypeError
		switch err := decoder.Decode(&fields); {
		case err == nil:
		case strings.HasPrefix(err.Error(), "json: unknown field"):
			problems.Add(shorten(name), "field.unknown", "name", shorten(name))
		case errors.As(err, &wrongType), errors.Is(err, ident.ErrMalformed):
			problems.Add(name, "administration.wrong_value")
		default:
			if merge := problems.Merge(err); merge != nil {
				problems.Add(name, "administration.wrong_value")
			}
		}
	}
	return fields, problems.Err()
}

func shorten(name string) string {
	runes := []rune(name)
	return string(runes[:min(len(runes), 60)])
}

func sortedByName(names map[ident.No]string) []ident.No {
	return slices.SortedFunc(maps.Keys(names), func(a, b ident.No) int {
		return cmp.Or(cmp.Compare(schema.Fold(names[a]), schema.Fold(names[b])), cmp.Compare(a, b))
	})
}

// mayRead allows administrators and whoever has some feature of administration: each part of it refers to the others.
func mayRead(actor access.Actor) error {
	for _, feature := range []access.Feature{access.AdministrationRights, access.AdministrationTypes} {
		if mayWrite(actor, feature) == nil {
			return nil
		}
	}
	return mayWrite(actor, access.AdministrationPeople)
}

func mayWrite(actor access.Actor, feature access.Feature) error {
	if actor.Rights.Active() && actor.Rights.Administrator() {
		return nil
	}
	return actor.Require(feature)
}
