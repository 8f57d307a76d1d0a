package importer

import (
	"context"
	"maps"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/schema"
)

// check looks through the plan, the company and every file before anything is written.
func (r *run) check(ctx context.Context) error {
	for i := range r.plan.Steps {
		if err := r.checkTarget(ctx, &r.plan.Steps[i]); err != nil {
			return err
		}
	}
	for _, file := range r.plan.files() {
		s, err := look(r.parts.Files, file, r.plan.Format[file])
		if err != nil {
			return err
		}
		r.surveys[file] = s
	}
	for i := range r.plan.Steps {
		if err := r.checkColumns(&r.plan.Steps[i]); err != nil {
			return err
		}
	}
	for _, file := range r.plan.files() {
		if err := r.parts.Files.Remove(RejectedName(file)); err != nil {
			return r.rejects(file).failed(err)
		}
	}
	return nil
}

// wrong is a problem of a step, with where the step stands in the plan.
func (s *Step) wrong(key string, pairs ...any) error {
	return fault.New(fault.Invalid, key, append(pairs, "line", s.line)...)
}

// checkTarget makes sure that the actor may import what the step names, and that the fields are there.
func (r *run) checkTarget(ctx context.Context, s *Step) error {
	if err := r.checkFinds(s); err != nil {
		return err
	}
	if s.Entry != "" {
		kind, ok := r.parts.Directory[s.Entry]
		if !ok {
			return s.wrong("importer.unknown_entry", "name", clip(s.Entry))
		}
		_, err := kind.List(ctx, r.actor)
		return err
	}
	model, rights := r.parts.Model(), r.actor.Rights
	t, ok := model.Schema.Type(s.Type)
	if !ok || !rights.May(access.View, t.No) {
		return s.wrong("importer.unknown_type", "name", clip(s.Type))
	}
	if s.Type == schema.TypeEmployee {
		return fault.New(fault.Denied, "error.employee_elsewhere")
	}
	for _, action := range []access.Action{access.Import, access.Create} {
		if err := access.RefuseType(model, rights, action, t.No); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(s.Fields)) {
		f, ok := t.Field(name)
		if !ok || rights.Field(t, f) == schema.Hidden {
			return s.wrong("importer.unknown_field", "name", clip(name), "type", t.Labels.One)
		}
		if (f.Kind == schema.KindLink || f.Kind == schema.KindEmployee) && s.Fields[name].Find == nil && s.Fields[name].Value == nil {
			return s.wrong("importer.find_needed", "field", f.Labels)
		}
	}
	return nil
}

// checkFinds makes sure that the types and fields by which things are found are there.
func (r *run) checkFinds(s *Step) error {
	sources := s.sources()
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		find := sources[name].Find
		switch {
		case find == nil:
			continue
		case find.Entry != "":
			if _, ok := r.parts.Directory[find.Entry]; !ok {
				return s.wrong("importer.unknown_entry", "name", clip(find.Entry))
			}
			continue
		}
		t, ok := r.parts.Model().Schema.Type(find.Type)
		if !ok || !r.actor.Rights.May(access.View, t.No) {
			return s.wrong("importer.unknown_type", "name", clip(find.Type))
		}
		f, ok := t.Field(find.by())
		if !ok || r.actor.Rights.Field(t, f).Rank() < schema.Read.Rank() {
			return s.wrong("importer.unknown_field", "name", clip(find.by()), "type", t.Labels.One)
		}
	}
	return nil
}

// checkColumns makes sure that a file has the columns that the step needs.
func (r *run) checkColumns(s *Step) error {
	if s.File == "" {
		return nil
	}
	for _, column := range s.columns() {
		if !slices.Contains(r.surveys[s.File].header, column) {
			return s.wrong("importer.column_missing", "file", s.File, "column", clip(column))
		}
	}
	return nil
}
