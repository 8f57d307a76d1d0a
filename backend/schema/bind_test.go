package schema_test

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/schema"
)

func wantRefused(t *testing.T, f *schema.Field, op query.Op, value, key string) {
	t.Helper()
	of := &schema.ElementType{Name: "thing", Fields: []*schema.Field{f}}
	_, err := of.Bind(office(), query.Expr{Field: f.Name, Op: op, Value: json.RawMessage(value)}, func(*schema.Field) bool { return true })
	var refusal *fault.Error
	if !errors.As(err, &refusal) || refusal.Kind != fault.Invalid || refusal.Fields[f.Name].Key != key {
		t.Errorf("%s %s %s: %v, want %s", f.Kind, op, value, err, key)
	}
}

func TestAnEmptyFieldOfEveryKindMatchesEmptyNotEqualAndNotInOnly(t *testing.T) {
	samples := map[string]string{
		"text": `"a"`, "long_text": `"a"`, "number": `0`, "money": `0`, "date": `"1970-01-01"`, "date_time": `"1970-01-01T00:00:00Z"`, "yes_no": `false`, "choice": `"won"`,
		"phone": `"+74951234567"`, "email": `"a@example.com"`, "url": `"https://example.com"`, "employee": `"` + employeeID().String() + `"`, "link": `"` + ident.ID{9}.String() + `"`,
		"percent": `0`, "choices": `"won"`, "address": `"Kaistraße 12"`, "file": `"offer.pdf"`,
	}
	for kind, sample := range samples {
		f := fieldOf(kind)
		for _, op := range f.Ops() {
			value, want := sample, false
			switch op {
			case query.NotEqual:
				want = true
			case query.NotIn:
				value, want = "["+sample+"]", true
			case query.In:
				value = "[" + sample + "]"
			case query.Between:
				value = "[" + sample + "," + sample + "]"
			case query.Empty:
				value, want = "", true
			case query.Me, query.Today:
				value = ""
			}
			if bind(t, f, op, value).Match(row{f, nil}) != want {
				t.Errorf("an empty field of kind %s %s %s is %v", kind, op, value, !want)
			}
		}
	}
	if len(samples) != len(schema.Kinds()) {
		t.Errorf("%d of %d kinds were tested", len(samples), len(schema.Kinds()))
	}
}

func TestEveryKindRefusesWhatItCannotCompareWith(t *testing.T) {
	for _, f := range fields() {
		known := make(map[query.Op]bool)
		for _, op := range f.Ops() {
			known[op] = true
		}
		for _, op := range []query.Op{query.Less, query.Between, query.Contains, query.Starts, query.Me, query.Today, query.Filled, "like", ""} {
			if !known[op] {
				wantRefused(t, f, op, `"a"`, "field.operator")
			}
		}
		wantRefused(t, f, query.In, `"a"`, "field.list")
		wantRefused(t, f, query.In, `[null]`, "field.value_missing")
		wantRefused(t, f, query.Empty, `5`, "field.yes_no")
		if known[query.Less] {
			wantRefused(t, f, query.Less, `null`, "field.value_missing")
			wantRefused(t, f, query.Between, `[1]`, "field.two_values")
			wantRefused(t, f, query.Between, `[null,null]`, "field.two_values")
			wantRefused(t, f, query.Between, `5`, "field.two_values")
		}
	}
	wantRefused(t, fieldOf("money"), query.Between, `[{"amount":1,"currency":"EUR"},{"amount":2,"currency":"USD"}]`, "field.one_currency")
	wantRefused(t, fieldOf("number"), query.Equal, `"a"`, "field.number")
	wantRefused(t, fieldOf("choice"), query.Equal, `"sold"`, "field.choice")
}

func TestNullAsksWhetherAFieldIsEmpty(t *testing.T) {
	for _, f := range fields() {
		if !bind(t, f, query.Equal, `null`).Match(row{f, nil}) || bind(t, f, query.NotEqual, `null`).Match(row{f, nil}) {
			t.Errorf("kind %s does not ask whether it is empty", f.Kind)
		}
	}
}

