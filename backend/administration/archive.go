package administration

import (
	"context"
	"maps"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

// archiveField takes a field of the draft's type out of use, or back into it. What the program itself depends on stays in use, and so does
// what bears access; a condition of a rule, a restriction or another field that tests it is found when the whole draft is checked.
func (d *Draft) archiveField(t *schema.ElementType, f *schema.Field, archived bool) error {
	switch {
	case archived && f.System:
		return fault.Field("archived", "administration.system_field")
	case archived && (slices.Contains(t.AccessFields, f.Name) || t.ParentField == f.Name):
		return fault.Field("archived", "administration.access_field")
	}
	t.Archive(f.Name, archived)
	return nil
}

// RemoveField removes an archived field for good: beside the daily work its values are taken out of the records, out of the search and out of
// their versions, and then its columns and indexes dropped. A field that a profile, a rule or a shared view still names is fault.Conflict.
func (s *Service) RemoveField(ctx context.Context, actor access.Actor, typeName, fieldName string) error {
	return s.changeType(ctx, actor, typeName, "", func(ctx context.Context, d *Draft, old, t *schema.ElementType) error {
		f, ok := old.Known(fieldName)
		if !ok {
			return fault.Missing()
		}
		if !old.IsArchived(fieldName) {
			return fault.New(fault.Conflict, "administration.archive_first")
		}
		if err := d.unused(f.No); err != nil {
			return err
		}
		if err := d.unnamed(func(p *access.Profile) bool { return p.Fields[typeName][fieldName] != "" }); err != nil {
			return err
		}
		views, err := s.parts.Records.ViewsWith(ctx, d.tx, typeName, fieldName)
		if err != nil {
			return fault.Wrap(err, "look for views with the field")
		}
		if len(views) > 0 {
			return inUseBy("saved_view", views[0], len(views))
		}
		t.Forget(fieldName)
		d.rebuild[t.No] = true
		return nil
	})
}

// RemoveType removes an archived type, which has no records, for good, with what profiles say about it. No new type can take its name.
func (s *Service) RemoveType(ctx context.Context, actor access.Actor, name, version string) error {
	return s.changeType(ctx, actor, name, version, func(ctx context.Context, d *Draft, old, t *schema.ElementType) error {
		if !old.InArchive {
			return fault.New(fault.Conflict, "administration.archive_first")
		}
		if err := s.unusedType(ctx, d, t); err != nil {
			return err
		}
		d.forgetRights(name)
		d.remove(TypeKind, t.No)
		return nil
	})
}

// unusedType refuses to take a type out of use that the program depends on, that has records, or that rules, restrictions, shared views or
// links of other types name.
func (s *Service) unusedType(ctx context.Context, d *Draft, t *schema.ElementType) error {
	if isReady(t.Name) {
		return fault.Field("archived", "administration.system_type")
	}
	has, err := s.parts.Records.HasRecords(ctx, d.tx, t)
	if err != nil {
		return fault.Wrap(err, "look for records of "+t.Name)
	}
	if has {
		return fault.New(fault.Conflict, "administration.type_has_records")
	}
	for _, no := range slices.Sorted(maps.Keys(d.types)) {
		other := d.types[no]
		for _, f := range slices.Concat(other.Fields, other.Archived) {
			if f.Target == t.Name && no != t.No {
				return inUseBy(string(TypeKind), other.Name, 1)
			}
		}
	}
	if err := d.unused(t.No); err != nil {
		return err
	}
	views, err := s.parts.Records.ViewsWith(ctx, d.tx, t.Name, "")
	if err == nil && len(views) > 0 {
		return inUseBy("saved_view", views[0], len(views))
	}
	return fault.Wrap(err, "look for views of the type")
}

// forgetRights takes what profiles say about a type out of them.
func (d *Draft) forgetRights(typeName string) {
	for no, profile := range d.profiles {
		if profile.Matrix[typeName] == nil && profile.Fields[typeName] == nil {
			continue
		}
		changed := *profile
		changed.Matrix, changed.Fields = maps.Clone(profile.Matrix), maps.Clone(profile.Fields)
		delete(changed.Matrix, typeName)
		delete(changed.Fields, typeName)
		d.profiles[no] = &changed
		d.touch(ProfileKind, no)
	}
}

// isReady reports whether the type came with the program.
func isReady(name string) bool {
	return slices.ContainsFunc(schema.Builtin(), func(ready *schema.ElementType) bool { return ready.Name == name })
}

// unnamed refuses when a profile says something about what goes.
func (d *Draft) unnamed(names func(*access.Profile) bool) error {
	var found []ident.No
	for no, p := range d.profiles {
		if names(p) {
			found = append(found, no)
		}
	}
	if len(found) == 0 {
		return nil
	}
	return inUseBy(string(ProfileKind), d.profiles[slices.Min(found)].Name, len(found))
}

func inUseBy(kind, name string, count int) error {
	return fault.New(fault.Conflict, "administration.in_use", "kind", locale.Say("administration.kind."+kind), "name", name, "count", count)
}
