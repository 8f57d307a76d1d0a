package record_test

import (
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/record"
)

func editTests() map[string]func(*company) {
	return map[string]func(*company){
		"two people write over each other only field by field": conflicts,
		"a version is good for its own record alone":           versions,
		"an edit that changes nothing is no commit":            unchanged,
		"an edit that hides the record from its editor":        editAway,
		"who may not edit is told so before anything else":     deniedFirst,
		"required fields": required,
		"unique fields":   unique,
		"nothing is kept of what is refused in part": wholeOrNothing,
		"what reads only": readOnlyActor,
	}
}

func conflicts(c *company) {
	deal := c.create(c.admin, "deal", object{"name": "Pumps", "stage": "engaging"})
	write := func(version string, fields object) (record.View, error) {
		view, _, err := c.Records.Edit(c.Context(), c.admin, "deal", deal.ID, version, c.fields(fields))
		return view, err
	}
	second, err := write(deal.Version, object{"stage": "won"})
	c.must(err)
	_, err = write(deal.Version, object{"stage": "lost", "name": "Other pumps"})
	c.wantFault("the same field", err, fault.Conflict, "error.field_changed_meanwhile")
	said := fault.Of(err)
	if _, named := said.Fields["name"]; named || len(said.Fields) != 1 {
		c.Errorf("the conflict names %v", said.Fields)
	}
	current, ok := said.Detail.(record.Current)
	if !ok || current.Record.Fields["stage"] != "won" || current.Record.Fields["name"] != "Pumps" || current.Record.Version != second.Version {
		c.Errorf("the conflict carries %+v", said.Detail)
	}
	third, err := write(deal.Version, object{"name": "Other pumps"})
	if err != nil || third.Fields["stage"] != "won" || third.Fields["name"] != "Other pumps" {
		c.Errorf("another field: %+v, %v", third.Fields, err)
	}
	if _, err = write(deal.Version, object{"stage": "won"}); err != nil {
		c.Errorf("the value that is there already: %v", err)
	}
	if _, err = write(third.Version, object{"stage": "lost"}); err != nil {
		c.Errorf("after reading again: %v", err)
	}
	if _, err = write("", object{"stage": "engaging"}); err != nil {
		c.Errorf("without a version: %v", err)
	}
}

func versions(c *company) {
	one, other := c.create(c.admin, "deal", object{"name": "One"}), c.create(c.admin, "deal", object{"name": "Other"})
	for about, version := range map[string]string{"of another record": other.Version, "made up": "0123456789abcdef0123456789abcdef", "no version at all": "latest", "half": one.Version[:16]} {
		_, _, err := c.Records.Edit(c.Context(), c.admin, "deal", one.ID, version, c.fields(object{"name": "Two"}))
		c.wantFault("a version "+about, err, fault.Invalid, "error.version")
	}
	if again := c.see(c.admin, one); again.Version != one.Version {
		c.Error("a record that nobody changed has another version")
	}
}

func unchanged(c *company) {
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	changes := c.heard(func() {
		view, err := c.edit(c.admin, deal, object{"name": " Pumps "})
		if err != nil || view.Version != deal.Version || view.UpdatedAt != deal.UpdatedAt {
			c.Errorf("%+v, %v", view, err)
		}
		view, err = c.edit(c.admin, deal, object{})
		if err != nil || view.Version != deal.Version {
			c.Errorf("%+v, %v", view, err)
		}
	})
	if len(changes) != 0 {
		c.Errorf("%+v was announced", changes)
	}
}

func editAway(c *company) {
	name := c.typeOf("private", object{"access_fields": []string{"owner"}}, field("owner", "employee"))
	rule := object{"name": c.name("Rule "), "type": name, "source": object{"kind": "responsible", "principal": object{"kind": "everyone"}}, "target": object{"kind": "field", "id": "owner"}, "level": "edit"}
	_, err := c.Administration.Rules().Create(c.Context(), c.admin, c.raw(rule))
	c.must(err)
	owner := c.person(matrix{name: reaching("own", "view", "edit")}, nil) // what he sees rests on the rule alone
	thing := c.create(c.admin, name, object{"name": "His", "owner": c.idOf(owner)})
	if got := c.see(owner, thing); got.Fields["name"] != "His" {
		c.Errorf("he sees %+v", got.Fields)
	}
	view, err := c.edit(owner, thing, object{"owner": nil})
	if err != nil || view.ID != thing.ID || len(view.Fields) != 0 {
		c.Errorf("%+v, %v", view, err)
	}
	_, err = c.get(owner, thing)
	c.wantFault("reading it afterwards", err, fault.NotFound)
	if got := c.see(c.admin, thing); got.Fields["owner"] != nil {
		c.Errorf("the owner is still %v", got.Fields["owner"])
	}
}

