package record_test

import (
	"slices"

	"kontora/backend/access"
	"kontora/backend/event"
	"kontora/backend/record"
)

func eventTests() map[string]func(*company) {
	return map[string]func(*company){
		"what is done is announced with the cells it concerns": announced,
		"what is refused is not announced":                     notAnnounced,
	}
}

// cellOf is where a record stands.
func (c *company) cellOf(v record.View) uint32 {
	c.Helper()
	var cell access.CellNo
	t, _ := c.Administration.Model().Schema.Type(v.Type)
	c.must(c.Store.Read(c.Context(), func(r record.Reader) error {
		found, err := r.Get(c.Context(), t, v.ID, nil)
		if err == nil {
			cell = found.Cell
		}
		return err
	}))
	return uint32(cell)
}

func announced(c *company) {
	name := c.typeOf("private", nil)
	friend := c.person(matrix{name: reaching("own", "view")}, nil)
	var thing record.View
	typeNo := refTo(c, record.View{Type: name}).Type
	for _, step := range []struct {
		about         string
		do            func()
		moves         bool
		fields        []string
		fromNo, toBin bool
	}{
		{about: "making", fromNo: true, moves: true, do: func() { thing = c.create(c.admin, name, object{"name": "Thing"}) }},
		{about: "editing", fields: []string{"name"}, do: func() { _, err := c.edit(c.admin, thing, object{"name": "Renamed"}); c.must(err) }},
		{about: "sharing", moves: true, do: func() { c.share(thing, access.ViewLevel, friend) }},
		{about: "handing over", moves: true, do: func() { _, err := c.transfer(c.admin, thing, c.idOf(friend)); c.must(err) }},
		{about: "linking", do: func() {
			_, err := c.Records.AddLink(c.Context(), c.admin, name, thing.ID, refTo(c, c.create(c.admin, "deal", object{"name": "x"})), "")
			c.must(err)
		}},
		{about: "deleting", moves: true, toBin: true, do: func() { c.must(c.Records.Delete(c.Context(), c.admin, name, thing.ID)) }},
		{about: "restoring", moves: true, fromNo: true, do: func() { c.must(restoreIt(c, c.admin, thing)) }},
	} {
		var before uint32
		if !thing.ID.IsZero() {
			before = c.cellOf(thing)
		}
		changes := slices.DeleteFunc(c.heard(step.do), func(change event.Change) bool { return change.Type != typeNo })
		after := c.cellOf(thing)
		want := event.Change{Type: typeNo, Record: thing.ID, Before: before, After: after, Author: c.admin.Employee, Fields: step.fields}
		if len(changes) != 1 || changes[0].Before != want.Before || changes[0].After != want.After || changes[0].Author != want.Author || changes[0].Record != want.Record || !slices.Equal(changes[0].Fields, want.Fields) {
			c.Errorf("%s is announced as %+v, want %+v", step.about, changes, want)
		}
		if (before != after) != step.moves || (before == 0) != step.fromNo || (after == 0) != step.toBin {
			c.Errorf("%s moves the record from %d to %d", step.about, before, after)
		}
	}
	changes := c.heard(func() {
		_, err := c.Records.AddNote(c.Context(), friend, name, thing.ID, "A note")
		c.must(err)
	})
	if len(changes) != 2 || changes[0].Record != thing.ID || changes[0].Before != changes[0].After || len(changes[0].Said) != 1 || changes[1].Before != 0 || changes[1].After == 0 {
		c.Errorf("a note is announced as %+v", changes)
	}
}

func notAnnounced(c *company) {
	viewer := c.person(matrix{"deal": all("view")}, nil)
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	changes := c.heard(func() {
		for about, err := range map[string]error{
			"an edit":    second(c.edit(viewer, deal, object{"name": "x"})),
			"a bad edit": second(c.edit(c.admin, deal, object{"stage": "x"})),
			"a delete":   c.Records.Delete(c.Context(), viewer, "deal", deal.ID),
			"a share":    second(c.setShares(viewer, deal)),
			"a note":     second(c.Records.AddNote(c.Context(), viewer, "deal", deal.ID, "")),
		} {
			if err == nil {
				c.Errorf("%s was not refused", about)
			}
		}
		c.see(viewer, deal)
		c.must(restoreIt(c, c.admin, deal))
	})
	if len(changes) != 0 {
		c.Errorf("announced: %+v", changes)
	}
}

func second[T any](_ T, err error) error { return err }
