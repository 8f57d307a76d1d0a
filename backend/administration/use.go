package administration

import (
	"cmp"
	"context"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// FieldUse is what would be lost with a field, and what names it.
type FieldUse struct {
	Records  int64       `json:"records" doc:"that hold a value in it, those in the bin included"`
	UsedBy   []FieldUser `json:"used_by"`
	OwnViews int         `json:"own_views" doc:"views that people keep for themselves: they go on without the field"`
}

// FieldUser is something that names a field.
type FieldUser struct {
	Kind string `json:"kind" enum:"type,field,profile,sharing_rule,restriction,saved_view"`
	Name string `json:"name"`
	// Working is set of what would not work without the field, so that it cannot even go to the archive.
	Working bool `json:"working,omitempty" doc:"it has to be changed before the field can go to the archive; all others before it is removed"`
}

// FieldUse tells what would be lost with a field, in use or in the archive.
func (s *Service) FieldUse(ctx context.Context, actor access.Actor, typeName, fieldName string) (FieldUse, error) {
	use := FieldUse{}
	if err := mayWrite(actor, access.AdministrationTypes); err != nil {
		return use, err
	}
	state := s.State()
	t, ok := state.Model.Schema.Type(typeName)
	if !ok {
		return use, fault.Missing()
	}
	f, ok := t.Known(fieldName)
	if !ok {
		return use, fault.Missing()
	}
	var err error
	if use.Records, err = s.parts.Records.CountValues(ctx, t, f); err != nil {
		return use, fault.Wrap(err, "count values of "+typeName+"."+fieldName)
	}
	shared, own, err := s.parts.Records.ViewsNaming(ctx, typeName, fieldName)
	if err != nil {
		return use, fault.Wrap(err, "look for views with "+typeName+"."+fieldName)
	}
	use.UsedBy, use.OwnViews = state.content().usersOf(t, f, actor.Language), own
	for _, name := range shared {
		use.UsedBy = append(use.UsedBy, FieldUser{Kind: "saved_view", Name: name})
	}
	return use, nil
}

// usersOf are the documents that name a field, those first without it would not work.
func (c *content) usersOf(t *schema.ElementType, f *schema.Field, language locale.Language) []FieldUser {
	users := fieldUsers(t, f, language)
	named := make(map[use]bool)
	c.references(func(by use, no ident.No) { named[by] = named[by] || no == f.No })
	condition := func(by use, of *access.Condition, typeNo ident.No) {
		named[by] = named[by] || of != nil && typeNo == t.No && tests(of.Filter, f)
	}
	for no, r := range c.rules {
		condition(use{RuleKind, no}, r.Condition, r.Type)
	}
	for no, r := range c.restrictions {
		condition(use{RestrictionKind, no}, r.Condition, r.Type)
	}
	for no, p := range c.profiles {
		named[use{ProfileKind, no}] = p.Fields[t.Name][f.Name] != ""
	}
	for by, is := range named {
		if is {
			users = append(users, FieldUser{Kind: string(by.kind), Name: c.nameOf(by.kind, by.no), Working: by.kind != ProfileKind})
		}
	}
	slices.SortFunc(users, func(a, b FieldUser) int {
		return cmp.Or(-compareBool(a.Working, b.Working), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name))
	})
	return users
}

// fieldUsers are the type itself, and its fields that are worked out, chosen or shown by the field.
func fieldUsers(t *schema.ElementType, f *schema.Field, language locale.Language) []FieldUser {
	users := []FieldUser{}
	if slices.Contains(t.AccessFields, f.Name) || t.ParentField == f.Name {
		users = append(users, FieldUser{Kind: string(TypeKind), Name: t.Labels.One.In(language), Working: true})
	}
	for _, other := range t.Fields {
		inputs, _ := t.Inputs(other)
		if other != f && (other.DependsOn == f.Name || tests(other.ShowIf, f) || slices.Contains(inputs, f)) {
			users = append(users, FieldUser{Kind: "field", Name: other.Labels.In(language), Working: true})
		}
	}
	return users
}

func tests(filter query.Expr, f *schema.Field) bool { return slices.Contains(filter.Fields(), f.Name) }

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
