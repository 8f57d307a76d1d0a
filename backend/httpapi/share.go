package httpapi

import (
	"context"
	"net/http"
	"time"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/fault"
	"kontora/backend/record"
)

// namedPrincipal is whom a share reaches, with the name.
type namedPrincipal struct {
	administration.Principal
	Name string `json:"name"`
}

type shareView struct {
	Principal namedPrincipal `json:"principal"`
	Level     string         `json:"level" enum:"view,edit,delete,authorize"`
	Expires   *time.Time     `json:"expires" doc:"null: for good"`
	Reason    string         `json:"reason"`
	GivenBy   person         `json:"given_by"`
}

type sharesView struct {
	Items  []shareView `json:"items"`
	Levels []string    `json:"levels" doc:"those one may give"`
	Can    bool        `json:"can" doc:"whether one may give any"`
	// Version is for If-Match of the change.
	Version string `json:"version" doc:"of this list, for If-Match when it is replaced"`
	// Related is what the record links to.
	Related []record.Related `json:"related" doc:"what the record links to: those it is shared with may not be able to open it"`
}

type newShare struct {
	Principal administration.Principal `json:"principal"`
	Level     string                   `json:"level" enum:"view,edit,delete,authorize"`
	Expires   *time.Time               `json:"expires,omitempty" doc:"rounded up to the full hour; null: for good"`
	Reason    string                   `json:"reason,omitempty"`
}

type sharesMatch struct {
	RecordPath
	IfMatch string `header:"If-Match" doc:"the version of the list that was seen; without it, whatever there is"`
}

type newShares struct {
	Items []newShare `json:"items"`
	With  []string   `json:"with,omitempty" doc:"types of what the record links to, which those who are added may view then as well, where one may share it"`
}

// viewer is someone who can see a record, and why.
type viewer struct {
	Employee person   `json:"employee"`
	Level    string   `json:"level"`
	Grounds  []string `json:"grounds"`
}

func (s *server) shareRoutes() {
	add(s, route("get-shares", http.MethodGet, "/records/{type}/{id}/shares", "Whom a record is shared with", "rights"),
		func(ctx context.Context, r *request, in *RecordPath) (*answer[sharesView], error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			found, err := s.Records.Shares(ctx, r.actor, in.Type, which)
			return reply(s.sharesView(in.Type, found), err)
		})
	addBody(s, route("set-shares", http.MethodPut, "/records/{type}/{id}/shares", "Share a record: replaces the list within what one may change", "rights"), s.setShares)
	add(s, route("list-viewers", http.MethodGet, "/records/{type}/{id}/access", "Who can see a record, and by what", "rights"), s.listViewers)
}

func (s *server) sharesView(typeName string, found record.SharesAnswer) sharesView {
	state := s.Administration.State()
	typeNo, _ := state.TypeNo(typeName)
	out := sharesView{Items: make([]shareView, 0, len(found.Items)), Levels: []string{}, Can: len(found.Levels) > 0, Version: found.Version, Related: found.Related}
	if out.Related == nil {
		out.Related = []record.Related{}
	}
	for _, share := range found.Items {
		view := shareView{
			Principal: namedPrincipal{Principal: state.Principal(share.Principal, typeNo), Name: state.NameOf(share.Principal.No)},
			Level:     share.Level.String(), Reason: share.Reason, GivenBy: s.person(state.ID(share.GivenBy)),
		}
		if !share.Expires.IsZero() {
			view.Expires = &share.Expires
		}
		out.Items = append(out.Items, view)
	}
	for _, level := range found.Levels {
		out.Levels = append(out.Levels, level.String())
	}
	return out
}

func (s *server) setShares(ctx context.Context, r *request, in *sharesMatch, body newShares) (*answer[sharesView], error) {
	which, err := id(in.ID)
	if err != nil {
		return nil, err
	}
	if outside := r.outOfScope(body.With); outside != nil {
		return nil, outside
	}
	state := s.Administration.State()
	typeNo, _ := state.TypeNo(in.Type)
	problems := fault.Fields{}
	wanted := make([]record.ShareInput, 0, len(body.Items))
	for _, item := range body.Items {
		principal, err := state.ReadPrincipal(item.Principal, typeNo)
		if err != nil {
			if other := problems.Merge(err); other != nil {
				return nil, other
			}
		}
		level, ok := access.ParseLevel(item.Level)
		if !ok || level == access.NoLevel {
			problems.Add("level", "directory.choice")
		}
		share := record.ShareInput{Principal: principal, Level: level, Reason: item.Reason}
		if item.Expires != nil {
			share.Expires = item.Expires.UTC()
		}
		wanted = append(wanted, share)
	}
	if err := problems.Err(); err != nil {
		// What one may not see is refused as such before anything is said of what was sent for it.
		if _, _, unseen := s.Records.Get(ctx, r.actor, in.Type, which); unseen != nil {
			return nil, unseen
		}
		return nil, err
	}
	answer, err := s.Records.ChangeShares(ctx, r.actor, in.Type, which, record.SharesChange{Items: wanted, With: body.With, Version: ifMatch(in.IfMatch)})
	return reply(s.sharesView(in.Type, answer), err)
}

func (s *server) listViewers(ctx context.Context, r *request, in *RecordPath) (*answer[list[viewer]], error) {
	which, err := id(in.ID)
	if err != nil {
		return nil, err
	}
	found, err := s.Records.Viewers(ctx, r.actor, in.Type, which)
	if err != nil {
		return nil, err
	}
	state := s.Administration.State()
	items := make([]viewer, 0, len(found))
	for _, each := range found {
		v := viewer{Employee: s.person(state.ID(each.Employee)), Level: each.Level.String(), Grounds: []string{}}
		for _, ground := range each.Grounds {
			v.Grounds = append(v.Grounds, s.Catalogue.Render(r.language, ground.Text))
		}
		items = append(items, v)
	}
	return whole(items, nil)
}
