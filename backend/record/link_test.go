package record_test

import (
	"slices"
	"strings"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/record"
	"kontora/backend/schema"
)

func linkTests() map[string]func(*company) {
	return map[string]func(*company){
		"links to what one may not see":  linkToInvisible,
		"links with roles":               links,
		"links in the history":           linkLines,
		"links to nothing and to itself": linkToNothing,
	}
}

func refTo(c *company, v record.View) schema.Ref {
	c.Helper()
	t, ok := c.Administration.Model().Schema.Type(v.Type)
	if !ok {
		c.Fatalf("no type %s", v.Type)
	}
	return schema.Ref{Type: t.No, ID: v.ID}
}

func linkToInvisible(c *company) {
	secret := c.typeOf("private", nil)
	open := c.typeOf("edit", nil, field("to", "link", object{"target": secret}), field("any", "link"))
	clerk := c.person(matrix{open: all("view", "create", "edit"), secret: reaching("own", "view", "create")}, nil)
	hidden := c.create(c.admin, secret, object{"name": "Hidden"})
	own := c.create(clerk, secret, object{"name": "Own"})
	words := func(id ident.ID) string {
		_, _, err := c.Records.Create(c.Context(), clerk, open, record.Input{Fields: c.fields(object{"name": "x", "to": id})})
		c.wantFault("a link", err, fault.Invalid, "field.link")
		_, _, err = c.Records.Create(c.Context(), clerk, open, record.Input{Fields: c.fields(object{"name": "x", "any": object{"type": secret, "id": id}})})
		c.wantFault("a link to any type", err, fault.Invalid, "field.link")
		return fault.Of(err).Error()
	}
	if there, nowhere := words(hidden.ID), words(ident.ID{1, 2, 3}); there != nowhere {
		c.Errorf("a record that is there is refused with %q, one that is not with %q", there, nowhere)
	}
	thing := c.create(clerk, open, object{"name": "Thing", "to": own.ID})
	_, err := c.edit(c.admin, thing, object{"to": hidden.ID})
	c.must(err)
	view, names, err := c.Records.Get(c.Context(), clerk, open, thing.ID)
	if err != nil || view.Fields["to"] != hidden.ID.String() || names[hidden.ID.String()] != "" {
		c.Errorf("the link is %v, called %q: %v", view.Fields["to"], names[hidden.ID.String()], err)
	}
	if _, err := c.edit(clerk, thing, object{"name": "Renamed", "to": hidden.ID}); err != nil {
		c.Errorf("sending the link back as it stands: %v", err)
	}
	timeline, err := c.Records.Timeline(c.Context(), clerk, open, thing.ID, record.TimelineRequest{})
	if err != nil || strings.Contains(string(c.raw(timeline)), "Hidden") {
		c.Errorf("the timeline names it: %s, %v", c.raw(timeline), err)
	}
	_, err = c.Records.AddLink(c.Context(), clerk, open, thing.ID, refTo(c, hidden), "")
	c.wantFault("a link with a role", err, fault.Invalid, "field.link")
}

