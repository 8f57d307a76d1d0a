package administration

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

// TypeFields is what is filled in for an element type.
type TypeFields struct {
	Name         string              `json:"name"`
	Labels       schema.TypeLabels   `json:"labels"`
	Icon         string              `json:"icon"`
	Default      schema.Default      `json:"default" enum:"private,view,edit,delete,parent"`
	CreatorKeeps schema.CreatorKeeps `json:"creator_keeps" enum:"view,edit,nothing"`
	ParentField  string              `json:"parent_field"`
	AccessFields []string            `json:"access_fields"`
	Supervision  schema.Supervision  `json:"supervision"`
	Comments     bool                `json:"comments"`
	ExistsHint   bool                `json:"exists_hint"`
	Archived     bool                `json:"archived" doc:"out of use; only a type without records can be"`
}

// typeDocument is a type as it is stored: with the mark that its records wait to be put into their cells anew.
type typeDocument struct {
	*schema.ElementType
	Rebuild bool `json:"rebuild,omitempty"`
}

// newTypeInput is what is sent to make a type.
type newTypeInput struct {
	TypeFields
	Fields     []FieldFields `json:"fields"`
	RightsLike string        `json:"rights_like"`
}

// CreateType makes an element type with its table. A type without a field name gets one: its title.
func (s *Service) CreateType(ctx context.Context, actor access.Actor, sent json.RawMessage) (name string, err error) {
	if err := mayWrite(actor, access.AdministrationTypes); err != nil {
		return "", err
	}
	in, err := overlay(newTypeInput{TypeFields: TypeFields{
		Default: schema.Private, CreatorKeeps: schema.CreatorViews, Supervision: schema.UsualSupervision(), Comments: true,
	}}, sent)
	if err != nil {
		return "", err
	}
	err = s.Modify(ctx, actor, func(ctx context.Context, d *Draft) error {
		if len(d.types) >= schema.MaxTypes {
			return fault.Field("name", "administration.too_many_types", "max", schema.MaxTypes)
		}
		if _, taken := d.TypeNo(in.Fields.Name); taken || isSubject(in.Fields.Name) {
			return fault.Field("name", "schema.name_taken", "name", in.Fields.Name)
		}
		no, id, err := d.add(ctx, TypeKind, s.parts.IDs)
		if err != nil {
			return err
		}
		t := &schema.ElementType{No: no, ID: id, Name: in.Fields.Name}
		in.Fields.applyTo(t)
		for i, f := range withTitle(in.Fields.Fields) {
			field, err := newField(ctx, d, f, i+1)
			if err != nil {
				return err
			}
			t.Fields = append(t.Fields, field)
		}
		d.setType(t)
		d.alter(s, nil, t)
		if err := d.grantLike(t, in.Fields.RightsLike); err != nil {
			return err
		}
		return t.Validate()
	})
	return in.Fields.Name, err
}

// grantLike gives every profile the actions on a new type that it has on another one. None does when that is empty.
func (d *Draft) grantLike(t *schema.ElementType, like string) error {
	if _, ok := d.TypeNo(like); like != "" && !ok {
		return fault.Field("rights_like", "administration.unknown_type")
	}
	for no, profile := range d.profiles {
		actions, ok := profile.Matrix[like]
		if !ok {
			continue
		}
		changed := *profile
		changed.Matrix = maps.Clone(profile.Matrix)
		changed.Matrix[t.Name] = maps.Clone(actions)
		d.profiles[no] = &changed
		d.touch(ProfileKind, no)
	}
	return nil
}

func (f TypeFields) applyTo(t *schema.ElementType) {
	labels := schema.TypeLabels{One: lines(f.Labels.One), Many: lines(f.Labels.Many)}
	t.Labels, t.Icon, t.Default, t.CreatorKeeps = labels, f.Icon, f.Default, f.CreatorKeeps
	t.ParentField, t.AccessFields, t.Supervision = f.ParentField, f.AccessFields, f.Supervision
	t.Comments, t.ExistsHint, t.InArchive = f.Comments, f.ExistsHint, f.Archived
}

// lines makes one line of each label.
func lines(labels locale.Labels) locale.Labels {
	clean := maps.Clone(labels)
	for language, text := range clean {
		clean[language] = trim(text)
	}
	return clean
}

