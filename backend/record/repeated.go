package record

import (
	"context"
	"strings"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// repeatedTold is how many values that repeat are told.
const repeatedTold = 5

// Unrepeated refuses a field to be made unique while more than one record holds the same value, and names such values and the records that
// hold them, as far as the actor may see both. It reads every record and keeps nobody from writing.
func (s *Service) Unrepeated(ctx context.Context, actor access.Actor, typeName, fieldName string) error {
	return s.reader(ctx, actor, func(r Reader, c *scene) error {
		t, ok := c.model.Schema.Type(typeName)
		if !ok {
			return nil
		}
		f, ok := t.Known(fieldName)
		if !ok {
			return nil
		}
		pairs, err := r.Repeated(ctx, t, f, repeatedTold)
		if err != nil || len(pairs) == 0 {
			return err
		}
		var told []string
		for _, pair := range pairs {
			text, err := c.repeated(ctx, r, t, f, pair)
			if err != nil {
				return err
			}
			if text != "" {
				told = append(told, text)
			}
		}
		if len(told) == 0 {
			return fault.Field("unique", "schema.not_unique", "field", f.Labels)
		}
		return fault.Field("unique", "schema.not_unique_on", "field", f.Labels, "values", strings.Join(told, "; "))
	})
}

// repeated is a value with the records that hold it, empty when the actor sees none of them, or not the field.
func (c *scene) repeated(ctx context.Context, r Reader, t *schema.ElementType, f *schema.Field, pair [2]ident.ID) (string, error) {
	value, names := "", []string(nil)
	for _, id := range pair {
		found, err := r.Get(ctx, t, id, union(t.Fields, []*schema.Field{f}))
		if err != nil {
			return "", err
		}
		if found == nil || !c.clear(t)(f) || !c.rights.Allows(access.View, subject(t, found)) {
			continue
		}
		if value == "" {
			value = f.Text(found.Values[f.Name])
		}
		if title, ok := found.Values[schema.FieldName].(string); ok && f.Name != schema.FieldName && c.named(t) {
			names = append(names, title)
		}
	}
	if len(names) == 0 {
		return value, nil
	}
	return value + " – " + strings.Join(names, ", "), nil
}
