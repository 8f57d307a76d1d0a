package record_test

import (
	"fmt"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/record"
)

func dependTests() map[string]func(*company) {
	return map[string]func(*company){
		"a stage follows its pipeline":                          stageFollowsPipeline,
		"nobody empties a choice he may not edit":               dependentKept,
		"who does not see the pipeline is told nothing of it":   pipelineUnseen,
		"imported and many records keep stage and pipeline":     pipelineOfMany,
		"records get the pipeline that their stage belongs to":  pipelineLater,
		"a pipeline or a stage with records in it is not taken": pipelineHeld,
		"pipelines as administrators must not set them":         pipelineRefused,
	}
}

func stageChoice(value, outcome string, of ...string) object {
	return object{"value": value, "labels": object{"en": "Stage " + value, "ru": "Стадия " + value}, "outcome": outcome, "for": of}
}

// pipelines has the stage of a type depend on a pipeline: retail, where one talks, and trade, where one tenders and offers. Both end alike.
func pipelines() object {
	named := func(value string) object {
		return object{"value": value, "labels": object{"en": "The " + value, "ru": "Воронка " + value}}
	}
	return object{
		"depends_on": object{"name": "pipeline", "labels": object{"en": "Pipeline", "ru": "Воронка"}, "choices": []object{named("retail"), named("trade")}},
		"choices": []object{
			stageChoice("talk", "", "retail"), stageChoice("tender", "", "trade"), stageChoice("offer", "", "trade"),
			stageChoice("won", "won"), stageChoice("lost", "lost"),
		},
	}
}

// sales is a type with a stage that has no pipelines yet.
func sales(c *company) string {
	return c.typeOf("edit", nil, field("name", "text"), field("stage", "choice", object{"choices": []object{
		stageChoice("talk", ""), stageChoice("won", "won"), stageChoice("lost", "lost"),
	}}))
}

func piped(c *company) string {
	typeName := sales(c)
	c.must(c.Administration.ArrangeChoices(c.Context(), c.admin, typeName, "stage", "", c.raw(pipelines())))
	return typeName
}

func wantStage(c *company, about string, v record.View, want string) {
	c.Helper()
	if got := fmt.Sprint(v.Fields["pipeline"], " ", v.Fields["stage"]); got != want {
		c.Errorf("%s: %s, want %s", about, got, want)
	}
}

func stageFollowsPipeline(c *company) {
	typeName := piped(c)
	made := func(sent object) record.View {
		sent["name"] = "Pumps"
		return c.create(c.admin, typeName, sent)
	}
	wantStage(c, "new, nothing said", made(object{}), "retail talk")
	wantStage(c, "new, in a pipeline", made(object{"pipeline": "trade"}), "trade tender")
	wantStage(c, "new, at a stage", made(object{"stage": "offer"}), "trade offer")
	_, _, err := c.Records.Create(c.Context(), c.admin, typeName, record.Input{Fields: c.fields(object{"name": "X", "pipeline": "retail", "stage": "offer"})})
	c.wantFault("new, at the stage of another pipeline", err, fault.Invalid, "field.choice_not_for")

	sale := made(object{"stage": "offer"})
	_, err = c.edit(c.admin, sale, object{"stage": "talk"})
	c.wantFault("moved to a stage of another pipeline", err, fault.Invalid, "field.choice_not_for")
	if text := fault.Of(err).Fields["stage"]; fmt.Sprint(text.Args["choice"], text.Args["value"]) != "map[en:Stage talk ru:Стадия talk] map[en:The trade ru:Воронка trade]" {
		c.Errorf("the refusal names %v", text.Args)
	}
	sale, err = c.edit(c.admin, sale, object{"pipeline": "retail"})
	c.must(err)
	wantStage(c, "moved to another pipeline", sale, "retail talk")
	var told []string
	for _, change := range c.timelinePages(c.admin, sale)[0].Changes {
		told = append(told, change.Field)
	}
	if slices.Sort(told); !slices.Equal(told, []string{"pipeline", "stage"}) {
		c.Errorf("the history tells of %v", told)
	}
	sale, err = c.edit(c.admin, sale, object{"pipeline": "trade", "stage": "won"})
	c.must(err)
	wantStage(c, "moved and closed", sale, "trade won")
	sale, err = c.edit(c.admin, sale, object{"pipeline": "retail"})
	c.must(err)
	wantStage(c, "where the stage fits as well", sale, "retail won")
	sale, err = c.edit(c.admin, sale, object{"stage": nil})
	c.must(err)
	wantStage(c, "without a stage", sale, "retail <nil>")
}

