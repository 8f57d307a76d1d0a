package schema

import (
	"encoding/json"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"kontora/backend/locale"
	"kontora/backend/query"
)

// How long texts may be, in characters.
const (
	MaxText     = 500
	MaxLongText = 100_000
)

// textKind is a line of text, or a text of many lines. It is compared by its Fold.
type textKind struct{ long bool }

func (k textKind) Name() string {
	if k.long {
		return "long_text"
	}
	return "text"
}

func (textKind) Columns() []Column {
	return []Column{{Type: TextColumn}, {Suffix: "__key", Type: TextColumn}}
}

func (textKind) Compared() string { return "__key" }

func (k textKind) Parse(_ Context, _ *Field, raw json.RawMessage) (Value, *locale.Text) {
	text, problem := parseString(raw)
	if problem != nil {
		return nil, problem
	}
	limit := MaxText
	if k.long {
		limit = MaxLongText
		text = strings.ReplaceAll(text, "\r\n", "\n")
	} else {
		text = strings.Join(strings.Fields(text), " ")
	}
	if count := utf8.RuneCountInString(text); count > limit {
		return nil, say("field.too_long", "max", limit, "count", count)
	}
	if text = strings.TrimSpace(text); text == "" {
		return nil, nil
	}
	return text, nil
}

func (textKind) Encode(_ Context, _ *Field, v Value) any { return v }

func (k textKind) Split(v Value) []query.Scalar {
	text, _ := v.(string)
	key := Fold(text)
	if k.long {
		key = Fold(firstRunes(text, MaxText))
	}
	return []query.Scalar{query.Str(text), query.Str(key)}
}

func (textKind) Join(columns []query.Scalar) Value { return joinString(columns[0]) }

func (textKind) Text(v Value) string { text, _ := v.(string); return text }

func (textKind) Ops() []query.Op { return ordered(query.Contains, query.Starts) }

func (textKind) Test(_ Context, f *Field, op query.Op, raw json.RawMessage) (query.Node, *locale.Text) {
	return compareTest(f, f.Compared(), op, raw, func(raw json.RawMessage) (query.Scalar, *locale.Text) {
		text, problem := parseString(raw)
		return query.Str(Fold(text)), problem
	})
}

// Fold is the form of a text in which it is compared, sorted and searched: one form of Unicode, small letters, ё as е, one space between words.
func Fold(text string) string {
	text = strings.ToLower(norm.NFKC.String(text))
	text = strings.ReplaceAll(text, "ё", "е")
	return strings.Join(strings.Fields(text), " ")
}

func firstRunes(text string, count int) string {
	if len(text) <= count {
		return text
	}
	for i := range text {
		if count == 0 {
			return text[:i]
		}
		count--
	}
	return text
}

// parseString reads a JSON string that both databases can keep: valid UTF-8 without control characters other than tab and new line.
func parseString(raw json.RawMessage) (string, *locale.Text) {
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return "", say("field.text")
	}
	clean := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r' {
			return -1
		}
		return r
	}, text)
	return strings.ToValidUTF8(clean, "�"), nil
}

func joinString(column query.Scalar) Value {
	if column.IsEmpty() {
		return nil
	}
	return column.Str
}
