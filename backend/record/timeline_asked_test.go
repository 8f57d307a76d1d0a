package record_test

import (
	"fmt"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/markup"
	"kontora/backend/record"
)

// asks are all items that a request finds, page by page.
func (c *company) asks(by access.Actor, v record.View, request record.TimelineRequest) []record.Item {
	c.Helper()
	var items []record.Item
	for {
		page, err := c.Records.Timeline(c.Context(), by, v.Type, v.ID, request)
		c.must(err)
		items = append(items, page.Items...)
		if request.Cursor = page.Next; request.Cursor == "" {
			return items
		}
	}
}

// says is what each item says, without regard to order.
func says(items []record.Item) []string {
	said := make([]string, 0, len(items))
	for _, item := range items {
		switch {
		case item.Text != "":
			said = append(said, item.Text)
		case item.Task != nil:
			said = append(said, item.Task.Title)
		case len(item.Changes) > 0:
			said = append(said, fmt.Sprintf("%s=%v", item.Changes[0].Field, item.Changes[0].To))
		default:
			said = append(said, item.Kind)
		}
	}
	slices.Sort(said)
	return said
}

func partsOfATimeline(c *company) {
	colour := object{"name": "colour", "kind": "choice", "labels": object{"en": "Colour"}, "choices": []object{
		{"value": "c1", "labels": object{"en": "Green", "ru": "Зелёный"}}, {"value": "c2", "labels": object{"en": "Red", "ru": "Красный"}},
	}}
	name := c.typeOf("edit", nil, colour, field("who", "employee"), field("secret", "text"), field("phone", "phone"))
	clerk := c.person(matrix{name: all("view", "create")}, map[string]map[string]string{name: {"secret": "hidden", "phone": "masked"}})
	thing := c.create(c.admin, name, object{"name": "Thing"})
	for _, fields := range []object{{"colour": "c1"}, {"colour": "c2"}, {"who": c.idOf(clerk)}, {"secret": "Treasure"}, {"phone": "+7 495 123-45-67"}} {
		_, err := c.edit(c.admin, thing, fields)
		c.must(err)
	}
	unseen := c.create(clerk, name, object{"name": "Quiet"})
	_, err := c.edit(c.admin, unseen, object{"secret": "Treasure"})
	c.must(err)
	quiet, err := c.Records.Timeline(c.Context(), clerk, name, unseen.ID, record.TimelineRequest{})
	c.must(err)
	if _, named := quiet.Names[c.idOf(c.admin).String()]; named {
		c.Errorf("who has edited what is hidden from the reader is named to him: %v", quiet.Names)
	}
	who := func(a access.Actor) ident.ID { return c.idOf(a) }
	greeting := "**Ёлка** for " + markup.Mention("Old Name", who(clerk))
	_, err = c.Records.AddNote(c.Context(), c.admin, name, thing.ID, greeting)
	c.must(err)
	_, err = c.Records.AddMessage(c.Context(), clerk, name, thing.ID, "Green light")
	c.must(err)
	_, err = c.Records.AddTask(c.Context(), clerk, name, thing.ID, record.TaskInput{Title: "Buy a treasure chest"})
	c.must(err)
	for about, test := range map[string]struct {
		by      access.Actor
		request record.TimelineRequest
		want    []string
	}{
		"messages":                           {clerk, record.TimelineRequest{Kinds: []string{"message"}}, []string{"Green light"}},
		"notes":                              {clerk, record.TimelineRequest{Kinds: []string{"note"}}, []string{greeting}},
		"notes and tasks":                    {clerk, record.TimelineRequest{Kinds: []string{"note", "task"}}, []string{greeting, "Buy a treasure chest"}},
		"files, of which there are none":     {clerk, record.TimelineRequest{Kinds: []string{"file"}}, []string{}},
		"what the clerk did":                 {clerk, record.TimelineRequest{By: who(clerk)}, []string{"Buy a treasure chest", "Green light"}},
		"notes of the clerk":                 {clerk, record.TimelineRequest{By: who(clerk), Kinds: []string{"note"}}, []string{}},
		"what nobody did":                    {clerk, record.TimelineRequest{By: ident.ID{1}}, []string{}},
		"a word of a note":                   {clerk, record.TimelineRequest{Text: "елка FOR"}, []string{greeting}},
		"a choice by its name":               {clerk, record.TimelineRequest{Text: "green"}, []string{"Green light", "colour=c1", "colour=c2"}},
		"a choice in Russian":                {clerk, record.TimelineRequest{Text: "красный"}, []string{"colour=c2"}},
		"a choice by what it is kept by":     {clerk, record.TimelineRequest{Text: "c2"}, []string{}},
		"what is hidden":                     {clerk, record.TimelineRequest{Text: "treasure"}, []string{"Buy a treasure chest"}},
		"the name of what is hidden":         {clerk, record.TimelineRequest{Text: "secret"}, []string{}},
		"what is masked":                     {clerk, record.TimelineRequest{Text: "7495123"}, []string{}},
		"what is hidden, by who sees it":     {c.admin, record.TimelineRequest{Text: "treasure"}, []string{"Buy a treasure chest", "secret=Treasure"}},
		"words of different items":           {clerk, record.TimelineRequest{Text: "елка light"}, []string{}},
		"a field":                            {clerk, record.TimelineRequest{Field: "colour"}, []string{"colour=c1", "colour=c2"}},
		"an inherent field":                  {clerk, record.TimelineRequest{Field: "responsible"}, []string{}},
		"changes with a word":                {clerk, record.TimelineRequest{Kinds: []string{"change"}, Text: "red"}, []string{"colour=c2"}},
		"a mark-up sign that nobody can see": {clerk, record.TimelineRequest{Text: "**"}, []string{}},
	} {
		slices.Sort(test.want)
		if got := says(c.asks(test.by, thing, test.request)); !slices.Equal(got, test.want) {
			c.Errorf("%s: %q, want %q", about, got, test.want)
		}
	}
	for about, request := range map[string]record.TimelineRequest{
		"a hidden field": {Field: "secret"}, "a field that is not there": {Field: "nothing"}, "a kind that is not there": {Kinds: []string{"view"}},
	} {
		_, err := c.Records.Timeline(c.Context(), clerk, name, thing.ID, request)
		c.wantFault(about, err, fault.Invalid)
	}
	page, err := c.Records.Timeline(c.Context(), c.admin, name, thing.ID, record.TimelineRequest{Kinds: []string{"note"}})
	if err != nil || page.Names[who(clerk).String()] == "" {
		c.Errorf("the names of a note with a mention are %v, %v", page.Names, err)
	}
}

