package httpapi_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// newcomer makes an invited employee with a login and without a password.
func (o *office) newcomer(t *testing.T, last string, more ...any) string {
	t.Helper()
	fields := map[string]any{"last_name": last, "login": strings.ToLower(last), "status": "invited", "role_id": o.roles["Employee"]}
	for i := 0; i < len(more); i += 2 {
		fields[more[i].(string)] = more[i+1]
	}
	return o.admin.post(t, "/employees", fields).want(t, http.StatusCreated).id(t)
}

// link makes an invitation and returns its secret.
func (c client) link(t *testing.T, employee string) string {
	t.Helper()
	made := c.post(t, "/employees/"+employee+"/invitation/link", nil).want(t, http.StatusCreated).object(t)
	secret, ok := strings.CutPrefix(made["path"].(string), "/invited#")
	if !ok || made["expires"] == "" {
		t.Fatalf("made %v", made)
	}
	return secret
}

func (o *office) accept(t *testing.T, secret string) answer {
	t.Helper()
	return o.nobody().post(t, "/invitation/accept", map[string]any{"secret": secret, "password": "my very own"})
}

// over fails unless the invitation does not work, in the same words whatever is the matter with it.
func (o *office) over(t *testing.T, about, secret string) {
	t.Helper()
	for path, body := range map[string]any{
		"/invitation": map[string]any{"secret": secret}, "/invitation/accept": map[string]any{"secret": secret, "password": "my very own"},
	} {
		if got := o.nobody().post(t, path, body); got.StatusCode != http.StatusNotFound || got.key(t) != "identity.invitation_over" {
			t.Errorf("%s, %s: %d %s", about, path, got.StatusCode, got.text)
		}
	}
}

func TestSomebodyInvitedSetsHisPasswordAndIsIn(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna := o.newcomer(t, "Anna", "language", "ru")
	first := o.admin.link(t, anna)
	secret := o.admin.link(t, anna)
	o.over(t, "the older one", first)
	o.over(t, "a made up one", strings.Repeat("A", 43))
	o.over(t, "none", "")
	read := o.nobody().post(t, "/invitation", map[string]any{"secret": secret}).want(t, http.StatusOK).object(t)
	if read["company"] != "Port" || read["name"] != "Anna" || read["login"] != "anna" || read["language"] != "ru" || len(read) > 5 {
		t.Errorf("read %v", read)
	}
	o.nobody().post(t, "/session", map[string]any{"login": "anna", "password": ""}).want(t, http.StatusUnauthorized)
	if short := o.nobody().post(t, "/invitation/accept", map[string]any{"secret": secret, "password": "x"}).want(t, http.StatusUnprocessableEntity); short.field(t, "password") == "" {
		t.Error("the password is not named")
	}
	in := o.accept(t, secret).want(t, http.StatusOK)
	cookies := in.Cookies()
	if len(cookies) != 2 || cookies[0].Name != "kontora_session" || !cookies[0].HttpOnly {
		t.Errorf("cookies %v", cookies)
	}
	her := client{office: o, id: anna, token: in.object(t)["token"].(string)}
	if me := her.get(t, "/me").want(t, http.StatusOK).object(t); me["employee"].(map[string]any)["id"] != anna {
		t.Errorf("signed in as %v", me)
	}
	o.over(t, "the used one", secret)
	o.signIn(t, "anna", "my very own")
	if e := o.admin.get(t, "/employees/"+anna).object(t); e["status"] != "active" || e["has_password"] != true {
		t.Errorf("she is %v", e)
	}
	log := o.admin.get(t, "/audit").want(t, http.StatusOK)
	for _, kind := range []string{`"kind":"invited"`, `"kind":"invitation_accepted"`} {
		if !strings.Contains(log.text, kind) {
			t.Errorf("no %s in the log %.600s", kind, log.text)
		}
	}
	for _, token := range []string{first, secret} {
		if strings.Contains(log.text, token) || strings.Contains(o.log.String(), token) {
			t.Error("a log has the secret")
		}
	}
	if o.admin.post(t, "/employees/"+anna+"/invitation/link", nil).want(t, http.StatusConflict).key(t) != "administration.not_to_invite" {
		t.Error("who works here is invited")
	}
}

