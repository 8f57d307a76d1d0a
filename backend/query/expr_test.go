package query_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	"kontora/backend/fault"
	"kontora/backend/query"
)

// nested is a test inside so many groups.
func nested(depth int) string {
	return strings.Repeat(`{"and":[`, depth) + `{"field":"name","op":"empty"}` + strings.Repeat(`]}`, depth)
}

// many is a group of so many tests.
func many(tests int) string {
	return `{"or":[` + strings.TrimSuffix(strings.Repeat(`{"field":"n","op":"empty"},`, tests), ",") + `]}`
}

func TestParseTakesFilters(t *testing.T) {
	for about, sent := range map[string]string{
		"nothing":                      "",
		"blanks":                       " \n\t ",
		"null":                         "null",
		"an empty object":              "{}",
		"one test":                     `{"field":"stage","op":"=","value":"won"}`,
		"a test without a value":       `{"field":"stage","op":"empty"}`,
		"a group of no tests":          `{"and":[]}`,
		"a choice of no tests":         `{"or":[]}`,
		"a list":                       `{"field":"stage","op":"not","value":["won","lost"]}`,
		"groups within groups":         `{"or":[{"and":[{"field":"a","op":"<","value":1}]},{"field":"b","op":"me"}]}`,
		"as deep as may be":            nested(query.MaxDepth),
		"as many tests as may be":      many(query.MaxTests),
		"a group beside a null group":  `{"and":[],"or":null}`,
		"a value that is null":         `{"field":"stage","op":"=","value":null}`,
		"a value with quotes and tags": `{"field":"stage","op":"=","value":"<\"б\">"}`,
	} {
		if _, err := query.Parse([]byte(sent)); err != nil {
			t.Errorf("%s: %v", about, err)
		}
	}
}

func TestParseRefusesInWords(t *testing.T) {
	for about, test := range map[string]struct{ sent, key string }{
		"broken JSON":                         {`{"field":`, "error.filter_malformed"},
		"a list":                              {`[]`, "error.filter_malformed"},
		"text":                                {`"stage"`, "error.filter_malformed"},
		"text after it":                       {`{"field":"a","op":"empty"} x`, "error.filter_malformed"},
		"a second filter":                     {`{} {}`, "error.filter_malformed"},
		"one bracket too many":                {`{"field":"a","op":"empty"}}`, "error.filter_malformed"},
		"one square bracket too many":         {`{}]`, "error.filter_malformed"},
		"an unknown word":                     {`{"field":"a","op":"=","values":1}`, "error.filter_malformed"},
		"two forms at once":                   {`{"and":[],"or":[]}`, "error.filter_malformed"},
		"a group and a test":                  {`{"and":[],"field":"a","op":"empty"}`, "error.filter_malformed"},
		"an empty test in a group":            {`{"and":[{}]}`, "error.filter_malformed"},
		"a test without a field":              {`{"op":"=","value":"won"}`, "error.filter_malformed"},
		"a value without a field":             {`{"value":"won"}`, "error.filter_malformed"},
		"a group with an operator":            {`{"and":[],"op":"="}`, "error.filter_malformed"},
		"an unknown operator":                 {`{"field":"a","op":"like","value":"x"}`, "error.filter_operator"},
		"an operator of bound trees":          {`{"field":"a","op":"filled"}`, "error.filter_operator"},
		"no operator":                         {`{"field":"a"}`, "error.filter_operator"},
		"one level too deep":                  {nested(query.MaxDepth + 1), "error.filter_too_deep"},
		"one test too many":                   {many(query.MaxTests + 1), "error.filter_too_long"},
		"a value longer than a filter may be": {`{"field":"a","op":"=","value":"` + strings.Repeat("я", query.MaxBytes/2) + `"}`, "error.filter_too_long"},
		"brackets without end":                {strings.Repeat(`{"and":[`, 6000), "error.filter_malformed"},
	} {
		_, err := query.Parse([]byte(test.sent))
		var refusal *fault.Error
		if !errors.As(err, &refusal) || refusal.Kind != fault.Invalid || refusal.Text.Key != test.key {
			t.Errorf("%s: %v, want %s", about, err, test.key)
		}
	}
}

func TestAFilterThatIsKeptStaysWhatItIs(t *testing.T) {
	for _, sent := range []string{
		`{"or":[]}`, `{"and":[]}`, `{"or":[{"and":[]},{"or":[]}]}`, `{"field":"a","op":"=","value":null}`, `{"field":"a","op":"in","value":[]}`, `{}`,
	} {
		again(t, []byte(sent))
	}
}

// again encodes what was parsed, parses it and wants the same.
func again(t *testing.T, sent []byte) {
	t.Helper()
	first, err := query.Parse(sent)
	if err != nil {
		t.Fatalf("parse %q: %v", sent, err)
	}
	kept, err := json.Marshal(first)
	if err != nil {
		t.Fatalf("encode %q: %v", sent, err)
	}
	if len(kept) > query.MaxBytes {
		return // what is escaped to be kept safely in a page can grow past what a person may send
	}
	second, err := query.Parse(kept)
	if err != nil {
		t.Fatalf("%q was kept as %s: %v", sent, kept, err)
	}
	if !reflect.DeepEqual(plain(t, first), plain(t, second)) {
		t.Fatalf("%q was kept as %s and read as %+v", sent, kept, second)
	}
}

// plain replaces values by what they mean: the same text can be written in several ways.
func plain(t *testing.T, e query.Expr) query.Expr {
	t.Helper()
	groups := func(list []query.Expr) []query.Expr {
		if list == nil {
			return nil
		}
		out := make([]query.Expr, len(list))
		for i, child := range list {
			out[i] = plain(t, child)
		}
		return out
	}
	e.And, e.Or = groups(e.And), groups(e.Or)
	if e.Value != nil {
		var value any
		decoder := json.NewDecoder(strings.NewReader(string(e.Value)))
		decoder.UseNumber()
		if err := decoder.Decode(&value); err != nil {
			t.Fatalf("value %s: %v", e.Value, err)
		}
		raw, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		e.Value = raw
	}
	return e
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", "{}", nested(3), many(3), `{"or":[]}`, `{"field":"a","op":"between","value":[1,2]}`, `{"field":"a","op":"=","value":"\u0000\ud800"}`, `{"AND":[{"Field":"x","OP":"me"}]}`, `{}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, sent []byte) {
		e, err := query.Parse(sent)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatalf("%v is no refusal in words", err)
			}
			return
		}
		tests := 0
		if depth := measure(e, &tests); depth > query.MaxDepth || tests > query.MaxTests {
			t.Fatalf("%d levels and %d tests were taken", depth, tests)
		}
		again(t, sent)
	})
}

// measure counts the tests of a filter and returns how deep it is.
func measure(e query.Expr, tests *int) int {
	if e.Field != "" {
		*tests++
	}
	deepest := 0
	for _, child := range append(append([]query.Expr{}, e.And...), e.Or...) {
		deepest = max(deepest, 1+measure(child, tests))
	}
	return deepest
}