// fewAmongMany asks for what stands far behind more lines than one page looks through.
func fewAmongMany(c *company) {
	name := c.typeOf("edit", nil, field("count", "number"), field("hint", "text"))
	thing := c.create(c.admin, name, object{"name": "Thing", "count": 0})
	want := []string{}
	for i := range 1300 {
		fields := object{"count": i}
		if i%200 == 5 {
			fields = object{"hint": fmt.Sprint("at ", i)}
			want = append(want, fmt.Sprint("hint=at ", i))
		}
		_, err := c.edit(c.admin, thing, fields)
		c.must(err)
	}
	_, err := c.Records.AddNote(c.Context(), c.admin, name, thing.ID, "At last")
	c.must(err)
	slices.Sort(want)
	if got := says(c.asks(c.admin, thing, record.TimelineRequest{Field: "hint"})); !slices.Equal(got, want) {
		c.Errorf("%q, want %q", got, want)
	}
	items := c.asks(c.admin, thing, record.TimelineRequest{Text: "at"})
	for i, item := range items {
		if i > 0 && item.At > items[i-1].At {
			c.Errorf("item %d is later than the one before", i)
		}
	}
	if got := says(items); !slices.Equal(got, append([]string{"At last"}, want...)) {
		c.Errorf("%q", got)
	}
}

