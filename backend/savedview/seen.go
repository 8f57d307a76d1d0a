package savedview

import (
	"slices"
	"strings"

	"kontora/backend/access"
	"kontora/backend/schema"
)

// seenBy is the view as the actor sees it. One that selects, sorts or groups by a field he cannot read is not there for him, because its
// very conditions would tell of it; columns he cannot see are left out. Its owner loses it alike while he may not read the field.
// Administrators find all that are shared: somebody must be able to remove what stands in the way. Fields that the type no longer has are
// left out for those two, who can save the view without them; for others it would say what had been there.
func (s *Service) seenBy(actor access.Actor, v View) (View, bool) {
	tidies := len(v.With) > 0 && actor.Rights.Administrator()
	if v.Owner != actor.Employee && !tidies && !slices.ContainsFunc(v.With, actor.Rights.StandsIn) {
		return View{}, false
	}
	t, ok := s.visible(actor, v.Type)
	if !ok {
		return View{}, false
	}
	reads := reader{actor, t}
	if v.Owner == actor.Employee || tidies {
		v.Look, v.Gone = v.Look.without(gone(t))
	}
	if slices.ContainsFunc(v.Look.selecting(), func(name string) bool { return !reads.clear(name) }) {
		return View{}, false
	}
	columns := v.Look.Columns
	v.Look.Columns = slices.DeleteFunc(slices.Clone(columns), func(c Column) bool { return !reads.sees(c.Field) })
	for _, c := range columns[:min(v.Look.Pinned, len(columns))] {
		if !reads.sees(c.Field) {
			v.Look.Pinned--
		}
	}
	return v, true
}

// reader is somebody who looks at the fields of a type.
type reader struct {
	actor access.Actor
	t     *schema.ElementType
}

func (r reader) right(name string) schema.FieldRight {
	f, ok := r.t.Queryable(name)
	switch {
	case !ok:
		return schema.Hidden
	case f.Name == name && isInherent(name):
		return schema.Read
	}
	return r.actor.Rights.Field(r.t, f)
}

func isInherent(name string) bool {
	_, ok := schema.Inherent(name)
	return ok
}

// clear reports whether he may select by the field, sees whether it is there at all.
func (r reader) clear(name string) bool { return r.right(name).Rank() >= schema.Read.Rank() }
func (r reader) sees(name string) bool  { return r.right(name) != schema.Hidden }

// selecting are the fields that decide which records are shown, and where.
func (l Look) selecting() []string {
	names := l.Filter.Fields()
	for _, key := range l.Sort {
		names = append(names, strings.TrimPrefix(key, "-"))
	}
	if l.Group != "" {
		group, _ := schema.SplitGroup(l.Group)
		names = append(names, group) // also an empty one, which is no field
	}
	if l.Lanes != "" {
		names = append(names, l.Lanes)
	}
	return names
}

// Names reports whether the look shows the field or selects, sorts or groups by it.
func (l Look) Names(field string) bool {
	return slices.Contains(l.selecting(), field) || slices.ContainsFunc(l.Columns, func(c Column) bool { return c.Field == field })
}
