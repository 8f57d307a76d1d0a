package httpapi_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestTheProfileOfTheCompany(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	clerk := o.employ(t, "Clerk", "Employee")
	before := clerk.get(t, "/company").want(t, http.StatusOK).object(t)
	clerk.patch(t, "/company", map[string]any{"name": "Mine"}).want(t, http.StatusForbidden)

	saved := o.admin.patch(t, "/company", map[string]any{
		"name": "  Nordhafen ", "legal_name": "Nordhafen GmbH", "tax_number": "DE 123", "phone": "030 901820", "email": "post@nordhafen.example",
		"website": "https://nordhafen.example", "currency": "usd", "country": "de", "work_days": []int{5, 1, 1}, "work_from": "8:30", "work_to": "17:00",
	}).want(t, http.StatusOK).object(t)
	for field, want := range map[string]any{
		"name": "Nordhafen", "legal_name": "Nordhafen GmbH", "phone": "+4930901820", "currency": "USD", "country": "DE", "work_from": "08:30",
		"time_zone": before["time_zone"], "language": before["language"],
	} {
		if saved[field] != want {
			t.Errorf("%s is %v, want %v", field, saved[field], want)
		}
	}
	if days, _ := saved["work_days"].([]any); len(days) != 2 || days[0] != 1.0 || days[1] != 5.0 {
		t.Errorf("work days are %v", saved["work_days"])
	}
	if seen := clerk.get(t, "/company").want(t, http.StatusOK).object(t); seen["legal_name"] != "Nordhafen GmbH" || seen["version"] == before["version"] {
		t.Errorf("an employee reads %v", seen)
	}
	if me := clerk.get(t, "/me").want(t, http.StatusOK).object(t)["company"].(map[string]any); me["name"] != "Nordhafen" || me["currency"] != "USD" || me["time_zone"] != saved["time_zone"] {
		t.Errorf("the window is told %v", me)
	}
	stale := o.admin.send(t, http.MethodPatch, "/company", map[string]any{"name": "Late"}, "If-Match", before["version"].(string))
	stale.want(t, http.StatusConflict)
}

func TestRatesOfCurrencies(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	clerk := o.employ(t, "Clerk", "Employee")
	own := o.admin.get(t, "/company").object(t)["currency"].(string)
	rate := func(code string, value any) map[string]any { return map[string]any{"currency": code, "value": value} }
	put := func(rates ...any) answer { return o.admin.patch(t, "/company", map[string]any{"rates": rates}) }
	put(rate("usd", " 0,92 "), rate("CHF", "1.050")).want(t, http.StatusOK)
	told := clerk.get(t, "/me").want(t, http.StatusOK).object(t)["company"].(map[string]any)["rates"]
	if want := []any{map[string]any{"currency": "CHF", "value": "1.05"}, map[string]any{"currency": "USD", "value": "0.92"}}; toJSON(t, told) != toJSON(t, want) {
		t.Errorf("told %v", told)
	}
	for name, wrong := range map[string]map[string]any{
		"its own currency": rate(own, "1"), "no currency": rate("EURO", "1"), "nothing": rate("USD", ""), "zero": rate("USD", "0"),
		"less than nothing": rate("USD", "-1"), "words": rate("USD", "two"),
	} {
		if put(rate("CHF", "1"), wrong).want(t, http.StatusUnprocessableEntity).field(t, "rates[1]") == "" {
			t.Errorf("%s is not told where it stands", name)
		}
	}
	if put(rate("CHF", "1"), rate("chf", "2")).want(t, http.StatusUnprocessableEntity).field(t, "rates[1]") == "" {
		t.Error("one currency twice")
	}
}

func TestACompanyIsFilledInRight(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	for field, value := range map[string]any{
		"name": " ", "currency": "EURO", "country": "Germany", "time_zone": "Mars/Olympus", "phone": "12", "email": "nobody",
		"website": "javascript:alert(1)", "language": "de", "work_days": []int{0}, "work_from": "25:00", "legal_name": strings.Repeat("x", 300),
		"work_to": "07:00", "nonsense": 1,
	} {
		t.Run(field, func(t *testing.T) {
			body := map[string]any{field: value}
			if field == "work_to" {
				body["work_from"] = "09:00"
			}
			if refused := o.admin.patch(t, "/company", body).want(t, http.StatusUnprocessableEntity); refused.field(t, field) == "" {
				t.Errorf("the field is not named: %s", refused.text)
			}
		})
	}
}

