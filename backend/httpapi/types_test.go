package httpapi_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// labelled gives something the same label in both languages.
func labelled(label string) map[string]any { return map[string]any{"en": label, "ru": label} }

// makeType makes a type that everybody edits, with these fields.
func (o *office) makeType(t *testing.T, name string, fields ...map[string]any) {
	t.Helper()
	o.admin.post(t, "/types", map[string]any{
		"name": name, "labels": map[string]any{"one": labelled(name), "many": labelled(name)}, "default": "edit", "fields": fields, "rights_like": "company",
	}).want(t, http.StatusCreated)
}

func field(name, kind string, more ...any) map[string]any {
	f := map[string]any{"name": name, "kind": kind, "labels": labelled(name), "default_right": "edit"}
	for i := 0; i < len(more); i += 2 {
		f[more[i].(string)] = more[i+1]
	}
	return f
}

func options(values ...string) []map[string]any {
	var list []map[string]any
	for _, v := range values {
		list = append(list, map[string]any{"value": v, "labels": labelled(v)})
	}
	return list
}

// typeFields are the fields of a type as somebody reads them, by name.
func (c client) typeFields(t *testing.T, name string) map[string]map[string]any {
	t.Helper()
	fields := make(map[string]map[string]any)
	for _, each := range c.get(t, "/types/"+name).want(t, http.StatusOK).object(t)["fields"].([]any) {
		f := each.(map[string]any)
		fields[f["name"].(string)] = f
	}
	return fields
}

