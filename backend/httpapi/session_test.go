package httpapi_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

func TestCookies(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	answer := o.nobody().post(t, "/session", map[string]any{"login": "ADMIN", "password": adminPassword}).want(t, http.StatusOK)
	var session, device *http.Cookie
	for _, c := range answer.Cookies() {
		switch c.Name {
		case "kontora_session":
			session = c
		case "kontora_device":
			device = c
		}
	}
	if session == nil || !session.HttpOnly || session.SameSite != http.SameSiteStrictMode || session.Secure {
		t.Fatalf("session cookie over plain HTTP: %v", session)
	}
	if device == nil || !device.HttpOnly || device.Path != "/api/session" {
		t.Fatalf("device cookie: %v", device)
	}
	with := "kontora_session=" + session.Value
	o.nobody().send(t, http.MethodGet, "/me", nil, "Cookie", with).want(t, http.StatusOK)
	o.nobody().send(t, http.MethodGet, "/me", nil, "Cookie", with, "Authorization", "Basic eDp5").want(t, http.StatusUnauthorized)
	for name, headers := range map[string][]string{
		"a form of another site":     {"Sec-Fetch-Site", "cross-site"},
		"a script of another origin": {"Origin", "https://evil.example"},
		"a page on another port":     {"Origin", "http://127.0.0.1:9999", "Sec-Fetch-Site", "same-site"},
	} {
		refused := o.nobody().send(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "x"}}, append(headers, "Cookie", with)...)
		if refused.StatusCode != http.StatusForbidden || refused.key(t) != "http.cross_origin" {
			t.Errorf("%s: %d %s", name, refused.StatusCode, refused.text)
		}
	}
	own := []string{"Cookie", with, "Origin", "http://127.0.0.1:8080", "Sec-Fetch-Site", "same-origin"}
	o.nobody().send(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "x"}}, own...).want(t, http.StatusCreated)
	out := o.nobody().send(t, http.MethodDelete, "/session", nil, own...).want(t, http.StatusNoContent)
	if cookies := out.Cookies(); len(cookies) != 1 || cookies[0].MaxAge >= 0 {
		t.Errorf("signing out leaves %v", cookies)
	}
	o.nobody().send(t, http.MethodGet, "/me", nil, "Cookie", with).want(t, http.StatusUnauthorized)
}

func TestHostsThatAreNotOurs(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	refused := o.admin.send(t, http.MethodGet, "/me", nil, "Host", "evil.example").want(t, http.StatusMisdirectedRequest)
	if refused.key(t) != "http.host" {
		t.Errorf("refused with %s", refused.text)
	}
	o.admin.send(t, http.MethodGet, "/me", nil, "Host", "192.168.1.5:8443").want(t, http.StatusOK)
}

func TestHeadersOfEveryAnswer(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	for name, answer := range map[string]answer{"an answer": o.admin.get(t, "/me"), "a refusal": o.nobody().get(t, "/me"), "a path to nowhere": o.admin.get(t, "/nothing")} {
		for header, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "same-origin",
		} {
			if got := answer.Header.Get(header); got != want {
				t.Errorf("%s: %s is %q", name, header, got)
			}
		}
		if policy := answer.Header.Get("Content-Security-Policy"); !strings.Contains(policy, "script-src 'self';") || !strings.Contains(policy, "frame-ancestors 'none'") {
			t.Errorf("%s: content policy %q", name, policy)
		}
	}
}

func TestFailedSignIns(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	try := func(login, password, lang string) answer {
		return client{office: o, lang: lang}.post(t, "/session", map[string]any{"login": login, "password": password})
	}
	unknown, wrong := try("nobody", "wrong password", "ru"), try("admin", "wrong password", "ru")
	if unknown.StatusCode != http.StatusUnauthorized || unknown.text != wrong.text {
		t.Errorf("unknown: %s\nwrong: %s", unknown.text, wrong.text)
	}
	if detail := wrong.object(t)["detail"]; detail != "Логин или пароль неверен." {
		t.Errorf("said %v", detail)
	}
	// After five failures attempts take turns; with eight waiting, someone is told to come back.
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	answers := make(chan *http.Response, 20)
	for range cap(answers) {
		go func() {
			r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/api/session", strings.NewReader(`{"login":"admin","password":"wrong password"}`))
			r.Host = "127.0.0.1:8080"
			w := httptest.NewRecorder()
			o.handler.ServeHTTP(w, r)
			answers <- w.Result()
		}()
	}
	for left := cap(answers); left > 0; left-- {
		one := <-answers
		if one.StatusCode == http.StatusTooManyRequests && one.Header.Get("Retry-After") == "" {
			t.Error("nothing says when to come back")
		}
		if one.StatusCode == http.StatusTooManyRequests {
			cancel()
		}
	}
	if log := o.log.String(); strings.Contains(log, "wrong password") || strings.Contains(log, adminPassword) {
		t.Error("a password was logged")
	}
}

