package httpapi

import (
	"context"
	"net/http"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/notify"
	"kontora/backend/schema"
)

// notification is a notice as its recipient reads it.
type notification struct {
	ID     ident.ID     `json:"id"`
	Kind   notify.Kind  `json:"kind" enum:"mention,task,transfer,share,comment,job"`
	At     string       `json:"at"`
	By     person       `json:"by"`
	Type   string       `json:"type,omitempty" doc:"of the record or records"`
	Record *namedRecord `json:"record" doc:"null where there is none, or one no longer sees it"`
	Job    *ident.ID    `json:"job" doc:"of kind job"`
	Count  int          `json:"count" doc:"of how many records it tells; the record is the first of them"`
	Times  int          `json:"times" doc:"how often he did it on the one record since one has read of it"`
	Read   bool         `json:"read"`
}

type namedRecord struct {
	Type string   `json:"type"`
	ID   ident.ID `json:"id"`
	Name string   `json:"name"`
}

type notifications struct {
	Items  []notification `json:"items"`
	Next   *ident.ID      `json:"next"`
	Unread int            `json:"unread"`
}

type noticeEvent struct {
	ID     ident.ID `json:"id"`
	Unread int      `json:"unread"`
}

// unread is how many notifications one has not read.
type unread struct {
	Unread int `json:"unread"`
}

type noticeQuery struct {
	Cursor string `query:"cursor" doc:"next of the page before"`
}

type noticeMark struct {
	Read *bool `json:"read"`
}

func (s *server) noticeRoutes() {
	add(s, route("list-notifications", http.MethodGet, "/notifications", "List what one was told, the latest first", "notifications"), s.listNotices)
	addBody(s, noContent(route("mark-notification", http.MethodPatch, "/notifications/{id}", "Mark a notification as read or unread", "notifications")),
		func(ctx context.Context, r *request, in *idPath, body noticeMark) (*none, error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			return nil, s.Notices.Mark(ctx, r.actor, which, body.Read == nil || *body.Read)
		})
	add(s, route("read-notifications", http.MethodPost, "/notifications/read", "Mark all notifications as read", "notifications"),
		func(ctx context.Context, r *request, _ *none) (*answer[unread], error) {
			return reply(unread{}, s.Notices.MarkAll(ctx, r.actor))
		})
}

func (s *server) listNotices(ctx context.Context, r *request, in *noticeQuery) (*answer[notifications], error) {
	var before ident.ID
	if in.Cursor != "" {
		var err error
		if before, err = ident.Parse(in.Cursor); err != nil {
			return nil, fault.Field("cursor", "error.cursor")
		}
	}
	page, next, err := s.Notices.List(ctx, r.actor, before)
	if err != nil {
		return nil, err
	}
	out := notifications{Items: make([]notification, 0, len(page))}
	for _, n := range page {
		out.Items = append(out.Items, s.notification(n))
	}
	if !next.IsZero() {
		out.Next = &next
	}
	out.Unread, err = s.Notices.Unread(ctx, r.actor)
	return reply(out, err)
}

func (s *server) notification(n notify.Seen) notification {
	state := s.Administration.State()
	out := notification{
		ID: n.ID, Kind: n.Kind, At: schema.FormatTime(n.At), By: s.person(state.ID(n.By)), Type: n.Type,
		Count: n.Count, Times: n.Times, Read: !n.Unread,
	}
	if n.Visible {
		out.Record = &namedRecord{Type: n.Type, ID: n.Record, Name: n.Name}
	}
	if !n.Job.IsZero() {
		out.Job = &n.Job
	}
	return out
}
