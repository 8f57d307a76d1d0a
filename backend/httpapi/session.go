package httpapi

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/schema"
)

// A browser that has signed in once is known again by this cookie for as long as browsers keep one.
const (
	deviceCookie   = "kontora_device"
	deviceLifetime = 400 * 24 * time.Hour
)

type signIn struct {
	Login    string `json:"login"`
	Password string `json:"password"`
	Code     string `json:"code,omitempty" doc:"of a second factor, which this version never asks for: 401 with the key second_factor would"`
}

type signedInBody struct {
	Token    string `json:"token"`
	Employee self   `json:"employee"`
}

type signedInAnswer struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
	Body      signedInBody
}

type signedOutAnswer struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
}

// openSession is a session as its owner sees it in the list of his computers.
type openSession struct {
	ID        ident.ID  `json:"id"`
	Name      string    `json:"name" doc:"the program it was opened with"`
	Address   string    `json:"address"`
	CreatedAt time.Time `json:"created_at"`
	SeenAt    time.Time `json:"seen_at"`
	ExpiresAt time.Time `json:"expires_at"`
	Current   bool      `json:"current" doc:"the one that asks"`
}

type idPath struct {
	ID string `path:"id"`
}

func (s *server) sessionRoutes() {
	addBody(s, route("sign-in", http.MethodPost, "/session", "Sign in", "session"), s.signIn)
	add(s, noContent(route("sign-out", http.MethodDelete, "/session", "Sign out", "session")),
		func(ctx context.Context, r *request, _ *none) (*signedOutAnswer, error) {
			if s.Uplink != nil {
				s.Uplink.SignOut(ctx)
			}
			if err := s.Identity.SignOut(ctx, r.session); err != nil {
				return nil, err
			}
			return &signedOutAnswer{SetCookie: []http.Cookie{s.cookie(r.http, sessionCookie, "", "/", -time.Second)}}, nil
		})
	add(s, route("list-sessions", http.MethodGet, "/sessions", "List the computers one is signed in on", "session"),
		func(ctx context.Context, r *request, _ *none) (*answer[list[openSession]], error) {
			found, err := s.Identity.List(ctx, identity.Which{Employee: r.session.Employee, Kind: identity.Interactive})
			items := make([]openSession, 0, len(found))
			for _, each := range found {
				items = append(items, openSession{
					ID: each.ID, Name: each.Name, Address: each.Address, CreatedAt: each.CreatedAt, SeenAt: each.SeenAt, ExpiresAt: each.ExpiresAt,
					Current: each.ID == r.session.ID,
				})
			}
			return whole(items, err)
		})
	add(s, noContent(route("end-session", http.MethodDelete, "/sessions/{id}", "Sign out on one computer", "session")),
		func(ctx context.Context, r *request, in *idPath) (*none, error) {
			return s.endOwn(ctx, r, in.ID, identity.Interactive)
		})
}

func (s *server) signIn(ctx context.Context, r *request, _ *none, body signIn) (*signedInAnswer, error) {
	device := ""
	if cookie, err := r.http.Cookie(deviceCookie); err == nil {
		device = cookie.Value
	}
	if s.Uplink != nil {
		if err := s.Uplink.SignIn(ctx, body.Login, body.Password); err != nil && !fault.Is(err, fault.Unavailable) {
			return nil, err
		}
	}
	granted, err := s.Identity.SignIn(ctx, identity.Attempt{
		Login: body.Login, Password: body.Password, Address: r.http.RemoteAddr, Agent: schema.Line(r.http.UserAgent()), Device: device,
	})
	if err != nil {
		return nil, err
	}
	return s.signedIn(r, granted)
}

// signedIn answers with a session that was opened, in the cookies of a browser too.
func (s *server) signedIn(r *request, granted identity.Granted) (*signedInAnswer, error) {
	actor, err := s.actorOf(granted.Session)
	if err != nil {
		return nil, err
	}
	lives := granted.Session.ExpiresAt.Sub(s.Clock.Now())
	out := &signedInAnswer{
		SetCookie: []http.Cookie{s.cookie(r.http, sessionCookie, granted.Secret, "/", lives)},
		Body:      signedInBody{Token: granted.Secret, Employee: s.self(actor)},
	}
	if granted.Device != "" {
		out.SetCookie = append(out.SetCookie, s.cookie(r.http, deviceCookie, granted.Device, "/api/session", deviceLifetime))
	}
	return out, nil
}

// cookie is one that scripts cannot read and other sites cannot send.
func (s *server) cookie(r *http.Request, name, value, path string, lives time.Duration) http.Cookie {
	return http.Cookie{
		Name: name, Value: value, Path: path, MaxAge: int(lives / time.Second), HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteStrictMode,
	}
}

func (s *server) endOwn(ctx context.Context, r *request, text string, kind identity.Kind) (*none, error) {
	which, err := id(text)
	if err != nil {
		return nil, err
	}
	return nil, s.Identity.EndOwn(ctx, r.session.Employee, which, kind)
}

func noContent(op huma.Operation) huma.Operation {
	op.DefaultStatus = http.StatusNoContent
	return op
}

func created(op huma.Operation) huma.Operation {
	op.DefaultStatus = http.StatusCreated
	return op
}
