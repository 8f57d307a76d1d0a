package httpapi_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
)

func TestTheLogTellsNothingOfWhatItsReaderDoesNotView(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.private(t, "deal")
	profile := o.admin.post(t, "/profiles", map[string]any{"name": "Log", "features": map[string]bool{"administration.audit": true}}).want(t, http.StatusCreated).id(t)
	reader := o.employ(t, "Reader", "Employee", "profiles", []string{profile})
	secret, own := o.admin.deal(t, "Secret"), reader.deal(t, "Own")
	for range 3 {
		o.admin.post(t, "/records/deal/"+secret+"/notes", map[string]any{"text": "x"}).want(t, http.StatusCreated)
	}
	reader.patch(t, "/records/deal/"+own, map[string]any{"fields": map[string]any{"stage": "won"}}).want(t, http.StatusOK)

	absent := reader.get(t, "/audit?limit=1&id="+strings.Repeat("a", 32)).want(t, http.StatusOK)
	if unseen := reader.get(t, "/audit?limit=1&id="+secret).want(t, http.StatusOK); unseen.text != absent.text {
		t.Errorf("of a record one does not view the log says %s, of none %s", unseen.text, absent.text)
	}
	var read []string
	for page, last := reader.get(t, "/audit?limit=1&subject=deal").want(t, http.StatusOK).object(t), false; !last; {
		for _, item := range page["items"].([]any) {
			read = append(read, item.(map[string]any)["kind"].(string))
		}
		next, more := page["next"].(string)
		if last = !more; more {
			page = reader.get(t, "/audit?limit=1&subject=deal&cursor="+next).want(t, http.StatusOK).object(t)
		}
	}
	if strings.Join(read, " ") != "change created" {
		t.Errorf("page by page the log says %v", read)
	}
	reader.get(t, "/audit?cursor=zzz").want(t, http.StatusUnprocessableEntity)
}

// TestTheLogTellsAnAuditorOfTheConfiguration has one who is no administrator, and sees few records, read what was done with the company, with
// employees and with their sign-ins, told from the clients and cards of the same name.
func TestTheLogTellsAnAuditorOfTheConfiguration(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.private(t, "company")
	log := map[string]any{"name": "Log", "features": map[string]bool{"administration.audit": true}}
	profile := o.admin.post(t, "/profiles", log).want(t, http.StatusCreated).id(t)
	auditor, anna := o.employ(t, "Auditor", "Employee", "profiles", []string{profile}), o.employ(t, "Anna", "Employee")
	o.admin.patch(t, "/company", map[string]any{"legal_name": "Port Ltd"}).want(t, http.StatusOK)
	o.admin.patch(t, "/employees/"+anna.id, map[string]any{"role_id": o.roles["Manager"]}).want(t, http.StatusOK)
	client := o.admin.post(t, "/records/company", map[string]any{"fields": map[string]any{"name": "A client"}}).want(t, http.StatusCreated).id(t)
	for query, field := range map[string]string{
		"subject=own_company&kind=change":                        "legal_name",
		"subject=employee_entry&kind=change&id=" + anna.id:       "role_id",
		"subject=employee&kind=sign_in&employee=" + anna.id:      "",
		"subject=company&id=" + client:                           "nothing",
		"subject=employee&kind=change&id=" + anna.id:             "nothing",
		"subject=own_company&kind=created":                       "nothing",
		"subject=employee_entry&kind=change&employee=" + anna.id: "nothing",
	} {
		entries := auditor.get(t, "/audit?"+query).list(t)
		var fields []string
		for _, e := range entries {
			for _, change := range e["changes"].([]any) {
				fields = append(fields, change.(map[string]any)["field"].(string))
			}
		}
		if field == "nothing" && len(entries) > 0 || field != "nothing" && len(entries) == 0 || field != "" && field != "nothing" && !slices.Contains(fields, field) {
			t.Errorf("%s: %v", query, entries)
		}
	}
	if entries := o.admin.get(t, "/audit?subject=company").list(t); len(entries) != 1 {
		t.Errorf("of clients the log says %v", entries)
	}
	o.admin.post(t, "/types", map[string]any{"name": "own_company", "labels": map[string]any{}}).want(t, http.StatusUnprocessableEntity)
}

