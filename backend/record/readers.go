package record

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/ident"
)

// Readers tells which of these employees view a record on which the actor may comment, so that he knows whom a mention reaches; nil to one
// who may not be told who does. Whoever views a record by a rule on a field, or not, would tell him of a field that is hidden from him.
func (s *Service) Readers(ctx context.Context, actor access.Actor, typeName string, id ident.ID, employees []ident.ID) (map[ident.ID]bool, error) {
	var views map[ident.ID]bool
	err := s.reader(ctx, actor, func(r Reader, c *scene) error {
		t, found, err := c.find(ctx, r, typeName, id)
		if err != nil {
			return err
		}
		if err := c.mayComment(t, found); err != nil {
			return err
		}
		if !c.tellsViewers(subject(t, found)) {
			return nil
		}
		views = make(map[ident.ID]bool, len(employees))
		for _, employee := range employees {
			if no, ok := c.people.PersonNo(employee, false); ok {
				rights := s.Office.Rights(no)
				views[employee] = rights.Active() && rights.Allows(access.View, subject(t, found))
			}
		}
		return nil
	})
	return views, err
}
