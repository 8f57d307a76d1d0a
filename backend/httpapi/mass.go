package httpapi

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
)

// many says which records of a type are meant: those named, or all that match.
type many struct {
	IDs    *[]ident.ID     `json:"ids,omitempty" doc:"these records; or filter and q, and all that match"`
	Filter json.RawMessage `json:"filter,omitempty" doc:"as in a list; {} is every record"`
	Search string          `json:"q,omitempty"`
}

type massEdit struct {
	many
	Fields map[string]json.RawMessage `json:"fields" doc:"what each of the records is to have"`
}

type massTransfer struct {
	many
	To ident.ID `json:"to" doc:"an employee or a group"`
}

// massWork are the parameters of the jobs.
type massWork struct {
	Type   string                     `json:"type"`
	IDs    []ident.ID                 `json:"ids,omitempty"`
	Filter query.Expr                 `json:"filter,omitzero"`
	Search string                     `json:"q,omitempty"`
	Fields map[string]json.RawMessage `json:"fields,omitempty"`
	To     ident.ID                   `json:"to,omitzero"`
}

func (s *server) massRoutes() {
	addBody(s, massRoute("edit-many", "edit", "Change fields of many records"),
		func(ctx context.Context, r *request, in *typePath, body massEdit) (*answer[jobView], error) {
			return s.startMass(ctx, r, "mass_edit", in.Type, body.many, massWork{Fields: body.Fields})
		})
	addBody(s, massRoute("transfer-many", "transfer", "Change the responsible of many records"),
		func(ctx context.Context, r *request, in *typePath, body massTransfer) (*answer[jobView], error) {
			return s.startMass(ctx, r, "mass_transfer", in.Type, body.many, massWork{To: body.To})
		})
	addBody(s, massRoute("delete-many", "delete", "Put many records into the bin"),
		func(ctx context.Context, r *request, in *typePath, body many) (*answer[jobView], error) {
			return s.startMass(ctx, r, "mass_delete", in.Type, body, massWork{})
		})
}

func massRoute(id, word, summary string) huma.Operation {
	op := route(id, http.MethodPost, "/records/{type}/mass/"+word, summary, "records")
	op.DefaultStatus = http.StatusAccepted
	return described(op, "Each record is changed as if it were changed alone. The work is a job: how far it is, what was refused and why, and undo are at /api/jobs/{id}.")
}

func (s *server) startMass(ctx context.Context, r *request, kind, typeName string, which many, work massWork) (*answer[jobView], error) {
	work.Type, work.Search = typeName, which.Search
	t, known := s.Administration.Model().Schema.Type(typeName)
	switch {
	case !known || !r.actor.Rights.May(access.View, t.No):
		return nil, fault.Missing()
	case which.IDs != nil && (len(which.Filter) > 0 || which.Search != ""):
		return nil, fault.Field("ids", "http.ids_or_filter")
	case which.IDs != nil && len(*which.IDs) > 0:
		work.IDs = *which.IDs
	case which.IDs != nil, len(which.Filter) == 0 && which.Search == "":
		return nil, fault.Field("ids", "field.required")
	default:
		filter, err := query.Parse(which.Filter)
		if err != nil {
			return nil, onFilter(err)
		}
		work.Filter = filter
	}
	parameters, err := json.Marshal(work)
	if err != nil {
		return nil, fault.Wrap(err, "write what a job is to do")
	}
	return s.jobAnswer(ctx, r)(s.Jobs.Start(ctx, r.actor, kind, parameters))
}
