package sqlstore

import (
	"strconv"
	"time"

	"kontora/backend/record"
	"kontora/backend/schema"
)

// onDay is the column of the days by which dates and moments are grouped; Go puts days together to longer periods.
const onDay = "on_day"

const (
	millisOfDay = int64(24 * time.Hour / time.Millisecond)
	// daysAhead is added before dividing and taken off again: no date there is lies before it, and both databases round towards zero.
	daysAhead = 400_000
)

// dated is the FROM clause of a query over the days of the rows and what is added up of them.
func (s sumStatement) dated(from string) string {
	columns := dayOf(s.by) + " AS " + onDay
	if s.number != "" {
		columns += ", " + s.number
	}
	for _, c := range s.columns[s.width:] {
		columns += ", " + c.Name
	}
	return "(SELECT " + columns + " FROM " + from + ") AS dated"
}

// dayOf is the day of a date or a moment, counted from 1970-01-01. Days of moments begin by the clocks of a zone, and those are written
// into the statement: both databases read it alike, and neither needs to know of zones what the program knows.
func dayOf(by record.Grouping) string {
	column := by.Field.Compared()
	if by.Field.ValueKind() == schema.KindDate {
		return column
	}
	// From the first year that moments have. What comes after the last is read by the clocks of then, for rules go on for ever.
	from, until := time.Date(1000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
	ahead := clocks(column, schema.Offsets(by.Zone, from.UnixMilli(), until.UnixMilli()))
	return "(" + column + " + " + ahead + ") / " + strconv.FormatInt(millisOfDay, 10) + " - " + strconv.Itoa(daysAhead)
}

// clocks finds by halves how far the clocks are ahead of UTC, and ahead of daysAhead, at the moment in a column.
func clocks(column string, offsets []schema.Offset) string {
	if len(offsets) == 1 {
		return strconv.FormatInt(offsets[0].Millis+daysAhead*millisOfDay, 10)
	}
	half := len(offsets) / 2
	return "CASE WHEN " + column + " < " + strconv.FormatInt(offsets[half].From, 10) +
		" THEN " + clocks(column, offsets[:half]) + " ELSE " + clocks(column, offsets[half:]) + " END"
}
