package record

import (
	"context"
	"strings"
	"time"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// Bounds of a list.
const (
	DefaultLimit  = 50
	MaxLimit      = 200
	MaxOrders     = 3
	countPatience = 5 * time.Millisecond
	CountedUpTo   = 1000 // a filtered total above this is said as "at least", and the exact one asked for apart
)

// ListRequest asks for a page of records.
type ListRequest struct {
	Type     string
	Filter   query.Expr
	Search   string   // words that every match holds in its searched fields
	Sort     []string // field names, "-" before one for the reverse; the newest first when there is none
	Fields   []string // nil: all that are not hidden
	Limit    int      // 0: DefaultLimit
	Cursor   string   // from Page.Next
	Bin      bool
	Steps    bool          // tell the next step of each record
	Archived string        // a field of the archive that is read and filtered by as if it were in use; for those who administer types
	Action   access.Action // View, or the action for which every record of the answer must be allowed, such as Export
}

// Total is how many records there are.
type Total struct {
	Count int64 `json:"count"`
	Exact bool  `json:"exact"` // false: at least so many
}

// Page is one page of a list.
type Page struct {
	Items []View
	Next  string // empty on the last page
	Total Total
	Names Names
}

// List returns a page of the records that the actor may see. Fields he may not read are refused in filter, sort and fields as unknown.
func (s *Service) List(ctx context.Context, actor access.Actor, request ListRequest) (Page, error) {
	page := Page{Items: []View{}, Total: Total{Exact: true}, Names: Names{}}
	patience := s.Clock.Now().Add(countPatience)
	err := s.reader(ctx, actor, func(r Reader, c *scene) error {
		t, ok := c.readable(request.Type)
		if !ok {
			return nil
		}
		t = t.Using(request.Archived)
		p, err := c.project(t, request.Fields)
		if err != nil {
			return err
		}
		q, err := s.query(c, t, request)
		if err != nil {
			return err
		}
		if err := s.openCursor(q, request.Cursor); err != nil {
			return err
		}
		q.Fields = union(p.read(), q.orderFields())
		if err := s.fill(ctx, r, p, q, &page); err != nil {
			return err
		}
		if request.Steps {
			if err := s.steps(ctx, r, c, page.Items); err != nil {
				return err
			}
		}
		page.Total, err = s.total(ctx, r, c, q, page, patience.Sub(s.Clock.Now()))
		return err
	})
	return page, err
}

func (s *Service) fill(ctx context.Context, r Reader, p *projection, q *Query, page *Page) error {
	limit := q.Limit
	q.Limit++ // one more tells whether there is a next page
	found, err := s.rows(ctx, r, p.scene, q)
	if err != nil {
		return err
	}
	if len(found) > limit {
		found = found[:limit]
		page.Next = s.sealCursor(q, found[limit-1])
	}
	for _, each := range found {
		page.Items = append(page.Items, p.view(s, each))
	}
	page.Names, err = p.names(ctx, r)
	return err
}

// query turns a request into a query under the actor's rights.
func (s *Service) query(c *scene, t *schema.ElementType, request ListRequest) (*Query, error) {
	q := &Query{Type: t, Reading: c.rights.Reading(t.No, request.Action), Action: request.Action, Limit: request.Limit, Bin: request.Bin}
	if q.Limit == 0 {
		q.Limit = DefaultLimit
	}
	if q.Limit < 1 || q.Limit > MaxLimit {
		return nil, fault.Field("limit", "error.limit", "max", MaxLimit)
	}
	filter, err := t.Bind(c.values, request.Filter, c.clear(t))
	if err != nil {
		return nil, err
	}
	words := searchWords(request.Search, c.values.Dialling)
	q.Filter, q.Grams = query.And(filter, c.searched(t, words)), searchGrams(words)
	if q.Order, err = c.orders(t, request.Sort); err != nil {
		return nil, err
	}
	q.Total = s.Store.Total(t.No)
	q.Visible = s.visible(q.Reading, q.Total)
	return q, nil
}

// visible is how many records a reading takes.
func (s *Service) visible(reading access.Reading, total int64) int64 {
	if reading.All {
		return total
	}
	var count int64
	for _, cell := range reading.Cells {
		count += s.Store.Count(cell)
	}
	return count
}

func (c *scene) orders(t *schema.ElementType, sort []string) ([]Order, error) {
	if len(sort) == 0 {
		sort = []string{"-" + schema.FieldCreatedAt}
	}
	if len(sort) > MaxOrders {
		return nil, fault.Field("sort", "error.too_many_orders", "max", MaxOrders)
	}
	orders := make([]Order, 0, len(sort))
	for _, key := range sort {
		name := strings.TrimPrefix(key, "-")
		f, ok := t.Queryable(name)
		if !ok || !c.clear(t)(f) {
			return nil, schema.UnknownField(name)
		}
		orders = append(orders, c.order(t, f, name != key)...)
	}
	return orders, nil
}

// order sorts by a field; employees' names that begin with the first one are sorted by the last one all the same.
func (c *scene) order(t *schema.ElementType, f *schema.Field, descending bool) []Order {
	parts := []string{schema.FieldLastName, schema.FieldFirstName, schema.FieldPatronymic}
	if t.Name != schema.TypeEmployee || f.Name != schema.FieldName ||
		c.model.Directory.Company.NameOrder != directory.FirstLast || !c.readsAll(t, parts) {
		return []Order{{Field: f, Descending: descending}}
	}
	orders := make([]Order, 0, len(parts))
	for _, name := range parts {
		part, _ := t.Field(name)
		orders = append(orders, Order{Field: part, Descending: descending})
	}
	return orders
}

// total tells how many records the query takes: from the cells where nothing is filtered, from the page when it is the only one, and
// else by counting up to CountedUpTo for as long as patience lasts: somebody who has waited for a slow page waits no longer for its total.
func (s *Service) total(ctx context.Context, r Reader, c *scene, q *Query, page Page, patience time.Duration) (Total, error) {
	seen := int64(len(page.Items))
	switch {
	case q.Filter.Shape == query.Always && len(q.Reading.Pending) == 0 && len(q.Reading.AuthorCells) == 0 && !q.Bin:
		return Total{Count: q.Visible, Exact: true}, nil
	case page.Next == "" && q.After == nil:
		return Total{Count: seen, Exact: true}, nil
	}
	if patience <= 0 {
		return Total{Count: seen, Exact: false}, nil
	}
	whole := *q
	whole.After, whole.AfterNo = nil, 0
	var counted int64
	done, err := r.Within(ctx, patience, func(ctx context.Context) (err error) {
		counted, err = s.count(ctx, r, c, &whole, CountedUpTo+1)
		return err
	})
	switch {
	case err != nil:
		return Total{}, err
	case !done:
		return Total{Count: seen, Exact: false}, nil
	case counted > CountedUpTo:
		return Total{Count: CountedUpTo, Exact: false}, nil
	}
	return Total{Count: counted, Exact: true}, nil
}

// Count counts the records of the request exactly, however many there are.
func (s *Service) Count(ctx context.Context, actor access.Actor, request ListRequest) (int64, error) {
	return s.CountUpTo(ctx, actor, request, 0)
}

// CountUpTo counts the records of the request and stops at limit when that is above 0.
func (s *Service) CountUpTo(ctx context.Context, actor access.Actor, request ListRequest, limit int64) (int64, error) {
	var count int64
	err := s.reader(ctx, actor, func(r Reader, c *scene) error {
		t, ok := c.readable(request.Type)
		if !ok {
			return nil
		}
		t = t.Using(request.Archived)
		q, err := s.query(c, t, request)
		if err != nil {
			return err
		}
		count, err = s.count(ctx, r, c, q, limit)
		return err
	})
	return count, err
}

func (q *Query) orderFields() []*schema.Field {
	fields := make([]*schema.Field, 0, len(q.Order))
	for _, o := range q.Order {
		fields = append(fields, o.Field)
	}
	return fields
}

// union joins two lists of fields, the inherent ones left out: every record carries them.
func union(lists ...[]*schema.Field) []*schema.Field {
	var fields []*schema.Field
	seen := make(map[string]bool)
	for _, list := range lists {
		for _, f := range list {
			if _, inherent := schema.Inherent(f.Name); !seen[f.Name] && !inherent {
				seen[f.Name] = true
				fields = append(fields, f)
			}
		}
	}
	return fields
}
