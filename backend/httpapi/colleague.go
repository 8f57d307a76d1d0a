package httpapi

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"kontora/backend/administration"
	"kontora/backend/ident"
)

type colleagueQuery struct {
	RecordPath
	Text string `query:"q" doc:"words that begin words of the name"`
}

// mentionable is somebody whom one may mention on a record.
type mentionable struct {
	ID     ident.ID `json:"id"`
	Name   string   `json:"name"`
	Detail string   `json:"detail,omitempty"`
	Sees   *bool    `json:"sees,omitempty" doc:"whether he views the record; who does not is not told of a mention. Absent for readers who may not know who views it"`
}

func (s *server) colleagueRoutes() {
	add(s, route("find-colleagues", http.MethodGet, "/records/{type}/{id}/colleagues", "Find whom to mention on a record", "records"), s.findColleagues)
}

func (s *server) findColleagues(ctx context.Context, r *request, in *colleagueQuery) (*answer[list[mentionable]], error) {
	// Of many whose names fit, those who see the record stand first: they are the ones who will be told.
	const looked, most = 100, 8
	which, err := id(in.ID)
	if err != nil {
		return nil, err
	}
	found := s.Administration.Principals(ctx, r.actor, in.Text, []administration.Kind{administration.EmployeeKind}, looked)
	ids := make([]ident.ID, len(found))
	for i, each := range found {
		ids[i] = each.ID
	}
	sees, err := s.Records.Readers(ctx, r.actor, in.Type, which, ids)
	if err != nil {
		return nil, err
	}
	all := make([]mentionable, len(found))
	for i, each := range found {
		all[i] = mentionable{ID: each.ID, Name: each.Name, Detail: each.Detail}
		if sees != nil {
			views := sees[each.ID]
			all[i].Sees = &views
		}
	}
	slices.SortStableFunc(all, func(a, b mentionable) int { return cmp.Compare(unseen(a), unseen(b)) })
	return whole(all[:min(most, len(all))], nil)
}

func unseen(m mentionable) int {
	if m.Sees != nil && !*m.Sees {
		return 1
	}
	return 0
}
