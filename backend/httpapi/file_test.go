package httpapi_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// picture begins as a PNG does.
const picture = "\x89PNG\r\n\x1a\n and what follows"

func (c client) upload(t *testing.T, deal, name, content string) answer {
	t.Helper()
	return c.send(t, http.MethodPost, "/records/deal/"+deal+"/files?name="+url.QueryEscape(name), content)
}

func fileOf(t *testing.T, a answer) (item map[string]any, content string) {
	t.Helper()
	item = a.want(t, http.StatusCreated).object(t)["file"].(map[string]any)
	return item, "/records/file/" + item["id"].(string) + "/content"
}

func TestWhoeverViewsARecordReadsItsFilesAndNobodyElse(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.private(t, "deal")
	anna, boris := o.employ(t, "Anna", "Employee"), o.employ(t, "Boris", "Employee")
	deal := anna.post(t, "/records/deal", map[string]any{"fields": map[string]any{"name": "Crane"}}).want(t, http.StatusCreated).id(t)
	item, path := fileOf(t, anna.upload(t, deal, `C:\offers\Чертёж.png`, picture))
	if item["name"] != "Чертёж.png" || item["media_type"] != "image/png" || item["size"] != float64(len(picture)) {
		t.Errorf("kept as %v", item)
	}
	got := anna.get(t, path+"?inline=true").want(t, http.StatusOK)
	if got.text != picture || got.Header.Get("Content-Type") != "image/png" || !strings.HasPrefix(got.Header.Get("Content-Disposition"), "inline") {
		t.Errorf("fetched %q as %s, %s", got.text, got.Header.Get("Content-Type"), got.Header.Get("Content-Disposition"))
	}
	if part := anna.send(t, http.MethodGet, path, nil, "Range", "bytes=1-3").want(t, http.StatusPartialContent); part.text != "PNG" {
		t.Errorf("a part is %q", part.text)
	}
	if shown := anna.get(t, "/records/deal/"+deal+"/timeline").want(t, http.StatusOK); !strings.Contains(shown.text, "Чертёж.png") {
		t.Errorf("the timeline has no file: %s", shown.text)
	}

	absent := strings.Replace(path, item["id"].(string), "00000000000000000000000000", 1)
	hidden, nothing := boris.get(t, path).want(t, http.StatusNotFound), boris.get(t, absent).want(t, http.StatusNotFound)
	if hidden.text != nothing.text {
		t.Errorf("a hidden file is %s, none is %s", hidden.text, nothing.text)
	}
	boris.upload(t, deal, "a.txt", "hello").want(t, http.StatusNotFound)
	o.admin.send(t, http.MethodPut, "/records/deal/"+deal+"/shares", map[string]any{
		"items": []any{map[string]any{"principal": map[string]any{"kind": "employee", "id": boris.id}, "level": "view"}},
	}).want(t, http.StatusOK)
	boris.get(t, path).want(t, http.StatusOK)
	fileOf(t, boris.upload(t, deal, "answer.txt", "hello")) // who may view may add
}

func TestAFileIsNotWhatItsSenderSays(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	deal := o.admin.post(t, "/records/deal", map[string]any{"fields": map[string]any{"name": "Crane"}}).want(t, http.StatusCreated).id(t)
	for name, content := range map[string]string{
		"page.png": "<!DOCTYPE html><script>alert(1)</script>",
		"page.htm": "<html><body onload=alert(1)>",
		"logo.svg": `<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`,
		"run.exe":  "MZ\x90\x00",
	} {
		_, path := fileOf(t, o.admin.upload(t, deal, name, content))
		got := o.admin.get(t, path+"?inline=true").want(t, http.StatusOK)
		kind, disposition := got.Header.Get("Content-Type"), got.Header.Get("Content-Disposition")
		if kind != "application/octet-stream" && !strings.HasPrefix(kind, "text/plain") || strings.HasPrefix(kind, "text/plain") && strings.HasPrefix(content, "<!") {
			t.Errorf("%s is shown as %s, %s", name, kind, disposition)
		}
		if policy := got.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "sandbox") || got.Header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s may run: %s", name, policy)
		}
	}
}

func TestTheDigestOfAFileIsNobodysToWrite(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	deal := o.admin.post(t, "/records/deal", map[string]any{"fields": map[string]any{"name": "Crane"}}).want(t, http.StatusCreated).id(t)
	item, path := fileOf(t, o.admin.upload(t, deal, "a.txt", "hello"))
	digest := map[string]any{"fields": map[string]any{"digest": strings.Repeat("0", 64)}}
	o.admin.patch(t, "/records/file/"+item["id"].(string), digest).want(t, http.StatusUnprocessableEntity)
	o.admin.post(t, "/records/file", map[string]any{
		"fields": map[string]any{"name": "b.txt", "about": map[string]any{"type": "deal", "id": deal}, "digest": strings.Repeat("0", 64)},
	}).want(t, http.StatusUnprocessableEntity)
	o.admin.patch(t, "/records/file/"+item["id"].(string), map[string]any{"fields": map[string]any{"name": "renamed.txt"}}).want(t, http.StatusOK)
	if got := o.admin.get(t, path).want(t, http.StatusOK); got.text != "hello" || !strings.Contains(got.Header.Get("Content-Disposition"), "renamed.txt") {
		t.Errorf("after renaming: %q, %s", got.text, got.Header.Get("Content-Disposition"))
	}
	o.admin.send(t, http.MethodDelete, "/records/file/"+item["id"].(string), nil).want(t, http.StatusNoContent)
	o.admin.get(t, path).want(t, http.StatusNotFound)
}

func TestFilesThatCannotBe(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	deal := o.admin.post(t, "/records/deal", map[string]any{"fields": map[string]any{"name": "Crane"}}).want(t, http.StatusCreated).id(t)
	for name, field := range map[string]string{"": "name", "../..": "name", strings.Repeat("я", 300): "name"} {
		if text := o.admin.upload(t, deal, name, "hello").want(t, http.StatusUnprocessableEntity).field(t, field); text == "" {
			t.Errorf("nothing is said of the name %q", name)
		}
	}
	if empty := o.admin.upload(t, deal, "a.txt", "").want(t, http.StatusUnprocessableEntity).object(t); empty["key"] != "file.empty" {
		t.Errorf("an empty file is %v", empty)
	}
	o.nobody().upload(t, deal, "a.txt", "hello").want(t, http.StatusUnauthorized)
}

// timed is an answer that remembers how long the sender may take.
type timed struct {
	*httptest.ResponseRecorder
	longest time.Duration
}

func (w *timed) SetReadDeadline(until time.Time) error {
	w.longest = max(w.longest, time.Until(until))
	return nil
}

func TestOnlyWhoIsSignedInMayTakeLongToSendAFile(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	deal := o.admin.deal(t, "Crane")
	for name, test := range map[string]struct {
		token  string
		status int
		long   bool
	}{
		"a stranger": {"", http.StatusUnauthorized, false},
		"a guess":    {"kontora", http.StatusUnauthorized, false},
		"the sender": {o.admin.token, http.StatusCreated, true},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/records/deal/"+deal+"/files?name=a.txt", strings.NewReader("hello"))
		r.Host = "127.0.0.1:8080"
		r.Header.Set("Authorization", "Bearer "+test.token)
		w := &timed{ResponseRecorder: httptest.NewRecorder()}
		o.handler.ServeHTTP(w, r)
		if w.Code != test.status || (w.longest > time.Minute) != test.long {
			t.Errorf("%s is answered %d and has %s", name, w.Code, w.longest)
		}
	}
}
