package sqlstore_test

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
	"kontora/backend/store/storetest"
	"kontora/backend/testkit/postgres"
)

func mapsKeys[V any](m map[string]V) iter.Seq[string] { return maps.Keys(m) }

// TestSQLAndGoTakeTheSameRecords runs on each kind of database with records that the tests only read.
func TestSQLAndGoTakeTheSameRecords(t *testing.T) {
	tests := []struct {
		about string
		test  func(*testing.T, *world)
	}{
		{"records are read as they were written", readAsWritten},
		{"lists and counts", listsAndCounts},
		{"the nearest of each", nearestOfEach},
		{"sums", sums},
		{"sums by periods of the calendar", sumsByPeriod},
		{"pages by each field", pagesByEachField},
		{"pages in any order", pagesInAnyOrder},
		{"pages by number", pagesByNumber},
		{"the search index", searchIndex},
		{"a long search", longSearch},
	}
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		w := newWorld(t, db, 1)
		for _, each := range tests {
			t.Run(each.about, func(t *testing.T) { each.test(t, w) })
		}
	})
}

func readAsWritten(t *testing.T, w *world) {
	w.read(t, func(r record.Reader) error {
		for _, want := range w.records {
			got, err := r.Get(t.Context(), w.t, want.ID, w.t.Fields)
			if err != nil || got == nil {
				return fmt.Errorf("record %d: %v, %w", want.No, got, err)
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("record %d is %+v, want %+v", want.No, got, want)
			}
		}
		return nil
	})
}

func listsAndCounts(t *testing.T, w *world) {
	rapid.Check(t, func(t *rapid.T) {
		expr := w.someFilter(2).Draw(t, "filter")
		q := w.someQuery(t)
		q.Filter = w.bind(t, expr)
		want := w.sorted(q, w.taken(q.Reading, q.Filter))
		limit := rapid.Int64Range(1, 20).Draw(t, "limit")
		w.read(t, func(r record.Reader) error {
			got, err := r.List(t.Context(), q)
			if err != nil {
				return err
			}
			if !slices.Equal(numbers(got), numbers(want)) {
				t.Fatalf("%+v lists %v, want %v", expr, numbers(got), numbers(want))
			}
			all, err := r.Count(t.Context(), q, 0)
			if err != nil || all != int64(len(want)) {
				t.Fatalf("%+v counts %d, want %d: %v", expr, all, len(want), err)
			}
			some, err := r.Count(t.Context(), q, limit)
			if err != nil || some != min(limit, int64(len(want))) {
				t.Fatalf("%+v counts %d up to %d of %d: %v", expr, some, limit, len(want), err)
			}
			return nil
		})
	})
}

func nearestOfEach(t *testing.T, w *world) {
	of, _ := w.t.Field("part_of")
	rapid.Check(t, func(t *rapid.T) {
		by, _ := w.t.Field(rapid.SampledFrom([]string{"moment", "day", "size"}).Draw(t, "by"))
		ids := rapid.SliceOfN(rapid.SampledFrom([]byte{1, 2, 3, 4}), 0, 4).Draw(t, "of")
		var wanted []query.Scalar
		for _, id := range ids {
			wanted = append(wanted, query.Blob(slices.Concat([]byte{id}, make([]byte, 15))))
		}
		q := w.someQuery(t)
		q.Drive, q.Limit, q.Order = of, 0, nil
		q.Filter = query.And(query.Test(of.Compared(), query.In, wanted...), w.bind(t, w.someFilter(1).Draw(t, "filter")))
		nearest := make(map[ident.ID]*record.Record)
		for _, r := range w.taken(q.Reading, q.Filter) {
			ref, _ := r.Values[of.Name].(schema.Ref)
			if there := nearest[ref.ID]; there == nil || before(by, w.t, r, there) {
				nearest[ref.ID] = r
			}
		}
		w.read(t, func(r record.Reader) error {
			got, err := r.Nearest(t.Context(), q, of, by)
			if err != nil {
				return err
			}
			want := numbers(slices.Collect(maps.Values(nearest)))
			if all := numbers(got); !slices.Equal(slices.Sorted(slices.Values(all)), slices.Sorted(slices.Values(want))) {
				t.Fatalf("the nearest are %v, want %v", all, want)
			}
			return nil
		})
	})
}

// before reports whether a record is nearer than another: what has a value comes first, and of what has none or the same the older one.
func before(by *schema.Field, t *schema.ElementType, a, b *record.Record) bool {
	one, other := a.Row(t).Scalar(by.Compared()), b.Row(t).Scalar(by.Compared())
	if one.IsEmpty() != other.IsEmpty() {
		return other.IsEmpty()
	}
	if c := one.Compare(other); c != 0 {
		return c < 0
	}
	return a.No < b.No
}

