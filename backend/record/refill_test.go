package record_test

import (
	"fmt"

	"kontora/backend/record"
)

func refillTests() map[string]func(*company) {
	return map[string]func(*company){
		"the search finds older records by a field put into it later": searchedLater,
		"the search finds nothing by a field taken out of it":         searchedNoMore,
		"a field back from the archive is searched again":             searchedFromArchive,
		"records change while the search index is filled":             changedWhileRefilling,
	}
}

// noted is a type with a note on each of three records, which the search does not look into.
func noted(c *company, searched bool) (typeName, word string, records []record.View) {
	word = c.name("quokka")
	typeName = c.typeOf("edit", nil, field("note", "text", object{"in_search": searched}))
	for i := range 3 {
		records = append(records, c.create(c.admin, typeName, object{"name": fmt.Sprint("R", i), "note": fmt.Sprint("A ", word, " sits")}))
	}
	return typeName, word, records
}

// wantFound fails unless the search of the list and that of everything find so many records.
func (c *company) wantFound(about, typeName, words string, want int) {
	c.Helper()
	if got := c.listed(c.admin, record.ListRequest{Type: typeName, Search: words}); len(got) != want {
		c.Errorf("%s the list finds %q, want %d", about, got, want)
	}
	hits, _, err := c.Records.Search(c.Context(), c.admin, words)
	if err != nil || len(hits) != want {
		c.Errorf("%s the search finds %+v, %v, want %d", about, hits, err, want)
	}
}

func searchedLater(c *company) {
	typeName, word, records := noted(c, false)
	c.wantFound("before", typeName, word, 0)
	c.must(c.Records.Delete(c.Context(), c.admin, typeName, records[0].ID))
	c.must(c.change(typeName, "note", object{"in_search": true}))
	if !c.fieldOf(typeName, "note").Refilling {
		c.Error("the index is not told to be filled")
	}
	before := c.see(c.admin, records[1]).Version
	c.build()
	if c.fieldOf(typeName, "note").Refilling {
		c.Error("it is still being filled")
	}
	c.wantFound("afterwards", typeName, word, 2)
	if now := c.see(c.admin, records[1]).Version; now != before {
		c.Error("the record has another version, though nobody changed it")
	}
	c.must(restoreIt(c, c.admin, records[0]))
	c.wantFound("with what was in the bin", typeName, word, 3)
	c.check()
}

func searchedNoMore(c *company) {
	typeName, word, records := noted(c, true)
	c.wantFound("before", typeName, word, 3)
	c.must(c.change(typeName, "note", object{"in_search": false}))
	c.wantFound("at once", typeName, word, 0)
	c.build()
	c.wantFound("afterwards", typeName, word, 0)
	title := c.name("zebra")
	_, err := c.edit(c.admin, records[0], object{"name": title})
	c.must(err)
	c.wantFound("by what is searched still", typeName, title, 1)
	c.check()
}

func searchedFromArchive(c *company) {
	typeName, word, records := noted(c, true)
	c.must(c.change(typeName, "note", object{"archived": true}))
	_, err := c.edit(c.admin, records[0], object{"name": "Renamed"})
	c.must(err)
	c.wantFound("in the archive", typeName, word, 0)
	c.must(c.change(typeName, "note", object{"archived": false}))
	c.build()
	c.wantFound("back from it", typeName, word, 3)
}

func changedWhileRefilling(c *company) {
	typeName, word, records := noted(c, false)
	c.must(c.change(typeName, "note", object{"in_search": true}))
	last, err := c.Records.Reevaluate(c.Context(), typeName, 0, 1)
	c.must(err)
	_, err = c.edit(c.admin, records[0], object{"note": "nothing"})
	c.must(err)
	_, err = c.edit(c.admin, records[2], object{"note": "nothing"})
	c.must(err)
	if last == 0 {
		c.Error("there is nothing left to be filled")
	}
	c.build()
	c.wantFound("afterwards", typeName, word, 1)
}
