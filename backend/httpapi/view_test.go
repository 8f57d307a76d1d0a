package httpapi_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// viewNames lists what the views are called that someone uses.
func viewNames(t *testing.T, c client) string {
	t.Helper()
	var names []string
	for _, v := range c.get(t, "/views?type=deal").want(t, http.StatusOK).list(t) {
		names = append(names, v["name"].(string))
	}
	return strings.Join(names, ", ")
}

func won() map[string]any {
	return map[string]any{
		"layout": "table", "filter": map[string]any{"field": "value", "op": ">", "value": 1000}, "sort": []string{"-value"},
		"columns": []any{map[string]any{"field": "name", "width": 200}, map[string]any{"field": "value"}, map[string]any{"field": "stage"}}, "pinned": 2,
	}
}

func TestAViewIsItsOwnersUntilHeSharesIt(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna, boris := o.employ(t, "Anna", "Manager"), o.employ(t, "Boris", "Employee")
	made := anna.post(t, "/views", map[string]any{"type": "deal", "name": "  Large \n deals", "look": won()}).want(t, http.StatusCreated)
	path := "/views/" + made.id(t)
	if got := viewNames(t, anna); got != "Large deals" {
		t.Errorf("Anna uses %q", got)
	}
	if got := viewNames(t, boris) + viewNames(t, o.admin); got != "" {
		t.Errorf("others use %q", got)
	}
	boris.get(t, path).want(t, http.StatusNotFound)
	boris.patch(t, path, map[string]any{"name": "Mine"}).want(t, http.StatusNotFound)

	role := map[string]any{"kind": "role", "id": o.roles["Employee"]}
	shared := anna.patch(t, path, map[string]any{"with": []any{role}}).want(t, http.StatusOK).object(t)
	if with := shared["with"].([]any); len(with) != 1 || with[0].(map[string]any)["name"] != "Employee" {
		t.Errorf("shared with %v", shared["with"])
	}
	seen := boris.get(t, path).want(t, http.StatusOK).object(t)
	if seen["mine"] != false || seen["can"] != false || len(seen["with"].([]any)) != 0 || len(seen["columns"].([]any)) != 3 {
		t.Errorf("Boris reads %v", seen)
	}
	boris.patch(t, path, map[string]any{"name": "Mine"}).want(t, http.StatusForbidden)
	boris.send(t, http.MethodDelete, path, nil).want(t, http.StatusForbidden)
	anna.send(t, http.MethodDelete, path, nil).want(t, http.StatusNoContent)
	boris.get(t, path).want(t, http.StatusNotFound)
}

func TestAViewTellsNothingOfHiddenFields(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	profile := o.admin.post(t, "/profiles", map[string]any{
		"name": "No values", "matrix": map[string]any{"deal": map[string]any{"view": "all"}}, "fields": map[string]any{"deal": map[string]any{"value": "hidden", "close_date": "masked"}},
	}).want(t, http.StatusCreated).id(t)
	role := o.admin.post(t, "/roles", map[string]any{"name": "Workshop", "profiles": []string{profile}}).want(t, http.StatusCreated).id(t)
	o.roles["Workshop"] = role
	clara := o.employ(t, "Clara", "Workshop")
	share := []any{map[string]any{"kind": "everyone"}}
	o.admin.post(t, "/views", map[string]any{"type": "deal", "name": "By value", "look": won(), "with": share}).want(t, http.StatusCreated)
	dated := map[string]any{"layout": "table", "group": "close_date:month"}
	o.admin.post(t, "/views", map[string]any{"type": "deal", "name": "By month", "look": dated, "with": share}).want(t, http.StatusCreated)
	plain := won()
	delete(plain, "filter")
	delete(plain, "sort")
	made := o.admin.post(t, "/views", map[string]any{"type": "deal", "name": "Plain", "look": plain, "with": share}).want(t, http.StatusCreated)
	if got := viewNames(t, clara); got != "Plain" {
		t.Errorf("Clara uses %q", got)
	}
	seen := clara.get(t, "/views/"+made.id(t)).want(t, http.StatusOK)
	if strings.Contains(seen.text, "value") || seen.object(t)["pinned"] != 1.0 {
		t.Errorf("Clara reads %s", seen.text)
	}
	look := won()
	hidden := clara.post(t, "/views", map[string]any{"type": "deal", "name": "Mine", "look": look}).want(t, http.StatusUnprocessableEntity)
	look["sort"], look["filter"], look["columns"], look["pinned"] = []string{"nothing"}, nil, nil, 0
	absent := clara.post(t, "/views", map[string]any{"type": "deal", "name": "Mine", "look": look}).want(t, http.StatusUnprocessableEntity)
	if strings.ReplaceAll(hidden.field(t, "value"), "value", "nothing") != absent.field(t, "nothing") {
		t.Errorf("a hidden field is refused as %s, one that is not there as %s", hidden.text, absent.text)
	}
}

