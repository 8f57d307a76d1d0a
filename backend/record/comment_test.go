package record_test

import (
	"slices"
	"strings"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/record"
)

func commentTests() map[string]func(*company) {
	return map[string]func(*company){
		"who only views comments":                                             viewersComment,
		"comments switched off":                                               commentsOff,
		"the author of a note may change it":                                  authorOfANote,
		"notes go only where they could have been written":                    movedNotes,
		"hidden and masked fields of notes and tasks are so on the card, too": veiledComments,
		"tasks are performed by their responsible":                            performTasks,
		"comments that cannot be":                                             badComments,
	}
}

func viewersComment(c *company) {
	viewer := c.person(matrix{"deal": all("view")}, nil)
	colleague := c.person(matrix{"deal": all("view")}, nil)
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	_, err := c.edit(viewer, deal, object{"name": "x"})
	c.wantFault("editing", err, fault.Denied)
	note, err := c.Records.AddNote(c.Context(), viewer, "deal", deal.ID, "I only look.")
	c.must(err)
	_, err = c.Records.AddMessage(c.Context(), viewer, "deal", deal.ID, "Hello")
	c.must(err)
	task, err := c.Records.AddTask(c.Context(), viewer, "deal", deal.ID, record.TaskInput{Title: "Call them", Due: "2026-12-01T10:00:00Z"})
	c.must(err)
	if note.Kind != "note" || note.By != c.idOf(viewer) || task.Task == nil || !task.Task.CanPerform || task.Task.Responsible != c.idOf(viewer) {
		c.Errorf("the answers are %+v and %+v", note, task)
	}
	timeline, err := c.Records.Timeline(c.Context(), colleague, "deal", deal.ID, record.TimelineRequest{})
	c.must(err)
	var kinds []string
	for _, item := range timeline.Items {
		kinds = append(kinds, item.Kind)
		if item.Task != nil && item.Task.CanPerform {
			c.Error("a colleague can perform the task of another")
		}
	}
	slices.Sort(kinds)
	if !slices.Equal(kinds, []string{"created", "message", "note", "task"}) || timeline.Names[c.idOf(viewer).String()] == "" {
		c.Errorf("the timeline is %q with %v", kinds, timeline.Names)
	}
	stranger := c.person(matrix{"note": all("view", "create", "edit")}, nil)
	_, err = c.Records.AddNote(c.Context(), stranger, "deal", deal.ID, "x")
	c.wantFault("a note on what one does not see", err, fault.NotFound)
	_, err = c.Records.Timeline(c.Context(), stranger, "deal", deal.ID, record.TimelineRequest{})
	c.wantFault("the timeline of what one does not see", err, fault.NotFound)
	id, err := ident.Parse(note.ID)
	c.must(err)
	_, err = c.get(stranger, record.View{Type: "note", ID: id})
	c.wantFault("a note on what one does not see, by itself", err, fault.NotFound)
	c.wantFault("his own task as a record, without a right on tasks", c.Records.Delete(c.Context(), viewer, "task", task.Task.ID), fault.NotFound)
}

