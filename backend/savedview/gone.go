package savedview

import (
	"slices"
	"strings"

	"kontora/backend/schema"
)

// gone tells the names that are no field of the type's.
func gone(t *schema.ElementType) func(name string) bool {
	return func(name string) bool {
		_, ok := t.Queryable(name)
		return !ok
	}
}

// without is the look without what selects, sorts or groups by fields that drop names, and which of them it did. A board whose lanes are
// gone is a table.
func (l Look) without(drop func(name string) bool) (left Look, dropped []string) {
	dropped = slices.DeleteFunc(l.selecting(), func(name string) bool { return !drop(name) })
	if len(dropped) == 0 {
		return l, nil
	}
	slices.Sort(dropped)
	l.Filter = l.Filter.Without(drop)
	l.Sort = slices.DeleteFunc(slices.Clone(l.Sort), func(key string) bool { return drop(strings.TrimPrefix(key, "-")) })
	if group, _ := schema.SplitGroup(l.Group); drop(group) {
		l.Group = ""
	}
	if l.Lanes != "" && drop(l.Lanes) {
		l.Lanes, l.Layout = "", Table
	}
	return l, slices.Compact(dropped)
}
