package httpapi_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestNamesAreOneLine sends names with line breaks and marks that turn the order of letters round.
func TestNamesAreOneLine(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	const evil, clean = "Pier\r\nX-Header: a\u202egpj.exe\u0007", "Pier X-Header: agpj.exe"
	said := func(a answer, field string) {
		t.Helper()
		object := a.want(t, http.StatusCreated).object(t)
		if fields, ok := object["fields"].(map[string]any); ok && object["type"] == "deal" {
			object = fields
		}
		if object[field] != clean {
			t.Errorf("%s is %q", field, object[field])
		}
	}
	for _, path := range []string{"/departments", "/branches", "/groups", "/roles", "/profiles"} {
		said(o.admin.post(t, path, map[string]any{"name": evil}), "name")
	}
	said(o.admin.post(t, "/employees", map[string]any{"last_name": evil, "role_id": o.roles["Employee"]}), "last_name")
	said(o.admin.post(t, "/records/deal", map[string]any{"fields": map[string]any{"name": evil}}), "name")
	made := o.admin.post(t, "/tokens", map[string]any{"name": evil}).want(t, http.StatusCreated)
	if names := o.admin.get(t, "/tokens").want(t, http.StatusOK).text; !strings.Contains(names, clean) {
		t.Errorf("tokens %s after %s", names, made.text)
	}
	refused := o.admin.post(t, "/employees", map[string]any{"last_name": "X", "login": "x\u202ey", "role_id": o.roles["Employee"]})
	if refused.want(t, http.StatusUnprocessableEntity).field(t, "login") == "" {
		t.Errorf("a login that turns round: %s", refused.text)
	}
	out := o.admin.get(t, "/export/deal?format=csv").want(t, http.StatusOK)
	if strings.Contains(out.text, "\nX-Header") || strings.ContainsAny(out.text, "\u202e\u0007") {
		t.Errorf("exported %q", out.text)
	}
}
