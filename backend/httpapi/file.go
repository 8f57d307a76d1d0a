package httpapi

import (
	"context"
	"errors"
	"mime"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"kontora/backend/fault"
	"kontora/backend/file"
	"kontora/backend/schema"
)

// uploadTime is how long a whole file may take on its way here; other requests have far less.
const uploadTime = time.Hour

type fileQuery struct {
	RecordPath
	Name string `query:"name" doc:"the name of the file"`
}

type contentQuery struct {
	RecordPath
	Inline bool `query:"inline" doc:"to be shown instead of saved, where what it is can be shown without danger"`
}

func (s *server) fileRoutes() {
	upload := created(route("add-file", http.MethodPost, "/records/{type}/{id}/files", "Put a file on a record", "records"))
	upload.Description = "The body is the content itself, whatever its type; the name stands in the address."
	upload.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}},
	}}
	add(s, upload, func(ctx context.Context, r *request, in *fileQuery) (*answer[timelineItem], error) {
		which, err := id(in.ID)
		if err != nil {
			return nil, err
		}
		item, err := s.Files.Add(ctx, r.actor, in.Type, which, in.Name, r.upload())
		if err != nil {
			return nil, err
		}
		return reply(s.timelineItem(r, item), nil)
	})
	fetch := route("get-content", http.MethodGet, "/records/{type}/{id}/content", "Fetch the content of a file", "records")
	fetch.Responses = map[string]*huma.Response{"200": {
		Description: "The content; parts of it when Range asks for them", Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}}},
	}}
	add(s, fetch, s.fetchContent)
}

// isUpload reports whether the body of a request is a file, which is not read into memory.
func isUpload(r *http.Request) bool {
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, "/api/records/"), "/")
	return r.Method == http.MethodPost && strings.HasPrefix(r.URL.Path, "/api/records/") && len(parts) == 3 && parts[2] == "files"
}

// upload is the body of the request as it comes.
func (r *request) upload() *limitedBody {
	return &limitedBody{http.MaxBytesReader(nil, r.http.Body, file.MaxSize+1)}
}

// limitedBody tells a body that is too long in the words of the service, which counts for itself.
type limitedBody struct {
	body interface {
		Read(into []byte) (int, error)
	}
}

func (b *limitedBody) Read(into []byte) (int, error) {
	n, err := b.body.Read(into)
	var tooLong *http.MaxBytesError
	if errors.As(err, &tooLong) {
		return n, nil
	}
	return n, err
}

// shownInline are the kinds of content that a browser shows without running anything of it. PDF goes to the browser's own viewer.
func shownInline() []string {
	return []string{"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "application/pdf", "text/plain", "text/csv", "text/markdown", "audio/mpeg", "audio/wave", "video/mp4", "video/webm"}
}

// policyOf is what a content may do where it is shown. Browsers show PDF in a viewer of their own, which runs nothing of the office's and
// does not open under a policy that forbids it everything.
func policyOf(mediaType string) string {
	if mediaType == "application/pdf" {
		return "frame-ancestors 'self'"
	}
	return "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; sandbox; frame-ancestors 'self'"
}

func (s *server) fetchContent(ctx context.Context, r *request, in *contentQuery) (*huma.StreamResponse, error) {
	which, err := id(in.ID)
	if err != nil || in.Type != schema.TypeFile {
		return nil, fault.Missing()
	}
	stored, content, err := s.Files.Open(ctx, r.actor, which)
	if err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer content.Close()
		hr, w := humago.Unwrap(hc)
		h := w.Header()
		disposition, mediaType := "attachment", "application/octet-stream"
		if slices.Contains(shownInline(), stored.MediaType) {
			mediaType = stored.MediaType
			if in.Inline {
				disposition = "inline"
			}
		}
		if strings.HasPrefix(mediaType, "text/") {
			mediaType = "text/plain; charset=utf-8"
		}
		h.Set("Content-Type", mediaType)
		h.Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": stored.Name}))
		// Whatever it is, nothing of it runs, and it is shown by this window alone.
		h.Set("Content-Security-Policy", policyOf(mediaType))
		h.Set("X-Frame-Options", "SAMEORIGIN")
		h.Set("Cache-Control", "private, no-cache")
		h.Set("ETag", `"`+stored.Digest+`"`)
		http.ServeContent(w, hr, "", time.Time{}, content)
	}}, nil
}
