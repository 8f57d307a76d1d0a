package httpapi

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"kontora/backend/clock"
	"kontora/backend/fault"
	"kontora/backend/file"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// How long a whole file may take on its way here, where other requests have far less, and how long nothing at all may come of it.
const (
	uploadTime  = time.Hour
	uploadPause = time.Minute
)

// The operations whose body is a file.
const (
	opAddFile = "add-file"
	opUpload  = "upload-file"
)

type fileQuery struct {
	RecordPath
	Name string `query:"name" doc:"the name of the file"`
}

type uploadQuery struct {
	Name string `query:"name" doc:"the name of the file"`
}

// SmallQuery asks for a small picture.
type SmallQuery struct {
	Size string `query:"size" enum:"96,256" doc:"a picture made small, with no edge longer than that many pixels; what is none, and pictures too large to be made small, come whole"`
}

// edge is the longest one asked for, 0 for the whole picture.
func (q SmallQuery) edge() int {
	edge, err := strconv.Atoi(q.Size)
	if err != nil {
		return 0
	}
	return edge
}

type fieldContentQuery struct {
	RecordPath
	SmallQuery
	Field  string `path:"field"`
	Inline bool   `query:"inline" doc:"to be shown instead of saved, where what it is can be shown without danger"`
}

type contentQuery struct {
	RecordPath
	SmallQuery
	Inline bool `query:"inline" doc:"to be shown instead of saved, where what it is can be shown without danger"`
}

func (s *server) fileRoutes() {
	adding := withFile(created(route(opAddFile, http.MethodPost, "/records/{type}/{id}/files", "Put a file on a record", "records")))
	adding.Description = "The body is the content itself, whatever its type; the name stands in the address."
	add(s, adding, func(ctx context.Context, r *request, in *fileQuery) (*answer[timelineItem], error) {
		which, err := id(in.ID)
		if err != nil {
			return nil, err
		}
		defer r.upload.end()
		item, err := s.Files.Add(ctx, r.actor, in.Type, which, in.Name, r.upload)
		if err != nil {
			return nil, err
		}
		return reply(s.timelineItem(r, item), nil)
	})
	uploading := withFile(created(route(opUpload, http.MethodPost, "/uploads", "Send a file for a field", "records")))
	uploading.Description = "The body is the content itself. The token of the answer, sent as {\"upload\": token}, puts the file into a field of kind file, today or tomorrow."
	add(s, uploading, func(ctx context.Context, r *request, in *uploadQuery) (*answer[schema.FileJSON], error) {
		defer r.upload.end()
		return reply(s.Files.Upload(ctx, r.actor, in.Name, r.upload))
	})
	add(s, givingFile(route("get-content", http.MethodGet, "/records/{type}/{id}/content", "Fetch the content of a file", "records")), s.fetchContent)
	add(s, givingFile(route("get-field-content", http.MethodGet, "/records/{type}/{id}/fields/{field}/content", "Fetch the file in a field", "records")), s.fetchFieldContent)
}

// withFile describes an operation whose body is a file.
func withFile(o huma.Operation) huma.Operation {
	o.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{
		"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}},
	}}
	return o
}

// givingFile describes an operation that answers with a file.
func givingFile(o huma.Operation) huma.Operation {
	o.Responses = map[string]*huma.Response{"200": {
		Description: "The content; parts of it when Range asks for them", Content: map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: "string", Format: "binary"}}},
	}}
	return o
}

// isUpload reports whether the body of a request is a file, which is not read into memory.
func isUpload(r *http.Request) bool {
	if r.Method == http.MethodPost && r.URL.Path == "/api/uploads" {
		return true
	}
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, "/api/records/"), "/")
	return r.Method == http.MethodPost && strings.HasPrefix(r.URL.Path, "/api/records/") && len(parts) == 3 && parts[2] == "files"
}

// upload is the body of a request that is a file, as it comes. It has longer to come than other bodies, but only once it is known who sends
// it: others would keep connections open by sending nothing.
type upload struct {
	body    io.Reader
	control *http.ResponseController
	clock   clock.Clock
	until   time.Time
}

func (s *server) upload(hr *http.Request, w http.ResponseWriter) *upload {
	u := &upload{
		body:    http.MaxBytesReader(nil, hr.Body, file.MaxSize+1),
		control: http.NewResponseController(w), clock: s.Clock, until: s.Clock.Now().Add(uploadTime),
	}
	u.wait(u.until) // it may have to wait for its turn first
	return u
}

// wait has the sender until then. Whom the answer does not reach in time has no deadline to set: then that of other requests holds.
func (u *upload) wait(until time.Time) { _ = u.control.SetReadDeadline(until) }

// Read reads on. A body that is too long ends: the service counts for itself and says so in its own words.
func (u *upload) Read(into []byte) (int, error) {
	until := u.clock.Now().Add(uploadPause)
	if until.After(u.until) {
		until = u.until
	}
	u.wait(until)
	n, err := u.body.Read(into)
	var tooLong *http.MaxBytesError
	if errors.As(err, &tooLong) {
		return n, nil
	}
	return n, err
}

// end gives what is left of a file that was not taken the time of a pause, since it is read before the answer goes out.
func (u *upload) end() { u.wait(u.clock.Now().Add(uploadPause)) }

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
	return s.give(ctx, stored, content, in.Inline, in.edge())
}

func (s *server) fetchFieldContent(ctx context.Context, r *request, in *fieldContentQuery) (*huma.StreamResponse, error) {
	which, err := id(in.ID)
	if err != nil {
		return nil, err
	}
	stored, content, err := s.Files.OpenField(ctx, r.actor, in.Type, which, in.Field)
	if err != nil {
		return nil, err
	}
	return s.give(ctx, stored, content, in.Inline, in.edge())
}

// give answers with a content that was opened for whoever asks, or with a small picture of it.
func (s *server) give(
	ctx context.Context, stored record.StoredFile, content io.ReadSeekCloser, inline bool, edge int,
) (*huma.StreamResponse, error) {
	stored, content, err := s.Files.Small(ctx, stored, content, edge)
	if err != nil {
		return nil, errors.Join(err, content.Close())
	}
	return stream(stored, content, inline), nil
}

// stream answers with a content and closes it. Whatever it is, nothing of it runs, and it is shown by this window alone.
func stream(stored record.StoredFile, content io.ReadSeekCloser, inline bool) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		defer content.Close()
		hr, w := humago.Unwrap(hc)
		h := w.Header()
		disposition, mediaType := "attachment", "application/octet-stream"
		if slices.Contains(shownInline(), stored.MediaType) {
			mediaType = stored.MediaType
			if inline {
				disposition = "inline"
			}
		}
		if strings.HasPrefix(mediaType, "text/") {
			mediaType = "text/plain; charset=utf-8"
		}
		h.Set("Content-Type", mediaType)
		h.Set("Content-Disposition", mime.FormatMediaType(disposition, map[string]string{"filename": stored.Name}))
		h.Set("Content-Security-Policy", policyOf(mediaType))
		h.Set("X-Frame-Options", "SAMEORIGIN")
		h.Set("Cache-Control", "private, no-cache")
		h.Set("ETag", `"`+stored.Digest+`"`)
		http.ServeContent(w, hr, "", time.Time{}, content)
	}}
}
