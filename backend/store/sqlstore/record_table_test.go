package sqlstore_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
	"kontora/backend/store/storetest"
	"kontora/backend/testkit/postgres"
)

// textType is a type of texts, each with an index and unique.
func textType(name string, fields ...string) *schema.ElementType {
	t := &schema.ElementType{No: 60, Name: name, Default: schema.Private}
	for i, each := range append([]string{"name"}, fields...) {
		t.Fields = append(t.Fields, &schema.Field{
			No: ident.No(200 + i), Name: each, Kind: "text", DefaultRight: schema.Edit, Fast: true, Unique: i > 0, InSearch: true, Labels: locale.Labels{locale.English: each},
		})
	}
	return t
}

func ensure(t *testing.T, db *store.DB, e *schema.ElementType) error {
	t.Helper()
	_, err := db.Write(t.Context(), func(w *store.WriteTx) error { return sqlstore.EnsureType(t.Context(), w, e) })
	return err
}

// insert adds a record with the texts.
func insert(t *testing.T, db *store.DB, e *schema.ElementType, id byte, texts map[string]string) error {
	t.Helper()
	records := sqlstore.NewRecords(db, loadCells(t, db))
	return records.Write(t.Context(), func(w record.Writer) error {
		cell, err := w.Cell(context.Background(), access.Cause{Type: e.No, Responsible: 1})
		if err != nil {
			return err
		}
		r := &record.Record{ID: ident.ID{id}, Type: e.No, Cell: cell, Responsible: 1, CreatedBy: 1, Values: make(map[string]schema.Value)}
		for name, text := range texts {
			r.Values[name] = text
		}
		return w.Insert(t.Context(), e, r)
	})
}

func TestTypesAndFieldsMayHaveTheLongestNames(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		long := strings.Repeat("a", 39)
		e := textType(long+"b", long+"b", long+"c")
		if err := ensure(t, db, e); err != nil {
			t.Fatal(err)
		}
		if err := insert(t, db, e, 1, map[string]string{long + "b": "one", long + "c": "one"}); err != nil {
			t.Fatal(err)
		}
		err := insert(t, db, e, 2, map[string]string{long + "c": "One"})
		if !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[long+"c"].Key != "field.not_unique" {
			t.Errorf("the same value twice: %v", err)
		}
		if err := ensure(t, db, textType(long+"c", long+"b", long+"c")); err != nil {
			t.Errorf("a type of nearly the same name: %v", err)
		}
		if err := ensure(t, db, e); err != nil {
			t.Errorf("once more: %v", err)
		}
	})
}

func TestAddingAFieldReadsNoRecord(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		e := textType("deal")
		if err := ensure(t, db, e); err != nil {
			t.Fatal(err)
		}
		count := func(statement string) (n int) {
			err := db.Read(t.Context(), func(tx *store.Tx) error { return tx.QueryRow(t.Context(), statement).Scan(&n) })
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		const indexes = "SELECT count(*) FROM record_index WHERE type = 'deal'"
		before := count(indexes)
		grown := *e
		grown.Fields = append(slices.Clone(e.Fields), &schema.Field{No: 300, Name: "note", Kind: schema.KindText, DefaultRight: schema.Edit})
		if err := ensure(t, db, &grown); err != nil {
			t.Fatal(err)
		}
		if now := count(indexes); now != before {
			t.Errorf("adding a field makes %d indexes", now-before)
		}
		if db.Dialect().Name() == "sqlite" && count("SELECT count(*) FROM sqlite_schema WHERE name = 'rec_deal' AND sql LIKE '%STRICT%'") > 0 {
			t.Error("the table is strict: adding a column reads all of it")
		}
	})
}

func TestATypeIsNotCalledLikeWhatBelongsToAnother(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		for _, name := range []string{"deal", "job_search"} {
			if err := ensure(t, db, textType(name)); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range []string{"deal_search", "deal_search_data", "deal_cell", "deal_by_responsible", "deal_bin", "job"} {
			if err := ensure(t, db, textType(name)); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields["name"].Key != "schema.name_taken" {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, name := range []string{"deal_room", "deals", "dea", "research", "stem_cell"} {
			if err := ensure(t, db, textType(name)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func TestTheLongestTextsFitTheirIndexes(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		e := textType("thing", "code")
		if err := ensure(t, db, e); err != nil {
			t.Fatal(err)
		}
		var letters strings.Builder // not to be compressed
		for i := range schema.MaxText {
			fmt.Fprintf(&letters, "%c", rune(0x20000+i*7919%40000))
		}
		for i, text := range []string{letters.String(), strings.Repeat("\ufdfa", schema.MaxText), strings.Repeat("ﷺ🙂", schema.MaxText/2)} {
			if err := insert(t, db, e, byte(i+1), map[string]string{"name": text, "code": text}); err != nil {
				t.Errorf("text %d: %v", i, err)
			}
		}
	})
}

func TestFieldsAreAddedToATypeThatHasRecords(t *testing.T) {
	storetest.On(t, postgres.Start, func(t *testing.T, db *store.DB) {
		if err := ensure(t, db, textType("thing")); err != nil {
			t.Fatal(err)
		}
		if err := insert(t, db, textType("thing"), 1, map[string]string{"name": "Before"}); err != nil {
			t.Fatal(err)
		}
		wider := textType("thing", "code")
		if err := ensure(t, db, wider); err != nil {
			t.Fatal(err)
		}
		if err := insert(t, db, wider, 2, map[string]string{"name": "After", "code": "x"}); err != nil {
			t.Fatal(err)
		}
		records := sqlstore.NewRecords(db, loadCells(t, db))
		err := records.Read(t.Context(), func(r record.Reader) error {
			before, err := r.Get(t.Context(), wider, ident.ID{1}, wider.Fields)
			if err != nil || before.Values["name"] != "Before" || before.Values["code"] != nil {
				t.Errorf("what was there is %+v, %v", before, err)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
