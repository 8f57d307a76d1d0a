package record_test

import (
	"fmt"
	"slices"

	"kontora/backend/fault"
	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
)

func indexTests() map[string]func(*company) {
	return map[string]func(*company){
		"a field made fast later gets its index":                 fastLater,
		"a field made unique later is held so":                   uniqueLater,
		"values that repeat are named as far as one sees them":   repeatedNamed,
		"values that repeat come while the index is made":        repeatedMeanwhile,
		"a wish taken back while the index waits makes no index": uniqueTakenBack,
		"a field unique again after the archive":                 uniqueFromArchive,
		"a check misses an index that is not there":              indexMissing,
	}
}

// coded is a type with a code on each of three records.
func coded(c *company, codes ...string) (typeName string, records []record.View) {
	c.asMany(0)
	typeName = c.typeOf("edit", nil, field("code", "text"))
	for i, code := range codes {
		records = append(records, c.create(c.admin, typeName, object{"name": fmt.Sprint("R", i), "code": code}))
	}
	return typeName, records
}

// asMany has the office take types for very large, for the rest of a test, whose records are more than a few.
func (c *company) asMany(few int64) {
	c.Store.IndexAtOnce(few)
	c.Cleanup(func() { c.Store.IndexAtOnce(10_000) })
}

func (c *company) change(typeName, fieldName string, sent object) error {
	return c.Administration.ChangeField(c.Context(), c.admin, typeName, fieldName, c.raw(sent))
}

// fieldOf is a field as it is now.
func (c *company) fieldOf(typeName, name string) *schema.Field {
	c.Helper()
	t, _ := c.Administration.Model().Schema.Type(typeName)
	f, ok := t.Known(name)
	if !ok {
		c.Fatalf("%s has no field %s", typeName, name)
	}
	return f
}

// indexes are the names of the database's indexes that can be gone by.
func (c *company) indexes() (found []string) {
	c.Helper()
	c.must(c.Company.Read(c.Context(), func(tx *store.Tx) error {
		rows, err := tx.Query(c.Context(), c.Company.Dialect().Indexes())
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				return err
			}
			found = append(found, name)
		}
		return rows.Err()
	}))
	return found
}

// codeIndex is the index by which a list sorted by the code is walked.
func (c *company) codeIndex(typeName string) string {
	return "rec_" + typeName + "_by_" + c.fieldOf(typeName, "code").Compared()
}

func (c *company) wantIndex(typeName, ending string, want bool) {
	c.Helper()
	if got := slices.Contains(c.indexes(), c.codeIndex(typeName)+ending); got != want {
		c.Errorf("there is an index %s: %v, want %v", ending, got, want)
	}
}

func fastLater(c *company) {
	typeName, _ := coded(c, "b", "a", "c")
	c.must(c.change(typeName, "code", object{"fast": true}))
	if !c.fieldOf(typeName, "code").Indexing {
		c.Error("it does not wait for its index")
	}
	sorted := record.ListRequest{Type: typeName, Sort: []string{"code"}}
	for _, when := range []string{"while the index is made", "by the index"} {
		if got := c.listed(c.admin, sorted); fmt.Sprint(got) != "[R1 R0 R2]" {
			c.Errorf("%s the order is %v", when, got)
		}
		c.wantListed(when, c.admin, record.ListRequest{Type: typeName, Filter: c.where("code", query.Equal, "b")}, "R0")
		c.build()
	}
	if c.fieldOf(typeName, "code").Indexing {
		c.Error("it still waits for its index")
	}
	c.wantIndex(typeName, "", true)
	c.must(c.change(typeName, "code", object{"fast": false}))
	c.must(c.change(typeName, "code", object{"fast": true}))
	if c.fieldOf(typeName, "code").Indexing {
		c.Error("it waits for an index that is there")
	}
}

func uniqueLater(c *company) {
	typeName, records := coded(c, "b", "a", "c")
	c.must(c.change(typeName, "code", object{"unique": true}))
	c.build()
	c.wantIndex(typeName, "_unique", true)
	_, err := c.edit(c.admin, records[0], object{"code": "A"})
	c.wantFault("the same value", err, fault.Invalid, "field.not_unique")
	c.must(c.change(typeName, "code", object{"unique": false}))
	c.wantIndex(typeName, "_unique", false)
	_, err = c.edit(c.admin, records[0], object{"code": "A"})
	c.must(err)
}

