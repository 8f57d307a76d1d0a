package importer

import (
	"context"
	"encoding/json"
	"fmt"

	"kontora/backend/access"
	"kontora/backend/ident"
)

// Catalogue is a kind of entry as administration offers it: V is how one is read.
type Catalogue[V any] interface {
	List(ctx context.Context, actor access.Actor) ([]V, error)
	Get(ctx context.Context, actor access.Actor, id ident.ID) (V, error)
	Create(ctx context.Context, actor access.Actor, fields json.RawMessage) (V, error)
	Change(ctx context.Context, actor access.Actor, id ident.ID, version string, fields json.RawMessage) (V, error)
}

// Of shows a catalogue in the JSON of the API.
func Of[V any](c Catalogue[V]) Entries { return outward[V]{c} }

type outward[V any] struct{ catalogue Catalogue[V] }

func (o outward[V]) List(ctx context.Context, actor access.Actor) ([]json.RawMessage, error) {
	items, err := o.catalogue.List(ctx, actor)
	if err != nil {
		return nil, err
	}
	written := make([]json.RawMessage, len(items))
	for i, item := range items {
		if written[i], err = json.Marshal(item); err != nil {
			return nil, fmt.Errorf("write an entry: %w", err)
		}
	}
	return written, nil
}

func (o outward[V]) Get(ctx context.Context, actor access.Actor, id ident.ID) (json.RawMessage, error) {
	return written(o.catalogue.Get(ctx, actor, id))
}

func (o outward[V]) Create(ctx context.Context, actor access.Actor, fields json.RawMessage) (json.RawMessage, error) {
	return written(o.catalogue.Create(ctx, actor, fields))
}

func (o outward[V]) Change(ctx context.Context, actor access.Actor, id ident.ID, fields json.RawMessage) (json.RawMessage, error) {
	return written(o.catalogue.Change(ctx, actor, id, "", fields))
}

func written[V any](item V, err error) (json.RawMessage, error) {
	if err != nil {
		return nil, err
	}
	return json.Marshal(item)
}
