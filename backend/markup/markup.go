// Package markup is the format of what people write in notes and messages: text with a bounded subset of Markdown, which is also what the
// window draws.
//
// Of a line: **bold**, *italic*, ~~struck~~, `code`, [text](https://…), addresses that begin with http:// or https://, and
// @[Name](employee:ID), which mentions a colleague. Of whole lines: "- " and "1. " begin items of lists, which are nested by two spaces,
// "> " a quotation, and three backticks enclose code. A line ends where it ends; a blank line parts paragraphs. A backslash before one of
// these signs takes its meaning away. Everything else is text as it stands: HTML, headings, tables and pictures mean nothing, and text
// whose author knew nothing of this format stays what it is.
//
// Reading takes time in proportion to the text, whatever it holds.
package markup

import (
	"slices"
	"strings"

	"kontora/backend/ident"
)

// MaxMentions is how many colleagues one text mentions at most; those named later are only text.
const MaxMentions = 50

// Mentions are the colleagues a text mentions, each once, in the order of the text. Whether the identifiers name anybody is not looked at.
func Mentions(text string) []ident.ID {
	var found []ident.ID
	each(text, func(l line) {
		for _, t := range l.tokens() {
			if t.kind == mention && len(found) < MaxMentions && !slices.Contains(found, t.id) {
				found = append(found, t.id)
			}
		}
	})
	return found
}

// Plain is what a text says without its formatting, for searching, titles and notifications: a link is its text, a mention "@" and the name,
// a list keeps its signs. It is never longer than the text.
func Plain(text string) string {
	var plain strings.Builder
	plain.Grow(len(text))
	first := true
	each(text, func(l line) {
		if !first {
			plain.WriteByte('\n')
		}
		first = false
		plain.WriteString(l.sign)
		for _, t := range l.tokens() {
			plain.WriteString(t.plain())
		}
	})
	return plain.String()
}

// Mention writes a mention as Mentions reads it. Signs that would end the name are left out.
func Mention(name string, id ident.ID) string {
	name = strings.Map(func(r rune) rune {
		if strings.ContainsRune("[]\n\\", r) {
			return -1
		}
		return r
	}, name)
	return "@[" + name + "](employee:" + id.String() + ")"
}
