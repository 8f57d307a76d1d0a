package record

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
)

// MaxPicked is how many records can be named one by one.
const MaxPicked = 1000

// PickRequest asks for records by their identifiers.
type PickRequest struct {
	Type   string
	IDs    []ident.ID
	Fields []string      // nil: all that are not hidden
	Action access.Action // which must be allowed on each record of the answer
}

// Pick returns those of the named records, in the order they were named, on which the actor is allowed the action, and how many of them he
// may view. What he may not view, and what lies in the bin, is as if it were not there.
func (s *Service) Pick(ctx context.Context, actor access.Actor, request PickRequest) (page Page, viewed int64, err error) {
	page = Page{Items: []View{}, Names: Names{}}
	if len(request.IDs) > MaxPicked {
		return page, 0, fault.Field("ids", "error.too_many_picked", "max", MaxPicked)
	}
	err = s.reader(ctx, actor, func(r Reader, c *scene) error {
		t, ok := c.readable(request.Type)
		if !ok {
			return nil
		}
		p, err := c.project(t, request.Fields)
		if err != nil {
			return err
		}
		for _, id := range request.IDs {
			found, err := r.Get(ctx, t, id, t.Fields)
			if err != nil {
				return err
			}
			if found == nil || found.Deleted != nil || !c.rights.Allows(access.View, subject(t, found)) {
				continue
			}
			viewed++
			if c.rights.Allows(request.Action, subject(t, found)) {
				page.Items = append(page.Items, p.view(s, found))
			}
		}
		page.Total = Total{Count: int64(len(page.Items)), Exact: true}
		page.Names, err = p.names(ctx, r)
		return err
	})
	return page, viewed, err
}
