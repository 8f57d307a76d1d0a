package httpapi

import (
	"context"
	"encoding/json"
	"net/http"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/directory"
	"kontora/backend/ident"
)

// catalogue is one kind of thing that administration keeps: V is what is read. Implementations decide who may.
type catalogue[V any] interface {
	List(ctx context.Context, actor access.Actor) ([]V, error)
	Get(ctx context.Context, actor access.Actor, id ident.ID) (V, error)
	Create(ctx context.Context, actor access.Actor, sent json.RawMessage) (V, error)
	Change(ctx context.Context, actor access.Actor, id ident.ID, version string, sent json.RawMessage) (V, error)
	Delete(ctx context.Context, actor access.Actor, id ident.ID, version string) error
}

type matchPath struct {
	ID      string `path:"id"`
	IfMatch string `header:"If-Match" doc:"the version the change was made on; without it, whatever there is"`
}

func (s *server) administrationRoutes() {
	a := s.Administration
	add(s, route("list-employees", http.MethodGet, "/employees", "List the employees", "people"),
		func(ctx context.Context, r *request, in *employeeQuery) (*answer[list[administration.Employee]], error) {
			filter := administration.EmployeeFilter{Text: in.Text}
			for _, word := range words(in.Status) {
				filter.Status = append(filter.Status, directory.Status(word))
			}
			return whole(a.Employees().Find(ctx, r.actor, filter))
		})
	single[administration.EmployeeInput](s, "employee", "/employees", "people", a.Employees())
	resource[administration.PositionFields](s, "position", "/positions", "people", a.Positions())
	resource[administration.DepartmentFields](s, "department", "/departments", "people", a.Departments())
	resource[administration.BranchFields](s, "branch", "/branches", "people", a.Branches())
	resource[administration.GroupFields](s, "group", "/groups", "people", a.Groups())
	resource[administration.RoleFields](s, "role", "/roles", "rights", a.Roles())
	resource[administration.ProfileFields](s, "profile", "/profiles", "rights", a.Profiles())
	resource[administration.RuleFields](s, "sharing-rule", "/sharing-rules", "rights", a.Rules())
	resource[administration.RestrictionFields](s, "restriction", "/restrictions", "rights", a.Restrictions())
	add(s, noContent(route("sign-out-employee", http.MethodPost, "/employees/{id}/sign-out", "End all sessions and tokens of an employee", "people")),
		func(ctx context.Context, r *request, in *idPath) (*none, error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			return nil, a.Employees().SignOut(ctx, r.actor, which)
		})
}

type employeeQuery struct {
	Text   string `query:"q" doc:"words that begin words of the name or the login"`
	Status string `query:"status" doc:"invited, active, suspended, dismissed; several with commas"`
}

// resource registers the five routes of a catalogue; F describes what is filled in.
func resource[F, V any](s *server, name, path, tag string, c catalogue[V]) {
	add(s, route("list-"+name+"s", http.MethodGet, path, "List every "+name, tag),
		func(ctx context.Context, r *request, _ *none) (*answer[list[V]], error) {
			return whole(c.List(ctx, r.actor))
		})
	single[F](s, name, path, tag, c)
}

// single registers the routes about one of a catalogue.
func single[F, V any](s *server, name, path, tag string, c catalogue[V]) {
	add(s, route("get-"+name, http.MethodGet, path+"/{id}", "Read one "+name, tag),
		func(ctx context.Context, r *request, in *idPath) (*answer[V], error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			return reply(c.Get(ctx, r.actor, which))
		})
	addRaw[F](s, created(route("create-"+name, http.MethodPost, path, "Make one "+name, tag)),
		func(ctx context.Context, r *request, _ *none, body json.RawMessage) (*answer[V], error) {
			return reply(c.Create(ctx, r.actor, body))
		})
	addRaw[F](s, route("change-"+name, http.MethodPatch, path+"/{id}", "Change what is sent of one "+name, tag),
		func(ctx context.Context, r *request, in *matchPath, body json.RawMessage) (*answer[V], error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			return reply(c.Change(ctx, r.actor, which, ifMatch(in.IfMatch), body))
		})
	add(s, noContent(route("delete-"+name, http.MethodDelete, path+"/{id}", "Delete one "+name+" that is not in use", tag)),
		func(ctx context.Context, r *request, in *matchPath) (*none, error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			return nil, c.Delete(ctx, r.actor, which, ifMatch(in.IfMatch))
		})
}