func toJSON(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func where(name, op string, value any) map[string]any {
	return map[string]any{"field": name, "op": op, "value": value}
}

func TestANewFieldIsUsableAtOnce(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	clerk := o.employ(t, "Clerk", "Employee")
	for kind, test := range map[string]struct {
		more   []any
		value  any
		op     string
		wanted any
		shown  string // in a file
	}{
		"text":      {[]any{"in_search", true}, "Kaiserkran", "contains", "kran", "Kaiserkran"},
		"long_text": {nil, "a long story", "contains", "story", "a long story"},
		"number":    {nil, 12.5, ">", 12, "12.5"},
		"percent":   {nil, 7.5, "=", 7.5, "7.5"},
		"money":     {nil, map[string]any{"amount": "10.00", "currency": "EUR"}, "<=", map[string]any{"amount": "10.00", "currency": "EUR"}, "10.00"},
		"date":      {nil, "2026-03-01", "=", "2026-03-01", "2026-03-01"},
		"date_time": {nil, "2026-03-01T10:00:00Z", ">", "2026-01-01T00:00:00Z", "2026-03-01"},
		"yes_no":    {nil, true, "=", true, ""},
		"choice":    {[]any{"choices", options("red", "blue")}, "red", "in", []string{"red"}, "red"},
		"choices":   {[]any{"choices", options("red", "blue")}, []string{"red", "blue"}, "contains", "blue", "red; blue"},
		"phone":     {nil, "+49301234567", "contains", "123", "+49301234567"},
		"email":     {nil, "a@b.example", "starts", "a@", "a@b.example"},
		"url":       {nil, "https://a.example", "contains", "a.ex", "https://a.example"},
		"address":   {nil, map[string]any{"city": "Hamburg"}, "contains", "hamb", "Hamburg"},
		"employee":  {nil, clerk.id, "=", clerk.id, "Clerk"},
	} {
		t.Run(kind, func(t *testing.T) {
			name := "own_" + kind
			o.admin.post(t, "/types/company/fields", field(name, kind, test.more...)).want(t, http.StatusCreated)
			made := clerk.post(t, "/records/company", map[string]any{"fields": map[string]any{"name": "With " + kind, name: test.value}}).want(t, http.StatusCreated)
			filter := "?sort=-created_at&fields=name," + name + "&filter=" + url.QueryEscape(toJSON(t, where(name, test.op, test.wanted)))
			found := clerk.get(t, "/records/company"+filter).want(t, http.StatusOK).list(t)
			if len(found) != 1 || found[0]["id"] != made.id(t) {
				t.Fatalf("filtered by the field: %v", found)
			}
			if value := found[0]["fields"].(map[string]any)[name]; value == nil {
				t.Error("the list does not show the field")
			}
			if sortable := clerk.typeFields(t, "company")[name]["sortable"]; sortable == true {
				clerk.get(t, "/records/company?sort="+name).want(t, http.StatusOK)
			}
			if file := o.admin.get(t, "/export/company?format=csv&fields=name,"+name).want(t, http.StatusOK); !strings.Contains(file.text, test.shown) {
				t.Errorf("the file has no %q: %s", test.shown, file.text)
			}
		})
	}
	hits := clerk.get(t, "/search?q=kaiserkr").want(t, http.StatusOK).list(t)
	if len(hits) != 1 {
		t.Errorf("a new text is not searched: %v", hits)
	}
}

func TestAFieldStartsWithItsDefault(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	clerk := o.employ(t, "Clerk", "Employee")
	o.makeType(t, "visit",
		field("state", "choice", "choices", options("planned", "done"), "default", "planned"),
		field("day", "date", "default", "today"), field("at", "date_time", "default", "now"), field("guide", "employee", "default", "me"),
		field("fee", "percent", "default", 5, "required", true), field("secret", "text", "default", "kept", "default_right", "hidden"),
		field("why", "text", "default", "no time", "show_if", where("state", "=", "done")),
	)
	made := clerk.post(t, "/records/visit", map[string]any{"fields": map[string]any{"name": "Harbour"}}).want(t, http.StatusCreated)
	fields := made.object(t)["fields"].(map[string]any)
	today := time.Now().UTC().Format(time.DateOnly)
	if fields["state"] != "planned" || fields["day"] != today || fields["guide"] != clerk.id || fields["fee"] != 5.0 || fields["at"] == nil {
		t.Errorf("a new record starts with %v", fields)
	}
	if fields["why"] != nil {
		t.Errorf("a field that is not shown is filled in: %v", fields["why"])
	}
	all := o.admin.get(t, "/records/visit/"+made.id(t)).want(t, http.StatusOK).object(t)["fields"].(map[string]any)
	if _, told := fields["secret"]; told || o.admin.typeFields(t, "visit")["secret"] != nil && all["secret"] != "kept" {
		t.Errorf("a hidden field starts with %v", all["secret"])
	}
	own := clerk.post(t, "/records/visit", map[string]any{"fields": map[string]any{"name": "Own", "state": "done", "day": nil, "fee": 7}}).want(t, http.StatusCreated)
	if fields := own.object(t)["fields"].(map[string]any); fields["day"] != nil || fields["state"] != "done" || fields["why"] != "no time" || fields["fee"] != 7.0 {
		t.Errorf("what was sent is written over: %v", fields)
	}
	seen := clerk.typeFields(t, "visit")
	if seen["state"]["default"] != "planned" || seen["why"]["show_if"] == nil {
		t.Errorf("the form is told %v and %v", seen["state"], seen["why"])
	}
	for name, bad := range map[string]map[string]any{
		"a value that does not fit": field("bad", "number", "default", "many"),
		"a choice there is not":     field("bad", "choice", "choices", options("a"), "default", "b"),
		"a link":                    field("bad", "link", "target", "company", "default", made.id(t)),
	} {
		t.Run(name, func(t *testing.T) {
			if refused := o.admin.post(t, "/types/visit/fields", bad).want(t, http.StatusUnprocessableEntity); refused.field(t, "default") == "" {
				t.Errorf("the default is not named: %s", refused.text)
			}
		})
	}
}

func TestARequiredFieldIsNotAskedWhileItIsNotShown(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	clerk := o.employ(t, "Clerk", "Employee")
	o.makeType(t, "claim",
		field("state", "choice", "choices", options("open", "refused")),
		field("reason", "text", "required", true, "show_if", map[string]any{"and": []any{where("state", "in", []string{"refused"})}}),
		field("inner", "text", "default_right", "hidden"), field("told", "text", "required", true, "show_if", where("inner", "=", "x")),
	)
	made := clerk.post(t, "/records/claim", map[string]any{"fields": map[string]any{"name": "Wet", "state": "open"}}).want(t, http.StatusCreated)
	if refused := clerk.patch(t, "/records/claim/"+made.id(t), map[string]any{"fields": map[string]any{"state": "refused"}}).
		want(t, http.StatusUnprocessableEntity); refused.field(t, "reason") == "" {
		t.Errorf("the reason is not asked: %s", refused.text)
	}
	clerk.patch(t, "/records/claim/"+made.id(t), map[string]any{"fields": map[string]any{"state": "refused", "reason": "late"}}).want(t, http.StatusOK)
	open := clerk.patch(t, "/records/claim/"+made.id(t), map[string]any{"fields": map[string]any{"state": "open"}}).want(t, http.StatusOK)
	if kept := open.object(t)["fields"].(map[string]any)["reason"]; kept != "late" {
		t.Errorf("what is not shown any more is %v", kept)
	}
	secretly := o.admin.patch(t, "/records/claim/"+made.id(t), map[string]any{"fields": map[string]any{"inner": "x"}}).want(t, http.StatusUnprocessableEntity)
	if secretly.field(t, "told") == "" {
		t.Errorf("who reads what it hangs on is not asked: %s", secretly.text)
	}
	for _, inner := range []string{"x", "y"} {
		o.admin.patch(t, "/records/claim/"+made.id(t), map[string]any{"fields": map[string]any{"inner": inner, "told": "all"}}).want(t, http.StatusOK)
		clerk.patch(t, "/records/claim/"+made.id(t), map[string]any{"fields": map[string]any{"told": nil}}).want(t, http.StatusOK)
	}
	if told := clerk.typeFields(t, "claim")["told"]["show_if"]; told != nil {
		t.Errorf("a condition tells of a hidden field: %v", told)
	}
	for name, bad := range map[string]any{
		"on a field there is not": where("nothing", "=", 1), "on itself": where("bad", "=", "x"), "on who looks": where("responsible", "me", nil),
		"of the wrong form": map[string]any{"field": "state"}, "on a value there is not": where("state", "=", "lost"),
	} {
		t.Run(name, func(t *testing.T) {
			refused := o.admin.post(t, "/types/claim/fields", field("bad", "text", "show_if", bad)).want(t, http.StatusUnprocessableEntity)
			if refused.field(t, "show_if") == "" {
				t.Errorf("the condition is not named: %s", refused.text)
			}
		})
	}
}

func TestAFieldIsArchivedAndRemoved(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	clerk := o.employ(t, "Clerk", "Employee")
	o.makeType(t, "claim", field("state", "choice", "choices", options("open", "refused")), field("code", "text", "unique", true), field("note", "text"))
	made := clerk.post(t, "/records/claim", map[string]any{"fields": map[string]any{"name": "Wet", "code": "A1", "note": "in ink"}}).want(t, http.StatusCreated)
	at := func(name string) string { return "/types/claim/fields/" + name }
	archive := func(name string, archived bool) answer {
		return o.admin.patch(t, at(name), map[string]any{"archived": archived})
	}
	remove := func(name string) answer { return o.admin.send(t, http.MethodDelete, at(name), nil) }

	clerk.patch(t, at("note"), map[string]any{"archived": true}).want(t, http.StatusForbidden)
	remove("note").want(t, http.StatusConflict)
	archive("note", true).want(t, http.StatusOK)
	archive("code", true).want(t, http.StatusOK)
	if seen := clerk.typeFields(t, "claim"); seen["note"] != nil || seen["code"] != nil {
		t.Errorf("archived fields are there: %v", seen)
	}
	if fields := clerk.get(t, "/records/claim/"+made.id(t)).want(t, http.StatusOK).object(t)["fields"].(map[string]any); len(fields) != 2 {
		t.Errorf("a card shows %v", fields)
	}
	for _, query := range []string{"?sort=note", "?fields=note", "?filter=" + url.QueryEscape(toJSON(t, where("note", "empty", nil)))} {
		clerk.get(t, "/records/claim"+query).want(t, http.StatusUnprocessableEntity)
	}
	clerk.patch(t, "/records/claim/"+made.id(t), map[string]any{"fields": map[string]any{"note": "x"}}).want(t, http.StatusUnprocessableEntity)
	o.admin.post(t, "/types/claim/fields", field("note", "number")).want(t, http.StatusUnprocessableEntity)

	archive("note", false).want(t, http.StatusOK)
	archive("code", false).want(t, http.StatusOK)
	if fields := clerk.get(t, "/records/claim/"+made.id(t)).want(t, http.StatusOK).object(t)["fields"].(map[string]any); fields["note"] != "in ink" {
		t.Errorf("the values have gone: %v", fields)
	}
	clerk.post(t, "/records/claim", map[string]any{"fields": map[string]any{"name": "Dry", "code": "a1"}}).want(t, http.StatusUnprocessableEntity)

	t.Run("not while something depends on it", func(t *testing.T) {
		rule := o.admin.post(t, "/restrictions", map[string]any{
			"name": "Quiet", "type": "claim", "filter": where("note", "=", "in ink"), "who": []any{map[string]any{"kind": "everyone"}}, "level": "view", "active": true,
		}).want(t, http.StatusCreated)
		if refused := archive("note", true).want(t, http.StatusConflict); !strings.Contains(refused.text, "Quiet") {
			t.Errorf("the restriction is not named: %s", refused.text)
		}
		o.admin.send(t, http.MethodDelete, "/restrictions/"+rule.id(t), nil).want(t, http.StatusNoContent)
		o.admin.patch(t, at("state"), map[string]any{"show_if": where("note", "=", "in ink")}).want(t, http.StatusOK)
		archive("note", true).want(t, http.StatusUnprocessableEntity)
		o.admin.patch(t, at("state"), map[string]any{"show_if": nil}).want(t, http.StatusOK)
		archive("name", true).want(t, http.StatusUnprocessableEntity)
	})
	t.Run("not removed while profiles or shared views name it", func(t *testing.T) {
		look := map[string]any{"layout": "table", "columns": []any{map[string]any{"field": "note"}}}
		everyone := []any{map[string]any{"kind": "everyone"}}
		view := clerk.post(t, "/views", map[string]any{"type": "claim", "name": "Inked", "look": look, "with": everyone}).want(t, http.StatusCreated)
		own := clerk.post(t, "/views", map[string]any{"type": "claim", "name": "My business", "look": look}).want(t, http.StatusCreated)
		profile := o.admin.post(t, "/profiles", map[string]any{"name": "Readers", "fields": map[string]any{"claim": map[string]any{"note": "read"}}}).want(t, http.StatusCreated)
		archive("note", true).want(t, http.StatusOK)
		if refused := remove("note").want(t, http.StatusConflict); !strings.Contains(refused.text, "Readers") {
			t.Errorf("the profile is not named: %s", refused.text)
		}
		o.admin.patch(t, "/profiles/"+profile.id(t), map[string]any{"name": "Clerks"}).want(t, http.StatusOK)
		o.admin.patch(t, "/profiles/"+profile.id(t), map[string]any{"fields": map[string]any{}}).want(t, http.StatusOK)
		if refused := remove("note").want(t, http.StatusConflict).mustNotContain(t, "My business"); !strings.Contains(refused.text, "Inked") {
			t.Errorf("the view is not named: %s", refused.text)
		}
		o.admin.send(t, http.MethodDelete, "/views/"+view.id(t), nil).want(t, http.StatusNoContent)
		remove("note").want(t, http.StatusNoContent)
		if kept := clerk.get(t, "/views/"+own.id(t)).want(t, http.StatusOK).object(t); kept["columns"] != nil {
			t.Errorf("a view shows a field that has gone: %v", kept)
		}
		archive("note", false).want(t, http.StatusNotFound)
		o.admin.post(t, "/types/claim/fields", field("note", "number")).want(t, http.StatusUnprocessableEntity)
		clerk.get(t, "/records/claim/"+made.id(t)).want(t, http.StatusOK)
	})
}

func TestWhoAdministersTypesOpensNoRecordsByWhatFieldsStartWith(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.private(t, "deal")
	helper := o.admin.post(t, "/profiles", map[string]any{"name": "Types", "features": map[string]bool{"administration.types": true}}).want(t, http.StatusCreated).id(t)
	clerk := o.employ(t, "Clerk", "Employee", "profiles", []string{helper})
	for _, f := range []map[string]any{field("watcher", "employee"), field("deputy", "employee"), field("region", "text")} {
		o.admin.post(t, "/types/deal/fields", f).want(t, http.StatusCreated)
	}
	o.admin.patch(t, "/types/deal", map[string]any{"access_fields": []string{"watcher"}}).want(t, http.StatusOK)
	o.admin.post(t, "/sharing-rules", map[string]any{
		"name": "North", "type": "deal", "level": "view", "target": map[string]any{"kind": "everyone"},
		"source": map[string]any{"kind": "condition", "filter": where("region", "=", "north")},
	}).want(t, http.StatusCreated)
	for name, test := range map[string]struct {
		field, start string
		status       int
	}{
		"himself where a rule looks":      {"watcher", clerk.id, http.StatusForbidden},
		"what a condition looks for":      {"region", "north", http.StatusForbidden},
		"himself where nothing rests on":  {"deputy", clerk.id, http.StatusOK},
		"what no condition has looked at": {"comment", "Call back", http.StatusOK},
	} {
		t.Run(name, func(t *testing.T) {
			clerk.patch(t, "/types/deal/fields/"+test.field, map[string]any{"default": test.start}).want(t, test.status)
			o.admin.patch(t, "/types/deal/fields/"+test.field, map[string]any{"default": test.start}).want(t, http.StatusOK)
		})
	}
	clerk.patch(t, "/types/deal/fields/watcher", map[string]any{"labels": labelled("Looks on")}).want(t, http.StatusOK)
}

func TestASectionOfHiddenFieldsIsNotThere(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.makeType(t, "claim", field("note", "text"), field("margin", "number", "default_right", "hidden"), field("bonus", "number", "default_right", "hidden", "section", "pay"))
	o.admin.send(t, http.MethodPut, "/types/claim/layout", map[string]any{"sections": []any{
		map[string]any{"name": "money", "labels": labelled("Our margin"), "fields": []string{"margin"}},
		map[string]any{"name": "main", "fields": []string{"name", "note"}},
	}}).want(t, http.StatusOK)
	clerk := o.employ(t, "Clerk", "Employee")
	clerk.get(t, "/types/claim").want(t, http.StatusOK).mustNotContain(t, "margin", "money", "pay")
	clerk.get(t, "/types").want(t, http.StatusOK).mustNotContain(t, "Our margin")
	if seen := o.admin.get(t, "/types/claim").want(t, http.StatusOK).object(t); len(seen["sections"].([]any)) != 3 {
		t.Errorf("an administrator sees %v", seen["sections"])
	}
}

func TestATypeWithoutRecordsIsArchivedAndRemoved(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.makeType(t, "claim")
	o.makeType(t, "loss", field("of", "link", "target", "claim"))
	archive := func(name string, archived bool) answer {
		return o.admin.patch(t, "/types/"+name, map[string]any{"archived": archived})
	}
	remove := func(name string) answer { return o.admin.send(t, http.MethodDelete, "/types/"+name, nil) }
	remove("loss").want(t, http.StatusConflict)
	archive("deal", true).want(t, http.StatusUnprocessableEntity)
	if refused := archive("claim", true).want(t, http.StatusConflict); !strings.Contains(refused.text, "loss") {
		t.Errorf("the link is not named: %s", refused.text)
	}
	made := o.admin.post(t, "/records/loss", map[string]any{"fields": map[string]any{"name": "Keys"}}).want(t, http.StatusCreated)
	archive("loss", true).want(t, http.StatusConflict)
	o.admin.send(t, http.MethodDelete, "/records/loss/"+made.id(t), nil).want(t, http.StatusNoContent)
	archive("loss", true).want(t, http.StatusConflict) // it lies in the bin

	o.makeType(t, "spare", field("of", "link", "target", "claim"))
	archive("spare", true).want(t, http.StatusOK)
	o.admin.get(t, "/types/spare").want(t, http.StatusNotFound)
	o.admin.post(t, "/records/spare", map[string]any{"fields": map[string]any{"name": "Keys"}}).want(t, http.StatusNotFound)
	archive("spare", false).want(t, http.StatusOK)
	o.admin.get(t, "/records/spare").want(t, http.StatusOK)
	archive("spare", true).want(t, http.StatusOK)
	designs := o.admin.get(t, "/type-designs").want(t, http.StatusOK).list(t)
	if last := designs[len(designs)-1]; last["name"] != "spare" || last["archived"] != true {
		t.Errorf("the archive is not listed: %v", last)
	}
	remove("spare").want(t, http.StatusNoContent)
	o.admin.get(t, "/type-designs/spare").want(t, http.StatusNotFound)
	if again := o.admin.post(t, "/types", map[string]any{"name": "spare", "labels": map[string]any{"one": labelled("s"), "many": labelled("s")}}).
		want(t, http.StatusUnprocessableEntity); again.field(t, "name") == "" {
		t.Errorf("the name is not named: %s", again.text)
	}
}

func TestFieldsAreLaidOutInSections(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	clerk := o.employ(t, "Clerk", "Employee")
	o.makeType(t, "claim", field("a", "text"), field("b", "text"), field("c", "text"))
	design := o.admin.get(t, "/type-designs/claim").want(t, http.StatusOK).object(t)
	if always := design["fields"].([]any)[0].(map[string]any)["show_if"]; always != nil {
		t.Errorf("a field without a condition is shown if %v", always)
	}
	version := design["version"].(string)
	layout := map[string]any{"sections": []any{
		map[string]any{"name": "money", "labels": map[string]any{"en": "Money", "ru": "Деньги"}, "fields": []string{"c"}},
		map[string]any{"name": "main", "fields": []string{"name", "b"}},
	}}
	clerk.send(t, http.MethodPut, "/types/claim/layout", layout).want(t, http.StatusForbidden)
	clerk.get(t, "/type-designs").want(t, http.StatusForbidden)
	o.admin.send(t, http.MethodPut, "/types/claim/layout", layout, "If-Match", version).want(t, http.StatusOK)
	o.admin.send(t, http.MethodPut, "/types/claim/layout", layout, "If-Match", version).want(t, http.StatusConflict)
	seen := clerk.get(t, "/types/claim").want(t, http.StatusOK).object(t)
	var order []string
	for _, each := range seen["fields"].([]any) {
		f := each.(map[string]any)
		order = append(order, fmt.Sprintf("%v.%v", f["section"], f["name"]))
	}
	if want := []string{"money.c", "main.name", "main.b", ".a"}; !slices.Equal(order, want) {
		t.Errorf("the fields stand as %v, want %v", order, want)
	}
	sections := seen["sections"].([]any)
	if len(sections) != 3 || sections[0].(map[string]any)["labels"].(map[string]any)["ru"] != "Деньги" || sections[2].(map[string]any)["name"] != "" {
		t.Errorf("the sections are %v", sections)
	}
	for name, bad := range map[string]any{
		"a field there is not": map[string]any{"name": "main", "fields": []string{"zz"}},
		"a field twice":        map[string]any{"name": "main", "fields": []string{"a", "a"}},
		"a bad name":           map[string]any{"name": "No Name", "fields": []string{}},
	} {
		t.Run(name, func(t *testing.T) {
			o.admin.send(t, http.MethodPut, "/types/claim/layout", map[string]any{"sections": []any{bad}}).want(t, http.StatusUnprocessableEntity)
		})
	}
}

func TestAFieldBecomesUniqueAndAgainNot(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.makeType(t, "claim", field("code", "text", "fast", true))
	add := func(code string) answer {
		return o.admin.post(t, "/records/claim", map[string]any{"fields": map[string]any{"name": "Wet", "code": code}})
	}
	change := func(unique bool) answer {
		return o.admin.patch(t, "/types/claim/fields/code", map[string]any{"unique": unique})
	}
	add("A").want(t, http.StatusCreated)
	change(true).want(t, http.StatusOK)
	if refused := add("A").want(t, http.StatusUnprocessableEntity); refused.field(t, "code") == "" {
		t.Errorf("the field is not named: %s", refused.text)
	}
	change(false).want(t, http.StatusOK)
	add("A").want(t, http.StatusCreated)
	if refused := change(true).want(t, http.StatusUnprocessableEntity); refused.field(t, "unique") == "" {
		t.Errorf("the property is not named: %s", refused.text)
	}
}

func TestWhatChoicesBelongToIsToldToWhoReadsIt(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	clerk := o.employ(t, "Clerk", "Employee")
	for right, told := range map[string]bool{"edit": true, "read": true, "masked": false, "hidden": false} {
		name := "sale_" + right
		stages := options("talk", "won")
		stages[0]["for"] = []string{"retail"}
		stages[1]["outcome"] = "won"
		o.makeType(t, name, field("pipeline", "choice", "choices", options("retail"), "default_right", right), field("stage", "choice", "choices", stages, "depends_on", "pipeline"))
		o.admin.send(t, http.MethodPut, "/types/"+name+"/fields/stage/dependence", map[string]any{
			"depends_on": map[string]any{"name": "pipeline", "choices": options("retail")}, "choices": stages,
		}).want(t, http.StatusOK)
		stage := clerk.typeFields(t, name)["stage"]
		choices := stage["choices"].([]any)
		_, belongs := choices[0].(map[string]any)["for"]
		if belongs != told || (stage["depends_on"] == "pipeline") != told || len(choices) != 2 {
			t.Errorf("to one who has %s on the pipeline, the stage is %v", right, stage)
		}
		if _, kept := o.admin.typeFields(t, name)["stage"]["choices"].([]any)[0].(map[string]any)["for"]; !kept && told {
			t.Errorf("the administrator lost what %s belongs to", name)
		}
	}
}