func commentsOff(c *company) {
	name := c.typeOf("view", object{"comments": false})
	viewer := c.person(matrix{name: all("view"), "note": all("view", "create")}, nil)
	thing := c.create(c.admin, name, object{"name": "Thing"})
	_, err := c.Records.AddNote(c.Context(), viewer, name, thing.ID, "x")
	c.wantFault("a note on a type without comments", err, fault.Denied, "error.comments_off")
	_, _, err = c.Records.Create(c.Context(), viewer, "note", record.Input{Fields: c.fields(object{"text": "x", "about": object{"type": name, "id": thing.ID}})})
	c.wantFault("the same as a record", err, fault.Denied)
	_, err = c.Records.AddNote(c.Context(), c.admin, name, thing.ID, "By the administrator")
	c.must(err)
	for about, test := range map[string]struct {
		reader access.Actor
		lines  int
	}{
		"who may view notes":     {viewer, 2},
		"who has no right on it": {c.person(matrix{name: all("view")}, nil), 1},
	} {
		if timeline, err := c.Records.Timeline(c.Context(), test.reader, name, thing.ID, record.TimelineRequest{}); err != nil || len(timeline.Items) != test.lines {
			c.Errorf("where comments are off, one %s reads %+v, %v", about, timeline.Items, err)
		}
		list, err := c.Records.List(c.Context(), test.reader, record.ListRequest{Type: "note", Filter: query.Expr{Field: "about", Op: query.Equal, Value: c.raw(object{"type": name, "id": thing.ID})}})
		if err != nil || len(list.Items) != test.lines-1 {
			c.Errorf("where comments are off, one %s lists %+v, %v", about, list.Items, err)
		}
	}
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	profile, err := c.Administration.Profiles().Create(c.Context(), c.admin, c.raw(object{"name": c.name("Silent "), "features": object{"comments": false}}))
	c.must(err)
	silent := c.person(matrix{"deal": all("view")}, nil, object{"profiles": []ident.ID{profile.ID}})
	_, err = c.Records.AddNote(c.Context(), silent, "deal", deal.ID, "x")
	c.wantFault("a note by one without comments", err, fault.Denied, "error.comments_off")
	_, err = c.Records.AddNote(c.Context(), viewer, "deal", deal.ID, "x")
	c.wantFault("a note on a type one may not view", err, fault.NotFound)
	_, err = c.Records.AddNote(c.Context(), c.admin, "deal", deal.ID, "By the administrator")
	c.must(err)
	timeline, err := c.Records.Timeline(c.Context(), silent, "deal", deal.ID, record.TimelineRequest{})
	if err != nil || len(timeline.Items) != 1 {
		c.Errorf("one without comments reads %+v, %v", timeline.Items, err)
	}
}

func authorOfANote(c *company) {
	notes := matrix{"deal": all("view"), "note": all("view", "edit", "delete")}
	author, reader := c.person(notes, nil), c.person(notes, nil)
	bare := c.person(matrix{"deal": all("view")}, nil)
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	item, err := c.Records.AddNote(c.Context(), author, "deal", deal.ID, strings.Repeat("Long ago. ", 30))
	c.must(err)
	id, err := ident.Parse(item.ID)
	c.must(err)
	note := record.View{Type: "note", ID: id}
	for about, by := range map[string]access.Actor{"a reader with rights on notes": reader, "a reader without": bare} {
		c.see(by, note)
		_, err := c.edit(by, note, object{"text": "x"})
		c.wantFault(about+" edits it", err, fault.Denied)
		c.wantFault(about+" deletes it", c.Records.Delete(c.Context(), by, "note", id), fault.Denied)
	}
	changed, err := c.edit(author, note, object{"text": "Short"})
	if err != nil || changed.Fields["text"] != "Short" || changed.Fields["name"] != "Short" {
		c.Errorf("edited by its author: %+v, %v", changed.Fields, err)
	}
	if can := c.see(author, note).Can; !can["edit"] || !can["delete"] || c.see(reader, note).Can["edit"] {
		c.Errorf("the author can %v", can)
	}
	c.must(c.Records.Delete(c.Context(), author, "note", id))
	timeline, err := c.Records.Timeline(c.Context(), reader, "deal", deal.ID, record.TimelineRequest{})
	if err != nil || len(timeline.Items) != 1 {
		c.Errorf("the timeline is %+v, %v", timeline.Items, err)
	}
}

