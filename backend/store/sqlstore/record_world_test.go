package sqlstore_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kontora/backend/access"
	"kontora/backend/dial"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
)

// people is a company of three employees and a group.
type people struct{}

func personID(no ident.No) ident.ID { return ident.ID{15: byte(no)} }

func (people) PersonNo(id ident.ID, groups bool) (ident.No, bool) {
	no := ident.No(id[15])
	return no, no >= 1 && (no <= 3 || groups && no == 4)
}

func (people) PersonID(no ident.No) (ident.ID, bool)       { return personID(no), no >= 1 && no <= 4 }
func (people) TypeNo(name string) (ident.No, bool)         { return 50, name == "thing" }
func (people) TypeName(no ident.No) (name string, ok bool) { return "thing", no == 50 }

// now is a moment of the records' days, late enough for it to be another day elsewhere.
func now() time.Time {
	return time.Date(2026, 11, 21, 1, 30, 0, 0, time.FixedZone("Moscow", 3*60*60))
}

func values() schema.Context {
	return schema.Context{People: people{}, Dialling: dial.Plan{Country: "RU"}, Currency: "EUR", Viewer: 2, Now: now()}
}

// thing is a type with a field of every kind, most of them twice: with an index and without.
func thing() *schema.ElementType {
	t := &schema.ElementType{No: 50, Name: "thing", Default: schema.Private, CreatorKeeps: schema.CreatorViews}
	add := func(name, kind string, change func(*schema.Field)) {
		f := &schema.Field{No: ident.No(100 + len(t.Fields)), Name: name, Kind: kind, DefaultRight: schema.Edit, Labels: locale.Labels{locale.English: name}}
		if kind == "choice" || kind == "choices" {
			f.Choices = []schema.Choice{{Value: "new"}, {Value: "won"}, {Value: "отказ"}}
		}
		if change != nil {
			change(f)
		}
		t.Fields = append(t.Fields, f)
	}
	fast := func(f *schema.Field) { f.Fast = true }
	searched := func(f *schema.Field) { f.InSearch = true }
	both := func(f *schema.Field) { f.Fast, f.InSearch = true, true }
	add("name", "text", both)
	add("title", "text", nil)
	add("story", "long_text", searched)
	add("size", "number", fast)
	add("weight", "number", nil)
	add("value", "money", fast)
	add("price", "money", nil)
	add("day", "date", fast)
	add("moment", "date_time", nil)
	add("done", "yes_no", fast)
	add("stage", "choice", fast)
	add("source", "choice", nil)
	add("tags", "choices", fast)
	add("labels", "choices", nil)
	add("rate", "percent", nil)
	add("place", "address", searched)
	add("phone", "phone", both)
	add("mail", "email", searched)
	add("site", "url", fast)
	add("owner", "employee", fast)
	add("helper", "employee", nil)
	add("part_of", "link", func(f *schema.Field) { f.Target, f.Fast = "thing", true })
	add("about", "link", nil)
	return t
}

// pool are the values records have and filters ask for: few, so that they meet, and some that are easily confused.
func pool(kind string) []string {
	link := func(n byte) string { return fmt.Sprintf(`%q`, ident.ID{n}.String()) }
	switch kind {
	case "text", "long_text":
		return []string{
			`"Alpha"`, `"alpha"`, `"Alpine"`, `"Ёлка"`, `"елка"`, `"ель"`, `"Северный порт"`, `"север"`, `"a"`, `"aa"`, `"100%"`, `"1_0"`, `"it's \"q\" \\ ?"`, `"10-200-30"`,
			`"a\ud7ff"`, `"a\ue000"`, `"a\udbff\udfff"`, `"b"`, `"日本"`, `"🙂"`, `"-- AND"`, `"84951234567"`,
		}
	case "choices":
		return []string{`["new"]`, `["won","new"]`, `["отказ","new","won"]`, `"отказ"`}
	case "address":
		return []string{`"Kaistraße 12"`, `"Kaistraße 1"`, `"Портовый проезд, 12"`}
	case "number", "percent":
		return []string{`0`, `1`, `-1`, `1.5`, `1.500001`, `1000`, `-1000000`, `99999999.999999`}
	case "money":
		return []string{`0`, `{"amount":100,"currency":"USD"}`, `100`, `{"amount":"100.01","currency":"EUR"}`, `{"amount":-5,"currency":"USD"}`, `{"amount":100,"currency":"JPY"}`}
	case "date":
		return []string{`"2026-11-20"`, `"2026-11-21"`, `"2026-11-22"`, `"1969-12-31"`, `"1000-01-01"`, `"9999-12-31"`}
	case "date_time":
		return []string{`"2026-11-20T20:59:59.999Z"`, `"2026-11-20T21:00:00Z"`, `"2026-11-21T20:59:59.999Z"`, `"2026-11-21T21:00:00Z"`, `"1969-12-31T23:59:59.999Z"`, `"2026-03-29T01:00:00Z"`, `"2018-11-04T02:59:59.999Z"`, `"2018-11-04T03:00:00Z"`, `"1890-06-01T12:00:00Z"`}
	case "yes_no":
		return []string{`true`, `false`}
	case "choice":
		return []string{`"new"`, `"won"`, `"отказ"`}
	case "phone":
		return []string{`"+74951234567"`, `"8 (495) 123-45-68"`, `"+442079460018"`}
	case "email":
		return []string{`"a@example.com"`, `"A@Example.com"`, `"почта@пример.рф"`, `"b@example.com"`}
	case "url":
		return []string{`"https://example.com"`, `"http://example.com/a"`, `"https://пример.рф"`}
	case "employee", "responsible":
		return []string{quoted(personID(1)), quoted(personID(2)), quoted(personID(3))}
	}
	return []string{link(1), link(2), link(3)}
}

