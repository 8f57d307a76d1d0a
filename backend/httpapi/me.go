package httpapi

import (
	"context"
	"net/http"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/ident"
	"kontora/backend/locale"
)

// self is who is signed in, as far as every page needs it.
type self struct {
	ID         ident.ID        `json:"id"`
	Name       string          `json:"name"`
	LastName   string          `json:"last_name"`
	FirstName  string          `json:"first_name"`
	Patronymic string          `json:"patronymic"`
	Language   locale.Language `json:"language"`
	TimeZone   string          `json:"time_zone"`
	Theme      string          `json:"theme"`
}

// me is what the window builds its menus and buttons from. The backend refuses in any case.
type me struct {
	Employee      self                                         `json:"employee"`
	Company       workplace                                    `json:"company"`
	Administrator bool                                         `json:"administrator"`
	Features      map[string]bool                              `json:"features"`
	Rights        map[string]map[string]administration.Reaches `json:"rights" doc:"by type and action; an action that is not there is not allowed"`
}

type workplace struct {
	Name     string `json:"name"`
	Currency string `json:"currency"`
	Country  string `json:"country"`
}

type preferences struct {
	Language *locale.Language `json:"language,omitempty" enum:"en,ru"`
	TimeZone *string          `json:"time_zone,omitempty"`
	Theme    *string          `json:"theme,omitempty" enum:"light,dark,auto"`
}

type passwordChange struct {
	Old string `json:"old"`
	New string `json:"new"`
}

func (s *server) meRoutes() {
	add(s, route("get-me", http.MethodGet, "/me", "Who one is and what one may", "session"),
		func(_ context.Context, r *request, _ *none) (*answer[me], error) { return reply(s.me(r.actor), nil) })
	addBody(s, route("change-me", http.MethodPatch, "/me", "Change one's own preferences", "session"),
		func(ctx context.Context, r *request, _ *none, body preferences) (*answer[me], error) {
			err := s.Administration.Prefer(ctx, r.actor, administration.Preferences{Language: body.Language, TimeZone: body.TimeZone, Theme: body.Theme})
			if err != nil {
				return nil, err
			}
			actor, err := s.actorOf(r.session)
			return reply(s.me(actor), err)
		})
	addBody(s, noContent(described(route("change-password", http.MethodPost, "/me/password", "Change one's own password", "session"),
		"Ends one's other sessions. Tokens stay: each is ended by itself. A password set by an administrator ends sessions and tokens.")),
		func(ctx context.Context, r *request, _ *none, body passwordChange) (*none, error) {
			return nil, s.Identity.ChangePassword(ctx, r.session, body.Old, body.New)
		})
}

func (s *server) self(actor access.Actor) self {
	e := s.Administration.Model().Directory.Employees[actor.Employee]
	if e == nil {
		return self{}
	}
	return self{
		ID: e.ID, Name: e.Name.Full(), LastName: e.Name.Last, FirstName: e.Name.First, Patronymic: e.Name.Patronymic,
		Language: e.Language, TimeZone: e.TimeZone, Theme: e.Theme,
	}
}

func (s *server) me(actor access.Actor) me {
	if actor.Rights == nil {
		return me{}
	}
	model := s.Administration.Model()
	d := model.Directory.Company
	v := me{
		Employee: s.self(actor), Company: workplace{Name: d.Name, Currency: d.Currency, Country: d.Country},
		Administrator: actor.Rights.Administrator(), Features: make(map[string]bool), Rights: make(map[string]map[string]administration.Reaches),
	}
	for _, f := range access.Features() {
		v.Features[string(f)] = actor.Rights.Feature(f)
	}
	for _, t := range model.Schema.Types() {
		if !actor.Rights.May(access.View, t.No) {
			continue
		}
		v.Rights[t.Name] = make(map[string]administration.Reaches)
		for _, action := range access.Actions() {
			if !actor.Rights.May(action, t.No) {
				continue
			}
			v.Rights[t.Name][action.String()] = actor.Rights.Cap(action, t.No).Words()
		}
	}
	return v
}
