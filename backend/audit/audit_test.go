package audit_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kontora/backend/audit"
	"kontora/backend/ident"
)

func example() audit.Entry {
	return audit.Entry{
		No: audit.NumberOf(7, 3), At: time.UnixMilli(1_700_000_000_123), Employee: ident.ID{1}, Device: ident.ID{2}, Kind: "edit", Subject: "deal",
		ID: ident.ID{3}, Name: "Мост", Note: "asked for", Changes: []audit.Change{{Field: "amount", Before: json.RawMessage(`"1.00"`)}},
	}
}

func encode(e audit.Entry) []byte {
	var commitments []audit.Commitment
	for _, v := range audit.Values(e, fixed{}) {
		commitments = append(commitments, v.Commit())
	}
	return audit.Encode(commitments)
}

// fixed always gives the same salt.
type fixed struct{}

func (fixed) New() ident.ID { return ident.ID{9} }

func TestHashDependsOnEverythingAnEntrySays(t *testing.T) {
	changes := map[string]func(*audit.Entry){
		"number":   func(e *audit.Entry) { e.No++ },
		"time":     func(e *audit.Entry) { e.At = e.At.Add(time.Millisecond) },
		"employee": func(e *audit.Entry) { e.Employee = ident.ID{} },
		"device":   func(e *audit.Entry) { e.Device = ident.ID{4} },
		"kind":     func(e *audit.Entry) { e.Kind = "editd"; e.Subject = "eal" },
		"record":   func(e *audit.Entry) { e.ID = ident.ID{4} },
		"name":     func(e *audit.Entry) { e.Name = "Мост 2" },
		"note":     func(e *audit.Entry) { e.Note = "" },
		"field":    func(e *audit.Entry) { e.Changes[0].Field = "price" },
		"value":    func(e *audit.Entry) { e.Changes[0].Before = json.RawMessage(`"2.00"`) },
		"side": func(e *audit.Entry) {
			e.Changes[0].Before, e.Changes[0].After = nil, e.Changes[0].Before
		},
	}
	before := audit.HashOf(example(), encode(example()))
	for name, change := range changes {
		t.Run(name, func(t *testing.T) {
			e := example()
			change(&e)
			if audit.HashOf(e, encode(e)) == before {
				t.Error("the hash is the same")
			}
		})
	}
}

func TestSaltHidesWhatAValueWas(t *testing.T) {
	a := audit.Values(example(), ident.Random{})[1].Commit()
	b := audit.Values(example(), ident.Random{})[1].Commit()
	if a.Before == b.Before || a.After != (audit.Hash{}) {
		t.Errorf("commitments %x and %x, after %x", a.Before, b.Before, a.After)
	}
}

func TestCommitmentsComeBackAsTheyWereWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var commitments []audit.Commitment
		for _, field := range rapid.SliceOf(rapid.String()).Draw(t, "fields") {
			v := audit.Value{Field: field, Before: []byte(rapid.String().Draw(t, "before"))}
			commitments = append(commitments, v.Commit())
		}
		decoded, err := audit.Decode(audit.Encode(commitments))
		if err != nil || !slices.Equal(decoded, commitments) {
			t.Fatalf("%v, %v; want %v", decoded, err, commitments)
		}
	})
}

func FuzzDecode(f *testing.F) {
	f.Add(encode(example()))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01})
	f.Fuzz(func(t *testing.T, encoded []byte) {
		commitments, err := audit.Decode(encoded)
		if err == nil && len(commitments) > len(encoded)/64 {
			t.Errorf("%d commitments from %d bytes", len(commitments), len(encoded))
		}
	})
}

func TestNumberTellsCommitAndPlace(t *testing.T) {
	n := audit.NumberOf(123_456, audit.MaxParts-1)
	if n.Seq() != 123_456 || n.Part() != audit.MaxParts-1 || n >= audit.NumberOf(123_457, 0) {
		t.Errorf("%d is %d, %d", n, n.Seq(), n.Part())
	}
}

func TestDifferences(t *testing.T) {
	cases := map[string]struct{ before, after, want string }{
		"made":              {"", `{"b": 1, "a": "x"}`, `a:→"x" b:→1`},
		"removed":           {`{"a": 1}`, "", `a:1→`},
		"unchanged":         {`{"a": {"b": 1}}`, `{ "a" : {"b":1} }`, ``},
		"changed":           {`{"a": 1, "b": [1]}`, `{"a": 1, "b": [1, 2]}`, `b:[1]→[1,2]`},
		"null is no value":  {`{"a": null}`, `{"a": 1}`, `a:→1`},
		"null stays no one": {`{"a": null}`, `{}`, ``},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			changes, err := audit.Differences([]byte(c.before), []byte(c.after))
			var got []string
			for _, change := range changes {
				got = append(got, change.Field+":"+string(change.Before)+"→"+string(change.After))
			}
			if err != nil || strings.Join(got, " ") != c.want {
				t.Errorf("%v, %v; want %s", got, err, c.want)
			}
		})
	}
	if _, err := audit.Differences([]byte("{"), nil); err == nil {
		t.Error("broken JSON was taken")
	}
}

func TestErasedValueIsNamedAsErased(t *testing.T) {
	values := audit.Values(example(), ident.Random{})
	var commitments []audit.Commitment
	for _, v := range values {
		commitments = append(commitments, v.Commit())
	}
	var e audit.Entry
	audit.Reveal(&e, commitments, map[string]audit.Value{"": values[0]})
	if e.Name != "Мост" || len(e.Changes) != 1 || !e.Changes[0].Erased || !bytes.Equal(e.Changes[0].Before, nil) {
		t.Errorf("%+v", e)
	}
}
