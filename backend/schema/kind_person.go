package schema

import (
	"encoding/json"

	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/query"
)

// responsibleKind is the kind of the field responsible alone: an employee or a group.
const responsibleKind = "responsible"

// personKind is an employee of the company, kept by his number and sent as his identifier; with groups, also a group.
type personKind struct{ groups bool }

func (personKind) Columns() []Column { return []Column{{Type: IntegerColumn}} }
func (personKind) Compared() string  { return "" }
func (personKind) Ops() []query.Op   { return comparisons(query.Me) }
func (personKind) Text(Value) string { return "" }

func (k personKind) Name() string {
	if k.groups {
		return responsibleKind
	}
	return KindEmployee
}

func (k personKind) Parse(c Context, _ *Field, raw json.RawMessage) (Value, *locale.Text) {
	text, problem := parseString(raw)
	if problem != nil || text == "" {
		return nil, problem
	}
	id, err := ident.Parse(text)
	if err != nil {
		return nil, say("field.person")
	}
	no, ok := c.People.PersonNo(id, k.groups)
	if !ok {
		return nil, say("field.person")
	}
	return no, nil
}

func (personKind) Encode(c Context, _ *Field, v Value) any {
	no, _ := v.(ident.No)
	id, ok := c.People.PersonID(no)
	if !ok {
		return nil
	}
	return id.String()
}

func (personKind) Split(v Value) []query.Scalar {
	no, _ := v.(ident.No)
	return []query.Scalar{query.Int(int64(no))}
}

func (personKind) Join(columns []query.Scalar) Value {
	if columns[0].IsEmpty() {
		return nil
	}
	return ident.No(columns[0].Int)
}

func (k personKind) Test(c Context, f *Field, op query.Op, raw json.RawMessage) (query.Node, *locale.Text) {
	if op != query.Me {
		return compareTest(f, f.Compared(), op, raw, parsedScalar(c, f, k))
	}
	if c.Viewer == 0 {
		return query.Node{}, say("field.constant")
	}
	return query.Test(f.Compared(), query.Equal, query.Int(int64(c.Viewer))), nil
}
