package schema

import (
	"strings"
	"time"

	"kontora/backend/fault"
)

// Period is a part of the calendar by which dates and moments are put together. Weeks begin on Monday.
type Period string

// The periods, in the words of the API.
const (
	PeriodDay     Period = "day"
	PeriodWeek    Period = "week"
	PeriodMonth   Period = "month"
	PeriodQuarter Period = "quarter"
	PeriodYear    Period = "year"
)

const (
	monthsOfQuarter = 3
	daysOfWeek      = 7
	hourMillis      = int64(time.Hour / time.Millisecond)
)

// Periods lists them, the shortest first.
func Periods() []Period {
	return []Period{PeriodDay, PeriodWeek, PeriodMonth, PeriodQuarter, PeriodYear}
}

// SplitGroup takes apart the word by which a list is grouped: the name of a field, and what stands behind a colon.
func SplitGroup(word string) (field string, p Period) {
	field, behind, _ := strings.Cut(word, ":")
	return field, Period(behind)
}

// CheckPeriod fails unless values of the field can be put together by the period; every field does without one.
func (f *Field) CheckPeriod(p Period) error {
	if p == "" {
		return nil
	}
	for _, known := range Periods() {
		if p == known && (f.ValueKind() == KindDate || f.ValueKind() == KindDateTime) {
			return nil
		}
	}
	return fault.Field(f.Name, "field.period", "field", f.Labels)
}

// First is the first day of the period in which a day lies. Days are counted from 1970-01-01, as in fields of kind date.
func (p Period) First(day int64) int64 {
	at := dayTime(day)
	year, month, _ := at.Date()
	switch p {
	case PeriodWeek:
		return day - int64(at.Weekday()+daysOfWeek-time.Monday)%daysOfWeek
	case PeriodMonth:
		return dayOf(year, month, 1)
	case PeriodQuarter:
		return dayOf(year, month-(month-time.January)%monthsOfQuarter, 1)
	case PeriodYear:
		return dayOf(year, time.January, 1)
	case PeriodDay:
	}
	return day
}

// Next is the first day behind the period that begins with a day.
func (p Period) Next(first int64) int64 {
	year, month, _ := dayTime(first).Date()
	switch p {
	case PeriodWeek:
		return first + daysOfWeek
	case PeriodMonth:
		return dayOf(year, month+1, 1)
	case PeriodQuarter:
		return dayOf(year, month+monthsOfQuarter, 1)
	case PeriodYear:
		return dayOf(year+1, time.January, 1)
	case PeriodDay:
	}
	return first + 1
}

func dayTime(day int64) time.Time { return time.UnixMilli(day * dayMillis).UTC() }

func dayOf(year int, month time.Month, day int) int64 {
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC).UnixMilli() / dayMillis
}

// DayIn is the day that a moment, in milliseconds since 1970, belongs to in a zone.
func DayIn(zone *time.Location, millis int64) int64 {
	year, month, day := time.UnixMilli(millis).In(zone).Date()
	return dayOf(year, month, day)
}

// DayStart is the first moment of a day in a zone, in milliseconds since 1970. Where the clocks are put forward over midnight the day
// begins later; where they are put back so that it strikes twice, at the first stroke.
func DayStart(zone *time.Location, day int64) int64 {
	const around = 2 * dayMillis // no zone is further from UTC than that
	wall := day * dayMillis
	for _, each := range Offsets(zone, wall-around, wall+around) {
		if at := max(each.From, wall-each.Millis); at < each.Until {
			return at
		}
	}
	return wall
}

// Offset is how far the clocks of a zone are ahead of UTC between two moments. All three are in milliseconds, moments since 1970.
type Offset struct {
	From, Until int64
	Millis      int64
}

// Offsets lists how far the clocks of a zone are ahead of UTC from one moment up to another, without a gap.
func Offsets(zone *time.Location, from, until int64) []Offset {
	var all []Offset
	for at := from; at < until; {
		there := time.UnixMilli(at).In(zone)
		_, seconds := there.Zone()
		next := until
		if _, end := there.ZoneBounds(); !end.IsZero() {
			// On the last day of a leap year the bounds that rules give lie behind: Go counts 365 days.
			next = min(next, max(end.UnixMilli(), at+hourMillis))
		}
		millis := int64(seconds) * int64(time.Second/time.Millisecond)
		if last := len(all) - 1; last >= 0 && all[last].Millis == millis {
			all[last].Until = next
		} else {
			all = append(all, Offset{From: at, Until: next, Millis: millis})
		}
		at = next
	}
	return all
}
