package administration

import (
	"slices"

	"kontora/backend/query"
)

// contradicts reports whether no record can match, as far as that shows on the tests themselves: stage = won and stage = lost.
func contradicts(n query.Node) bool {
	switch n.Shape {
	case query.Never:
		return true
	case query.Any:
		return !slices.ContainsFunc(n.Children, func(child query.Node) bool { return !contradicts(child) })
	case query.All:
		if slices.ContainsFunc(n.Children, contradicts) {
			return true
		}
		return conflictingTests(n)
	case query.Leaf:
		return conflictingTests(query.Node{Shape: query.All, Children: []query.Node{n}})
	case query.Always:
	}
	return false
}

// conflictingTests reports whether tests that must all match leave some column no value.
func conflictingTests(all query.Node) bool {
	byColumn := make(map[string][]query.Node)
	collectTests(all, byColumn)
	for _, tests := range byColumn {
		if impossible(tests) {
			return true
		}
	}
	return false
}

func collectTests(n query.Node, byColumn map[string][]query.Node) {
	switch n.Shape {
	case query.Leaf:
		byColumn[n.Column] = append(byColumn[n.Column], n)
	case query.All:
		for _, child := range n.Children {
			collectTests(child, byColumn)
		}
	case query.Always, query.Never, query.Any:
	}
}

// single is a row of one column.
type single struct{ value query.Scalar }

func (s single) Scalar(string) query.Scalar { return s.value }

// impossible tries every value at which the outcome of the tests can change: empty, each value named, and those just beside it.
// Text is only judged where it is compared as a whole; what contains or begins with something is taken as possible.
func impossible(tests []query.Node) bool {
	candidates := []query.Scalar{{}, query.Int(0)} // nothing, and something for tests that name no value
	for _, test := range tests {
		if test.Op == query.Contains || test.Op == query.Starts {
			return false
		}
		for _, arg := range test.Args {
			candidates = append(candidates, arg)
			candidates = append(candidates, beside(arg)...)
		}
	}
	return !slices.ContainsFunc(candidates, func(value query.Scalar) bool {
		return !slices.ContainsFunc(tests, func(test query.Node) bool { return !test.Match(single{value}) })
	})
}

// beside are the nearest values below and above.
func beside(s query.Scalar) []query.Scalar {
	switch s.Kind {
	case query.Integer:
		return []query.Scalar{query.Int(s.Int - 1), query.Int(s.Int + 1)}
	case query.Text, query.Bytes:
		above := query.Scalar{Kind: s.Kind, Str: s.Str + "\x00"}
		below := query.Scalar{Kind: s.Kind, Str: s.Str[:max(len(s.Str)-1, 0)]}
		return []query.Scalar{below, above}
	case query.Null:
	}
	return nil
}
