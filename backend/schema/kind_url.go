package schema

import (
	"encoding/json"
	"net/url"
	"strings"

	"kontora/backend/locale"
	"kontora/backend/query"
)

const maxURL = 2000

// urlKind is a web address. Only http and https are taken, so that a card never holds a link that runs something.
type urlKind struct{}

func (urlKind) Name() string                            { return "url" }
func (urlKind) Compared() string                        { return "__key" }
func (urlKind) Ops() []query.Op                         { return comparisons(query.Contains, query.Starts) }
func (urlKind) Encode(_ Context, _ *Field, v Value) any { return v }
func (urlKind) Join(columns []query.Scalar) Value       { return joinString(columns[0]) }
func (urlKind) Text(v Value) string                     { text, _ := v.(string); return text }

func (urlKind) Columns() []Column {
	return []Column{{Type: TextColumn}, {Suffix: "__key", Type: TextColumn}}
}

func (urlKind) Split(v Value) []query.Scalar {
	text, _ := v.(string)
	return []query.Scalar{query.Str(text), query.Str(Fold(text))}
}

func (urlKind) Parse(_ Context, _ *Field, raw json.RawMessage) (Value, *locale.Text) {
	text, problem := parseString(raw)
	if problem != nil {
		return nil, problem
	}
	if text = strings.TrimSpace(text); text == "" {
		return nil, nil
	}
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	address, err := url.Parse(text)
	if err != nil || len(text) > maxURL || address.Host == "" || (address.Scheme != "http" && address.Scheme != "https") {
		return nil, say("field.url")
	}
	return text, nil
}

func (urlKind) Test(_ Context, f *Field, op query.Op, raw json.RawMessage) (query.Node, *locale.Text) {
	return compareTest(f, f.Compared(), op, raw, func(raw json.RawMessage) (query.Scalar, *locale.Text) {
		text, problem := parseString(raw)
		return query.Str(Fold(text)), problem
	})
}
