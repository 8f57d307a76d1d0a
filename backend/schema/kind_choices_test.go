package schema_test

import (
	"encoding/json"
	"testing"

	"kontora/backend/query"
	"kontora/backend/schema"
)

func TestSeveralChoicesAreFoundByOneOfThem(t *testing.T) {
	f := fieldOf("choices")
	of := &schema.ElementType{Name: "thing", Fields: []*schema.Field{f}}
	both, problem := f.Parse(office(), json.RawMessage(`["отказ","won"]`))
	if problem != nil {
		t.Fatal(problem)
	}
	won, _ := f.Parse(office(), json.RawMessage(`["won"]`))
	for _, test := range []struct {
		op    query.Op
		value string
		both  bool
		won   bool
	}{
		{query.Contains, `"отказ"`, true, false},
		{query.In, `["отказ"]`, true, false},
		{query.In, `["отказ","won"]`, true, true},
		{query.In, `[]`, false, false},
		{query.NotIn, `["отказ"]`, false, true},
		{query.NotIn, `[]`, true, true},
		{query.Equal, `["won"]`, false, true},
		{query.Equal, `["won","отказ"]`, true, false},
	} {
		node, err := of.Bind(office(), query.Expr{Field: f.Name, Op: test.op, Value: json.RawMessage(test.value)}, func(*schema.Field) bool { return true })
		if err != nil {
			t.Errorf("%s %s: %v", test.op, test.value, err)
			continue
		}
		if node.Match(row{f, both}) != test.both || node.Match(row{f, won}) != test.won {
			t.Errorf("%s %s finds both: %v, won alone: %v", test.op, test.value, !test.both, !test.won)
		}
	}
	wantRefused(t, f, query.Contains, `"sold"`, "field.choice")
	wantRefused(t, f, query.NotIn, `["sold"]`, "field.choice")
}

func TestSeveralChoicesAreWrittenAsWordsAndReadBack(t *testing.T) {
	f := fieldOf("choices")
	both, _ := f.Parse(office(), json.RawMessage(`["отказ","won"]`))
	text := f.Text(both)
	if again, problem := f.ParseText(office(), text); again != both || problem != nil {
		t.Errorf("%q is read as %v, %v", text, again, problem)
	}
}

func TestAnAddressIsFoundByItsLine(t *testing.T) {
	f := fieldOf("address")
	v, _ := f.Parse(office(), json.RawMessage(`{"street":"Kaistraße 12","postcode":"20457","city":"Hamburg","country":"Deutschland"}`))
	if text := f.Text(v); text != "Kaistraße 12, 20457 Hamburg, Deutschland" {
		t.Errorf("written as %q", text)
	}
	for value, want := range map[string]bool{`"20457 hamburg"`: true, `"Bremen"`: false} {
		if bind(t, f, query.Contains, value).Match(row{f, v}) != want {
			t.Errorf("contains %s: %v", value, !want)
		}
	}
}
