package administration

import (
	"context"
	"encoding/json"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// awaitIndexes has the fields of a type that has many records wait for the indexes they lack, to be made beside the daily work: until then lists
// do without, and values of a field that is to be unique may repeat. t must not be part of a Schema yet.
func (d *Draft) awaitIndexes(ctx context.Context, s *Service, t *schema.ElementType) error {
	missing, err := s.parts.Records.Unindexed(ctx, d.tx, t)
	if err != nil {
		return fault.Wrap(err, "look for indexes of "+t.Name)
	}
	t.Fields = slices.Clone(t.Fields)
	for i, f := range t.Fields {
		if waits := slices.Contains(missing, f.Name); waits != f.Indexing {
			changed := *f
			changed.Indexing = waits
			t.Fields[i] = &changed
		}
	}
	return nil
}

// indexed lets lists go by the indexes of a type that have been made, and holds unique what was to be so, except the fields whose values
// were found to repeat: of these only the wish is kept, for the administrator to see.
func (d *Draft) indexed(typeNo ident.No, repeated []string) {
	changed := *d.types[typeNo]
	changed.Fields = slices.Clone(changed.Fields)
	for i, f := range changed.Fields {
		if f.Indexing {
			done := *f
			done.Indexing = false
			if slices.Contains(repeated, f.Name) {
				done.Unique, done.NotUnique = false, true
			}
			changed.Fields[i] = &done
		}
	}
	d.setType(&changed)
}

// unrepeated refuses to make a field unique whose values repeat. It looks outside of the transaction: reading all records takes long.
func (s *Service) unrepeated(ctx context.Context, actor access.Actor, typeName, fieldName string, sent json.RawMessage) error {
	no, ok := s.State().TypeNo(typeName)
	if !ok {
		return nil
	}
	t, _ := s.Model().Schema.TypeByNo(no)
	before, ok := t.Known(fieldName)
	if !ok {
		return nil
	}
	in, err := overlay(fieldFields(t, before), sent)
	if err != nil || !in.Fields.Unique || in.Fields.Archived || before.Unique && !t.IsArchived(fieldName) {
		return err
	}
	return s.parts.Records.Unrepeated(ctx, actor, typeName, fieldName)
}
