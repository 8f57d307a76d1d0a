package administration

import (
	"slices"

	"kontora/backend/ident"
	"kontora/backend/schema"
)

// recalculate has the records of a type worked out anew after a formula has changed: that of the named field, and those of the fields that
// are made of it. Until the last record is done nobody sees these fields, so that no list is sorted and no sum made by old and new values
// together. t must not be part of a Schema yet.
func (d *Draft) recalculate(t *schema.ElementType, name string) {
	fields := slices.Clone(t.Fields)
	for i, f := range fields {
		if f.Kind != schema.KindCalculated || f.Name != name && !madeOf(t, f, name) {
			continue
		}
		building := *f
		building.Building = true
		fields[i] = &building
		d.rebuild[t.No] = true
	}
	t.Fields = fields
}

// refill has the search index of a type filled anew after a field was put into the search or taken out of it: until the last record is done
// the search may miss what older ones hold in the field. t must not be part of a Schema yet.
func (d *Draft) refill(t *schema.ElementType, name string) {
	if f, ok := t.Field(name); ok {
		refilling := *f
		refilling.Refilling = true
		t.Put(&refilling)
		d.rebuild[t.No] = true
	}
}

// retitle has the titles of all employees' cards made anew, after the order of names has changed: lists, search and links show what is kept.
func (d *Draft) retitle() {
	if no, ok := d.TypeNo(schema.TypeEmployee); ok {
		d.rebuild[no] = true
		d.touch(TypeKind, no)
	}
}

func madeOf(t *schema.ElementType, f *schema.Field, name string) bool {
	inputs, _ := t.Inputs(f)
	return slices.ContainsFunc(inputs, func(input *schema.Field) bool { return input.Name == name })
}

// calculated shows the fields of a type whose records have all been worked out, and those that the search index holds of every record.
func (d *Draft) calculated(typeNo ident.No) {
	changed := *d.types[typeNo]
	changed.Fields = slices.Clone(changed.Fields)
	for i, f := range changed.Fields {
		if f.Building || f.Refilling {
			done := *f
			done.Building, done.Refilling = false, false
			changed.Fields[i] = &done
		}
	}
	d.setType(&changed)
}
