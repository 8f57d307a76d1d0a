package httpapi_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
)

// letterBox is a mail server that takes every letter, in as few words as the protocol knows.
type letterBox struct {
	port    int
	mu      sync.Mutex
	letters []string
}

func newLetterBox(t *testing.T) *letterBox {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	box := &letterBox{port: listener.Addr().(*net.TCPAddr).Port}
	var talks sync.WaitGroup
	talks.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			talks.Go(func() { box.talk(conn) })
		}
	})
	t.Cleanup(func() {
		if err := listener.Close(); err != nil {
			t.Error(err)
		}
		talks.Wait()
	})
	return box
}

func (b *letterBox) talk(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	lines := bufio.NewScanner(conn)
	fmt.Fprint(conn, "220 box\r\n")
	var letter strings.Builder
	inLetter := false
	for lines.Scan() {
		line := lines.Text()
		switch {
		case inLetter && line == ".":
			b.mu.Lock()
			b.letters = append(b.letters, letter.String())
			b.mu.Unlock()
			inLetter = false
			fmt.Fprint(conn, "250 taken\r\n")
		case inLetter:
			letter.WriteString(line + "\n")
		case strings.HasPrefix(line, "DATA"):
			inLetter = true
			fmt.Fprint(conn, "354 go on\r\n")
		case strings.HasPrefix(line, "AUTH"):
			fmt.Fprint(conn, "535 wrong\r\n")
		case strings.HasPrefix(line, "EHLO"):
			fmt.Fprint(conn, "250-box\r\n250 AUTH PLAIN\r\n")
		default:
			letter.WriteString(line + "\n")
			fmt.Fprint(conn, "250 ok\r\n")
		}
	}
}

func (b *letterBox) all() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return strings.Join(b.letters, "\n")
}

func TestTheMailServerIsSetAndChecked(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o, box := newOffice(t), newLetterBox(t)
	check := func() map[string]any {
		return o.admin.post(t, "/company/mail/check", nil).want(t, http.StatusOK).object(t)
	}
	if said := check()["problem"]; said != "Your own card has no e-mail address to which a letter could go. Fill it in first." {
		t.Errorf("without an address: %v", said)
	}
	o.admin.patch(t, "/employees/"+o.admin.id, map[string]any{"email": "admin@port.example"}).want(t, http.StatusOK)
	if said := check(); said["sent"] != false || !strings.Contains(said["problem"].(string), "no mail server yet") {
		t.Errorf("without a server: %v", said)
	}
	server := map[string]any{"host": "127.0.0.1", "port": box.port, "security": "none", "sender": "office@port.example"}
	kept := o.admin.patch(t, "/company/mail", server).want(t, http.StatusOK).object(t)
	if kept["has_password"] != false || kept["port"] != float64(box.port) {
		t.Errorf("kept as %v", kept)
	}
	o.admin.patch(t, "/company", map[string]any{"address": "Port 1"}).want(t, http.StatusOK) // which keeps the server
	if said := check(); said["sent"] != true || said["to"] != "admin@port.example" || !strings.Contains(said["answer"].(string), "taken") {
		t.Errorf("checked: %v", said)
	}
	for _, want := range []string{"MAIL FROM:<office@port.example>", "RCPT TO:<admin@port.example>"} {
		if !strings.Contains(box.all(), want) {
			t.Errorf("no %q in %s", want, box.all())
		}
	}
	o.admin.patch(t, "/company/mail", map[string]any{"user": "office", "password": "secret"}).want(t, http.StatusOK)
	if said := check(); said["sent"] != false || !strings.Contains(said["problem"].(string), "does not let “office” in: 535 wrong") {
		t.Errorf("a wrong password: %v", said)
	}
}

