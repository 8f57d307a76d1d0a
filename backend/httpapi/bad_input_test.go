package httpapi_test

import (
	"net/http"
	"strings"
	"testing"
	"unicode"
)

// TestBadInput sends what people and programs send wrongly. Each gets a sentence in the reader's language that names the field, and
// nothing of it is kept.
func TestBadInput(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna := o.employ(t, "Anna", "Employee", "language", "ru")
	deal := anna.deal(t, "Причал")
	tests := map[string]struct {
		method, path string
		body         any
		status       int
		field        string // that the answer must name; empty: none
	}{
		"an unknown field":            {http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "a", "salary": 1}}, 422, "salary"},
		"a field beside the fields":   {http.MethodPost, "/records/deal", map[string]any{"name": "a"}, 422, "name"},
		"a number for a name":         {http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": 5}}, 422, "name"},
		"an amount that is none":      {http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "a", "value": map[string]any{"amount": "x", "currency": "EUR"}}}, 422, "value"},
		"a stage that is not there":   {http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "a", "stage": "flying"}}, 422, "stage"},
		"no name":                     {http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{}}, 422, "name"},
		"broken JSON":                 {http.MethodPost, "/records/deal", `{"fields":{"name":`, 422, ""},
		"a list instead of an object": {http.MethodPost, "/records/deal", `[]`, 422, ""},
		"nothing at all":              {http.MethodPost, "/records/deal", ``, 422, ""},
		"10 MB of text in a name":     {http.MethodPost, "/records/deal", `{"fields":{"stage":"won","name":"` + strings.Repeat("я", 5<<20) + `"}}`, 422, "name"},
		"1,000 letters in a name":     {http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": strings.Repeat("я", 1000)}}, 422, "name"},
		"a link to nothing":           {http.MethodPatch, "/records/deal/" + deal, map[string]any{"fields": map[string]any{"company": strings.Repeat("0", 31) + "1"}}, 422, "company"},
		"a link that is no id":        {http.MethodPatch, "/records/deal/" + deal, map[string]any{"fields": map[string]any{"company": "x"}}, 422, "company"},
		"a filter that is no JSON":    {http.MethodGet, "/records/deal?filter={", nil, 422, "filter"},
		"a filter on nothing":         {http.MethodGet, `/records/deal?filter={"field":"salary","op":"=","value":1}`, nil, 422, "salary"},
		"an unknown operator":         {http.MethodGet, `/records/deal?filter={"field":"name","op":"~","value":"a"}`, nil, 422, "filter"},
		"a sort by nothing":           {http.MethodGet, "/records/deal?sort=-salary", nil, 422, "salary"},
		"a column of nothing":         {http.MethodGet, "/records/deal?fields=name,salary", nil, 422, "salary"},
		"a limit beyond all":          {http.MethodGet, "/records/deal?limit=100000", nil, 422, "limit"},
		"a limit that is no number":   {http.MethodGet, "/records/deal?limit=many", nil, 422, "limit"},
		"a cursor that was made up":   {http.MethodGet, "/records/deal?cursor=AAAA", nil, 422, "cursor"},
		"a sum by nothing":            {http.MethodGet, "/records/deal/sums?group=salary", nil, 422, "salary"},
		"a responsible who is nobody": {http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "a"}, "responsible": strings.Repeat("0", 31) + "1"}, 422, "responsible"},
		"a note without text":         {http.MethodPost, "/records/deal/" + deal + "/notes", map[string]any{"text": " "}, 422, "text"},
		"a time zone of the moon":     {http.MethodPatch, "/me", map[string]any{"time_zone": "Moon/Crater"}, 422, "time_zone"},
		"an unknown action":           {http.MethodGet, "/explain?type=deal&action=fly", nil, 422, "action"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			answer := anna.send(t, test.method, strings.NewReplacer("{", "%7B", "}", "%7D", `"`, "%22").Replace(test.path), test.body).want(t, test.status)
			if answer.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("of type %s", answer.Header.Get("Content-Type"))
			}
			text, _ := answer.object(t)["detail"].(string)
			if test.field != "" {
				if text = answer.field(t, test.field); text == "" {
					t.Fatalf("the field %s is not named: %.300s", test.field, answer.text)
				}
			}
			if !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
				t.Errorf("not in the reader's language: %q", text)
			}
		})
	}
	t.Run("nothing of it is kept", func(t *testing.T) {
		if deals := anna.get(t, "/records/deal").list(t); len(deals) != 1 {
			t.Errorf("%d deals", len(deals))
		}
		if strings.Contains(o.log.String(), "level=ERROR") {
			t.Errorf("mistakes of people were logged as ours: %.500s", o.log.String())
		}
	})
}

