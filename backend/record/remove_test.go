package record_test

import (
	"fmt"
	"strings"

	"kontora/backend/fault"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
)

func removeTests() map[string]func(*company) {
	return map[string]func(*company){
		"a removed field leaves nothing behind":             removedForGood,
		"a field of many records leaves its empty columns":  removedFromMany,
		"a removed field of kind choice leaves its columns": removedChoice,
		"a removed file leaves no columns":                  removedFile,
		"records are changed while a field is removed":      changedWhileRemoving,
	}
}

func (c *company) remove(typeName, name string) {
	c.Helper()
	c.must(c.change(typeName, name, object{"archived": true}))
	c.must(c.Administration.RemoveField(c.Context(), c.admin, typeName, name))
}

// kept counts the rows of a type that still hold something in one of the columns of the name, and the columns.
func (c *company) kept(typeName, name string) (columns, values int) {
	c.Helper()
	c.must(c.Company.Read(c.Context(), func(tx *store.Tx) error {
		rows, err := tx.Query(c.Context(), "SELECT name FROM record_column WHERE type = ?", typeName)
		if err != nil {
			return err
		}
		defer rows.Close()
		var found []string
		for rows.Next() {
			var column string
			if err := rows.Scan(&column); err != nil {
				return err
			}
			if column == "f_"+name || strings.HasPrefix(column, "f_"+name+"__") {
				found = append(found, column)
			}
		}
		if err := rows.Close(); err != nil {
			return err
		}
		for _, column := range found {
			var count int
			if err := tx.QueryRow(c.Context(), "SELECT count("+column+") FROM rec_"+typeName).Scan(&count); err != nil {
				return err
			}
			columns, values = columns+1, values+count
		}
		return rows.Err()
	}))
	return columns, values
}

func (c *company) wantKept(typeName, name string, columns bool) {
	c.Helper()
	if there, values := c.kept(typeName, name); (there > 0) != columns || values > 0 {
		c.Errorf("%s leaves %d columns with %d values", name, there, values)
	}
}

func removedForGood(c *company) {
	typeName, word, records := noted(c, true)
	c.must(c.change(typeName, "note", object{"unique": false, "fast": true}))
	c.build()
	c.must(c.Records.Delete(c.Context(), c.admin, typeName, records[0].ID))
	for user, want := range map[string]int64{"note": 3, "name": 3} {
		if use, err := c.Administration.FieldUse(c.Context(), c.admin, typeName, user); err != nil || use.Records != want {
			c.Errorf("%s is used by %d, %v", user, use.Records, err)
		}
	}
	version := c.see(c.admin, records[1]).Version
	c.asMany(10)
	c.remove(typeName, "note")
	if err := c.Administration.AddField(c.Context(), c.admin, typeName, c.raw(object{"name": "note", "kind": "number", "labels": object{"en": "Note"}})); !fault.Is(err, fault.Invalid) {
		c.Errorf("the name is taken while it is removed: %v", err)
	}
	c.build()
	c.wantKept(typeName, "note", false)
	c.wantFound("afterwards", typeName, word, 0)
	if now := c.see(c.admin, records[1]).Version; now != version {
		c.Error("the record has another version, though nobody changed it")
	}
	c.must(c.Administration.AddField(c.Context(), c.admin, typeName, c.raw(object{"name": "note", "kind": "number", "labels": object{"en": "Note"}})))
	again, err := c.edit(c.admin, records[1], object{"note": 7})
	if err != nil || fmt.Sprint(again.Fields["note"]) != "7" {
		c.Errorf("a new field of the name: %v, %v", again.Fields, err)
	}
	c.must(restoreIt(c, c.admin, records[0]))
	c.check()
}

func removedFromMany(c *company) {
	typeName, _, _ := noted(c, false)
	c.asMany(0)
	c.remove(typeName, "note")
	c.build()
	c.wantKept(typeName, "note", c.Company.Dialect().Name() == "sqlite")
	c.check()
}

func removedChoice(c *company) {
	typeName := stages(c, "edit", 3)
	c.remove(typeName, "stage")
	c.build()
	c.wantKept(typeName, "stage", true)
	err := c.Administration.AddField(c.Context(), c.admin, typeName, c.raw(object{"name": "stage", "kind": "text", "labels": object{"en": "Stage"}}))
	c.wantFault("a new field of the name", err, fault.Invalid, "schema.name_taken")
	c.check()
}

func removedFile(c *company) {
	typeName := c.typeOf("edit", nil, field("scan", "file"))
	c.remove(typeName, "scan")
	c.build()
	c.wantKept(typeName, "scan", false)
	_, err := sqlstore.FileContents(c.Context(), c.Company, c.Administration.Model().Schema)
	c.must(err)
}

func changedWhileRemoving(c *company) {
	typeName, _, records := noted(c, false)
	c.remove(typeName, "note")
	_, err := c.edit(c.admin, records[2], object{"note": "late"})
	c.wantFault("writing the field", err, fault.Invalid)
	_, err = c.edit(c.admin, records[2], object{"name": "Renamed"})
	c.must(err)
	c.build()
	if got := c.see(c.admin, records[2]).Fields["name"]; got != "Renamed" {
		c.Errorf("it is called %v", got)
	}
}
