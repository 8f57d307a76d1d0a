package administration

import (
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/schema"
)

// Design is the whole of a type for those who administer types: with the fields that are hidden from everybody, and those in the archive.
type Design struct {
	TypeFields
	Version  string           `json:"version"`
	System   bool             `json:"system" doc:"came with the program"`
	Sections []schema.Section `json:"sections"`
	Removing []string         `json:"removing" doc:"fields removed for good whose values are still being taken out of the records"`
	Fields   []DesignedField  `json:"fields"`
}

// DesignedField is a field of a Design.
type DesignedField struct {
	FieldFields
	System    bool `json:"system" doc:"the program itself depends on it"`
	Indexing  bool `json:"indexing" doc:"fast or unique, and its index is still being made"`
	NotUnique bool `json:"not_unique" doc:"it could not be made unique: values that repeat came while its index was being made"`
	Refilling bool `json:"refilling" doc:"put into the search or taken out of it, and the search index is still being filled for older records"`
	Building  bool `json:"building" doc:"kind calculated: older records are still being worked out, and until then nobody sees the field"`
}

// Designs returns every type, those in the archive last.
func (s *Service) Designs(actor access.Actor) ([]Design, error) {
	if err := mayWrite(actor, access.AdministrationTypes); err != nil {
		return nil, err
	}
	state := s.State()
	var designs []Design
	for _, t := range slices.Concat(state.Model.Schema.Types(), state.Model.Schema.Archived()) {
		designs = append(designs, designOf(state, t))
	}
	return designs, nil
}

// Design returns one type.
func (s *Service) Design(actor access.Actor, name string) (Design, error) {
	designs, err := s.Designs(actor)
	if err != nil {
		return Design{}, err
	}
	at := slices.IndexFunc(designs, func(d Design) bool { return d.Name == name })
	if at < 0 {
		return Design{}, fault.Missing()
	}
	return designs[at], nil
}

func designOf(state *State, t *schema.ElementType) Design {
	d := Design{TypeFields: typeFields(t), Version: state.Version(t.No), System: isReady(t.Name), Sections: append([]schema.Section{}, t.AllSections()...)}
	d.Removing = []string{}
	for _, f := range t.Removing {
		d.Removing = append(d.Removing, f.Name)
	}
	fields := slices.Concat(t.Fields, t.Archived)
	slices.SortStableFunc(fields, func(a, b *schema.Field) int { return a.Order - b.Order })
	for _, f := range fields {
		d.Fields = append(d.Fields, DesignedField{FieldFields: fieldFields(t, f), System: f.System, Indexing: f.Indexing, NotUnique: f.NotUnique, Refilling: f.Refilling, Building: f.Building})
	}
	return d
}
