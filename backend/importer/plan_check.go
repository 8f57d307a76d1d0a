package importer

import (
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"kontora/backend/fault"
)

// checkStep checks a step by itself.
func (p *planParser) checkStep(s *Step) error {
	wrong := func(key string, pairs ...any) error {
		return fault.New(fault.Invalid, key, append(pairs, "place", place(p.name, s.line, s.column))...)
	}
	switch {
	case (s.Type == "") == (s.Entry == ""):
		return wrong("importer.plan_target")
	case s.File != "" && s.File != filepath.Base(s.File):
		return wrong("importer.plan_path", "file", clip(s.File))
	case !slices.Contains([]Existing{"", Change, Fill, Leave}, s.Existing):
		return wrong("importer.plan_word", "key", "existing", "word", clip(string(s.Existing)))
	case len(s.Fields) == 0:
		return wrong("importer.plan_no_fields")
	case s.Entry != "" && len(s.Key) == 0:
		return wrong("importer.plan_entry_key")
	case s.Entry != "" && s.Responsible != nil:
		return wrong("importer.plan_entry_responsible")
	}
	for _, name := range s.Key {
		if _, ok := s.Fields[name]; !ok {
			return wrong("importer.plan_key", "field", clip(name))
		}
	}
	sources := s.sources()
	for _, name := range slices.Sorted(maps.Keys(sources)) {
		if key, about := checkSource(sources[name], s.File != ""); key != "" {
			return wrong(key, "field", clip(name), "word", clip(about))
		}
	}
	return nil
}

// checkSource returns the key of what is wrong with a source, and the word it is about.
func checkSource(s Source, hasFile bool) (key, about string) {
	forms := 0
	for _, given := range []bool{s.Column != "", s.Text != "", s.Value != nil} {
		if given {
			forms++
		}
	}
	text, err := parseTemplate(s.Text)
	switch {
	case forms != 1:
		return "importer.plan_source", ""
	case err != nil:
		return "importer.plan_text", s.Text
	case !hasFile && (s.Column != "" || len(text.columns()) > 0):
		return "importer.plan_column_without_file", ""
	case s.As != "" && !slices.Contains([]Form{Login, FirstWord, OtherWords}, s.As):
		return "importer.plan_source_word", string(s.As)
	case s.Decimal != "" && s.Decimal != "." && s.Decimal != ",":
		return "importer.plan_source_word", s.Decimal
	}
	if _, ok := dateLayout(s.Date); s.Date != "" && !ok {
		return "importer.plan_date", s.Date
	}
	if f := s.Find; f != nil {
		switch {
		case (f.Type == "") == (f.Entry == ""):
			return "importer.plan_find", ""
		case f.Missing != "" && f.Missing != Reject && f.Missing != Empty:
			return "importer.plan_source_word", string(f.Missing)
		case s.Value != nil && !isTextOrTexts(s.Value):
			return "importer.plan_find_value", ""
		}
	}
	return "", ""
}

func isTextOrTexts(raw json.RawMessage) bool {
	_, ok := texts(raw)
	return ok
}

// texts reads a text or a list of texts.
func texts(raw json.RawMessage) ([]string, bool) {
	var one string
	if err := json.Unmarshal(raw, &one); err == nil {
		return []string{one}, true
	}
	var several []string
	err := json.Unmarshal(raw, &several)
	return several, err == nil
}

func (p *planParser) checkFormats() error {
	files := p.plan.files()
	for _, name := range slices.Sorted(maps.Keys(p.plan.Format)) {
		format := p.plan.Format[name]
		switch {
		case !slices.Contains(files, name):
			return p.wrong(0, "importer.plan_format_file", "file", clip(name))
		case format.Delimiter != "" && (utf8.RuneCountInString(format.Delimiter) != 1 || strings.ContainsAny(format.Delimiter, "\"\r\n")):
			return p.wrong(0, "importer.plan_word", "key", "delimiter", "word", clip(format.Delimiter))
		case format.Encoding != "" && format.Encoding != UTF8 && format.Encoding != Windows1251:
			return p.wrong(0, "importer.plan_word", "key", "encoding", "word", clip(string(format.Encoding)))
		}
	}
	return nil
}

// dateLayout turns a written form such as DD.MM.YYYY hh:mm into the layout of package time.
func dateLayout(form string) (string, bool) {
	layout := form
	for _, each := range [][2]string{{"YYYY", "2006"}, {"MM", "01"}, {"DD", "02"}, {"hh", "15"}, {"mm", "04"}, {"ss", "05"}} {
		if strings.Count(layout, each[0]) > 1 {
			return "", false
		}
		layout = strings.ReplaceAll(layout, each[0], each[1])
	}
	complete := strings.Contains(form, "YYYY") && strings.Contains(form, "MM") && strings.Contains(form, "DD")
	rest := strings.NewReplacer("2006", "", "01", "", "02", "", "15", "", "04", "", "05", "").Replace(layout)
	return layout, complete && !strings.ContainsAny(rest, "0123456789ABCDEFGHIJKLMNOPQRSUVWXYZabcdefghijklmnopqrstuvwxyz")
}
