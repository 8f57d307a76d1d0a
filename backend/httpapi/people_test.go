package httpapi_test

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestThePositionFillsInTheRole(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	sales := o.admin.post(t, "/departments", map[string]any{"name": "Sales"}).want(t, http.StatusCreated).id(t)
	teller := o.admin.post(t, "/positions", map[string]any{"name": "Teller", "role_id": o.roles["Employee"], "department_id": sales}).want(t, http.StatusCreated).id(t)
	chief := o.admin.post(t, "/positions", map[string]any{"name": "Chief", "role_id": o.roles["Manager"]}).want(t, http.StatusCreated).id(t)
	made := o.admin.post(t, "/employees", map[string]any{"last_name": "Anna", "position_id": teller}).want(t, http.StatusCreated)
	path := "/employees/" + made.id(t)
	is := func(a answer, role, source string) {
		t.Helper()
		if e := a.want(t, a.StatusCode).object(t); e["role_id"] != o.roles[role] || e["role_source"] != source {
			t.Fatalf("role %v by %v, want %s by %s", e["role_id"], e["role_source"], role, source)
		}
	}
	change := func(fields map[string]any) answer { return o.admin.patch(t, path, fields).want(t, http.StatusOK) }
	is(made, "Employee", "position")
	if made.object(t)["department_id"] != sales {
		t.Error("the position's department was not filled in")
	}
	is(change(map[string]any{"position_id": chief}), "Manager", "position")
	is(change(map[string]any{"role_id": o.roles["Management"]}), "Management", "manual")
	is(change(map[string]any{"position_id": teller}), "Management", "manual")
	is(change(map[string]any{"first_name": "Ann"}), "Management", "manual")
	is(change(map[string]any{"role_source": "position"}), "Employee", "position")
	is(change(map[string]any{"role_id": o.roles["Employee"]}), "Employee", "position")

	o.admin.patch(t, "/positions/"+teller, map[string]any{"role_id": o.roles["Manager"]}).want(t, http.StatusOK)
	is(o.admin.get(t, path), "Manager", "position")
	refused := o.admin.patch(t, "/positions/"+teller, map[string]any{"role_id": nil}).want(t, http.StatusUnprocessableEntity)
	if !strings.Contains(refused.field(t, "role_id"), "Ann") {
		t.Errorf("who holds it is not named: %s", refused.text)
	}
	is(change(map[string]any{"position_id": nil}), "Manager", "manual")
}

func TestAnEmployeeOnOnePage(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	group := o.admin.post(t, "/groups", map[string]any{"name": "Port"}).want(t, http.StatusCreated).id(t)
	made := o.admin.post(t, "/employees", map[string]any{
		"last_name": "Королёв", "first_name": "Пётр", "patronymic": "Ильич", "login": "почта@пример.рф", "generate_password": true,
		"language": "ru", "time_zone": "Europe/Moscow", "role_id": o.roles["Employee"], "email": "почта@пример.рф",
		"phones": []string{"+7 495 123-45-67"}, "extension": "12", "groups": []any{map[string]any{"id": group, "manager": true}},
	}).want(t, http.StatusCreated)
	e := made.object(t)
	password, _ := e["generated_password"].(string)
	if e["name"] != "Королёв Пётр Ильич" || password == "" || e["extension"] != "12" || len(e["phones"].([]any)) != 1 {
		t.Errorf("made %s", made.text)
	}
	o.signIn(t, "ПОЧТА@xn--e1afmkfd.xn--p1ai", password)
	path := "/employees/" + made.id(t)
	if again := o.admin.get(t, path).mustNotContain(t, password).object(t); again["generated_password"] != nil || again["email"] != "почта@пример.рф" {
		t.Errorf("read again: %v", again)
	}
	members := o.admin.get(t, "/groups/"+group).object(t)["members"].([]any)
	if len(members) != 1 || members[0].(map[string]any)["manager"] != true {
		t.Errorf("members %v", members)
	}
	o.admin.patch(t, path, map[string]any{"groups": []any{}, "last_name": "Королев"}).want(t, http.StatusOK)
	if members := o.admin.get(t, "/groups/"+group).object(t)["members"].([]any); len(members) != 0 {
		t.Errorf("members after he left: %v", members)
	}
	if card := o.admin.get(t, "/records/employee/"+made.id(t)).want(t, http.StatusOK).object(t); card["fields"].(map[string]any)["name"] != "Королев Пётр Ильич" {
		t.Errorf("his card: %v", card["fields"])
	}
	old := o.admin.send(t, http.MethodPatch, path, map[string]any{"first_name": "Иван"}, "If-Match", `"1"`).want(t, http.StatusConflict)
	if old.object(t)["current"] == nil {
		t.Errorf("the present state is missing: %s", old.text)
	}
	o.admin.send(t, http.MethodDelete, path, nil).want(t, http.StatusNoContent)
	o.admin.get(t, path).want(t, http.StatusNotFound)
	o.nobody().post(t, "/session", map[string]any{"login": "почта@пример.рф", "password": password}).want(t, http.StatusUnauthorized)
}

