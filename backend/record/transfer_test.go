package record_test

import (
	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/record"
)

func transferTests() map[string]func(*company) {
	return map[string]func(*company){
		"handing a record over":                    handOver,
		"taking a record over":                     takeOver,
		"who made a record responsible to another": createForOthers,
		"the one who hands over may keep a view":   keepView,
		"what cannot be handed over":               notTransferable,
	}
}

func (c *company) transfer(by access.Actor, v record.View, to ident.ID) (record.View, error) {
	view, _, err := c.Records.Transfer(c.Context(), by, v.Type, v.ID, record.TransferRequest{To: to})
	return view, err
}

func handOver(c *company) {
	name := c.typeOf("private", nil)
	department, err := c.Administration.Departments().Create(c.Context(), c.admin, c.raw(object{"name": c.name("Department ")}))
	c.must(err)
	within := object{"department_id": department.ID}
	may := matrix{name: {"view": "own", "create": "own", "edit": "own", "transfer": "department"}}
	giver, colleague, stranger := c.person(may, nil, within), c.person(may, nil, within), c.person(may, nil)
	own := c.person(matrix{name: reaching("own", "view", "create", "edit", "transfer")}, nil, within)
	without := c.person(matrix{name: reaching("own", "view", "create", "edit")}, nil, within)
	for _, test := range []struct {
		about string
		from  access.Actor
		to    ident.ID
		want  fault.Kind
	}{
		{"to a colleague", giver, c.idOf(colleague), ""},
		{"to somebody of no department", giver, c.idOf(stranger), fault.Denied},
		{"to nobody", giver, ident.ID{9}, fault.Invalid},
		{"with a cap that covers himself alone", own, c.idOf(colleague), fault.Denied},
		{"without a cap", without, c.idOf(colleague), fault.Denied},
		{"to himself again", giver, c.idOf(giver), ""},
	} {
		thing := c.create(test.from, name, object{"name": "Thing"})
		_, err := c.transfer(test.from, thing, test.to)
		if test.want != "" {
			c.wantFault(test.about, err, test.want)
		} else if err != nil {
			c.Errorf("%s: %v", test.about, err)
		}
		after := c.see(c.admin, thing)
		if changed := after.Responsible != thing.Responsible; changed != (test.want == "" && test.to != thing.Responsible) {
			c.Errorf("%s: the responsible changed: %v", test.about, changed)
		}
	}
	thing := c.create(giver, name, object{"name": "Gone"})
	changes := c.heard(func() {
		if view, err := c.transfer(giver, thing, c.idOf(colleague)); err != nil || !view.ID.IsZero() && view.Responsible != c.idOf(colleague) {
			c.Errorf("the answer is %+v, %v", view, err)
		}
	})
	if len(changes) != 1 || changes[0].Before == changes[0].After || changes[0].Fields != nil {
		c.Errorf("announced: %+v", changes)
	}
	if _, err := c.edit(colleague, thing, object{"name": "Mine"}); err != nil {
		c.Errorf("edited by the new responsible: %v", err)
	}
	_, err = c.edit(giver, thing, object{"name": "Still mine"})
	c.wantFault("edited by the former responsible, who made it", err, fault.Denied)
}

func takeOver(c *company) {
	name := c.typeOf("edit", nil)
	may := matrix{name: all("view", "create", "edit", "transfer", "authorize")}
	taker, giver := c.person(may, nil), c.person(may, nil)
	wide := c.person(matrix{name: all("view", "edit", "transfer")}, nil)
	thing := c.create(giver, name, object{"name": "Thing"})
	_, err := c.transfer(wide, thing, c.idOf(wide))
	c.wantFault("with neither authorize nor supervision", err, fault.Denied)
	_, err = c.transfer(taker, thing, c.idOf(taker))
	if err != nil {
		c.Errorf("with authorize: %v", err)
	}
	c.share(thing, access.AuthorizeLevel, wide)
	_, err = c.transfer(wide, thing, c.idOf(wide))
	c.wantFault("with a share to authorize and no cap on it", err, fault.Denied)
}

