package record_test

import (
	"fmt"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/record"
)

func timelineTests() map[string]func(*company) {
	return map[string]func(*company){
		"a long timeline in pages":            longTimeline,
		"what the timeline says":              timelineKinds,
		"parts of a timeline":                 partsOfATimeline,
		"few items among many in a timeline":  fewAmongMany,
		"the next step of a card":             nextStepOfACard,
		"notes with formatting and their can": formattedNotes,
		"whom a mention reaches":              whomAMentionReaches,
	}
}

// timelinePages are all items of a timeline, page by page.
func (c *company) timelinePages(by access.Actor, v record.View) []record.Item {
	c.Helper()
	var items []record.Item
	for cursor := ""; ; {
		page, err := c.Records.Timeline(c.Context(), by, v.Type, v.ID, record.TimelineRequest{Cursor: cursor})
		c.must(err)
		if len(page.Items) > record.TimelinePage || page.Next != "" && len(page.Items) < record.TimelinePage {
			c.Errorf("a page holds %d items", len(page.Items))
		}
		items = append(items, page.Items...)
		if cursor = page.Next; cursor == "" {
			return items
		}
	}
}

func longTimeline(c *company) {
	name := c.typeOf("edit", nil, field("open", "number"), field("secret", "number"))
	clerk := c.person(matrix{name: all("view")}, map[string]map[string]string{name: {"secret": "hidden"}})
	thing := c.create(c.admin, name, object{"name": "Thing"})
	want := []string{"created"}
	for i := range 160 {
		var said string
		var err error
		switch i % 4 {
		case 0:
			_, err = c.Records.AddNote(c.Context(), c.admin, name, thing.ID, fmt.Sprintf("note %d", i))
			said = fmt.Sprintf("note %d", i)
		case 1:
			_, err = c.Records.AddTask(c.Context(), c.admin, name, thing.ID, record.TaskInput{Title: fmt.Sprintf("task %d", i)})
			said = fmt.Sprintf("task %d", i)
		case 2:
			_, err = c.edit(c.admin, thing, object{"open": i})
			said = fmt.Sprintf("change %d", i)
		case 3:
			_, err = c.edit(c.admin, thing, object{"secret": i})
		}
		c.must(err)
		if said != "" {
			want = append(want, said)
		}
	}
	slices.Reverse(want)
	items := c.timelinePages(clerk, thing)
	ids := make(map[string]bool)
	var got []string
	for i, item := range items {
		if ids[item.ID] {
			c.Errorf("item %s is there twice", item.ID)
		}
		ids[item.ID] = true
		if i > 0 && item.At > items[i-1].At {
			c.Errorf("item %d is later than the one before", i)
		}
		got = append(got, saidBy(item))
	}
	slices.Sort(got)
	slices.Sort(want) // within one millisecond the order of different kinds is open
	if !slices.Equal(got, want) {
		c.Errorf("%d items are %q, want %d: %q", len(got), got, len(want), want)
	}
	if all := c.timelinePages(c.admin, thing); len(all) != 161 {
		c.Errorf("the administrator reads %d items", len(all))
	}
	_, err := c.Records.Timeline(c.Context(), clerk, name, thing.ID, record.TimelineRequest{Cursor: "made up"})
	c.wantFault("a page that was never given", err, fault.Invalid, "error.cursor")
}

func saidBy(item record.Item) string {
	switch item.Kind {
	case "note":
		return item.Text
	case "task":
		return item.Task.Title
	case "change":
		return fmt.Sprintf("change %v", item.Changes[0].To)
	}
	return item.Kind
}

func timelineKinds(c *company) {
	other := c.person(matrix{"deal": all("view")}, nil)
	deal := c.create(c.admin, "deal", object{"name": "Pumps", "stage": "engaging"})
	_, err := c.edit(c.admin, deal, object{"stage": "won", "value": object{"amount": "5", "currency": "USD"}})
	c.must(err)
	c.share(deal, access.ViewLevel, other)
	_, err = c.transfer(c.admin, deal, c.idOf(other))
	c.must(err)
	c.must(c.Records.Delete(c.Context(), c.admin, "deal", deal.ID))
	c.must(restoreIt(c, c.admin, deal))
	items := c.timelinePages(c.admin, deal)
	var kinds []string
	for _, item := range items {
		kinds = append(kinds, item.Kind)
		if item.By != c.idOf(c.admin) || item.At == "" {
			c.Errorf("who and when of %+v", item)
		}
	}
	if !slices.Equal(kinds, []string{"restore", "delete", "transfer", "share", "change", "created"}) {
		c.Fatalf("the timeline is %q", kinds)
	}
	moved := items[2].Changes
	if len(moved) != 1 || moved[0].Field != "responsible" || moved[0].From != c.idOf(c.admin).String() || moved[0].To != c.idOf(other).String() {
		c.Errorf("the transfer says %+v", moved)
	}
	said := string(c.raw(items[4].Changes))
	if want := `[{"field":"stage","from":"engaging","to":"won"},{"field":"value","from":null,"to":{"amount":"5.00","currency":"USD"}},{"field":"probability","from":40,"to":100}]`; said != want {
		c.Errorf("the change says %s", said)
	}
}
