package schema

import (
	"slices"

	"kontora/backend/fault"
	"kontora/backend/locale"
)

// Section is a group of fields on the card and in the form.
type Section struct {
	Name   string        `json:"name"`
	Labels locale.Labels `json:"labels,omitempty"` // none: one of the ready sections, which the window names
}

// MaxSections bounds the sections of a card.
const MaxSections = 50

// AllSections are the sections in their order: those laid out, then those that only fields name.
func (t *ElementType) AllSections() []Section {
	all := slices.Clone(t.Sections)
	fields := slices.Clone(t.Fields)
	slices.SortStableFunc(fields, func(a, b *Field) int { return a.Order - b.Order })
	for _, f := range fields {
		if !slices.ContainsFunc(all, func(s Section) bool { return s.Name == f.Section }) {
			all = append(all, Section{Name: f.Section})
		}
	}
	return all
}

func (t *ElementType) validateSections(problems fault.Fields) {
	if len(t.Sections) > MaxSections {
		problems.Add("sections", "schema.too_many_sections", "max", MaxSections)
	}
	seen := make(map[string]bool)
	for _, s := range t.Sections {
		if s.Name != "" && !ValidName(s.Name) {
			problems.Add("sections", "schema.name")
		}
		if seen[s.Name] {
			problems.Add("sections", "schema.name_taken", "name", firstRunes(s.Name, 40))
		}
		seen[s.Name] = true
		if len(s.Labels) > 0 {
			validateLabels(problems, "sections", s.Labels)
		}
	}
}
