package administration

import (
	"encoding/json"
	"slices"
	"testing"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
)

func TestLayingWhatWasSentOverWhatIsThere(t *testing.T) {
	there := PositionFields{Name: "Teller", RoleID: &ident.ID{1}, DepartmentID: &ident.ID{2}}
	for name, test := range map[string]struct {
		sent  string
		check func(PositionFields) bool
	}{
		"what is not sent stays":  {`{"name":"Clerk"}`, func(f PositionFields) bool { return f.Name == "Clerk" && *f.RoleID == ident.ID{1} }},
		"null takes away":         {`{"role_id":null}`, func(f PositionFields) bool { return f.RoleID == nil && *f.DepartmentID == ident.ID{2} }},
		"an empty id takes away":  {`{"role_id":""}`, func(f PositionFields) bool { return f.RoleID.IsZero() }},
		"nothing changes nothing": {`{}`, func(f PositionFields) bool { return f.Name == "Teller" && f.RoleID != nil && f.DepartmentID != nil }},
	} {
		t.Run(name, func(t *testing.T) {
			in, err := overlay(there, json.RawMessage(test.sent))
			if err != nil || !test.check(in.Fields) {
				t.Errorf("%+v, %v", in.Fields, err)
			}
		})
	}
	for name, test := range map[string]struct{ sent, field, key string }{
		"an unknown field": {`{"salary":1}`, "salary", "field.unknown"},
		"a wrong kind":     {`{"name":[]}`, "name", "administration.wrong_value"},
		"an id that isn't": {`{"role_id":"xyz"}`, "role_id", "administration.wrong_value"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := overlay(there, json.RawMessage(test.sent)); fault.Of(err).Fields[test.field].Key != test.key {
				t.Errorf("got %v", err)
			}
		})
	}
	t.Run("a map is replaced as a whole", func(t *testing.T) {
		before := ProfileFields{Matrix: map[string]map[string]Reaches{"deal": {"view": {"all"}}}}
		in, err := overlay(before, json.RawMessage(`{"matrix":{"lead":{"view":"own"}}}`))
		if err != nil || in.Fields.Matrix["deal"] != nil || !slices.Equal(in.Fields.Matrix["lead"]["view"], Reaches{"own"}) {
			t.Errorf("%v, %v", in.Fields.Matrix, err)
		}
	})
}

func FuzzOverlay(f *testing.F) {
	for _, seed := range []string{`{}`, `{"name":"a","matrix":{"deal":{"view":["own","group"]}}}`, `{"fields":null,"features":{"api":true}}`, `[]`, `{"name":1}`, `{"Name":"x","name":"y"}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, sent []byte) {
		in, err := overlay(ProfileFields{Name: "there"}, sent)
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Errorf("another kind of error: %v", err)
			}
			return
		}
		if _, err := json.Marshal(in.Fields); err != nil {
			t.Errorf("what was read cannot be written: %v", err)
		}
	})
}

func TestReachesInTheWordsOfTheAPI(t *testing.T) {
	for name, test := range map[string]struct {
		sent string
		want access.Reach
		out  Reaches
		bad  bool
	}{
		"one word":               {`"own"`, access.ReachOwn, Reaches{"own"}, false},
		"a list":                 {`["branch","own"]`, access.ReachOwn | access.ReachBranch, Reaches{"own", "branch"}, false},
		"none":                   {`"none"`, 0, Reaches{}, false},
		"an empty list":          {`[]`, 0, Reaches{}, false},
		"all absorbs the others": {`["own","all","group"]`, access.ReachAll, Reaches{"all"}, false},
		"no word":                {`["far"]`, 0, nil, true},
		"no list and no word":    {`7`, 0, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			var words Reaches
			err := json.Unmarshal([]byte(test.sent), &words)
			reach, ok := access.ParseReach(words)
			if bad := err != nil || !ok; bad != test.bad {
				t.Fatalf("refused: %v", bad)
			}
			if !test.bad && (reach != test.want || !slices.Equal(reach.Words(), test.out)) {
				t.Errorf("reach %b, written %v", reach, reach.Words())
			}
		})
	}
}