func TestTheLogTellsOfSignIns(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna := o.employ(t, "Anna", "Employee")
	for _, login := range []string{"anna", "typed@secret"} {
		o.nobody().post(t, "/session", map[string]any{"login": login, "password": "not this one"}).want(t, http.StatusUnauthorized)
	}
	anna.post(t, "/me/password", map[string]any{"old": "password of Anna", "new": "another password"}).want(t, http.StatusNoContent)
	anna.send(t, http.MethodDelete, "/session", nil).want(t, http.StatusNoContent)
	o.admin.patch(t, "/employees/"+anna.id, map[string]any{"password": "a third password"}).want(t, http.StatusOK)
	o.admin.post(t, "/employees/"+anna.id+"/sign-out", nil).want(t, http.StatusNoContent)

	o.admin.get(t, "/audit").want(t, http.StatusOK).mustNotContain(t, "not this one", "another password", "a third password", "typed@secret")
	var kinds []string
	for _, e := range o.admin.get(t, "/audit?subject=employee&id="+anna.id).list(t) {
		if kind := e["kind"].(string); !strings.HasPrefix(kind, "c") {
			kinds = append(kinds, kind)
			by, _ := e["by"].(map[string]any)["name"].(string)
			if want := map[string]string{"password_set": "Admin", "sessions_ended": "Admin", "sign_in_failed": ""}; by != "Anna" && by != want[kind] {
				t.Errorf("%s by %q", kind, by)
			}
		}
	}
	want := []string{"sessions_ended", "password_set", "sign_out", "password_changed", "sign_in_failed", "sign_in"}
	if !slices.Equal(kinds, want) {
		t.Errorf("logged %v, want %v", kinds, want)
	}
	if failed := o.admin.get(t, "/audit?kind=sign_in_failed").list(t); len(failed) != 2 {
		t.Errorf("failed sign-ins: %v", failed)
	}
}