func withTitle(fields []FieldFields) []FieldFields {
	if slices.ContainsFunc(fields, func(f FieldFields) bool { return f.Name == schema.FieldName }) {
		return fields
	}
	title := FieldFields{
		Name: schema.FieldName, Kind: schema.KindText, Labels: locale.Labels{locale.English: "Name", locale.Russian: "Название"},
		Required: true, DefaultRight: schema.Edit, Section: "main", Fast: true, InSearch: true,
	}
	return append([]FieldFields{title}, fields...)
}

// alter has the tables follow the type within the transaction.
func (d *Draft) alter(s *Service, before, after *schema.ElementType) {
	d.ready = append(d.ready, func(ctx context.Context, _ *access.Model) error {
		return fault.Wrap(s.parts.Records.AlterType(ctx, d.tx, before, after), "alter type "+after.Name)
	})
}

// ChangeType lays what was sent over a type. Its name stays, and so does whether a parent controls it.
func (s *Service) ChangeType(ctx context.Context, actor access.Actor, name, version string, sent json.RawMessage) error {
	return s.changeType(ctx, actor, name, version, func(ctx context.Context, d *Draft, old, t *schema.ElementType) error {
		in, err := overlay(typeFields(old), sent)
		if err != nil {
			return err
		}
		in.Fields.applyTo(t)
		if in.Fields.Archived && !old.InArchive {
			if err := s.unusedType(ctx, d, t); err != nil {
				return err
			}
		}
		problems := fault.Fields{}
		if in.Fields.Name != old.Name {
			problems.Add("name", "administration.name_stays")
		}
		if (old.Default == schema.Parent) != (t.Default == schema.Parent) || (t.Default == schema.Parent && t.ParentField != old.ParentField) {
			problems.Add("default", "administration.parent_stays")
		}
		d.checkAccessFields(problems, old, t)
		if !slices.Equal(old.AccessFields, t.AccessFields) || old.CreatorKeeps != t.CreatorKeeps {
			d.rebuild[t.No] = true
		}
		return checked(problems, t.Validate())
	})
}

// checkAccessFields lets fields be added to and taken from the end of the list alone, and not while records are still being put into cells:
// a cell knows the employees by their place in the list, and must never take one for another.
func (d *Draft) checkAccessFields(problems fault.Fields, old, t *schema.ElementType) {
	common := min(len(old.AccessFields), len(t.AccessFields))
	if !slices.Equal(old.AccessFields[:common], t.AccessFields[:common]) {
		problems.Add("access_fields", "administration.access_fields_order")
	}
	if len(old.AccessFields) != len(t.AccessFields) && d.rebuild[t.No] {
		problems.Add("access_fields", "administration.still_building")
	}
	for _, removed := range old.AccessFields[common:] {
		f, _ := old.Field(removed)
		d.references(func(by use, named ident.No) {
			if f != nil && named == f.No {
				problems.Add("access_fields", "administration.in_use", "count", 1,
					"kind", locale.Say("administration.kind."+string(by.kind)), "name", d.nameOf(by.kind, by.no))
			}
		})
	}
}

func typeFields(t *schema.ElementType) TypeFields {
	return TypeFields{
		Name: t.Name, Labels: t.Labels, Icon: t.Icon, Default: t.Default, CreatorKeeps: t.CreatorKeeps, ParentField: t.ParentField,
		AccessFields: t.AccessFields, Supervision: t.Supervision, Comments: t.Comments, ExistsHint: t.ExistsHint, Archived: t.InArchive,
	}
}

// changeType works on a copy of the type. A type that is not there, and one the actor may not administer, are told apart only for
// those who may administer types.
func (s *Service) changeType(ctx context.Context, actor access.Actor, name, version string, fn func(ctx context.Context, d *Draft, old, t *schema.ElementType) error) error {
	if err := mayWrite(actor, access.AdministrationTypes); err != nil {
		return err
	}
	return s.Modify(ctx, actor, func(ctx context.Context, d *Draft) error {
		no, ok := d.TypeNo(name)
		if !ok {
			return fault.Missing()
		}
		if version != "" && version != d.before.Version(no) {
			return fault.New(fault.Conflict, "administration.changed_meanwhile")
		}
		old := d.types[no]
		changed := *old
		if err := fn(ctx, d, old, &changed); err != nil {
			return err
		}
		if _, gone := d.removed[no]; !gone {
			d.setType(&changed)
		}
		return nil
	})
}
