package record

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Question is a "Why?": about one employee and an action on a record or a type, or a field of a type.
type Question struct {
	Employee ident.ID // zero: the one who asks
	Type     string
	ID       ident.ID // zero: the type
	Action   string
	Field    string // with it, Action is "view" or "edit" of the field
}

// Explain lists everything that allows or denies. One asks about himself; about others who may authorize on the record, or administers rights.
func (s *Service) Explain(ctx context.Context, actor access.Actor, q Question) (access.Explanation, error) {
	var answer access.Explanation
	err := s.reader(ctx, actor, func(r Reader, c *scene) error {
		t, ok := c.readable(q.Type)
		if !ok {
			return fault.Missing()
		}
		action, ok := access.ParseAction(q.Action)
		if !ok {
			return fault.Field("action", "error.action", "action", q.Action)
		}
		of, may, err := c.asked(ctx, r, t, q)
		if err != nil {
			return err
		}
		rights, err := s.rightsAskedAbout(c, q.Employee, may)
		if err != nil {
			return err
		}
		answer, err = explain(rights, c, t, of, action, q)
		return err
	})
	return answer, err
}

func explain(rights *access.Rights, c *scene, t *schema.ElementType, of access.Subject, action access.Action, q Question) (access.Explanation, error) {
	switch {
	case q.Field != "":
		f, ok := t.Field(q.Field)
		if !ok || c.right(t, f) == schema.Hidden {
			return access.Explanation{}, schema.UnknownField(q.Field)
		}
		right := schema.Read
		if action == access.Edit {
			right = schema.Edit
		}
		return rights.ExplainField(t, f, right), nil
	case q.ID.IsZero():
		return rights.ExplainType(action, t.No), nil
	}
	return rights.Explain(action, of).For(c.rights, t), nil
}

// asked finds the record of the question; may tells whether the actor can ask about others on it.
func (c *scene) asked(ctx context.Context, r Reader, t *schema.ElementType, q Question) (of access.Subject, may bool, err error) {
	may = c.rights.Feature(access.AdministrationRights)
	if q.ID.IsZero() {
		return of, may, nil
	}
	_, found, err := c.find(ctx, r, t.Name, q.ID)
	if err != nil {
		return of, false, err
	}
	of = subject(t, found)
	return of, may || c.rights.Allows(access.Authorize, of), nil
}

func (s *Service) rightsAskedAbout(c *scene, employee ident.ID, may bool) (*access.Rights, error) {
	no, ok := c.people.PersonNo(employee, false)
	switch {
	case employee.IsZero() || ok && no == c.actor.Employee:
		return c.rights, nil
	case !may:
		return nil, fault.New(fault.Denied, "error.why_others")
	case !ok:
		return nil, fault.Field("employee", "field.person")
	}
	return s.Office.Rights(no), nil
}

// Viewers answers "Who can see this?": every employee who may view the record, with the level he has and by what. It is for those who
// may authorize on it and those who administer rights.
func (s *Service) Viewers(ctx context.Context, actor access.Actor, typeName string, id ident.ID) ([]access.Access, error) {
	var all []access.Access
	err := s.reader(ctx, actor, func(r Reader, c *scene) error {
		t, found, err := c.find(ctx, r, typeName, id)
		if err != nil {
			return err
		}
		of := subject(t, found)
		if !c.tellsViewers(of) {
			return c.refusal(access.Authorize, of)
		}
		all = access.For(s.Office.WhoCan(access.View, of), c.rights, t.No)
		return nil
	})
	return all, err
}

// tellsViewers reports whether the actor may know who views a record.
func (c *scene) tellsViewers(of access.Subject) bool {
	return c.rights.Feature(access.AdministrationRights) || c.rights.Allows(access.Authorize, of)
}