// TestWhoeverIsNoAdministrator has features of administration and may still neither give nor get what he has not.
func TestAllThatIsWrongWithAnEmployeeIsSaidAtOnce(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	there := o.admin.post(t, "/employees", map[string]any{
		"last_name": "Anna", "login": "anna", "role_id": o.roles["Employee"],
	}).want(t, http.StatusCreated).id(t)
	for name, test := range map[string]struct {
		sent map[string]any
		want []string
	}{
		"no name, no role, a login that cannot be, a short password and a wrong card": {
			map[string]any{"login": "a b\x00", "password": "x", "email": "nobody", "phones": []string{"12345678901234567890"}, "time_zone": "Moon"},
			[]string{"email", "last_name", "login", "password", "phones", "role_id", "time_zone"},
		},
		"a password without a login": {
			map[string]any{"password": "otter-river-stone"},
			[]string{"last_name", "login", "role_id"},
		},
		"a login in use and a short password": {
			map[string]any{"last_name": "Boris", "login": "anna", "password": "x"},
			[]string{"login", "password", "role_id"},
		},
		"a card alone": {
			map[string]any{"last_name": "Boris", "role_id": o.roles["Employee"], "email": "nobody"},
			[]string{"email"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			refused := o.admin.post(t, "/employees", test.sent).want(t, http.StatusUnprocessableEntity)
			said, _ := refused.object(t)["fields"].(map[string]any)
			if got := slices.Sorted(maps.Keys(said)); !slices.Equal(got, test.want) {
				t.Errorf("it says what is wrong with %v, want %v", got, test.want)
			}
		})
	}
	refused := o.admin.patch(t, "/employees/"+there, map[string]any{"last_name": "", "login": "a", "password": "x", "email": "nobody"})
	said, _ := refused.want(t, http.StatusUnprocessableEntity).object(t)["fields"].(map[string]any)
	if got := slices.Sorted(maps.Keys(said)); !slices.Equal(got, []string{"email", "last_name", "password"}) {
		t.Errorf("of one who is there it says what is wrong with %v", got)
	}
	o.admin.post(t, "/employees", map[string]any{"last_name": "Boris", "login": "boris", "password": "x"}).want(t, http.StatusUnprocessableEntity)
	o.admin.post(t, "/employees", map[string]any{
		"last_name": "Boris", "login": "boris", "password": "otter-river-stone", "role_id": o.roles["Employee"],
	}).want(t, http.StatusCreated)
	o.signIn(t, "boris", "otter-river-stone")
}

