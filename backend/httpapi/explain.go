package httpapi

import (
	"context"
	"net/http"

	"kontora/backend/fault"
	"kontora/backend/record"
)

type explainQuery struct {
	Employee string `query:"employee" doc:"oneself when empty"`
	Type     string `query:"type" required:"true"`
	ID       string `query:"id" doc:"of a record; the type as a whole when empty"`
	Action   string `query:"action" default:"view"`
	Field    string `query:"field" doc:"then action is view or edit of the field"`
}

type ground struct {
	Kind  string `json:"kind"`
	Holds bool   `json:"holds"`
	Text  string `json:"text"`
}

type explanation struct {
	Allowed bool     `json:"allowed"`
	Grounds []ground `json:"grounds"`
}

func (s *server) explainRoutes() {
	add(s, route("explain", http.MethodGet, "/explain", "Why someone may or may not: every ground and every cap", "rights"),
		func(ctx context.Context, r *request, in *explainQuery) (*answer[explanation], error) {
			question := record.Question{Type: in.Type, Action: in.Action, Field: in.Field}
			var err error
			if in.Employee != "" {
				if question.Employee, err = id(in.Employee); err != nil {
					return nil, fault.Field("employee", "field.person")
				}
			}
			if in.ID != "" {
				if question.ID, err = id(in.ID); err != nil {
					return nil, err
				}
			}
			why, err := s.Records.Explain(ctx, r.actor, question)
			out := explanation{Allowed: why.Allowed, Grounds: make([]ground, 0, len(why.Grounds))}
			for _, each := range why.Grounds {
				out.Grounds = append(out.Grounds, ground{Kind: each.Kind, Holds: each.Holds, Text: s.Catalogue.Render(r.language, each.Text)})
			}
			return reply(out, err)
		})
}