func repeatedNamed(c *company) {
	typeName, records := coded(c, "same", "other", "Same")
	told := func(by string, err error, keys ...string) string {
		c.Helper()
		c.wantFault(by, err, fault.Invalid, keys...)
		return fmt.Sprint(fault.Of(err).Fields["unique"].Args["values"])
	}
	if got := told("the administrator", c.change(typeName, "code", object{"unique": true}), "schema.not_unique_on"); got != "same – R0, R2" {
		c.Errorf("he is told %q", got)
	}
	designer, err := c.Administration.Profiles().Create(c.Context(), c.admin, c.raw(object{"name": c.name("Designer "), "features": object{"administration.types": true}}))
	c.must(err)
	for right, want := range map[string]string{"read": "schema.not_unique_on", "masked": "schema.not_unique", "hidden": "schema.not_unique"} {
		clerk := c.person(matrix{typeName: all("view")}, map[string]map[string]string{typeName: {"code": right}}, object{"profiles": []any{designer.ID}})
		told("who has it "+right, c.Administration.ChangeField(c.Context(), clerk, typeName, "code", c.raw(object{"unique": true})), want)
	}
	if c.fieldOf(typeName, "code").Unique {
		c.Error("it is unique")
	}
	c.must(c.Records.Delete(c.Context(), c.admin, typeName, records[2].ID))
	c.must(c.change(typeName, "code", object{"unique": true}))
	c.build()
}

func repeatedMeanwhile(c *company) {
	typeName, records := coded(c, "b", "a", "c")
	c.must(c.change(typeName, "code", object{"unique": true}))
	_, err := c.edit(c.admin, records[1], object{"code": "C"})
	c.must(err)
	c.build()
	if f := c.fieldOf(typeName, "code"); f.Unique || !f.NotUnique {
		c.Errorf("afterwards it is %+v", f)
	}
	c.wantIndex(typeName, "_unique", false)
	_, err = c.edit(c.admin, records[1], object{"code": "a"})
	c.must(err)
	c.must(c.change(typeName, "code", object{"unique": true}))
	c.build()
	if f := c.fieldOf(typeName, "code"); !f.Unique || f.NotUnique {
		c.Errorf("once they differ it is %+v", f)
	}
}

func uniqueTakenBack(c *company) {
	typeName, _ := coded(c, "b")
	c.must(c.change(typeName, "code", object{"unique": true}))
	c.must(c.change(typeName, "code", object{"unique": false}))
	c.build()
	c.wantIndex(typeName, "_unique", false)
	if f := c.fieldOf(typeName, "code"); f.Unique || f.Indexing {
		c.Errorf("it is %+v", f)
	}
}

func uniqueFromArchive(c *company) {
	typeName, records := coded(c, "b", "a")
	c.must(c.change(typeName, "code", object{"unique": true}))
	c.build()
	c.must(c.change(typeName, "code", object{"archived": true}))
	c.wantIndex(typeName, "_unique", false)
	c.must(c.change(typeName, "code", object{"archived": false}))
	c.build()
	_, err := c.edit(c.admin, records[0], object{"code": "a"})
	c.wantFault("the same value", err, fault.Invalid, "field.not_unique")
}

func indexMissing(c *company) {
	typeName, _ := coded(c, "b")
	c.must(c.change(typeName, "code", object{"fast": true}))
	c.build()
	drop := func(statement string) {
		_, err := c.Company.Write(c.Context(), func(w *store.WriteTx) error {
			_, err := w.Exec(c.Context(), statement)
			return err
		})
		c.must(err)
	}
	name := c.codeIndex(typeName)
	drop("DROP INDEX " + name)
	found, err := sqlstore.Check(c.Context(), c.Company, c.Store.Checker(c.Administration.Model()))
	c.must(err)
	if len(found) != 1 || found[0].Key != "store.check.index" {
		c.Errorf("the check finds %+v", found)
	}
	drop("CREATE INDEX " + name + " ON rec_" + typeName + "(" + c.fieldOf(typeName, "code").Compared() + ", id, cell)")
}
