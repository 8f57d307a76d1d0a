package markup

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"kontora/backend/ident"
)

// tokenKind is what a part of a line is. A delimiter that found no partner becomes text.
type tokenKind int

const (
	words tokenKind = iota
	link
	mention
	bold
	italic
	struck
)

type token struct {
	kind    tokenKind
	text    string   // what is read; of a delimiter, how it is written
	id      ident.ID // of a mention
	matched bool     // a delimiter that has its partner
}

func (t token) plain() string {
	switch {
	case t.kind == mention:
		return "@" + t.text
	case t.matched:
		return ""
	}
	return t.text
}

// scanner reads one line.
type scanner struct {
	text   string
	at     int
	from   int // where the text begins that no token holds yet
	tokens []token
	open   []int   // delimiters that wait for their partner
	opened [6]int  // how many of each kind wait
	ticks  [4]bool // no such row of backticks closes code in what is left
}

// inline takes a line apart.
func inline(text string) []token {
	if !strings.ContainsAny(text, "*~`[") {
		return []token{{text: text}}
	}
	s := &scanner{text: text}
	for s.at < len(text) {
		s.step()
	}
	s.flush()
	return s.tokens
}

func (s *scanner) step() {
	switch s.text[s.at] {
	case '\\':
		s.escape()
	case '`':
		s.code()
	case '*', '~':
		s.delimiter()
	case '[':
		if !s.linked(link, s.at) {
			s.at++
		}
	case '@':
		if !strings.HasPrefix(s.text[s.at:], "@[") || !s.linked(mention, s.at+1) {
			s.at++
		}
	case 'h':
		s.address()
	default:
		s.at++
	}
}

// flush makes a token of the text up to here.
func (s *scanner) flush() {
	if s.from < s.at {
		s.tokens = append(s.tokens, token{text: s.text[s.from:s.at]})
	}
	s.from = s.at
}

// put adds a token that is written in so many bytes.
func (s *scanner) put(t token, length int) {
	s.flush()
	s.tokens = append(s.tokens, t)
	s.at += length
	s.from = s.at
}

// run counts how often the sign at a place is repeated.
func (s *scanner) run(at int) int {
	n := 1
	for at+n < len(s.text) && s.text[at+n] == s.text[at] {
		n++
	}
	return n
}

const signs = "*~`["

// escape reads a row of backslashes. Before a sign two are one, and one that is left over takes the sign's meaning away; before anything
// else they are what they are, as in the path of a file.
func (s *scanner) escape() {
	n := s.run(s.at)
	if s.at+n == len(s.text) || !strings.ContainsRune(signs, rune(s.text[s.at+n])) {
		s.at += n
		return
	}
	t := token{text: s.text[s.at : s.at+n/2]}
	if n%2 == 1 {
		t.text += s.text[s.at+n : s.at+n+1]
		n++
	}
	s.put(t, n)
}

// code reads what stands between two equal rows of backticks.
func (s *scanner) code() {
	n := s.run(s.at)
	if n >= len(s.ticks) || s.ticks[n] {
		s.at += n
		return
	}
	for at := s.at + n; at < len(s.text); {
		next := strings.IndexByte(s.text[at:], '`')
		if next < 0 {
			break
		}
		at += next
		row := s.run(at)
		if row == n {
			s.put(token{text: unpadded(s.text[s.at+n : at])}, at+n-s.at)
			return
		}
		at += row
	}
	s.ticks[n] = true
	s.at += n
}

// unpadded takes off the blanks that keep code apart from its backticks.
func unpadded(code string) string {
	if len(code) > 2 && code[0] == ' ' && code[len(code)-1] == ' ' && strings.Trim(code, " ") != "" {
		return code[1 : len(code)-1]
	}
	return code
}

// address reads http:// or https:// and what follows, without the signs that end a sentence.
func (s *scanner) address() {
	rest := s.text[s.at:]
	scheme := 0
	for _, each := range []string{"https://", "http://"} {
		if strings.HasPrefix(rest, each) {
			scheme = len(each)
		}
	}
	if scheme == 0 || isWord(s.before(s.at)) {
		s.at++
		return
	}
	if end := strings.IndexAny(rest, " \t\u00a0<>\"`\\"); end >= 0 {
		rest = rest[:end]
	}
	rest = strings.TrimRight(rest, ".,;:!?'\")]}*~»”")
	if len(rest) <= scheme {
		s.at++
		return
	}
	s.put(token{kind: link, text: rest}, len(rest))
}

func (s *scanner) before(at int) rune {
	if at == 0 {
		return ' '
	}
	r, _ := utf8.DecodeLastRuneInString(s.text[:at])
	return r
}

func (s *scanner) after(at int) rune {
	if at == len(s.text) {
		return ' '
	}
	r, _ := utf8.DecodeRuneInString(s.text[at:])
	return r
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func isBlank(r rune) bool { return r == ' ' || r == '\t' || r == '\u00a0' }