func TestTodayIsTheViewersDay(t *testing.T) {
	// It is 01:30 on the 21st in Moscow, and still the 20th in Greenwich.
	day, moment := fieldOf("date"), fieldOf("date_time")
	for sent, want := range map[string]bool{`"2026-11-21"`: true, `"2026-11-20"`: false, `"2026-11-22"`: false} {
		v, _ := day.Parse(office(), json.RawMessage(sent))
		if bind(t, day, query.Today, "").Match(row{day, v}) != want {
			t.Errorf("%s is today: %v", sent, !want)
		}
	}
	for sent, want := range map[string]bool{
		`"2026-11-20T20:59:59.999Z"`: false, `"2026-11-20T21:00:00Z"`: true, `"2026-11-21T20:59:59.999Z"`: true, `"2026-11-21T21:00:00Z"`: false,
	} {
		v, _ := moment.Parse(office(), json.RawMessage(sent))
		if bind(t, moment, query.Today, "").Match(row{moment, v}) != want {
			t.Errorf("%s is today: %v", sent, !want)
		}
	}
}

func TestTodayIsAWholeDayWhenClocksChange(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	f := fieldOf("date_time")
	of := &schema.ElementType{Name: "thing", Fields: []*schema.Field{f}}
	for _, test := range []struct {
		day   int
		month time.Month
		hours int64
	}{{29, time.March, 23}, {25, time.October, 25}, {1, time.July, 24}} {
		c := office()
		c.Now = time.Date(2026, test.month, test.day, 12, 0, 0, 0, berlin)
		node, err := of.Bind(c, query.Expr{Field: f.Name, Op: query.Today}, func(*schema.Field) bool { return true })
		if err != nil || len(node.Children) != 2 {
			t.Fatalf("%+v, %v", node, err)
		}
		if hours := (node.Children[1].Args[0].Int - node.Children[0].Args[0].Int) / 3_600_000; hours != test.hours {
			t.Errorf("%s %d has %d hours", test.month, test.day, hours)
		}
	}
}

func TestConditionsKnowNeitherViewerNorToday(t *testing.T) {
	c := office()
	c.Viewer, c.Now = 0, time.Time{}
	for kind, op := range map[string]query.Op{"employee": query.Me, "date": query.Today, "date_time": query.Today} {
		of := &schema.ElementType{Name: "thing", Fields: []*schema.Field{fieldOf(kind)}}
		_, err := of.Bind(c, query.Expr{Field: "field", Op: op}, func(*schema.Field) bool { return true })
		if refusal := fault.Of(err); refusal == nil || refusal.Fields["field"].Key != "field.constant" {
			t.Errorf("%s %s in a condition: %v", kind, op, err)
		}
	}
}

func TestHiddenAndUnknownFieldsAreRefusedAlike(t *testing.T) {
	of := &schema.ElementType{Name: "thing", Fields: []*schema.Field{fieldOf("text")}}
	words := func(name string, readable bool, wrap func(query.Expr) query.Expr) *fault.Error {
		_, err := of.Bind(office(), wrap(query.Expr{Field: name, Op: query.Equal, Value: json.RawMessage(`"a"`)}), func(*schema.Field) bool { return readable })
		refusal := fault.Of(err)
		if refusal == nil || refusal.Fields[name].Key != "field.unknown" {
			t.Fatalf("%s: %v", name, err)
		}
		return refusal
	}
	for about, wrap := range map[string]func(query.Expr) query.Expr{
		"alone":      func(e query.Expr) query.Expr { return e },
		"in a group": func(e query.Expr) query.Expr { return query.Expr{And: []query.Expr{{Or: []query.Expr{e}}}} },
	} {
		hidden, unknown := words("field", false, wrap), words("nowhere", true, wrap)
		if hidden.Kind != unknown.Kind || hidden.Text.Key != unknown.Text.Key || len(hidden.Fields) != len(unknown.Fields) {
			t.Errorf("%s: %v and %v", about, hidden, unknown)
		}
	}
}

func TestInherentFieldsCanBeFiltered(t *testing.T) {
	of := &schema.ElementType{Name: "thing", Fields: []*schema.Field{fieldOf("text")}}
	for _, f := range schema.InherentFields() {
		if _, err := of.Bind(office(), query.Expr{Field: f.Name, Op: query.Empty}, func(*schema.Field) bool { return true }); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
		if err := f.Validate(); err == nil && f.Name == schema.FieldResponsible {
			t.Error("an administrator can choose the kind of the responsible")
		}
	}
	responsible, _ := schema.Inherent(schema.FieldResponsible)
	if v, problem := responsible.Parse(office(), encoded(t, groupID())); problem != nil || v != ident.No(8) {
		t.Errorf("a group is responsible: %v, %v", v, problem)
	}
}
