package record_test

import (
	"encoding/json"
	"strings"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/query"
	"kontora/backend/record"
)

func fieldTests() map[string]func(*company) {
	return map[string]func(*company){
		"hidden and masked fields are nowhere":             hiddenNowhere,
		"a masked field is shortened wherever it is shown": masked,
		"a field to be read is not written":                readField,
		"hidden edits move neither version nor time":       silentEdits,
		"a hidden title has no name":                       hiddenTitle,
		"an edit of a hidden field is no conflict":         hiddenConflict,
		"a cap on a field beats the administrator":         cappedFields,
	}
}

// veiled is a type with fields that a clerk may see less and less of, and the clerk.
func veiled(c *company) (name string, clerk access.Actor) {
	name = c.typeOf("edit", nil,
		field("open", "text", object{"in_search": true}), field("secret", "text", object{"in_search": true}), field("card", "text", object{"in_search": true}),
		field("fixed", "text"), field("amount", "money"), field("boss", "employee"), field("deal", "link", object{"target": "deal"}))
	clerk = c.person(matrix{name: all("view", "create", "edit"), "deal": all("view")}, map[string]map[string]string{name: {
		"secret": "hidden", "amount": "hidden", "boss": "hidden", "deal": "masked", "card": "masked", "fixed": "read",
	}})
	return name, clerk
}

func hiddenNowhere(c *company) {
	name, clerk := veiled(c)
	deal := c.create(c.admin, "deal", object{"name": "Linked"})
	thing := c.create(c.admin, name, object{
		"name": "Thing", "open": "plain", "secret": "treasure", "card": "1234567890", "amount": 100, "boss": c.idOf(c.admin), "deal": deal.ID,
	})
	seen := c.see(clerk, thing)
	page, err := c.Records.List(c.Context(), clerk, record.ListRequest{Type: name})
	c.must(err)
	for _, view := range append(page.Items, seen) {
		for _, hidden := range []string{"secret", "amount", "boss"} {
			if _, there := view.Fields[hidden]; there {
				c.Errorf("%s is there: %v", hidden, view.Fields)
			}
		}
	}
	for id, called := range page.Names {
		if called == "Linked" {
			c.Errorf("the masked link is named: %s", id)
		}
	}
	for _, hidden := range []string{"secret", "card", "amount", "deal", "nowhere"} {
		test := query.Expr{Field: hidden, Op: query.Empty}
		_, err := c.Records.List(c.Context(), clerk, record.ListRequest{Type: name, Filter: test})
		c.wantFault("filtered by "+hidden, err, fault.Invalid, "field.unknown")
		_, err = c.Records.List(c.Context(), clerk, record.ListRequest{Type: name, Filter: query.Expr{Or: []query.Expr{{And: []query.Expr{}}, test}}})
		c.wantFault("filtered by "+hidden+" to no effect", err, fault.Invalid, "field.unknown")
		_, err = c.Records.List(c.Context(), clerk, record.ListRequest{Type: name, Sort: []string{"-" + hidden}})
		c.wantFault("sorted by "+hidden, err, fault.Invalid, "field.unknown")
		_, err = c.Records.Count(c.Context(), clerk, record.ListRequest{Type: name, Filter: test})
		c.wantFault("counted by "+hidden, err, fault.Invalid, "field.unknown")
		_, err = c.Records.Sums(c.Context(), clerk, record.SumRequest{Type: name, Sum: hidden})
		c.wantFault("summed by "+hidden, err, fault.Invalid, "field.unknown")
		for _, period := range []string{"", ":month", ":nonsense"} {
			_, err = c.Records.Sums(c.Context(), clerk, record.SumRequest{Type: name, Group: hidden + period})
			c.wantFault("grouped by "+hidden+period, err, fault.Invalid, "field.unknown")
		}
	}
	for _, hidden := range []string{"secret", "amount", "nowhere"} {
		_, err := c.Records.List(c.Context(), clerk, record.ListRequest{Type: name, Fields: []string{hidden}})
		c.wantFault("asked for "+hidden, err, fault.Invalid, "field.unknown")
		_, err = c.edit(clerk, thing, object{hidden: "x"})
		c.wantFault("written "+hidden, err, fault.Invalid, "field.unknown")
		_, _, err = c.Records.Create(c.Context(), clerk, name, record.Input{Fields: c.fields(object{"name": "New", hidden: "x"})})
		c.wantFault("made with "+hidden, err, fault.Invalid, "field.unknown")
		_, err = c.Records.Explain(c.Context(), clerk, record.Question{Type: name, Action: "view", Field: hidden})
		c.wantFault("why "+hidden, err, fault.Invalid, "field.unknown")
	}
	for words, want := range map[string]int{"plain": 1, "treasure": 0, "7890": 0, "thing plain": 1, "thing treasure": 0} {
		if found := c.listed(clerk, record.ListRequest{Type: name, Search: words}); len(found) != want {
			c.Errorf("%q finds %q", words, found)
		}
	}
	hits, _, err := c.Records.Search(c.Context(), clerk, "treasure")
	if err != nil || len(hits) != 0 {
		c.Errorf("the search over everything finds %+v, %v", hits, err)
	}
	hits, _, err = c.Records.Search(c.Context(), c.admin, "treasure")
	if err != nil || len(hits) != 1 || len(hits[0].Matched) != 1 || hits[0].Matched[0].Field != "secret" {
		c.Errorf("the administrator finds %+v, %v", hits, err)
	}
	silentHistory(c, clerk, thing)
}

