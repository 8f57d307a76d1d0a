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
}

// Costs of looking at one row in each way, in nanoseconds, as measured on both databases.
const (
	costDriven   = 3000 // found by its cell, read, sorted
	costFiltered = 1500 // found by the filter's index, read, tested
	costWalked   = 400  // passed in the order of the index
	costTested   = 1200 // passed in the order of the index and read, to be tested by the filter
	probed       = 4000 // how many rows of a filter or a search are counted before it is called common
	fewRecords   = 1000 // how many records are rather tested one by one than looked for in the search index
	common       = 20   // a filter that nothing is known of takes one row in so many
)

// choose picks the way to read a page of the query, once for all statements of it.
func (s *Records) choose(ctx context.Context, t *store.Tx, q *record.Query) (plan, error) {
	if chosen, ok := q.Chosen.(plan); ok {
		return chosen, nil
	}
	p, err := s.weigh(ctx, t, q)
	if err == nil {
		q.Chosen = p
	}
	return p, err
}

func (s *Records) weigh(ctx context.Context, t *store.Tx, q *record.Query) (plan, error) {
	walk := plan{walks: true, index: s.walkIndex(q)}
	switch {
	case q.Drive != nil:
		return plan{index: sortIndex(q.Type, q.Drive)}, nil
	case q.Bin:
		return plan{index: recordTable(q.Type) + "_bin"}, nil
	case q.Filter.Shape == query.Always && q.Reading.All:
		return walk, nil
	}
	filterIndex, matches, err := s.probe(ctx, t, q)
	if err != nil {
		return plan{}, err
	}
	found, err := s.probeSearch(ctx, t, q)
	if err != nil {
		return plan{}, err
	}
	if q.Newest {
		return newestPlan(q, found), nil
	}
	best, least := plan{}, float64(costTested)*float64(q.Total)
	consider := func(p plan, cost float64) {
		if cost < least {
			best, least = p, cost
		}
	}
	if filterIndex != "" {
		consider(plan{index: filterIndex}, costFiltered*float64(matches))
	}
	if found < probed {
		matches = min(matches, found)
		consider(plan{grams: true}, costFiltered*float64(found))
	}
	if !q.Reading.All {
		consider(plan{index: recordTable(q.Type) + "_cell"}, costDriven*float64(q.Visible))
	}
	if walk.index != "" {
		consider(walk, walkCost(q, matches))
	}
	return best, nil
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
	return plan{index: recordTable(q.Type) + "_cell"}
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

// probe finds the test of the filter that takes the fewest rows by an index, and about how many the whole filter takes.
func (s *Records) probe(ctx context.Context, t *store.Tx, q *record.Query) (index string, matches int64, err error) {
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
