package administration

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// AddReadyTypes gives a company that was founded by an earlier version what the ready types have besides since then: types, on which profiles
// say what they say on the one that is most alike, and fields of types that the company has. Comments such as files go with the records they
// are on, so that nobody has to be given rights on them. A type that does not fit what the company has, such as one whose name its own removed
// type has used, is left out: the office opens all the same.
func (s *Service) AddReadyTypes(ctx context.Context) error {
	if s.IsEmpty() {
		return nil
	}
	for _, t := range missingTypes(s.Model()) {
		err := s.Modify(ctx, access.Actor{}, func(ctx context.Context, d *Draft) error { return s.addReadyType(ctx, d, t) })
		if fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) {
			s.parts.Logger.WarnContext(ctx, "ready type left out", "type", t.Name, "error", err)
		} else if err != nil {
			return err
		}
	}
	missing := missingFields(s.Model())
	if len(missing) == 0 {
		return nil
	}
	return s.Modify(ctx, access.Actor{}, func(ctx context.Context, d *Draft) error {
		for no, fields := range missing {
			if err := s.foundFields(ctx, d, no, fields); err != nil {
				return err
			}
		}
		return nil
	})
}

// addReadyType makes a ready type and gives rights on it as they are on the one it is like: where that is closed, so is this.
func (s *Service) addReadyType(ctx context.Context, d *Draft, t *schema.ElementType) error {
	no, given := d.TypeNo(readyLike(t.Name))
	if given && presettable(t) {
		takeAfter(t, d.types[no])
		if d.types[no].Default == schema.Private || d.restricts(no) {
			makeStrict(t)
		}
	}
	if err := s.foundType(ctx, d, t); err != nil || !given {
		return err
	}
	d.grantFieldsLike(t, d.types[no])
	return d.grantLike(t, d.types[no].Name)
}

// takeAfter has a type stand as open as another one: to superiors, to creators, to words and to hints.
func takeAfter(t, like *schema.ElementType) {
	t.Supervision, t.CreatorKeeps, t.Comments, t.ExistsHint = like.Supervision, like.CreatorKeeps, like.Comments, like.ExistsHint
}

// restricts reports whether a restriction in force lies on the type.
func (d *Draft) restricts(of ident.No) bool {
	for _, r := range d.restrictions {
		if r.Active && r.Type == of {
			return true
		}
	}
	return false
}

// grantFieldsLike has every profile say on the fields of a type what it says on those of the same names of another one.
func (d *Draft) grantFieldsLike(t, like *schema.ElementType) {
	for no, profile := range d.profiles {
		rights := make(map[string]schema.FieldRight)
		for name, right := range profile.Fields[like.Name] {
			if _, ok := t.Field(name); ok {
				rights[name] = right
			}
		}
		if len(rights) == 0 {
			continue
		}
		changed := *profile
		changed.Fields = maps.Clone(profile.Fields)
		changed.Fields[t.Name] = rights
		d.profiles[no] = &changed
		d.touch(ProfileKind, no)
	}
}

// readyLike is the type whose rights a ready type that is added to a company takes over; none for comments.
func readyLike(name string) string {
	return map[string]string{
		schema.TypeLine: schema.TypeDeal, schema.TypeMeeting: schema.TypeTask, schema.TypeCall: schema.TypeTask, schema.TypeCampaign: schema.TypeLead,
	}[name]
}

// hasType reports whether the company has a type of that name, in use or in the archive.
func hasType(model *access.Model, name string) bool {
	return slices.ContainsFunc(slices.Concat(model.Schema.Types(), model.Schema.Archived()), func(t *schema.ElementType) bool { return t.Name == name })
}

func missingTypes(model *access.Model) (types []*schema.ElementType) {
	for _, t := range schema.Builtin() {
		if !hasType(model, t.Name) {
			types = append(types, t)
		}
	}
	return types
}

// missingFields are fields of ready types that the company's do not have, by type. A name the company has used itself stays its own.
func missingFields(model *access.Model) map[ident.No][]*schema.Field {
	missing := make(map[ident.No][]*schema.Field)
	for _, ready := range schema.Builtin() {
		t, ok := model.Schema.Type(ready.Name)
		if !ok || !isReadyType(t) {
			continue
		}
		for _, f := range ready.Fields {
			if !t.Reserved(f.Name) {
				missing[t.No] = append(missing[t.No], f)
			}
		}
	}
	return missing
}

// isReadyType tells a ready type from one of the company's own that happens to be called so: of that, the program depends on the title alone.
func isReadyType(t *schema.ElementType) bool {
	return slices.ContainsFunc(slices.Concat(t.Fields, t.Archived), func(f *schema.Field) bool { return f.System && f.Name != schema.FieldName })
}

func (s *Service) foundFields(ctx context.Context, d *Draft, of ident.No, fields []*schema.Field) (err error) {
	old := d.types[of]
	changed := *old
	changed.Fields = slices.Clone(old.Fields)
	for _, f := range fields {
		if f.No, err = d.tx.NextNo(ctx); err != nil {
			return fmt.Errorf("number a field: %w", err)
		}
		f.Order = len(changed.Fields) + 1
		changed.Fields = append(changed.Fields, f)
	}
	for _, f := range fields {
		d.recalculate(&changed, f.Name)
		if f.Name == schema.FieldExpected {
			takeChances(&changed)
		}
	}
	if err := d.awaitIndexes(ctx, s, &changed); err != nil {
		return err
	}
	d.setType(&changed)
	d.alter(s, old, &changed)
	return nil
}

// takeChances gives the stages of a type, where none says how likely it is won, the probabilities of the ready ones of the same names. t must
// not be part of a Schema yet.
func takeChances(t *schema.ElementType) {
	f, ok := t.Stage()
	if !ok || slices.ContainsFunc(f.Choices, func(c schema.Choice) bool { return c.Probability != nil }) {
		return
	}
	changed := *f
	changed.Choices = slices.Clone(f.Choices)
	for _, ready := range schema.Builtin() {
		stages, ok := ready.Stage()
		if ready.Name != t.Name || !ok {
			continue
		}
		for i, c := range changed.Choices {
			if same, ok := stages.Choice(c.Value); ok && c.Outcome == "" {
				changed.Choices[i].Probability = same.Probability
			}
		}
	}
	t.Put(&changed)
}