func TestTheLogTellsWithWhomSomethingWasShared(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna, boris := o.employ(t, "Anna", "Employee"), o.employ(t, "Boris", "Employee")
	deal := anna.deal(t, "Pier")
	share := map[string]any{"principal": map[string]any{"kind": "employee", "id": boris.id}, "level": "edit", "reason": "on leave"}
	anna.send(t, http.MethodPut, "/records/deal/"+deal+"/shares", map[string]any{"items": []any{share}}).want(t, http.StatusOK)
	anna.post(t, "/records/deal/"+deal+"/transfer", map[string]any{"to": anna.id}).want(t, http.StatusOK)
	entries := o.admin.get(t, "/audit?kind=share&id="+deal).list(t)
	if len(entries) != 1 {
		t.Fatalf("%d entries", len(entries))
	}
	changes := entries[0]["changes"].([]any)
	if len(changes) != 1 {
		t.Fatalf("the log says %v", entries[0])
	}
	change := changes[0].(map[string]any)
	given, _ := change["to"].([]any)
	if len(given) != 1 || change["from"] != nil {
		t.Fatalf("the log says %v", change)
	}
	if one := given[0].(map[string]any); one["id"] != boris.id || one["kind"] != "employee" || one["level"] != "edit" || one["reason"] != "on leave" {
		t.Errorf("the log says %v", one)
	}
	boris.get(t, "/records/deal/"+deal+"/timeline").want(t, http.StatusOK).mustNotContain(t, "on leave", "shares", "Boris")
}

func TestTheLogTellsOfExports(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.admin.deal(t, "Pier")
	o.admin.get(t, "/export/deal?q=pier&fields=name").want(t, http.StatusOK)
	o.employ(t, "Anna", "Employee").get(t, "/export/deal?fields=nonsense")
	entries := o.admin.get(t, "/audit?kind=export&subject=deal").list(t)
	if len(entries) != 1 {
		t.Fatalf("%d entries", len(entries))
	}
	told := make(map[string]any)
	for _, change := range entries[0]["changes"].([]any) {
		one := change.(map[string]any)
		told[one["field"].(string)] = one["to"]
	}
	if by := entries[0]["by"].(map[string]any); by["id"] != o.admin.id || told["count"] != 1.0 || told["search"] != "pier" || told["fields"] != "name" {
		t.Errorf("the log says %v of %v", told, by)
	}
}

func TestAnAdministratorDoesNotLookUnseen(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.private(t, "deal")
	anna, keeper := o.employ(t, "Anna", "Employee"), o.employ(t, "Keeper", "Employee", "administrator", true)
	foreign, own := anna.deal(t, "Hers"), keeper.deal(t, "His own")
	for range 2 {
		keeper.get(t, "/records/deal/"+foreign).want(t, http.StatusOK)
	}
	keeper.get(t, "/records/deal/"+own).want(t, http.StatusOK)
	o.admin.get(t, "/records/deal/"+foreign).want(t, http.StatusOK) // whose role is above hers
	anna.get(t, "/records/deal/"+foreign).want(t, http.StatusOK)
	entries := o.admin.get(t, "/audit?kind=view").list(t)
	if len(entries) != 1 || entries[0]["id"] == nil {
		t.Fatalf("the log says %v", entries)
	}
	if text := o.admin.get(t, "/audit?kind=view").text; !strings.Contains(text, foreign) || strings.Contains(text, own) {
		t.Errorf("the log says %s", text)
	}
	for _, item := range anna.get(t, "/records/deal/"+foreign+"/timeline").list(t) {
		if item["kind"] == "view" {
			t.Error("the history of the record tells who looked at it")
		}
	}
}

