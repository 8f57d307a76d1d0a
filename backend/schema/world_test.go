package schema_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"kontora/backend/dial"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// registry is a company of one employee, one group and two types.
type registry struct{}

func employeeID() ident.ID { return ident.ID{1, 2, 3} }
func groupID() ident.ID    { return ident.ID{4, 5, 6} }

func (registry) PersonNo(id ident.ID, groups bool) (ident.No, bool) {
	switch {
	case id == employeeID():
		return 7, true
	case id == groupID() && groups:
		return 8, true
	}
	return 0, false
}

func (registry) PersonID(no ident.No) (ident.ID, bool) {
	switch no {
	case 7:
		return employeeID(), true
	case 8:
		return groupID(), true
	}
	return ident.ID{}, false
}

func (registry) TypeNo(name string) (ident.No, bool) {
	no, ok := map[string]ident.No{"deal": 3, "company": 4}[name]
	return no, ok
}

func (registry) TypeName(no ident.No) (string, bool) {
	name, ok := map[ident.No]string{3: "deal", 4: "company"}[no]
	return name, ok
}

func office() schema.Context {
	return schema.Context{
		People: registry{}, Dialling: dial.Plan{Country: "RU"}, Currency: "EUR", Viewer: 7,
		Now:     time.Date(2026, 11, 21, 1, 30, 0, 0, time.FixedZone("Moscow", 3*60*60)),
		Uploads: uploads{}, Record: ident.ID{1},
	}
}

// uploads seals a file by writing it out.
type uploads struct{}

func (uploads) SealUpload(f schema.File, _ schema.Place, to ident.No, _ time.Time) string {
	raw, err := json.Marshal(sentFile{f, to})
	if err != nil {
		return ""
	}
	return string(raw)
}

func (uploads) OpenUpload(token string, _ schema.Place, by ident.No, _ time.Time) (schema.File, bool) {
	var sent sentFile
	err := json.Unmarshal([]byte(token), &sent)
	return sent.File, err == nil && sent.To == by && sent.File.Name != ""
}

type sentFile struct {
	File schema.File
	To   ident.No
}

// sent is what is sent to put a file into a field.
func sent(f schema.File) string {
	raw, err := json.Marshal(map[string]string{"upload": uploads{}.SealUpload(f, schema.Place{}, 7, time.Time{})})
	if err != nil {
		panic(err)
	}
	return string(raw)
}

func offer() schema.File {
	return schema.File{Name: "Offer Ёлка.pdf", Size: 1200, MediaType: "application/pdf", Digest: strings.Repeat("ab", 32)}
}

func fieldOf(kind string) *schema.Field {
	f := &schema.Field{
		No: 1, Name: "field", Kind: kind, DefaultRight: schema.Edit, Labels: locale.Labels{locale.English: "Field", locale.Russian: "Поле"},
	}
	switch kind {
	case "choice", "choices":
		f.Choices = []schema.Choice{{Value: "won"}, {Value: "отказ"}}
	case "link":
		f.Target = "deal"
	}
	return f
}

// fields are one field of every kind, and a link to any type.
func fields() []*schema.Field {
	var all []*schema.Field
	for _, k := range schema.Kinds() {
		all = append(all, fieldOf(k.Name()))
	}
	anywhere := fieldOf("link")
	anywhere.Target = ""
	return append(all, anywhere)
}

func encoded(tb testing.TB, v any) json.RawMessage {
	tb.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		tb.Fatal(err)
	}
	return raw
}

// row is a record of one field.
type row struct {
	field *schema.Field
	value schema.Value
}

func (r row) Scalar(column string) query.Scalar {
	for i, c := range r.field.Columns() {
		if c.Name == column {
			return r.field.Split(r.value)[i]
		}
	}
	return query.Scalar{}
}

// kept fails unless a value that was read can be kept, found, shown and read again as what it is.
func kept(tb testing.TB, f *schema.Field, v schema.Value) {
	tb.Helper()
	c := office()
	columns := f.Columns()
	scalars := f.Split(v)
	if len(scalars) != len(columns) {
		tb.Fatalf("%.200v of kind %s fills %d of %d columns", v, f.Kind, len(scalars), len(columns))
	}
	for i, s := range scalars {
		want := map[schema.ColumnType]query.ScalarKind{
			schema.IntegerColumn: query.Integer, schema.TextColumn: query.Text, schema.BytesColumn: query.Bytes,
		}[columns[i].Type]
		if s.Kind != want {
			tb.Fatalf("%.200v of kind %s puts a scalar of kind %d into column %s", v, f.Kind, s.Kind, columns[i].Name)
		}
	}
	if joined := f.Join(scalars); joined != v {
		tb.Fatalf("%.200v of kind %s comes back as %.200v", v, f.Kind, joined)
	}
	raw := encoded(tb, f.Encode(c, v))
	again, problem := f.Parse(c, raw)
	if problem != nil || again != v {
		tb.Fatalf("%.200v of kind %s is sent as %.200s and read as %.200v, %v", v, f.Kind, raw, again, problem)
	}
	found(tb, f, v, raw)
}

// found fails unless the value itself, sent as the constant of a filter, finds it.
func found(tb testing.TB, f *schema.Field, v schema.Value, raw json.RawMessage) {
	tb.Helper()
	t := &schema.ElementType{Name: "thing", Fields: []*schema.Field{f}}
	all := func(*schema.Field) bool { return true }
	for op, want := range map[query.Op]bool{query.Equal: true, query.NotEqual: false} {
		node, err := t.Bind(office(), query.Expr{Field: f.Name, Op: op, Value: raw}, all)
		if err != nil {
			tb.Fatalf("%s %.200s of kind %s: %v", op, raw, f.Kind, err)
		}
		if node.Match(row{f, v}) != want {
			tb.Fatalf("%.200v of kind %s %s %.200s is not %v", v, f.Kind, op, raw, want)
		}
		if node.Match(row{f, nil}) == want {
			tb.Fatalf("an empty field of kind %s %s %.200s is %v", f.Kind, op, raw, want)
		}
	}
}
