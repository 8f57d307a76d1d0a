package record_test

import (
	"slices"

	"kontora/backend/access"
	"kontora/backend/event"
	"kontora/backend/fault"
	"kontora/backend/locale"
	"kontora/backend/record"
)

func activityTests() map[string]func(*company) {
	return map[string]func(*company){
		"meetings and calls on a card":                        activitiesOnACard,
		"who may make a meeting and say that it was held":     madeAndHeld,
		"a meeting may be the next step":                      meetingsAsNextSteps,
		"hidden fields of meetings and calls are so on cards": veiledActivities,
		"no meeting ends before it begins":                    nothingEndsBeforeItBegins,
		"who does not read the end is not told of it":         veiledEnd,
	}
}

// activity makes a meeting or call about a record.
func (c *company) activity(by access.Actor, typeName string, about record.View, fields object) record.View {
	c.Helper()
	fields["about"] = object{"type": about.Type, "id": about.ID}
	return c.create(by, typeName, fields)
}

// item is the one item of a kind on a card.
func (c *company) item(by access.Actor, v record.View, kind string) record.Item {
	c.Helper()
	items := c.asks(by, v, record.TimelineRequest{Kinds: []string{kind}})
	if len(items) != 1 {
		c.Fatalf("%d items of kind %s", len(items), kind)
	}
	return items[0]
}

func (c *company) step(by access.Actor, v record.View) string {
	c.Helper()
	page, err := c.Records.Timeline(c.Context(), by, v.Type, v.ID, record.TimelineRequest{})
	c.must(err)
	if !page.Steps {
		return "unknown"
	}
	if page.NextStep == nil {
		return ""
	}
	return page.NextStep.Type + " " + page.NextStep.Title
}

func activities() map[string]string { return reaching("own", "view", "create", "edit") }

func activitiesOnACard(c *company) {
	maker := c.person(matrix{"deal": all("view"), "meeting": activities(), "call": activities()}, nil)
	colleague := c.person(matrix{"deal": all("view")}, nil)
	stranger := c.person(matrix{"meeting": activities(), "call": activities()}, nil)
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	var meeting record.View
	changes := c.heard(func() {
		meeting = c.activity(maker, "meeting", deal, object{"name": "On site", "starts": "2027-02-01T10:00:00Z", "ends": "2027-02-01T11:00:00Z", "comment": "They want two"})
	})
	told := slices.ContainsFunc(changes, func(change event.Change) bool { return change.Record == deal.ID && len(change.Said) == 1 })
	if !told {
		c.Errorf("who has the deal on screen hears of %+v", changes)
	}
	c.activity(maker, "call", deal, object{"name": "Called back", "direction": "in", "result": "busy", "minutes": "2.5", "comment": "Later"})

	mine, theirs := c.item(maker, deal, "meeting").Meeting, c.item(colleague, deal, "meeting").Meeting
	if mine.Text != "They want two" || !mine.Opens || !mine.CanPerform || mine.ID != meeting.ID {
		c.Errorf("who made the meeting reads %+v", mine)
	}
	if theirs.Text != "" || theirs.Opens || theirs.CanPerform || theirs.Title != "On site" || theirs.Responsible != c.idOf(maker) {
		c.Errorf("who does not see the meeting reads %+v", theirs)
	}
	call := c.item(colleague, deal, "call").Call
	if call.Text != "" || call.Title != "Called back" || call.Direction.Labels[locale.English] != "Incoming" || call.Result.Value != "busy" {
		c.Errorf("who does not see the call reads %+v", call)
	}
	for about, test := range map[string]struct {
		by    access.Actor
		words string
		want  int
	}{
		"a word of what was said":               {maker, "two", 1},
		"the same by who may not read it":       {colleague, "two", 0},
		"the subject":                           {colleague, "site", 1},
		"the direction in the other language":   {colleague, "входящий", 1},
		"the result, by who does not know call": {colleague, "busy", 1},
	} {
		if got := len(c.asks(test.by, deal, record.TimelineRequest{Text: test.words})); got != test.want {
			c.Errorf("%s: %d items, want %d", about, got, test.want)
		}
	}
	_, err := c.Records.Timeline(c.Context(), stranger, "deal", deal.ID, record.TimelineRequest{Kinds: []string{"meeting"}})
	c.wantFault("meetings about what one does not see", err, fault.NotFound)
	_, err = c.get(colleague, meeting)
	c.wantFault("the meeting by itself", err, fault.NotFound)
}

