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
	walk.Fields, walk.Limit = q.Type.Fields, chunk
	for {
		found, err := r.List(ctx, &walk)
		if err != nil {
			return err
		}
		for _, each := range found {
			if c.passes(&walk, each) && !fn(each) {
				return nil
			}
		}
		if len(found) < chunk {
			return nil
		}
		walk.After, walk.AfterNo = position(&walk, found[len(found)-1])
	}
}

func (c *scene) passes(q *Query, r *Record) bool {
	if q.Bin {
		return c.inBin(q.Type, r)
	}
	return c.rights.Allows(q.Action, subject(q.Type, r))
}

// inBin reports whether the actor sees a deleted record: he could delete it then, and could now were it restored.
func (c *scene) inBin(t *schema.ElementType, r *Record) bool {
	if r.Deleted == nil {
		return false
	}
	if c.rights.Administrator() {
		return true
	}
	restored := access.Subject{Cell: r.Deleted.Cell, Author: r.CreatedBy, Row: r.Row(t)}
	return slices.Contains(r.Deleted.Who, c.actor.Employee) && c.rights.Allows(access.Delete, restored)
}
