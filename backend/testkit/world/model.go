package world

import (
	"fmt"

	"kontora/backend/access"
	"kontora/backend/dial"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Model is the company as the program holds it, its conditions bound to stored columns.
func (w *World) Model() *access.Model {
	for _, t := range w.Types {
		for _, c := range w.Conditions(t.No) {
			bound, err := t.Bind(w.Context(), c.Filter, func(*schema.Field) bool { return true })
			if err != nil {
				panic(fmt.Sprintf("a made-up condition on %s does not bind: %v", t.Name, err))
			}
			c.Bound = bound
		}
	}
	return &access.Model{Directory: directory.New(w.Directory), Schema: schema.New(w.Types), Policy: w.Policy}
}

// Conditions are all those on a type, of rules and of restrictions.
func (w *World) Conditions(t ident.No) []*access.Condition {
	var all []*access.Condition
	for _, rule := range w.Policy.Rules {
		if rule.Type == t && rule.Condition != nil {
			all = append(all, rule.Condition)
		}
	}
	for _, restriction := range w.Policy.Restrictions {
		if restriction.Type == t && restriction.Condition != nil {
			all = append(all, restriction.Condition)
		}
	}
	return all
}

// Context is what values of the company are read with.
func (w *World) Context() schema.Context {
	return schema.Context{People: people{w}, Dialling: dial.Plan{Country: "DE"}, Currency: "EUR"}
}

// people finds the numbers behind the identifiers of the company.
type people struct{ w *World }

func (p people) PersonNo(id ident.ID, _ bool) (ident.No, bool) {
	for _, no := range p.w.People() {
		if IDOf(no) == id {
			return no, true
		}
	}
	return 0, false
}

func (p people) PersonID(no ident.No) (ident.ID, bool) { return IDOf(no), true }

func (p people) TypeNo(name string) (ident.No, bool) {
	for _, t := range p.w.Types {
		if t.Name == name {
			return t.No, true
		}
	}
	return 0, false
}

func (p people) TypeName(no ident.No) (string, bool) {
	t := p.w.typeByNo(no)
	if t == nil {
		return "", false
	}
	return t.Name, true
}
