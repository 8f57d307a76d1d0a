package record

import (
	"cmp"
	"context"
	"maps"
	"math/big"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// maxGroups bounds the lines of a sum: nobody reads more, and they take memory.
const maxGroups = 10_000

// SumRequest asks for sums over the records that a list with the same filter would hold.
type SumRequest struct {
	Type   string
	Filter query.Expr
	Search string
	Group  string // a field to group by, behind a colon a schema.Period, or empty
	Sum    string // a field of kind money or number, or empty for counts alone
	Limit  int    // above 0: only so many groups, of periods the latest, else those with the most records
}

// SumLine is one group's count and totals: money by currency, numbers as a decimal.
type SumLine struct {
	Group  any                `json:"group" doc:"the value; of a period its first day"`
	From   string             `json:"from,omitempty" doc:"where the period begins, as a filter takes it"`
	Until  string             `json:"until,omitempty" doc:"where the period is over: the first that no longer belongs to it"`
	Count  int64              `json:"count"`
	Totals []schema.MoneyJSON `json:"totals,omitempty"`
	Total  any                `json:"total,omitempty"`
}

// SumPage is the lines of a sum.
type SumPage struct {
	Lines  []SumLine
	Groups int // how many there are, those past the limit too
	Names  Names
}

// Sums adds up a field over the records the actor may see, by group. Different currencies are never added together.
func (s *Service) Sums(ctx context.Context, actor access.Actor, request SumRequest) (SumPage, error) {
	page := SumPage{Lines: []SumLine{}, Names: Names{}}
	err := s.reader(ctx, actor, func(r Reader, c *scene) error {
		t, ok := c.readable(request.Type)
		if !ok {
			return nil
		}
		by, sum, err := c.sumFields(t, request)
		if err != nil {
			return err
		}
		q, err := s.query(c, t, ListRequest{Filter: request.Filter, Search: request.Search})
		if err != nil {
			return err
		}
		q.Groups = maxGroups
		sums, err := s.sums(ctx, r, c, q, by, sum)
		if err != nil {
			return err
		}
		p, err := c.project(t, nil)
		if err != nil {
			return err
		}
		page.Groups = len(sums)
		for _, each := range kept(sums, by, request.Limit) {
			page.Lines = append(page.Lines, p.sumLine(by, sum, each))
		}
		page.Names, err = p.names(ctx, r)
		return err
	})
	return page, err
}

func (c *scene) sumFields(t *schema.ElementType, request SumRequest) (by Grouping, sum *schema.Field, err error) {
	find := func(name string) (*schema.Field, error) {
		f, ok := t.Queryable(name)
		if !ok || !c.clear(t)(f) {
			return nil, schema.UnknownField(name)
		}
		return f, nil
	}
	if request.Group != "" {
		name, period := schema.SplitGroup(request.Group)
		by = Grouping{Period: period, Zone: c.values.Now.Location()}
		if by.Field, err = find(name); err != nil {
			return by, nil, err
		}
		if err = by.Field.CheckPeriod(period); err != nil {
			return by, nil, err
		}
	}
	if request.Sum != "" {
		if sum, err = find(request.Sum); err != nil {
			return by, nil, err
		}
		if kind := sum.ValueKind(); kind != schema.KindMoney && kind != schema.KindNumber {
			return by, nil, fault.Field(sum.Name, "error.not_summable", "field", sum.Labels)
		}
	}
	return by, sum, nil
}

func (s *Service) sums(ctx context.Context, r Reader, c *scene, q *Query, by Grouping, sum *schema.Field) ([]Sum, error) {
	if len(q.Reading.Pending) == 0 {
		return r.Sums(ctx, q, by, sum)
	}
	lines, fits := make(map[schema.Value]*Sum), true
	err := s.each(ctx, r, c, q, func(found *Record) bool {
		fits = found.addTo(lines, by, sum)
		return fits && len(lines) <= q.Groups
	})
	switch {
	case err != nil:
	case !fits:
		err = TooLarge(sum)
	case len(lines) > q.Groups:
		err = TooManyGroups(by.Field, q.Groups)
	}
	return inOrder(lines, by), err
}

// kept are as many groups as are wanted, in the order they have.
func kept(sums []Sum, by Grouping, limit int) []Sum {
	switch {
	case limit <= 0 || len(sums) <= limit:
		return sums
	case by.Period != "":
		return latest(sums, limit)
	}
	return largest(sums, limit)
}

// latest keeps the last periods. What has no date comes first in the order and stays where there is room for more than it: it is no
// period that somebody scrolls back to.
func latest(sums []Sum, limit int) []Sum {
	if sums[0].Group != nil || limit == 1 {
		return sums[len(sums)-limit:]
	}
	return append([]Sum{sums[0]}, sums[len(sums)-limit+1:]...)
}

// largest keeps the groups with the most records.
func largest(sums []Sum, limit int) []Sum {
	places := make([]int, len(sums))
	for i := range places {
		places[i] = i
	}
	slices.SortFunc(places, func(a, b int) int {
		return cmp.Or(cmp.Compare(sums[b].Count, sums[a].Count), cmp.Compare(a, b))
	})
	places = places[:limit]
	slices.Sort(places)
	found := make([]Sum, 0, limit)
	for _, place := range places {
		found = append(found, sums[place])
	}
	return found
}

// inOrder sorts lines as the store does: by what their groups are compared by, then by all they consist of.
func inOrder(lines map[schema.Value]*Sum, by Grouping) []Sum {
	sums := make([]Sum, 0, len(lines))
	for _, line := range lines {
		sums = append(sums, *line)
	}
	if by.Field != nil {
		slices.SortFunc(sums, func(a, b Sum) int {
			return slices.CompareFunc(by.keys(a.Group), by.keys(b.Group), query.Scalar.Compare)
		})
	}
	return sums
}

// addTo counts the record in the line of its group; it is false when a total no longer fits.
func (r *Record) addTo(lines map[schema.Value]*Sum, by Grouping, sum *schema.Field) bool {
	var key schema.Value
	if by.Field != nil {
		key = by.Of(r.value(by.Field))
	}
	line := lines[key]
	if line == nil {
		line = &Sum{Group: key, Totals: make(map[string]int64)}
		lines[key] = line
	}
	line.Count++
	if sum == nil {
		return true
	}
	switch v := r.Values[sum.Name].(type) {
	case schema.Money:
		return line.Add(v.Currency, v.Amount, 1)
	case int64:
		return line.Add("", v, 1)
	}
	return true
}

// Add adds so many units to the total of a currency, and reports whether it still fits.
func (s *Sum) Add(currency string, count, unit int64) bool {
	total := new(big.Int).Mul(big.NewInt(count), big.NewInt(unit))
	total.Add(total, big.NewInt(s.Totals[currency]))
	s.Totals[currency] = total.Int64()
	return total.IsInt64()
}

// TooLarge says that the totals of a field go past what can be counted.
func TooLarge(sum *schema.Field) error {
	return fault.Field(sum.Name, "error.sum_too_large", "field", sum.Labels)
}

// TooManyGroups says that a field has more values than sums are made for.
func TooManyGroups(group *schema.Field, most int) error {
	return fault.Field(group.Name, "error.too_many_groups", "field", group.Labels, "max", most)
}

// value is the value of any field, an inherent one included.
func (r *Record) value(f *schema.Field) schema.Value {
	switch f.Name {
	case schema.FieldResponsible:
		return r.Responsible
	case schema.FieldCreatedBy:
		return r.CreatedBy
	case schema.FieldCreatedAt:
		return r.CreatedAt
	case schema.FieldUpdatedAt:
		return r.UpdatedAt
	}
	return r.Values[f.Name]
}

func (p *projection) sumLine(by Grouping, sum *schema.Field, each Sum) SumLine {
	line := SumLine{Count: each.Count}
	if by.Field != nil {
		p.mention(each.Group)
		line.Group = by.encode(p.values, each.Group)
		line.From, line.Until = by.bounds(p.values, each.Group)
	}
	if sum == nil {
		return line
	}
	if sum.ValueKind() == schema.KindNumber {
		line.Total = sum.Encode(p.values, each.Totals[""])
		return line
	}
	for _, code := range slices.Sorted(maps.Keys(each.Totals)) {
		line.Totals = append(line.Totals, schema.Money{Amount: each.Totals[code], Currency: code}.JSON())
	}
	return line
}