func madeAndHeld(c *company) {
	maker := c.person(matrix{"deal": all("view"), "meeting": activities()}, nil)
	reader := c.person(matrix{"deal": all("view"), "meeting": all("view")}, nil)
	stranger := c.person(matrix{"meeting": activities()}, nil)
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	about := c.fields(object{"name": "x", "about": object{"type": "deal", "id": deal.ID}})
	_, _, err := c.Records.Create(c.Context(), reader, "meeting", record.Input{Fields: about})
	c.wantFault("a meeting without the right to make one", err, fault.Denied)
	_, _, err = c.Records.Create(c.Context(), stranger, "meeting", record.Input{Fields: about})
	c.wantFault("a meeting about what one does not see", err, fault.Invalid)
	meeting := c.activity(maker, "meeting", deal, object{"name": "On site"})
	_, err = c.edit(reader, meeting, object{"done": true})
	c.wantFault("a meeting held, says who may only view it", err, fault.Denied)
	if c.item(reader, deal, "meeting").Meeting.CanPerform {
		c.Error("who may only view a meeting is offered to say that it was held")
	}
	_, err = c.edit(maker, meeting, object{"done": true})
	c.must(err)
	if done := c.item(reader, deal, "meeting").Meeting.Done; done == nil || !*done {
		c.Error("the meeting was not held")
	}
	for _, right := range []string{"hidden", "masked"} {
		veiled := c.person(matrix{"deal": all("view"), "meeting": all("view"), "task": all("view")}, map[string]map[string]string{"meeting": {"done": right}})
		if done := c.item(veiled, deal, "meeting").Meeting.Done; done != nil {
			c.Errorf("who may not read whether it was held (%s) is told %v", right, *done)
		}
	}
}

func meetingsAsNextSteps(c *company) {
	reader := c.person(matrix{"deal": all("view"), "task": all("view"), "meeting": all("view")}, nil)
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	want := func(step string) {
		c.Helper()
		if got := c.step(reader, deal); got != step {
			c.Errorf("the next step is %q, want %q", got, step)
		}
	}
	want("")
	someday := c.activity(c.admin, "meeting", deal, object{"name": "Some day"})
	want("meeting Some day")
	_, err := c.Records.AddTask(c.Context(), c.admin, "deal", deal.ID, record.TaskInput{Title: "Offer"})
	c.must(err)
	want("task Offer")
	soon := c.activity(c.admin, "meeting", deal, object{"name": "On site", "starts": "2027-02-01T10:00:00Z"})
	want("meeting On site")
	_, err = c.Records.AddTask(c.Context(), c.admin, "deal", deal.ID, record.TaskInput{Title: "Prepare", Due: "2027-01-31T10:00:00Z"})
	c.must(err)
	want("task Prepare")
	_, err = c.Records.AddTask(c.Context(), c.admin, "deal", deal.ID, record.TaskInput{Title: "Later", Due: "2027-03-01T10:00:00Z"})
	c.must(err)
	c.activity(c.admin, "call", deal, object{"name": "A call is no step", "at": "2027-01-01T10:00:00Z"})
	want("task Prepare")
	for _, held := range []record.View{someday, soon} {
		_, err = c.edit(c.admin, held, object{"done": true})
		c.must(err)
	}
	want("task Prepare")
}

func veiledActivities(c *company) {
	veiled := map[string]map[string]string{
		"meeting": {"name": "hidden", "comment": "hidden"}, "call": {"result": "hidden", "name": "masked"},
	}
	reader := c.person(matrix{"deal": all("view"), "task": all("view"), "meeting": all("view"), "call": all("view")}, veiled)
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	c.activity(c.admin, "meeting", deal, object{"name": "Secret", "comment": "Secret", "starts": "2027-02-01T10:00:00Z"})
	c.activity(c.admin, "call", deal, object{"name": "Secret subject"})
	if meeting := c.item(reader, deal, "meeting").Meeting; meeting.Title != "" || meeting.Text != "" || !meeting.Opens {
		c.Errorf("the meeting says %+v", meeting)
	}
	if call := c.item(reader, deal, "call").Call; call.Result != nil || call.Title != "•••• ject" {
		c.Errorf("the call says %+v", call)
	}
	if found := c.asks(reader, deal, record.TimelineRequest{Text: "secret"}); len(found) > 0 {
		c.Errorf("what is hidden is found: %+v", found)
	}
	if step := c.step(reader, deal); step != "" {
		c.Errorf("a meeting without a name is the next step: %q", step)
	}
}
