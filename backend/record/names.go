package record

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/ident"
)

// NamesOf tells what records of a type, and people, are called. What the actor may not see has no entry.
func (s *Service) NamesOf(ctx context.Context, actor access.Actor, typeName string, records, people []ident.ID) (Names, error) {
	names := make(Names)
	err := s.reader(ctx, actor, func(r Reader, c *scene) error {
		for _, id := range people {
			if no, ok := c.people.PersonNo(id, true); ok {
				names[id.String()], _ = c.people.PersonName(no)
			}
		}
		t, ok := c.readable(typeName)
		if !ok || len(records) == 0 {
			return nil
		}
		wanted := make(map[ident.ID]bool, len(records))
		for _, id := range records {
			wanted[id] = true
		}
		titles, err := c.titles(ctx, r, t.No, wanted)
		for _, title := range titles {
			names[title.ID.String()] = title.Name
		}
		return err
	})
	return names, err
}
