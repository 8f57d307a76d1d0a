package httpapi

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/savedview"
)

// keptView is a saved view as its users read it.
type keptView struct {
	ID      ident.ID         `json:"id"`
	Type    string           `json:"type"`
	Name    string           `json:"name"`
	Owner   person           `json:"owner"`
	Mine    bool             `json:"mine"`
	With    []namedPrincipal `json:"with" doc:"who else uses it; only for whoever may change it"`
	Can     bool             `json:"can" doc:"whether one may change and remove it"`
	Version string           `json:"version"`
	Gone    []string         `json:"gone,omitempty" doc:"fields that are there no longer; what the view selected, sorted or grouped by them is left out. Only for whoever may change it"`
	savedview.Look
}

// viewInput is what of a view is filled in. The parts of its look are replaced together.
type viewInput struct {
	Type *string                     `json:"type,omitempty" doc:"only of a new view"`
	Name *string                     `json:"name,omitempty"`
	With *[]administration.Principal `json:"with,omitempty" doc:"none of them relative to a record"`
	Look *savedview.Look             `json:"look,omitempty"`
}

type viewQuery struct {
	Type string `query:"type" doc:"only views of this type"`
}

func (s *server) viewRoutes() {
	add(s, route("list-views", http.MethodGet, "/views", "List the saved views one may use", "views"),
		func(ctx context.Context, r *request, in *viewQuery) (*answer[list[keptView]], error) {
			found, err := s.Views.List(ctx, r.actor, in.Type)
			items := make([]keptView, 0, len(found))
			for _, v := range found {
				items = append(items, s.keptView(r, v))
			}
			return whole(items, err)
		})
	add(s, route("get-view", http.MethodGet, "/views/{id}", "Read a saved view", "views"),
		func(ctx context.Context, r *request, in *idPath) (*answer[keptView], error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			v, err := s.Views.Get(ctx, r.actor, which)
			return reply(s.keptView(r, v), err)
		})
	addBody(s, created(route("create-view", http.MethodPost, "/views", "Save a view", "views")),
		func(ctx context.Context, r *request, _ *none, body viewInput) (*answer[keptView], error) {
			in, err := s.viewInput(body)
			if err != nil {
				return nil, err
			}
			typeName := ""
			if body.Type != nil {
				typeName = *body.Type
			}
			v, err := s.Views.Create(ctx, r.actor, typeName, in)
			return reply(s.keptView(r, v), err)
		})
	addBody(s, route("change-view", http.MethodPatch, "/views/{id}", "Change a saved view", "views"), s.changeView)
	add(s, noContent(route("delete-view", http.MethodDelete, "/views/{id}", "Remove a saved view", "views")),
		func(ctx context.Context, r *request, in *matchPath) (*none, error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			version, err := viewVersion(in.IfMatch)
			if err != nil {
				return nil, err
			}
			return nil, s.Views.Delete(ctx, r.actor, which, version)
		})
}

func (s *server) changeView(ctx context.Context, r *request, in *matchPath, body viewInput) (*answer[keptView], error) {
	which, err := id(in.ID)
	if err != nil {
		return nil, err
	}
	version, err := viewVersion(in.IfMatch)
	if err != nil {
		return nil, err
	}
	wanted, err := s.viewInput(body)
	if err != nil {
		return nil, err
	}
	v, err := s.Views.Change(ctx, r.actor, which, version, wanted)
	return reply(s.keptView(r, v), err)
}

// viewVersion reads If-Match; nothing is 0.
func viewVersion(match string) (uint64, error) {
	text := strings.Trim(match, `"`)
	if text == "" {
		return 0, nil
	}
	version, err := strconv.ParseUint(text, 10, 64)
	if err != nil || version == 0 {
		return 0, fault.New(fault.Conflict, "administration.changed_meanwhile")
	}
	return version, nil
}

func (s *server) viewInput(body viewInput) (savedview.Input, error) {
	in := savedview.Input{Name: body.Name, Look: body.Look}
	if body.With == nil {
		return in, nil
	}
	state := s.Administration.State()
	problems := fault.Fields{}
	with := make([]access.Principal, 0, len(*body.With))
	for _, p := range *body.With {
		inward, err := state.ReadPrincipal(p, 0)
		if other := problems.Merge(err); other != nil {
			return in, other
		}
		with = append(with, inward)
	}
	in.With = &with
	return in, problems.Err()
}

func (s *server) keptView(r *request, v savedview.View) keptView {
	state := s.Administration.State()
	out := keptView{
		ID: v.ID, Type: v.Type, Name: v.Name, Owner: s.person(state.ID(v.Owner)), Mine: v.Owner == r.actor.Employee, With: []namedPrincipal{},
		Version: strconv.FormatUint(v.Seq, 10), Gone: v.Gone, Look: v.Look,
	}
	if r.actor.Rights == nil || v.ID == (ident.ID{}) {
		return out
	}
	out.Can = savedview.Changes(r.actor, v)
	if out.Can {
		for _, p := range v.With {
			out.With = append(out.With, namedPrincipal{Principal: state.Principal(p, 0), Name: state.NameOf(p.No)})
		}
	}
	return out
}
