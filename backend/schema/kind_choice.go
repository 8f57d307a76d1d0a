package schema

import (
	"encoding/json"

	"kontora/backend/locale"
	"kontora/backend/query"
)

// choiceKind is one of the field's choices, kept by its value.
type choiceKind struct{}

func (choiceKind) Name() string                            { return KindChoice }
func (choiceKind) Columns() []Column                       { return []Column{{Type: TextColumn}} }
func (choiceKind) Compared() string                        { return "" }
func (choiceKind) Ops() []query.Op                         { return comparisons() }
func (choiceKind) Encode(_ Context, _ *Field, v Value) any { return v }
func (choiceKind) Split(v Value) []query.Scalar            { return splitString(v) }
func (choiceKind) Join(columns []query.Scalar) Value       { return joinString(columns[0]) }
func (choiceKind) Text(v Value) string                     { text, _ := v.(string); return text }

func (choiceKind) Parse(_ Context, f *Field, raw json.RawMessage) (Value, *locale.Text) {
	text, problem := parseString(raw)
	if problem != nil || text == "" {
		return nil, problem
	}
	if _, ok := f.Choice(text); !ok {
		return nil, say("field.choice", "value", firstRunes(text, 40))
	}
	return text, nil
}

func (k choiceKind) Test(c Context, f *Field, op query.Op, raw json.RawMessage) (query.Node, *locale.Text) {
	return compareTest(f, f.Compared(), op, raw, parsedScalar(c, f, k))
}

func splitString(v Value) []query.Scalar {
	text, _ := v.(string)
	return []query.Scalar{query.Str(text)}
}
