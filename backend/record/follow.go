package record

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"kontora/backend/schema"
)

// follow sets what the program itself fills in after the fields that were sent, and returns the names of what has changed by it. Nobody has
// named these fields, so nobody needs a right to edit them.
func (w *writing) follow(ctx context.Context, t *schema.ElementType, before, after *Record, sent map[string]json.RawMessage) ([]string, error) {
	values, err := w.catalogued(ctx, t, before, after)
	if err != nil {
		return nil, err
	}
	if chance, moved := weighed(t, before, after); moved {
		values[schema.FieldProbability] = chance
	}
	var changed []string
	for _, name := range slices.Sorted(maps.Keys(values)) {
		f, ok := t.Field(name)
		if _, own := sent[name]; ok && !own && !same(f, after.Values[name], values[name]) {
			set(after, name, values[name])
			changed = append(changed, name)
		}
	}
	return changed, nil
}

// weighed is the probability that the stage of a record now gives it; moved is false where it keeps its own. An estimate made by hand, another
// than the stage before gave, stays on the way; what is closed needs none any more.
func weighed(t *schema.ElementType, before, after *Record) (chance schema.Value, moved bool) {
	f, ok := t.Stage()
	if percentage, has := t.Field(schema.FieldProbability); !has || percentage.Kind != schema.KindPercent {
		return nil, false
	}
	if !ok || same(f, before.Values[f.Name], after.Values[f.Name]) && before.No != 0 {
		return nil, false
	}
	now := stageOf(f, after)
	if chance = now.Chance(); chance == nil {
		return nil, false
	}
	estimate := before.Values[schema.FieldProbability]
	byHand := before.No != 0 && estimate != nil && estimate != stageOf(f, before).Chance()
	return chance, now.Outcome != "" || !byHand
}

// stageOf is the stage a record stands at; the empty choice where it stands at none.
func stageOf(f *schema.Field, r *Record) schema.Choice {
	value, _ := r.Values[f.Name].(string)
	c, _ := f.Choice(value)
	return c
}