func TestTokensReachNoFurtherThanTheirScope(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	profile := o.admin.post(t, "/profiles", map[string]any{"name": "Programs", "features": map[string]bool{"api": true}}).want(t, http.StatusCreated).id(t)
	anna, boris := o.employ(t, "Anna", "Employee", "profiles", []string{profile}), o.employ(t, "Boris", "Employee")
	if refused := boris.post(t, "/tokens", map[string]any{"name": "sync"}).want(t, http.StatusForbidden); !strings.Contains(refused.text, "API") {
		t.Errorf("the feature is not named: %s", refused.text)
	}
	token := func(scope map[string]any) client {
		t.Helper()
		scope["name"] = "sync"
		made := anna.post(t, "/tokens", scope).want(t, http.StatusCreated).object(t)
		return client{office: o, id: anna.id, token: made["token"].(string)}
	}
	free, reader := token(map[string]any{}), token(map[string]any{"read_only": true})
	deals, exporter := token(map[string]any{"types": []string{"deal"}}), token(map[string]any{"actions": []string{"view"}})
	deal := anna.deal(t, "Pier")
	for name, test := range map[string]struct {
		client       client
		method, path string
		body         any
		status       int
	}{
		"an unrestricted one writes":          {free, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "a"}}, http.StatusCreated},
		"an unrestricted one is not Anna":     {free, http.MethodPost, "/me/password", map[string]any{}, http.StatusForbidden},
		"an unrestricted one makes no tokens": {free, http.MethodPost, "/tokens", map[string]any{"name": "b"}, http.StatusForbidden},
		"an unrestricted one has her rights":  {free, http.MethodGet, "/employees", nil, http.StatusForbidden},
		"one that reads reads":                {reader, http.MethodGet, "/records/deal/" + deal, nil, http.StatusOK},
		"one that reads does not write":       {reader, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "a"}}, http.StatusForbidden},
		"one for deals reads deals":           {deals, http.MethodGet, "/records/deal", nil, http.StatusOK},
		"one for deals reads no leads":        {deals, http.MethodGet, "/records/lead", nil, http.StatusForbidden},
		"one for deals does not search":       {deals, http.MethodGet, "/search?q=pier", nil, http.StatusForbidden},
		"one for deals does not listen":       {deals, http.MethodGet, "/events", nil, http.StatusForbidden},
		"one for viewing views":               {exporter, http.MethodGet, "/records/deal/" + deal, nil, http.StatusOK},
		"one for viewing exports nothing":     {exporter, http.MethodGet, "/export/deal", nil, http.StatusForbidden},
		"one for viewing deletes nothing":     {exporter, http.MethodDelete, "/records/deal/" + deal, nil, http.StatusForbidden},
		"one for viewing knows who it is":     {exporter, http.MethodGet, "/me", nil, http.StatusOK},
	} {
		t.Run(name, func(t *testing.T) { test.client.send(t, test.method, test.path, test.body).want(t, test.status) })
	}
	t.Run("one for deals shares nothing else", func(t *testing.T) {
		for with, status := range map[string]int{"company": http.StatusForbidden, "deal": http.StatusUnprocessableEntity} { // no deal links to a deal
			deals.send(t, http.MethodPut, "/records/deal/"+deal+"/shares", map[string]any{"items": []any{}, "with": []string{with}}).want(t, status)
		}
	})
	t.Run("without the feature they are over", func(t *testing.T) {
		o.admin.patch(t, "/employees/"+anna.id, map[string]any{"profiles": []string{}}).want(t, http.StatusOK)
		free.get(t, "/records/deal").want(t, http.StatusForbidden)
		anna.get(t, "/records/deal").want(t, http.StatusOK)
	})
	t.Run("ended", func(t *testing.T) {
		o.admin.patch(t, "/employees/"+anna.id, map[string]any{"profiles": []string{profile}}).want(t, http.StatusOK)
		tokens := anna.get(t, "/tokens").list(t)
		if len(tokens) != 4 {
			t.Fatalf("%d tokens", len(tokens))
		}
		for _, each := range tokens {
			boris.send(t, http.MethodDelete, "/tokens/"+each["id"].(string), nil).want(t, http.StatusNotFound)
			anna.send(t, http.MethodDelete, "/tokens/"+each["id"].(string), nil).want(t, http.StatusNoContent)
		}
		free.get(t, "/records/deal").want(t, http.StatusUnauthorized)
	})
}

func TestOnesOwnSessionsAndPassword(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	anna := o.employ(t, "Anna", "Employee")
	again := o.signIn(t, "anna", "password of Anna")
	sessions := anna.get(t, "/sessions").list(t)
	if len(sessions) != 2 {
		t.Fatalf("%d sessions", len(sessions))
	}
	o.admin.send(t, http.MethodDelete, "/sessions/"+sessions[0]["id"].(string), nil).want(t, http.StatusNotFound)
	anna.send(t, http.MethodDelete, "/sessions/"+strings.Repeat("0", 32), nil).want(t, http.StatusNotFound)
	again.get(t, "/me").want(t, http.StatusOK)
	wrong := anna.post(t, "/me/password", map[string]any{"old": "x", "new": "another password"}).want(t, http.StatusUnprocessableEntity)
	if wrong.field(t, "old") == "" {
		t.Errorf("the field is not named: %s", wrong.text)
	}
	anna.post(t, "/me/password", map[string]any{"old": "password of Anna", "new": "another password"}).want(t, http.StatusNoContent)
	anna.get(t, "/me").want(t, http.StatusOK)
	again.get(t, "/me").want(t, http.StatusUnauthorized)
	o.signIn(t, "anna", "another password")
	anna.patch(t, "/me", map[string]any{"language": "ru", "theme": "dark"}).want(t, http.StatusOK)
	if me := anna.get(t, "/me").object(t)["employee"].(map[string]any); me["language"] != "ru" || me["theme"] != "dark" || me["name"] != "Anna" {
		t.Errorf("me: %v", me)
	}
	anna.patch(t, "/me", map[string]any{"administrator": true}).want(t, http.StatusUnprocessableEntity)
}

func TestProgramsMaySendTheCodeThatIsNotAskedFor(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.nobody().post(t, "/session", map[string]any{"login": "admin", "password": adminPassword, "code": "123456"}).want(t, http.StatusOK)
}
