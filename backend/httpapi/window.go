package httpapi

import (
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// window serves the window's files. A path that is no file is one of the window's own pages, for which index.html answers.
type window struct {
	files  fs.FS
	server http.Handler
}

func newWindow(files fs.FS) http.Handler {
	if files == nil {
		return http.NotFoundHandler()
	}
	return &window{files: files, server: http.FileServerFS(files)}
}

func (v *window) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	info, err := fs.Stat(v.files, name)
	switch {
	case err == nil && !info.IsDir() && name != "index.html":
		// The names of built files under assets change with what is in them.
		if strings.HasPrefix(name, "assets/") {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		} else {
			w.Header().Set("Cache-Control", "no-cache")
		}
		v.server.ServeHTTP(w, r)
	case strings.HasPrefix(name, "assets/"):
		http.NotFound(w, r)
	default:
		w.Header().Set("Cache-Control", "no-cache")
		http.ServeFileFS(w, r, v.files, "index.html")
	}
}