func quoted(id ident.ID) string { return `"` + id.String() + `"` }

// sample is a value of a field from the pool, as the API sends it.
func sample(f *schema.Field) *rapid.Generator[string] {
	return rapid.Map(rapid.SampledFrom(pool(f.Kind)), func(value string) string {
		if f.Kind == "link" && f.Target == "" {
			return `{"type":"thing","id":` + value + `}`
		}
		return value
	})
}

func parsed(tb testing.TB, f *schema.Field, raw string) schema.Value {
	tb.Helper()
	v, problem := f.Parse(values(), json.RawMessage(raw))
	if problem != nil {
		tb.Fatalf("%s of %s: %v", raw, f.Name, problem)
	}
	return v
}

// someRecord is a record with about half of its fields filled.
func someRecord(tb testing.TB, t *schema.ElementType) *rapid.Generator[*record.Record] {
	return rapid.Custom(func(draw *rapid.T) *record.Record {
		r := &record.Record{
			Type: t.No, Responsible: ident.No(rapid.IntRange(1, 4).Draw(draw, "responsible")), CreatedBy: ident.No(rapid.IntRange(1, 3).Draw(draw, "author")),
			CreatedAt: now().UnixMilli() + rapid.Int64Range(-2, 2).Draw(draw, "created")*3_600_000, Values: make(map[string]schema.Value),
		}
		r.UpdatedAt = r.CreatedAt + rapid.Int64Range(0, 2).Draw(draw, "updated")
		for _, f := range t.Fields {
			if rapid.Bool().Draw(draw, f.Name) {
				r.Values[f.Name] = parsed(tb, f, sample(f).Draw(draw, "value"))
			}
		}
		return r
	})
}

// world is a database with records, and the same records in memory.
type world struct {
	db      *store.DB
	store   *sqlstore.Records
	cells   *sqlstore.Cells
	t       *schema.ElementType
	records []*record.Record
	few     []access.CellNo // some of the cells in which records stand
	many    []access.CellNo // nearly all cells, most of them without records
}

const (
	worldRecords = 150
	worldCells   = 2500
	usedCells    = 12
)

