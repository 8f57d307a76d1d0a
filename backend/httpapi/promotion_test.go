package httpapi_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestWhoKnowsAPasswordBecomesNoAdministratorByIt has a clerk set the password of one who was administrator and is to be one again.
func TestWhoKnowsAPasswordBecomesNoAdministratorByIt(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	personnel := o.admin.post(t, "/profiles", map[string]any{"name": "Personnel", "features": map[string]bool{"administration.people": true}}).want(t, http.StatusCreated).id(t)
	clerk := o.employ(t, "Clerk", "Employee", "profiles", []string{personnel})
	path := "/employees/" + o.employ(t, "Root", "Employee", "administrator", true).id
	change := func(c client, fields map[string]any, status int) answer {
		t.Helper()
		return c.patch(t, path, fields).want(t, status)
	}
	change(o.admin, map[string]any{"administrator": false}, http.StatusOK)
	change(clerk, map[string]any{"password": "known to the clerk"}, http.StatusOK)
	asRoot := o.signIn(t, "root", "known to the clerk")

	if said := change(o.admin, map[string]any{"administrator": true}, http.StatusUnprocessableEntity).field(t, "password"); said == "" {
		t.Error("nothing is said of the password")
	}
	asRoot.get(t, "/me").want(t, http.StatusOK)
	refused := map[string]any{"administrator": true, "password": "of the administrator", "login": "roots", "phones": []string{"no telephone"}}
	change(o.admin, refused, http.StatusUnprocessableEntity)
	asRoot = o.signIn(t, "root", "known to the clerk")

	change(o.admin, map[string]any{"administrator": true, "password": "of the administrator"}, http.StatusOK)
	asRoot.get(t, "/me").want(t, http.StatusUnauthorized)
	o.nobody().post(t, "/session", map[string]any{"login": "root", "password": "known to the clerk"}).want(t, http.StatusUnauthorized)
	if me := o.signIn(t, "root", "of the administrator").get(t, "/me").object(t); me["administrator"] != true {
		t.Errorf("he is %v", me)
	}
}

func TestWhoCannotSignInNeedsNoPasswordToBecomeAdministrator(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	for last, fields := range map[string]map[string]any{
		"Without a login":    {},
		"Without a password": {"login": "anna"},
		"Losing his login":   {"login": "boris", "password": "known to others"},
	} {
		fields["last_name"], fields["role_id"] = last, o.roles["Employee"]
		path := "/employees/" + o.admin.post(t, "/employees", fields).want(t, http.StatusCreated).id(t)
		sent := map[string]any{"administrator": true}
		if last == "Losing his login" {
			sent["login"] = ""
		}
		o.admin.patch(t, path, sent).want(t, http.StatusOK)
	}
}

// TestTheCardOfAnAdministrator is edited by himself and by administrators, whoever else may edit cards.
func TestTheCardOfAnAdministrator(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	cards := map[string]any{"name": "Cards", "matrix": map[string]any{"employee": map[string]any{"view": "all", "edit": "all"}}}
	profile := o.admin.post(t, "/profiles", cards).want(t, http.StatusCreated).id(t)
	clerk, anna := o.employ(t, "Clerk", "Employee", "profiles", []string{profile}), o.employ(t, "Anna", "Employee")
	root := o.employ(t, "Root", "Employee", "administrator", true)
	for name, test := range map[string]struct {
		who    client
		whose  string
		status int
	}{
		"a colleague's, by a clerk":      {clerk, anna.id, http.StatusOK},
		"an administrator's, by a clerk": {clerk, root.id, http.StatusForbidden},
		"an administrator's, by himself": {root, root.id, http.StatusOK},
		"an administrator's, by another": {o.admin, root.id, http.StatusOK},
		"the clerk's own":                {clerk, clerk.id, http.StatusOK},
		"another administrator's":        {clerk, o.admin.id, http.StatusForbidden},
	} {
		t.Run(name, func(t *testing.T) {
			path := "/records/employee/" + test.whose
			can := test.who.get(t, path).want(t, http.StatusOK).object(t)["can"].(map[string]any)
			if can["edit"] != (test.status == http.StatusOK) {
				t.Errorf("he can %v", can)
			}
			sent := map[string]any{"fields": map[string]any{"email": "new@" + test.who.id[:8] + ".example"}}
			said := test.who.patch(t, path, sent).want(t, test.status)
			if test.status == http.StatusForbidden && said.key(t) != "administration.only_administrators" {
				t.Errorf("said %s", said.text)
			}
		})
	}
}

func TestTheBinTellsWhoDeletedAndWhen(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna := o.employ(t, "Anna", "Employee")
	deal := anna.deal(t, "Pier")
	anna.get(t, "/records/deal/"+deal).want(t, http.StatusOK).mustNotContain(t, "deleted_at", "deleted_by")
	anna.send(t, http.MethodDelete, "/records/deal/"+deal, nil).want(t, http.StatusNoContent)
	bin := anna.get(t, "/records/deal?bin=true").want(t, http.StatusOK)
	item := bin.list(t)[0]
	names, _ := bin.object(t)["names"].(map[string]any)
	if at, _ := item["deleted_at"].(string); at == "" || item["deleted_by"] != anna.id || names[anna.id] != "Anna" {
		t.Errorf("the bin says %s", bin.text)
	}
}

// TestDeletingTellsNothingOfRecordsOneDoesNotSee has a clerk try to delete one whose only records are private.
func TestDeletingTellsNothingOfRecordsOneDoesNotSee(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.private(t, "deal")
	personnel := o.admin.post(t, "/profiles", map[string]any{"name": "Personnel", "features": map[string]bool{"administration.people": true}}).want(t, http.StatusCreated).id(t)
	clerk, anna := o.employ(t, "Clerk", "Employee", "profiles", []string{personnel}), o.employ(t, "Anna", "Employee")
	for range 37 {
		anna.deal(t, "Hers")
	}
	clerk.send(t, http.MethodDelete, "/employees/"+anna.id, nil).want(t, http.StatusConflict).mustNotContain(t, "37")
	if said := o.admin.send(t, http.MethodDelete, "/employees/"+anna.id, nil).want(t, http.StatusConflict).text; !strings.Contains(said, "37") {
		t.Errorf("an administrator reads %s", said)
	}
}

func TestWhoAdministersPeopleReadsWhoHasAPassword(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	for last, test := range map[string]struct {
		fields map[string]any
		has    bool
	}{
		"Without a login":    {map[string]any{}, false},
		"Without a password": {map[string]any{"login": "anna"}, false},
		"With a password":    {map[string]any{"login": "boris", "password": "correct horse"}, true},
	} {
		test.fields["last_name"], test.fields["role_id"] = last, o.roles["Employee"]
		made := o.admin.post(t, "/employees", test.fields).want(t, http.StatusCreated)
		for _, e := range []answer{made, o.admin.get(t, "/employees/"+made.id(t)), o.admin.patch(t, "/employees/"+made.id(t), map[string]any{"first_name": "A"})} {
			if e.object(t)["has_password"] != test.has {
				t.Errorf("%s: %s", last, e.text)
			}
		}
	}
	rights := o.admin.post(t, "/profiles", map[string]any{"name": "Rights", "features": map[string]bool{"administration.rights": true}}).want(t, http.StatusCreated).id(t)
	clerk := o.employ(t, "Clerk", "Employee", "profiles", []string{rights})
	clerk.get(t, "/employees/"+o.admin.id).want(t, http.StatusOK).mustNotContain(t, "has_password")
}
