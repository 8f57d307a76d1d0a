package schema

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"

	"kontora/backend/locale"
	"kontora/backend/query"
)

const maxURL = 2000

// urlKind is a web address. Only http and https are taken, so that a card never holds a link that runs something.
type urlKind struct{}

func (urlKind) Name() string                            { return KindURL }
func (urlKind) Compared() string                        { return "__key" }
func (urlKind) Ops() []query.Op                         { return comparisons(query.Contains, query.Starts) }
func (urlKind) Encode(_ Context, _ *Field, v Value) any { return v }
func (urlKind) Join(columns []query.Scalar) Value       { return joinString(columns[0]) }
func (urlKind) Text(v Value) string                     { text, _ := v.(string); return text }

func (urlKind) Columns() []Column {
	return []Column{{Type: TextColumn}, {Name: "__key", Type: TextColumn}}
}

func (urlKind) Split(v Value) []query.Scalar {
	text, _ := v.(string)
	return []query.Scalar{query.Str(text), query.Str(foldedKey(text))}
}

func (urlKind) Parse(_ Context, _ *Field, raw json.RawMessage) (Value, *locale.Text) {
	text, problem := parseString(raw)
	if problem != nil {
		return nil, problem
	}
	if text = strings.TrimSpace(text); text == "" {
		return nil, nil
	}
	address, ok := ParseWebAddress(text)
	if !ok {
		return nil, say("field.url")
	}
	return address, nil
}

// ParseWebAddress reads an address of http or https; one without a scheme is of https.
func ParseWebAddress(text string) (string, bool) {
	if !scheme.MatchString(text) {
		text = "https://" + text
	}
	return text, isWebAddress(text)
}

var scheme = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*://`)

// isWebAddress takes no name and password before the host: they belong into no card, and an e-mail address in the wrong field looks like that.
func isWebAddress(text string) bool {
	if len(text) > maxURL {
		return false
	}
	address, err := url.Parse(text)
	return err == nil && address.Hostname() != "" && address.User == nil && (address.Scheme == "http" || address.Scheme == "https")
}

func (urlKind) Test(_ Context, f *Field, op query.Op, raw json.RawMessage) (query.Node, *locale.Text) {
	return compareTest(f, f.Compared(), op, raw, func(raw json.RawMessage) (query.Scalar, *locale.Text) {
		text, problem := parseString(raw)
		return query.Str(foldedKey(text)), problem
	})
}