func deniedFirst(c *company) {
	viewer := c.person(matrix{"deal": all("view")}, nil)
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	for about, fields := range map[string]object{
		"a good value": {"name": "x"}, "a bad value": {"stage": "sold"}, "an unknown field": {"nonsense": 1}, "a link to nowhere": {"company": ident.ID{1}},
	} {
		_, err := c.edit(viewer, deal, fields)
		c.wantFault(about, err, fault.Denied)
	}
	_, err := c.edit(viewer, record.View{ID: ident.ID{1}, Type: "deal"}, object{"name": "x"})
	c.wantFault("what is not there", err, fault.NotFound)
}

func required(c *company) {
	name := c.typeOf("delete", nil, field("must", "text", object{"required": true}), field("also", "text", object{"required": true, "default_right": "read"}))
	writer := c.person(matrix{name: all("view", "create", "edit")}, nil)
	_, _, err := c.Records.Create(c.Context(), writer, name, record.Input{Fields: c.fields(object{})})
	c.wantFault("nothing", err, fault.Invalid, "field.required")
	if said := fault.Of(err); len(said.Fields) != 2 {
		c.Errorf("demanded: %v", said.Fields)
	}
	thing := c.create(writer, name, object{"name": "One", "must": "x"})
	_, err = c.edit(writer, thing, object{"must": " "})
	c.wantFault("emptied", err, fault.Invalid, "field.required")
	_, _, err = c.Records.Create(c.Context(), c.admin, name, record.Input{Fields: c.fields(object{"name": "Two", "must": "x"})})
	c.wantFault("by the administrator, who may edit the other one", err, fault.Invalid, "field.required")
	blind := c.person(matrix{name: all("view", "create", "edit")}, map[string]map[string]string{name: {"must": "hidden"}})
	if made := c.create(blind, name, object{"name": "Three"}); made.Fields["must"] != nil {
		c.Errorf("he sees %+v", made.Fields)
	}
}

func unique(c *company) {
	name := c.typeOf("delete", nil, field("code", "text", object{"unique": true}), field("mail", "email", object{"unique": true}))
	first := c.create(c.admin, name, object{"name": "First", "code": "Ёлка-1", "mail": "почта@пример.рф"})
	for about, fields := range map[string]object{
		"the same": {"code": "Ёлка-1"}, "written otherwise": {"code": " ЕЛКА-1"}, "the same address in another form": {"mail": "ПОЧТА@xn--e1afmkfd.xn--p1ai"},
	} {
		fields["name"] = "Second"
		_, _, err := c.Records.Create(c.Context(), c.admin, name, record.Input{Fields: c.fields(fields)})
		c.wantFault(about, err, fault.Invalid, "field.not_unique")
	}
	second := c.create(c.admin, name, object{"name": "Second"})
	_, err := c.edit(c.admin, second, object{"code": "елка-1"})
	c.wantFault("by an edit", err, fault.Invalid, "field.not_unique")
	c.create(c.admin, name, object{"name": "Third, empty too"})
	c.must(c.Records.Delete(c.Context(), c.admin, name, first.ID))
	if _, err = c.edit(c.admin, second, object{"code": "елка-1"}); err != nil {
		c.Errorf("once the other is in the bin: %v", err)
	}
	_, _, err = c.Records.Restore(c.Context(), c.admin, name, first.ID)
	c.wantFault("restoring the other", err, fault.Invalid, "field.not_unique")
	c.wantListed("after all that", c.admin, record.ListRequest{Type: name}, "Second", "Third, empty too")
}

func wholeOrNothing(c *company) {
	deal := c.create(c.admin, "deal", object{"name": "Pumps", "stage": "engaging"})
	_, err := c.edit(c.admin, deal, object{"name": "Other", "stage": "sold", "value": "much", "close_date": "soon", "nonsense": 1})
	c.wantFault("several mistakes", err, fault.Invalid, "field.choice", "field.money", "field.date", "field.unknown")
	if again := c.see(c.admin, deal); again.Fields["name"] != "Pumps" || again.Version != deal.Version {
		c.Errorf("afterwards it is %+v", again)
	}
	c.wantListed("found by its old name", c.admin, record.ListRequest{Type: "deal", Filter: query.Expr{And: []query.Expr{c.where("name", query.Equal, "Pumps"), c.where("created_at", query.Equal, deal.CreatedAt)}}}, "Pumps")
}

func readOnlyActor(c *company) {
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	looking := c.admin
	looking.ReadOnly = true
	_, err := c.edit(looking, deal, object{"name": "x"})
	c.wantFault("editing while looking as somebody else", err, fault.Denied, "error.read_only")
	_, err = c.Records.AddNote(c.Context(), looking, "deal", deal.ID, "x")
	c.wantFault("a note while looking as somebody else", err, fault.Denied, "error.read_only")
	dismissed := c.person(matrix{"deal": all("view", "edit")}, nil, object{"status": "suspended"})
	_, err = c.edit(dismissed, deal, object{"name": "x"})
	c.wantFault("one who is suspended", err, fault.Unauthenticated)
}
