package httpapi

import (
	"context"
	"net/http"

	"kontora/backend/ident"
	"kontora/backend/schema"
)

type linkedRecord struct {
	Type string   `json:"type"`
	ID   ident.ID `json:"id"`
	Name string   `json:"name,omitempty" doc:"absent for what one may not view"`
}

type linkView struct {
	ID     ident.ID     `json:"id"`
	Role   string       `json:"role"`
	Record linkedRecord `json:"record"`
}

type newLink struct {
	Type string   `json:"type"`
	ID   ident.ID `json:"id"`
	Role string   `json:"role,omitempty"`
}

type madeLink struct {
	ID ident.ID `json:"id"`
}

type linkPath struct {
	RecordPath
	Link string `path:"link"`
}

func (s *server) linkRoutes() {
	add(s, route("list-links", http.MethodGet, "/records/{type}/{id}/links", "What a record is linked to", "records"),
		func(ctx context.Context, r *request, in *RecordPath) (*answer[list[linkView]], error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			found, err := s.Records.Links(ctx, r.actor, in.Type, which)
			items := make([]linkView, 0, len(found))
			for _, each := range found {
				items = append(items, linkView{ID: each.ID, Role: each.Role, Record: linkedRecord{Type: each.Type, ID: each.To, Name: each.Name}})
			}
			return whole(items, err)
		})
	addBody(s, created(route("add-link", http.MethodPost, "/records/{type}/{id}/links", "Link a record to another", "records")),
		func(ctx context.Context, r *request, in *RecordPath, body newLink) (*answer[madeLink], error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			// A type that is not there is refused like a record that is not there, once it is sure that he sees the one he links from.
			typeNo, _ := s.Administration.State().TypeNo(body.Type)
			made, err := s.Records.AddLink(ctx, r.actor, in.Type, which, schema.Ref{Type: typeNo, ID: body.ID}, body.Role)
			return reply(madeLink{ID: made}, err)
		})
	add(s, noContent(route("remove-link", http.MethodDelete, "/records/{type}/{id}/links/{link}", "Unlink a record from another", "records")),
		func(ctx context.Context, r *request, in *linkPath) (*none, error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			link, err := id(in.Link)
			if err != nil {
				return nil, err
			}
			return nil, s.Records.RemoveLink(ctx, r.actor, in.Type, which, link)
		})
}
