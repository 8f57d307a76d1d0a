package query_test

import (
	"encoding/json"
	"testing"

	"kontora/backend/query"
)

func TestWithoutLeavesOutTestsOfAField(t *testing.T) {
	for about, test := range map[string]struct{ filter, want string }{
		"nothing":                            {`{}`, `{}`},
		"the only test":                      {`{"field":"gone","op":"empty"}`, `{}`},
		"a test of another field":            {`{"field":"stage","op":"empty"}`, `{"field":"stage","op":"empty"}`},
		"one of several":                     {`{"and":[{"field":"gone","op":"empty"},{"field":"stage","op":"empty"}]}`, `{"and":[{"field":"stage","op":"empty"}]}`},
		"all of several":                     {`{"or":[{"field":"gone","op":"empty"},{"field":"gone","op":"me"}]}`, `{}`},
		"a choice that has nothing left":     {`{"and":[{"or":[{"field":"gone","op":"empty"}]},{"field":"stage","op":"empty"}]}`, `{"and":[{"field":"stage","op":"empty"}]}`},
		"one of a choice":                    {`{"and":[{"or":[{"field":"gone","op":"empty"},{"field":"stage","op":"empty"}]}]}`, `{"and":[{"or":[{"field":"stage","op":"empty"}]}]}`},
		"a choice of nothing from the start": {`{"and":[{"or":[]},{"field":"gone","op":"empty"}]}`, `{"and":[{"or":[]}]}`},
	} {
		filter, err := query.Parse([]byte(test.filter))
		if err != nil {
			t.Fatal(about, err)
		}
		left := filter.Without(func(field string) bool { return field == "gone" })
		if got, err := json.Marshal(left); err != nil || string(got) != test.want {
			t.Errorf("%s: %s, %v; want %s", about, got, err, test.want)
		}
	}
}
