package httpapi_test

import (
	"net/http"
	"strings"
	"testing"
)

// blind is somebody who administers types and sees all records of the type "claim", but not the fields named.
func blind(t *testing.T, o *office, hidden ...string) client {
	t.Helper()
	fields := map[string]any{}
	for _, name := range hidden {
		fields[name] = "hidden"
	}
	profile := o.admin.post(t, "/profiles", map[string]any{
		"name": "Blind", "features": map[string]bool{"administration.types": true}, "fields": map[string]any{"claim": fields},
		"matrix": map[string]any{"claim": map[string]any{"view": "all", "export": "all"}},
	}).want(t, http.StatusCreated).id(t)
	o.roles["Blind"] = o.admin.post(t, "/roles", map[string]any{"name": "Blind", "profiles": []string{profile}}).want(t, http.StatusCreated).id(t)
	return o.employ(t, "Clerk", "Blind")
}

func TestWhoAdministersTypesOpensNoFieldHiddenFromHim(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	for name, changes := range map[string][]map[string]any{
		"by its default":      {{"default_right": "edit"}},
		"by way of archiving": {{"archived": true}, {"default_right": "edit"}, {"archived": false}},
		"by its cap":          {{"cap": "edit"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // as above
			o := newOffice(t)
			o.makeType(t, "claim", map[string]any{"name": "secret", "kind": "text", "labels": labelled("Secret"), "default_right": "hidden"})
			clerk := blind(t, o)
			made := o.admin.post(t, "/records/claim", map[string]any{"fields": map[string]any{"name": "Wet", "secret": "kept from him"}}).want(t, http.StatusCreated)
			if name == "by its cap" {
				o.admin.patch(t, "/types/claim/fields/secret", map[string]any{"default_right": "edit", "cap": "hidden"}).want(t, http.StatusOK)
			}
			for _, change := range changes {
				clerk.patch(t, "/types/claim/fields/secret", change)
				read := clerk.get(t, "/types/claim/fields/secret/contents").text + clerk.get(t, "/records/claim/"+made.id(t)).text
				if strings.Contains(read, "kept from him") {
					t.Errorf("he reads it after %v", change)
				}
			}
		})
	}
}

func TestWhoAdministersTypesOpensNoProbabilityByTheStage(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	choice := func(value, outcome string) map[string]any {
		return map[string]any{"value": value, "labels": labelled(value), "outcome": outcome}
	}
	for name, change := range map[string]map[string]any{
		"in the archive":         {"archived": true},
		"by closing nothing":     {"choices": []any{choice("talk", ""), choice("won", ""), choice("lost", "")}},
		"by the other's archive": nil,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel() // as above
			o := newOffice(t)
			o.makeType(t, "claim", field("stage", "choice", "choices", []any{choice("talk", ""), choice("won", "won"), choice("lost", "lost")}), field("probability", "percent"))
			clerk := blind(t, o, "stage")
			made := o.admin.post(t, "/records/claim", map[string]any{"fields": map[string]any{"name": "Wet", "stage": "won"}}).want(t, http.StatusCreated)
			if change == nil {
				clerk.patch(t, "/types/claim/fields/probability", map[string]any{"archived": true})
				change = map[string]any{"archived": true}
			}
			clerk.patch(t, "/types/claim/fields/stage", change)
			if got := clerk.get(t, "/records/claim/"+made.id(t)).want(t, http.StatusOK).object(t)["fields"].(map[string]any)["probability"]; got != nil {
				t.Errorf("he reads %v", got)
			}
			if got := clerk.get(t, "/types/claim/fields/probability/contents").text; strings.Contains(got, "Wet,100") {
				t.Errorf("the contents tell him: %s", got)
			}
		})
	}
}
