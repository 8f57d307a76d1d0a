package record

import (
	"context"
	"slices"

	"kontora/backend/access"
	"kontora/backend/schema"
)

// chunk is how many rows are read at a time while each has to be tested in Go.
const chunk = 500

// rows lists what the query takes. Usually the store decides it all; while a restriction is being built, and in the bin, rows are
// also tested one by one.
func (s *Service) rows(ctx context.Context, r Reader, c *scene, q *Query) ([]*Record, error) {
	if len(q.Reading.Pending) == 0 && !q.Bin {
		return r.List(ctx, q)
	}
	var kept []*Record
	err := s.each(ctx, r, c, q, func(found *Record) bool {
		kept = append(kept, found)
		return len(kept) < q.Limit
	})
	return kept, err
}

// count counts what the query takes, up to limit when that is above 0.
func (s *Service) count(ctx context.Context, r Reader, c *scene, q *Query, limit int64) (int64, error) {
	if len(q.Reading.Pending) == 0 && !q.Bin {
		return r.Count(ctx, q, limit)
	}
	var count int64
	err := s.each(ctx, r, c, q, func(*Record) bool {
		count++
		return limit == 0 || count < limit
	})
	return count, err
}

// each walks the query in its order and calls fn with every record that passes the tests in Go, until fn returns false.
func (s *Service) each(ctx context.Context, r Reader, c *scene, q *Query, fn func(*Record) bool) error {
	walk := *q
	walk.Fields, walk.Limit, walk.Newest = q.Type.Fields, chunk, false // the latest alone have no second page
	for {
		found, err := r.List(ctx, &walk)
		if err != nil {
			return err
		}
		for _, each := range found {
			passes, err := c.passes(ctx, r, &walk, each)
			if err != nil {
				return err
			}
			if passes && !fn(each) {
				return nil
			}
		}
		if len(found) < chunk {
			return nil
		}
		last := found[len(found)-1]
		if walk.AfterNo = last.No; !walk.ByNumber {
			walk.After, walk.AfterNo = position(&walk, last)
		}
	}
}

func (c *scene) passes(ctx context.Context, rows Rows, q *Query, r *Record) (bool, error) {
	if q.Bin {
		return c.inBin(ctx, rows, q.Type, r)
	}
	return c.rights.Allows(q.Action, subject(q.Type, r)), nil
}

// inBin reports whether the actor sees a deleted record, of which all fields have been read: he could delete it then, and could now were
// it restored.
func (c *scene) inBin(ctx context.Context, rows Rows, t *schema.ElementType, r *Record) (bool, error) {
	if r.Deleted == nil {
		return false, nil
	}
	if c.rights.Administrator() {
		return true, nil
	}
	if !slices.Contains(r.Deleted.Who, c.actor.Employee) {
		return false, nil
	}
	cause, ok, err := c.restored(ctx, rows, t, r)
	return ok && c.rights.Would(access.Delete, cause, r.CreatedBy, r.Row(t)), err
}

// restored is the cause that a record would have were it taken out of the bin: rules, settings and its parent may have changed since. It is
// false for one whose parent is not there.
func (c *scene) restored(ctx context.Context, rows Rows, t *schema.ElementType, r *Record) (access.Cause, bool, error) {
	before, _ := c.cells.Cause(r.Deleted.Cell)
	if t.Default != schema.Parent {
		return CauseOf(c.model, t, r, before.Shares, 0), true, nil
	}
	_, parent, err := c.parentOf(ctx, rows, t, r)
	if err != nil || parent == nil || parent.Deleted != nil {
		return access.Cause{}, false, err
	}
	return CauseOf(c.model, t, r, 0, parent.Cell), true, nil
}