func newWorld(t *testing.T, db *store.DB, seed int) *world {
	t.Helper()
	w := &world{db: db, cells: loadCells(t, db), t: thing()}
	w.store = sqlstore.NewRecords(db, w.cells)
	_, err := db.Write(t.Context(), func(tx *store.WriteTx) error {
		if err := sqlstore.EnsureType(t.Context(), tx, w.t); err != nil {
			return err
		}
		in := w.store.In(tx)
		var cells []access.CellNo
		for i := range worldCells {
			cell, err := in.Cell(t.Context(), access.Cause{Type: w.t.No, Responsible: ident.No(1000 + i)})
			if err != nil {
				return err
			}
			cells = append(cells, cell)
		}
		w.records = rapid.SliceOfN(someRecord(t, w.t), worldRecords, worldRecords).Example(seed)
		for i, r := range w.records {
			r.ID, r.Cell = ident.ID{1, byte(i >> 8), byte(i)}, cells[i%usedCells*17]
			if err := in.Insert(t.Context(), w.t, r); err != nil {
				return err
			}
		}
		w.few = []access.CellNo{cells[0], cells[17], cells[5*17], cells[2400]}
		w.many = slices.DeleteFunc(cells, func(c access.CellNo) bool { return c == cells[17] || c == cells[2*17] })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// readings are the ways in which somebody sees some of the records.
func (w *world) readings() map[string]access.Reading {
	return map[string]access.Reading{
		"all":       {All: true},
		"none":      {None: true},
		"few cells": {Cells: w.few},
		"many":      {Cells: w.many},
		"an author": {Cells: w.few[:1], AuthorCells: w.many, Author: 2},
	}
}

// read runs fn on a snapshot.
func (w *world) read(tb rapid.TB, fn func(record.Reader) error) {
	tb.Helper()
	if err := w.store.Read(context.Background(), fn); err != nil {
		tb.Fatalf("read: %v", err)
	}
}

// queryable are all fields by which can be filtered and sorted.
func (w *world) queryable() []*schema.Field { return append(schema.InherentFields(), w.t.Fields...) }

// someTest is a test of any field with any of its operators.
func (w *world) someTest() *rapid.Generator[query.Expr] {
	return rapid.Custom(func(t *rapid.T) query.Expr {
		f := rapid.SampledFrom(w.queryable()).Draw(t, "field")
		e := query.Expr{Field: f.Name, Op: rapid.SampledFrom(f.Ops()).Draw(t, "op")}
		value := sample(f).Draw(t, "value")
		switch e.Op {
		case query.In, query.NotIn:
			value = "[" + strings.Join(rapid.SliceOfN(sample(f), 0, 3).Draw(t, "list"), ",") + "]"
			switch f.Kind {
			case "money":
				value = `[100,-5]`
			case "choices":
				value = rapid.SampledFrom([]string{`[]`, `["new"]`, `["won","отказ"]`}).Draw(t, "some")
			}
		case query.Between:
			value = "[" + value + "," + sample(f).Draw(t, "until") + "]"
			if f.Kind == "money" {
				value = `[0,100]`
			}
		case query.Contains, query.Starts:
			switch f.Kind {
			case "phone":
			case "choices":
				value = `"won"`
			default:
				value = part(t, value)
			}
		case query.Empty:
			value = rapid.SampledFrom([]string{"true", "false", ""}).Draw(t, "empty")
		case query.Me, query.Today:
			value = ""
		case query.Equal, query.NotEqual:
			if rapid.IntRange(0, 9).Draw(t, "null") == 0 {
				value = "null"
			}
		}
		if value != "" {
			e.Value = json.RawMessage(value)
		}
		return e
	})
}

// part is some letters of a text.
func part(t *rapid.T, raw string) string {
	var text string
	if err := json.Unmarshal([]byte(raw), &text); err != nil {
		t.Fatal(err)
	}
	letters := []rune(text)
	from := rapid.IntRange(0, len(letters)-1).Draw(t, "from")
	until := rapid.IntRange(from, len(letters)).Draw(t, "to")
	out, err := json.Marshal(string(letters[from:until]))
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func (w *world) someFilter(depth int) *rapid.Generator[query.Expr] {
	if depth == 0 {
		return w.someTest()
	}
	return rapid.Custom(func(t *rapid.T) query.Expr {
		switch rapid.IntRange(0, 4).Draw(t, "form") {
		case 0:
			return query.Expr{And: rapid.SliceOfN(w.someFilter(depth-1), 0, 3).Draw(t, "and")}
		case 1:
			return query.Expr{Or: rapid.SliceOfN(w.someFilter(depth-1), 0, 3).Draw(t, "or")}
		}
		return w.someTest().Draw(t, "test")
	})
}

func (w *world) bind(t *rapid.T, e query.Expr) query.Node {
	node, err := w.t.Bind(values(), e, func(*schema.Field) bool { return true })
	if err != nil {
		t.Fatalf("%+v: %v", e, err)
	}
	return node
}

// taken are the records that a reading takes and a filter matches, as Go sees it.
func (w *world) taken(reading access.Reading, filter query.Node) []*record.Record {
	var taken []*record.Record
	for _, r := range w.records {
		if r.Deleted == nil && reading.Takes(r.Cell, r.CreatedBy) && filter.Match(r.Row(w.t)) {
			taken = append(taken, r)
		}
	}
	return taken
}

// someQuery asks for all matching records in some order, with anything believed of how many there are, so that every plan is taken.
func (w *world) someQuery(t *rapid.T) *record.Query {
	readings := w.readings()
	name := rapid.SampledFrom(slices.Sorted(mapsKeys(readings))).Draw(t, "reading")
	q := &record.Query{Type: w.t, Reading: readings[name], Limit: worldRecords + 1, Fields: w.t.Fields}
	q.Total = rapid.SampledFrom([]int64{0, worldRecords, 1_000_000}).Draw(t, "total")
	q.Visible = min(q.Total, rapid.SampledFrom([]int64{0, 20, 1_000_000}).Draw(t, "visible"))
	for range rapid.IntRange(1, 3).Draw(t, "keys") {
		q.Order = append(q.Order, record.Order{
			Field: rapid.SampledFrom(w.queryable()).Draw(t, "key"), Descending: rapid.Bool().Draw(t, "descending"),
		})
	}
	return q
}

// sorted puts records into the order of a query.
func (w *world) sorted(q *record.Query, records []*record.Record) []*record.Record {
	return slices.SortedFunc(slices.Values(records), func(a, b *record.Record) int {
		for _, o := range q.Order {
			column := o.Field.Compared()
			if c := a.Row(w.t).Scalar(column).Compare(b.Row(w.t).Scalar(column)); c != 0 {
				return turned(c, o.Descending)
			}
		}
		return turned(int(a.No-b.No), q.Order[len(q.Order)-1].Descending)
	})
}

func turned(c int, descending bool) int {
	if descending {
		return -c
	}
	return c
}

func numbers(records []*record.Record) []int64 {
	out := make([]int64, len(records))
	for i, r := range records {
		out[i] = r.No
	}
	return out
}
