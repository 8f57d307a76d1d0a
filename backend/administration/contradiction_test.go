package administration

import (
	"testing"

	"pgregory.net/rapid"

	"kontora/backend/query"
)

func TestConditionsThatNothingMeets(t *testing.T) {
	won, lost := query.Str("won"), query.Str("lost")
	equal := func(column string, v query.Scalar) query.Node { return query.Test(column, query.Equal, v) }
	for name, test := range map[string]struct {
		node query.Node
		want bool
	}{
		"won and lost":                   {query.And(equal("stage", won), equal("stage", lost)), true},
		"won or lost":                    {query.Or(equal("stage", won), equal("stage", lost)), false},
		"won, and another field lost":    {query.And(equal("stage", won), equal("state", lost)), false},
		"empty and won":                  {query.And(query.Test("stage", query.Empty), equal("stage", won)), true},
		"empty and not won":              {query.And(query.Test("stage", query.Empty), query.Test("stage", query.NotEqual, won)), false},
		"won and not won":                {query.And(equal("stage", won), query.Test("stage", query.NotEqual, won)), true},
		"above 5 and below 3":            {query.And(query.Test("n", query.Greater, query.Int(5)), query.Test("n", query.Less, query.Int(3))), true},
		"above 3 and below 5":            {query.And(query.Test("n", query.Greater, query.Int(3)), query.Test("n", query.Less, query.Int(5))), false},
		"above 3 and below 4":            {query.And(query.Test("n", query.Greater, query.Int(3)), query.Test("n", query.Less, query.Int(4))), true},
		"one of two and another of two":  {query.And(query.Test("s", query.In, won, lost), query.Test("s", query.In, query.Str("new"))), true},
		"not one of two, and one of it":  {query.And(query.Test("s", query.NotIn, won, lost), query.Test("s", query.In, won, query.Str("new"))), false},
		"contains a and contains b":      {query.And(query.Test("s", query.Contains, query.Str("a")), query.Test("s", query.Contains, query.Str("b"))), false},
		"both ways of a choice are none": {query.Or(query.And(equal("s", won), equal("s", lost)), query.And(equal("n", won), equal("n", lost))), true},
		"deeper inside":                  {query.And(equal("s", won), query.And(equal("n", lost), equal("s", lost))), true},
		"filled":                         {query.Test("s", query.Filled), false},
		"filled and empty":               {query.And(query.Test("s", query.Filled), query.Test("s", query.Empty)), true},
		"filled and not won":             {query.And(query.Test("s", query.Filled), query.Test("s", query.NotEqual, won)), false},
		"everything":                     {query.Node{}, false},
		"nothing":                        {query.Node{Shape: query.Never}, true},
	} {
		t.Run(name, func(t *testing.T) {
			if got := contradicts(test.node); got != test.want {
				t.Errorf("contradicts: %v", got)
			}
		})
	}
}

// TestWhatIsCalledContradictoryIsMetByNothing tries random conditions of two columns on every row there is.
func TestWhatIsCalledContradictoryIsMetByNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		node := randomNode(t, 3)
		if !contradicts(node) {
			return
		}
		values := []query.Scalar{{}, query.Int(0), query.Int(1), query.Int(2), query.Int(3), query.Int(4)}
		for _, a := range values {
			for _, b := range values {
				if node.Match(pair{"a": a, "b": b}) {
					t.Fatalf("%+v is met by a = %v, b = %v", node, a, b)
				}
			}
		}
	})
}

type pair map[string]query.Scalar

func (p pair) Scalar(column string) query.Scalar { return p[column] }

func randomNode(t *rapid.T, depth int) query.Node {
	if depth == 0 || rapid.Bool().Draw(t, "leaf") {
		op := rapid.SampledFrom([]query.Op{query.Equal, query.NotEqual, query.Less, query.LessEqual, query.Greater, query.GreaterEqual, query.Empty, query.Filled}).Draw(t, "op")
		column := rapid.SampledFrom([]string{"a", "b"}).Draw(t, "column")
		if op == query.Empty || op == query.Filled {
			return query.Test(column, op)
		}
		return query.Test(column, op, query.Int(int64(rapid.IntRange(0, 4).Draw(t, "value"))))
	}
	children := make([]query.Node, rapid.IntRange(1, 3).Draw(t, "children"))
	for i := range children {
		children[i] = randomNode(t, depth-1)
	}
	if rapid.Bool().Draw(t, "and") {
		return query.And(children...)
	}
	return query.Or(children...)
}
