package sqlstore_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kontora/backend/fault"
	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// sumsByPeriod compares with what the calendar says of each record by itself.
func sumsByPeriod(t *testing.T, w *world) {
	value, _ := w.t.Field("value")
	rapid.Check(t, func(t *rapid.T) {
		q := w.someQuery(t)
		q.Filter = w.bind(t, w.someFilter(1).Draw(t, "filter"))
		by := w.somePeriod(t)
		sum := rapid.SampledFrom([]*schema.Field{value, nil}).Draw(t, "sum")
		counts, euros := make(map[string]int64), make(map[string]int64)
		for _, r := range w.taken(q.Reading, q.Filter) {
			name := calendarName(r.Row(w.t).Scalar(by.Field.Compared()), by)
			counts[name]++
			if v, ok := r.Values["value"].(schema.Money); ok && sum != nil && v.Currency == "EUR" {
				euros[name] += v.Amount
			}
		}
		w.read(t, func(r record.Reader) error {
			lines, err := r.Sums(t.Context(), q, by, sum)
			if err != nil {
				return err
			}
			for _, line := range lines {
				name := nameOfFirst(line.Group, by.Period)
				if line.Count != counts[name] || line.Totals["EUR"] != euros[name] {
					t.Errorf("%s %s in %v: %d with %d, want %d with %d", by.Field.Name, name, by.Zone, line.Count, line.Totals["EUR"], counts[name], euros[name])
				}
			}
			if len(lines) != len(counts) || !slices.IsSortedFunc(lines, func(a, b record.Sum) int { return number(a.Group).Compare(number(b.Group)) }) {
				t.Errorf("%s by %s in %v: %v, want %v", by.Field.Name, by.Period, by.Zone, lines, slices.Sorted(maps.Keys(counts)))
			}
			if q.Groups = len(counts) - 1; q.Groups > 0 {
				if _, err := r.Sums(t.Context(), q, by, sum); !fault.Is(err, fault.Invalid) {
					t.Errorf("%d periods where at most %d are made: %v", len(counts), q.Groups, err)
				}
			}
			return nil
		})
	})
}

func (w *world) somePeriod(t *rapid.T) record.Grouping {
	var dated []*schema.Field
	for _, f := range w.queryable() {
		if f.Kind == schema.KindDate || f.Kind == schema.KindDateTime {
			dated = append(dated, f)
		}
	}
	zone, err := time.LoadLocation(rapid.SampledFrom([]string{"UTC", "Europe/Moscow", "Europe/Berlin", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Apia"}).Draw(t, "zone"))
	if err != nil {
		t.Fatal(err)
	}
	return record.Grouping{
		Field: rapid.SampledFrom(dated).Draw(t, "dated"), Period: rapid.SampledFrom(schema.Periods()).Draw(t, "period"), Zone: zone,
	}
}

func number(group schema.Value) query.Scalar {
	if n, ok := group.(int64); ok {
		return query.Int(n)
	}
	return query.Scalar{}
}

// calendarName is what the period of a stored date or moment is called, read by the clock of the zone.
func calendarName(stored query.Scalar, by record.Grouping) string {
	switch {
	case stored.IsEmpty():
		return "none"
	case by.Field.Kind == schema.KindDate:
		return periodName(time.Date(1970, 1, 1+int(stored.Int), 0, 0, 0, 0, time.UTC), by.Period)
	}
	return periodName(time.UnixMilli(stored.Int).In(by.Zone), by.Period)
}

func nameOfFirst(group schema.Value, p schema.Period) string {
	day, ok := group.(int64)
	if !ok {
		return "none"
	}
	return periodName(time.Date(1970, 1, 1+int(day), 0, 0, 0, 0, time.UTC), p)
}

func periodName(at time.Time, p schema.Period) string {
	switch p {
	case schema.PeriodWeek:
		year, week := at.ISOWeek()
		return fmt.Sprintf("week %d of %d", week, year)
	case schema.PeriodMonth:
		return at.Format("January 2006")
	case schema.PeriodQuarter:
		return fmt.Sprintf("Q%d %d", (at.Month()+2)/3, at.Year())
	case schema.PeriodYear:
		return at.Format("2006")
	case schema.PeriodDay:
	}
	return at.Format(time.DateOnly)
}