func TestWhoeverIsNoAdministrator(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.private(t, "deal")
	helper := o.admin.post(t, "/profiles", map[string]any{
		"name": "Personnel", "features": map[string]bool{"administration.people": true, "administration.rights": true, "administration.types": true},
	}).want(t, http.StatusCreated).id(t)
	clerk := o.employ(t, "Clerk", "Employee", "profiles", []string{helper})
	anna := o.employ(t, "Anna", "Employee")
	boss := o.employ(t, "Boss", "Management")
	strong := o.admin.post(t, "/profiles", map[string]any{"name": "Strong", "matrix": map[string]any{"deal": map[string]any{"view": "all"}}}).want(t, http.StatusCreated).id(t)
	mailer := o.admin.post(t, "/profiles", map[string]any{"name": "Mailer", "features": map[string]bool{"campaigns": true}}).want(t, http.StatusCreated).id(t)
	away := o.employ(t, "Away", "Employee", "profiles", []string{mailer})
	idle := o.employ(t, "Idle", "Employee")
	carol, dan := o.employ(t, "Carol", "Employee"), o.employ(t, "Dan", "Employee")
	carol.deal(t, "Carol's own")
	dan.deal(t, "Dan's own")
	for _, e := range []client{away, idle, dan} {
		o.admin.patch(t, "/employees/"+e.id, map[string]any{"status": "suspended"}).want(t, http.StatusOK)
	}
	rule := map[string]any{
		"name": "Mine", "type": "deal", "level": "view", "target": map[string]any{"kind": "employee", "id": clerk.id},
		"source": map[string]any{"kind": "condition", "filter": raw(`{"field":"name","op":"!=","value":"x"}`)},
	}
	byResponsible := map[string]any{
		"name": "Mine", "type": "deal", "level": "view", "target": map[string]any{"kind": "employee", "id": clerk.id},
		"source": map[string]any{"kind": "responsible", "principal": map[string]any{"kind": "everyone"}},
	}
	o.admin.post(t, "/types/deal/fields", map[string]any{"name": "watcher", "kind": "employee", "labels": map[string]string{"en": "Watcher", "ru": "Наблюдатель"}}).want(t, http.StatusCreated)
	o.admin.patch(t, "/types/deal", map[string]any{"access_fields": []string{"watcher"}, "creator_keeps": "nothing"}).want(t, http.StatusOK)
	o.admin.patch(t, "/types/lead", map[string]any{"default": "private", "comments": false}).want(t, http.StatusOK)
	byField := map[string]any{
		"name": "Watchers", "type": "deal", "level": "delete", "target": map[string]any{"kind": "field", "id": "watcher"},
		"source": map[string]any{"kind": "responsible", "principal": map[string]any{"kind": "everyone"}},
	}
	for name, test := range map[string]struct {
		method, path string
		fields       map[string]any
		status       int
	}{
		"shares with those named in a field":         {http.MethodPost, "/sharing-rules", byField, http.StatusForbidden},
		"lets creators keep what they gave away":     {http.MethodPatch, "/types/deal", map[string]any{"creator_keeps": "edit"}, http.StatusForbidden},
		"lets all read what is said on leads":        {http.MethodPatch, "/types/lead", map[string]any{"comments": true}, http.StatusForbidden},
		"makes an employee like himself":             {http.MethodPost, "/employees", map[string]any{"last_name": "New", "role_id": o.roles["Employee"]}, http.StatusCreated},
		"renames a colleague":                        {http.MethodPatch, "/employees/" + anna.id, map[string]any{"first_name": "Ann"}, http.StatusOK},
		"sets a colleague's password":                {http.MethodPatch, "/employees/" + anna.id, map[string]any{"password": "a new password"}, http.StatusOK},
		"sets the password of one with records":      {http.MethodPatch, "/employees/" + carol.id, map[string]any{"password": "taken over by me"}, http.StatusForbidden},
		"has a password made for one with records":   {http.MethodPatch, "/employees/" + carol.id, map[string]any{"generate_password": true}, http.StatusForbidden},
		"renames the login of one with records":      {http.MethodPatch, "/employees/" + carol.id, map[string]any{"login": "mine"}, http.StatusForbidden},
		"renames one with records":                   {http.MethodPatch, "/employees/" + carol.id, map[string]any{"first_name": "Car"}, http.StatusOK},
		"takes one with records back":                {http.MethodPatch, "/employees/" + dan.id, map[string]any{"status": "active"}, http.StatusForbidden},
		"makes himself administrator":                {http.MethodPatch, "/employees/" + clerk.id, map[string]any{"administrator": true}, http.StatusForbidden},
		"gives himself a first name":                 {http.MethodPatch, "/employees/" + clerk.id, map[string]any{"first_name": "X"}, http.StatusForbidden},
		"makes a colleague administrator":            {http.MethodPatch, "/employees/" + anna.id, map[string]any{"administrator": true}, http.StatusForbidden},
		"gives a colleague a stronger role":          {http.MethodPatch, "/employees/" + anna.id, map[string]any{"role_id": o.roles["Management"]}, http.StatusForbidden},
		"gives a colleague a stronger profile":       {http.MethodPatch, "/employees/" + anna.id, map[string]any{"profiles": []string{strong}}, http.StatusForbidden},
		"strengthens the role of all":                {http.MethodPatch, "/roles/" + o.roles["Employee"], map[string]any{"profiles": []string{strong}}, http.StatusForbidden},
		"opens a type to all":                        {http.MethodPatch, "/types/deal", map[string]any{"default": "view"}, http.StatusForbidden},
		"sets an administrator's password":           {http.MethodPatch, "/employees/" + o.admin.id, map[string]any{"password": "taken over by me"}, http.StatusForbidden},
		"sets a stronger person's password":          {http.MethodPatch, "/employees/" + boss.id, map[string]any{"password": "taken over by me"}, http.StatusForbidden},
		"takes an equal back":                        {http.MethodPatch, "/employees/" + idle.id, map[string]any{"status": "active"}, http.StatusOK},
		"takes a stronger person back":               {http.MethodPatch, "/employees/" + away.id, map[string]any{"status": "active"}, http.StatusForbidden},
		"sets the password of a stronger one away":   {http.MethodPatch, "/employees/" + away.id, map[string]any{"password": "taken over by me"}, http.StatusForbidden},
		"renames a stronger one away":                {http.MethodPatch, "/employees/" + away.id, map[string]any{"first_name": "Far"}, http.StatusOK},
		"invites an administrator":                   {http.MethodPost, "/employees", map[string]any{"last_name": "New", "role_id": o.roles["Employee"], "administrator": true, "status": "invited"}, http.StatusForbidden},
		"invites one with a feature he lacks":        {http.MethodPost, "/employees", map[string]any{"last_name": "New", "role_id": o.roles["Employee"], "profiles": []string{mailer}, "status": "invited"}, http.StatusForbidden},
		"shares with himself by a condition":         {http.MethodPost, "/sharing-rules", rule, http.StatusForbidden},
		"shares with himself by responsible":         {http.MethodPost, "/sharing-rules", byResponsible, http.StatusForbidden},
		"joins a group by which he would get rights": {http.MethodPost, "/groups", map[string]any{"name": "G", "profiles": []string{strong}, "members": []any{map[string]any{"kind": "employee", "id": clerk.id}}}, http.StatusForbidden},
	} {
		t.Run(name, func(t *testing.T) {
			answer := clerk.send(t, test.method, test.path, test.fields).want(t, test.status)
			if text, _ := answer.object(t)["detail"].(string); text == "" && test.status == http.StatusForbidden {
				t.Errorf("nothing is said: %s", answer.text)
			}
		})
	}
	o.signIn(t, "admin", adminPassword)
	o.signIn(t, "boss", "password of Boss")
}

