package httpapi

import (
	"context"
	"net/http"

	"kontora/backend/record"
)

type searchQuery struct {
	Text string `query:"q"`
}

type found struct {
	Items []record.Hit `json:"items"`
	More  bool         `json:"more"`
}

func (s *server) searchRoutes() {
	add(s, route("search", http.MethodGet, "/search", "Search everything one may view", "records"),
		func(ctx context.Context, r *request, in *searchQuery) (*answer[found], error) {
			hits, more, err := s.Records.Search(ctx, r.actor, in.Text)
			if hits == nil {
				hits = []record.Hit{}
			}
			return reply(found{Items: hits, More: more}, err)
		})
}
