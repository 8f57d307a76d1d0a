package schema

import (
	"regexp"
	"slices"
	"strings"

	"kontora/backend/fault"
	"kontora/backend/locale"
	"kontora/backend/query"
)

// Limits of a company's own types and fields. SQLite takes 2,000 columns in a table, PostgreSQL 1,600 with those removed; a field takes up to two.
const (
	MaxFields  = 500
	MaxTypes   = 200
	MaxChoices = 500
	maxLabel   = 80
)

// ValidName reports whether name can name a type or a field: a small letter, then small letters, digits and single underscores, at most 40.
func ValidName(name string) bool {
	return validName.MatchString(name) && len(name) <= 40
}

var validName = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

// Validate checks a field by itself.
func (f *Field) Validate() error {
	problems := fault.Fields{}
	if !ValidName(f.Name) {
		problems.Add("name", "schema.name")
	}
	if _, ok := Inherent(f.Name); ok && !f.inherent {
		problems.Add("name", "schema.name_taken", "name", f.Name)
	}
	if _, ok := KindOf(f.Kind); !ok && f.Kind != KindCalculated || f.Kind == responsibleKind {
		problems.Add("kind", "schema.kind", "kind", firstRunes(f.Kind, 40))
	}
	if f.DefaultRight.Rank() == 0 {
		problems.Add("default_right", "schema.field_right")
	}
	if f.Cap != "" && f.Cap.Rank() == 0 {
		problems.Add("cap", "schema.field_right")
	}
	if k, ok := KindOf(f.ValueKind()); ok && f.InSearch && (!slices.Contains(k.Ops(), query.Contains) || f.Kind == KindChoices) {
		problems.Add("in_search", "schema.not_searchable")
	}
	if !f.indexable() {
		for name, set := range map[string]bool{"fast": f.Fast, "unique": f.Unique} {
			if set {
				problems.Add(name, "schema.not_indexable")
			}
		}
	}
	validateLabels(problems, "labels", f.Labels)
	validateLengths(problems, "reverse", f.Reverse)
	if len(f.Reverse) > 0 && f.Kind != KindLink {
		problems.Add("reverse", "schema.not_a_link")
	}
	f.validateChoices(problems)
	f.validateCalculated(problems)
	return problems.Err()
}

// indexable reports whether values of the field are short enough for an index.
func (f *Field) indexable() bool {
	switch f.Kind {
	case KindLongText, KindChoices, KindFile, KindAddress:
		return false
	}
	return true
}

func (f *Field) validateChoices(problems fault.Fields) {
	if (f.Kind == KindChoice || f.Kind == KindChoices) && len(f.Choices) == 0 || len(f.Choices) > MaxChoices {
		problems.Add("choices", "schema.choices", "max", MaxChoices)
	}
	seen := make(map[string]bool)
	for _, c := range f.Choices {
		if c.Value == "" || len(c.Value) > maxLabel || seen[c.Value] || f.Kind == KindChoices && Line(c.Value) != c.Value {
			problems.Add("choices", "schema.choice_value", "value", firstRunes(c.Value, 40))
		}
		if c.Outcome != "" && c.Outcome != Won && c.Outcome != Lost {
			problems.Add("choices", "schema.choice_outcome")
		}
		if !f.validProbability(c) {
			problems.Add("choices", "schema.choice_probability", "choice", c.Labels)
		}
		if !f.validRotsAfter(c) {
			problems.Add("choices", "schema.choice_rots_after", "choice", c.Labels, "max", maxRotsAfter)
		}
		seen[c.Value] = true
	}
}

func validateLabels(problems fault.Fields, field string, l locale.Labels) {
	if strings.TrimSpace(l.In(locale.English)) == "" {
		problems.Add(field, "schema.label_missing")
	}
	validateLengths(problems, field, l)
}

func validateLengths(problems fault.Fields, field string, l locale.Labels) {
	for _, text := range l {
		if len([]rune(text)) > maxLabel {
			problems.Add(field, "field.too_long", "max", maxLabel, "count", len([]rune(text)))
		}
	}
}

// Validate checks a type with its fields, as far as that needs no other type.
func (t *ElementType) Validate() error {
	problems := fault.Fields{}
	if !ValidName(t.Name) {
		problems.Add("name", "schema.name")
	}
	validateLabels(problems, "labels", t.Labels.One)
	validateLabels(problems, "labels", t.Labels.Many)
	if len(t.Fields)+len(t.Archived)+len(t.Removing)+len(t.Removed) > MaxFields {
		problems.Add("fields", "schema.too_many_fields", "max", MaxFields)
	}
	t.validateFields(problems)
	t.validateDependents(problems)
	t.validateSections(problems)
	t.validateRights(problems)
	return problems.Err()
}

func (t *ElementType) validateFields(problems fault.Fields) {
	seen := make(map[string]bool)
	for _, f := range t.Fields {
		if seen[f.Name] || t.IsArchived(f.Name) {
			problems.Add("fields", "schema.name_taken", "name", f.Name)
		}
		seen[f.Name] = true
		if err := problems.Merge(f.Validate()); err != nil {
			problems.Add("fields", "error.internal")
		}
	}
	if f, ok := t.Field(FieldName); !ok || f.Kind != KindText {
		problems.Add("fields", "schema.title_missing")
	}
}

func (t *ElementType) validateRights(problems fault.Fields) {
	switch t.Default {
	case Private, DefaultView, DefaultEdit, DefaultDelete, Parent:
	default:
		problems.Add("default", "schema.default")
	}
	switch t.CreatorKeeps {
	case CreatorViews, CreatorEdits, CreatorNone:
	default:
		problems.Add("creator_keeps", "schema.creator_keeps")
	}
	for _, level := range []SupervisionLevel{t.Supervision.RoleBelow, t.Supervision.Reports, t.Supervision.DepartmentHead, t.Supervision.GroupManager} {
		switch level {
		case SupervisionNone, SupervisionView, SupervisionEdit, SupervisionDelete, SupervisionAuthorize:
		default:
			problems.Add("supervision", "schema.supervision")
		}
	}
	if parent, ok := t.Field(t.ParentField); (t.Default == Parent) != (ok && parent.Kind == KindLink) {
		problems.Add("parent_field", "schema.parent_field")
	}
	if len(t.AccessFields) > MaxAccessFields {
		problems.Add("access_fields", "schema.access_fields", "max", MaxAccessFields)
	}
	for _, name := range t.AccessFields {
		if f, ok := t.Field(name); !ok || f.Kind != KindEmployee {
			problems.Add("access_fields", "schema.access_fields", "max", MaxAccessFields)
		}
	}
}