func veiledComments(c *company) {
	reader := c.person(matrix{"deal": all("view")}, map[string]map[string]string{"note": {"text": "masked"}, "task": {"name": "hidden", "due": "hidden"}})
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	_, err := c.Records.AddNote(c.Context(), c.admin, "deal", deal.ID, "A treasure")
	c.must(err)
	_, err = c.Records.AddTask(c.Context(), c.admin, "deal", deal.ID, record.TaskInput{Title: "Dig for treasure", Due: "2026-05-01T10:00:00Z"})
	c.must(err)
	// The name of a note is its first words.
	for says, rights := range map[string]map[string]string{"masked": {"text": "masked"}, "hidden": {"text": "hidden", "name": "read"}} {
		who := c.person(matrix{"deal": all("view"), "note": all("view")}, map[string]map[string]string{"note": rights})
		list, err := c.Records.List(c.Context(), who, record.ListRequest{Type: "note", Limit: 50})
		if err != nil || len(list.Items) == 0 || strings.Contains(string(c.raw(list)), "reasure") {
			c.Errorf("with %s text he lists %s: %v", says, c.raw(list), err)
		}
		_, err = c.Records.List(c.Context(), who, record.ListRequest{Type: "note", Limit: 50, Sort: []string{"name"}})
		c.wantFault("sorting by "+says+" text", err, fault.Invalid)
		if hits, _, err := c.Records.Search(c.Context(), who, "treasure"); err != nil || len(hits) > 0 {
			c.Errorf("with %s text he finds %s: %v", says, c.raw(hits), err)
		}
	}
	for _, item := range c.timelinePages(reader, deal) {
		if strings.Contains(string(c.raw(item)), "reasure") || item.Task != nil && item.Task.Due != nil {
			c.Errorf("he reads %s", c.raw(item))
		}
	}
	if items := c.timelinePages(c.admin, deal); len(items) != 3 || items[0].Task.Due == nil || items[1].Text != "A treasure" {
		c.Errorf("the administrator reads %s", c.raw(items))
	}
}

func movedNotes(c *company) {
	silent := c.typeOf("view", object{"comments": false})
	author := c.person(matrix{"deal": all("view"), silent: all("view"), "note": all("view", "create", "edit")}, nil)
	deal, other := c.create(c.admin, "deal", object{"name": "Pumps"}), c.create(c.admin, "deal", object{"name": "Pipes"})
	thing := c.create(c.admin, silent, object{"name": "Thing"})
	about := func(v record.View) object { return object{"about": object{"type": v.Type, "id": v.ID}} }
	note := func(text string) record.View {
		return c.create(author, "note", object{"text": text, "about": about(deal)["about"]})
	}
	first, second := note("First"), note("Second")
	_, err := c.edit(author, first, about(thing))
	c.wantFault("to a record without comments", err, fault.Denied, "error.comments_off")
	_, err = c.edit(author, first, about(second))
	c.wantFault("to another note", err, fault.Invalid, "field.link")
	_, err = c.edit(author, first, object{"about": nil})
	c.wantFault("to nothing", err, fault.Invalid, "field.link")
	if _, err = c.edit(author, first, about(other)); err != nil {
		c.Errorf("to another deal: %v", err)
	}
	for deal, want := range map[ident.ID]string{deal.ID: "Second", other.ID: "First"} {
		timeline, err := c.Records.Timeline(c.Context(), author, "deal", deal, record.TimelineRequest{})
		if err != nil || len(timeline.Items) != 2 || timeline.Items[0].Text != want {
			c.Errorf("%s stands on %+v, %v", want, timeline.Items, err)
		}
	}
}