// silentHistory fails when the history tells of hidden fields.
func silentHistory(c *company, clerk access.Actor, thing record.View) {
	c.Helper()
	_, err := c.edit(c.admin, thing, object{"secret": "gold"})
	c.must(err)
	_, err = c.edit(c.admin, thing, object{"secret": "silver", "open": "clear", "card": "0987654321"})
	c.must(err)
	timeline, err := c.Records.Timeline(c.Context(), clerk, thing.Type, thing.ID, record.TimelineRequest{})
	c.must(err)
	said := string(c.raw(timeline))
	for _, hidden := range []string{"treasure", "gold", "silver", "secret", "0987654", "Linked"} {
		if strings.Contains(said, hidden) {
			c.Errorf("the timeline tells of %q: %s", hidden, said)
		}
	}
	if len(timeline.Items) != 2 || len(timeline.Items[0].Changes) != 2 || !strings.Contains(said, "clear") || !strings.Contains(said, "•••• 4321") {
		c.Errorf("the timeline is %s", said)
	}
}

func masked(c *company) {
	name, clerk := veiled(c)
	thing := c.create(c.admin, name, object{"name": "Thing", "card": "1234567890", "deal": c.create(c.admin, "deal", object{"name": "Linked"}).ID})
	seen := c.see(clerk, thing)
	if seen.Fields["card"] != "•••• 7890" || seen.Fields["deal"] != "••••" {
		c.Errorf("he sees %v", seen.Fields)
	}
	_, err := c.edit(clerk, thing, object{"card": "x"})
	c.wantFault("writing it", err, fault.Invalid, "field.read_only")
	page, err := c.Records.List(c.Context(), clerk, record.ListRequest{Type: name, Fields: []string{"card"}})
	if err != nil || len(page.Items) != 1 || len(page.Items[0].Fields) != 1 || page.Items[0].Fields["card"] != "•••• 7890" {
		c.Errorf("asked for alone: %+v, %v", page.Items, err)
	}
	if empty := c.see(clerk, c.create(c.admin, name, object{"name": "Empty"})); empty.Fields["card"] != nil {
		c.Errorf("an empty one is shown as %v", empty.Fields["card"])
	}
}

func readField(c *company) {
	name, clerk := veiled(c)
	thing := c.create(c.admin, name, object{"name": "Thing", "fixed": "stone"})
	_, err := c.edit(clerk, thing, object{"open": "x", "fixed": "clay"})
	c.wantFault("writing it with another", err, fault.Invalid, "field.read_only")
	if seen := c.see(clerk, thing); seen.Fields["fixed"] != "stone" || seen.Fields["open"] != nil {
		c.Errorf("he sees %v", seen.Fields)
	}
	c.wantListed("filtered by it", clerk, record.ListRequest{Type: name, Filter: c.where("fixed", query.Equal, "STONE")}, "Thing")
	for _, inherent := range []string{"responsible", "created_by", "created_at", "updated_at"} {
		_, err := c.edit(c.admin, thing, object{inherent: c.idOf(clerk)})
		c.wantFault("writing "+inherent, err, fault.Invalid, "field.unknown")
	}
}