func TestTwoPeopleEditOneField(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	deal := o.admin.post(t, "/records/deal", map[string]any{"fields": map[string]any{"name": "Pier", "stage": "prospecting"}}).want(t, http.StatusCreated)
	path, version := "/records/deal/"+deal.id(t), deal.object(t)["version"].(string)
	edit := func(name, with string) answer {
		return o.admin.send(t, http.MethodPatch, path, map[string]any{"fields": map[string]any{"name": name}}, "If-Match", `"`+with+`"`)
	}
	edit("Pier 1", version).want(t, http.StatusOK)
	refused := edit("Pier 2", version).want(t, http.StatusConflict)
	current, _ := refused.object(t)["current"].(map[string]any)
	if current == nil || current["fields"].(map[string]any)["name"] != "Pier 1" {
		t.Fatalf("the present state is not in the answer: %.400s", refused.text)
	}
	edit("Pier 2", current["version"].(string)).want(t, http.StatusOK)
	if tag := o.admin.get(t, path).Header.Get("ETag"); tag == "" || tag == `"`+version+`"` {
		t.Errorf("the version is told as %q", tag)
	}
}

func TestBadAdministration(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	make := func(path string, fields map[string]any) string {
		return o.admin.post(t, path, fields).want(t, http.StatusCreated).id(t)
	}
	upper := make("/departments", map[string]any{"name": "Upper"})
	lower := make("/departments", map[string]any{"name": "Lower", "parent_id": upper})
	outer := make("/groups", map[string]any{"name": "Outer"})
	inner := make("/groups", map[string]any{"name": "Inner", "members": []any{map[string]any{"kind": "group", "id": outer}}})
	boss := o.employ(t, "Boss", "Management").id
	o.employ(t, "Clerk", "Employee", "reports_to", boss, "department_id", lower)
	clerk := o.id(t, "Clerk")
	post := make("/positions", map[string]any{"name": "Teller", "role_id": o.roles["Employee"]})
	condition := func(filter string) map[string]any {
		return map[string]any{
			"name": "Shared", "type": "deal", "level": "view", "target": map[string]any{"kind": "everyone"},
			"source": map[string]any{"kind": "condition", "filter": raw(filter)},
		}
	}
	tests := map[string]struct {
		method, path string
		fields       any
		status       int
		field        string
	}{
		"a type the log would mistake": {http.MethodPost, "/types", map[string]any{"name": "role", "labels": map[string]any{"one": map[string]string{"en": "R"}, "many": map[string]string{"en": "R"}}}, 422, "name"},
		"a cycle of departments":       {http.MethodPatch, "/departments/" + upper, map[string]any{"parent_id": lower}, 422, "parent_id"},
		"a department below itself":    {http.MethodPatch, "/departments/" + upper, map[string]any{"parent_id": upper}, 422, "parent_id"},
		"a cycle of groups":            {http.MethodPatch, "/groups/" + outer, map[string]any{"members": []any{map[string]any{"kind": "group", "id": inner}}}, 422, "members"},
		"a member who is not there":    {http.MethodPatch, "/groups/" + outer, map[string]any{"members": []any{map[string]any{"kind": "employee", "id": clerk}, map[string]any{"kind": "employee", "id": strings.Repeat("ab", 16)}}}, 422, "members[1].id"},
		"a member without a name":      {http.MethodPatch, "/groups/" + outer, map[string]any{"members": []any{map[string]any{"kind": "employee"}}}, 422, "members[0].id"},
		"a member of no kind":          {http.MethodPatch, "/groups/" + outer, map[string]any{"members": []any{map[string]any{"kind": "ship", "id": clerk}}}, 422, "members[0].kind"},
		"in a group that is not there": {http.MethodPatch, "/employees/" + clerk, map[string]any{"groups": []any{map[string]any{"id": strings.Repeat("ab", 16)}}}, 422, "groups[0].id"},
		"a cycle of roles":             {http.MethodPatch, "/roles/" + o.roles["Management"], map[string]any{"parent_id": o.roles["Employee"]}, 422, "parent_id"},
		"a cycle of superiors":         {http.MethodPatch, "/employees/" + boss, map[string]any{"reports_to": clerk}, 422, "reports_to"},
		"a superior of himself":        {http.MethodPatch, "/employees/" + boss, map[string]any{"reports_to": boss}, 422, "reports_to"},
		"an employee without a role":   {http.MethodPost, "/employees", map[string]any{"last_name": "Nobody"}, 422, "role_id"},
		"an employee without a name":   {http.MethodPost, "/employees", map[string]any{"role_id": o.roles["Employee"]}, 422, "last_name"},
		"a login in use":               {http.MethodPost, "/employees", map[string]any{"last_name": "Double", "login": "BOSS", "password": "long enough", "role_id": o.roles["Employee"]}, 422, "login"},
		"a short password":             {http.MethodPost, "/employees", map[string]any{"last_name": "Short", "login": "short", "password": "1", "role_id": o.roles["Employee"]}, 422, "password"},
		"an unknown field":             {http.MethodPatch, "/employees/" + boss, map[string]any{"salary": 1}, 422, "salary"},
		"a wrong kind of value":        {http.MethodPatch, "/employees/" + boss, map[string]any{"administrator": "yes"}, 422, "administrator"},
		"a role for a department":      {http.MethodPatch, "/employees/" + boss, map[string]any{"department_id": o.roles["Employee"]}, 422, "department_id"},
		"an empty condition":           {http.MethodPost, "/sharing-rules", condition(`{}`), 422, "filter"},
		"a contradictory condition":    {http.MethodPost, "/sharing-rules", condition(`{"and":[{"field":"stage","op":"=","value":"won"},{"field":"stage","op":"=","value":"lost"}]}`), 422, "filter"},
		"a condition on now":           {http.MethodPost, "/sharing-rules", condition(`{"field":"close_date","op":"today"}`), 422, "filter"},
		"a condition on the viewer":    {http.MethodPost, "/sharing-rules", condition(`{"field":"responsible","op":"me"}`), 422, "filter"},
		"a condition on a link":        {http.MethodPost, "/sharing-rules", condition(`{"field":"company","op":"empty"}`), 422, "filter"},
		"a condition on nothing":       {http.MethodPost, "/sharing-rules", condition(`{"field":"salary","op":"=","value":1}`), 422, "filter"},
		"a reach that is no word":      {http.MethodPost, "/profiles", map[string]any{"name": "P", "matrix": map[string]any{"deal": map[string]any{"view": "far"}}}, 422, "matrix"},
		"a profile of unknown types":   {http.MethodPost, "/profiles", map[string]any{"name": "P", "matrix": map[string]any{"ship": map[string]any{"view": "all"}}}, 422, "matrix"},
		"a field right of no field":    {http.MethodPost, "/profiles", map[string]any{"name": "P", "fields": map[string]any{"deal": map[string]any{"salary": "hidden"}}}, 422, "fields"},
		"a role that is held":          {http.MethodDelete, "/roles/" + o.roles["Employee"], nil, 409, ""},
		"a department with people":     {http.MethodDelete, "/departments/" + lower, nil, 409, ""},
		"the last administrator":       {http.MethodPatch, "/employees/" + o.admin.id, map[string]any{"administrator": false}, 409, ""},
		"the last one dismissed":       {http.MethodPatch, "/employees/" + o.admin.id, map[string]any{"status": "dismissed"}, 409, ""},
		"the last one without login":   {http.MethodPatch, "/employees/" + o.admin.id, map[string]any{"login": ""}, 409, ""},
		"a held position with no role": {http.MethodPatch, "/positions/" + post, map[string]any{"role_id": nil}, 200, ""},
		"a field of no kind":           {http.MethodPost, "/types/deal/fields", map[string]any{"name": "extra", "kind": "magic", "labels": map[string]any{"en": "Extra"}}, 422, "kind"},
		"a field that is there":        {http.MethodPost, "/types/deal/fields", map[string]any{"name": "stage", "kind": "text", "labels": map[string]any{"en": "Extra"}}, 422, "name"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			answer := o.admin.send(t, test.method, test.path, test.fields).want(t, test.status)
			if test.field != "" && answer.field(t, test.field) == "" {
				t.Errorf("the field %s is not named: %.300s", test.field, answer.text)
			}
		})
	}
	o.admin.get(t, "/me").want(t, http.StatusOK)
	if used := o.admin.send(t, http.MethodDelete, "/departments/"+upper, nil).want(t, http.StatusConflict); !strings.Contains(used.text, "Lower") {
		t.Errorf("what uses it is not named: %s", used.text)
	}
}
