package importer

import (
	"encoding/json"
	"slices"
)

// PlanVersion is the version of the format of plans that this program writes and reads.
const PlanVersion = 1

// Plan says how files become people and records: a list of steps, done one after another. docs/plans describes the format.
type Plan struct {
	Name   string
	Format map[string]Format // of files that say by themselves too little, by name
	Steps  []Step
}

// Format says how a file is written; what is empty is found out.
type Format struct {
	Delimiter string   `json:"delimiter,omitempty"`
	Encoding  Encoding `json:"encoding,omitempty"`
}

// Step turns the rows of one file into records of one type or entries of one kind of the directory. Without a file it makes one
// of constants.
type Step struct {
	File        string                       `json:"file,omitempty"`
	Type        string                       `json:"type,omitempty"`     // the element type of the records, or
	Entry       string                       `json:"entry,omitempty"`    // the kind of entry: branch, role, employee …
	Key         []string                     `json:"key,omitempty"`      // fields that together name one record; each row is a new record when empty
	Existing    Existing                     `json:"existing,omitempty"` // what becomes of what is there already
	Optional    bool                         `json:"optional,omitempty"` // rows without a key say nothing here, instead of being rejected
	Replace     map[string]map[string]string `json:"replace,omitempty"`  // in a column, what is written as another value
	Fields      map[string]Source            `json:"fields"`
	Responsible *Source                      `json:"responsible,omitempty"` // of new records; himself when nobody is named

	line, column int // where the step stands in the plan
}

// Existing says what becomes of what is there already.
type Existing string

// By default what is there takes the values of the file. What is left, and what is not empty where it is filled, keeps what people have
// changed since.
const (
	Change Existing = "change"
	Fill   Existing = "fill"
	Leave  Existing = "leave"
)

// Source says where the value of a field comes from: a column, a text made of columns, or a constant.
type Source struct {
	Column   string          `json:"column,omitempty"`
	Text     string          `json:"text,omitempty"`  // {column} stands for its value; [ … ] is left out when a column in it is empty
	Value    json.RawMessage `json:"value,omitempty"` // as the API takes it; a list where several are found
	As       Form            `json:"as,omitempty"`
	Date     string          `json:"date,omitempty"`     // how dates are written: YYYY-MM-DD, DD.MM.YYYY hh:mm …
	Decimal  string          `json:"decimal,omitempty"`  // the decimal sign of numbers and amounts, "." or ","
	Currency string          `json:"currency,omitempty"` // of amounts; the company's when empty
	Find     *Find           `json:"find,omitempty"`     // the value names another record or entry
}

// Form is a part or form of a text.
type Form string

// The forms.
const (
	Login      Form = "login"       // small letters, words joined by dots
	FirstWord  Form = "first_word"  // of a name
	OtherWords Form = "other_words" // all after the first
)

// Find says how a value leads to a record of a type or an entry of the directory.
type Find struct {
	Type    string  `json:"type,omitempty"`
	Entry   string  `json:"entry,omitempty"`
	By      string  `json:"by,omitempty"`      // the field that holds the value; name when empty
	Missing Missing `json:"missing,omitempty"` // what becomes of a row whose value leads nowhere
}

// Missing says what becomes of a row whose value leads nowhere.
type Missing string

// A row that names what is not there is rejected, unless the plan lets the field stay empty.
const (
	Reject Missing = "reject"
	Empty  Missing = "empty"
)

// into names what the step makes, for reports.
func (s *Step) into() string {
	if s.Entry != "" {
		return s.Entry
	}
	return s.Type
}

// sources lists the step's sources by field, the responsible among them.
func (s *Step) sources() map[string]Source {
	all := make(map[string]Source, len(s.Fields)+1)
	for name, source := range s.Fields {
		all[name] = source
	}
	if s.Responsible != nil {
		all[responsible] = *s.Responsible
	}
	return all
}

// responsible is how the responsible is named beside the fields.
const responsible = "responsible"

// columns are those that a source reads.
func (s Source) columns() []string {
	if s.Column != "" {
		return []string{s.Column}
	}
	t, err := parseTemplate(s.Text)
	if err != nil {
		return nil
	}
	return t.columns()
}

// columns are all that a step needs of its file.
func (s *Step) columns() []string {
	var all []string
	for _, source := range s.sources() {
		all = append(all, source.columns()...)
	}
	for column := range s.Replace {
		all = append(all, column)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// files lists the files of the plan in the order in which they are first needed.
func (p *Plan) files() []string {
	var files []string
	for i := range p.Steps {
		if file := p.Steps[i].File; file != "" && !slices.Contains(files, file) {
			files = append(files, file)
		}
	}
	return files
}
