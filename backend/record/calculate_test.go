package record_test

import (
	"fmt"

	"kontora/backend/fault"
	"kontora/backend/query"
	"kontora/backend/record"
)

func calculateTests() map[string]func(*company) {
	return map[string]func(*company){
		"a calculated field follows every write":             calculatedAtEveryWrite,
		"lists sort, filter and sum by it":                   calculatedInLists,
		"nobody edits it":                                    calculatedNotEdited,
		"who does not see what it is made of":                calculatedOfHidden,
		"a new formula is worked out for older records":      calculatedLater,
		"a changed formula is seen when all are worked out":  formulaChanged,
		"what lay in the bin comes back as formulas are now": calculatedInBin,
		"no condition tests it":                              calculatedInConditions,
	}
}

func calculatedAtEveryWrite(c *company) {
	deal := c.create(c.admin, "deal", object{"name": "Pumps", "stage": "prospecting", "value": 1000})
	wantExpected(c, "made", deal, "100.00")
	deal, err := c.edit(c.admin, deal, object{"stage": "proposal"})
	c.must(err)
	wantExpected(c, "moved", deal, "700.00")
	deal, err = c.edit(c.admin, deal, object{"value": 10.01})
	c.must(err)
	wantExpected(c, "with another value", deal, "7.01")
	deal, err = c.edit(c.admin, deal, object{"value": nil})
	c.must(err)
	wantExpected(c, "without a value", deal, "")
	for _, item := range c.timelinePages(c.admin, deal) {
		for _, change := range item.Changes {
			if change.Field == "expected" {
				c.Errorf("the history repeats what is calculated: %+v", item)
			}
		}
	}
}

func wantExpected(c *company, about string, v record.View, want string) {
	c.Helper()
	raw := string(c.raw(v.Fields["expected"]))
	if want == "" && raw != "null" || want != "" && raw != fmt.Sprintf(`{"amount":%q,"currency":"EUR"}`, want) {
		c.Errorf("%s, it expects %s, want %s", about, raw, want)
	}
}

func calculatedInLists(c *company) {
	name := c.name("Offer ")
	for i, value := range []int{500, 100, 900} {
		c.create(c.admin, "deal", object{"name": fmt.Sprint(name, i), "stage": "engaging", "value": value, "number": name})
	}
	own := c.where("number", query.Equal, name)
	c.wantListed("sorted", c.admin, record.ListRequest{Type: "deal", Filter: own, Sort: []string{"-expected"}}, name+"2", name+"0", name+"1")
	c.wantListed("filtered", c.admin, record.ListRequest{Type: "deal", Filter: query.Expr{And: []query.Expr{own, c.where("expected", query.GreaterEqual, 200)}}}, name+"0", name+"2")
	sums, err := c.Records.Sums(c.Context(), c.admin, record.SumRequest{Type: "deal", Filter: own, Group: "stage", Sum: "expected"})
	c.must(err)
	if lines := sums.Lines; len(lines) != 1 || lines[0].Totals[0].Amount != "600.00" {
		c.Errorf("the sum is %+v", lines)
	}
}

func calculatedNotEdited(c *company) {
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	_, err := c.edit(c.admin, deal, object{"expected": 5})
	c.wantFault("an edit", err, fault.Invalid, "field.read_only")
}

func calculatedOfHidden(c *company) {
	deal := c.create(c.admin, "deal", object{"name": "Pumps", "stage": "proposal", "value": 1000})
	for right, want := range map[string]string{"hidden": "<nil>", "masked": "••••", "read": "{700.00 EUR}"} {
		clerk := c.person(matrix{"deal": all("view", "edit")}, map[string]map[string]string{"deal": {"value": right, "expected": "edit"}})
		if got := fmt.Sprint(c.see(clerk, deal).Fields["expected"]); got != want {
			c.Errorf("who has the value %s sees %s, want %s", right, got, want)
		}
		_, err := c.Records.List(c.Context(), clerk, record.ListRequest{Type: "deal", Sort: []string{"expected"}})
		if (err == nil) != (right == "read") {
			c.Errorf("who has the value %s sorts by what is made of it: %v", right, err)
		}
	}
}

