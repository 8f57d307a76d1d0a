package sqlstore

import (
	"context"

	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// A list can be read in several ways, each a hundred times too slow for somebody. The counts of cells tell which one to take.
type plan struct {
	index string // to go by; empty: the planner's choice
	walks bool   // the index is the list's own order, so reading stops when the page is full
	grams bool   // the search index finds the candidates
	scans bool   // no index at all: through the table from end to end
}

// Costs of looking at one row in each way, in nanoseconds, as measured on both databases.
const (
	costDriven   = 3000 // found by its cell, read, sorted
	costFiltered = 1500 // found by the filter's index, read, tested
	costScanned  = 600  // passed in the order of the table, and tested
	costWalked   = 400  // passed in the order of the index
	costTested   = 1200 // passed in the order of the index and read, to be tested by the filter
	probed       = 4000 // how many rows of a filter or a search are counted before it is called common
	fewRecords   = 1000 // how many records are rather tested one by one than looked for in the search index
	common       = 20   // a filter that nothing is known of takes one row in so many
)

// probes are what was found out about a query, once for all its statements.
type probes struct {
	filterIndex string // by which the filter takes few rows; empty: none
	matches     int64  // about how many rows the filter takes
	found       int64  // about how many the search index finds
}

// choose picks the way to read a page of the query.
func (s *Records) choose(ctx context.Context, t *store.Tx, q *record.Query) (plan, error) {
	if bare, err := s.bare(ctx, t, q.Type); err != nil || bare {
		return plan{}, err
	}
	walk := plan{walks: true, index: s.walkIndex(q)}
	if q.Drive == nil && !q.Bin && q.Filter.Shape == query.Always && q.Reading.All {
		return walk, nil
	}
	if p, ok := only(q); ok {
		return p, nil
	}
	found, err := s.probe(ctx, t, q)
	if err != nil {
		return plan{}, err
	}
	if q.Newest {
		return newestPlan(q, found.found), nil
	}
	best, least := s.narrow(q, found, 1)
	if cost := walkCost(q, found.matches); walk.index != "" && cost < least {
		best = walk
	}
	return best, nil
}

// chooseFirst picks the way to find as many records of the query as its limit says, in no order: each way stops when it has them.
func (s *Records) chooseFirst(ctx context.Context, t *store.Tx, q *record.Query) (plan, error) {
	if bare, err := s.bare(ctx, t, q.Type); err != nil || bare {
		return plan{}, err
	}
	if p, ok := only(q); ok {
		return p, nil
	}
	found, err := s.probe(ctx, t, q)
	if err != nil {
		return plan{}, err
	}
	taken := float64(found.matches+1) * float64(q.Visible+1) / float64(q.Total+1)
	best, _ := s.narrow(q, found, min(1, float64(q.Limit)/taken))
	return best, nil
}

// chooseWhole picks the way to look at everything that the query takes.
func (s *Records) chooseWhole(ctx context.Context, t *store.Tx, q *record.Query) (plan, error) {
	if bare, err := s.bare(ctx, t, q.Type); err != nil || bare {
		return plan{}, err
	}
	if p, ok := only(q); ok {
		return p, nil
	}
	found, err := s.probe(ctx, t, q)
	if err != nil {
		return plan{}, err
	}
	best, _ := s.narrow(q, found, 1)
	return best, nil
}

// only is the plan of a query that leaves no choice.
func only(q *record.Query) (p plan, ok bool) {
	switch {
	case q.Drive != nil:
		return plan{index: sortIndex(q.Type, q.Drive)}, true
	case q.Bin:
		return plan{index: recordTable(q.Type) + "_bin"}, true
	}
	return plan{}, false
}

// narrow picks among the ways that do not go by the list's own order: through the table from end to end, by the filter, by the search, by
// the cells. Each goes through the same part of what it would have to go through.
func (s *Records) narrow(q *record.Query, found probes, part float64) (best plan, least float64) {
	best, least = plan{scans: true}, part*costScanned*float64(q.Total)
	consider := func(p plan, cost float64) {
		if cost < least {
			best, least = p, cost
		}
	}
	if found.filterIndex != "" {
		consider(plan{index: found.filterIndex}, part*costFiltered*float64(found.matches))
	}
	if found.found < probed {
		consider(plan{grams: true}, part*costFiltered*float64(found.found))
	}
	if !q.Reading.All {
		consider(plan{index: cellIndex(q.Type)}, part*costDriven*float64(q.Visible))
	}
	return best, least
}

// newestPlan goes by the search index, which is in the order wanted, unless the reader has so few records that testing them all is less.
func newestPlan(q *record.Query, found int64) plan {
	passed := min(float64(found), float64(q.Limit)*float64(q.Total+1)/float64(q.Visible+1))
	if len(q.Grams) > 0 && (q.Reading.All || q.Visible >= fewRecords && costFiltered*passed < costDriven*float64(q.Visible)) {
		return plan{grams: true}
	}
	if q.Reading.All {
		return plan{}
	}
	return plan{index: cellIndex(q.Type)}
}

// probeSearch counts what the search index finds, up to probed; of a search that it does not serve it finds everything.
func (s *Records) probeSearch(ctx context.Context, t *store.Tx, q *record.Query) (found int64, err error) {
	if len(q.Grams) == 0 || q.Newest && (q.Reading.All || q.Visible < fewRecords) {
		return max(probed, q.Total), nil
	}
	c := searchCandidates(t.Dialect(), q.Type, q.Grams...)
	err = t.QueryRow(ctx, "SELECT count(*) FROM (SELECT 1 FROM "+c.sql+" LIMIT ?) AS counted", append(c.args, probed)...).Scan(&found)
	if found == probed {
		found = max(probed, q.Total/common)
	}
	return found, err
}

// walkCost guesses how far one has to walk until the page is full.
func walkCost(q *record.Query, matches int64) float64 {
	each, share := float64(costWalked), float64(q.Visible+1)/float64(q.Total+1)
	if q.Filter.Shape != query.Always {
		each = costTested
		share *= min(1, float64(matches+1)/float64(q.Total+1))
	}
	return each * min(float64(q.Limit)/share, float64(q.Total))
}

// walkIndex is the index in the order of the list, if there is one.
func (s *Records) walkIndex(q *record.Query) string {
	if len(q.Order) != 1 || q.ByNumber {
		return ""
	}
	for _, f := range indexedFields(q.Type) {
		if f.Name == q.Order[0].Field.Name {
			return sortIndex(q.Type, f)
		}
	}
	return ""
}

// probe finds out about a query what its plans are chosen by.
func (s *Records) probe(ctx context.Context, t *store.Tx, q *record.Query) (found probes, err error) {
	if known, ok := q.Chosen.(probes); ok {
		return known, nil
	}
	if found.filterIndex, found.matches, err = s.probeFilter(ctx, t, q); err != nil {
		return found, err
	}
	if found.found, err = s.probeSearch(ctx, t, q); err != nil {
		return found, err
	}
	found.matches = min(found.matches, found.found)
	q.Chosen = found
	return found, nil
}

// probeFilter finds the test of the filter that takes the fewest rows by an index, and about how many the whole filter takes.
func (s *Records) probeFilter(ctx context.Context, t *store.Tx, q *record.Query) (index string, matches int64, err error) {
	matches = max(1, q.Total/common)
	for _, test := range conjuncts(q.Filter) {
		f := indexedBy(q.Type, test)
		if f == nil {
			continue
		}
		c := filter(t.Dialect(), test)
		name := sortIndex(q.Type, f)
		statement := "SELECT count(*) FROM (SELECT 1 FROM " + recordTable(q.Type) + t.Dialect().IndexedBy(name) + " WHERE " + c.sql + " LIMIT ?) AS counted"
		var count int64
		if err := t.QueryRow(ctx, statement, append(c.args, probed)...).Scan(&count); err != nil {
			return "", 0, err
		}
		if count < probed && (index == "" || count < matches) {
			index, matches = name, count
		}
	}
	return index, matches, nil
}

// conjuncts are the tests that every match passes.
func conjuncts(n query.Node) []query.Node {
	switch n.Shape {
	case query.Leaf:
		return []query.Node{n}
	case query.All:
		var tests []query.Node
		for _, child := range n.Children {
			if child.Shape == query.Leaf {
				tests = append(tests, child)
			}
		}
		return tests
	case query.Always, query.Never, query.Any:
	}
	return nil
}

// indexedBy is the field whose index serves the test, or nil.
func indexedBy(t *schema.ElementType, test query.Node) *schema.Field {
	switch test.Op {
	case query.Equal, query.In, query.Less, query.LessEqual, query.Greater, query.GreaterEqual, query.Starts, query.Empty:
	default:
		return nil
	}
	for _, f := range indexedFields(t) {
		if f.Compared() == test.Column {
			return f
		}
	}
	return nil
}
