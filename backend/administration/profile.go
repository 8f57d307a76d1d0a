package administration

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Reaches is a reach in the form of the API: a list of words, or one word alone. none is the empty list.
type Reaches []string

// UnmarshalJSON takes a list or a single word.
func (r *Reaches) UnmarshalJSON(raw []byte) error {
	var one string
	if err := json.Unmarshal(raw, &one); err == nil {
		*r = Reaches{one}
		return nil
	}
	var list []string
	if err := json.Unmarshal(raw, &list); err != nil {
		return errors.New("a word or a list of words is expected")
	}
	*r = list
	return nil
}

// ProfileFields is what is filled in for a profile.
type ProfileFields struct {
	Name     string                                  `json:"name"`
	Matrix   map[string]map[string]Reaches           `json:"matrix"`
	Fields   map[string]map[string]schema.FieldRight `json:"fields"`
	Features map[access.Feature]bool                 `json:"features"`
}

// Profile is a profile in the form of the API.
type Profile struct {
	ID      ident.ID `json:"id"`
	Version string   `json:"version"`
	ProfileFields
}

// Profiles is the catalogue of profiles.
func (s *Service) Profiles() Catalogue[ProfileFields, Profile] {
	return Catalogue[ProfileFields, Profile]{
		s: s, kind: ProfileKind, feature: access.AdministrationRights,
		fields: profileFields, view: profileView, write: writeProfile,
	}
}

func profileFields(st *State, no ident.No) ProfileFields {
	p := st.Model.Policy.Profiles[no]
	f := ProfileFields{
		Name: p.Name, Matrix: make(map[string]map[string]Reaches, len(p.Matrix)),
		Fields: p.Fields, Features: p.Features,
	}
	for typeName, actions := range p.Matrix {
		f.Matrix[typeName] = make(map[string]Reaches, len(actions))
		for action, reach := range actions {
			f.Matrix[typeName][action] = reach.Words()
		}
	}
	if f.Fields == nil {
		f.Fields = map[string]map[string]schema.FieldRight{}
	}
	if f.Features == nil {
		f.Features = map[access.Feature]bool{}
	}
	return f
}

func profileView(st *State, no ident.No) Profile {
	return Profile{ID: st.ID(no), Version: st.Version(no), ProfileFields: profileFields(st, no)}
}

func writeProfile(_ context.Context, d *Draft, no ident.No, id ident.ID, in Sent[ProfileFields]) error {
	problems := fault.Fields{}
	p := &access.Profile{
		No: no, ID: id, Name: trim(in.Fields.Name), Matrix: d.readMatrix(problems, in.Fields.Matrix),
		Fields: d.readFieldRights(problems, in.Fields.Fields), Features: in.Fields.Features,
	}
	checkName(problems, p.Name)
	for feature := range p.Features {
		if !slices.Contains(access.Features(), feature) {
			problems.Add("features", "administration.unknown_feature", "name", shorten(string(feature)))
		}
	}
	d.profiles[no] = p
	d.touch(ProfileKind, no)
	return problems.Err()
}

func (d *Draft) readMatrix(problems fault.Fields, sent map[string]map[string]Reaches) map[string]map[string]access.Reach {
	matrix := make(map[string]map[string]access.Reach, len(sent))
	for typeName, actions := range sent {
		if _, ok := d.TypeNo(typeName); !ok {
			problems.Add("matrix", "administration.unknown_type_named", "name", shorten(typeName))
		}
		matrix[typeName] = make(map[string]access.Reach, len(actions))
		for word, reaches := range actions {
			action, ok := access.ParseAction(word)
			if !ok || action == access.Comment {
				problems.Add("matrix", "administration.unknown_action", "name", shorten(word))
			}
			reach, ok := access.ParseReach(reaches)
			if !ok {
				problems.Add("matrix", "administration.unknown_reach", "type", typeName, "action", word)
			}
			if reach != 0 {
				matrix[typeName][word] = reach
			}
		}
	}
	return matrix
}

func (d *Draft) readFieldRights(problems fault.Fields, sent map[string]map[string]schema.FieldRight) map[string]map[string]schema.FieldRight {
	for typeName, rights := range sent {
		typeNo, ok := d.TypeNo(typeName)
		if !ok {
			problems.Add("fields", "administration.unknown_type_named", "name", shorten(typeName))
			continue
		}
		for name, right := range rights {
			if _, ok := d.types[typeNo].Known(name); !ok {
				problems.Add("fields", "field.unknown", "name", shorten(name))
			}
			if right.Rank() == 0 {
				problems.Add("fields", "schema.field_right")
			}
		}
	}
	return sent
}
