package record_test

import (
	"fmt"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/record"
)

func lineTests() map[string]func(*company) {
	return map[string]func(*company){
		"a product line takes name, unit and price of its product":   lineFromProduct,
		"a line keeps its price when the catalogue changes":          lineKeepsPrice,
		"what the writer does not read of a product is not told him": lineOfUnread,
		"a line is as accessible as its deal":                        lineLikeDeal,
		"who may only view a deal changes none of its lines":         lineOfViewed,
	}
}

// sold is a deal and a product that costs 100 euros a day.
func sold(c *company) (deal, product record.View) {
	return c.create(c.admin, "deal", object{"name": "Pumps"}), c.create(c.admin, "product", object{"name": "Repair", "unit": "day", "price": 100})
}

func (c *company) wantLine(about string, line record.View, want string) {
	c.Helper()
	f := line.Fields
	if got := fmt.Sprintf("%v %v %v %v", f["name"], f["unit"], f["price"], f["total"]); got != want {
		c.Errorf("%s, the line is %s, want %s", about, got, want)
	}
}

func lineFromProduct(c *company) {
	deal, product := sold(c)
	line := c.create(c.admin, "line", object{"deal": deal.ID, "product": product.ID, "quantity": 2, "discount": 10, "vat": 20})
	c.wantLine("chosen", line, "Repair day {100.00 EUR} {216.00 EUR}")
	own := c.create(c.admin, "line", object{"deal": deal.ID, "product": product.ID, "name": "Quick repair", "price": 150})
	c.wantLine("with a name and a price of its own", own, "Quick repair day {150.00 EUR} {150.00 EUR}")
	other := c.create(c.admin, "product", object{"name": "Advice", "price": 80})
	line, err := c.edit(c.admin, line, object{"product": other.ID})
	c.must(err)
	c.wantLine("with another product", line, "Advice <nil> {80.00 EUR} {172.80 EUR}")
	line, err = c.edit(c.admin, line, object{"product": nil, "discount": nil, "vat": nil})
	c.must(err)
	c.wantLine("without a product", line, "Advice <nil> {80.00 EUR} {160.00 EUR}")
	_, _, err = c.Records.Create(c.Context(), c.admin, "line", record.Input{Fields: c.fields(object{"deal": deal.ID})})
	c.wantFault("without a name", err, fault.Invalid, "field.required")
}

func lineKeepsPrice(c *company) {
	deal, product := sold(c)
	line := c.create(c.admin, "line", object{"deal": deal.ID, "product": product.ID})
	_, err := c.edit(c.admin, product, object{"price": 300, "name": "Dear repair"})
	c.must(err)
	c.wantLine("after the catalogue has changed", c.see(c.admin, line), "Repair day {100.00 EUR} {100.00 EUR}")
	line, err = c.edit(c.admin, c.see(c.admin, line), object{"product": product.ID, "quantity": 3})
	c.must(err)
	c.wantLine("with the product it has", line, "Repair day {100.00 EUR} {300.00 EUR}")
}

func lineOfUnread(c *company) {
	deal, product := sold(c)
	gives := matrix{"deal": all("view", "edit"), "line": all("view", "create", "edit"), "product": all("view")}
	clerk := c.person(gives, map[string]map[string]string{"product": {"price": "masked"}})
	line := c.create(clerk, "line", object{"deal": deal.ID, "product": product.ID})
	c.wantLine("who does not read the price", line, "Repair day <nil> <nil>")
	delete(gives, "product")
	stranger := c.person(gives, nil)
	_, _, err := c.Records.Create(c.Context(), stranger, "line", record.Input{Fields: c.fields(object{"deal": deal.ID, "product": product.ID, "name": "X"})})
	c.wantFault("who does not see the product", err, fault.Invalid, "field.link")
	locked := c.person(matrix{"deal": all("view", "edit"), "line": all("view", "create", "edit"), "product": all("view")}, map[string]map[string]string{"line": {"price": "read"}})
	c.wantLine("who may not set prices himself", c.create(locked, "line", object{"deal": deal.ID, "product": product.ID}), "Repair day {100.00 EUR} {100.00 EUR}")
}

func lineLikeDeal(c *company) {
	gives := matrix{"deal": reaching("own", "view", "create", "edit"), "line": reaching("own", "view", "create", "edit"), "product": all("view")}
	c.must(c.Administration.ChangeType(c.Context(), c.admin, "deal", "", c.raw(object{"default": "private"})))
	defer func() {
		c.must(c.Administration.ChangeType(c.Context(), c.admin, "deal", "", c.raw(object{"default": "view"})))
	}()
	owner, other := c.person(gives, nil), c.person(gives, nil)
	deal := c.create(owner, "deal", object{"name": "Pumps"})
	line := c.create(owner, "line", object{"deal": deal.ID, "name": "Advice"})
	_, err := c.get(other, line)
	c.wantFault("by one who does not see the deal", err, fault.NotFound)
	_, _, err = c.Records.Create(c.Context(), other, "line", record.Input{Fields: c.fields(object{"deal": deal.ID, "name": "Mine"})})
	c.wantFault("added by him", err, fault.Invalid, "field.link")
}

func lineOfViewed(c *company) {
	gives := matrix{"deal": reaching("own", "view", "edit"), "line": all("view", "create", "edit", "delete")}
	clerk := c.person(gives, nil)
	viewed, own := c.create(c.admin, "deal", object{"name": "Pumps"}), c.create(c.admin, "deal", object{"name": "Cranes"})
	c.share(viewed, access.ViewLevel, clerk)
	c.share(own, access.EditLevel, clerk)
	add := func() (record.View, error) {
		made, _, err := c.Records.Create(c.Context(), clerk, "line", record.Input{Fields: c.fields(object{"deal": viewed.ID, "name": "Advice"})})
		return made, err
	}
	_, err := add()
	c.wantFault("added", err, fault.Denied)
	line := c.create(clerk, "line", object{"deal": own.ID, "name": "Advice"})
	_, err = c.edit(clerk, line, object{"deal": viewed.ID})
	c.wantFault("moved there", err, fault.Denied)

	c.share(own, access.ViewLevel, clerk)
	_, err = c.edit(clerk, line, object{"price": 1})
	c.wantFault("edited by its author, who may not edit the deal any more", err, fault.Denied)
	c.wantFault("deleted by him", c.Records.Delete(c.Context(), clerk, "line", line.ID), fault.Denied)
	c.share(viewed, access.EditLevel, clerk)
	_, err = add()
	c.must(err)
}
