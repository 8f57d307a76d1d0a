package httpapi

import (
	"encoding/json"
	"strings"
	"testing"

	"kontora/backend/fault"
)

func TestTheFieldInWhichABodyBreaksOff(t *testing.T) {
	for name, test := range map[string]struct{ begin, want string }{
		"a name of a record":        {`{"responsible":"x","fields":{"stage":"won","name":"aaaa`, "name"},
		"a field of an employee":    {`{"last_name":"` + strings.Repeat("x", 100), "last_name"},
		"after a closed object":     {`{"labels":{"en":"a"},"name":"aaa`, "name"},
		"a list of strings":         {`{"profiles":["a","b`, "profiles"},
		"an object within a list":   {`{"members":[{"kind":"employee","id":"aa`, "id"},
		"after a list":              {`{"profiles":[1,{"a":[]}],"team":"vi`, "team"},
		"a number":                  {`{"order":1111`, "order"},
		"a list at the top":         {`["a","b`, ""},
		"no JSON":                   {`<html>`, ""},
		"nothing":                   {``, ""},
		"an endless name of a name": {`{"` + strings.Repeat("a", 500) + `":"b`, strings.Repeat("a", 60)},
	} {
		t.Run(name, func(t *testing.T) {
			if got := fieldAt([]byte(test.begin)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func FuzzFieldAt(f *testing.F) {
	for _, seed := range []string{`{"fields":{"name":"aaa`, `[[[{"":[{"a`, `{"a":1,"b"`, `]`, `{"a":{},`, `{"":{"":`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, begin []byte) {
		if got := fieldAt(begin); len([]rune(got)) > 60 {
			t.Errorf("a name of %d characters", len([]rune(got)))
		}
	})
}

func TestReadingABodyStrictly(t *testing.T) {
	type person struct {
		Name string `json:"name"`
		Age  int    `json:"age"`
		Home struct {
			City string `json:"city"`
		} `json:"home"`
	}
	for name, test := range map[string]struct{ body, field, key string }{
		"good":               {`{"name":"Anna","age":3}`, "", ""},
		"an unknown field":   {`{"name":"Anna","salary":3}`, "salary", "field.unknown"},
		"a wrong kind":       {`{"name":5}`, "name", "http.wrong_value"},
		"a wrong kind below": {`{"home":{"city":[]}}`, "home.city", "http.wrong_value"},
		"broken":             {`{"name":`, "", "http.malformed_json"},
		"two of them":        {`{} {}`, "", "http.malformed_json"},
		"a list":             {`[]`, "", "http.malformed_json"},
		"nothing":            {``, "", "http.malformed_json"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := readBody[person]([]byte(test.body))
			if test.key == "" {
				if err != nil {
					t.Fatal(err)
				}
				return
			}
			e := fault.Of(err)
			got := e.Text.Key
			if test.field != "" {
				got = e.Fields[test.field].Key
			}
			if e.Kind != fault.Invalid || got != test.key {
				t.Errorf("got %v", err)
			}
		})
	}
}

func FuzzReadBody(f *testing.F) {
	f.Add([]byte(`{"fields":{"name":"a"},"responsible":"00"}`))
	f.Add([]byte(`{"fields":null,"responsible":null}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		body, err := readBody[newRecord](raw)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Errorf("another kind of error: %v", err)
			}
			return
		}
		if _, err := json.Marshal(body.Fields); err != nil {
			t.Errorf("what was read cannot be written: %v", err)
		}
	})
}

func TestOwnHosts(t *testing.T) {
	for host, want := range map[string]bool{
		"127.0.0.1:8080": true, "[::1]:8080": true, "192.168.1.10": true, "localhost": true, "LocalHost:80": true, "kontora.localhost:80": true,
		"office.example": true, "OFFICE.example.:443": true, "evil.example": false, "localhost.evil.example": false, "": false,
		"127.0.0.1.evil.example": false, "office.example.evil.example": false,
	} {
		if got := isOwn(host, []string{"office.example"}); got != want {
			t.Errorf("%q: %v", host, got)
		}
	}
}

func FuzzPosition(f *testing.F) {
	positions, err := newPositions()
	if err != nil {
		f.Fatal(err)
	}
	s := &server{positions: positions}
	f.Add(s.position(17))
	f.Add("abcd1234-17")
	f.Fuzz(func(t *testing.T, text string) {
		at, ok := s.parsePosition(text)
		if !ok {
			return
		}
		if again, ok := s.parsePosition(s.position(at)); !ok || again != at {
			t.Errorf("%q: %d does not come back", text, at)
		}
	})
}