func nextStepOfACard(c *company) {
	viewer := c.person(matrix{"deal": all("view"), "task": all("view")}, nil)
	veiled := c.person(matrix{"deal": all("view"), "task": all("view")}, map[string]map[string]string{"task": {"due": "hidden"}})
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	step := func(by access.Actor) (string, bool) {
		page, err := c.Records.Timeline(c.Context(), by, "deal", deal.ID, record.TimelineRequest{})
		c.must(err)
		if page.NextStep == nil {
			return "", page.Steps
		}
		return page.NextStep.Title, page.Steps
	}
	if title, knows := step(viewer); title != "" || !knows {
		c.Errorf("of a deal without tasks: %q, %v", title, knows)
	}
	set := func(title, due string) record.Item {
		item, err := c.Records.AddTask(c.Context(), c.admin, "deal", deal.ID, record.TaskInput{Title: title, Due: due})
		c.must(err)
		return item
	}
	for _, test := range []struct{ title, due, want string }{
		{"Some day", "", "Some day"},
		{"Some other day", "", "Some day"},
		{"Later", "2026-12-02T10:00:00Z", "Later"},
		{"Sooner", "2026-12-01T10:00:00Z", "Sooner"},
		{"Latest", "2026-12-03T10:00:00Z", "Sooner"},
	} {
		item := set(test.title, test.due)
		if title, _ := step(viewer); title != test.want {
			c.Errorf("after %s the next step is %q", test.title, title)
		}
		if test.title == "Sooner" {
			defer func() {
				_, err := c.edit(c.admin, record.View{Type: "task", ID: item.Task.ID}, object{"done": true})
				c.must(err)
				if title, _ := step(viewer); title != "Later" {
					c.Errorf("after that was done the next step is %q", title)
				}
			}()
		}
	}
	if title, knows := step(veiled); title != "" || knows {
		c.Errorf("who does not read when tasks are due hears of %q, %v", title, knows)
	}
}

func formattedNotes(c *company) {
	author := c.person(matrix{"deal": all("view"), "note": all("view", "edit", "delete")}, nil)
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	written := "\n**Call** " + markup.Mention("Lee", c.idOf(c.admin)) + "\n- [ask](https://a.b)"
	item, err := c.Records.AddNote(c.Context(), author, "deal", deal.ID, written)
	c.must(err)
	if item.Text != written[1:] || item.Can == nil || !item.Can.Edit || !item.Can.Delete || item.Edited != "" {
		c.Errorf("%+v of %q", item, item.Text)
	}
	id, err := ident.Parse(item.ID)
	c.must(err)
	note := record.View{Type: "note", ID: id}
	if got := c.see(author, note).Fields["name"]; got != "Call @Lee\n- ask" && got != "Call @Lee - ask" {
		c.Errorf("the note is called %q", got)
	}
	edited, err := c.edit(author, note, object{"text": "~~Anew~~"})
	c.must(err)
	want := edited.UpdatedAt
	if want == edited.CreatedAt { // within one millisecond
		want = ""
	}
	shown := c.asks(c.admin, deal, record.TimelineRequest{Kinds: []string{"note"}})
	if len(shown) != 1 || shown[0].Text != "~~Anew~~" || shown[0].Edited != want {
		c.Errorf("after an edit: %+v", shown)
	}
}

func whomAMentionReaches(c *company) {
	author, reader := c.person(matrix{"deal": all("view", "authorize")}, nil), c.person(matrix{"deal": all("view")}, nil)
	stranger := c.person(matrix{"note": all("view")}, nil)
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	views, err := c.Records.Readers(c.Context(), author, "deal", deal.ID, []ident.ID{c.idOf(reader), c.idOf(stranger), {7}})
	if err != nil || !views[c.idOf(reader)] || views[c.idOf(stranger)] || views[ident.ID{7}] {
		c.Errorf("%v, %v", views, err)
	}
	told, err := c.Records.Readers(c.Context(), reader, "deal", deal.ID, []ident.ID{c.idOf(author)})
	if err != nil || told != nil {
		c.Errorf("one who may not know who views it is told %v, %v", told, err)
	}
	_, err = c.Records.Readers(c.Context(), stranger, "deal", deal.ID, []ident.ID{c.idOf(reader)})
	c.wantFault("who reads what one does not see", err, fault.NotFound)
}
