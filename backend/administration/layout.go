package administration

import (
	"context"
	"encoding/json"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

// Layout is how the fields of a type stand on its card: sections in their order, each with its fields in theirs.
type Layout struct {
	Sections []LaidSection `json:"sections"`
}

// LaidSection is one section of a Layout. A ready section has no labels: the window names it.
type LaidSection struct {
	Name   string        `json:"name"`
	Labels locale.Labels `json:"labels"`
	Fields []string      `json:"fields"`
}

// ArrangeType lays the fields of a type out. Fields that the layout does not name follow those it names, in the sections they have.
func (s *Service) ArrangeType(ctx context.Context, actor access.Actor, name, version string, sent json.RawMessage) error {
	return s.changeType(ctx, actor, name, version, func(_ context.Context, _ *Draft, _, t *schema.ElementType) error {
		in, err := overlay(Layout{}, sent)
		if err != nil {
			return err
		}
		problems, placed := fault.Fields{}, make(map[string]bool)
		t.Sections = nil
		for _, section := range in.Fields.Sections {
			t.Sections = append(t.Sections, schema.Section{Name: section.Name, Labels: lines(section.Labels)})
			for _, fieldName := range section.Fields {
				f, ok := t.Field(fieldName)
				if !ok || placed[fieldName] {
					problems.Add("sections", "field.unknown", "name", shorten(fieldName))
					continue
				}
				placed[fieldName] = true
				moved := *f
				moved.Section, moved.Order = section.Name, len(placed)
				t.Put(&moved)
			}
		}
		followOn(t, placed)
		return checked(problems, t.Validate())
	})
}

// followOn numbers the fields that were not placed behind those that were.
func followOn(t *schema.ElementType, placed map[string]bool) {
	left := slices.DeleteFunc(slices.Clone(t.Fields), func(f *schema.Field) bool { return placed[f.Name] })
	slices.SortStableFunc(left, func(a, b *schema.Field) int { return a.Order - b.Order })
	for i, f := range left {
		moved := *f
		moved.Order = len(placed) + i + 1
		t.Put(&moved)
	}
}
