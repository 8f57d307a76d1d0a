package schema

import (
	"encoding/json"
	"strings"

	"kontora/backend/locale"
	"kontora/backend/query"
)

// yesNoKind is true, false or empty. Files and forms write it as the words yes and no.
type yesNoKind struct{}

func (yesNoKind) Name() string                            { return KindYesNo }
func (yesNoKind) Columns() []Column                       { return []Column{{Type: IntegerColumn}} }
func (yesNoKind) Compared() string                        { return "" }
func (yesNoKind) Ops() []query.Op                         { return comparisons() }
func (yesNoKind) Encode(_ Context, _ *Field, v Value) any { return v }

func (yesNoKind) Parse(_ Context, _ *Field, raw json.RawMessage) (Value, *locale.Text) {
	switch strings.ToLower(strings.Trim(string(raw), `" `)) {
	case "true", "yes":
		return true, nil
	case "false", "no":
		return false, nil
	case "":
		return nil, nil
	}
	return nil, say("field.yes_no")
}

func (yesNoKind) Split(v Value) []query.Scalar {
	yes, _ := v.(bool)
	return []query.Scalar{query.Bool(yes)}
}

func (yesNoKind) Join(columns []query.Scalar) Value {
	if columns[0].IsEmpty() {
		return nil
	}
	return columns[0].Int != 0
}

func (yesNoKind) Text(v Value) string {
	if yes, _ := v.(bool); yes {
		return "yes"
	}
	return "no"
}

func (k yesNoKind) Test(c Context, f *Field, op query.Op, raw json.RawMessage) (query.Node, *locale.Text) {
	return compareTest(f, f.Compared(), op, raw, parsedScalar(c, f, k))
}
