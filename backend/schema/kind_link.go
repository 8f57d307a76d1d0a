package schema

import (
	"encoding/json"

	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/query"
)

// linkKind is a link to another record: of the field's target type, sent as its identifier, or of any type, sent as {"type", "id"}.
// Whether the record is there and may be seen is for the writer to check: this kind only reads its name.
type linkKind struct{}

type refJSON struct {
	Type string `json:"type"`
	ID   string `json:"id"`
}

func (linkKind) Name() string      { return KindLink }
func (linkKind) Compared() string  { return "" }
func (linkKind) Ops() []query.Op   { return comparisons() }
func (linkKind) Text(Value) string { return "" }

func (linkKind) Columns() []Column {
	return []Column{{Type: BytesColumn}, {Name: "__type", Type: IntegerColumn}}
}

func (linkKind) Parse(c Context, f *Field, raw json.RawMessage) (Value, *locale.Text) {
	ref := refJSON{Type: f.Target}
	if f.Target == "" {
		if err := json.Unmarshal(raw, &ref); err != nil {
			return nil, say("field.link")
		}
	} else if err := json.Unmarshal(raw, &ref.ID); err != nil {
		return nil, say("field.link")
	}
	if ref.ID == "" {
		return nil, nil
	}
	id, err := ident.Parse(ref.ID)
	no, ok := c.People.TypeNo(ref.Type)
	if err != nil || !ok {
		return nil, say("field.link")
	}
	return Ref{Type: no, ID: id}, nil
}

func (linkKind) Encode(c Context, f *Field, v Value) any {
	ref, _ := v.(Ref)
	if f.Target != "" {
		return ref.ID.String()
	}
	name, _ := c.People.TypeName(ref.Type)
	return refJSON{Type: name, ID: ref.ID.String()}
}

func (linkKind) Split(v Value) []query.Scalar {
	ref, _ := v.(Ref)
	return []query.Scalar{query.Blob(ref.ID[:]), query.Int(int64(ref.Type))}
}

func (linkKind) Join(columns []query.Scalar) Value {
	id, err := ident.FromBytes([]byte(columns[0].Str))
	if err != nil || columns[0].IsEmpty() {
		return nil
	}
	return Ref{Type: ident.No(columns[1].Int), ID: id}
}

func (k linkKind) Test(c Context, f *Field, op query.Op, raw json.RawMessage) (query.Node, *locale.Text) {
	return compareTest(f, f.Compared(), op, raw, parsedScalar(c, f, k))
}
