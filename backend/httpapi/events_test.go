package httpapi_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// heard is one event of a stream.
type heard struct {
	id, name string
	data     map[string]any
}

// stream listens to events of a real connection.
type stream struct {
	events <-chan heard
	close  context.CancelFunc
}

// patience is how long a test waits for what must come; it is not waited for when all is well.
const patience = 20 * time.Second

func (c client) listen(t *testing.T, server *httptest.Server, last string) *stream {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+"/api/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+c.token)
	if last != "" {
		r.Header.Set("Last-Event-ID", last)
	}
	response, err := server.Client().Do(r) //nolint:bodyclose // closed by the goroutine that reads it
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != http.StatusOK {
		t.Fatalf("status %d", response.StatusCode)
	}
	events := make(chan heard)
	go func() {
		defer close(events)
		defer response.Body.Close()
		var next heard
		for lines := bufio.NewScanner(response.Body); lines.Scan(); {
			name, value, _ := strings.Cut(lines.Text(), ": ")
			switch name {
			case "id":
				next.id = value
			case "event":
				next.name = value
			case "data":
				if err := json.Unmarshal([]byte(value), &next.data); err != nil {
					return
				}
			case "":
				if next.name == "" {
					continue
				}
				select {
				case events <- next:
				case <-ctx.Done():
					return
				}
				next = heard{}
			}
		}
	}()
	t.Cleanup(cancel)
	s := &stream{events: events, close: cancel}
	if last == "" {
		s.want(t, "hello", "", "")
	}
	return s
}

// want waits for an event about the record, and fails when another comes first. An empty change asks for the name alone. That somebody is
// told of a share or a task as well comes at no certain place among them.
func (s *stream) want(t *testing.T, name, change, record string) heard {
	t.Helper()
	for deadline := time.After(patience); ; {
		select {
		case e, open := <-s.events:
			if !open {
				t.Fatalf("the stream ended before %s %s", name, change)
			}
			if e.name == "notice" && name != "notice" {
				continue
			}
			if e.name != name || (change != "" && (e.data["change"] != change || e.data["id"] != record)) {
				t.Fatalf("heard %s %v, want %s %s %s", e.name, e.data, name, change, record)
			}
			return e
		case <-deadline:
			t.Fatalf("heard nothing, want %s %s", name, change)
		}
	}
}

// until waits for an event of that name and passes over others.
func (s *stream) until(t *testing.T, name string) {
	t.Helper()
	for deadline := time.After(patience); ; {
		select {
		case e, open := <-s.events:
			if !open {
				t.Fatalf("the stream ended before %s", name)
			}
			if e.name == name {
				return
			}
		case <-deadline:
			t.Fatalf("heard no %s", name)
		}
	}
}

func (s *stream) wantEnd(t *testing.T) {
	t.Helper()
	select {
	case e, open := <-s.events:
		if open {
			t.Fatalf("heard %s, want the end", e.name)
		}
	case <-time.After(patience):
		t.Fatal("the stream goes on")
	}
}

func serve(t *testing.T, o *office) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(o.handler)
	t.Cleanup(server.Close)
	return server
}

func TestWhatListenersHear(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.private(t, "deal")
	anna, boris := o.employ(t, "Anna", "Employee"), o.employ(t, "Boris", "Employee")
	server := serve(t, o)
	annas, boriss := anna.listen(t, server, ""), boris.listen(t, server, "")

	first := o.admin.deal(t, "Nobody's but the administrator's")
	deal := anna.deal(t, "Pier")
	annas.want(t, "record", "put", deal)
	share := func(items ...any) {
		anna.send(t, http.MethodPut, "/records/deal/"+deal+"/shares", map[string]any{"items": items}).want(t, http.StatusOK)
		annas.want(t, "record", "put", deal)
	}
	share(map[string]any{"principal": map[string]any{"kind": "employee", "id": boris.id}, "level": "view"})
	boriss.want(t, "record", "put", deal)
	anna.patch(t, "/records/deal/"+deal, map[string]any{"fields": map[string]any{"stage": "won"}}).want(t, http.StatusOK)
	annas.want(t, "record", "put", deal)
	boriss.want(t, "record", "put", deal)
	share()
	gone := boriss.want(t, "record", "gone", deal)
	o.admin.post(t, "/records/deal/"+first+"/transfer", map[string]any{"to": boris.id}).want(t, http.StatusOK)
	boriss.want(t, "record", "put", first)
	boriss.close()

	t.Run("continued where it broke off", func(t *testing.T) {
		again := boris.listen(t, server, gone.id)
		again.want(t, "record", "put", first)
	})
	t.Run("continued from another process", func(t *testing.T) {
		boris.listen(t, server, "ffffffff-3").want(t, "rights", "", "")
	})
	t.Run("deleted", func(t *testing.T) {
		anna.send(t, http.MethodDelete, "/records/deal/"+deal, nil).want(t, http.StatusNoContent)
		annas.want(t, "record", "gone", deal)
	})
}

