package schema

import (
	"encoding/json"
	"time"

	"kontora/backend/dial"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/query"
)

// Value is what a field holds: nil when empty, else string, int64, bool, Money, Choices, Address, File, Ref (a linked record)
// or ident.No (an employee, or who is responsible), as the kind of the field says.
type Value any

// Ref names a record of any type.
type Ref struct {
	Type ident.No
	ID   ident.ID
}

// ColumnType is how a column is stored.
type ColumnType uint8

// The column types, the same on both databases.
const (
	IntegerColumn ColumnType = iota
	TextColumn
	BytesColumn
)

// Column is one stored column. A Kind names it by what comes behind the field's own name, Field.Columns in full.
type Column struct {
	Name string
	Type ColumnType
}

// People finds employees and groups by their outward identifiers.
type People interface {
	// PersonNo returns the number of an employee, or of an employee or a group.
	PersonNo(id ident.ID, groups bool) (ident.No, bool)
	// PersonID returns the identifier of an employee or a group.
	PersonID(no ident.No) (ident.ID, bool)
	// TypeNo returns the number of an element type.
	TypeNo(name string) (ident.No, bool)
	// TypeName returns the name of an element type.
	TypeName(no ident.No) (string, bool)
}

// Context is what reading and writing values depends on besides the field.
type Context struct {
	People   People
	Dialling dial.Plan // by which phone numbers are read
	Currency string    // of amounts that name none
	Viewer   ident.No  // whom "me" means; zero in conditions, where "me" is refused
	Now      time.Time // with the viewer's zone, for "today"; zero in conditions, where "today" is refused
	Uploads  Uploads   // nil where no file is put into a field
	Record   ident.ID  // whose values they are; zero where they are nobody's, as in sums
}

// Of is the context of the values of that record.
func (c Context) Of(record ident.ID) Context {
	c.Record = record
	return c
}

// Kind is a kind of field: everything the program must know to keep, show and find its values. Implementations have no state and are
// safe for concurrent use. The names of kinds are those of the API and never change.
type Kind interface {
	// Name is the kind's word in the API.
	Name() string
	// Columns are the stored columns; values are compared, sorted and searched by the one that Compared names.
	Columns() []Column
	// Compared is the suffix of the column by which values are ordered and tested.
	Compared() string
	// Parse reads a value as the API sends it; null is nil. The error is a locale.Text about the value, nil when it is good.
	Parse(c Context, f *Field, raw json.RawMessage) (Value, *locale.Text)
	// Encode writes a value as the API sends it.
	Encode(c Context, f *Field, v Value) any
	// Split turns a value into one scalar for each column; nil into empty ones.
	Split(v Value) []query.Scalar
	// Join is the reverse of Split.
	Join(columns []query.Scalar) Value
	// Text is the value as words, for search, masks and files; empty for nil.
	Text(v Value) string
	// Ops are the operators that Test accepts.
	Ops() []query.Op
	// Test binds an operator and the JSON it came with to the stored columns of f.
	Test(c Context, f *Field, op query.Op, raw json.RawMessage) (query.Node, *locale.Text)
}

// The names of the kinds that an administrator can choose.
const (
	KindText     = "text"
	KindLongText = "long_text"
	KindNumber   = "number"
	KindPercent  = "percent"
	KindMoney    = "money"
	KindDate     = "date"
	KindDateTime = "date_time"
	KindYesNo    = "yes_no"
	KindChoice   = "choice"
	KindChoices  = "choices"
	KindPhone    = "phone"
	KindEmail    = "email"
	KindURL      = "url"
	KindAddress  = "address"
	KindEmployee = "employee"
	KindLink     = "link"
	KindFile     = "file"
)

// KindOf returns the kind of that name.
func KindOf(name string) (Kind, bool) {
	k, ok := kinds[name]
	return k, ok
}

// kinds finds kinds by name; it is never changed.
var kinds = func() map[string]Kind { //nolint:gochecknoglobals // a lookup table, asked for every value that is read
	byName := make(map[string]Kind)
	for _, k := range Kinds() {
		byName[k.Name()] = k
	}
	byName[responsibleKind] = personKind{groups: true}
	return byName
}()

// Kinds lists every kind of field an administrator can choose.
func Kinds() []Kind {
	return []Kind{
		textKind{},
		textKind{long: true},
		numberKind{},
		numberKind{percent: true},
		moneyKind{},
		dateKind{},
		dateTimeKind{},
		yesNoKind{},
		choiceKind{},
		choicesKind{},
		phoneKind{},
		emailKind{},
		urlKind{},
		addressKind{},
		personKind{},
		linkKind{},
		fileKind{},
	}
}

// kind is the kind by which values of the field are kept. Validate has refused fields of unknown kinds.
func (f *Field) kind() Kind {
	return kinds[f.ValueKind()]
}

// Columns are the stored columns of the field with their full names.
func (f *Field) Columns() []Column {
	columns := f.kind().Columns()
	named := make([]Column, len(columns))
	for i, c := range columns {
		named[i] = Column{Name: f.column(c.Name), Type: c.Type}
	}
	return named
}

// Width is how many columns the field has.
func (f *Field) Width() int { return len(f.kind().Columns()) }

// Compared is the full name of the column by which the field is ordered and tested.
func (f *Field) Compared() string { return f.column(f.kind().Compared()) }

// Parse reads a value as the API sends it.
func (f *Field) Parse(c Context, raw json.RawMessage) (Value, *locale.Text) {
	if isNull(raw) {
		return nil, nil
	}
	return f.kind().Parse(c, f, raw)
}

// Encode writes a value as the API sends it; nil is null.
func (f *Field) Encode(c Context, v Value) any {
	if v == nil {
		return nil
	}
	return f.kind().Encode(c, f, v)
}

// Split turns a value into the scalars of Columns, in their order.
func (f *Field) Split(v Value) []query.Scalar {
	if v == nil {
		return make([]query.Scalar, len(f.kind().Columns()))
	}
	return f.kind().Split(v)
}

// Join is the reverse of Split.
func (f *Field) Join(columns []query.Scalar) Value { return f.kind().Join(columns) }

// Text is the value as words.
func (f *Field) Text(v Value) string {
	if v == nil {
		return ""
	}
	return f.kind().Text(v)
}

// Ops are the operators a filter may use on the field.
func (f *Field) Ops() []query.Op { return f.kind().Ops() }

// Mask is what someone sees of a value that is masked for him: its last four letters or digits, or nothing of a short one.
// A value of another kind than text shows only that it is there.
func (f *Field) Mask(v Value) any {
	if v == nil || f.Shortened {
		return v
	}
	const hidden, shown = "••••", 4
	text, ok := v.(string)
	if runes := []rune(text); ok && len(runes) >= 2*shown && f.Kind != KindChoice {
		return hidden + " " + string(runes[len(runes)-shown:])
	}
	return hidden
}

func (f *Field) column(suffix string) string {
	if f.inherent {
		return f.Name + suffix
	}
	return "f_" + f.Name + suffix
}

func isNull(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }

func say(key string, pairs ...any) *locale.Text {
	text := locale.Say(key, pairs...)
	return &text
}

// ParseText reads a value written as plain text, as in a form or a file; empty text is nil.
func (f *Field) ParseText(c Context, text string) (Value, *locale.Text) {
	if text == "" {
		return nil, nil
	}
	raw, err := json.Marshal(text)
	if err != nil {
		return nil, say("field.text")
	}
	return f.Parse(c, raw)
}
