package httpapi_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// called is one route as the description lists it.
type called struct{ id, method, path string }

// routes lists what the description has, with identifiers of nothing in the paths.
func routes(t *testing.T, o *office) []called {
	t.Helper()
	var all []called
	for path, item := range o.nobody().get(t, "/openapi.json").want(t, http.StatusOK).object(t)["paths"].(map[string]any) {
		for method, op := range item.(map[string]any) {
			id, _ := op.(map[string]any)["operationId"].(string)
			if id == "" {
				t.Fatalf("%s %s has no name", method, path)
			}
			all = append(all, called{id, strings.ToUpper(method), path})
		}
	}
	return all
}

// filled puts identifiers of nothing, and the type deal, into a path.
func filled(path string) string {
	const nothing = "00000000000000000000000000000001"
	path = strings.NewReplacer("/api", "", "{type}", "deal", "{id}", nothing, "{link}", nothing, "{desk}", nothing, "{field}", "nothing").Replace(path)
	switch {
	case strings.HasSuffix(path, "/explain"):
		path += "?type=deal"
	case strings.HasSuffix(path, "/files"):
		path += "?name=offer.txt"
	}
	return path
}

func (c called) body() any {
	if c.method == http.MethodGet || c.method == http.MethodDelete {
		return nil
	}
	return map[string]any{}
}

func TestNobodyReachesARouteWithoutSigningIn(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	all := routes(t, o)
	if len(all) < 80 {
		t.Fatalf("only %d routes are described", len(all))
	}
	// What is open to everybody. Whoever adds to it says here that he means it.
	open := map[string]bool{"sign-in": true, "read-invitation": true, "accept-invitation": true, "get-standing": true}
	for _, c := range all {
		if open[c.id] {
			continue
		}
		answer := o.nobody().send(t, c.method, filled(c.path), c.body())
		if answer.StatusCode != http.StatusUnauthorized || answer.key(t) != "identity.signed_out" {
			t.Errorf("%s: %d %s", c.id, answer.StatusCode, answer.text)
		}
	}
}

// TestAnEmployeeWithoutRights calls every route as one who has no profile at all. The table says what each of them answers.
func TestAnEmployeeWithoutRights(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	bare := o.admin.post(t, "/roles", map[string]any{"name": "Bare"}).want(t, http.StatusCreated).id(t)
	o.roles["Bare"] = bare
	outsider := o.employ(t, "Outsider", "Bare")
	own := []string{
		"sign-in", "list-sessions", "get-me", "list-types", "find-principals", "search", "hear-events", "change-me", "list-records", "sum-records", "get-company", "get-structure",
		"list-views", "list-jobs", "list-notifications", "read-notifications", "get-sync", "list-outbox", "push", "list-desks",
	}
	invalid := []string{"change-password", "create-view", "upload-file", "pull", "leave-desk-key"} // reached, with nothing sent
	absent := []string{
		"end-session", "end-token", "get-type", "explain", "export-records", "start-export", "get-job-file", "get-view", "change-view", "delete-view", "get-job", "pause-job", "resume-job",
		"cancel-job", "undo-job", "mark-notification", "get-logo", "read-invitation", "accept-invitation", "forget-command", "retry-command", "get-desk-key", "remove-desk", "get-held", "set-sync-scope",
	}
	for _, c := range routes(t, o) {
		if c.id == "sign-in" || c.id == "sign-out" || c.id == "hear-events" {
			continue
		}
		want := http.StatusForbidden
		switch {
		case c.id == "get-standing": // a device's secret is asked for, and none is sent
			want = http.StatusUnauthorized
		case slices.Contains(own, c.id):
			want = http.StatusOK
		case slices.Contains(invalid, c.id):
			want = http.StatusUnprocessableEntity
		case slices.Contains(absent, c.id), strings.Contains(c.path, "/records/{type}"):
			want = http.StatusNotFound
		}
		answer := outsider.send(t, c.method, filled(c.path), c.body())
		if answer.StatusCode != want {
			t.Errorf("%s %s: %d, want %d: %s", c.id, filled(c.path), answer.StatusCode, want, answer.text)
		}
	}
}

func TestTheDescriptionNamesProblems(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	answer := o.nobody().get(t, "/openapi.json").want(t, http.StatusOK)
	answer.mustNotContain(t, "ErrorModel")
	schemas := answer.object(t)["components"].(map[string]any)["schemas"].(map[string]any)
	if _, ok := schemas["Problem"]; !ok {
		t.Error("problems are not described")
	}
}

func TestPathsThatLeadNowhere(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	for name, path := range map[string]string{
		"an unknown call": "/nothing", "an id that is none": "/employees/x", "an employee that is not there": filled("/employees/{id}"),
		"a record whose id is none": "/records/deal/../x", "a type that is not there": "/records/nothing/" + strings.Repeat("0", 31) + "1",
	} {
		t.Run(name, func(t *testing.T) {
			if strings.Contains(path, "..") {
				path = "/records/deal/xyz"
			}
			answer := o.admin.get(t, path).want(t, http.StatusNotFound)
			if answer.key(t) != "error.not_found" || answer.Header.Get("Content-Type") != "application/problem+json" {
				t.Errorf("%s %s", answer.Header.Get("Content-Type"), answer.text)
			}
		})
	}
}
