package query_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kontora/backend/query"
)

// row is a record of named columns; a column that is not there is empty.
type row map[string]query.Scalar

func (r row) Scalar(column string) query.Scalar { return r[column] }

func every() []query.Op {
	return []query.Op{
		query.Equal, query.NotEqual, query.Less, query.LessEqual, query.Greater, query.GreaterEqual, query.In, query.NotIn,
		query.Contains, query.Starts, query.Empty, query.Filled,
	}
}

func TestAnEmptyFieldMatchesEmptyNotEqualAndNotInOnly(t *testing.T) {
	want := map[query.Op]bool{query.Empty: true, query.NotEqual: true, query.NotIn: true}
	for _, op := range append(every(), query.Between, query.Me, query.Today, "nonsense") {
		for about, args := range map[string][]query.Scalar{
			"text": {query.Str("a")}, "empty text": {query.Str("")}, "a number": {query.Int(0)}, "nothing": nil, "an empty value": {{}},
		} {
			if got := query.Test("a", op, args...).Match(row{}); got != want[op] {
				t.Errorf("%s %s on an empty field: %v", op, about, got)
			}
		}
	}
}

func TestMatch(t *testing.T) {
	r := row{"text": query.Str("северный порт"), "number": query.Int(50), "zero": query.Int(0), "blank": query.Str(""), "id": query.Blob([]byte{1, 0, 2})}
	for _, test := range []struct {
		about string
		node  query.Node
		want  bool
	}{
		{"the zero node", query.Node{}, true},
		{"equal", query.Test("number", query.Equal, query.Int(50)), true},
		{"equal to another", query.Test("number", query.Equal, query.Int(51)), false},
		{"not equal", query.Test("number", query.NotEqual, query.Int(50)), false},
		{"not equal to another", query.Test("number", query.NotEqual, query.Int(51)), true},
		{"less", query.Test("number", query.Less, query.Int(51)), true},
		{"less than itself", query.Test("number", query.Less, query.Int(50)), false},
		{"at most itself", query.Test("number", query.LessEqual, query.Int(50)), true},
		{"greater", query.Test("number", query.Greater, query.Int(49)), true},
		{"greater than itself", query.Test("number", query.Greater, query.Int(50)), false},
		{"at least itself", query.Test("number", query.GreaterEqual, query.Int(50)), true},
		{"in a list", query.Test("number", query.In, query.Int(1), query.Int(50)), true},
		{"in a list without it", query.Test("number", query.In, query.Int(1)), false},
		{"in no list", query.Test("number", query.In), false},
		{"none of a list", query.Test("number", query.NotIn, query.Int(1)), true},
		{"none of a list with it", query.Test("number", query.NotIn, query.Int(50)), false},
		{"none of no list", query.Test("number", query.NotIn), true},
		{"contains", query.Test("text", query.Contains, query.Str("ый п")), true},
		{"contains another", query.Test("text", query.Contains, query.Str("Порт")), false},
		{"contains nothing in particular", query.Test("text", query.Contains, query.Str("")), true},
		{"starts", query.Test("text", query.Starts, query.Str("север")), true},
		{"starts later", query.Test("text", query.Starts, query.Str("порт")), false},
		{"empty", query.Test("text", query.Empty), false},
		{"filled", query.Test("text", query.Filled), true},
		{"a zero is there", query.Test("zero", query.Empty), false},
		{"a text without letters is there", query.Test("blank", query.Filled), true},
		{"bytes", query.Test("id", query.Equal, query.Blob([]byte{1, 0, 2})), true},
		{"other bytes", query.Test("id", query.Equal, query.Blob([]byte{1, 0, 3})), false},
		{"two values where one is wanted", query.Test("number", query.Equal, query.Int(50), query.Int(50)), false},
		{"no value where one is wanted", query.Test("number", query.NotEqual), false},
	} {
		if got := test.node.Match(r); got != test.want {
			t.Errorf("%s: %v", test.about, got)
		}
	}
}

