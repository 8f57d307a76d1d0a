package schema

import (
	"bytes"
	"encoding/json"

	"kontora/backend/locale"
	"kontora/backend/query"
)

// compareTest binds the operators that compare one column with constants. parse turns one JSON value into the scalar to compare with.
func compareTest(f *Field, column string, op query.Op, raw json.RawMessage, parse func(json.RawMessage) (query.Scalar, *locale.Text)) (query.Node, *locale.Text) {
	switch op {
	case query.Empty:
		return emptyTest(column, raw)
	case query.In, query.NotIn:
		return listTest(column, op, raw, parse)
	case query.Between:
		return betweenTest(column, raw, parse)
	case query.Equal, query.NotEqual, query.Less, query.LessEqual, query.Greater, query.GreaterEqual, query.Contains, query.Starts:
		if isNull(raw) {
			return nullTest(column, op)
		}
		arg, problem := parse(raw)
		if problem != nil {
			return query.Node{}, problem
		}
		return query.Test(column, op, arg), nil
	}
	return query.Node{}, say("field.operator", "op", string(op), "field", f.Labels)
}

// nullTest lets "= null" and "!= null" ask whether a field is empty.
func nullTest(column string, op query.Op) (query.Node, *locale.Text) {
	switch op {
	case query.Equal:
		return query.Test(column, query.Empty), nil
	case query.NotEqual:
		return filled(column), nil
	}
	return query.Node{}, say("field.value_missing")
}

func emptyTest(column string, raw json.RawMessage) (query.Node, *locale.Text) {
	switch string(bytes.TrimSpace(raw)) {
	case "", "true", "null":
		return query.Test(column, query.Empty), nil
	case "false":
		return filled(column), nil
	}
	return query.Node{}, say("field.yes_no")
}

// filled matches every value there is: an empty one matches neither of its tests.
func filled(column string) query.Node {
	return query.Node{Shape: query.Leaf, Column: column, Op: query.Filled}
}

func listTest(column string, op query.Op, raw json.RawMessage, parse func(json.RawMessage) (query.Scalar, *locale.Text)) (query.Node, *locale.Text) {
	values, problem := list(raw)
	if problem != nil {
		return query.Node{}, problem
	}
	args := make([]query.Scalar, 0, len(values))
	for _, value := range values {
		if isNull(value) {
			return query.Node{}, say("field.value_missing")
		}
		arg, problem := parse(value)
		if problem != nil {
			return query.Node{}, problem
		}
		args = append(args, arg)
	}
	return query.Test(column, op, args...), nil
}

func betweenTest(column string, raw json.RawMessage, parse func(json.RawMessage) (query.Scalar, *locale.Text)) (query.Node, *locale.Text) {
	values, problem := list(raw)
	if problem != nil || len(values) != 2 || isNull(values[0]) || isNull(values[1]) {
		return query.Node{}, say("field.two_values")
	}
	low, problem := parse(values[0])
	if problem != nil {
		return query.Node{}, problem
	}
	high, problem := parse(values[1])
	if problem != nil {
		return query.Node{}, problem
	}
	return query.And(query.Test(column, query.GreaterEqual, low), query.Test(column, query.LessEqual, high)), nil
}

func list(raw json.RawMessage) ([]json.RawMessage, *locale.Text) {
	var values []json.RawMessage
	if err := json.Unmarshal(raw, &values); err != nil || len(values) > query.MaxValues {
		return nil, say("field.list", "max", query.MaxValues)
	}
	return values, nil
}

func comparisons(more ...query.Op) []query.Op {
	return append([]query.Op{query.Equal, query.NotEqual, query.In, query.NotIn, query.Empty}, more...)
}

func ordered(more ...query.Op) []query.Op {
	return comparisons(append([]query.Op{query.Less, query.LessEqual, query.Greater, query.GreaterEqual, query.Between}, more...)...)
}
