package httpapi_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"
)

// TestInvisibleIsAbsent asks for a deal that exists and may not be seen, and for one that does not exist: status, body and headers of
// every call must be the same.
func TestInvisibleIsAbsent(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.private(t, "deal")
	anna, boris := o.employ(t, "Anna", "Employee"), o.employ(t, "Boris", "Employee")
	hidden, absent := anna.deal(t, "Secret pier"), strings.Repeat("0", 31)+"7"
	other := boris.deal(t, "Open pier")
	for _, c := range routes(t, o) {
		if !strings.Contains(c.path, "/records/{type}/{id}") {
			continue
		}
		for name, body := range map[string]any{
			"empty": c.body(),
			"full": map[string]any{
				"fields": map[string]any{"name": "x"}, "text": "x", "title": "x", "to": boris.id, "type": "deal", "id": other,
				"items": []any{map[string]any{"principal": map[string]any{"kind": "everyone"}, "level": "view"}},
			},
		} {
			if body == nil || (name == "full" && c.method != http.MethodPost && c.method != http.MethodPut && c.method != http.MethodPatch) {
				body = nil
			}
			body = only(c.id, body)
			path := strings.NewReplacer("/api", "", "{type}", "deal", "{link}", absent)
			ask := func(id string) answer {
				return boris.send(t, c.method, strings.Replace(path.Replace(c.path), "{id}", id, 1), body)
			}
			one, two := ask(hidden), ask(absent)
			if one.StatusCode != http.StatusNotFound && one.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("%s, %s: the hidden one answers %d: %.300s", c.id, name, one.StatusCode, one.text)
			}
			if one.StatusCode != two.StatusCode || one.text != two.text || !maps.EqualFunc(one.Header, two.Header, equalStrings) {
				t.Errorf("%s, %s: hidden %d %.200s\nabsent %d %.200s", c.id, name, one.StatusCode, one.text, two.StatusCode, two.text)
			}
			one.mustNotContain(t, "Secret")
		}
	}
}

// only keeps of a body what the route knows.
func only(route string, body any) any {
	all, ok := body.(map[string]any)
	if !ok || len(all) == 0 {
		return body
	}
	known := map[string][]string{
		"change-record": {"fields"}, "add-note": {"text"}, "add-message": {"text"}, "add-task": {"title"}, "transfer-record": {"to"},
		"add-link": {"type", "id"}, "set-shares": {"items"},
	}
	kept := make(map[string]any)
	for _, name := range known[route] {
		kept[name] = all[name]
	}
	return kept
}

func equalStrings(a, b []string) bool { return strings.Join(a, "\n") == strings.Join(b, "\n") }

// TestWhatOneDoesNotSeeIsNowhere looks for a deal of another in everything that lists, counts, adds up, finds and exports.
func TestWhatOneDoesNotSeeIsNowhere(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.private(t, "deal")
	anna, boris := o.employ(t, "Anna", "Employee"), o.employ(t, "Boris", "Employee")
	anna.deal(t, "Secret pier")
	mine := boris.deal(t, "Open pier")
	for name, path := range map[string]string{
		"list": "/records/deal", "filter": "/records/deal?filter=%7B%22field%22:%22name%22,%22op%22:%22contains%22,%22value%22:%22pier%22%7D",
		"in-list search": "/records/deal?q=pier", "sort": "/records/deal?sort=name", "search": "/search?q=pier", "export": "/export/deal",
	} {
		t.Run(name, func(t *testing.T) {
			answer := boris.get(t, path).want(t, http.StatusOK).mustNotContain(t, "Secret")
			if !strings.Contains(answer.text, "Open pier") || !strings.Contains(answer.text, mine) {
				t.Errorf("one's own is not there: %.300s", answer.text)
			}
		})
	}
	sums := boris.get(t, "/records/deal/sums").list(t)
	if len(sums) != 1 || sums[0]["count"] != 1.0 {
		t.Errorf("sums %v", sums)
	}
	if total := boris.get(t, "/records/deal").object(t)["total"].(map[string]any); total["count"] != 1.0 || total["exact"] != true {
		t.Errorf("total %v", total)
	}
	if left := boris.get(t, "/export/deal").Header.Get("Kontora-Left-Out"); left != "0" {
		t.Errorf("left out %s: an invisible record is counted", left)
	}
}

// TestAHiddenFieldIsNowhere hides the value of deals and looks for it everywhere.
func TestAHiddenFieldIsNowhere(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna := o.employ(t, "Anna", "Employee")
	deal := o.admin.post(t, "/records/deal", map[string]any{"fields": map[string]any{
		"name": "Pier", "value": map[string]any{"amount": "777333.00", "currency": "EUR"},
	}}).want(t, http.StatusCreated).id(t)
	o.admin.post(t, "/types/deal/fields", map[string]any{"name": "watcher", "kind": "employee", "labels": map[string]string{"en": "Watcher", "ru": "Наблюдатель"}}).want(t, http.StatusCreated)
	o.admin.patch(t, "/types/deal", map[string]any{"access_fields": []string{"watcher"}}).want(t, http.StatusOK)
	for _, p := range o.admin.get(t, "/profiles").list(t) {
		o.admin.patch(t, "/profiles/"+p["id"].(string), map[string]any{"fields": map[string]any{
			"deal": map[string]any{"value": "hidden", "watcher": "hidden"}, "lead": map[string]any{"value": "hidden"},
		}}).want(t, http.StatusOK)
	}
	o.admin.patch(t, "/records/deal/"+deal, map[string]any{"fields": map[string]any{"value": map[string]any{"amount": "777444.00", "currency": "EUR"}}}).want(t, http.StatusOK)
	for name, path := range map[string]string{
		"list": "/records/deal", "card": "/records/deal/" + deal, "history": "/records/deal/" + deal + "/timeline", "search": "/search?q=777444",
		"export": "/export/deal", "sums": "/records/deal/sums", "type": "/types/deal", "types": "/types",
	} {
		t.Run(name, func(t *testing.T) {
			anna.get(t, path).want(t, http.StatusOK).mustNotContain(t, "777333", "777444", `"value":{`, `"name":"value"`, "watcher", "Watcher")
		})
	}
	unknown := func(path, name string) string {
		return strings.ReplaceAll(anna.get(t, path).want(t, http.StatusUnprocessableEntity).text, name, "?")
	}
	for name, path := range map[string]string{
		"filter": "/records/deal?filter=%7B%22field%22:%22@%22,%22op%22:%22empty%22%7D", "sort": "/records/deal?sort=@", "column": "/records/deal?fields=@",
		"sum": "/records/deal/sums?sum=@", "group": "/records/deal/sums?group=@",
	} {
		t.Run("refused as unknown: "+name, func(t *testing.T) {
			if hidden, none := unknown(strings.Replace(path, "@", "value", 1), "value"), unknown(strings.Replace(path, "@", "nosuch", 1), "nosuch"); hidden != none {
				t.Errorf("hidden: %s\nunknown: %s", hidden, none)
			}
		})
	}
	edit := func(name string) string {
		return strings.ReplaceAll(anna.patch(t, "/records/deal/"+anna.deal(t, "Own"), map[string]any{"fields": map[string]any{name: nil}}).want(t, 422).text, name, "?")
	}
	if hidden, none := edit("value"), edit("nosuch"); hidden != none {
		t.Errorf("a write: hidden %s\nunknown %s", hidden, none)
	}
}
