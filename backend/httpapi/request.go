package httpapi

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/locale"
)

// request is what every handler knows of who asks.
type request struct {
	http     *http.Request
	actor    access.Actor
	session  identity.Session
	secret   string // of the session, to ask again whether it lives
	language locale.Language
	body     []byte  // of a request that may have one, already read and bounded
	upload   *upload // of a request whose body is a file
}

type contextKey struct{}

func requestOf(ctx context.Context) *request {
	r, _ := ctx.Value(contextKey{}).(*request)
	return r
}

// admit finds out who asks and whether he may call the route, before anything of the request is looked at.
func (s *server) admit(ctx huma.Context, next func(huma.Context)) {
	hr, w := humago.Unwrap(ctx)
	sent := bodyOf(hr)
	r := &request{http: hr, language: languageOf(hr), body: sent.bytes}
	g := s.guards[ctx.Operation().OperationID]
	err := s.identify(ctx.Context(), r)
	switch {
	case g.public:
		err = nil
	case err == nil:
		reads := hr.Method == http.MethodGet || hr.Method == http.MethodHead
		err = g.admits(r.actor, r.session, hr.PathValue("type"), reads)
	}
	if err == nil && sent.problem != nil {
		err = sent.problem
	}
	if err == nil && (!g.public || r.session.ID != ident.ID{}) {
		var answered bool
		if answered, err = s.forward(w, r, ctx.Operation().OperationID); answered {
			return
		}
	}
	if op := ctx.Operation().OperationID; err == nil && (op == opAddFile || op == opUpload) {
		r.upload = s.upload(hr, w)
	}
	var leave func()
	if err == nil {
		leave, err = s.turns.take(ctx.Context(), r.actor.Employee, g.turn)
	}
	if err != nil {
		writeProblem(w, s.problem(ctx.Context(), r, ctx.Operation().OperationID, err))
		return
	}
	defer leave()
	next(huma.WithValue(ctx, contextKey{}, r))
}

// identify fills in who asks. Someone whose session lives but who is active no more is as if not signed in.
func (s *server) identify(ctx context.Context, r *request) error {
	r.secret = SecretOf(r.http)
	if s.Neighbours != nil {
		if err := s.Neighbours.CatchUp(ctx); err != nil {
			return err
		}
	}
	session, err := s.Identity.Resolve(ctx, r.secret)
	if err != nil {
		return err
	}
	actor, err := s.actorOf(session)
	if err != nil {
		return err
	}
	r.session, r.actor = session, actor
	if actor.Language != "" {
		r.language = actor.Language
	}
	return nil
}

// actorOf is the employee of a session with the rights he has at this moment.
func (s *server) actorOf(session identity.Session) (access.Actor, error) {
	over := fault.New(fault.Unauthenticated, "identity.signed_out")
	state := s.Administration.State()
	no, err := state.No(session.Employee, administration.EmployeeKind)
	if err != nil {
		return access.Actor{}, over
	}
	rights := s.Rights(no)
	if !rights.Active() {
		return access.Actor{}, over
	}
	e := state.Model.Directory.Employees[no]
	return access.Actor{Rights: rights, Employee: no, Language: e.Language, Device: session.Device}, nil
}

const sessionCookie = "kontora_session"

// SecretOf is the secret a request was sent with. A header that names a scheme of its own is not passed over for the cookie.
func SecretOf(r *http.Request) string {
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, secret, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "bearer") {
			return ""
		}
		return strings.TrimSpace(secret)
	}
	cookie, err := r.Cookie(sessionCookie)
	if err != nil {
		return ""
	}
	return cookie.Value
}

// languageOf is the language a browser asks for: the first of its list that the program speaks.
func languageOf(r *http.Request) locale.Language {
	for _, part := range strings.Split(r.Header.Get("Accept-Language"), ",") {
		tag, _, _ := strings.Cut(strings.TrimSpace(part), ";")
		for _, language := range locale.Languages() {
			if strings.HasPrefix(strings.ToLower(tag), string(language)) {
				return language
			}
		}
	}
	return locale.English
}

// id reads an identifier of a path. What is none leads nowhere, in the words for what is not there; the zero one is none, since inside it
// stands for what was not said.
func id(text string) (ident.ID, error) {
	parsed, err := ident.Parse(text)
	if err != nil || parsed.IsZero() {
		return ident.ID{}, fault.Missing()
	}
	return parsed, nil
}

// ifMatch is the version that a change was made on, without the quotes HTTP puts around it; empty for none.
func ifMatch(header string) string {
	header = strings.TrimPrefix(strings.TrimSpace(header), "W/")
	if header == "*" {
		return ""
	}
	return strings.Trim(header, `"`)
}
