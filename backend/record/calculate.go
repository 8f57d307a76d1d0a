package record

import (
	"maps"
	"slices"

	"kontora/backend/schema"
)

// calculate works out the calculated fields of a record as it is now, and returns the names of those whose value is another than before.
// Every write goes through it: what is stored is what the formulas say of what is stored beside it.
func calculate(t *schema.ElementType, r *Record) []string {
	var changed []string
	made := t.Calculate(r.Values)
	for _, name := range slices.Sorted(maps.Keys(made)) {
		if f, ok := t.Field(name); ok && !same(f, r.Values[name], made[name]) {
			set(r, name, made[name])
			changed = append(changed, name)
		}
	}
	return changed
}

// Miscalculated are the names of the calculated fields of which a stored record holds something else than their formulas make. Those that
// are still being worked out for older records are left out.
func Miscalculated(t *schema.ElementType, r *Record) []string {
	return slices.DeleteFunc(calculate(t, r.clone()), func(name string) bool {
		f, ok := t.Field(name)
		return !ok || f.Building
	})
}

// told are the fields of which the log tells: what people have done to them. What is calculated follows, and would only repeat it.
func told(t *schema.ElementType, names []string) []string {
	return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		f, ok := t.Field(name)
		return ok && f.Kind == schema.KindCalculated
	})
}
