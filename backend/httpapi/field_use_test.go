package httpapi_test

import (
	"net/http"
	"strings"
	"testing"
)

func TestAFieldTellsWhatUsesIt(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	clerk := o.employ(t, "Clerk", "Employee")
	o.makeType(t, "claim", field("state", "choice", "choices", options("open", "refused")), field("size", "number"), field("note", "text", "show_if", where("state", "=", "open")))
	o.admin.post(t, "/types/claim/fields", map[string]any{"name": "double", "kind": "calculated", "labels": labelled("Double"), "formula": "size * 2", "result": "number"}).want(t, http.StatusCreated)
	made := clerk.post(t, "/records/claim", map[string]any{"fields": map[string]any{"name": "Wet", "state": "open", "size": 2}}).want(t, http.StatusCreated)
	clerk.post(t, "/records/claim", map[string]any{"fields": map[string]any{"name": "Dry", "state": "open"}}).want(t, http.StatusCreated)
	clerk.send(t, http.MethodDelete, "/records/claim/"+made.id(t), nil).want(t, http.StatusNoContent)
	o.admin.post(t, "/restrictions", map[string]any{
		"name": "Quiet", "type": "claim", "filter": where("state", "=", "refused"), "who": []any{map[string]any{"kind": "everyone"}}, "level": "view", "active": true,
	}).want(t, http.StatusCreated)
	o.admin.post(t, "/profiles", map[string]any{"name": "Readers", "fields": map[string]any{"claim": map[string]any{"state": "read"}}}).want(t, http.StatusCreated)
	look := map[string]any{"layout": "board", "lanes": "state"}
	clerk.post(t, "/views", map[string]any{"type": "claim", "name": "Ours", "look": look, "with": []any{map[string]any{"kind": "everyone"}}}).want(t, http.StatusCreated)
	clerk.post(t, "/views", map[string]any{"type": "claim", "name": "My business", "look": look}).want(t, http.StatusCreated)

	for name, want := range map[string]string{
		"state": `{"records":2,"used_by":[{"kind":"field","name":"note","working":true},{"kind":"restriction","name":"Quiet","working":true},` +
			`{"kind":"profile","name":"Readers"},{"kind":"saved_view","name":"Ours"}],"own_views":1}`,
		"size":   `{"records":1,"used_by":[{"kind":"field","name":"Double","working":true}],"own_views":0}`,
		"double": `{"records":1,"used_by":[],"own_views":0}`,
	} {
		path := "/types/claim/fields/" + name + "/use"
		clerk.get(t, path).want(t, http.StatusForbidden)
		if got := strings.TrimSpace(o.admin.get(t, path).want(t, http.StatusOK).text); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestContentsOfAFieldAreTakenOutBeforeItGoes(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	types := map[string]bool{"administration.types": true}
	o.makeType(t, "claim", field("note", "text"), field("code", "text"))
	profile := func(name, right string) client {
		made := o.admin.post(t, "/profiles", map[string]any{
			"name": name, "features": types, "fields": map[string]any{"claim": map[string]any{"note": right}}, "matrix": map[string]any{"claim": map[string]any{"view": "all", "create": "all", "export": "own"}},
		}).want(t, http.StatusCreated).id(t)
		o.roles[name] = o.admin.post(t, "/roles", map[string]any{"name": name, "profiles": []string{made}}).want(t, http.StatusCreated).id(t)
		return o.employ(t, name, name)
	}
	keeper, blind := profile("Keeper", "edit"), profile("Blind", "hidden")
	clerk := o.employ(t, "Clerk", "Employee")
	for _, note := range []any{"in ink", nil} {
		keeper.post(t, "/records/claim", map[string]any{"fields": map[string]any{"name": "Wet", "note": note, "code": "A1"}}).want(t, http.StatusCreated)
	}
	o.admin.post(t, "/records/claim", map[string]any{"fields": map[string]any{"name": "Foreign", "note": "in chalk"}}).want(t, http.StatusCreated)
	const path = "/types/claim/fields/note/contents"
	for _, archived := range []bool{false, true} {
		o.admin.patch(t, "/types/claim/fields/note", map[string]any{"archived": archived}).want(t, http.StatusOK)
		file := keeper.get(t, path).want(t, http.StatusOK)
		if lines := strings.Split(strings.TrimSpace(file.text), "\n"); len(lines) != 2 || !strings.Contains(lines[1], ",Wet,in ink,") {
			t.Errorf("archived %v: the file is %q", archived, file.text)
		}
		if file.Header.Get("Kontora-Exported") != "1" || file.Header.Get("Kontora-Left-Out") != "1" {
			t.Errorf("archived %v: exported %v", archived, file.Header)
		}
		clerk.get(t, path).want(t, http.StatusForbidden)
		blind.get(t, path).want(t, http.StatusUnprocessableEntity).mustNotContain(t, "ink")
	}
	logged := o.admin.get(t, "/audit?kind=export").want(t, http.StatusOK)
	if entries := logged.list(t); len(entries) != 2 || !strings.Contains(logged.text, "name,note") {
		t.Errorf("logged %s", logged.text)
	}
}
