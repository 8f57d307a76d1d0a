package httpapi

import (
	"context"
	"net/http"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/record"
)

type transfer struct {
	To         ident.ID `json:"to" doc:"an employee or a group"`
	With       []string `json:"with,omitempty" doc:"related types that go along; none do yet, so naming one is refused"`
	KeepViewer bool     `json:"keep_viewer,omitempty" doc:"who was responsible until now may go on viewing"`
}

// transferred is the record afterwards, null when one no longer sees it.
type transferred struct {
	Record *record.View `json:"record"`
	Names  record.Names `json:"names"`
}

type transferQuery struct {
	RecordPath
	To string `query:"to"`
}

type transferPreview struct {
	Along []string `json:"along" doc:"what would go along"`
}

func (s *server) transferRoutes() {
	add(s, route("preview-transfer", http.MethodGet, "/records/{type}/{id}/transfer", "What would go along with a record", "records"),
		func(ctx context.Context, r *request, in *transferQuery) (*answer[transferPreview], error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			_, _, err = s.Records.Get(ctx, r.actor, in.Type, which)
			return reply(transferPreview{Along: []string{}}, err)
		})
	addBody(s, route("transfer-record", http.MethodPost, "/records/{type}/{id}/transfer", "Change the responsible of a record", "records"),
		func(ctx context.Context, r *request, in *RecordPath, body transfer) (*answer[transferred], error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			if len(body.With) > 0 {
				// What one may not see is refused as such before anything is said of what was sent for it.
				if _, _, err := s.Records.Get(ctx, r.actor, in.Type, which); err != nil {
					return nil, err
				}
				return nil, fault.Field("with", "error.goes_alone")
			}
			view, names, err := s.Writes.Transfer(ctx, r.actor, in.Type, which, record.TransferRequest{To: body.To, KeepViewer: body.KeepViewer})
			if err != nil {
				return nil, err
			}
			out := transferred{Names: names}
			if !view.ID.IsZero() {
				out.Record = &view
			}
			return reply(out, nil)
		})
}
