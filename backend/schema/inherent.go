package schema

import (
	"slices"
	"sync"

	"kontora/backend/locale"
)

// The fields every record has by itself. They are read like others, sorted and filtered by, and never edited as fields:
// the responsible changes by transfer.
const (
	FieldName        = "name"
	FieldResponsible = "responsible"
	FieldCreatedBy   = "created_by"
	FieldCreatedAt   = "created_at"
	FieldUpdatedAt   = "updated_at"
)

// Inherent returns the inherent field of that name, which must not be changed.
func Inherent(name string) (*Field, bool) {
	for _, f := range inherentFields() {
		if f.Name == name {
			return f, true
		}
	}
	return nil, false
}

// inherentFields are the fields every record has by itself, besides its name, which is an ordinary field of every type. They are made
// once and never changed.
var inherentFields = sync.OnceValue(func() []*Field {
	inherent := func(name, kind, en, ru string) *Field {
		return &Field{
			Name: name, Kind: kind, DefaultRight: Read, System: true, Fast: true, inherent: true,
			Labels: locale.Labels{locale.English: en, locale.Russian: ru},
		}
	}
	return []*Field{
		inherent(FieldResponsible, responsibleKind, "Responsible", "Ответственный"),
		inherent(FieldCreatedBy, KindEmployee, "Created by", "Кем создано"),
		inherent(FieldCreatedAt, KindDateTime, "Created", "Создано"),
		inherent(FieldUpdatedAt, KindDateTime, "Changed", "Изменено"),
	}
})

// InherentFields lists them; they must not be changed.
func InherentFields() []*Field { return slices.Clone(inherentFields()) }

// Queryable returns the field of that name, an inherent one included.
func (t *ElementType) Queryable(name string) (*Field, bool) {
	if f, ok := t.Field(name); ok {
		return f, true
	}
	return Inherent(name)
}