// TestAdministratorsAreTouchedByAdministratorsAlone has one who administers people try the entry, sign-in and sessions of those who are more.
func TestAdministratorsAreTouchedByAdministratorsAlone(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	helper := o.admin.post(t, "/profiles", map[string]any{"name": "Personnel", "features": map[string]bool{"administration.people": true}}).want(t, http.StatusCreated).id(t)
	clerk, idle := o.employ(t, "Clerk", "Employee", "profiles", []string{helper}), o.employ(t, "Idle", "Employee")
	root, gone := o.employ(t, "Root", "Employee", "administrator", true), o.employ(t, "Gone", "Employee", "administrator", true)
	o.admin.patch(t, "/employees/"+gone.id, map[string]any{"status": "suspended"}).want(t, http.StatusOK)
	for name, test := range map[string]struct {
		method, path string
		fields       map[string]any
		status       int
	}{
		"renames an administrator":             {http.MethodPatch, "/employees/" + o.admin.id, map[string]any{"first_name": "X"}, http.StatusForbidden},
		"suspends an administrator":            {http.MethodPatch, "/employees/" + root.id, map[string]any{"status": "suspended"}, http.StatusForbidden},
		"gives an administrator a telephone":   {http.MethodPatch, "/employees/" + root.id, map[string]any{"phones": []string{"+7 495 123-45-67"}}, http.StatusForbidden},
		"takes an administrator's login":       {http.MethodPatch, "/employees/" + root.id, map[string]any{"login": ""}, http.StatusForbidden},
		"takes a suspended administrator back": {http.MethodPatch, "/employees/" + gone.id, map[string]any{"status": "active"}, http.StatusForbidden},
		"deletes an administrator":             {http.MethodDelete, "/employees/" + root.id, nil, http.StatusForbidden},
		"signs an administrator out":           {http.MethodPost, "/employees/" + root.id + "/sign-out", nil, http.StatusForbidden},
		"signs a colleague out":                {http.MethodPost, "/employees/" + idle.id + "/sign-out", nil, http.StatusNoContent},
	} {
		t.Run(name, func(t *testing.T) {
			answer := clerk.send(t, test.method, test.path, test.fields).want(t, test.status)
			if test.status == http.StatusForbidden && answer.key(t) != "administration.only_administrators" {
				t.Errorf("said %s", answer.text)
			}
		})
	}
	root.get(t, "/me").want(t, http.StatusOK)
}

