package schema

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"kontora/backend/locale"
	"kontora/backend/query"
)

// Choices are several of a field's choices: their values in the order of the field, each behind a line feed and one behind them all, so that
// one of them is found as a piece of the whole.
type Choices string

// MaxChosen is how many of its choices one field of a record can hold.
const MaxChosen = 100

func choicesOf(values []string) Choices {
	return Choices("\n" + strings.Join(values, "\n") + "\n")
}

// Values lists them.
func (c Choices) Values() []string {
	return strings.Split(strings.Trim(string(c), "\n"), "\n")
}

// choicesKind is several of the field's choices. It is tested by one of them, by some, or as a whole.
type choicesKind struct{}

func (choicesKind) Name() string      { return KindChoices }
func (choicesKind) Columns() []Column { return []Column{{Type: TextColumn}} }
func (choicesKind) Compared() string  { return "" }

func (choicesKind) Ops() []query.Op { return comparisons(query.Contains) }

func (choicesKind) Encode(_ Context, _ *Field, v Value) any {
	chosen, _ := v.(Choices)
	return chosen.Values()
}

func (choicesKind) Split(v Value) []query.Scalar {
	chosen, _ := v.(Choices)
	return []query.Scalar{query.Str(string(chosen))}
}

func (choicesKind) Join(columns []query.Scalar) Value {
	if columns[0].IsEmpty() {
		return nil
	}
	return Choices(columns[0].Str)
}

func (choicesKind) Text(v Value) string {
	chosen, _ := v.(Choices)
	return strings.Join(chosen.Values(), "; ")
}

// Parse reads a list of values, or a text with one of them or several, parted as Text parts them.
func (choicesKind) Parse(_ Context, f *Field, raw json.RawMessage) (Value, *locale.Text) {
	var sent []string
	if bytes.HasPrefix(bytes.TrimSpace(raw), []byte("[")) {
		if err := json.Unmarshal(raw, &sent); err != nil {
			return nil, say("field.text")
		}
	} else {
		text, problem := parseString(raw)
		if problem != nil || strings.TrimSpace(text) == "" {
			return nil, problem
		}
		sent = []string{text}
		if _, one := f.Choice(text); !one {
			sent = strings.Split(text, ";")
		}
	}
	return f.chosen(sent)
}

// chosen puts values in the order of the field's choices, each once.
func (f *Field) chosen(sent []string) (Value, *locale.Text) {
	for _, value := range sent {
		if _, ok := f.Choice(strings.TrimSpace(value)); !ok {
			return nil, say("field.choice", "value", firstRunes(value, 40))
		}
	}
	var values []string
	for _, c := range f.Choices {
		if slices.ContainsFunc(sent, func(value string) bool { return strings.TrimSpace(value) == c.Value }) {
			values = append(values, c.Value)
		}
	}
	switch joined := choicesOf(values); {
	case len(values) == 0:
		return nil, nil
	case len(values) > MaxChosen || len(joined) > maxKey:
		return nil, say("field.too_many_choices", "max", MaxChosen)
	default:
		return joined, nil
	}
}

// Test binds "contains" to one choice that is among the chosen, "in" to some of which one is, and "not" to some of which none is.
func (k choicesKind) Test(c Context, f *Field, op query.Op, raw json.RawMessage) (query.Node, *locale.Text) {
	column := f.Compared()
	switch op {
	case query.Contains:
		return pieceTest(f, query.Contains, raw)
	case query.In, query.NotIn:
		values, problem := list(raw)
		if problem != nil {
			return query.Node{}, problem
		}
		piece, join := query.Contains, query.Or
		if op == query.NotIn {
			piece, join = query.Lacks, query.And
		}
		nodes := make([]query.Node, 0, len(values))
		for _, value := range values {
			node, problem := pieceTest(f, piece, value)
			if problem != nil {
				return query.Node{}, problem
			}
			nodes = append(nodes, node)
		}
		return join(nodes...), nil
	}
	return compareTest(f, column, op, raw, parsedScalar(c, f, k))
}

func pieceTest(f *Field, op query.Op, raw json.RawMessage) (query.Node, *locale.Text) {
	if isNull(raw) {
		return query.Node{}, say("field.value_missing")
	}
	value, problem := parseString(raw)
	if problem != nil {
		return query.Node{}, problem
	}
	if _, ok := f.Choice(value); !ok {
		return query.Node{}, say("field.choice", "value", firstRunes(value, 40))
	}
	return query.Test(f.Compared(), op, query.Str(string(choicesOf([]string{value})))), nil
}