func TestAdministratorsTidyUpWhatOthersShare(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna, boris := o.employ(t, "Anna", "Manager"), o.employ(t, "Boris", "Employee")
	with := []any{map[string]any{"kind": "employee", "id": boris.id}}
	shared := anna.post(t, "/views", map[string]any{"type": "deal", "name": "Shared", "look": won(), "with": with}).want(t, http.StatusCreated)
	own := anna.post(t, "/views", map[string]any{"type": "deal", "name": "Own", "look": won()}).want(t, http.StatusCreated)
	if got := viewNames(t, o.admin); got != "Shared" {
		t.Errorf("an administrator finds %q", got)
	}
	o.admin.get(t, "/views/"+own.id(t)).want(t, http.StatusNotFound)
	o.admin.send(t, http.MethodDelete, "/views/"+own.id(t), nil).want(t, http.StatusNotFound)
	o.admin.send(t, http.MethodDelete, "/views/"+shared.id(t), nil).want(t, http.StatusNoContent)
	boris.get(t, "/views/"+shared.id(t)).want(t, http.StatusNotFound)
}

func TestViewsThatCannotBe(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	for field, body := range map[string]map[string]any{
		"name":      {"type": "deal", "name": " ", "look": won()},
		"type":      {"type": "secret", "name": "Mine"},
		"lanes":     {"type": "deal", "name": "Mine", "look": map[string]any{"layout": "board", "lanes": "value"}},
		"stage":     {"type": "deal", "name": "Mine", "look": map[string]any{"layout": "table", "group": "stage:month"}},
		"":          {"type": "deal", "name": "Mine", "look": map[string]any{"layout": "table", "group": ":" + strings.Repeat("x", 100)}},
		"layout":    {"type": "deal", "name": "Mine", "look": map[string]any{"layout": "pie"}},
		"sort":      {"type": "deal", "name": "Mine", "look": map[string]any{"layout": "table", "sort": []string{"name", "value", "stage", "number"}}},
		"columns":   {"type": "deal", "name": "Mine", "look": map[string]any{"layout": "table", "columns": []any{map[string]any{"field": "name", "width": 9000}}}},
		"principal": {"type": "deal", "name": "Mine", "with": []any{map[string]any{"kind": "superior"}}},
	} {
		if text := o.admin.post(t, "/views", body).want(t, http.StatusUnprocessableEntity).field(t, field); text == "" {
			t.Errorf("nothing is said of %s", field)
		}
	}
	tests := make([]any, 101)
	for i := range tests {
		tests[i] = map[string]any{"field": "name", "op": "=", "value": "Crane"}
	}
	deep := tests[0]
	for range 10 {
		deep = map[string]any{"and": []any{deep}}
	}
	for key, filter := range map[string]any{
		"error.filter_too_long":  map[string]any{"or": tests},
		"error.filter_too_deep":  deep,
		"error.filter_operator":  map[string]any{"field": "name", "op": "like", "value": "C"},
		"error.filter_malformed": map[string]any{"field": "name", "op": "=", "value": "C", "and": []any{}},
	} {
		body := map[string]any{"type": "deal", "name": "Mine", "look": map[string]any{"layout": "table", "filter": filter}}
		if got := o.admin.post(t, "/views", body).want(t, http.StatusUnprocessableEntity).key(t); got != key {
			t.Errorf("a filter that is refused with %s is refused with %s", key, got)
		}
	}
	made := o.admin.post(t, "/views", map[string]any{"type": "deal", "name": "Mine"}).want(t, http.StatusCreated)
	path := "/views/" + made.id(t)
	o.admin.patch(t, path, map[string]any{"name": "Ours"}).want(t, http.StatusOK)
	o.admin.send(t, http.MethodPatch, path, map[string]any{"name": "Theirs"}, "If-Match", fmt.Sprintf("%q", made.object(t)["version"])).want(t, http.StatusConflict)
}
