package httpapi_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"kontora/app"
	"kontora/backend/administration"
	"kontora/backend/directory"
	"kontora/backend/locale"
	testkit "kontora/backend/testkit/office"
)

// office is a real office on SQLite, spoken to over HTTP alone.
type office struct {
	*app.Office
	handler http.Handler
	log     *logBuffer
	admin   client
	roles   map[string]string // identifiers of the ready roles by name
}

// logBuffer keeps what the program logs.
type logBuffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// client is someone who sends requests.
type client struct {
	office *office
	id     string
	token  string
	lang   string
}

const adminPassword = "correct horse battery"

func newOffice(t *testing.T) *office {
	t.Helper()
	o := &office{log: &logBuffer{}, roles: make(map[string]string)}
	var err error
	o.Office, err = app.OpenOffice(t.Context(), app.Config{Data: t.TempDir(), Listen: "127.0.0.1:0", Hosts: []string{"crm.port.example"}, Passwords: testkit.Passwords()}, slog.New(slog.NewTextHandler(o.log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	err = o.Administration.Found(t.Context(), administration.Founding{
		Company: directory.Company{
			Name: "Port", Language: locale.English, TimeZone: "UTC", Currency: "EUR", Country: "DE", NameOrder: directory.LastFirst,
		},
		Login: "admin", Password: adminPassword, Name: directory.PersonName{Last: "Admin"},
	})
	if err != nil {
		t.Fatal(err)
	}
	if o.handler, err = o.Handler(); err != nil {
		t.Fatal(err)
	}
	o.admin = o.signIn(t, "admin", adminPassword)
	for _, role := range o.admin.get(t, "/roles").list(t) {
		o.roles[role["name"].(string)] = role["id"].(string)
	}
	return o
}

func (o *office) nobody() client { return client{office: o} }

func (o *office) signIn(t *testing.T, login, password string) client {
	t.Helper()
	answer := o.nobody().post(t, "/session", map[string]any{"login": login, "password": password})
	answer.want(t, http.StatusOK)
	return client{office: o, id: answer.object(t)["employee"].(map[string]any)["id"].(string), token: answer.object(t)["token"].(string)}
}

// employ makes an active employee of one of the ready roles and signs him in. more are further fields.
func (o *office) employ(t *testing.T, last, role string, more ...any) client {
	t.Helper()
	fields := map[string]any{"last_name": last, "login": strings.ToLower(last), "password": "password of " + last, "role_id": o.roles[role]}
	for i := 0; i < len(more); i += 2 {
		fields[more[i].(string)] = more[i+1]
	}
	o.admin.post(t, "/employees", fields).want(t, http.StatusCreated)
	return o.signIn(t, strings.ToLower(last), "password of "+last)
}

// private makes a type private, so that one sees only what one has a ground for.
func (o *office) private(t *testing.T, typeName string) {
	t.Helper()
	o.admin.patch(t, "/types/"+typeName, map[string]any{"default": "private", "exists_hint": false}).want(t, http.StatusOK)
}

// answer is what came back.
type answer struct {
	*http.Response
	text string
}

func (c client) send(t *testing.T, method, path string, body any, headers ...string) answer {
	t.Helper()
	var reader io.Reader
	switch body := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(body)
	default:
		raw, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		reader = bytes.NewReader(raw)
	}
	r := httptest.NewRequestWithContext(t.Context(), method, "/api"+path, reader)
	r.Host = "127.0.0.1:8080"
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	if c.lang != "" {
		r.Header.Set("Accept-Language", c.lang)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Host" {
			r.Host = headers[i+1]
		}
	}
	w := httptest.NewRecorder()
	c.office.handler.ServeHTTP(w, r)
	return answer{Response: w.Result(), text: w.Body.String()}
}

func (c client) get(t *testing.T, path string) answer {
	t.Helper()
	return c.send(t, http.MethodGet, path, nil)
}

func (c client) post(t *testing.T, path string, body any) answer {
	t.Helper()
	return c.send(t, http.MethodPost, path, body)
}

func (c client) patch(t *testing.T, path string, body any) answer {
	t.Helper()
	return c.send(t, http.MethodPatch, path, body)
}

func (a answer) want(t *testing.T, status int) answer {
	t.Helper()
	if a.StatusCode != status {
		t.Fatalf("status %d, want %d: %.600s", a.StatusCode, status, a.text)
	}
	return a
}

func (a answer) object(t *testing.T) map[string]any {
	t.Helper()
	var object map[string]any
	if err := json.Unmarshal([]byte(a.text), &object); err != nil {
		t.Fatalf("%v: %s", err, a.text)
	}
	return object
}

func (a answer) id(t *testing.T) string {
	t.Helper()
	id, ok := a.object(t)["id"].(string)
	if !ok {
		t.Fatalf("no id in %s", a.text)
	}
	return id
}

func (a answer) list(t *testing.T) []map[string]any {
	t.Helper()
	a.want(t, http.StatusOK)
	items, _ := a.object(t)["items"].([]any)
	list := make([]map[string]any, 0, len(items))
	for _, item := range items {
		list = append(list, item.(map[string]any))
	}
	return list
}

func (a answer) key(t *testing.T) string {
	t.Helper()
	key, _ := a.object(t)["key"].(string)
	return key
}

// field is what a problem says about a field.
func (a answer) field(t *testing.T, name string) string {
	t.Helper()
	fields, _ := a.object(t)["fields"].(map[string]any)
	text, _ := fields[name].(string)
	return text
}

func (a answer) mustNotContain(t *testing.T, words ...string) answer {
	t.Helper()
	for _, word := range words {
		if strings.Contains(a.text, word) {
			t.Errorf("the answer contains %q: %.300s", word, a.text)
		}
	}
	return a
}

// deal makes a deal of the client's own.
func (c client) deal(t *testing.T, name string) string {
	t.Helper()
	return c.post(t, "/records/deal", map[string]any{"fields": map[string]any{"name": name}}).want(t, http.StatusCreated).id(t)
}

// id is the identifier of the employee of that last name.
func (o *office) id(t *testing.T, last string) string {
	t.Helper()
	for _, e := range o.admin.get(t, "/employees").list(t) {
		if e["last_name"] == last {
			return e["id"].(string)
		}
	}
	t.Fatalf("no employee %s", last)
	return ""
}

func raw(text string) json.RawMessage { return json.RawMessage(text) }