func sums(t *testing.T, w *world) {
	var summable []*schema.Field
	for _, name := range []string{"size", "weight", "value", "price"} {
		f, _ := w.t.Field(name)
		summable = append(summable, f)
	}
	rapid.Check(t, func(t *rapid.T) {
		q := w.someQuery(t)
		q.Filter = w.bind(t, w.someFilter(1).Draw(t, "filter"))
		by := record.Grouping{Field: rapid.SampledFrom(append(w.queryable(), nil)).Draw(t, "group")}
		sum := rapid.SampledFrom(append(summable, nil)).Draw(t, "sum")
		want := w.summed(w.taken(q.Reading, q.Filter), by.Field, sum)
		w.read(t, func(r record.Reader) error {
			lines, err := r.Sums(t.Context(), q, by, sum)
			if err != nil {
				return err
			}
			if got := said(lines); !slices.Equal(got, want) {
				t.Fatalf("sums are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			if q.Groups = len(want) - 1; q.Groups > 0 {
				if _, err := r.Sums(t.Context(), q, by, sum); !fault.Is(err, fault.Invalid) {
					t.Fatalf("%d groups where at most %d are made: %v", len(want), q.Groups, err)
				}
			}
			return nil
		})
	})
}

// summed are the sums in words, in the order of their groups.
func (w *world) summed(records []*record.Record, group, sum *schema.Field) []string {
	groupOf := func(r *record.Record) []query.Scalar {
		if group == nil {
			return nil
		}
		scalars := []query.Scalar{r.Row(w.t).Scalar(group.Compared())}
		for _, c := range group.Columns() {
			scalars = append(scalars, r.Row(w.t).Scalar(c.Name))
		}
		return scalars
	}
	records = slices.SortedStableFunc(slices.Values(records), func(a, b *record.Record) int {
		return slices.CompareFunc(groupOf(a), groupOf(b), query.Scalar.Compare)
	})
	var lines []record.Sum
	for i, r := range records {
		if i == 0 || !slices.Equal(groupOf(records[i-1]), groupOf(r)) {
			line := record.Sum{Totals: make(map[string]int64)}
			if group != nil {
				line.Group = group.Join(groupOf(r)[1:])
			}
			lines = append(lines, line)
		}
		line := &lines[len(lines)-1]
		line.Count++
		if sum != nil {
			switch v := r.Values[sum.Name].(type) {
			case schema.Money:
				line.Totals[v.Currency] += v.Amount
			case int64:
				line.Totals[""] += v
			}
		}
	}
	if group == nil && len(lines) == 0 && sum == nil {
		lines = []record.Sum{{Totals: map[string]int64{}}}
	}
	return said(lines)
}

// said leaves out totals of nothing: a group without amounts has none, or nothing of everything.
func said(lines []record.Sum) []string {
	out := make([]string, 0, len(lines))
	for _, line := range lines {
		for currency, total := range line.Totals {
			if total == 0 {
				delete(line.Totals, currency)
			}
		}
		if line.Count > 0 {
			out = append(out, fmt.Sprintf("%v: %d, %v", line.Group, line.Count, line.Totals))
		}
	}
	return out
}

func pagesByEachField(t *testing.T, w *world) {
	for _, f := range w.queryable() {
		for _, descending := range []bool{false, true} {
			q := &record.Query{Type: w.t, Reading: w.readings()["many"], Limit: 7, Fields: w.t.Fields, Total: worldRecords, Visible: worldRecords}
			q.Order = []record.Order{{Field: f, Descending: descending}}
			w.wantPages(t, q)
		}
	}
}

func pagesInAnyOrder(t *testing.T, w *world) {
	rapid.Check(t, func(t *rapid.T) {
		q := w.someQuery(t)
		q.Limit = rapid.IntRange(1, 7).Draw(t, "limit")
		q.Filter = w.bind(t, w.someTest().Draw(t, "filter"))
		w.wantPages(t, q)
	})
}

// wantPages walks all pages of a query, and fails unless they are what there is, in order.
func (w *world) wantPages(t rapid.TB, q *record.Query) {
	t.Helper()
	want := w.sorted(q, w.taken(q.Reading, q.Filter))
	var got []int64
	w.read(t, func(r record.Reader) error {
		for len(got) <= len(want) {
			page, err := r.List(context.Background(), q)
			if err != nil {
				return err
			}
			if len(page) > q.Limit {
				t.Fatalf("a page of %d holds %d", q.Limit, len(page))
			}
			got = append(got, numbers(page)...)
			if len(page) < q.Limit {
				return nil
			}
			last := page[len(page)-1]
			q.After, q.AfterNo = nil, last.No
			for _, o := range q.Order {
				q.After = append(q.After, last.Row(w.t).Scalar(o.Field.Compared()))
			}
		}
		return nil
	})
	if !slices.Equal(got, numbers(want)) {
		t.Fatalf("pages of %d by %s hold %v, want %v", q.Limit, orders(q), got, numbers(want))
	}
}

func orders(q *record.Query) string {
	var keys []string
	for _, o := range q.Order {
		keys = append(keys, fmt.Sprintf("%s %v", o.Field.Name, o.Descending))
	}
	return strings.Join(keys, ", ")
}

func pagesByNumber(t *testing.T, w *world) {
	created, _ := schema.Inherent(schema.FieldCreatedAt)
	for about, reading := range w.readings() {
		var got []int64
		q := &record.Query{Type: w.t, Reading: reading, Limit: 7, ByNumber: true, Order: []record.Order{{Field: created}}, Total: worldRecords}
		w.read(t, func(r record.Reader) error {
			for {
				page, err := r.List(t.Context(), q)
				if err != nil {
					return err
				}
				if got = append(got, numbers(page)...); len(page) < q.Limit {
					return nil
				}
				q.AfterNo = page[len(page)-1].No
			}
		})
		if want := numbers(w.taken(reading, query.Node{})); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", about, got, want)
		}
	}
}

