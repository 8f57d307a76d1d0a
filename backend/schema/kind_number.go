package schema

import (
	"encoding/json"
	"strings"

	"kontora/backend/locale"
	"kontora/backend/query"
)

// numberKind is a decimal number with up to six decimals, kept as int64 of 10^-6 and sent as a JSON number, or a percentage: 12.5 is 12.5 %.
type numberKind struct{ percent bool }

func (k numberKind) Name() string {
	if k.percent {
		return KindPercent
	}
	return KindNumber
}

func (numberKind) Columns() []Column { return []Column{{Type: IntegerColumn}} }
func (numberKind) Compared() string  { return "" }

func (k numberKind) Parse(_ Context, _ *Field, raw json.RawMessage) (Value, *locale.Text) {
	text := string(raw)
	if strings.HasPrefix(text, `"`) {
		if err := json.Unmarshal(raw, &text); err != nil {
			return nil, say("field.number")
		}
		if k.percent {
			text = strings.TrimSuffix(strings.TrimSpace(text), "%")
		}
		if text = strings.TrimSpace(text); text == "" {
			return nil, nil
		}
	}
	n, ok := parseDecimal(text, numberScale)
	if !ok {
		return nil, say("field.number")
	}
	return n, nil
}

func (numberKind) Encode(_ Context, _ *Field, v Value) any {
	n, _ := v.(int64)
	return json.Number(formatDecimal(n, numberScale, 0))
}

func (numberKind) Split(v Value) []query.Scalar      { return []query.Scalar{splitInt(v)} }
func (numberKind) Join(columns []query.Scalar) Value { return joinInt(columns[0]) }
func (numberKind) Ops() []query.Op                   { return ordered() }
func (numberKind) Text(v Value) string {
	n, _ := v.(int64)
	return formatDecimal(n, numberScale, 0)
}

func (k numberKind) Test(c Context, f *Field, op query.Op, raw json.RawMessage) (query.Node, *locale.Text) {
	return compareTest(f, f.Compared(), op, raw, parsedScalar(c, f, k))
}

// parsedScalar compares with the first stored scalar of the parsed constant.
func parsedScalar(c Context, f *Field, k Kind) func(json.RawMessage) (query.Scalar, *locale.Text) {
	return func(raw json.RawMessage) (query.Scalar, *locale.Text) {
		v, problem := k.Parse(c, f, raw)
		if problem != nil {
			return query.Scalar{}, problem
		}
		if v == nil {
			return query.Scalar{}, say("field.value_missing")
		}
		return k.Split(v)[0], nil
	}
}

func splitInt(v Value) query.Scalar {
	n, _ := v.(int64)
	return query.Int(n)
}

func joinInt(column query.Scalar) Value {
	if column.IsEmpty() {
		return nil
	}
	return column.Int
}
