package access_test

import (
	"encoding/json"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/schema"
	"kontora/backend/testkit/world"
)

// company is a made-up company as the program holds it: its records are cells of a table.
type company struct {
	w     *world.World
	model *access.Model
	table *access.Table
	cells map[*world.Record]access.CellNo
}

// modelOf is the company without records.
func modelOf(w *world.World) company {
	model := &access.Model{Directory: directory.New(w.Directory), Schema: schema.New(w.Types), Policy: w.Policy}
	c := company{w: w, model: model, table: access.NewTable(), cells: map[*world.Record]access.CellNo{}}
	for _, t := range w.Types {
		for _, condition := range c.conditions(t.No) {
			condition.Bound = c.node(t, condition.Filter)
		}
	}
	return c
}

// companyOf is the company with all its records.
func companyOf(w *world.World) company {
	c := modelOf(w)
	for _, r := range w.Records {
		c.add(r)
	}
	return c
}

// add interns the cause of a record, whose parent is there already.
func (c company) add(r *world.Record) access.Subject {
	cell, _ := c.table.Intern(c.cause(r))
	c.cells[r] = cell
	return c.subject(r)
}

func (c company) subject(r *world.Record) access.Subject {
	return access.Subject{Cell: c.cells[r], Author: r.Creator, Row: row{c, r}}
}

// cause finds on what access to a record rests. Of a condition still being built only the records tested so far carry the bit.
func (c company) cause(r *world.Record) access.Cause {
	if world.Controlled(r.Type) {
		return access.Cause{Type: r.Type.No, Parent: c.cells[r.Parent]}
	}
	cause := access.Cause{Type: r.Type.No, Responsible: r.Responsible, Shares: c.table.InternShares(r.Shares)}
	if r.Type.CreatorKeeps != schema.CreatorNone && r.Creator != r.Responsible {
		cause.Creator = r.Creator
	}
	for i, name := range r.Type.AccessFields {
		cause.InFields[i], _ = r.Values[name].(ident.No)
	}
	for _, condition := range c.conditions(r.Type.No) {
		if (condition.State == access.Ready || r.Tested) && condition.Bound.Match(row{c, r}) {
			cause.Conditions |= 1 << condition.Slot
		}
	}
	return cause
}

// conditions are all those on a type, of rules and of restrictions.
func (c company) conditions(t ident.No) []*access.Condition {
	var all []*access.Condition
	for _, rule := range c.w.Policy.Rules {
		if rule.Type == t && rule.Condition != nil {
			all = append(all, rule.Condition)
		}
	}
	for _, restriction := range c.w.Policy.Restrictions {
		if restriction.Type == t && restriction.Condition != nil {
			all = append(all, restriction.Condition)
		}
	}
	return all
}

func (c company) node(t *schema.ElementType, e query.Expr) query.Node {
	node, err := t.Bind(c.context(), e, func(*schema.Field) bool { return true })
	if err != nil {
		panic("a made-up condition does not bind: " + err.Error())
	}
	return node
}

func (c company) context() schema.Context {
	return schema.Context{People: people{c.w}, Region: "DE", Currency: "EUR"}
}

// row gives the columns of a record as a database would.
type row struct {
	c company
	r *world.Record
}

// Scalar finds the field whose column is asked for and splits its value.
func (r row) Scalar(column string) query.Scalar {
	for _, f := range append(schema.InherentFields(), r.r.Type.Fields...) {
		for i, there := range f.Columns() {
			if there.Suffix == column {
				return r.column(f, i)
			}
		}
	}
	return query.Scalar{}
}

func (r row) column(f *schema.Field, i int) query.Scalar {
	held, ok := r.r.Values[f.Name]
	switch f.Name {
	case schema.FieldResponsible:
		held, ok = r.r.Responsible, r.r.Responsible != 0
	case schema.FieldCreatedBy:
		held, ok = r.r.Creator, true
	}
	if !ok {
		return query.Scalar{}
	}
	if no, is := held.(ident.No); is {
		held = world.IDOf(no).String()
	}
	raw, err := json.Marshal(held)
	if err != nil {
		panic(err)
	}
	value, problem := f.Parse(r.c.context(), raw)
	if problem != nil {
		panic("a made-up value is refused: " + problem.Key)
	}
	return f.Split(value)[i]
}

// people finds the numbers behind the identifiers of a made-up company.
type people struct{ w *world.World }

func (p people) PersonNo(id ident.ID, _ bool) (ident.No, bool) {
	for _, no := range p.w.People() {
		if world.IDOf(no) == id {
			return no, true
		}
	}
	return 0, false
}

func (p people) PersonID(no ident.No) (ident.ID, bool) { return world.IDOf(no), true }

func (p people) TypeNo(name string) (ident.No, bool) {
	for _, t := range p.w.Types {
		if t.Name == name {
			return t.No, true
		}
	}
	return 0, false
}

func (p people) TypeName(no ident.No) (string, bool) {
	for _, t := range p.w.Types {
		if t.No == no {
			return t.Name, true
		}
	}
	return "", false
}
