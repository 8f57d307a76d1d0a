package replica

import (
	"math"

	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Numbers are those by which a desk knows what the office names otherwise; zero for what it does not know.
type Numbers interface {
	// Person is the number of an employee or a group.
	Person(id ident.ID) ident.No
	// TypeOf is the number of the type of that alias.
	TypeOf(alias uint32) ident.No
}

// ValueOf is a value as the field of a desk keeps it. What came is nothing, or not a value of the field, is nil.
func ValueOf(f *schema.Field, came any, numbers Numbers) schema.Value {
	switch v := came.(type) {
	case string:
		return textOf(f, v)
	case bool:
		return v
	case uint64:
		if v <= math.MaxInt64 {
			return int64(v)
		}
	case int64:
		return v
	case []byte:
		if id, err := ident.FromBytes(v); err == nil {
			if no := numbers.Person(id); no != 0 {
				return no
			}
		}
	case []any:
		return partsOf(f, v, numbers)
	}
	return nil
}

func textOf(f *schema.Field, v string) schema.Value {
	switch {
	case v == "":
		return nil
	case f.ValueKind() == schema.KindChoices:
		return schema.Choices(v)
	}
	return v
}

// partsOf puts a value together that travels in parts.
func partsOf(f *schema.Field, parts []any, numbers Numbers) schema.Value {
	p := &parsed{parts: parts}
	var v schema.Value
	switch f.ValueKind() {
	case schema.KindMoney:
		v = schema.Money{Amount: p.signed(), Currency: next[string](p)}
	case schema.KindAddress:
		v = schema.Address{Street: next[string](p), City: next[string](p), Region: next[string](p), Postcode: next[string](p), Country: next[string](p)}
	case schema.KindFile:
		v = schema.File{Name: next[string](p), Size: p.signed(), MediaType: next[string](p)}
	case schema.KindLink:
		alias := uint32(p.number(1 << 32))
		v = schema.Ref{Type: numbers.TypeOf(alias), ID: p.id()}
	}
	if p.wrong || p.at != len(parts) {
		return nil
	}
	return v
}