func pipelineUnseen(c *company) {
	typeName := piped(c)
	clerk := c.person(matrix{typeName: all("view", "create", "edit")}, map[string]map[string]string{typeName: {"pipeline": "hidden"}})
	sale := c.create(clerk, typeName, object{"name": "Pumps"})
	wantStage(c, "made by one who does not see pipelines", c.see(c.admin, sale), "retail talk")
	for _, stage := range []string{"talk", "tender", "offer", "won"} {
		_, err := c.edit(clerk, sale, object{"stage": stage})
		c.wantFault("moved to "+stage, err, fault.Invalid, "field.read_only")
	}
	sale = c.create(c.admin, typeName, object{"name": "Pumps", "stage": "offer"})
	looker := c.person(matrix{typeName: all("view", "edit")}, map[string]map[string]string{typeName: {"pipeline": "read"}})
	bare, err := c.edit(c.admin, sale, object{"stage": nil})
	c.must(err)
	bare, err = c.edit(c.admin, bare, object{"pipeline": nil})
	c.must(err)
	bare, err = c.edit(looker, bare, object{"stage": "tender"})
	c.must(err)
	wantStage(c, "set by one who may not edit the pipeline", bare, "<nil> tender")
	sale, err = c.edit(c.admin, bare, object{"pipeline": "trade", "stage": "offer"})
	c.must(err)
	reader := c.person(matrix{typeName: all("view", "edit")}, map[string]map[string]string{typeName: {"stage": "read"}})
	moved, err := c.edit(reader, sale, object{"pipeline": "retail"})
	c.must(err)
	wantStage(c, "moved by one who may not edit the stage", moved, "retail talk")
}

func pipelineOfMany(c *company) {
	typeName := piped(c)
	var rows []record.ImportRow
	for _, sent := range []object{{"name": "One", "stage": "offer"}, {"name": "Two"}, {"name": "Three", "stage": "offer", "pipeline": "retail"}} {
		rows = append(rows, record.ImportRow{Input: record.Input{Fields: c.fields(sent)}})
	}
	results, err := c.Records.Import(c.Context(), c.admin, record.ImportRequest{Type: typeName, Rows: rows})
	c.must(err)
	c.wantFault("a row that contradicts itself", results[2].Problem, fault.Invalid, "field.choice_not_for")
	for i, want := range []string{"trade offer", "retail talk"} {
		wantStage(c, "imported", c.see(c.admin, record.View{Type: typeName, ID: results[i].ID}), want)
	}
	ids := []ident.ID{results[0].ID, results[1].ID}
	request := record.MassRequest{Type: typeName, Action: access.MassEdit, IDs: ids, Fields: c.fields(object{"stage": "talk"})}
	outcomes := c.mass(request)
	c.wantFault("one of many at another pipeline", outcomes[0].Refusal, fault.Invalid, "field.choice_not_for")
	request.Fields = c.fields(object{"pipeline": "trade"})
	if outcomes = c.mass(request); outcomes[0].Changed || !outcomes[1].Changed {
		c.Errorf("moved: %+v", outcomes)
	}
	wantStage(c, "moved with others", c.see(c.admin, record.View{Type: typeName, ID: ids[1]}), "trade tender")
}

func pipelineLater(c *company) {
	typeName := sales(c)
	talk, won := c.create(c.admin, typeName, object{"name": "Talk", "stage": "talk"}), c.create(c.admin, typeName, object{"name": "Won", "stage": "won"})
	c.must(c.Administration.ArrangeChoices(c.Context(), c.admin, typeName, "stage", "", c.raw(pipelines())))
	standsIn := func(pipeline string) func() bool {
		return func() bool { return c.see(c.admin, talk).Fields["pipeline"] == pipeline }
	}
	c.serveUntil(standsIn("retail"))
	wantStage(c, "at a stage of all", c.see(c.admin, won), "<nil> won")
	c.wantListed("in the pipeline", c.admin, record.ListRequest{Type: typeName, Filter: c.where("pipeline", query.Equal, "retail")}, "Talk")

	changed := pipelines()
	changed["choices"].([]object)[0]["for"] = []string{"trade"}
	changed["choices"] = append(changed["choices"].([]object), stageChoice("chat", "", "retail"))
	c.must(c.Administration.ArrangeChoices(c.Context(), c.admin, typeName, "stage", "", c.raw(changed)))
	c.serveUntil(standsIn("trade"))
	wantStage(c, "when its stage belongs to another", c.see(c.admin, talk), "trade talk")
}

