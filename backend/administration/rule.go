package administration

import (
	"context"
	"encoding/json"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// Source says which records a sharing rule takes: those of a responsible within a principal, or those that match a filter.
type Source struct {
	Kind      access.SourceKind `json:"kind" enum:"responsible,condition"`
	Principal *Principal        `json:"principal,omitempty"`
	Filter    json.RawMessage   `json:"filter,omitempty"`
}

// RuleFields is what is filled in for a sharing rule.
type RuleFields struct {
	Name   string    `json:"name"`
	Type   string    `json:"type"`
	Source Source    `json:"source"`
	Target Principal `json:"target"`
	Level  string    `json:"level" enum:"view,edit,delete"`
	Active bool      `json:"active"`
}

// Rule is a sharing rule in the form of the API.
type Rule struct {
	ID      ident.ID `json:"id"`
	Version string   `json:"version"`
	RuleFields
	State access.ConditionState `json:"state,omitempty"` // of a condition: building until all records have been tested
}

// Rules is the catalogue of sharing rules.
func (s *Service) Rules() Catalogue[RuleFields, Rule] {
	return Catalogue[RuleFields, Rule]{
		s: s, kind: RuleKind, feature: access.AdministrationRights, blank: RuleFields{Active: true, Level: "view"},
		fields: ruleFields, view: ruleView, write: writeRule,
	}
}

func ruleFields(st *State, no ident.No) RuleFields {
	r := st.Model.Policy.Rules[no]
	typeName, _ := st.TypeName(r.Type)
	f := RuleFields{Name: r.Name, Type: typeName, Source: Source{Kind: r.Source}, Target: st.principal(r.Target, r.Type), Level: r.Level.String(), Active: r.Active}
	if r.Condition != nil {
		f.Source.Filter = writeFilter(r.Condition.Filter)
	} else {
		principal := st.principal(r.Principal, r.Type)
		f.Source.Principal = &principal
	}
	return f
}

func ruleView(st *State, no ident.No) Rule {
	v := Rule{ID: st.ID(no), Version: st.Version(no), RuleFields: ruleFields(st, no)}
	if c := st.Model.Policy.Rules[no].Condition; c != nil {
		v.State = c.State
	}
	return v
}

func writeRule(_ context.Context, d *Draft, no ident.No, id ident.ID, in Sent[RuleFields]) error {
	problems := fault.Fields{}
	old := d.rules[no]
	r := &access.SharingRule{No: no, ID: id, Name: trim(in.Fields.Name), Source: in.Fields.Source.Kind, Active: in.Fields.Active}
	checkName(problems, r.Name)
	r.Type = d.ruleType(problems, in.Fields.Type)
	r.Target = d.principal(problems, "target", in.Fields.Target, r.Type)
	r.Level = readLevel(problems, in.Fields.Level, access.ViewLevel, access.EditLevel, access.DeleteLevel)
	var before *access.Condition
	if old != nil && old.Type == r.Type {
		before = old.Condition
	}
	var err error
	switch source := in.Fields.Source; source.Kind {
	case access.ByResponsible:
		r.Principal = d.sourcePrincipal(problems, source.Principal)
	case access.ByCondition:
		r.Condition, err = d.condition(problems, r.Type, source.Filter, before, no)
	default:
		problems.Add("source", "administration.source")
	}
	d.rules[no] = r
	d.touch(RuleKind, no)
	return checked(problems, err)
}

// ruleType is the type a rule or restriction is about. One that is controlled by its parent has neither.
func (d *Draft) ruleType(problems fault.Fields, name string) ident.No {
	no, ok := d.TypeNo(name)
	if !ok {
		problems.Add("type", "administration.unknown_type")
		return 0
	}
	if d.types[no].Default == schema.Parent {
		problems.Add("type", "administration.type_of_parent")
	}
	return no
}

// sourcePrincipal is who must be responsible. Nobody is responsible relative to the record, and everyone would say nothing.
func (d *Draft) sourcePrincipal(problems fault.Fields, p *Principal) access.Principal {
	if p == nil {
		problems.Add("source", "administration.source_principal")
		return access.Principal{}
	}
	if p.Kind == access.Superior || p.Kind == access.InField {
		problems.Add("source", "administration.principal_relative")
		return access.Principal{}
	}
	return d.principal(problems, "source", *p, 0)
}

func readLevel(problems fault.Fields, word string, allowed ...access.Level) access.Level {
	level, ok := access.ParseLevel(word)
	for _, a := range allowed {
		if ok && a == level {
			return level
		}
	}
	problems.Add("level", "directory.choice")
	return 0
}

func writeFilter(e query.Expr) json.RawMessage {
	raw, err := json.Marshal(e)
	if err != nil {
		return nil // an Expr that was parsed can be written
	}
	return raw
}
