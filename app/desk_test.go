package app

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"kontora/backend/access"
	"kontora/backend/demo"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/locale"
	"kontora/backend/record"
)

// cable is an office behind a line that can be cut.
type cable struct {
	*httptest.Server
	office *Office
	cut    atomic.Bool
}

func layCable(t *testing.T) *cable {
	t.Helper()
	office, err := OpenOffice(t.Context(), Config{Data: t.TempDir(), Listen: "127.0.0.1:0", Passwords: cheap()}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := office.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := office.MakeUp(t.Context(), locale.English, demo.Options{Seed: 1, Deals: 40}); err != nil {
		t.Fatal(err)
	}
	handler, err := office.Handler()
	if err != nil {
		t.Fatal(err)
	}
	c := &cable{office: office}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c.cut.Load() {
			panic(http.ErrAbortHandler)
		}
		handler.ServeHTTP(w, r)
	}))
	t.Cleanup(c.Close)
	return c
}

func cheap() identity.Cost { return identity.Cost{MemoryKiB: 64, Passes: 1, Lanes: 1} }

// seat is a desk with somebody in front of it.
type seat struct {
	*Desk
	link    *uplink
	handler http.Handler
	token   string
}

func takeSeat(t *testing.T, data string, c *cable) *seat {
	t.Helper()
	config := Config{Data: data, Listen: "127.0.0.1:0", Passwords: cheap()}
	desk, err := OpenDesk(t.Context(), config, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	s := &seat{Desk: desk}
	if s.handler, s.link, err = desk.handler(t.Context(), config, c.URL); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *seat) call(t *testing.T, method, path string, body any) (int, map[string]any) {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), method, "/api"+path, bytes.NewReader(raw))
	r.Host = "127.0.0.1:8090"
	r.Header.Set("Content-Type", "application/json")
	if s.token != "" {
		r.Header.Set("Authorization", "Bearer "+s.token)
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	var answer map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil {
		t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
	}
	return w.Code, answer
}

func (s *seat) signIn(t *testing.T, login, password string) int {
	t.Helper()
	s.token = ""
	status, answer := s.call(t, http.MethodPost, "/session", map[string]string{"login": login, "password": password})
	s.token, _ = answer["token"].(string)
	return status
}

// names are those of the deals that the desk lists.
func (s *seat) names(t *testing.T) string {
	t.Helper()
	status, page := s.call(t, http.MethodGet, "/records/deal?limit=200", nil)
	if status != http.StatusOK {
		t.Fatalf("%d %v", status, page)
	}
	var names []string
	for _, item := range page["items"].([]any) {
		names = append(names, item.(map[string]any)["fields"].(map[string]any)["name"].(string))
	}
	return strings.Join(names, "\n")
}

func TestADeskIsReadWhileItsOfficeIsAway(t *testing.T) {
	c := layCable(t)
	data := t.TempDir()
	s := takeSeat(t, data, c)
	if status := s.signIn(t, "petrov", "wrong"); status != http.StatusUnauthorized {
		t.Fatalf("a wrong password: %d", status)
	}
	if status := s.signIn(t, "petrov", demo.Password); status != http.StatusOK {
		t.Fatalf("signed in with %d", status)
	}
	there := s.names(t)
	c.cut.Store(true)
	if away := s.names(t); away != there || away == "" {
		t.Errorf("with the office:\n%s\nwithout:\n%s", there, away)
	}
	if status, answer := s.call(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "Said alone"}}); status != http.StatusServiceUnavailable || answer["key"] != "http.office_away" {
		t.Errorf("written with %d %v", status, answer)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	// After the program was started again, without the office.
	s = takeSeat(t, data, c)
	defer s.Close()
	if status := s.signIn(t, "petrov", "wrong"); status != http.StatusUnauthorized {
		t.Errorf("a wrong password without the office: %d", status)
	}
	if status := s.signIn(t, "petrov", demo.Password); status != http.StatusOK {
		t.Fatalf("signed in without the office with %d", status)
	}
	if away := s.names(t); away != there {
		t.Errorf("after the start:\n%s", away)
	}
}

func TestADeskHearsWhatIsNewAndIsOnePersonsOwn(t *testing.T) {
	c := layCable(t)
	s := takeSeat(t, t.TempDir(), c)
	defer s.Close()
	if status := s.signIn(t, "petrov", demo.Password); status != http.StatusOK {
		t.Fatalf("signed in with %d", status)
	}
	following, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.link.Serve(following) }()
	news := s.Hub.Subscribe()
	if status, answer := s.call(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "New at the office"}}); status != http.StatusCreated {
		t.Fatalf("%d %v", status, answer)
	}
	for !strings.Contains(s.kept(t), "New at the office") {
		<-news.Ready()
		news.Take()
	}
	news.Close()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if status := s.signIn(t, "lindqvist", demo.Password); status != http.StatusForbidden {
		t.Errorf("somebody else signs in with %d", status)
	}
}

func TestADeskIsLockedOnceItsEmployeeIsSuspended(t *testing.T) {
	c := layCable(t)
	s := takeSeat(t, t.TempDir(), c)
	defer s.Close()
	if status := s.signIn(t, "petrov", demo.Password); status != http.StatusOK {
		t.Fatalf("signed in with %d", status)
	}
	session := s.token
	ended, leave := s.link.identity.Watch(s.session(t))
	defer leave()
	following, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.link.Serve(following) }()
	company := s.Replica.Company()
	for no, e := range c.office.Administration.Model().Directory.Employees {
		if e.Administrator {
			_, err := c.office.Administration.Employees().Change(t.Context(), c.office.Actor(no), company.Employee, "", json.RawMessage(`{"status":"suspended"}`))
			if err != nil {
				t.Fatal(err)
			}
			break
		}
	}
	<-ended
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	c.cut.Store(true)
	s.token = session
	if status, _ := s.call(t, http.MethodGet, "/records/deal", nil); status != http.StatusUnauthorized {
		t.Errorf("read with %d", status)
	}
	if status := s.signIn(t, "petrov", demo.Password); status != http.StatusUnauthorized {
		t.Errorf("signed in with %d", status)
	}
}

// session is the one that is open at the desk.
func (s *seat) session(t *testing.T) ident.ID {
	t.Helper()
	session, err := s.link.identity.Resolve(t.Context(), s.token)
	if err != nil {
		t.Fatal(err)
	}
	return session.ID
}

// kept is what the desk's own replica lists.
func (s *seat) kept(t *testing.T) string {
	t.Helper()
	actor, err := s.Actor()
	if err != nil {
		t.Fatal(err)
	}
	page, err := s.Records.List(t.Context(), actor, record.ListRequest{Type: "deal", Limit: record.MaxLimit, Action: access.View})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(page.Items)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