func TestAndOrOfNothingAndOfOne(t *testing.T) {
	leaf := query.Test("a", query.Empty)
	for about, test := range map[string]struct {
		got  query.Node
		want query.Shape
	}{
		"and of nothing":             {query.And(), query.Always},
		"or of nothing":              {query.Or(), query.Never},
		"and of one":                 {query.And(leaf), query.Leaf},
		"or of one":                  {query.Or(leaf), query.Leaf},
		"and with what is always":    {query.And(query.Node{}, leaf), query.Leaf},
		"and with what is never":     {query.And(leaf, query.Or(), leaf), query.Never},
		"or with what is never":      {query.Or(query.Or(), leaf), query.Leaf},
		"or with what is always":     {query.Or(leaf, query.Node{}, leaf), query.Always},
		"and of two":                 {query.And(leaf, leaf), query.All},
		"or of two":                  {query.Or(leaf, leaf), query.Any},
		"and of groups of nothing":   {query.And(query.And(), query.And()), query.Always},
		"or of choices of nothing":   {query.Or(query.Or(), query.Or()), query.Never},
		"or of a group of nothing":   {query.Or(query.And()), query.Always},
		"and of a choice of nothing": {query.And(query.Or()), query.Never},
	} {
		if test.got.Shape != test.want {
			t.Errorf("%s: shape %d, want %d", about, test.got.Shape, test.want)
		}
	}
}

// values are few, so that tests meet them.
func values(t *rapid.T, name string) query.Scalar {
	return rapid.SampledFrom([]query.Scalar{
		{}, query.Int(-1), query.Int(0), query.Int(7), query.Str(""), query.Str("a"), query.Str("ab"), query.Str("б"), query.Blob([]byte{0}), query.Blob([]byte("a")),
	}).Draw(t, name)
}

func tree(t *rapid.T, depth int) query.Node {
	shape := rapid.IntRange(0, 4).Draw(t, "shape")
	if depth == 0 || shape == int(query.Leaf) {
		args := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) query.Scalar { return values(t, "argument") }), 0, 3).Draw(t, "arguments")
		return query.Test(rapid.SampledFrom([]string{"a", "b"}).Draw(t, "column"), rapid.SampledFrom(every()).Draw(t, "op"), args...)
	}
	children := make([]query.Node, rapid.IntRange(0, 3).Draw(t, "children"))
	for i := range children {
		children[i] = tree(t, depth-1)
	}
	switch query.Shape(shape) {
	case query.All:
		return query.And(children...)
	case query.Any:
		return query.Or(children...)
	}
	return query.Node{Shape: query.Shape(shape)}
}

func TestAndOrAreThoseOfLogic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := row{"a": values(t, "a"), "b": values(t, "b")}
		x, y, z := tree(t, 2), tree(t, 2), tree(t, 1)
		and := func(nodes ...query.Node) bool { return query.And(nodes...).Match(r) }
		or := func(nodes ...query.Node) bool { return query.Or(nodes...).Match(r) }
		mx, my, mz := x.Match(r), y.Match(r), z.Match(r)
		if and(x, y, z) != (mx && my && mz) || or(x, y, z) != (mx || my || mz) {
			t.Fatalf("%+v with %+v with %+v on %v", x, y, z, r)
		}
		if and(x, query.Or(y, z)) != or(query.And(x, y), query.And(x, z)) {
			t.Fatalf("not distributive: %+v with %+v with %+v on %v", x, y, z, r)
		}
	})
}

func TestComparisonsAgreeWithEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value, arg := values(t, "value"), values(t, "argument")
		if value.IsEmpty() {
			value = query.Int(3)
		}
		is := func(op query.Op) bool { return query.Test("a", op, arg).Match(row{"a": value}) }
		switch {
		case is(query.Equal) == is(query.NotEqual), is(query.In) == is(query.NotIn), is(query.Equal) != is(query.In),
			is(query.Less) == is(query.GreaterEqual), is(query.Greater) == is(query.LessEqual), is(query.Empty) == is(query.Filled),
			is(query.LessEqual) != (is(query.Less) || is(query.Equal)):
			t.Fatalf("%v against %v", value, arg)
		}
	})
}

func TestCompareIsAnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := values(t, "a"), values(t, "b"), values(t, "c")
		if a.Compare(b) != -b.Compare(a) || (a == b) != (a.Compare(b) == 0) {
			t.Fatalf("%v and %v", a, b)
		}
		if a.Compare(b) <= 0 && b.Compare(c) <= 0 && a.Compare(c) > 0 {
			t.Fatalf("%v, %v, %v", a, b, c)
		}
		if !a.IsEmpty() && (query.Scalar{}).Compare(a) >= 0 {
			t.Fatalf("%v comes before what is empty", a)
		}
	})
}

func TestColumnsNamesEveryTestedColumn(t *testing.T) {
	node := query.And(query.Test("a", query.Empty), query.Or(query.Test("b", query.Empty), query.And(query.Test("c", query.Empty), query.Test("a", query.Filled))))
	var columns []string
	node.Columns(func(column string) { columns = append(columns, column) })
	if got := strings.Join(columns, " "); got != "a b c a" {
		t.Errorf("columns %q", got)
	}
}