// TestWhoReadsCards has who administers rights read people without what stands on their cards.
func TestWhoReadsCards(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	made := o.admin.post(t, "/employees", map[string]any{"last_name": "Anna", "role_id": o.roles["Employee"], "email": "anna@home.example", "phones": []string{"+7 495 123-45-67"}})
	anna := made.want(t, http.StatusCreated).id(t)
	for feature, reads := range map[string]bool{"administration.people": true, "administration.rights": false, "administration.types": false} {
		profile := o.admin.post(t, "/profiles", map[string]any{"name": feature, "features": map[string]bool{feature: true}}).want(t, http.StatusCreated).id(t)
		clerk := o.employ(t, strings.ReplaceAll(feature, ".", ""), "Employee", "profiles", []string{profile})
		if text := clerk.get(t, "/employees/"+anna).want(t, http.StatusOK).text; strings.Contains(text, "anna@home.example") != reads {
			t.Errorf("with %s he reads %s", feature, text)
		}
	}
}

func TestTheListOfEmployees(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	for _, e := range []map[string]any{
		{"last_name": "Королёва", "first_name": "Анна", "login": "anna@example.org"},
		{"last_name": "Ким", "first_name": "Королева"},
		{"last_name": "Gone", "status": "dismissed"},
		{"last_name": "New", "status": "invited"},
	} {
		e["role_id"] = o.roles["Employee"]
		o.admin.post(t, "/employees", e).want(t, http.StatusCreated)
	}
	for query, want := range map[string][]string{
		"":                          {"Admin", "Gone", "New", "Ким", "Королёва"},
		"?status=active":            {"Admin", "Ким", "Королёва"},
		"?status=invited,dismissed": {"Gone", "New"},
		"?q=" + url.QueryEscape("КОРОЛЕВА"):     {"Ким", "Королёва"},
		"?q=" + url.QueryEscape("анна королёв"): {"Королёва"},
		"?q=anna%40example.org":                 {"Королёва"},
		"?q=" + url.QueryEscape("оролев"):       nil,
		"?q=gone&status=active":                 nil,
	} {
		answer := o.admin.get(t, "/employees"+query)
		var names []string
		for _, e := range answer.list(t) {
			names = append(names, e["last_name"].(string))
		}
		if !slices.Equal(names, want) || answer.object(t)["total"] != float64(len(want)) {
			t.Errorf("%s: found %v, want %v", query, names, want)
		}
	}
	if said := o.admin.get(t, "/employees?status=lost").want(t, http.StatusUnprocessableEntity).field(t, "status"); said == "" {
		t.Error("an unknown status is not named")
	}
}

func TestFindingWhomToPick(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna := o.employ(t, "Anna", "Employee")
	for _, e := range []map[string]any{
		{"last_name": "Королёва", "first_name": "Анна"}, {"last_name": "Ким", "first_name": "Королева"}, {"last_name": "Gone", "status": "dismissed"},
	} {
		e["role_id"] = o.roles["Employee"]
		o.admin.post(t, "/employees", e).want(t, http.StatusCreated)
	}
	o.admin.post(t, "/groups", map[string]any{"name": "Королевский порт"}).want(t, http.StatusCreated)
	for name, test := range map[string]struct {
		query string
		want  []string
	}{
		"the first name in the list first": {"q=королев&kinds=employee", []string{"Королёва Анна", "Ким Королева"}},
		"of every kind":                    {"q=королев", []string{"Королёва Анна", "Королевский порт", "Ким Королева"}},
		"no more than asked for":           {"q=королев&limit=1", []string{"Королёва Анна"}},
		"not the dismissed":                {"q=gone", nil},
		"of no kind there is":              {"q=королев&kinds=ship", nil},
	} {
		t.Run(name, func(t *testing.T) {
			var names []string
			for _, item := range anna.get(t, "/principals?"+strings.ReplaceAll(test.query, "королев", "%D0%BA%D0%BE%D1%80%D0%BE%D0%BB%D0%B5%D0%B2")).list(t) {
				names = append(names, item["name"].(string))
			}
			if !slices.Equal(names, test.want) {
				t.Errorf("found %v, want %v", names, test.want)
			}
		})
	}
}