func links(c *company) {
	name := c.typeOf("view", nil)
	viewer := c.person(matrix{name: all("view")}, nil)
	one, other := c.create(c.admin, name, object{"name": "One"}), c.create(c.admin, name, object{"name": "Other"})
	id, err := c.Records.AddLink(c.Context(), c.admin, name, one.ID, refTo(c, other), " supplier ")
	c.must(err)
	again, err := c.Records.AddLink(c.Context(), c.admin, name, one.ID, refTo(c, other), "supplier")
	if err != nil || again != id {
		c.Errorf("the same link once more is %s, not %s: %v", again, id, err)
	}
	for about, each := range map[string]struct {
		from record.View
		want record.LinkView
	}{
		"from the one":   {one, record.LinkView{ID: id, Role: "supplier", Type: name, To: other.ID, Name: "Other"}},
		"from the other": {other, record.LinkView{ID: id, Role: "supplier", Type: name, To: one.ID, Name: "One"}},
	} {
		found, err := c.Records.Links(c.Context(), viewer, name, each.from.ID)
		if err != nil || len(found) != 1 || found[0] != each.want {
			c.Errorf("%s: %+v, %v", about, found, err)
		}
	}
	_, err = c.Records.AddLink(c.Context(), viewer, name, one.ID, refTo(c, other), "x")
	c.wantFault("by one who only views", err, fault.Denied)
	c.wantFault("removed by him", c.Records.RemoveLink(c.Context(), viewer, name, one.ID, id), fault.Denied)
	c.must(c.Records.Delete(c.Context(), c.admin, name, other.ID))
	found, err := c.Records.Links(c.Context(), viewer, name, one.ID)
	if err != nil || len(found) != 1 || found[0].Name != "" {
		c.Errorf("to a record in the bin: %+v, %v", found, err)
	}
	_, _, err = c.Records.Restore(c.Context(), c.admin, name, other.ID)
	c.must(err)
	c.must(c.Records.RemoveLink(c.Context(), c.admin, name, other.ID, id))
	c.wantFault("removed twice", c.Records.RemoveLink(c.Context(), c.admin, name, one.ID, id), fault.NotFound)
	for _, ends := range [][2]record.View{{one, other}, {other, one}} {
		wantLinkLines(c, viewer, ends[0], ends[1], "Other", "One")
	}
}

// wantLinkLines looks for a link made and removed in the history of one record.
func wantLinkLines(c *company, who access.Actor, on, other record.View, names ...string) {
	c.Helper()
	page, err := c.Records.Timeline(c.Context(), who, on.Type, on.ID, record.TimelineRequest{})
	c.must(err)
	var lines []string
	for _, item := range page.Items {
		if item.Link != nil && *item.Link == (record.LinkItem{Type: other.Type, ID: other.ID, Role: "supplier"}) {
			lines = append(lines, item.Kind)
		}
	}
	if !slices.Equal(lines, []string{record.KindUnlink, record.KindLink}) {
		c.Errorf("the history tells of %v", lines)
	}
	if name := page.Names[other.ID.String()]; (name != "") != slices.Contains(names, name) {
		c.Errorf("the other record is called %q", name)
	}
}

func linkLines(c *company) {
	open, closed := c.typeOf("view", nil), c.typeOf("private", nil)
	viewer := c.person(matrix{open: all("view"), closed: reaching("own", "view")}, nil)
	one, hidden := c.create(c.admin, open, object{"name": "One"}), c.create(c.admin, closed, object{"name": "Hidden"})
	id, err := c.Records.AddLink(c.Context(), c.admin, open, one.ID, refTo(c, hidden), "supplier")
	c.must(err)
	c.must(c.Records.RemoveLink(c.Context(), c.admin, open, one.ID, id))
	wantLinkLines(c, viewer, one, hidden)
	wantLinkLines(c, c.admin, one, hidden, "Hidden")
}

func linkToNothing(c *company) {
	thing := c.create(c.admin, "company", object{"name": "Thing"})
	for about, to := range map[string]any{"itself": thing.ID, "nothing": ident.ID{7}, "words": "abc", "a number": 5} {
		_, err := c.edit(c.admin, thing, object{"parent_company": to})
		c.wantFault(about, err, fault.Invalid, "field.link")
	}
	_, err := c.Records.AddLink(c.Context(), c.admin, "company", thing.ID, refTo(c, thing), "")
	c.wantFault("itself, with a role", err, fault.Invalid, "field.link")
	_, err = c.Records.AddLink(c.Context(), c.admin, "company", thing.ID, schema.Ref{Type: 99999, ID: ident.ID{7}}, "")
	c.wantFault("a type that is not there", err, fault.Invalid, "field.link")
	_, err = c.Records.AddLink(c.Context(), c.admin, "company", thing.ID, refTo(c, thing), strings.Repeat("a", 100))
	c.wantFault("in a role without end", err, fault.Invalid, "field.too_long")
}
