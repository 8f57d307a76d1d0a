package httpapi

import (
	"context"
	"net/http"
	"time"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/schema"
)

// newToken is what is sent to make a token.
type newToken struct {
	Name     string     `json:"name"`
	Expires  *time.Time `json:"expires,omitempty" doc:"null: never"`
	ReadOnly bool       `json:"read_only,omitempty"`
	Types    []string   `json:"types,omitempty" doc:"the only element types it may reach; empty: all"`
	Actions  []string   `json:"actions,omitempty" doc:"the only actions on records; empty: all"`
}

type madeToken struct {
	ID    ident.ID `json:"id"`
	Token string   `json:"token" doc:"shown once"`
}

// token is a token as its owner sees it in the list.
type token struct {
	ID        ident.ID   `json:"id"`
	Name      string     `json:"name"`
	CreatedAt time.Time  `json:"created_at"`
	SeenAt    time.Time  `json:"seen_at"`
	Expires   *time.Time `json:"expires"`
	ReadOnly  bool       `json:"read_only"`
	Types     []string   `json:"types"`
	Actions   []string   `json:"actions"`
}

func (s *server) tokenRoutes() {
	add(s, route("list-tokens", http.MethodGet, "/tokens", "List one's own tokens", "session"),
		func(ctx context.Context, r *request, _ *none) (*answer[list[token]], error) {
			found, err := s.Identity.List(ctx, identity.Which{Employee: r.session.Employee, Kind: identity.Token})
			items := make([]token, 0, len(found))
			for _, each := range found {
				items = append(items, tokenView(each))
			}
			return whole(items, err)
		})
	addBody(s, created(route("make-token", http.MethodPost, "/tokens", "Make a token for a program", "session")), s.makeToken)
	add(s, noContent(route("end-token", http.MethodDelete, "/tokens/{id}", "End a token", "session")),
		func(ctx context.Context, r *request, in *idPath) (*none, error) {
			return s.endOwn(ctx, r, in.ID, identity.Token)
		})
}

func tokenView(session identity.Session) token {
	v := token{
		ID: session.ID, Name: session.Name, CreatedAt: session.CreatedAt, SeenAt: session.SeenAt, ReadOnly: session.Scope.ReadOnly,
		Types: append([]string{}, session.Scope.Types...), Actions: append([]string{}, session.Scope.Actions...),
	}
	if !session.ExpiresAt.IsZero() {
		v.Expires = &session.ExpiresAt
	}
	return v
}

func (s *server) makeToken(ctx context.Context, r *request, _ *none, body newToken) (*answer[madeToken], error) {
	problems := fault.Fields{}
	model := s.Administration.Model()
	for _, name := range body.Types {
		if t, ok := model.Schema.Type(name); !ok || !r.actor.Rights.May(access.View, t.No) {
			problems.Add("types", "administration.unknown_type_named", "name", shorten(name))
		}
	}
	for _, word := range body.Actions {
		if _, ok := access.ParseAction(word); !ok {
			problems.Add("actions", "administration.unknown_action", "name", shorten(word))
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	wanted := identity.NewToken{Name: schema.Line(body.Name), Scope: identity.Scope{ReadOnly: body.ReadOnly, Types: body.Types, Actions: body.Actions}}
	if body.Expires != nil {
		wanted.Expires = body.Expires.UTC()
	}
	granted, err := s.Identity.MakeToken(ctx, r.session, wanted)
	return reply(madeToken{ID: granted.Session.ID, Token: granted.Secret}, err)
}
