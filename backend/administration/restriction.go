package administration

import (
	"context"
	"encoding/json"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
)

// RestrictionFields is what is filled in for a restriction. Without a filter it lies on all records of the type.
type RestrictionFields struct {
	Name   string          `json:"name"`
	Type   string          `json:"type"`
	Filter json.RawMessage `json:"filter,omitempty"`
	Who    []Principal     `json:"who"`
	Except []Principal     `json:"except"`
	Level  string          `json:"level" enum:"none,view,edit,delete"`
	Active bool            `json:"active"`
}

// Restriction is a restriction in the form of the API.
type Restriction struct {
	ID      ident.ID `json:"id"`
	Version string   `json:"version"`
	RestrictionFields
	State access.ConditionState `json:"state,omitempty"` // of a condition; a restriction acts while it is building, too
}

// Restrictions is the catalogue of restrictions.
func (s *Service) Restrictions() Catalogue[RestrictionFields, Restriction] {
	return Catalogue[RestrictionFields, Restriction]{
		s: s, kind: RestrictionKind, feature: access.AdministrationRights, blank: RestrictionFields{Active: true, Level: "none"},
		fields: restrictionFields, view: restrictionView, write: writeRestriction,
	}
}

func restrictionFields(st *State, no ident.No) RestrictionFields {
	r := st.Model.Policy.Restrictions[no]
	typeName, _ := st.TypeName(r.Type)
	f := RestrictionFields{
		Name: r.Name, Type: typeName, Who: st.principals(r.Who, r.Type), Except: st.principals(r.Except, r.Type), Level: r.Level.String(), Active: r.Active,
	}
	if r.Condition != nil {
		f.Filter = writeFilter(r.Condition.Filter)
	}
	return f
}

func restrictionView(st *State, no ident.No) Restriction {
	v := Restriction{ID: st.ID(no), Version: st.Version(no), RestrictionFields: restrictionFields(st, no)}
	if c := st.Model.Policy.Restrictions[no].Condition; c != nil {
		v.State = c.State
	}
	return v
}

func writeRestriction(_ context.Context, d *Draft, no ident.No, id ident.ID, in Sent[RestrictionFields]) error {
	problems := fault.Fields{}
	old := d.restrictions[no]
	r := &access.Restriction{No: no, ID: id, Name: trim(in.Fields.Name), Active: in.Fields.Active}
	checkName(problems, r.Name)
	r.Type = d.ruleType(problems, in.Fields.Type)
	r.Who = d.principals(problems, "who", in.Fields.Who, r.Type)
	r.Except = d.principals(problems, "except", in.Fields.Except, r.Type)
	r.Level = readLevel(problems, in.Fields.Level, access.NoLevel, access.ViewLevel, access.EditLevel, access.DeleteLevel)
	if len(r.Who) == 0 {
		problems.Add("who", "administration.restriction_who")
	}
	var err error
	if !isEmptyFilter(in.Fields.Filter) {
		var before *access.Condition
		if old != nil && old.Type == r.Type {
			before = old.Condition
		}
		r.Condition, err = d.condition(problems, r.Type, in.Fields.Filter, before, no)
	}
	d.restrictions[no] = r
	d.touch(RestrictionKind, no)
	return checked(problems, err)
}