// words are parts of what records hold, and others.
func (w *world) words(t *rapid.T) []string {
	some := rapid.Custom(func(t *rapid.T) string {
		r := rapid.SampledFrom(w.records).Draw(t, "record")
		var keys []string
		for _, f := range w.t.Fields {
			if key := r.Row(w.t).Scalar(f.Compared()).Str; f.InSearch && key != "" {
				keys = append(keys, key)
			}
		}
		letters := []rune(strings.Join(append(keys, "nothing like it"), " "))
		from := rapid.IntRange(0, len(letters)-1).Draw(t, "from")
		until := min(len(letters), from+rapid.IntRange(1, 10).Draw(t, "letters"))
		return string(letters[from:until])
	})
	return rapid.SliceOfN(some, 1, 3).Draw(t, "words")
}

func searchIndex(t *testing.T, w *world) {
	rapid.Check(t, func(t *rapid.T) {
		q := w.someQuery(t)
		var lists []query.Node
		for range rapid.IntRange(1, 2).Draw(t, "lists") {
			words := w.words(t)
			lists = append(lists, w.holding(words))
			long := slices.DeleteFunc(slices.Clone(words), func(word string) bool { return utf8.RuneCountInString(word) < 3 })
			if q.Grams = append(q.Grams, long); len(long) == 0 {
				q.Grams = nil
				lists = lists[len(lists)-1:]
				break
			}
		}
		q.Filter = query.Or(lists...)
		want := w.sorted(q, w.taken(q.Reading, q.Filter))
		if q.Newest = rapid.Bool().Draw(t, "newest"); q.Newest {
			want = slices.SortedFunc(slices.Values(want), func(a, b *record.Record) int { return int(b.No - a.No) })
		}
		w.read(t, func(r record.Reader) error {
			got, err := r.List(t.Context(), q)
			if err != nil {
				return err
			}
			if !slices.Equal(numbers(got), numbers(want)) {
				t.Fatalf("%q finds %v, want %v", q.Grams, numbers(got), numbers(want))
			}
			count, err := r.Count(t.Context(), q, 0)
			if err != nil || count != int64(len(want)) {
				t.Fatalf("%q counts %d, want %d: %v", q.Grams, count, len(want), err)
			}
			return nil
		})
	})
}

func (w *world) holding(words []string) query.Node {
	var all []query.Node
	for _, word := range words {
		var some []query.Node
		for _, f := range w.t.Fields {
			if f.InSearch {
				some = append(some, query.Test(f.Compared(), query.Contains, query.Str(word)))
			}
		}
		all = append(all, query.Or(some...))
	}
	return query.And(all...)
}

func longSearch(t *testing.T, w *world) {
	word := strings.Repeat("aяб\"'%_*", 25)
	created, _ := schema.Inherent(schema.FieldCreatedAt)
	q := &record.Query{
		Type: w.t, Limit: 5, Filter: w.holding([]string{word}), Grams: [][]string{{word}, {"\"", "AND OR NOT", "-(x"}}, Total: worldRecords, Visible: worldRecords,
		Order: []record.Order{{Field: created}},
	}
	q.Reading.All = true
	w.read(t, func(r record.Reader) error {
		found, err := r.List(t.Context(), q)
		if len(found) != 0 {
			t.Errorf("%d records hold nonsense", len(found))
		}
		return err
	})
}
