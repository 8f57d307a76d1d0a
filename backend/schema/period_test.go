package schema_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kontora/backend/schema"
)

func TestPeriodsFollowEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := rapid.Int64Range(-354_285, 2_932_896).Draw(t, "day")
		for _, p := range schema.Periods() {
			first, next := p.First(day), p.Next(p.First(day))
			if first > day || next <= day {
				t.Errorf("the %s of %s is from %s to %s", p, schema.FormatDay(day), schema.FormatDay(first), schema.FormatDay(next))
			}
			if p.First(next) != next || p.First(next-1) != first {
				t.Errorf("the %s of %s does not end where the next begins", p, schema.FormatDay(day))
			}
		}
	})
}

func TestPeriods(t *testing.T) {
	day := func(text string) int64 {
		at, err := time.Parse(time.DateOnly, text)
		if err != nil {
			t.Fatal(err)
		}
		return at.Unix() / (24 * 60 * 60)
	}
	for p, want := range map[schema.Period][2]string{
		schema.PeriodDay: {"2026-11-22", "2026-11-23"}, schema.PeriodWeek: {"2026-11-16", "2026-11-23"}, schema.PeriodMonth: {"2026-11-01", "2026-12-01"},
		schema.PeriodQuarter: {"2026-10-01", "2027-01-01"}, schema.PeriodYear: {"2026-01-01", "2027-01-01"},
	} {
		first := p.First(day("2026-11-22")) // a Sunday
		if got := [2]string{schema.FormatDay(first), schema.FormatDay(p.Next(first))}; got != want {
			t.Errorf("the %s is %v, want %v", p, got, want)
		}
	}
}

func TestDaysBeginByTheClocksOfTheZone(t *testing.T) {
	for _, test := range []struct{ about, zone, day, want string }{
		{"where the clocks are ahead", "Europe/Moscow", "2026-11-22", "2026-11-21T21:00:00Z"},
		{"where they jump over midnight", "America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"},
		{"at the end of a leap year in a far future", "Europe/Berlin", "2152-12-31", "2152-12-30T23:00:00Z"},
		{"where midnight strikes twice", "America/Havana", "2026-11-01", "2026-11-01T04:00:00Z"},
	} {
		zone, err := time.LoadLocation(test.zone)
		if err != nil {
			t.Fatal(err)
		}
		on, err := time.Parse(time.DateOnly, test.day)
		if err != nil {
			t.Fatal(err)
		}
		day := on.Unix() / (24 * 60 * 60)
		at := schema.DayStart(zone, day)
		if got := time.UnixMilli(at).UTC().Format(time.RFC3339); got != test.want {
			t.Errorf("%s the day begins at %s, want %s", test.about, got, test.want)
		}
		if schema.DayIn(zone, at) != day || schema.DayIn(zone, at-1) != day-1 {
			t.Errorf("%s the first moment is not the first", test.about)
		}
	}
}
