package schema

import (
	"encoding/json"
	"time"

	"kontora/backend/locale"
	"kontora/backend/query"
)

const (
	dayForm    = "2006-01-02"
	dayMillis  = 24 * 60 * 60 * 1000
	oldestYear = 1000
	latestYear = 9999
)

// dateKind is a day of the calendar without a time, kept as int64 days since 1970-01-01.
type dateKind struct{}

func (dateKind) Name() string                              { return KindDate }
func (dateKind) Columns() []Column                         { return []Column{{Type: IntegerColumn}} }
func (dateKind) Compared() string                          { return "" }
func (dateKind) Split(v Value) []query.Scalar              { return []query.Scalar{splitInt(v)} }
func (dateKind) Join(columns []query.Scalar) Value         { return joinInt(columns[0]) }
func (dateKind) Ops() []query.Op                           { return ordered(query.Today) }
func (k dateKind) Encode(_ Context, _ *Field, v Value) any { return k.Text(v) }

func (dateKind) Parse(_ Context, _ *Field, raw json.RawMessage) (Value, *locale.Text) {
	text, problem := parseString(raw)
	if problem != nil {
		return nil, say("field.date")
	}
	if text == "" {
		return nil, nil
	}
	day, err := time.Parse(dayForm, text)
	if err != nil || day.Year() < oldestYear {
		return nil, say("field.date")
	}
	return day.UnixMilli() / dayMillis, nil
}

func (dateKind) Text(v Value) string {
	days, _ := v.(int64)
	return FormatDay(days)
}

// FormatDay writes a day, counted from 1970-01-01, as fields of kind date are sent.
func FormatDay(day int64) string { return dayTime(day).Format(dayForm) }

func (k dateKind) Test(c Context, f *Field, op query.Op, raw json.RawMessage) (query.Node, *locale.Text) {
	if op != query.Today {
		return compareTest(f, f.Compared(), op, raw, parsedScalar(c, f, k))
	}
	if c.Now.IsZero() {
		return query.Node{}, say("field.constant")
	}
	year, month, day := c.Now.Date()
	today := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).UnixMilli() / dayMillis
	return query.Test(f.Compared(), query.Equal, query.Int(today)), nil
}

// dateTimeKind is a moment, kept as int64 milliseconds since 1970 in UTC and sent as RFC 3339.
type dateTimeKind struct{}

func (dateTimeKind) Name() string                              { return KindDateTime }
func (dateTimeKind) Columns() []Column                         { return []Column{{Type: IntegerColumn}} }
func (dateTimeKind) Compared() string                          { return "" }
func (dateTimeKind) Split(v Value) []query.Scalar              { return []query.Scalar{splitInt(v)} }
func (dateTimeKind) Join(columns []query.Scalar) Value         { return joinInt(columns[0]) }
func (dateTimeKind) Ops() []query.Op                           { return ordered(query.Today) }
func (k dateTimeKind) Encode(_ Context, _ *Field, v Value) any { return k.Text(v) }

func (dateTimeKind) Parse(_ Context, _ *Field, raw json.RawMessage) (Value, *locale.Text) {
	text, problem := parseString(raw)
	if problem != nil {
		return nil, say("field.date_time")
	}
	if text == "" {
		return nil, nil
	}
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		return nil, say("field.date_time")
	}
	if year := at.UTC().Year(); year < oldestYear || year > latestYear {
		return nil, say("field.date_time")
	}
	return at.UnixMilli(), nil
}

func (dateTimeKind) Text(v Value) string {
	millis, _ := v.(int64)
	return FormatTime(millis)
}

// FormatTime writes milliseconds since 1970 as RFC 3339 in UTC.
func FormatTime(millis int64) string {
	return time.UnixMilli(millis).UTC().Format("2006-01-02T15:04:05.000Z07:00")
}

func (k dateTimeKind) Test(c Context, f *Field, op query.Op, raw json.RawMessage) (query.Node, *locale.Text) {
	if op != query.Today {
		return compareTest(f, f.Compared(), op, raw, parsedScalar(c, f, k))
	}
	if c.Now.IsZero() {
		return query.Node{}, say("field.constant")
	}
	year, month, day := c.Now.Date()
	from := time.Date(year, month, day, 0, 0, 0, 0, c.Now.Location())
	until := time.Date(year, month, day+1, 0, 0, 0, 0, c.Now.Location())
	return query.And(
		query.Test(f.Compared(), query.GreaterEqual, query.Int(from.UnixMilli())),
		query.Test(f.Compared(), query.Less, query.Int(until.UnixMilli())),
	), nil
}
