package record_test

import (
	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/record"
)

func parentTests() map[string]func(*company) {
	return map[string]func(*company){
		"what a parent controls is as accessible as the parent": controlled,
		"moving a parent moves what it controls":                movedParents,
		"a controlled record needs its parent":                  orphans,
	}
}

// family is three types, each controlled by the one before.
func family(c *company) (top, child, grandchild string) {
	c.Helper()
	top = c.typeOf("private", nil)
	child = c.typeOf("parent", object{"parent_field": "of"}, field("of", "link", object{"target": top}))
	grandchild = c.typeOf("parent", object{"parent_field": "of"}, field("of", "link", object{"target": child}))
	return top, child, grandchild
}

func controlled(c *company) {
	top, child, grandchild := family(c)
	actions := reaching("own", "view", "create", "edit", "delete")
	friend := c.person(matrix{top: actions, child: actions, grandchild: actions}, nil)
	parent := c.create(c.admin, top, object{"name": "Top"})
	below := c.create(c.admin, child, object{"name": "Child", "of": parent.ID})
	lowest := c.create(c.admin, grandchild, object{"name": "Grandchild", "of": below.ID})
	may := func(about string, view, edit, remove bool) {
		for _, each := range []record.View{parent, below, lowest} {
			seen, err := c.get(friend, each)
			if (err == nil) != view || seen.Can["edit"] != edit || seen.Can["delete"] != remove {
				c.Errorf("%s, %s can be seen: %v, and %v", about, each.Type, err, seen.Can)
			}
			if _, err := c.edit(friend, each, object{"name": each.Fields["name"].(string) + "!"}); (err == nil) != edit {
				c.Errorf("%s, editing %s: %v", about, each.Type, err)
			}
		}
	}
	may("unshared", false, false, false)
	for level, can := range map[access.Level][3]bool{access.ViewLevel: {true, false, false}, access.EditLevel: {true, true, false}, access.DeleteLevel: {true, true, true}} {
		c.share(parent, level, friend)
		may("shared to "+level.String(), can[0], can[1], can[2])
	}
	own := c.create(friend, child, object{"name": "Own", "of": parent.ID})
	c.share(parent, access.ViewLevel, friend)
	if _, err := c.edit(friend, own, object{"name": "Still own"}); err != nil {
		c.Errorf("the author edits what he added: %v", err)
	}
	_, err := c.edit(friend, below, object{"name": "x"})
	c.wantFault("what others added", err, fault.Denied)
	c.share(parent, access.ViewLevel)
	_, err = c.edit(friend, own, object{"name": "x"})
	c.wantFault("what he added to a record he no longer sees", err, fault.NotFound)
	if answer, err := c.Records.Shares(c.Context(), c.admin, child, own.ID); err != nil || len(answer.Levels) != 0 {
		c.Errorf("a controlled record can be shared by itself: %v, %v", answer.Levels, err)
	}
}

func movedParents(c *company) {
	top, child, grandchild := family(c)
	actions := matrix{top: reaching("own", "view"), child: all("view"), grandchild: all("view")}
	one, two := c.person(actions, nil), c.person(actions, nil)
	first, second := c.create(c.admin, top, object{"name": "First"}), c.create(c.admin, top, object{"name": "Second"})
	below := c.create(c.admin, child, object{"name": "Child", "of": first.ID})
	c.create(c.admin, grandchild, object{"name": "Grandchild", "of": below.ID})
	c.share(second, access.ViewLevel, two)
	sees := func(about string, by access.Actor, want ...string) {
		var got []string
		for _, name := range []string{top, child, grandchild} {
			got = append(got, c.listed(by, record.ListRequest{Type: name})...)
		}
		if string(c.raw(got)) != string(c.raw(want)) {
			c.Errorf("%s he sees %q, want %q", about, got, want)
		}
	}
	sees("before", one)
	changes := c.heard(func() {
		_, err := c.transfer(c.admin, first, c.idOf(one))
		c.must(err)
	})
	if len(changes) != 3 {
		c.Errorf("handing the parent over is announced as %+v", changes)
	}
	sees("as the responsible", one, "First", "Child", "Grandchild")
	sees("as another", two, "Second")
	_, err := c.edit(c.admin, below, object{"of": second.ID})
	c.must(err)
	sees("after the child moved", one, "First")
	sees("after the child moved to him", two, "Second", "Child", "Grandchild")
}

func orphans(c *company) {
	top, child, _ := family(c)
	friend := c.person(matrix{top: reaching("own", "view", "create"), child: reaching("own", "view", "create", "edit")}, nil)
	hidden := c.create(c.admin, top, object{"name": "Hidden"})
	own := c.create(friend, top, object{"name": "Own"})
	for about, of := range map[string]any{"nothing": nil, "a record he does not see": hidden.ID, "an employee": c.idOf(friend)} {
		_, _, err := c.Records.Create(c.Context(), friend, child, record.Input{Fields: c.fields(object{"name": "x", "of": of})})
		c.wantFault("made under "+about, err, fault.Invalid, "field.link")
	}
	below := c.create(friend, child, object{"name": "Child", "of": own.ID})
	for about, of := range map[string]any{"nothing": nil, "a record he does not see": hidden.ID, "itself": below.ID} {
		_, err := c.edit(friend, below, object{"of": of})
		c.wantFault("moved under "+about, err, fault.Invalid, "field.link")
	}
	c.must(c.Records.Delete(c.Context(), c.admin, top, own.ID))
	_, _, err := c.Records.Create(c.Context(), c.admin, child, record.Input{Fields: c.fields(object{"name": "x", "of": own.ID})})
	c.wantFault("made under a record in the bin", err, fault.Invalid, "field.link")
}
