// Package httpapi is the HTTP interface of office and desk, for windows, browsers and programs alike: routes and who may call them,
// sessions, errors in the reader's language, events, and the OpenAPI description made from the same declarations.
package httpapi

import (
	"context"
	"crypto/rand"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/audit"
	"kontora/backend/clock"
	"kontora/backend/event"
	"kontora/backend/exporter"
	"kontora/backend/file"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/job"
	"kontora/backend/locale"
	"kontora/backend/mail"
	"kontora/backend/notify"
	"kontora/backend/outbox"
	"kontora/backend/preference"
	"kontora/backend/record"
	"kontora/backend/replica"
	"kontora/backend/savedview"
)

// Log reads the audit log, and writes what no change tells of.
type Log interface {
	// Note appends an entry.
	Note(ctx context.Context, e audit.Entry) error
	// Read returns entries, the newest first, as show lets the reader see them. next is where the following page begins, 0 at the end.
	Read(ctx context.Context, filter audit.Filter, show audit.Show) (entries []audit.Entry, next audit.Number, err error)
}

// Parts is what the interface serves.
type Parts struct {
	Identity       *identity.Service
	Administration *administration.Service
	Records        *record.Service
	Writes         Writes // the records when nil
	Outbox         Outbox
	Offers         *outbox.Office // nil on a desk
	Views          *savedview.Service
	Files          *file.Service
	Exports        *exporter.Service
	Jobs           *job.Service
	Mail           *mail.Service
	Notices        *notify.Service
	Preferences    *preference.Service
	Replicas       *replica.Office
	Uplink         Uplink                                 // of a desk; nil on an office
	Rights         func(employee ident.No) *access.Rights // those that hold now
	Hub            *event.Hub
	Neighbours     Neighbours // nil where one process answers
	Log            Log
	Catalogue      *locale.Catalogue
	Clock          clock.Clock
	IDs            ident.Source // random when nil
	Logger         *slog.Logger
	Window         fs.FS    // the window's files, index.html among them
	Hosts          []string // names by which this office is reached, besides addresses and localhost
	Version        string   // of the program
}

// server is Parts with what the routes share.
type server struct {
	Parts
	api     huma.API
	guards  map[string]guard
	mux     *http.ServeMux
	counts  *counts
	turns   *turns
	streams *streams
	// positions seals where listeners of events stand. Its secret is this process's own: no other knows what its positions mean.
	positions *record.Seal
}

// New makes the handler of everything: /api, /healthz and the window. It fails when a route has no guard.
func New(parts Parts) (http.Handler, error) {
	if parts.IDs == nil {
		parts.IDs = ident.Random{}
	}
	if parts.Writes == nil {
		parts.Writes = parts.Records
	}
	positions, err := newPositions()
	if err != nil {
		return nil, err
	}
	s := &server{Parts: parts, guards: guards(), turns: newTurns(), streams: newStreams(), mux: http.NewServeMux(), positions: positions}
	s.counts = newCounts(parts.Records.CountUpTo, parts.IDs, parts.Logger, parts.Neighbours)
	s.api = humago.New(s.mux, s.describe())
	s.api.UseMiddleware(s.admit)
	s.routes()
	if err := s.everyRouteGuarded(); err != nil {
		return nil, err
	}
	if err := s.serveDescription(); err != nil {
		return nil, err
	}
	s.mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	s.mux.HandleFunc("/api/", s.noSuchRoute)
	s.mux.Handle("/", newWindow(parts.Window))
	return s.outer(s.mux), nil
}

func newPositions() (*record.Seal, error) {
	var secret [32]byte
	_, _ = rand.Read(secret[:]) // never fails
	return record.NewSeal(secret[:])
}

func (s *server) describe() huma.Config {
	config := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title: "Kontora", Version: s.Version,
				Description: "Everything the window does, it does through these calls. Sign in with POST /api/session, or send a token as bearer.",
			},
			Components: &huma.Components{
				Schemas: huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer),
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"bearer": {Type: "http", Scheme: "bearer"},
					"cookie": {Type: "apiKey", In: "cookie", Name: sessionCookie},
				},
			},
			Security: []map[string][]string{{"bearer": {}}, {"cookie": {}}},
		},
		Formats:       map[string]huma.Format{"application/json": jsonFormat(), "json": jsonFormat()},
		DefaultFormat: "application/json",
		Transformers:  []huma.Transformer{s.translateValidation, encode},
	}
	return config
}

// routes registers everything under /api, one function for each resource.
func (s *server) routes() {
	s.sessionRoutes()
	s.deskRoutes()
	s.tokenRoutes()
	s.meRoutes()
	s.companyRoutes()
	s.mailRoutes()
	s.invitationRoutes()
	s.structureRoutes()
	s.typeRoutes()
	s.administrationRoutes()
	s.principalRoutes()
	s.recordRoutes()
	s.timelineRoutes()
	s.colleagueRoutes()
	s.shareRoutes()
	s.transferRoutes()
	s.linkRoutes()
	s.searchRoutes()
	s.explainRoutes()
	s.fileRoutes()
	s.viewRoutes()
	s.exportRoutes()
	s.auditRoutes()
	s.jobRoutes()
	s.noticeRoutes()
	s.massRoutes()
	s.eventRoutes()
	s.replicaRoutes()
	s.outboxRoutes()
}

// noSuchRoute answers for paths under /api that lead nowhere, in the words for a record that is not there.
func (s *server) noSuchRoute(w http.ResponseWriter, r *http.Request) {
	writeProblem(w, missingProblem(s.Catalogue, languageOf(r)))
}