func TestAnAdministratorReadsNoTimelineUnseen(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.private(t, "call")
	anna, keeper := o.employ(t, "Anna", "Employee"), o.employ(t, "Keeper", "Employee", "administrator", true)
	open := anna.deal(t, "Open to all")
	call := func(by client, fields map[string]any) string {
		fields["about"] = map[string]any{"type": "deal", "id": open}
		return by.post(t, "/records/call", map[string]any{"fields": fields}).want(t, http.StatusCreated).id(t)
	}
	said := call(anna, map[string]any{"name": "Doctor", "comment": "very private"})
	call(anna, map[string]any{"name": "Nothing written down"})
	call(keeper, map[string]any{"name": "His own", "comment": "Later"})
	viewed := func() (ids []any) {
		for _, item := range o.admin.get(t, "/audit?kind=view").list(t) {
			ids = append(ids, item["of"])
		}
		return ids
	}
	for range 2 {
		if text := keeper.get(t, "/records/deal/"+open+"/timeline").want(t, http.StatusOK).text; !strings.Contains(text, "very private") {
			t.Fatalf("the timeline is %s", text)
		}
	}
	if ids := viewed(); len(ids) != 1 || ids[0] != said {
		t.Errorf("after the timeline of an open deal the log has %v, want %v", ids, said)
	}
	o.private(t, "deal")
	hers := anna.deal(t, "Hers alone")
	keeper.get(t, "/records/deal/"+hers+"/timeline").want(t, http.StatusOK)
	if ids := viewed(); len(ids) != 2 || ids[0] != hers && ids[1] != hers {
		t.Errorf("after the timeline of a deal that is not his to see the log has %v", ids)
	}
}

func TestTheCardOfAnEmployeeTellsNoSignIns(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna := o.employ(t, "Anna", "Employee")
	boris := o.employ(t, "Boris", "Employee")
	logged := o.admin.get(t, "/audit?limit=200&id="+boris.id).list(t)
	if len(logged) < 2 {
		t.Fatalf("the log says %v", logged)
	}
	for _, item := range anna.get(t, "/records/employee/"+boris.id+"/timeline").want(t, http.StatusOK).list(t) {
		if kind := item["kind"]; kind != "created" && kind != "change" {
			t.Errorf("the card tells of %v", kind)
		}
	}
}

func TestTheHistoryTellsThoseWhoShareWhoGotWhat(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna, boris := o.employ(t, "Anna", "Employee"), o.employ(t, "Boris", "Employee", "language", "ru")
	group := o.admin.post(t, "/groups", map[string]any{"name": "Port"}).want(t, http.StatusCreated).id(t)
	path := "/records/deal/" + anna.deal(t, "Pier")
	to := func(kind, id, level string) any {
		return map[string]any{"principal": map[string]any{"kind": kind, "id": id}, "level": level}
	}
	for _, items := range [][]any{
		{to("employee", boris.id, "edit"), to("group", group, "view")},
		{to("employee", boris.id, "view")},
		{},
	} {
		anna.send(t, http.MethodPut, path+"/shares", map[string]any{"items": items}).want(t, http.StatusOK)
	}
	var told []string
	for _, item := range anna.get(t, path+"/timeline").list(t) {
		if item["kind"] == "share" {
			raw, _ := json.Marshal(item["changes"])
			told = append(told, string(raw))
		}
	}
	want := []string{
		`[{"field":"Boris","from":"view","to":null}]`,
		`[{"field":"Boris","from":"edit","to":"view"},{"field":"group \"Port\"","from":"view","to":null}]`,
		`[{"field":"Boris","from":null,"to":"edit"},{"field":"group \"Port\"","from":null,"to":"view"}]`,
	}
	if !slices.Equal(told, want) {
		t.Errorf("told %s", strings.Join(told, "\n"))
	}
}