func TestPresetsOpenAndCloseAllTypes(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	clerk := o.employ(t, "Clerk", "Employee")
	o.admin.post(t, "/records/company", map[string]any{"fields": map[string]any{"name": "Hafen"}}).want(t, http.StatusCreated)
	sees := func() int {
		return len(clerk.get(t, "/records/company").want(t, http.StatusOK).object(t)["items"].([]any))
	}
	defaults := func() map[string]any {
		all := make(map[string]any)
		for _, item := range o.admin.get(t, "/types").want(t, http.StatusOK).object(t)["items"].([]any) {
			one := item.(map[string]any)
			all[one["name"].(string)] = one["default"]
		}
		return all
	}
	before := defaults()
	apply := func(preset string) answer { return o.admin.post(t, "/types/preset", map[string]any{"preset": preset}) }

	apply("strict").want(t, http.StatusNoContent)
	if now := defaults(); now["company"] != "private" || now["deal"] != "private" || now["note"] != "parent" || now["employee"] != before["employee"] {
		t.Errorf("strict: %v", now)
	}
	if sees() != 0 {
		t.Error("a strict company shows an employee what is not his")
	}
	apply("open").want(t, http.StatusNoContent)
	for name, want := range before {
		if now := defaults(); now[name] != want {
			t.Errorf("open again: %s is %v, want %v", name, now[name], want)
		}
	}
	if sees() == 0 && before["company"] != "private" {
		t.Error("an open company hides its records")
	}
	apply("loose").want(t, http.StatusUnprocessableEntity)
	clerk.post(t, "/types/preset", map[string]any{"preset": "open"}).want(t, http.StatusForbidden)
}

func TestTheLogoOfTheCompany(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	clerk := o.employ(t, "Clerk", "Employee")
	clerk.get(t, "/company/logo").want(t, http.StatusNotFound)
	set := func(who client, sent any) answer { return who.patch(t, "/company", map[string]any{"logo": sent}) }

	kept := o.admin.sendFile(t, "logo.png", picture)
	set(clerk, puts(kept)).want(t, http.StatusForbidden)
	saved := set(o.admin, puts(kept)).want(t, http.StatusOK)
	if logo, _ := saved.object(t)["logo"].(map[string]any); logo["name"] != "logo.png" || logo["media_type"] != "image/png" {
		t.Errorf("kept as %v", logo)
	}
	saved.mustNotContain(t, "digest")
	got := clerk.get(t, "/company/logo").want(t, http.StatusOK)
	if got.text != picture || got.Header.Get("Content-Type") != "image/png" || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "inline") {
		t.Errorf("fetched %q, %v", got.text, got.Header)
	}
	told := func() any { return clerk.get(t, "/me").object(t)["company"].(map[string]any)["logo"] }
	first := told()

	for name, wrong := range map[string]any{
		"no picture": puts(o.admin.sendFile(t, "logo.svg", "<svg/>")), "somebody else's file": puts(clerk.sendFile(t, "mine.png", picture)), "no token": map[string]any{"upload": "x"},
	} {
		if answer := set(o.admin, wrong).want(t, http.StatusUnprocessableEntity); answer.object(t)["fields"].(map[string]any)["logo"] == nil {
			t.Errorf("%s: %s", name, answer.text)
		}
	}
	o.admin.patch(t, "/company", map[string]any{"name": "Nordhafen", "logo": saved.object(t)["logo"]}).want(t, http.StatusOK)
	clerk.get(t, "/company/logo").want(t, http.StatusOK)
	if now := told(); first == nil || now == first {
		t.Errorf("the window is told %v, then %v", first, now)
	}
	set(o.admin, nil).want(t, http.StatusOK)
	clerk.get(t, "/company/logo").want(t, http.StatusNotFound)
	if now := told(); now != nil {
		t.Errorf("the window is told %v of a logo that is gone", now)
	}
}

func TestTheRoomForFilesIsSet(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	if usual := o.admin.get(t, "/company").want(t, http.StatusOK).object(t); usual["files_per_day_mb"] != 2000.0 || usual["files_keep_free_mb"] != 1000.0 {
		t.Errorf("usual are %v", usual)
	}
	saved := o.admin.patch(t, "/company", map[string]any{"files_per_day_mb": 500}).want(t, http.StatusOK).object(t)
	if saved["files_per_day_mb"] != 500.0 || saved["files_keep_free_mb"] != 1000.0 {
		t.Errorf("saved %v", saved)
	}
	wrong := o.admin.patch(t, "/company", map[string]any{"files_keep_free_mb": 0}).want(t, http.StatusUnprocessableEntity)
	if wrong.field(t, "files_keep_free_mb") == "" {
		t.Errorf("no room is answered by %s", wrong.text)
	}
	space := func() map[string]any { return o.admin.get(t, "/company/file-space").want(t, http.StatusOK).object(t) }
	if before := space(); before["free_mb"].(float64) <= 0 || before["file_mb"] != 100.0 || before["today_mb"] != 0.0 {
		t.Errorf("the disk is told as %v", before)
	}
	o.admin.send(t, http.MethodPost, "/uploads?name=a.txt", strings.Repeat("x", 2<<20)).want(t, http.StatusCreated)
	if after := space(); after["today_mb"] != 2.0 {
		t.Errorf("after a file: %v", after)
	}
	o.admin.patch(t, "/company", map[string]any{"files_keep_free_mb": 9_000_000}).want(t, http.StatusOK)
	if refused := o.admin.send(t, http.MethodPost, "/uploads?name=a.txt", "hello").want(t, http.StatusServiceUnavailable); refused.key(t) != "file.disk_full" {
		t.Errorf("a full disk answers %s", refused.text)
	}
}

