package access_test

import (
	"encoding/json"

	"kontora/backend/access"
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
	return company{w: w, model: w.Model(), table: access.NewTable(), cells: map[*world.Record]access.CellNo{}}
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
	for _, condition := range c.w.Conditions(r.Type.No) {
		if (condition.State == access.Ready || r.Tested) && condition.Bound.Match(row{c, r}) {
			cause.Conditions |= 1 << condition.Slot
		}
	}
	return cause
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
			if there.Name == column {
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
	value, problem := f.Parse(r.c.w.Context(), raw)
	if problem != nil {
		panic("a made-up value is refused: " + problem.Key)
	}
	return f.Split(value)[i]
}
