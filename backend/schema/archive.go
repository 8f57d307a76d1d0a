package schema

import "slices"

// Known returns the field of that name, an archived one included.
func (t *ElementType) Known(name string) (*Field, bool) {
	if f, ok := t.Field(name); ok {
		return f, true
	}
	if at := t.archivedAt(name); at >= 0 {
		return t.Archived[at], true
	}
	return nil, false
}

// Reserved reports whether a new field cannot take the name: a field has it, an archived one included, or one that was removed had it
// and has left its columns.
func (t *ElementType) Reserved(name string) bool {
	_, known := t.Known(name)
	return known || slices.Contains(t.Removed, name) || slices.ContainsFunc(t.Removing, func(f *Field) bool { return f.Name == name })
}

// IsArchived reports whether the field of that name is in the archive.
func (t *ElementType) IsArchived(name string) bool { return t.archivedAt(name) >= 0 }

func (t *ElementType) archivedAt(name string) int {
	return slices.IndexFunc(t.Archived, func(f *Field) bool { return f.Name == name })
}

// Using is the type with a field of its archive in use; t stays as it is.
func (t *ElementType) Using(name string) *ElementType {
	if !t.IsArchived(name) {
		return t
	}
	changed := *t
	changed.Archive(name, false)
	return &changed
}

// Indexed reports whether lists can go by an index of the field.
func (f *Field) Indexed() bool { return (f.Fast || f.Unique) && !f.Indexing }

// Refilling reports whether the search index of the type is still being filled anew for older records.
func (t *ElementType) Refilling() bool {
	return slices.ContainsFunc(t.Fields, func(f *Field) bool { return f.Refilling }) ||
		slices.ContainsFunc(t.Removing, func(f *Field) bool { return f.InSearch })
}

// Put replaces the field of that name where it stands, in the archive or out of it, and does nothing when there is none. t must not be part
// of a Schema yet.
func (t *ElementType) Put(changed *Field) {
	for _, list := range []*[]*Field{&t.Fields, &t.Archived} {
		if at := slices.IndexFunc(*list, func(f *Field) bool { return f.Name == changed.Name }); at >= 0 {
			*list = slices.Clone(*list)
			(*list)[at] = changed
		}
	}
}

// Archive takes a field out of use, or back into it. Its values stay. t must not be part of a Schema yet.
func (t *ElementType) Archive(name string, archived bool) {
	from, to := &t.Fields, &t.Archived
	if !archived {
		from, to = to, from
	}
	at := slices.IndexFunc(*from, func(f *Field) bool { return f.Name == name })
	if at < 0 {
		return
	}
	moved := (*from)[at]
	*from = slices.Delete(slices.Clone(*from), at, at+1)
	*to = append(slices.Clone(*to), moved)
}

// Forget removes an archived field for good, as soon as its values have been taken out of the records. t must not be part of a Schema yet.
func (t *ElementType) Forget(name string) {
	at := t.archivedAt(name)
	if at < 0 {
		return
	}
	t.Removing = append(slices.Clone(t.Removing), t.Archived[at])
	t.Archived = slices.Delete(slices.Clone(t.Archived), at, at+1)
}