func TestNumbersAreKeptDialledAndFoundByTheRulesOfTheCompany(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	try := func(query string) map[string]any {
		return o.admin.get(t, "/company/dialling?"+query).want(t, http.StatusOK).object(t)
	}
	for query, want := range map[string]string{
		"country=RU&outside=9&internal=4&number=9,8(912)3456789": `{"dialled":"989123456789","internal":false,"kept":"+79123456789"}`,
		"country=RU&outside=9&internal=4&number=12-34":           `{"dialled":"1234","internal":true,"kept":"1234"}`,
		"country=de&number=0171+1234567":                         `{"dialled":"01711234567","internal":false,"kept":"+491711234567"}`,
		"country=DE&number=tomorrow":                             `{"dialled":"","internal":false,"kept":""}`,
	} {
		if got := toJSON(t, try(query)); got != want {
			t.Errorf("%s: %s", query, got)
		}
	}
	for field, query := range map[string]string{"country": "country=XX", "dial_outside": "country=DE&outside=12345", "dial_internal": "country=DE&internal=7"} {
		if o.admin.get(t, "/company/dialling?number=1&"+query).want(t, http.StatusUnprocessableEntity).field(t, field) == "" {
			t.Errorf("%s is not named", field)
		}
	}
	o.employ(t, "Clerk", "Employee").get(t, "/company/dialling?country=DE&number=1").want(t, http.StatusForbidden)

	person := func(name, phone string) answer {
		return o.admin.post(t, "/records/contact", map[string]any{"fields": map[string]any{"name": name, "phone": phone}})
	}
	person("Short", "12").want(t, http.StatusUnprocessableEntity)
	o.admin.patch(t, "/company", map[string]any{"country": "RU", "dial_outside": " 9", "dial_internal": 4}).want(t, http.StatusOK)
	if kept := o.admin.patch(t, "/company", map[string]any{"address": "Port 1"}).want(t, http.StatusOK).object(t); kept["dial_outside"] != "9" || kept["dial_internal"] != 4.0 {
		t.Errorf("kept %v", kept)
	}
	person("Petrov", "9,8 912 345-67-89").want(t, http.StatusCreated)
	person("Short", "1-2").want(t, http.StatusCreated)
	for typed, want := range map[string]string{
		"8 912 345": "Petrov", "9, 8 912 345": "Petrov", "+7 912 345": "Petrov", "8(912)345-67-89": "Petrov", "9,89123456789": "Petrov",
	} {
		found := o.admin.get(t, "/search?q="+url.QueryEscape(typed)).want(t, http.StatusOK)
		if !strings.Contains(found.text, want) {
			t.Errorf("%q finds %s", typed, found.text)
		}
	}
	if other := o.admin.get(t, "/search?q="+url.QueryEscape("8 912 346")).want(t, http.StatusOK); strings.Contains(other.text, "Petrov") {
		t.Errorf("another number finds %s", other.text)
	}
}

func TestTheOrderOfNames(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	clerk := o.employ(t, "Belova", "Employee")
	if got := clerk.get(t, "/company").object(t)["name_order"]; got != "last_first" {
		t.Fatalf("at first it is %v", got)
	}
	o.admin.patch(t, "/employees/"+clerk.id, map[string]any{"first_name": "Anna", "patronymic": "Sergeevna"}).want(t, http.StatusOK)
	for _, wrong := range []any{"", "first", nil, 7} {
		if o.admin.patch(t, "/company", map[string]any{"name_order": wrong}).want(t, http.StatusUnprocessableEntity).field(t, "name_order") == "" {
			t.Errorf("%v is not told where it stands", wrong)
		}
	}
	clerk.patch(t, "/company", map[string]any{"name_order": "first_last"}).want(t, http.StatusForbidden)
	for order, want := range map[string]string{"first_last": "Anna Sergeevna Belova", "last_first": "Belova Anna Sergeevna"} {
		o.admin.patch(t, "/company", map[string]any{"name_order": order}).want(t, http.StatusOK)
		me := clerk.get(t, "/me").want(t, http.StatusOK).object(t)
		if got := me["employee"].(map[string]any)["name"]; got != want {
			t.Errorf("in the order %s he is called %v, want %s", order, got, want)
		}
		if got := me["company"].(map[string]any)["name_order"]; got != order {
			t.Errorf("the window is told %v, want %s", got, order)
		}
	}
}
