package markup

import "strings"

// line is one line of a text with what begins it taken off.
type line struct {
	sign string // the sign of a list with what it is set in by, as written
	text string
	code bool // stands in a block of code, where nothing has a meaning
}

func (l line) tokens() []token {
	if l.code {
		return []token{{text: l.text}}
	}
	return inline(l.text)
}

// each calls fn for every line but those that open and close a block of code.
func each(text string, fn func(line)) {
	fence := 0 // how many backticks close the block of code that is open
	for rest, more := text, true; more; {
		var written string
		written, rest, more = strings.Cut(rest, "\n")
		ticks := fenceOf(written, fence)
		switch {
		case ticks == 0 && fence > 0:
			fn(line{text: written, code: true})
		case ticks == 0:
			fn(begun(written))
		case fence > 0:
			fence = 0
		default:
			fence = ticks
		}
	}
}

// fenceOf counts the backticks of a line that opens a block of code, or closes the one that so many opened; of another line it is zero.
func fenceOf(written string, open int) int {
	const least = 3
	rest := strings.TrimLeft(written, "`")
	ticks := len(written) - len(rest)
	if ticks < max(least, open) || strings.Contains(rest, "`") || open > 0 && strings.TrimRight(rest, " \t") != "" {
		return 0
	}
	return ticks
}

// begun takes off what begins a line of a quotation or of a list.
func begun(written string) line {
	text := written
	if quoted, ok := strings.CutPrefix(text, ">"); ok {
		text = strings.TrimPrefix(quoted, " ")
	}
	if sign := signOf(text); sign != "" {
		return line{sign: sign, text: text[len(sign):]}
	}
	return line{text: unescapedStart(text)}
}

// signOf is the sign by which a line is an item of a list.
func signOf(text string) string {
	const deepest, digits = 24, 3
	rest := strings.TrimLeft(text, " ")
	indent := len(text) - len(rest)
	if indent > deepest {
		return ""
	}
	for _, bullet := range []string{"- ", "* "} {
		if strings.HasPrefix(rest, bullet) {
			return text[:indent+len(bullet)]
		}
	}
	number := len(rest) - len(strings.TrimLeft(rest, "0123456789"))
	if number > 0 && number <= digits && strings.HasPrefix(rest[number:], ". ") {
		return text[:indent+number+2]
	}
	return ""
}

// unescapedStart takes a backslash off a line that would otherwise begin a quotation or an item.
func unescapedStart(text string) string {
	rest := strings.TrimLeft(text, " ")
	numbered := strings.TrimLeft(rest, "0123456789")
	at := len(text) - len(numbered) // of the backslashes
	after := strings.TrimLeft(numbered, `\`)
	signs := []string{">", "- "}
	if len(numbered) < len(rest) {
		signs = []string{". "}
	}
	for _, sign := range signs {
		if len(after) < len(numbered) && strings.HasPrefix(after, sign) {
			return text[:at] + text[at+1:]
		}
	}
	return text
}
