package schema

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode/utf8"

	"kontora/backend/locale"
	"kontora/backend/query"
)

// Address is a place that letters reach, every part of it as people write it there.
type Address struct {
	Street   string `json:"street,omitempty"`
	City     string `json:"city,omitempty"`
	Region   string `json:"region,omitempty"`
	Postcode string `json:"postcode,omitempty"`
	Country  string `json:"country,omitempty"`
}

// maxAddressPart is how long one part of an address can be, in characters.
const maxAddressPart = 200

// parts are the parts in the order in which they are stored, and written in one line.
func (a *Address) parts() []*string {
	return []*string{&a.Street, &a.Postcode, &a.City, &a.Region, &a.Country}
}

// addressKind is an address. It is compared and searched by its one line.
type addressKind struct{}

func (addressKind) Name() string { return KindAddress }

func (addressKind) Columns() []Column {
	columns := []Column{{Name: "__key", Type: TextColumn}}
	for _, part := range []string{"__street", "__postcode", "__city", "__region", "__country"} {
		columns = append(columns, Column{Name: part, Type: TextColumn})
	}
	return columns
}

func (addressKind) Compared() string { return "__key" }

// Parse reads the parts, or a text, which is taken for the street.
func (addressKind) Parse(_ Context, _ *Field, raw json.RawMessage) (Value, *locale.Text) {
	var sent Address
	if bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) {
		if err := json.Unmarshal(raw, &sent); err != nil {
			return nil, say("field.address")
		}
	} else if err := json.Unmarshal(raw, &sent.Street); err != nil {
		return nil, say("field.address")
	}
	for _, part := range sent.parts() {
		*part = Line(strings.ToValidUTF8(*part, "�"))
		if count := utf8.RuneCountInString(*part); count > maxAddressPart {
			return nil, say("field.too_long", "max", maxAddressPart, "count", count)
		}
	}
	if sent == (Address{}) {
		return nil, nil
	}
	return sent, nil
}

func (addressKind) Encode(_ Context, _ *Field, v Value) any { return v }

func (k addressKind) Split(v Value) []query.Scalar {
	address, _ := v.(Address)
	scalars := []query.Scalar{query.Str(foldedKey(k.Text(v)))}
	for _, part := range address.parts() {
		scalars = append(scalars, query.Str(*part))
	}
	return scalars
}

func (addressKind) Join(columns []query.Scalar) Value {
	if columns[0].IsEmpty() {
		return nil
	}
	var address Address
	for i, part := range address.parts() {
		*part = columns[i+1].Str
	}
	return address
}

// Text is the address in one line: Kaistraße 12, 20457 Hamburg, Germany.
func (addressKind) Text(v Value) string {
	a, _ := v.(Address)
	town := strings.TrimSpace(a.Postcode + " " + a.City)
	var lines []string
	for _, line := range []string{a.Street, town, a.Region, a.Country} {
		if line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, ", ")
}

func (addressKind) Ops() []query.Op { return comparisons(query.Contains, query.Starts) }

func (k addressKind) Test(c Context, f *Field, op query.Op, raw json.RawMessage) (query.Node, *locale.Text) {
	return compareTest(f, f.Compared(), op, raw, func(raw json.RawMessage) (query.Scalar, *locale.Text) {
		v, problem := k.Parse(c, f, raw)
		return query.Str(foldedKey(k.Text(v))), problem
	})
}
