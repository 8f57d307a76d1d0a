package importer

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"kontora/backend/locale"
	"kontora/backend/schema"
)

// row is one row of a step on its way: what it says, and what is wrong with it.
type row struct {
	line    int
	cells   []string
	columns map[string]int
	replace map[string]map[string]string
	problem *problem
	outcome outcome
	repeats bool // an earlier row of the step had the same key
}

// problem says why a row is rejected: what is wrong with each field, or with the row as a whole.
type problem struct {
	text   locale.Text
	fields map[string]locale.Text
}

// said is the problem as one text; of several fields the first by name.
func (p *problem) said() locale.Text {
	for _, name := range slices.Sorted(maps.Keys(p.fields)) {
		return locale.Say("importer.field_reason", "field", name, "reason", p.fields[name])
	}
	return p.text
}

func (r *row) refuse(key string, pairs ...any) {
	if r.problem == nil {
		r.problem = &problem{text: locale.Say(key, pairs...)}
	}
}

func (r *row) refuseField(field string, text locale.Text) {
	if r.problem == nil {
		r.problem = &problem{fields: make(map[string]locale.Text)}
	}
	if r.problem.fields != nil {
		r.problem.fields[field] = text
	}
}

// cell is what stands in a column, without spaces around it and with what the plan replaces.
func (r *row) cell(column string) string {
	at, ok := r.columns[column]
	if !ok || at >= len(r.cells) {
		return ""
	}
	text := strings.TrimSpace(r.cells[at])
	if other, ok := r.replace[column][text]; ok {
		return other
	}
	return text
}

// text is what a source says of a row, before it is read as a value.
func (s Source) text(r *row) string {
	text := ""
	if s.Column != "" {
		text = r.cell(s.Column)
	} else if t, err := parseTemplate(s.Text); err == nil {
		text = t.fill(r.cell)
	}
	return s.As.of(text)
}

// of takes the part or form of a text.
func (f Form) of(text string) string {
	switch f {
	case Login:
		return strings.Join(strings.FieldsFunc(schema.Fold(text), func(letter rune) bool {
			return !unicode.IsLetter(letter) && !unicode.IsDigit(letter) && letter != '-'
		}), ".")
	case FirstWord:
		first, _, _ := strings.Cut(text, " ")
		return first
	case OtherWords:
		_, others, _ := strings.Cut(text, " ")
		return strings.TrimSpace(others)
	}
	return text
}

// value writes a filled text as the API takes it for a field of the kind. f is nil where kinds are not known here.
func (s Source) value(f *schema.Field, text string) (json.RawMessage, *locale.Text) {
	if s.Decimal != "" {
		text = plainNumber(text, s.Decimal)
	}
	switch {
	case f == nil:
	case f.Kind == schema.KindMoney:
		return encoded(schema.MoneyJSON{Amount: text, Currency: s.Currency}), nil
	case f.Kind == schema.KindYesNo:
		if yes, ok := yesOrNo(text); ok {
			return encoded(yes), nil
		}
	case f.Kind == schema.KindChoice:
		return encoded(choiceOf(f, text)), nil
	case f.Kind == schema.KindChoices:
		var chosen []string
		for _, one := range strings.Split(text, ";") {
			chosen = append(chosen, choiceOf(f, strings.TrimSpace(one)))
		}
		return encoded(chosen), nil
	}
	if s.Date != "" {
		day, ok := s.date(f, text)
		if !ok {
			said := locale.Say("importer.date", "value", clip(text), "form", s.Date)
			return nil, &said
		}
		text = day
	}
	return encoded(text), nil
}

func encoded(value any) json.RawMessage {
	raw, err := json.Marshal(value)
	if err != nil {
		return nil // never: these are texts, numbers and booleans
	}
	return raw
}

// plainNumber drops spaces and signs that group digits by three, and writes the decimal sign as a point. What is grouped otherwise stays as
// it is, to be refused: a point where commas are decimal signs is more often a mistake than a group.
func plainNumber(text, decimal string) string {
	compact := strings.Map(func(letter rune) rune {
		if unicode.IsSpace(letter) || letter == '\'' || letter == '’' {
			return -1
		}
		return letter
	}, text)
	grouping := ","
	if decimal == "," {
		grouping = "."
	}
	whole, fraction, decimals := strings.Cut(compact, decimal)
	groups := strings.Split(whole, grouping)
	for i, group := range groups {
		if len(groups) > 1 && (i > 0 && len(group) != 3 || len(strings.TrimPrefix(group, "-")) > 3) {
			return text
		}
	}
	whole = strings.Join(groups, "")
	if decimals {
		return whole + "." + fraction
	}
	return whole
}

func (s Source) date(f *schema.Field, text string) (string, bool) {
	layout, ok := dateLayout(s.Date)
	if !ok {
		return "", false
	}
	at, err := time.Parse(layout, text)
	if err != nil {
		return "", false
	}
	if f != nil && f.Kind == schema.KindDateTime {
		return at.Format(time.RFC3339), true
	}
	return at.Format(time.DateOnly), true
}

func yesOrNo(text string) (yes, ok bool) {
	switch schema.Fold(text) {
	case "yes", "y", "true", "1", "+", "да", "истина":
		return true, true
	case "no", "n", "false", "0", "-", "нет", "ложь":
		return false, true
	}
	return false, false
}

// choiceOf finds a choice by its value or by what it is called in any language; other texts stay, to be refused by name.
func choiceOf(f *schema.Field, text string) string {
	if _, ok := f.Choice(text); ok {
		return text
	}
	folded := schema.Fold(text)
	for _, choice := range f.Choices {
		if schema.Fold(choice.Value) == folded {
			return choice.Value
		}
		for _, label := range choice.Labels {
			if schema.Fold(label) == folded {
				return choice.Value
			}
		}
	}
	return text
}
