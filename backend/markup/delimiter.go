package markup

import (
	"strings"

	"kontora/backend/ident"
)

// delimiter reads a row of asterisks or tildes.
func (s *scanner) delimiter() {
	n := s.run(s.at)
	kinds := rowOf(s.text[s.at], n)
	opens, closes := !isBlank(s.after(s.at+n)), !isBlank(s.before(s.at))
	if len(kinds) == 1 && kinds[0] == italic {
		// A single one within a word or between numbers multiplies.
		opens, closes = opens && !isWord(s.before(s.at)), closes && !isWord(s.after(s.at+n))
	}
	if closes && len(kinds) == 2 && len(s.open) > 0 && s.tokens[s.open[len(s.open)-1]].kind == italic {
		kinds[0], kinds[1] = kinds[1], kinds[0]
	}
	if len(kinds) == 0 {
		s.at += n
	}
	for _, kind := range kinds {
		t := token{kind: kind, text: strings.Repeat(s.text[s.at:s.at+1], width(kind))}
		switch {
		case closes && s.opened[kind] > 0:
			t.matched = true
			s.put(t, len(t.text))
			s.close(kind)
		case opens:
			s.put(t, len(t.text))
			s.open = append(s.open, len(s.tokens)-1)
			s.opened[kind]++
		default:
			s.put(token{text: t.text}, len(t.text))
		}
	}
}

// rowOf is what a row of that many signs opens, the outer one first.
func rowOf(sign byte, n int) []tokenKind {
	switch {
	case sign == '~' && n == 2:
		return []tokenKind{struck}
	case sign == '~' || n > 3:
		return nil
	}
	return [][]tokenKind{1: {italic}, 2: {bold}, 3: {bold, italic}}[n]
}

func width(kind tokenKind) int {
	if kind == italic {
		return 1
	}
	return 2
}

// close gives the last one of a kind that waits its partner. Those that were opened within and never closed stay text.
func (s *scanner) close(kind tokenKind) {
	for {
		last := s.open[len(s.open)-1]
		s.open = s.open[:len(s.open)-1]
		s.opened[s.tokens[last].kind]--
		if s.tokens[last].kind == kind {
			s.tokens[last].matched = true
			return
		}
	}
}

// Bounds of a link as it is written, in bytes. They also bound how far is looked for its end.
const (
	maxLinkText = 1000
	maxTarget   = 2000
)

// linked reads [text](target), whose bracket is at a place. A target that a link of this kind does not have leaves it text.
func (s *scanner) linked(kind tokenKind, bracket int) bool {
	text, length, ok := bracketed(s.text[bracket+1:])
	if !ok {
		return false
	}
	rest, ok := strings.CutPrefix(s.text[bracket+1+length:], "(")
	rest = rest[:min(len(rest), maxTarget+1)]
	end := strings.IndexAny(rest, "() \t\u00a0") // a bracket within is written as %28
	if !ok || end < 0 || rest[end] != ')' {
		return false
	}
	t := token{kind: kind, text: text}
	if kind == mention {
		t.id, ok = employee(rest[:end])
	} else {
		ok = isLink(rest[:end])
	}
	if !ok {
		return false
	}
	s.put(t, bracket+1+length+1+end+1-s.at)
	return true
}

// bracketed reads up to the bracket that closes; length is what that takes with it.
func bracketed(rest string) (text string, length int, ok bool) {
	var read strings.Builder
	rest = rest[:min(len(rest), maxLinkText)]
	for at := 0; at < len(rest); at++ {
		switch {
		case rest[at] == ']':
			return read.String(), at + 1, read.Len() > 0
		case rest[at] == '[':
			return "", 0, false
		case rest[at] == '\\' && at+1 < len(rest) && strings.IndexByte(`\[]`, rest[at+1]) >= 0:
			at++
		}
		read.WriteByte(rest[at])
	}
	return "", 0, false
}

func employee(target string) (ident.ID, bool) {
	name, ok := strings.CutPrefix(target, "employee:")
	id, err := ident.Parse(name)
	return id, ok && err == nil
}

// isLink reports whether a link may lead there: nowhere that runs a script or reads a file.
func isLink(target string) bool {
	scheme, rest, ok := strings.Cut(target, ":")
	switch strings.ToLower(scheme) {
	case "http", "https":
		return ok && len(rest) > 2 && strings.HasPrefix(rest, "//")
	case "mailto", "tel":
		return ok && rest != ""
	}
	return false
}
