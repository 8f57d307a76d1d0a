package record_test

import (
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/record"
)

func binTests() map[string]func(*company) {
	return map[string]func(*company){
		"who sees what lies in the bin":                      whoSeesTheBin,
		"what is restored has its shares and notes":          restoreWhole,
		"the bin follows the rules of today":                 binUnderNewRules,
		"what a parent controls goes with it and comes back": childrenInTheBin,
		"the bin can be searched and filtered":               searchTheBin,
		"deleting needs the right":                           deleteNeedsTheRight,
	}
}

func restoreIt(c *company, by access.Actor, v record.View) error {
	_, _, err := c.Records.Restore(c.Context(), by, v.Type, v.ID)
	return err
}

func whoSeesTheBin(c *company) {
	name := c.typeOf("private", nil)
	may := matrix{name: reaching("own", "view", "edit", "delete", "authorize")}
	could, viewer, late := c.person(may, nil), c.person(may, nil), c.person(may, nil)
	thing := c.create(c.admin, name, object{"name": "Thing"})
	_, err := c.Records.SetShares(c.Context(), c.admin, name, thing.ID, []record.ShareInput{
		{Principal: oneself(could), Level: access.DeleteLevel}, {Principal: oneself(viewer), Level: access.EditLevel},
	})
	c.must(err)
	c.must(c.Records.Delete(c.Context(), could, name, thing.ID))
	bin := record.ListRequest{Type: name, Bin: true}
	c.wantListed("the list", could, record.ListRequest{Type: name})
	c.wantListed("the bin of one who could delete it", could, bin, "Thing")
	c.wantListed("the bin of the administrator", c.admin, bin, "Thing")
	c.wantListed("the bin of one who could only edit it", viewer, bin)
	c.wantListed("the bin of one who never saw it", late, bin)
	for about, by := range map[string]access.Actor{"who could edit it": viewer, "who never saw it": late} {
		c.wantFault("restored by one "+about, restoreIt(c, by, thing), fault.NotFound)
		_, err := c.get(by, thing)
		c.wantFault("read by one "+about, err, fault.NotFound)
		_, err = c.edit(by, thing, object{"name": "x"})
		c.wantFault("edited by one "+about, err, fault.NotFound)
	}
	if seen := c.see(could, thing); seen.DeletedAt == "" || slices.Contains(slices.Collect(valuesOf(seen.Can)), true) {
		c.Errorf("in the bin it is %+v", seen)
	}
	_, err = c.edit(could, thing, object{"name": "x"})
	c.wantFault("edited in the bin", err, fault.Conflict, "error.in_bin")
	_, err = c.Records.AddNote(c.Context(), could, name, thing.ID, "x")
	c.wantFault("a note in the bin", err, fault.Conflict, "error.in_bin")
	c.wantFault("deleted again", c.Records.Delete(c.Context(), could, name, thing.ID), fault.Conflict, "error.in_bin")
	c.must(restoreIt(c, could, thing))
	c.must(restoreIt(c, could, thing)) // twice is once
	c.wantListed("restored", viewer, record.ListRequest{Type: name}, "Thing")
}

func valuesOf(m map[string]bool) func(func(bool) bool) {
	return func(yield func(bool) bool) {
		for _, v := range m {
			if !yield(v) {
				return
			}
		}
	}
}

func restoreWhole(c *company) {
	name := c.typeOf("private", nil)
	friend := c.person(matrix{name: reaching("own", "view")}, nil)
	thing := c.create(c.admin, name, object{"name": "Thing"})
	c.share(thing, access.ViewLevel, friend)
	_, err := c.Records.AddNote(c.Context(), friend, name, thing.ID, "A note")
	c.must(err)
	c.must(c.Records.Delete(c.Context(), c.admin, name, thing.ID))
	_, err = c.get(friend, thing)
	c.wantFault("while it lies in the bin", err, fault.NotFound)
	c.must(restoreIt(c, c.admin, thing))
	answer, err := c.Records.Shares(c.Context(), c.admin, name, thing.ID)
	if err != nil || len(answer.Items) != 1 || answer.Items[0].Level != access.ViewLevel {
		c.Errorf("shares %+v, %v", answer.Items, err)
	}
	timeline, err := c.Records.Timeline(c.Context(), friend, name, thing.ID, record.TimelineRequest{})
	if err != nil || !slices.ContainsFunc(timeline.Items, func(i record.Item) bool { return i.Text == "A note" }) {
		c.Errorf("the timeline is %+v, %v", timeline.Items, err)
	}
}

