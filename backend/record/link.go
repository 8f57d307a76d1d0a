package record

import (
	"context"
	"encoding/json"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

const maxLinkRole = 80

// LinkView is a link as seen from one of its records. Name is empty when the reader may not view the other one.
type LinkView struct {
	ID   ident.ID
	Role string
	Type string
	To   ident.ID
	Name string
}

// Links returns what a record is linked to. A link to what the reader may not view is an identifier without a name.
func (s *Service) Links(ctx context.Context, actor access.Actor, typeName string, id ident.ID) ([]LinkView, error) {
	views := []LinkView{}
	err := s.reader(ctx, actor, func(r Reader, c *scene) error {
		if _, _, err := c.find(ctx, r, typeName, id); err != nil {
			return err
		}
		links, err := r.Links(ctx, id)
		if err != nil {
			return err
		}
		for _, link := range links {
			view, err := c.linkView(ctx, r, id, link)
			if err != nil {
				return err
			}
			views = append(views, view)
		}
		return nil
	})
	return views, err
}

func (c *scene) linkView(ctx context.Context, rows Rows, from ident.ID, link Link) (LinkView, error) {
	other := link.To
	if other.ID == from {
		other = link.From
	}
	view := LinkView{ID: link.ID, Role: link.Role, To: other.ID}
	view.Type, _ = c.people.TypeName(other.Type)
	titles, err := c.titles(ctx, rows, other.Type, map[ident.ID]bool{other.ID: true})
	if err != nil || len(titles) == 0 {
		return view, err
	}
	view.Name = titles[0].Name
	return view, nil
}

// AddLink ties a record that the actor may edit to another that he may view. The same link is made once.
func (s *Service) AddLink(ctx context.Context, actor access.Actor, typeName string, id ident.ID, to schema.Ref, role string) (ident.ID, error) {
	link := Link{ID: s.IDs.New(), To: to, Role: schema.Line(role)}
	if len([]rune(link.Role)) > maxLinkRole {
		return ident.ID{}, fault.Field("role", "field.too_long", "max", maxLinkRole, "count", len([]rune(link.Role)))
	}
	made := link.ID
	err := s.writer(ctx, actor, func(w *writing) error {
		t, found, err := w.hold(ctx, typeName, id)
		if err != nil {
			return err
		}
		if err := w.allow(access.Edit, t, found); err != nil {
			return err
		}
		seen, err := w.viewable(ctx, w, to)
		if err != nil {
			return err
		}
		if !seen || to.ID == id {
			return fault.Field("id", "field.link")
		}
		link.From = schema.Ref{Type: t.No, ID: id}
		made, err = w.link(ctx, link, found, t)
		return err
	})
	return made, err
}

// link makes a link, or finds the same one that is there.
func (w *writing) link(ctx context.Context, link Link, from *Record, t *schema.ElementType) (ident.ID, error) {
	there, err := w.Links(ctx, from.ID)
	if err != nil {
		return ident.ID{}, err
	}
	for _, other := range there {
		if other.From.ID == link.From.ID && other.To.ID == link.To.ID && other.Role == link.Role {
			return other.ID, nil
		}
	}
	w.changed(t, from.ID, from.CreatedBy, from.Cell, from.Cell, nil)
	if err := w.AddLink(ctx, link, w.actor.Employee); err != nil {
		return ident.ID{}, err
	}
	return link.ID, w.logLink(ctx, KindLink, link)
}

// linkChange is the name under which the log keeps what a record is linked to.
const linkChange = "link"

// LinkItem is the other end of a link that was made or removed. What it is called stands in the names when the reader may view it.
type LinkItem struct {
	Type string   `json:"type"`
	ID   ident.ID `json:"id"`
	Role string   `json:"role,omitempty"`
}

// logLink writes a line into the history of both records.
func (w *writing) logLink(ctx context.Context, kind string, link Link) error {
	for _, ends := range [...][2]schema.Ref{{link.From, link.To}, {link.To, link.From}} {
		t, ok := w.model.Schema.TypeByNo(ends[0].Type)
		if !ok {
			continue
		}
		other := LinkItem{ID: ends[1].ID, Role: link.Role}
		other.Type, _ = w.people.TypeName(ends[1].Type)
		raw, err := json.Marshal(other)
		if err != nil {
			return fault.Wrap(err, "encode a link")
		}
		change := Change{Field: linkChange, After: raw}
		if kind == KindUnlink {
			change.Before, change.After = raw, nil
		}
		if err := w.log(ctx, kind, t, &Record{ID: ends[0].ID}, []Change{change}); err != nil {
			return err
		}
	}
	return nil
}

// linked is what a line of the history says of a link.
func (p *projection) linked(e Entry) *LinkItem {
	for _, change := range e.Changes {
		raw := change.After
		if e.Kind == KindUnlink {
			raw = change.Before
		}
		var item LinkItem
		if change.Field != linkChange || json.Unmarshal(raw, &item) != nil {
			continue
		}
		if no, ok := p.people.TypeNo(item.Type); ok {
			p.mention(schema.Ref{Type: no, ID: item.ID})
		}
		return &item
	}
	return nil
}

// RemoveLink unties a link of a record that the actor may edit.
func (s *Service) RemoveLink(ctx context.Context, actor access.Actor, typeName string, id, linkID ident.ID) error {
	return s.writer(ctx, actor, func(w *writing) error {
		t, found, err := w.hold(ctx, typeName, id)
		if err != nil {
			return err
		}
		if err := w.allow(access.Edit, t, found); err != nil {
			return err
		}
		links, err := w.Links(ctx, id)
		if err != nil {
			return err
		}
		for _, link := range links {
			if link.ID == linkID {
				w.changed(t, id, found.CreatedBy, found.Cell, found.Cell, nil)
				if err := w.RemoveLink(ctx, linkID); err != nil {
					return err
				}
				return w.logLink(ctx, KindUnlink, link)
			}
		}
		return fault.Missing()
	})
}
