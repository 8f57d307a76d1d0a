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
		return KindLongText
	}
	return KindText
}

func (textKind) Columns() []Column {
	return []Column{{Type: TextColumn}, {Name: "__key", Type: TextColumn}}
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
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	} else {
		text = Line(text)
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
	return []query.Scalar{query.Str(text), query.Str(k.key(text))}
}

// key is what a text is compared by: of a text of many lines its beginning.
func (k textKind) key(text string) string {
	if k.long {
		text = firstRunes(text, MaxText)
	}
	return foldedKey(text)
}

func (textKind) Join(columns []query.Scalar) Value { return joinString(columns[0]) }

func (textKind) Text(v Value) string { text, _ := v.(string); return text }

func (textKind) Ops() []query.Op { return ordered(query.Contains, query.Starts) }

func (k textKind) Test(_ Context, f *Field, op query.Op, raw json.RawMessage) (query.Node, *locale.Text) {
	return compareTest(f, f.Compared(), op, raw, func(raw json.RawMessage) (query.Scalar, *locale.Text) {
		text, problem := parseString(raw)
		return query.Str(k.key(text)), problem
	})
}

// Line makes one line of a text as people see it: one space between words, no control characters, and none of the marks that turn the
// order of letters round, by which a name could pass for another, in a list or in the name of a file.
func Line(text string) string {
	visible := strings.Map(func(r rune) rune {
		switch {
		case turns(r), unicode.IsControl(r) && !unicode.IsSpace(r):
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(visible), " ")
}

// turns reports whether a character embeds, overrides or isolates a direction of writing.
func turns(r rune) bool { return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 }

// Fold is the form of a text in which it is compared, sorted and searched: one form of Unicode, small letters, ё as е, one space between words.
// The Fold of a Fold is itself.
func Fold(text string) string {
	if isASCII(text) {
		text = strings.ToLower(text)
	} else {
		// Letters are taken apart before they are made small and put together only at the end: some have a form of their own for letter
		// and accent when small, and none when large.
		// What is no UTF-8 is replaced first: taken apart, it would hide what stands behind it.
		text = strings.ToValidUTF8(text, string(utf8.RuneError))
		text = norm.NFC.String(withoutDots(strings.ToLower(norm.NFKD.String(text))))
	}
	return strings.Join(strings.Fields(text), " ")
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// withoutDots makes ё, which comes taken apart, е.
func withoutDots(text string) string {
	const ye, dots = 'е', '\u0308'
	letter := rune(0)
	return strings.Map(func(r rune) rune {
		switch {
		case r == dots && letter == ye:
			return -1
		case !unicode.Is(unicode.Mn, r):
			letter = r
		}
		return r
	}, text)
}

// maxKey is how long what a field is compared by can be, in bytes: an entry of an index on PostgreSQL holds little more than 2,600.
const maxKey = 2000

// foldedKey is the Fold by which texts are compared, cut to what an index takes. Texts that differ only behind that are compared as equal.
func foldedKey(text string) string {
	key := Fold(text)
	if len(key) <= maxKey {
		return key
	}
	cut := maxKey
	for !utf8.RuneStart(key[cut]) {
		cut--
	}
	return key[:cut]
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