func performTasks(c *company) {
	doer := c.person(matrix{"deal": all("view")}, nil) // no right on tasks at all
	planner := c.person(matrix{"deal": all("view"), "task": {"view": "own", "create": "own", "edit": "own", "transfer": "all"}}, nil)
	member := c.person(matrix{"deal": all("view")}, nil)
	group, err := c.Administration.Groups().Create(c.Context(), c.admin, c.raw(object{"name": c.name("Group "), "members": []object{{"kind": "employee", "id": c.idOf(member)}}}))
	c.must(err)
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	set := func(whom ident.ID) record.View {
		item, err := c.Records.AddTask(c.Context(), planner, "deal", deal.ID, record.TaskInput{Title: "Call them", Responsible: whom})
		c.must(err)
		return record.View{Type: "task", ID: item.Task.ID}
	}
	done := func(v record.View) any { return c.see(c.admin, v).Fields["done"] }
	his, theirs := set(c.idOf(doer)), set(group.ID)
	for _, test := range []struct {
		about  string
		by     access.Actor
		task   record.View
		fields object
		kind   fault.Kind
	}{
		{"by its responsible", doer, his, object{"done": true}, ""},
		{"by its responsible, back again", doer, his, object{"done": false}, ""},
		{"by its responsible, with words", doer, his, object{"done": "perhaps"}, fault.Invalid},
		{"by its responsible, with a new title", doer, his, object{"done": true, "name": "x"}, fault.NotFound},
		{"the title by its responsible", doer, his, object{"name": "x"}, fault.NotFound},
		{"by a member of the responsible group", member, theirs, object{"done": true}, ""},
		{"by another", member, his, object{"done": true}, fault.NotFound},
		{"of the group by another", doer, theirs, object{"done": false}, fault.NotFound},
	} {
		before := done(test.task)
		_, err := c.edit(test.by, test.task, test.fields)
		if test.kind != "" {
			c.wantFault(test.about, err, test.kind)
			if done(test.task) != before {
				c.Errorf("%s: the task became %v", test.about, done(test.task))
			}
		} else if err != nil || done(test.task) != test.fields["done"] {
			c.Errorf("%s: %v, %v", test.about, done(test.task), err)
		}
	}
	timeline, err := c.Records.Timeline(c.Context(), doer, "deal", deal.ID, record.TimelineRequest{})
	c.must(err)
	can := 0
	for _, item := range timeline.Items {
		if item.Task != nil && item.Task.CanPerform {
			can++
		}
	}
	if can != 1 {
		c.Errorf("he can perform %d of the tasks", can)
	}
	_, err = c.Records.AddTask(c.Context(), doer, "deal", deal.ID, record.TaskInput{Title: "You do it", Responsible: c.idOf(planner)})
	c.wantFault("a task for somebody beyond his cap", err, fault.Invalid, "error.responsible_out_of_reach")
}

func badComments(c *company) {
	deal := c.create(c.admin, "deal", object{"name": "Pumps"})
	for about, text := range map[string]string{"nothing": "", "blanks": " \n\t "} {
		_, err := c.Records.AddNote(c.Context(), c.admin, "deal", deal.ID, text)
		c.wantFault("a note of "+about, err, fault.Invalid, "field.required")
	}
	_, err := c.Records.AddNote(c.Context(), c.admin, "deal", deal.ID, strings.Repeat("a", 1<<20))
	c.wantFault("a note without end", err, fault.Invalid, "field.too_long")
	_, err = c.Records.AddTask(c.Context(), c.admin, "deal", deal.ID, record.TaskInput{Title: "Call", Due: "tomorrow"})
	c.wantFault("a task for some day", err, fault.Invalid, "field.date_time")
	_, err = c.Records.AddTask(c.Context(), c.admin, "deal", deal.ID, record.TaskInput{Title: "Call", Responsible: ident.ID{4}})
	c.wantFault("a task for nobody", err, fault.Invalid, "field.person")
	_, err = c.Records.AddNote(c.Context(), c.admin, "deal", ident.ID{4}, "x")
	c.wantFault("a note on nothing", err, fault.NotFound)
	_, err = c.Records.AddNote(c.Context(), c.admin, "nothing", deal.ID, "x")
	c.wantFault("a note on a type that is not there", err, fault.NotFound)
	timeline, err := c.Records.Timeline(c.Context(), c.admin, "deal", deal.ID, record.TimelineRequest{})
	if err != nil || len(timeline.Items) != 1 {
		c.Errorf("after all that the timeline is %+v, %v", timeline.Items, err)
	}
	emoji, err := c.Records.AddNote(c.Context(), c.admin, "deal", deal.ID, "Ёлка 🙂\x00\nline")
	if err != nil || emoji.Text != "Ёлка 🙂\nline" {
		c.Errorf("%q, %v", emoji.Text, err)
	}
}
