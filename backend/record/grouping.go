package record

import (
	"time"

	"kontora/backend/query"
	"kontora/backend/schema"
)

// Grouping is by what sums are put together: by the values of a field, or by the periods in which its dates lie.
type Grouping struct {
	Field  *schema.Field  // nil: everything in one line
	Period schema.Period  // of dates and moments only; empty: each value by itself
	Zone   *time.Location // with a Period: where the days of moments begin
}

// Of is the group of a value: itself, or the first day of its period as a field of kind date holds it; nil without a value.
func (g Grouping) Of(v schema.Value) schema.Value {
	number, ok := v.(int64)
	if g.Period == "" || !ok {
		return v
	}
	if g.moments() {
		number = schema.DayIn(g.Zone, number)
	}
	return g.Period.First(number)
}

func (g Grouping) moments() bool { return g.Field.ValueKind() == schema.KindDateTime }

// keys are what groups are ordered by.
func (g Grouping) keys(group schema.Value) []query.Scalar {
	if day, ok := group.(int64); ok && g.Period != "" {
		return []query.Scalar{query.Int(day)}
	}
	return append([]query.Scalar{compared(g.Field, group)}, g.Field.Split(group)...)
}

// encode writes a group as the API sends it: a period as its first day.
func (g Grouping) encode(c schema.Context, group schema.Value) any {
	if day, ok := group.(int64); ok && g.Period != "" {
		return schema.FormatDay(day)
	}
	return g.Field.Encode(c, group)
}

// bounds are where a period begins, and where it is over, as a filter takes them; empty where the field could not hold them.
func (g Grouping) bounds(c schema.Context, group schema.Value) (from, until string) {
	first, ok := group.(int64)
	if g.Period == "" || !ok {
		return "", ""
	}
	return g.edge(c, first), g.edge(c, g.Period.Next(first))
}

func (g Grouping) edge(c schema.Context, day int64) string {
	if g.moments() {
		day = schema.DayStart(g.Zone, day)
	}
	text := g.Field.Text(day)
	if _, problem := g.Field.ParseText(c, text); problem != nil {
		return ""
	}
	return text
}
