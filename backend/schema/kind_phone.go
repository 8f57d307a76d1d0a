package schema

import (
	"encoding/json"
	"strings"

	"kontora/backend/locale"
	"kontora/backend/query"
)

// phoneKind is a phone number, kept in E.164 (+74951234567) whatever way it was written; one within the company as its digits.
type phoneKind struct{}

func (phoneKind) Name() string                            { return KindPhone }
func (phoneKind) Columns() []Column                       { return []Column{{Type: TextColumn}} }
func (phoneKind) Compared() string                        { return "" }
func (phoneKind) Ops() []query.Op                         { return comparisons(query.Contains, query.Starts) }
func (phoneKind) Encode(_ Context, _ *Field, v Value) any { return v }
func (phoneKind) Split(v Value) []query.Scalar            { return splitString(v) }
func (phoneKind) Join(columns []query.Scalar) Value       { return joinString(columns[0]) }
func (phoneKind) Text(v Value) string                     { text, _ := v.(string); return text }

func (phoneKind) Parse(c Context, _ *Field, raw json.RawMessage) (Value, *locale.Text) {
	text, problem := parseString(raw)
	if problem != nil {
		return nil, problem
	}
	if text = strings.TrimSpace(text); text == "" {
		return nil, nil
	}
	if number, ok := c.Dialling.Read(text); ok {
		return number, nil
	}
	if extension := c.Dialling.Extension(text); extension != "" {
		return nil, say("field.phone_extension", "extension", extension)
	}
	return nil, say("field.phone", "value", firstRunes(text, 40))
}

func (k phoneKind) Test(c Context, f *Field, op query.Op, raw json.RawMessage) (query.Node, *locale.Text) {
	if op != query.Contains && op != query.Starts {
		return compareTest(f, f.Compared(), op, raw, parsedScalar(c, f, k))
	}
	return compareTest(f, f.Compared(), op, raw, func(raw json.RawMessage) (query.Scalar, *locale.Text) {
		text, problem := parseString(raw)
		digits := PhoneDigits(text)
		if problem == nil && digits == "" {
			problem = say("field.phone", "value", firstRunes(text, 40))
		}
		return query.Str(digits), problem
	})
}

// PhoneDigits keeps the digits and a leading plus of a part of a phone number.
func PhoneDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' {
			return r
		}
		return -1
	}, text)
}
