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
	})
	for _, m := range misfits {
		problems[m.Field.Name] = c.misfit(t, m)
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

// misfit says why a choice is refused, without telling what another field holds to somebody who may not read it.
func (c *scene) misfit(t *schema.ElementType, m schema.Misfit) locale.Text {
	if c.right(t, m.On).Rank() < schema.Read.Rank() {
		return locale.Say("field.choice_not_here", "choice", m.Choice.Labels)
	}
	return locale.Say("field.choice_not_for", "choice", m.Choice.Labels, "field", m.On.Labels, "value", m.Beside.Labels)
}
