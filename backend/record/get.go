package record

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Get returns one record as the actor sees it. What he may not see is missing, exactly as what is not there.
func (s *Service) Get(ctx context.Context, actor access.Actor, typeName string, id ident.ID) (View, Names, error) {
	var view View
	var names Names
	err := s.reader(ctx, actor, func(r Reader, c *scene) error {
		t, found, err := c.find(ctx, r, typeName, id)
		if err != nil {
			return err
		}
		p, err := c.project(t, nil)
		if err != nil {
			return err
		}
		view = p.view(s, found)
		s.viewed(ctx, c, t.Name, id, subject(t, found))
		names, err = p.names(ctx, r)
		return err
	})
	return view, names, err
}

// viewed tells the oversight what an administrator reads of a record besides what lists show.
func (s *Service) viewed(ctx context.Context, c *scene, typeName string, id ident.ID, of access.Subject) {
	if s.Oversight != nil && c.rights.Administrator() {
		s.Oversight.Viewed(ctx, c.actor, typeName, id, of)
	}
}

// find reads a record with all its fields when the actor may view it, and is fault.Missing otherwise. One in the bin is found by those
// who see it there.
func (c *scene) find(ctx context.Context, rows Rows, typeName string, id ident.ID) (*schema.ElementType, *Record, error) {
	t, ok := c.readable(typeName)
	if !ok && !c.comments(typeName) {
		return nil, nil, fault.Missing()
	}
	if t == nil {
		t, _ = c.model.Schema.Type(typeName)
	}
	found, err := rows.Get(ctx, t, id, t.Fields)
	if err != nil {
		return nil, nil, err
	}
	seen := false
	switch {
	case found == nil:
	case found.Deleted != nil:
		seen, err = c.inBin(ctx, rows, t, found)
	default:
		seen = c.rights.Allows(access.View, subject(t, found))
	}
	if err != nil {
		return nil, nil, err
	}
	if !seen {
		return nil, nil, fault.Missing()
	}
	return t, found, nil
}

// hold finds a record that is not in the bin, for a change.
func (w *writing) hold(ctx context.Context, typeName string, id ident.ID) (*schema.ElementType, *Record, error) {
	t, found, err := w.find(ctx, w, typeName, id)
	if err == nil && found.Deleted != nil {
		return nil, nil, fault.New(fault.Conflict, "error.in_bin")
	}
	return t, found, err
}

// allow refuses an action on a record that the actor may view, naming the rule.
func (w *writing) allow(a access.Action, t *schema.ElementType, r *Record) error {
	if !w.rights.Allows(a, subject(t, r)) {
		return w.refusal(a, subject(t, r))
	}
	if changes(a) && w.guarded(t, r) {
		return fault.New(fault.Denied, "administration.only_administrators")
	}
	return nil
}

// guarded reports whether a record is the card of an administrator, which nobody but he and the other administrators may change: where
// to reach somebody is a way to his sign-in.
func (c *scene) guarded(t *schema.ElementType, r *Record) bool {
	if t.Name != schema.TypeEmployee || c.rights.Administrator() {
		return false
	}
	no, _ := c.people.PersonNo(r.ID, false)
	e, ok := c.model.Directory.Employees[no]
	return ok && e.Administrator && no != c.actor.Employee
}

// locked are the fields of one record that are not changed where records are, whoever asks. Where the invitation of somebody goes who is
// invited, and with it his sign-in, is kept on his page by those who administer people.
func (c *scene) locked(t *schema.ElementType, r *Record) []string {
	if t.Name != schema.TypeEmployee {
		return nil
	}
	no, _ := c.people.PersonNo(r.ID, false)
	if e, ok := c.model.Directory.Employees[no]; !ok || e.Status != directory.Invited {
		return nil
	}
	return []string{"email"}
}

// changes reports whether an action writes fields.
func changes(a access.Action) bool { return a == access.Edit || a == access.MassEdit }

// refusal names the rule that forbids an action; it is never nil.
func (c *scene) refusal(a access.Action, of access.Subject) error {
	return access.Refuse(c.model, c.rights, a, of)
}
