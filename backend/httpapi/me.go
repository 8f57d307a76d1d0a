package httpapi

import (
	"context"
	"net/http"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/preference"
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
	Preferences   preference.Preferences                       `json:"preferences"`
	Administrator bool                                         `json:"administrator"`
	Features      map[string]bool                              `json:"features"`
	Rights        map[string]map[string]administration.Reaches `json:"rights" doc:"by type and action; an action that is not there is not allowed"`
}

type workplace struct {
	Name     string `json:"name"`
	Currency string `json:"currency"`
	Country  string `json:"country"`
	TimeZone string `json:"time_zone" doc:"by which times are meant that are said without one"`
	// Names that the window shortens are taken apart by it.
	NameOrder directory.NameOrder `json:"name_order" enum:"last_first,first_last"`
	Logo      string              `json:"logo,omitempty" doc:"changes with the logo; absent where there is none"`
	Rates     []directory.Rate    `json:"rates" doc:"what one unit of other currencies is worth in that of the company"`
}

type selfChange struct {
	Language *locale.Language `json:"language,omitempty" enum:"en,ru"`
	TimeZone *string          `json:"time_zone,omitempty"`
	Theme    *string          `json:"theme,omitempty" enum:"light,dark,auto"`
	// Preferences are kept apart from who one is: they change nothing for anybody else.
	Preferences *preference.Change `json:"preferences,omitempty"`
}

type passwordChange struct {
	Old string `json:"old"`
	New string `json:"new"`
}

func (s *server) meRoutes() {
	add(s, route("get-me", http.MethodGet, "/me", "Who one is and what one may", "session"),
		func(ctx context.Context, r *request, _ *none) (*answer[me], error) { return reply(s.me(ctx, r.actor)) })
	addBody(s, route("change-me", http.MethodPatch, "/me", "Change one's own preferences", "session"),
		func(ctx context.Context, r *request, _ *none, body selfChange) (*answer[me], error) {
			if err := s.prefer(ctx, r, body); err != nil {
				return nil, err
			}
			actor, err := s.actorOf(r.session)
			if err != nil {
				return nil, err
			}
			return reply(s.me(ctx, actor))
		})
	addBody(s, noContent(described(route("change-password", http.MethodPost, "/me/password", "Change one's own password", "session"),
		"Ends one's other sessions. Tokens stay: each is ended by itself. A password set by an administrator ends sessions and tokens.")),
		func(ctx context.Context, r *request, _ *none, body passwordChange) (*none, error) {
			return nil, s.Identity.ChangePassword(ctx, r.session, body.Old, body.New)
		})
}

func (s *server) self(actor access.Actor) self {
	d := s.Administration.Model().Directory
	e := d.Employees[actor.Employee]
	if e == nil {
		return self{}
	}
	return self{
		ID: e.ID, Name: d.FullName(e), LastName: e.Name.Last, FirstName: e.Name.First, Patronymic: e.Name.Patronymic,
		Language: e.Language, TimeZone: e.TimeZone, Theme: e.Theme,
	}
}

// prefer changes what is sent: what everybody reads of a person is configuration, how he has his window is not.
func (s *server) prefer(ctx context.Context, r *request, body selfChange) error {
	if body.Language != nil || body.TimeZone != nil || body.Theme != nil || body.Preferences == nil {
		err := s.Administration.Prefer(ctx, r.actor, administration.Preferences{Language: body.Language, TimeZone: body.TimeZone, Theme: body.Theme})
		if err != nil {
			return err
		}
	}
	if body.Preferences == nil {
		return nil
	}
	return s.Preferences.Change(ctx, r.actor, *body.Preferences)
}

func (s *server) me(ctx context.Context, actor access.Actor) (me, error) {
	chosen, err := s.Preferences.Of(ctx, actor)
	if err != nil {
		return me{}, err
	}
	model := s.Administration.Model()
	d := model.Directory.Company
	v := me{
		Preferences: chosen, Employee: s.self(actor),
		Company: workplace{
			Name: d.Name, Currency: d.Currency, Country: d.Country, TimeZone: d.TimeZone, NameOrder: d.NameOrder.Usual(),
			Rates: append([]directory.Rate{}, d.Rates...),
		},
		Administrator: actor.Rights.Administrator(), Features: make(map[string]bool), Rights: make(map[string]map[string]administration.Reaches),
	}
	if _, version, ok := s.Administration.Logo(actor); ok {
		v.Company.Logo = version
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
	return v, nil
}
