package importer

import (
	"errors"
	"strings"
)

// template is a text made of columns: {column} stands for the value, and what stands in [ ] is left out when a column in it is empty.
type template []part

// part is text, a column, or an optional template.
type part struct {
	text     string
	column   string
	optional template
}

var errTemplate = errors.New("brackets do not match")

func parseTemplate(text string) (template, error) {
	parsed, rest, err := parseParts(text, false)
	if err == nil && rest != "" {
		err = errTemplate
	}
	return parsed, err
}

func parseParts(text string, inside bool) (parsed template, rest string, err error) {
	for text != "" {
		at := strings.IndexAny(text, "{}[]")
		if at < 0 {
			break
		}
		if at > 0 {
			parsed = append(parsed, part{text: text[:at]})
		}
		sign := text[at]
		text = text[at+1:]
		switch {
		case sign == '{':
			column, after, ok := strings.Cut(text, "}")
			if !ok || column == "" || strings.ContainsAny(column, "{[]") {
				return nil, "", errTemplate
			}
			parsed, text = append(parsed, part{column: column}), after
		case sign == '[' && !inside:
			var optional template
			if optional, text, err = parseParts(text, true); err != nil {
				return nil, "", err
			}
			parsed = append(parsed, part{optional: optional})
		case sign == ']' && inside:
			return parsed, text, nil
		default:
			return nil, "", errTemplate
		}
	}
	if inside {
		return nil, "", errTemplate
	}
	if text != "" {
		parsed = append(parsed, part{text: text})
	}
	return parsed, "", nil
}

func (t template) columns() []string {
	var columns []string
	for _, p := range t {
		if p.column != "" {
			columns = append(columns, p.column)
		}
		columns = append(columns, p.optional.columns()...)
	}
	return columns
}

// fill is the text for one row; value gives its columns. It is empty when every column is, so that constants around nothing make no value.
func (t template) fill(value func(column string) string) string {
	filled := len(t.columns()) == 0
	var text strings.Builder
	for _, p := range t {
		switch {
		case p.optional != nil:
			if p.optional.complete(value) {
				text.WriteString(p.optional.fill(value))
				filled = true
			}
		case p.column != "":
			filled = filled || value(p.column) != ""
			text.WriteString(value(p.column))
		default:
			text.WriteString(p.text)
		}
	}
	if !filled {
		return ""
	}
	return text.String()
}

func (t template) complete(value func(string) string) bool {
	for _, column := range t.columns() {
		if value(column) == "" {
			return false
		}
	}
	return true
}
