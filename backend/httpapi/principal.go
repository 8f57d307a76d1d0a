package httpapi

import (
	"context"
	"net/http"
	"strings"

	"kontora/backend/administration"
)

type principalQuery struct {
	Text  string   `query:"q"`
	Kinds []string `query:"kinds" doc:"of employee, group, role, department, branch; all when empty"`
	Limit int      `query:"limit" minimum:"1" maximum:"100" default:"20"`
}

func (s *server) principalRoutes() {
	add(s, route("find-principals", http.MethodGet, "/principals", "Find people, groups, roles and places to pick", "people"),
		func(ctx context.Context, r *request, in *principalQuery) (*answer[list[administration.Candidate]], error) {
			kinds := make([]administration.Kind, 0, len(in.Kinds))
			for _, kind := range in.Kinds {
				kinds = append(kinds, administration.Kind(strings.TrimSpace(kind)))
			}
			if len(kinds) == 0 {
				kinds = []administration.Kind{
					administration.EmployeeKind, administration.GroupKind, administration.RoleKind, administration.DepartmentKind, administration.BranchKind,
				}
			}
			return whole(s.Administration.Principals(ctx, r.actor, in.Text, kinds, in.Limit), nil)
		})
}
