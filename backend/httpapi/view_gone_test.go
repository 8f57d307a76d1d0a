package httpapi_test

import (
	"net/http"
	"testing"
)

func TestViewsDoWithoutFieldsThatAreGone(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	clerk, other := o.employ(t, "Clerk", "Employee"), o.employ(t, "Other", "Employee")
	o.makeType(t, "claim", field("state", "choice", "choices", options("open", "refused")), field("note", "text"))
	archive := func(name string, archived bool) {
		o.admin.patch(t, "/types/claim/fields/"+name, map[string]any{"archived": archived}).want(t, http.StatusOK)
	}
	look := map[string]any{
		"layout": "board", "lanes": "state", "sort": []string{"-note", "name"}, "columns": []any{map[string]any{"field": "note"}, map[string]any{"field": "name"}}, "pinned": 2,
		"filter": map[string]any{"and": []any{where("note", "=", "in ink"), where("name", "contains", "W")}},
	}
	own := clerk.post(t, "/views", map[string]any{"type": "claim", "name": "Own", "look": look}).want(t, http.StatusCreated)
	shared := clerk.post(t, "/views", map[string]any{"type": "claim", "name": "Shared", "look": look, "with": []any{map[string]any{"kind": "everyone"}}}).want(t, http.StatusCreated)
	archive("note", true)
	archive("state", true)
	for about, seen := range map[string]answer{"one's own": clerk.get(t, "/views/"+own.id(t)), "for an administrator": o.admin.get(t, "/views/"+shared.id(t))} {
		seen.want(t, http.StatusOK)
		got := seen.object(t)
		parts := []any{got["layout"], got["lanes"], got["gone"], got["sort"], got["columns"], got["pinned"], got["filter"]}
		want := `["table",null,["note","state"],["name"],[{"field":"name"}],1,{"and":[{"field":"name","op":"contains","value":"W"}]}]`
		if toJSON(t, parts) != want {
			t.Errorf("%s: %s; want %s", about, toJSON(t, parts), want)
		}
	}
	other.get(t, "/views/"+shared.id(t)).want(t, http.StatusNotFound)
	archive("state", false)
	if got := clerk.get(t, "/views/"+own.id(t)).object(t); got["lanes"] != "state" || toJSON(t, got["gone"]) != `["note"]` {
		t.Errorf("what has come back is not there: %v", got)
	}
	plain := map[string]any{"look": map[string]any{"layout": "table"}}
	if got := clerk.patch(t, "/views/"+shared.id(t), plain).want(t, http.StatusOK).object(t); got["gone"] != nil {
		t.Errorf("saved anew it still names %v", got["gone"])
	}
	other.get(t, "/views/"+shared.id(t)).want(t, http.StatusOK)
}
