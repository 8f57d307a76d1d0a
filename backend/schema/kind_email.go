package schema

import (
	"encoding/json"
	"net/mail"
	"strings"

	"golang.org/x/net/idna"

	"kontora/backend/locale"
	"kontora/backend/query"
)

// maxEmail is the longest address taken, in bytes: RFC 5321 section 4.5.3.1.3.
const maxEmail = 254

// emailKind is an e-mail address, also with a Cyrillic local part (RFC 6531) or domain. Addresses are compared without regard to
// case and with the domain in Unicode, so that почта@пример.рф and почта@xn--e1afmkfd.xn--p1ai are one.
type emailKind struct{}

func (emailKind) Name() string                            { return KindEmail }
func (emailKind) Compared() string                        { return "__key" }
func (emailKind) Ops() []query.Op                         { return ordered(query.Contains, query.Starts) }
func (emailKind) Encode(_ Context, _ *Field, v Value) any { return v }
func (emailKind) Join(columns []query.Scalar) Value       { return joinString(columns[0]) }
func (emailKind) Text(v Value) string                     { text, _ := v.(string); return text }

func (emailKind) Columns() []Column {
	return []Column{{Type: TextColumn}, {Name: "__key", Type: TextColumn}}
}

func (emailKind) Split(v Value) []query.Scalar {
	text, _ := v.(string)
	return []query.Scalar{query.Str(text), query.Str(foldedKey(text))}
}

func (emailKind) Parse(_ Context, _ *Field, raw json.RawMessage) (Value, *locale.Text) {
	text, problem := parseString(raw)
	if problem != nil {
		return nil, problem
	}
	if text = strings.TrimSpace(text); text == "" {
		return nil, nil
	}
	address, ok := ParseEmail(text)
	if !ok {
		return nil, say("field.email", "value", firstRunes(text, 60))
	}
	return address, nil
}

// ParseEmail reads one address without a display name and returns it with its domain in Unicode.
func ParseEmail(text string) (string, bool) {
	if !isAddress(text) {
		return "", false
	}
	at := strings.LastIndexByte(text, '@')
	domain, err := idna.Lookup.ToUnicode(text[at+1:])
	if err != nil || !strings.Contains(domain, ".") {
		return "", false
	}
	address := text[:at+1] + domain // can be longer than it was, and end with another sign
	return address, isAddress(address)
}

func isAddress(text string) bool {
	if len(text) > maxEmail || strings.HasSuffix(text, ".") {
		return false
	}
	parsed, err := mail.ParseAddress(text)
	return err == nil && parsed.Name == "" && parsed.Address == text
}

func (k emailKind) Test(c Context, f *Field, op query.Op, raw json.RawMessage) (query.Node, *locale.Text) {
	return compareTest(f, f.Compared(), op, raw, func(raw json.RawMessage) (query.Scalar, *locale.Text) {
		text, problem := parseString(raw)
		if address, ok := ParseEmail(strings.TrimSpace(text)); ok {
			text = address
		}
		return query.Str(foldedKey(text)), problem
	})
}
