package record_test

import (
	"fmt"

	"kontora/backend/access"
	"kontora/backend/query"
	"kontora/backend/record"
)

func nextStepTests() map[string]func(*company) {
	return map[string]func(*company){
		"many meetings about one record hide no other's next step":     noStepDrowns,
		"the next step is one that the reader may view":                stepsOneMayView,
		"the next step while a restriction is still tested on records": stepsBesideARestriction,
	}
}

// stepInList is the next step of a deal in a list: its type and title, nothing where there is none, and "unknown" where it is not told.
func (c *company) stepInList(by access.Actor, deal record.View) string {
	c.Helper()
	page, err := c.Records.List(c.Context(), by, record.ListRequest{Type: deal.Type, Steps: true, Limit: record.MaxLimit})
	c.must(err)
	for _, item := range page.Items {
		if item.ID != deal.ID {
			continue
		}
		step, told := item.NextStep.(*record.NextStep)
		switch {
		case !told:
			return "unknown"
		case step == nil:
			return ""
		}
		return step.Type + " " + step.Title
	}
	c.Fatal("the deal is not in the list")
	return ""
}

func (c *company) wantStep(about string, by access.Actor, deal record.View, want string) {
	c.Helper()
	if card, list := c.step(by, deal), c.stepInList(by, deal); card != want || list != want {
		c.Errorf("%s: the next step is %q on the card and %q in the list, want %q", about, card, list, want)
	}
}

func noStepDrowns(c *company) {
	reader := c.person(matrix{"deal": all("view"), "meeting": all("view"), "task": all("view")}, nil)
	mine, bait := c.create(c.admin, "deal", object{"name": "Mine"}), c.create(c.admin, "deal", object{"name": "Bait"})
	c.activity(c.admin, "meeting", mine, object{"name": "Tomorrow", "starts": "2027-02-01T10:00:00Z"})
	const many = 2001
	rows := make([]record.ImportRow, many)
	for i := range rows {
		rows[i].Fields = c.fields(object{"name": fmt.Sprint("Some day ", i), "about": object{"type": "deal", "id": bait.ID}})
	}
	_, err := c.Records.Import(c.Context(), c.admin, record.ImportRequest{Type: "meeting", Rows: rows})
	c.must(err)
	c.wantStep("beside many undated meetings", reader, mine, "meeting Tomorrow")
	c.wantStep("of many undated meetings", reader, bait, "meeting Some day 0")
	c.activity(c.admin, "meeting", bait, object{"name": "Soon", "starts": "2027-02-01T10:00:00Z"})
	c.wantStep("of many undated meetings and one with a date", reader, bait, "meeting Soon")
}

func stepsOneMayView(c *company) {
	planter := c.person(matrix{"deal": all("view"), "meeting": activities(), "task": activities()}, nil)
	boss := c.person(matrix{"deal": all("view"), "meeting": reaching("own", "view", "edit"), "task": reaching("own", "view", "edit")}, nil)
	stranger := c.person(matrix{"deal": all("view"), "meeting": all("view")}, nil)
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	_, err := c.Records.AddTask(c.Context(), c.admin, "deal", deal.ID, record.TaskInput{Title: "Real", Due: "2026-12-01T10:00:00Z", Responsible: c.idOf(boss)})
	c.must(err)
	c.activity(planter, "meeting", deal, object{"name": "Fake", "starts": "1990-01-01T10:00:00Z"})
	_, err = c.Records.AddTask(c.Context(), planter, "deal", deal.ID, record.TaskInput{Title: "Fake too", Due: "1991-01-01T10:00:00Z"})
	c.must(err)
	c.wantStep("his own, where others' are not his to see", boss, deal, "task Real")
	c.wantStep("what he planted himself", planter, deal, "meeting Fake")
	c.wantStep("who sees all", c.admin, deal, "meeting Fake")
	c.wantStep("who sees no task", stranger, deal, "unknown")
}

// stepsBesideARestriction looks while nobody knows yet which meetings a new restriction takes away.
func stepsBesideARestriction(c *company) {
	reader := c.person(matrix{"deal": all("view"), "meeting": all("view"), "task": all("view")}, nil)
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	c.activity(c.admin, "meeting", deal, object{"name": "Secret", "starts": "2027-01-01T10:00:00Z"})
	c.activity(c.admin, "meeting", deal, object{"name": "Open", "starts": "2027-02-01T10:00:00Z"})
	c.activity(c.admin, "meeting", deal, object{"name": "Some day"})
	c.wantStep("before the restriction", reader, deal, "meeting Secret")
	_, err := c.Administration.Restrictions().Create(c.Context(), c.admin, c.raw(object{
		"name": c.name("No secrets "), "type": "meeting", "filter": c.where("name", query.Equal, "Secret"), "level": "none", "active": true,
		"who": []object{{"kind": "employee", "id": c.idOf(reader)}},
	}))
	c.must(err)
	c.wantStep("while the restriction is built", reader, deal, "meeting Open")
	c.build()
	c.wantStep("with the restriction", reader, deal, "meeting Open")
}