func silentEdits(c *company) {
	name, clerk := veiled(c)
	thing := c.create(c.admin, name, object{"name": "Thing", "card": "1234567890"})
	before := c.see(clerk, thing)
	changes := c.heard(func() {
		for _, fields := range []object{{"secret": "x"}, {"amount": 5}, {"card": "0987654321"}, {"secret": nil, "amount": 6}} {
			_, err := c.edit(c.admin, thing, fields)
			c.must(err)
		}
	})
	after := c.see(clerk, thing)
	if after.Version != before.Version || after.UpdatedAt != before.UpdatedAt {
		c.Errorf("version and time went from %s, %s to %s, %s", before.Version, before.UpdatedAt, after.Version, after.UpdatedAt)
	}
	if now := c.see(c.admin, thing); now.Version == thing.Version {
		c.Error("the administrator's version stays where it was")
	}
	for _, change := range changes {
		if len(change.Fields) == 0 {
			c.Errorf("%+v concerns everyone who sees the record", change)
		}
	}
	_, err := c.edit(c.admin, thing, object{"secret": "y", "open": "now"})
	c.must(err)
	if seen := c.see(clerk, thing); seen.Version == before.Version || seen.UpdatedAt < before.UpdatedAt {
		c.Errorf("after an open edit: %+v", seen)
	}
}

func hiddenTitle(c *company) {
	name := c.typeOf("edit", nil, field("thing", "link"))
	clerk := c.person(matrix{name: all("view")}, map[string]map[string]string{name: {"name": "hidden"}})
	inner := c.create(c.admin, name, object{"name": "Nameless"})
	outer := c.create(c.admin, name, object{"name": "Outer", "thing": object{"type": name, "id": inner.ID}})
	page, err := c.Records.List(c.Context(), clerk, record.ListRequest{Type: name})
	c.must(err)
	hits, _, err := c.Records.Search(c.Context(), clerk, "nameless")
	c.must(err)
	_, err = c.Records.AddLink(c.Context(), c.admin, name, outer.ID, refTo(c, inner), "part")
	c.must(err)
	links, err := c.Records.Links(c.Context(), clerk, name, outer.ID)
	c.must(err)
	if said := string(c.raw(object{"page": page, "hits": hits, "links": links})); strings.Contains(said, "Nameless") || len(page.Items) != 2 || len(links) != 1 {
		c.Errorf("it is told: %s", said)
	}
}

func hiddenConflict(c *company) {
	name, clerk := veiled(c)
	thing := c.create(c.admin, name, object{"name": "Thing"})
	seen := c.see(clerk, thing)
	_, err := c.edit(c.admin, thing, object{"secret": "x", "amount": 1})
	c.must(err)
	view, _, err := c.Records.Edit(c.Context(), clerk, name, thing.ID, seen.Version, c.fields(object{"open": "mine"}))
	if err != nil || view.Fields["open"] != "mine" {
		c.Errorf("%+v, %v", view, err)
	}
	_, err = c.edit(c.admin, thing, object{"open": "theirs"})
	c.must(err)
	_, _, err = c.Records.Edit(c.Context(), clerk, name, thing.ID, view.Version, c.fields(object{"open": "mine again"}))
	c.wantFault("an open field", err, fault.Conflict)
	if said, err := json.Marshal(fault.Of(err).Detail); err != nil || strings.Contains(string(said), "secret") || !strings.Contains(string(said), "theirs") {
		c.Errorf("the conflict carries %s, %v", said, err)
	}
}

func cappedFields(c *company) {
	name := c.typeOf("edit", nil, field("sealed", "text", object{"cap": "hidden", "required": true}), field("short", "text", object{"cap": "masked"}), field("fixed", "text", object{"cap": "read", "required": true}))
	thing := c.create(c.admin, name, object{"name": "Thing"})
	if _, there := thing.Fields["sealed"]; there || len(thing.Fields) != 3 {
		c.Errorf("the administrator sees %v", thing.Fields)
	}
	for field, key := range map[string]string{"sealed": "field.unknown", "short": "field.read_only", "fixed": "field.read_only"} {
		_, err := c.edit(c.admin, thing, object{field: "x"})
		c.wantFault("writing what is "+field, err, fault.Invalid, key)
	}
	for _, field := range []string{"sealed", "short"} {
		_, err := c.Records.List(c.Context(), c.admin, record.ListRequest{Type: name, Sort: []string{field}})
		c.wantFault("sorting by what is "+field, err, fault.Invalid, "field.unknown")
	}
}