func TestAHiddenFieldChangesInSilence(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna := o.employ(t, "Anna", "Employee")
	for _, p := range o.admin.get(t, "/profiles").list(t) {
		o.admin.patch(t, "/profiles/"+p["id"].(string), map[string]any{"fields": map[string]any{"deal": map[string]any{"value": "hidden", "number": "masked"}}}).want(t, 200)
	}
	deal := o.admin.deal(t, "Pier")
	o.admin.post(t, "/records/deal/"+deal+"/notes", map[string]any{"text": "It moves with the deal."}).want(t, http.StatusCreated)
	o.admin.post(t, "/sharing-rules", map[string]any{ // by it a large value moves the deal to another cell, of no concern to Anna
		"name": "Large ones", "type": "deal", "level": "view", "target": map[string]any{"kind": "employee", "id": o.admin.id},
		"source": map[string]any{"kind": "condition", "filter": raw(`{"field":"value","op":">","value":{"amount":"5.00","currency":"EUR"}}`)},
	}).want(t, http.StatusCreated)
	listening := anna.listen(t, serve(t, o), "")
	edit := func(fields map[string]any) {
		o.admin.patch(t, "/records/deal/"+deal, map[string]any{"fields": fields}).want(t, http.StatusOK)
	}
	edit(map[string]any{"value": map[string]any{"amount": "1.00", "currency": "EUR"}})
	edit(map[string]any{"value": map[string]any{"amount": "9.00", "currency": "EUR"}})
	edit(map[string]any{"number": "12345678"})
	edit(map[string]any{"name": "Pier 2"})
	first := listening.want(t, "record", "put", deal)
	edit(map[string]any{"number": "87654321"})
	second := o.admin.deal(t, "Quay")
	next := listening.want(t, "record", "put", second)
	if first.data["seq"] != 1.0 || next.data["seq"] != 2.0 {
		t.Errorf("what he does not see is counted: %v, %v", first.data, next.data)
	}
	if len(first.id) != len(next.id) || first.id[:8] == next.id[:8] {
		t.Errorf("places in the stream can be compared: %s, %s", first.id, next.id)
	}
}

func TestCommentsAreHeardByThoseWhoReadThem(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	silent := o.admin.post(t, "/profiles", map[string]any{"name": "Silent", "features": map[string]bool{"comments": false}}).want(t, http.StatusCreated).id(t)
	anna, boris := o.employ(t, "Anna", "Employee"), o.employ(t, "Boris", "Employee", "profiles", []string{silent})
	deal, other := anna.deal(t, "Pier"), anna.deal(t, "Quay")
	server := serve(t, o)
	annas, boriss := anna.listen(t, server, ""), boris.listen(t, server, "")

	note := anna.post(t, "/records/deal/"+deal+"/notes", map[string]any{"text": "x"}).want(t, http.StatusCreated).id(t)
	annas.want(t, "record", "put", deal)
	annas.want(t, "record", "put", note)
	anna.patch(t, "/records/deal/"+other, map[string]any{"fields": map[string]any{"stage": "won"}}).want(t, http.StatusOK)
	boriss.want(t, "record", "put", other)
}

func TestSessionsEndInOpenStreams(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	server := serve(t, o)
	for name, end := range map[string]func(t *testing.T, who client){
		"signing out": func(t *testing.T, who client) {
			who.send(t, http.MethodDelete, "/session", nil).want(t, http.StatusNoContent)
		},
		"suspended": func(t *testing.T, who client) {
			o.admin.patch(t, "/employees/"+who.id, map[string]any{"status": "suspended"}).want(t, http.StatusOK)
		},
		"dismissed": func(t *testing.T, who client) {
			o.admin.patch(t, "/employees/"+who.id, map[string]any{"status": "dismissed"}).want(t, http.StatusOK)
		},
		"signed out by the administrator": func(t *testing.T, who client) {
			o.admin.post(t, "/employees/"+who.id+"/sign-out", nil).want(t, http.StatusNoContent)
		},
		"given another password": func(t *testing.T, who client) {
			o.admin.patch(t, "/employees/"+who.id, map[string]any{"password": "another password"}).want(t, http.StatusOK)
		},
	} {
		t.Run(name, func(t *testing.T) {
			who := o.employ(t, "Anna"+strings.ReplaceAll(name, " ", ""), "Employee")
			listening := who.listen(t, server, "")
			end(t, who)
			for e := range listening.events {
				if e.name == "signed_out" {
					break
				}
				if e.name != "rights" {
					t.Fatalf("heard %s", e.name)
				}
			}
			listening.wantEnd(t)
			who.get(t, "/me").want(t, http.StatusUnauthorized)
		})
	}
}

func TestAChangeOfRightsIsHeardAtOnce(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.private(t, "deal")
	anna, boris := o.employ(t, "Anna", "Employee"), o.employ(t, "Boris", "Employee")
	deal := boris.deal(t, "Pier")
	listening := anna.listen(t, serve(t, o), "")
	anna.get(t, "/records/deal/"+deal).want(t, http.StatusNotFound)
	o.admin.patch(t, "/roles/"+o.roles["Employee"], map[string]any{"team": "view"}).want(t, http.StatusOK)
	listening.want(t, "rights", "", "")
	anna.get(t, "/records/deal/"+deal).want(t, http.StatusOK)
	boris.patch(t, "/records/deal/"+deal, map[string]any{"fields": map[string]any{"name": "Pier 2"}}).want(t, http.StatusOK)
	listening.want(t, "record", "put", deal)

	// What one sets for himself makes nobody read anything anew.
	boris.patch(t, "/me", map[string]any{"theme": "dark"}).want(t, http.StatusOK)
	boris.patch(t, "/records/deal/"+deal, map[string]any{"fields": map[string]any{"name": "Pier 3"}}).want(t, http.StatusOK)
	listening.want(t, "record", "put", deal)
}

func TestTooManyStreamsAreRefusedInWords(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	server := httptest.NewServer(o.handler)
	defer server.Close()
	open := make([]*stream, 0, 16)
	for range 16 {
		open = append(open, o.admin.listen(t, server, ""))
	}
	refused := o.admin.get(t, "/events").want(t, http.StatusTooManyRequests)
	if refused.key(t) != "http.too_many_streams" || refused.Header.Get("Retry-After") == "" {
		t.Errorf("refused with %s", refused.text)
	}
	for _, s := range open {
		s.close()
	}
}
