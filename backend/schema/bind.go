package schema

import (
	"kontora/backend/fault"
	"kontora/backend/query"
)

// UnknownField is the one refusal for a field that is not there and for one that is hidden or masked for the reader.
func UnknownField(name string) error {
	return fault.Field(firstRunes(name, 60), "field.unknown", "name", firstRunes(name, 60))
}

// Bind turns a filter into a tree over the stored columns of t. Fields for which readable is false are refused in the words of unknown ones.
// Errors are fault.Invalid and name the field.
func (t *ElementType) Bind(c Context, e query.Expr, readable func(*Field) bool) (query.Node, error) {
	switch {
	case e.IsZero():
		return query.Node{}, nil
	case e.Field != "":
		return t.bindTest(c, e, readable)
	case e.And != nil:
		children, err := t.bindAll(c, e.And, readable)
		return query.And(children...), err
	default:
		children, err := t.bindAll(c, e.Or, readable)
		return query.Or(children...), err
	}
}

func (t *ElementType) bindAll(c Context, exprs []query.Expr, readable func(*Field) bool) ([]query.Node, error) {
	nodes := make([]query.Node, 0, len(exprs))
	for _, e := range exprs {
		node, err := t.Bind(c, e, readable)
		if err != nil {
			return nil, err
		}
		nodes = append(nodes, node)
	}
	return nodes, nil
}

func (t *ElementType) bindTest(c Context, e query.Expr, readable func(*Field) bool) (query.Node, error) {
	f, ok := t.Queryable(e.Field)
	if !ok || !readable(f) {
		return query.Node{}, UnknownField(e.Field)
	}
	for _, op := range f.Ops() {
		if op == e.Op {
			node, problem := f.kind().Test(c, f, e.Op, e.Value)
			if problem != nil {
				return query.Node{}, fault.Field(f.Name, problem.Key, pairs(problem.Args)...)
			}
			return node, nil
		}
	}
	return query.Node{}, fault.Field(f.Name, "field.operator", "op", string(e.Op), "field", f.Labels)
}

func pairs(args map[string]any) []any {
	flat := make([]any, 0, 2*len(args))
	for name, value := range args {
		flat = append(flat, name, value)
	}
	return flat
}
