package savedview

import (
	"unicode/utf8"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// take fills in what was sent, or names what is wrong with it.
func (v *View) take(actor access.Actor, t *schema.ElementType, in Input) error {
	problems := fault.Fields{}
	if in.Name != nil {
		v.Name = schema.Line(*in.Name)
	}
	if count := utf8.RuneCountInString(v.Name); count > MaxName {
		problems.Add("name", "field.too_long", "max", MaxName, "count", count)
	}
	if v.Name == "" {
		problems.Add("name", "field.required")
	}
	if in.With != nil {
		v.With = *in.With
	}
	if len(v.With) > MaxWith {
		problems.Add("with", "savedview.too_many_people", "max", MaxWith)
	}
	if in.Look != nil {
		if err := in.Look.Filter.Check(); err != nil {
			return err
		}
		v.Look = *in.Look
		v.Look.check(problems, reader{actor, t})
	}
	return problems.Err()
}

// check refuses fields that are not there for the actor, all in the words for unknown ones.
func (l Look) check(problems fault.Fields, reads reader) {
	if l.Layout != Table && l.Layout != Board {
		problems.Add("layout", "directory.choice")
	}
	for _, name := range l.selecting() {
		if !reads.clear(name) {
			unknown(problems, name)
		}
	}
	if name, period := schema.SplitGroup(l.Group); reads.clear(name) {
		f, _ := reads.t.Queryable(name)
		merge(problems, f.CheckPeriod(period))
	}
	if len(l.Sort) > record.MaxOrders {
		problems.Add("sort", "error.too_many_orders", "max", record.MaxOrders)
	}
	if f, ok := reads.t.Field(l.Lanes); l.Layout == Board && (!ok || f.Kind != schema.KindChoice) {
		problems.Add("lanes", "savedview.lanes")
	}
	if len(l.Columns) > MaxColumns || l.Pinned < 0 || l.Pinned > len(l.Columns) {
		problems.Add("columns", "savedview.columns", "max", MaxColumns)
	}
	for _, c := range l.Columns {
		if !reads.sees(c.Field) {
			unknown(problems, c.Field)
		}
		if c.Width < 0 || c.Width > maxWidth {
			problems.Add("columns", "savedview.width", "max", maxWidth)
		}
	}
}

func unknown(problems fault.Fields, name string) { merge(problems, schema.UnknownField(name)) }

func merge(problems fault.Fields, problem error) {
	if err := problems.Merge(problem); err != nil {
		problems.Add("fields", "error.internal")
	}
}