func binUnderNewRules(c *company) {
	name := c.typeOf("private", nil, field("stage", "choice", object{"choices": []object{{"value": "open"}, {"value": "shut"}}}))
	clerk := c.person(matrix{name: reaching("own", "view", "create", "edit", "delete", "transfer")}, nil)
	thing := c.create(clerk, name, object{"name": "Thing", "stage": "shut"})
	other := c.create(clerk, name, object{"name": "Other", "stage": "open"})
	c.must(c.Records.Delete(c.Context(), clerk, name, thing.ID))
	c.must(c.Records.Delete(c.Context(), clerk, name, other.ID))
	_, err := c.Administration.Restrictions().Create(c.Context(), c.admin, c.raw(object{
		"name": c.name("Lock "), "type": name, "filter": c.where("stage", query.Equal, "shut"), "who": []object{{"kind": "everyone"}}, "level": "view",
	}))
	c.must(err)
	for _, when := range []string{"while the restriction is built", "once it is built"} {
		bin := record.ListRequest{Type: name, Bin: true}
		c.wantListed("the bin "+when, clerk, bin, "Other")
		c.wantFault("restored "+when, restoreIt(c, clerk, thing), fault.NotFound)
		c.build()
	}
	c.must(restoreIt(c, clerk, other))
}

func childrenInTheBin(c *company) {
	top := c.typeOf("delete", nil)
	child := c.typeOf("parent", object{"parent_field": "of"}, field("of", "link", object{"target": top}))
	grandchild := c.typeOf("parent", object{"parent_field": "of"}, field("of", "link", object{"target": child}))
	clerk := c.person(matrix{top: all("view", "delete"), child: all("view", "delete"), grandchild: all("view", "delete")}, nil)
	parent := c.create(c.admin, top, object{"name": "Top"})
	kept := c.create(c.admin, child, object{"name": "Kept", "of": parent.ID})
	gone := c.create(c.admin, child, object{"name": "Gone", "of": parent.ID})
	c.create(c.admin, grandchild, object{"name": "Small", "of": kept.ID})
	c.create(c.admin, grandchild, object{"name": "Small and gone", "of": gone.ID})
	lists := func(about string, children, grandchildren []string) {
		c.wantListed("children "+about, clerk, record.ListRequest{Type: child}, children...)
		c.wantListed("grandchildren "+about, clerk, record.ListRequest{Type: grandchild}, grandchildren...)
	}
	c.must(c.Records.Delete(c.Context(), clerk, child, gone.ID))
	lists("after one was deleted", []string{"Kept"}, []string{"Small"})
	changes := c.heard(func() { c.must(c.Records.Delete(c.Context(), clerk, top, parent.ID)) })
	if len(changes) != 3 {
		c.Errorf("%d records went to the bin: %+v", len(changes), changes)
	}
	lists("in the bin", nil, nil)
	c.wantListed("what he sees in the bin of children", clerk, record.ListRequest{Type: child, Bin: true})
	c.wantFault("a child without its parent", restoreIt(c, c.admin, kept), fault.Invalid, "field.link")
	c.wantFault("a child without its parent, by a clerk", restoreIt(c, clerk, gone), fault.NotFound)
	changes = c.heard(func() { c.must(restoreIt(c, clerk, parent)) })
	if len(changes) != 3 {
		c.Errorf("%d records came back: %+v", len(changes), changes)
	}
	lists("after the parent came back", []string{"Kept"}, []string{"Small"})
	c.wantListed("what he sees in the bin of children now", clerk, record.ListRequest{Type: child, Bin: true}, "Gone")
	c.must(restoreIt(c, clerk, gone))
	lists("after all came back", []string{"Kept", "Gone"}, []string{"Small", "Small and gone"})
}

func searchTheBin(c *company) {
	name := c.typeOf("delete", nil, field("size", "number"))
	clerk := c.person(matrix{name: all("view", "delete")}, nil)
	for i, title := range []string{"Alpha", "Beta", "Alphabet"} {
		thing := c.create(c.admin, name, object{"name": title, "size": i})
		c.must(c.Records.Delete(c.Context(), c.admin, name, thing.ID))
	}
	c.create(c.admin, name, object{"name": "Alpha too"})
	c.wantListed("searched", clerk, record.ListRequest{Type: name, Bin: true, Search: "alpha"}, "Alpha", "Alphabet")
	c.wantListed("filtered", clerk, record.ListRequest{Type: name, Bin: true, Filter: c.where("size", query.Greater, 0)}, "Beta", "Alphabet")
	if got := c.listed(clerk, record.ListRequest{Type: name, Bin: true, Sort: []string{"-name"}, Limit: 1}); !slices.Equal(got, []string{"Beta", "Alphabet", "Alpha"}) {
		c.Errorf("sorted: %q", got)
	}
}

func deleteNeedsTheRight(c *company) {
	name := c.typeOf("edit", nil)
	editor := c.person(matrix{name: all("view", "edit")}, nil)
	thing := c.create(c.admin, name, object{"name": "Thing"})
	c.wantFault("by one who may edit", c.Records.Delete(c.Context(), editor, name, thing.ID), fault.Denied)
	c.wantFault("what is not there", c.Records.Delete(c.Context(), editor, name, ident.ID{5}), fault.NotFound)
	c.wantFault("a type that is not there", c.Records.Delete(c.Context(), editor, "nothing", thing.ID), fault.NotFound)
	c.wantFault("an employee", c.Records.Delete(c.Context(), c.admin, "employee", c.idOf(editor)), fault.Denied, "error.employee_elsewhere")
}