func pipelineHeld(c *company) {
	typeName := piped(c)
	sale := c.create(c.admin, typeName, object{"name": "Pumps", "stage": "offer"})
	arrange := func(change func(sent object)) error {
		sent := pipelines()
		change(sent)
		return c.Administration.ArrangeChoices(c.Context(), c.admin, typeName, "stage", "", c.raw(sent))
	}
	withoutOffer := func(sent object) {
		sent["choices"] = slices.Delete(sent["choices"].([]object), 2, 3)
	}
	withoutTrade := func(sent object) {
		on := sent["depends_on"].(object)
		on["choices"] = on["choices"].([]object)[:1]
		sent["choices"] = slices.Delete(sent["choices"].([]object), 1, 3)
	}
	c.wantFault("a stage with a record", arrange(withoutOffer), fault.Invalid, "administration.choice_held")
	c.wantFault("a pipeline with a record", arrange(withoutTrade), fault.Invalid, "administration.choice_held")
	one := object{"choices": []object{{"value": "retail", "labels": object{"en": "Retail"}}}}
	err := c.Administration.ChangeField(c.Context(), c.admin, typeName, "pipeline", c.raw(one))
	c.wantFault("a pipeline with a record, as a field", err, fault.Invalid, "administration.choice_held")
	c.must(c.Records.Delete(c.Context(), c.admin, typeName, sale.ID))
	design, err := c.Administration.Design(c.admin, typeName)
	c.must(err)
	var order []string
	for _, f := range design.Fields {
		order = append(order, f.Name)
	}
	if !slices.Equal(order, []string{"name", "pipeline", "stage"}) {
		c.Errorf("on the card stand %v", order)
	}
	c.must(arrange(withoutOffer))
	c.must(c.Administration.ChangeField(c.Context(), c.admin, typeName, "pipeline", c.raw(one)))
	design, err = c.Administration.Design(c.admin, typeName)
	c.must(err)
	for _, f := range design.Fields {
		if f.Name == "stage" && (len(f.Choices) != 3 || f.Choices[0].Value != "talk") {
			c.Errorf("left are %+v", f.Choices)
		}
	}
}

func pipelineRefused(c *company) {
	typeName := piped(c)
	for about, test := range map[string]struct {
		field  string
		change func(object)
		key    string
	}{
		"a stage of no pipeline there is": {"stage", func(sent object) { sent["choices"].([]object)[0]["for"] = []string{"lease"} }, "schema.choice_for"},
		"a pipeline without a stage":      {"stage", func(sent object) { sent["choices"] = []object{stageChoice("won", "won", "retail")} }, "schema.choice_none_for"},
		"on a text":                       {"stage", func(sent object) { sent["depends_on"].(object)["name"] = "name" }, "schema.depends_on"},
		"on itself":                       {"stage", func(sent object) { sent["depends_on"].(object)["name"] = "stage" }, "schema.depends_on_circle"},
		"of a text":                       {"name", func(object) {}, "administration.not_a_choice"},
	} {
		sent := pipelines()
		test.change(sent)
		err := c.Administration.ArrangeChoices(c.Context(), c.admin, typeName, test.field, "", c.raw(sent))
		c.wantFault(about, err, fault.Invalid, test.key)
	}
	err := c.Administration.ChangeField(c.Context(), c.admin, typeName, "pipeline", c.raw(object{"archived": true}))
	c.wantFault("a pipeline put away", err, fault.Invalid, "schema.depends_on")
	clerk := c.person(matrix{typeName: all("view", "edit")}, nil)
	err = c.Administration.ArrangeChoices(c.Context(), clerk, typeName, "stage", "", c.raw(pipelines()))
	c.wantFault("by one who administers no types", err, fault.Denied)
}

// mass changes many records in one transaction, as the administrator.
func (c *company) mass(request record.MassRequest) (outcomes []record.MassOutcome) {
	c.Helper()
	for len(outcomes) < len(request.IDs) { // a step on a slow computer does less
		var some []record.MassOutcome
		c.must(c.Records.Store.Write(c.Context(), func(w record.Writer) (err error) {
			some, err = c.Records.MassStep(c.Context(), w, c.admin, request, request.IDs[len(outcomes):])
			return err
		}))
		outcomes = append(outcomes, some...)
	}
	return outcomes
}

// dependentKept has people move a country whose region they may not edit.
func dependentKept(c *company) {
	place := func(value string, of ...string) object {
		return object{"value": value, "labels": object{"en": value, "ru": value}, "for": of}
	}
	typeName := c.typeOf("edit", nil, field("name", "text"), field("region", "choice", object{"choices": []object{place("north")}}))
	c.must(c.Administration.ArrangeChoices(c.Context(), c.admin, typeName, "region", "", c.raw(object{
		"depends_on": object{"name": "country", "labels": object{"en": "Country", "ru": "Страна"}, "choices": []object{place("de"), place("ru")}},
		"choices":    []object{place("north", "de"), place("south", "de"), place("urals", "ru")},
	})))
	for right, want := range map[string]string{"hidden": "ru north", "masked": "ru north", "read": "de north", "edit": "ru <nil>"} {
		clerk := c.person(matrix{typeName: all("view", "edit")}, map[string]map[string]string{typeName: {"region": right}})
		thing := c.create(c.admin, typeName, object{"name": "Works", "country": "de", "region": "north"})
		_, err := c.edit(clerk, thing, object{"country": "ru"})
		if right == "read" {
			c.wantFault("a country without its region", err, fault.Invalid, "field.choice_not_for")
		} else {
			c.must(err)
		}
		seen := c.see(c.admin, thing).Fields
		if got := fmt.Sprint(seen["country"], " ", seen["region"]); got != want {
			c.Errorf("where the region is %s there stands %s, want %s", right, got, want)
		}
	}
}
