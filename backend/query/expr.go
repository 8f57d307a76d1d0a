package query

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"

	"kontora/backend/fault"
)

// Op is what a test does with a field and its value.
type Op string

// The operators of the filter language. An empty field satisfies Empty, NotEqual, NotIn and Lacks, and nothing else.
const (
	Equal        Op = "="
	NotEqual     Op = "!="
	Less         Op = "<"
	LessEqual    Op = "<="
	Greater      Op = ">"
	GreaterEqual Op = ">="
	In           Op = "in"
	NotIn        Op = "not"      // the value is none of a list
	Between      Op = "between"  // a list of two, both ends included
	Contains     Op = "contains" // of text, upper and lower case alike
	Starts       Op = "starts"
	Empty        Op = "empty" // the value false asks for the opposite
	Me           Op = "me"    // an employee field names the viewer
	Today        Op = "today" // a date lies in the viewer's present day

	Filled Op = "filled" // only in bound trees: the opposite of Empty
	Lacks  Op = "lacks"  // only in bound trees: the opposite of Contains, and so of an empty field too
)

// Limits on what a person may send. They bound the work of one query, not what offices need.
const (
	MaxBytes  = 64 << 10
	MaxDepth  = 8
	MaxTests  = 100
	MaxValues = 1000
)

// Expr is a filter as it was sent: exactly one of And, Or and Field is set. The zero Expr matches everything.
type Expr struct {
	And   []Expr          `json:"and,omitzero"` // an empty list is written too: it matches everything, an empty Or nothing
	Or    []Expr          `json:"or,omitzero"`
	Field string          `json:"field,omitempty"`
	Op    Op              `json:"op,omitempty"`
	Value json.RawMessage `json:"value,omitempty"`
}

// IsZero reports whether the filter matches everything because it says nothing.
func (e Expr) IsZero() bool { return e.And == nil && e.Or == nil && e.Field == "" }

// Fields are the names of the fields that the filter tests, each as often as it does.
func (e Expr) Fields() []string {
	var names []string
	if e.Field != "" {
		names = append(names, e.Field)
	}
	for _, each := range slices.Concat(e.And, e.Or) {
		names = append(names, each.Fields()...)
	}
	return names
}

// Parse reads a filter. Empty input is the zero Expr. Errors are fault.Invalid and say what is wrong.
func Parse(raw []byte) (Expr, error) {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 {
		return Expr{}, nil
	}
	if len(raw) > MaxBytes {
		return Expr{}, fault.New(fault.Invalid, "error.filter_too_long")
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	var e Expr
	if err := decoder.Decode(&e); err != nil {
		return Expr{}, fault.New(fault.Invalid, "error.filter_malformed").Because(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return Expr{}, fault.New(fault.Invalid, "error.filter_malformed").Because(errors.New("text after the filter"))
	}
	tests := 0
	if err := e.check(0, &tests); err != nil {
		return Expr{}, err
	}
	return e, nil
}

// Check says what Parse would of a filter that came as a part of something else.
func (e Expr) Check() error {
	if e.IsZero() {
		return nil
	}
	raw, err := json.Marshal(e)
	if err != nil {
		return fault.New(fault.Invalid, "error.filter_malformed").Because(err)
	}
	_, err = Parse(raw)
	return err
}

func (e Expr) check(depth int, tests *int) error {
	if depth > MaxDepth {
		return fault.New(fault.Invalid, "error.filter_too_deep", "max", MaxDepth)
	}
	if e.Field == "" && (e.Op != "" || e.Value != nil) {
		return fault.New(fault.Invalid, "error.filter_malformed") // a test whose field was forgotten must not match everything
	}
	if e.IsZero() && depth == 0 {
		return nil
	}
	forms := 0
	for _, set := range []bool{e.And != nil, e.Or != nil, e.Field != ""} {
		if set {
			forms++
		}
	}
	if forms != 1 {
		return fault.New(fault.Invalid, "error.filter_malformed")
	}
	if e.Field != "" {
		if *tests++; *tests > MaxTests {
			return fault.New(fault.Invalid, "error.filter_too_long")
		}
		if !e.Op.known() {
			return fault.New(fault.Invalid, "error.filter_operator", "op", string(e.Op))
		}
		return nil
	}
	for _, child := range append(append([]Expr{}, e.And...), e.Or...) {
		if err := child.check(depth+1, tests); err != nil {
			return err
		}
	}
	return nil
}

func (op Op) known() bool {
	switch op {
	case Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, In, NotIn, Between, Contains, Starts, Empty, Me, Today:
		return true
	}
	return false
}