func TestAnInvitationIsWorthlessOnce(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	for about, change := range map[string]map[string]any{
		"he is suspended": {"status": "suspended"}, "he is dismissed": {"status": "dismissed"}, "he has another login": {"login": "other"},
		"he has a password": {"password": "set by the boss"}, "he has another address": {"email": "other@port.example"}, "he is active": {"status": "active"},
	} {
		id := o.newcomer(t, "Boris")
		secret := o.admin.link(t, id)
		o.admin.patch(t, "/employees/"+id, map[string]any{"first_name": "B"}).want(t, http.StatusOK)
		o.nobody().post(t, "/invitation", map[string]any{"secret": secret}).want(t, http.StatusOK)
		o.admin.patch(t, "/employees/"+id, change).want(t, http.StatusOK)
		o.over(t, about, secret)
		o.admin.patch(t, "/employees/"+id, map[string]any{"status": "invited"}).want(t, http.StatusOK)
		o.over(t, about+" and invited again", secret)
		o.admin.send(t, http.MethodDelete, "/employees/"+id, nil).want(t, http.StatusNoContent)
	}
}

func TestWhoInvitesGivesNoMoreThanHeHas(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	profile := o.admin.post(t, "/profiles", map[string]any{"name": "HR", "features": map[string]bool{"administration.people": true}}).want(t, http.StatusCreated).id(t)
	o.roles["HR"] = o.admin.post(t, "/roles", map[string]any{"name": "HR", "profiles": []string{profile}}).want(t, http.StatusCreated).id(t)
	o.roles["Bare"] = o.admin.post(t, "/roles", map[string]any{"name": "Bare"}).want(t, http.StatusCreated).id(t)
	hr, clerk := o.employ(t, "Hr", "HR"), o.employ(t, "Clerk", "Bare")
	invited, chief, boss := o.newcomer(t, "Invited", "role_id", o.roles["Bare"]), o.newcomer(t, "Chief"), o.newcomer(t, "Boss", "administrator", true)
	for _, of := range []string{chief, boss} {
		hr.post(t, "/employees/"+of+"/invitation/link", nil).want(t, http.StatusForbidden)
		hr.post(t, "/employees/"+of+"/invitation", map[string]any{"email": ""}).want(t, http.StatusForbidden)
	}
	elsewhere := map[string]any{"email": "hr@elsewhere.example"}
	hr.patch(t, "/employees/"+chief, elsewhere).want(t, http.StatusForbidden)
	hr.patch(t, "/employees/"+invited, elsewhere).want(t, http.StatusOK)
	clerk.post(t, "/employees/"+invited+"/invitation/link", nil).want(t, http.StatusForbidden)
	clerk.post(t, "/employees/"+invited+"/invitation", map[string]any{}).want(t, http.StatusForbidden)

	secret := hr.link(t, invited)
	o.admin.patch(t, "/employees/"+invited, map[string]any{"role_id": o.roles["Employee"]}).want(t, http.StatusOK)
	o.over(t, "he has got more than who invited him", secret)
	o.admin.patch(t, "/employees/"+invited, map[string]any{"role_id": o.roles["Bare"]}).want(t, http.StatusOK)
	secret = hr.link(t, invited)
	o.admin.patch(t, "/employees/"+hr.id, map[string]any{"status": "suspended"}).want(t, http.StatusOK)
	o.over(t, "who invited him has left", secret)
}

func TestALetterOfInvitation(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o, box := newOffice(t), newLetterBox(t)
	anna := o.newcomer(t, "Anna", "status", "active")
	invite := func(to, host string) answer {
		return o.admin.send(t, http.MethodPost, "/employees/"+anna+"/invitation", map[string]any{"email": to}, "Host", host)
	}
	problem := func(got answer) string {
		text, _ := got.want(t, http.StatusOK).object(t)["problem"].(string)
		return text
	}
	if got := problem(invite("", "localhost:8080")); got != "Anna has no e-mail address. Fill it in first." {
		t.Errorf("to nobody: %v", got)
	}
	o.admin.patch(t, "/employees/"+anna, map[string]any{"email": "anna@port.example"}).want(t, http.StatusOK)
	if got := problem(invite("anna@port.example", "localhost:8080")); !strings.Contains(got, "no mail server yet") {
		t.Errorf("without a server: %v", got)
	}
	o.admin.patch(t, "/company/mail", map[string]any{"host": "127.0.0.1", "port": box.port, "security": "none", "sender": "office@port.example"}).want(t, http.StatusOK)
	if invite("other@port.example", "crm.port.example").want(t, http.StatusUnprocessableEntity).field(t, "email") == "" {
		t.Error("the address is not named")
	}
	for _, foreign := range []string{"localhost:8080", "office.localhost:8080", "127.0.0.1:8080", "203.0.113.9"} {
		if got := problem(invite("anna@port.example", foreign)); !strings.Contains(got, "leads others nowhere") {
			t.Errorf("from %s: %v", foreign, got)
		}
	}
	if got := box.all(); strings.Contains(got, "RCPT TO") {
		t.Fatalf("a letter went out: %s", got)
	}
	if e := o.admin.get(t, "/employees/"+anna).object(t); e["status"] != "active" {
		t.Errorf("nobody invited her and she is %v", e["status"])
	}
	o.invited(t, anna, box)
}