// measured is a type with two numbers, and three records of it.
func measured(c *company) (typeName string, records []record.View) {
	typeName = c.typeOf("edit", nil, object{"name": "width", "kind": "number"}, object{"name": "height", "kind": "number"})
	for i := range 3 {
		records = append(records, c.create(c.admin, typeName, object{"name": fmt.Sprint("R", i), "width": i + 1, "height": 10}))
	}
	return typeName, records
}

func calculatedLater(c *company) {
	typeName, records := measured(c)
	c.must(c.Administration.AddField(c.Context(), c.admin, typeName, c.raw(object{"name": "area", "kind": "calculated", "result": "number", "formula": "width * height", "labels": object{"en": "Area"}})))
	if _, seen := c.see(c.admin, records[0]).Fields["area"]; seen {
		c.Error("it is seen before it is worked out")
	}
	c.build()
	for i, each := range records {
		if got := fmt.Sprint(c.see(c.admin, each).Fields["area"]); got != fmt.Sprint((i+1)*10) {
			c.Errorf("the area of %d is %s", i, got)
		}
	}
	c.must(c.Administration.AddField(c.Context(), c.admin, typeName, c.raw(object{"name": "half", "kind": "calculated", "result": "number", "formula": "area / 2", "labels": object{"en": "Half"}})))
	c.build()
	err := c.Administration.ChangeField(c.Context(), c.admin, typeName, "area", c.raw(object{"formula": "half * 2"}))
	c.wantFault("a circle", err, fault.Invalid, "schema.formula_circle")
	err = c.Administration.ChangeField(c.Context(), c.admin, typeName, "width", c.raw(object{"archived": true}))
	c.wantFault("what a formula names put away", err, fault.Invalid, "schema.formula_field")
}

func formulaChanged(c *company) {
	typeName, records := measured(c)
	add := func(name, formula string) {
		c.must(c.Administration.AddField(c.Context(), c.admin, typeName, c.raw(object{"name": name, "kind": "calculated", "result": "number", "formula": formula, "labels": object{"en": name}})))
	}
	add("area", "width * height")
	add("double", "area * 2")
	add("narrow", "width / 2")
	c.build()
	c.must(c.Administration.ChangeField(c.Context(), c.admin, typeName, "area", c.raw(object{"formula": "width + height"})))
	fields := c.see(c.admin, records[2]).Fields
	if _, seen := fields["double"]; seen || fmt.Sprint(fields["narrow"]) != "1.5" {
		c.Errorf("while it is worked out: %v", fields)
	}
	c.build()
	if fields = c.see(c.admin, records[2]).Fields; fmt.Sprint(fields["area"], " ", fields["double"]) != "13 26" {
		c.Errorf("afterwards: %v", fields)
	}
}

func calculatedInBin(c *company) {
	typeName, records := measured(c)
	c.must(c.Records.Delete(c.Context(), c.admin, typeName, records[0].ID))
	c.must(c.Administration.AddField(c.Context(), c.admin, typeName, c.raw(object{"name": "area", "kind": "calculated", "result": "number", "formula": "width * height", "labels": object{"en": "Area"}})))
	c.build()
	back, _, err := c.Records.Restore(c.Context(), c.admin, typeName, records[0].ID)
	c.must(err)
	if got := fmt.Sprint(back.Fields["area"]); got != "10" {
		c.Errorf("it comes back with the area %s", got)
	}
}

func calculatedInConditions(c *company) {
	_, err := c.Administration.Restrictions().Create(c.Context(), c.admin, c.raw(object{
		"name": c.name("Large "), "type": "deal", "active": true, "filter": object{"field": "expected", "op": ">", "value": 5}, "level": "view",
		"who": []object{{"kind": "everyone"}},
	}))
	c.wantFault("a restriction", err, fault.Invalid, "administration.condition_field")
}
