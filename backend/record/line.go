package record

import (
	"context"

	"kontora/backend/schema"
)

// catalogued is what a product line takes over from its product: when a product has been chosen, its name, unit and price of this moment.
// They are the line's own from then on, whatever becomes of the catalogue. Nothing is taken from a product, or a field of it, that the writer
// does not read: the line would tell him.
func (w *writing) catalogued(ctx context.Context, t *schema.ElementType, before, after *Record) (map[string]schema.Value, error) {
	values := make(map[string]schema.Value)
	ref, ok := after.Values[schema.FieldProduct].(schema.Ref)
	if t.Name != schema.TypeLine || !ok || ref == before.Values[schema.FieldProduct] {
		return values, nil
	}
	of, known := w.model.Schema.TypeByNo(ref.Type)
	if !known || of.Name != schema.TypeProduct {
		return values, nil
	}
	if seen, err := w.viewable(ctx, w, ref); err != nil || !seen {
		return values, err
	}
	product, err := w.Look(ctx, of, ref.ID, of.Fields)
	if err != nil || product == nil {
		return values, err
	}
	for _, name := range []string{schema.FieldName, schema.FieldUnit, schema.FieldPrice} {
		from, there := of.Field(name)
		to, here := t.Field(name)
		if there && here && from.Kind == to.Kind && w.clear(of)(from) {
			values[name] = product.Values[name]
		}
	}
	return values, nil
}