// invited goes the way of somebody who gets a letter.
func (o *office) invited(t *testing.T, anna string, box *letterBox) {
	t.Helper()
	got := o.admin.send(t, http.MethodPost, "/employees/"+anna+"/invitation", map[string]any{"email": "anna@port.example"}, "Host", "crm.port.example:8080")
	if said := got.want(t, http.StatusOK).object(t); said["sent"] != true || said["to"] != "anna@port.example" {
		t.Fatalf("invited: %v", said)
	}
	letter := strings.ReplaceAll(box.all(), "=\n", "") // quoted-printable
	link := regexp.MustCompile(`http://crm\.port\.example:8080/invited#([\w-]{43})\n`).FindStringSubmatch(letter)
	if link == nil || strings.Contains(letter, "assword:") || !strings.Contains(letter, "RCPT TO:<anna@port.example>") {
		t.Fatalf("the letter: %s", letter)
	}
	if strings.Contains(got.text, link[1]) || strings.Contains(o.log.String(), link[1]) {
		t.Error("the secret stands elsewhere than in the letter")
	}
	if e := o.admin.get(t, "/employees/"+anna).object(t); e["status"] != "invited" {
		t.Errorf("she is %v", e["status"])
	}
	o.accept(t, link[1]).want(t, http.StatusOK)
}

func TestWhereAnInvitationGoesIsNotChangedByWhoEditsCards(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	profile := o.admin.post(t, "/profiles", map[string]any{"name": "Clerks", "matrix": map[string]any{"employee": map[string]any{"view": "all", "edit": "all", "mass_edit": "all"}}}).want(t, http.StatusCreated).id(t)
	o.roles["Clerks"] = o.admin.post(t, "/roles", map[string]any{"name": "Clerks", "profiles": []string{profile}}).want(t, http.StatusCreated).id(t)
	clerk := o.employ(t, "Clerk", "Clerks")
	o.working(t)
	anna := o.newcomer(t, "Anna", "email", "anna@port.example")
	card := "/records/employee/" + anna
	secret := o.admin.link(t, anna)
	elsewhere := map[string]any{"fields": map[string]any{"email": "clerk@elsewhere.example"}}
	for about, who := range map[string]client{"one who edits cards": clerk, "an administrator": o.admin} {
		if got := who.patch(t, card, elsewhere); got.StatusCode != http.StatusUnprocessableEntity || got.field(t, "email") == "" {
			t.Errorf("%s: %d %s", about, got.StatusCode, got.text)
		}
		locked, _ := who.get(t, card).want(t, http.StatusOK).object(t)["locked"].([]any)
		if len(locked) != 1 || locked[0] != "email" {
			t.Errorf("%s reads that %v are locked", about, locked)
		}
	}
	for about, change := range map[string]map[string]any{
		"one who may not see the address": {"fields": map[string]any{"employee": map[string]any{"email": "hidden"}}},
		"one who may change no card":      {"fields": map[string]any{}, "matrix": map[string]any{"employee": map[string]any{"view": "all"}}},
	} {
		o.admin.patch(t, "/profiles/"+profile, change).want(t, http.StatusOK)
		if got := clerk.get(t, card).want(t, http.StatusOK).object(t); got["locked"] != nil {
			t.Errorf("%s reads that %v are locked", about, got["locked"])
		}
	}
	o.admin.patch(t, "/profiles/"+profile, map[string]any{
		"matrix": map[string]any{"employee": map[string]any{"view": "all", "edit": "all", "mass_edit": "all"}}, "fields": map[string]any{},
	}).want(t, http.StatusOK)
	clerk.patch(t, card, map[string]any{"fields": map[string]any{"extension": "12"}}).want(t, http.StatusOK)
	heard := o.Hub.Subscribe()
	defer heard.Close()
	many := clerk.post(t, "/records/employee/mass/edit", map[string]any{"ids": []string{anna}, "fields": elsewhere["fields"]})
	if j := clerk.finished(t, heard, many.want(t, http.StatusAccepted).id(t)); j["result"].(map[string]any)["changed"] == 1.0 {
		t.Errorf("many at once: %v", j)
	}
	if got := o.admin.get(t, "/employees/"+anna).object(t)["email"]; got != "anna@port.example" {
		t.Errorf("it goes to %v", got)
	}
	o.accept(t, secret).want(t, http.StatusOK)
	if got := clerk.patch(t, card, elsewhere).want(t, http.StatusOK); got.object(t)["locked"] != nil {
		t.Errorf("of one who works here %v is locked", got.object(t)["locked"])
	}
}
