package httpapi

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
)

func TestTheWindowsFiles(t *testing.T) {
	files := newWindow(fstest.MapFS{
		"index.html":            {Data: []byte("<title>Kontora</title>")},
		"assets/index-d34db.js": {Data: []byte("let a")},
		"icon.svg":              {Data: []byte("<svg/>")},
	})
	for name, test := range map[string]struct {
		method, path string
		status       int
		contains     string
		cached       string
	}{
		"the first page":           {http.MethodGet, "/", 200, "<title>", "no-cache"},
		"a page of the window":     {http.MethodGet, "/deals/123", 200, "<title>", "no-cache"},
		"a built file":             {http.MethodGet, "/assets/index-d34db.js", 200, "let a", "public, max-age=31536000, immutable"},
		"a built file that is old": {http.MethodGet, "/assets/index-00000.js", 404, "", ""},
		"a file of its own":        {http.MethodGet, "/icon.svg", 200, "<svg/>", "no-cache"},
		"a folder":                 {http.MethodGet, "/assets", 200, "<title>", "no-cache"},
		"out of the folder":        {http.MethodGet, "/../../etc/passwd", 400, "", ""},
		"a write":                  {http.MethodPost, "/deals", 405, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := httptest.NewRecorder()
			files.ServeHTTP(w, httptest.NewRequest(test.method, "http://localhost"+test.path, nil))
			if w.Code != test.status || !strings.Contains(w.Body.String(), test.contains) || w.Header().Get("Cache-Control") != test.cached {
				t.Errorf("%d, %q, cached %q", w.Code, w.Body.String(), w.Header().Get("Cache-Control"))
			}
		})
	}
}
