package record

import (
	"encoding/json"
	"slices"

	"kontora/backend/fault"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

// depend has choices follow the fields on which they depend, refuses those that cannot stand beside them, and returns the names of all
// fields whose value is now another than before, of those that have changed so far and those it has set. Nobody has named the latter, so
// nobody needs a right to edit them.
func (c *scene) depend(t *schema.ElementType, before, after *Record, sent map[string]json.RawMessage, changed []string, problems fault.Fields) []string {
	set, misfits := t.Depend(schema.Edited{
		Before: before.Values, Values: after.Values, New: before.No == 0,
		Sent: func(name string) bool { _, own := sent[name]; return own },
		Right: func(name string) schema.FieldRight {
			f, _ := t.Field(name)
			return c.right(t, f)
		},
	})
	for _, m := range misfits {
		// Whoever may edit a choice, or the field on which it depends, and reads it, reads both: they can be named.
		problems[m.Field.Name] = locale.Say("field.choice_not_for", "choice", m.Choice.Labels, "field", m.On.Labels, "value", m.Beside.Labels)
	}
	for _, name := range set {
		if !slices.Contains(changed, name) {
			changed = append(changed, name)
		}
	}
	return slices.DeleteFunc(changed, func(name string) bool {
		f, ok := t.Field(name)
		return !ok || same(f, before.Values[name], after.Values[name])
	})
}