func TestThePasswordOfTheMailServerIsSeenByNobodyAndGoesNowhereElse(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	put := func(fields map[string]any) answer { return o.admin.patch(t, "/company/mail", fields) }
	secret := "correct horse battery staple"
	whole := map[string]any{"host": "smtp.port.example", "port": 465, "security": "tls", "user": "office", "sender": "office@port.example", "password": secret}
	kept := put(whole).want(t, http.StatusOK)
	if kept.object(t)["has_password"] != true {
		t.Errorf("kept as %s", kept.text)
	}
	if has := put(map[string]any{"sender": "crm@port.example"}).want(t, http.StatusOK).object(t)["has_password"]; has != true {
		t.Error("another sender loses the password")
	}
	whole["password"] = secret + "!"
	put(whole).want(t, http.StatusOK)
	latest := o.admin.get(t, "/audit?subject=own_company&kind=change").list(t)[0]["changes"].([]any)
	if len(latest) != 1 || latest[0].(map[string]any)["field"] != "mail" {
		t.Errorf("of another password the log says %v", latest)
	}
	whole["password"] = secret
	for _, shown := range []string{kept.text, o.admin.get(t, "/company").text, o.admin.get(t, "/company/mail").text, o.admin.get(t, "/audit").want(t, http.StatusOK).text, toJSON(t, o.Administration.Model().Directory.Company), o.log.String()} {
		if strings.Contains(shown, secret) {
			t.Errorf("the password stands in %s", shown)
		}
	}
	for field, value := range map[string]any{"host": "evil.example", "port": 587, "security": "starttls", "user": "other"} {
		put(whole).want(t, http.StatusOK)
		if has := put(map[string]any{field: value}).want(t, http.StatusOK).object(t)["has_password"]; has != false {
			t.Errorf("with another %s the password stays", field)
		}
	}
	for about, wrong := range map[string]map[string]any{
		"host": {"host": "http://x"}, "port": {"port": 22}, "security": {"security": "none"}, "sender": {"sender": "office"}, "password": {"password": strings.Repeat("x", 501)},
	} {
		if put(wrong).want(t, http.StatusUnprocessableEntity).field(t, about) == "" {
			t.Errorf("%s is not named", about)
		}
	}
	if gone := put(map[string]any{"host": ""}).want(t, http.StatusOK).object(t); gone["host"] != "" || gone["has_password"] != false {
		t.Errorf("taken away: %v", gone)
	}
	clerk := o.employ(t, "Clerk", "Employee")
	clerk.get(t, "/company/mail").want(t, http.StatusForbidden)
	clerk.patch(t, "/company/mail", whole).want(t, http.StatusForbidden)
	clerk.post(t, "/company/mail/check", nil).want(t, http.StatusForbidden)
}

// TestTheMailServerIsToldToAdministratorsOnly has others hear of a letter that was not sent, and read the log.
func TestTheMailServerIsToldToAdministratorsOnly(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := closed.Addr().(*net.TCPAddr).Port //nolint:forcetypeassert // a listener on TCP
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	o.admin.patch(t, "/company/mail", map[string]any{"host": "127.0.0.1", "port": port, "security": "none", "sender": "office@port.example"}).want(t, http.StatusOK)
	profile := o.admin.post(t, "/profiles", map[string]any{"name": "HR", "features": map[string]bool{
		"administration.people": true, "administration.audit": true,
	}}).want(t, http.StatusCreated).id(t)
	o.roles["HR"] = o.admin.post(t, "/roles", map[string]any{"name": "HR", "profiles": []string{profile}}).want(t, http.StatusCreated).id(t)
	o.roles["Bare"] = o.admin.post(t, "/roles", map[string]any{"name": "Bare"}).want(t, http.StatusCreated).id(t)
	hr := o.employ(t, "Hr", "HR")
	anna := o.newcomer(t, "Anna", "role_id", o.roles["Bare"], "email", "anna@port.example")
	for about, who := range map[string]client{"an administrator": o.admin, "one who administers people": hr} {
		got := who.send(t, http.MethodPost, "/employees/"+anna+"/invitation", map[string]any{"email": "anna@port.example"}, "Host", "crm.port.example:8080")
		said := got.want(t, http.StatusOK).object(t)
		if told := strings.Contains(got.text, "127.0.0.1"); said["sent"] != false || said["problem"] == "" || told != (who.id == o.admin.id) {
			t.Errorf("%s is told %s", about, got.text)
		}
		log := who.get(t, "/audit?subject=own_company&kind=change").want(t, http.StatusOK)
		if told := strings.Contains(log.text, "office@port.example"); told != (who.id == o.admin.id) {
			t.Errorf("%s reads %s", about, log.text)
		}
	}
}