func createForOthers(c *company) {
	name := c.typeOf("private", nil)
	may := matrix{name: {"view": "all", "create": "all", "transfer": "own"}}
	maker, other := c.person(may, nil), c.person(may, nil)
	wide := c.person(matrix{name: all("view", "create", "transfer")}, nil)
	group, err := c.Administration.Groups().Create(c.Context(), c.admin, c.raw(object{"name": c.name("Group "), "members": []object{{"kind": "employee", "id": c.idOf(maker)}}}))
	c.must(err)
	for _, test := range []struct {
		about string
		by    access.Actor
		to    ident.ID
		kind  fault.Kind
		key   string
	}{
		{"for another beyond his cap", maker, c.idOf(other), fault.Invalid, "error.responsible_out_of_reach"},
		{"for a group he is in", maker, group.ID, "", ""},
		{"for nobody", maker, ident.ID{3}, fault.Invalid, "field.person"},
		{"for another within his cap", wide, c.idOf(other), "", ""},
		{"for a group", wide, group.ID, "", ""},
	} {
		_, _, err := c.Records.Create(c.Context(), test.by, name, record.Input{Fields: c.fields(object{"name": "Thing"}), Responsible: test.to})
		if test.kind != "" {
			c.wantFault(test.about, err, test.kind, test.key)
		} else if err != nil {
			c.Errorf("%s: %v", test.about, err)
		}
	}
	nothing := c.typeOf("private", object{"creator_keeps": "nothing"})
	blind := c.person(matrix{nothing: {"view": "own", "create": "own", "transfer": "all"}}, nil)
	_, _, err = c.Records.Create(c.Context(), blind, nothing, record.Input{Fields: c.fields(object{"name": "Thing"}), Responsible: c.idOf(other)})
	c.wantFault("what he would not see himself", err, fault.Denied, "error.would_not_see")
	c.wantListed("after that", c.admin, record.ListRequest{Type: nothing})
}

func keepView(c *company) {
	name := c.typeOf("private", object{"creator_keeps": "nothing"})
	may := matrix{name: {"view": "own", "create": "own", "edit": "own", "transfer": "all"}}
	giver, taker := c.person(may, nil), c.person(may, nil)
	for _, keeps := range []bool{true, false} {
		thing := c.create(giver, name, object{"name": "Thing"})
		view, _, err := c.Records.Transfer(c.Context(), giver, name, thing.ID, record.TransferRequest{To: c.idOf(taker), KeepViewer: keeps})
		if err != nil || view.ID.IsZero() == keeps {
			c.Errorf("keeping %v: %+v, %v", keeps, view, err)
		}
		if _, err := c.get(giver, thing); (err == nil) != keeps {
			c.Errorf("keeping %v: reading it afterwards: %v", keeps, err)
		}
		_, err = c.edit(giver, thing, object{"name": "x"})
		if keeps {
			c.wantFault("editing it afterwards", err, fault.Denied)
		}
	}
}

func notTransferable(c *company) {
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	note, err := c.Records.AddNote(c.Context(), c.admin, "deal", deal.ID, "A note")
	c.must(err)
	id, err := ident.Parse(note.ID)
	c.must(err)
	other := c.person(matrix{"deal": all("view")}, nil)
	_, err = c.transfer(c.admin, record.View{Type: "note", ID: id}, c.idOf(other))
	c.wantFault("a note", err, fault.Denied, "error.not_transferable")
	_, err = c.transfer(c.admin, record.View{Type: "employee", ID: c.idOf(other)}, c.idOf(c.admin))
	c.wantFault("an employee's card", err, fault.Denied, "error.not_transferable")
	_, err = c.Records.SetShares(c.Context(), c.admin, "note", id, nil)
	c.wantFault("shares of a note", err, fault.Denied)
}
