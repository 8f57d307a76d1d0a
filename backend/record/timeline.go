package record

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// TimelinePage is how many items a page of the timeline holds.
const TimelinePage = 50

// The kinds of item that are records themselves.
const (
	KindNote    = "note"
	KindTask    = "task"
	KindMessage = "message"
	KindFile    = "file"
)

// Item is one thing that happened on a record.
type Item struct {
	ID      string        `json:"id"`
	Kind    string        `json:"kind"`
	At      string        `json:"at"`
	By      ident.ID      `json:"by"`
	Text    string        `json:"text,omitempty"`
	Changes []FieldChange `json:"changes,omitempty"`
	Task    *TaskItem     `json:"task,omitempty"`
	File    *FileItem     `json:"file,omitempty"`
	Link    *LinkItem     `json:"link,omitempty"`
	Shares  []ShareChange `json:"-"` // of kind share, for those who may change them

	at     int64
	source source
	after  cursorPlace
}

// FieldChange is one field before and after.
type FieldChange struct {
	Field string `json:"field"`
	From  any    `json:"from"`
	To    any    `json:"to"`
}

// TaskItem is a task as it stands on the card it is about: readable by all who may view the card.
type TaskItem struct {
	ID          ident.ID `json:"id"`
	Title       string   `json:"title"`
	Due         any      `json:"due"`
	Done        bool     `json:"done"`
	Responsible ident.ID `json:"responsible"`
	CanPerform  bool     `json:"can_perform"`
}

// Timeline is one page of what happened on a record, the latest first.
type Timeline struct {
	Items []Item
	Next  string
	Names Names
}

// source is where items of the timeline come from. Each is paged by itself and they are merged by time.
type source int

const (
	fromHistory source = iota
	fromNotes
	fromTasks
	fromFiles
	sources
)

// cursorPlace is the last item of one source that has been shown.
type cursorPlace struct {
	At int64
	No int64
}

// Timeline returns what happened on a record: changes of the fields that the actor reads, notes, messages and tasks.
func (s *Service) Timeline(ctx context.Context, actor access.Actor, typeName string, id ident.ID, cursor string) (Timeline, error) {
	page := Timeline{Items: []Item{}, Names: Names{}}
	var places [sources]cursorPlace
	if err := s.openToken(cursor, &places); err != nil {
		return page, err
	}
	err := s.reader(ctx, actor, func(r Reader, c *scene) error {
		t, found, err := c.find(ctx, r, typeName, id)
		if err != nil {
			return err
		}
		p, err := c.project(t, nil)
		if err != nil {
			return err
		}
		p.shares = c.rights.Allows(access.Authorize, subject(t, found))
		items, err := p.items(ctx, s, r, found, places)
		if err != nil {
			return err
		}
		if len(items) > TimelinePage {
			items = items[:TimelinePage]
			for _, item := range items {
				places[item.source] = item.after
			}
			page.Next = s.sealToken(places)
		}
		page.Items = append(page.Items, items...)
		page.Names, err = p.names(ctx, r)
		return err
	})
	return page, err
}

// items are up to a page and one more of all sources together.
func (p *projection) items(ctx context.Context, s *Service, r Reader, found *Record, places [sources]cursorPlace) ([]Item, error) {
	var all [sources][]Item
	var err error
	if all[fromHistory], err = p.history(ctx, s, r, found.ID, uint64(places[fromHistory].No)); err != nil {
		return nil, err
	}
	for from, typeName := range map[source]string{fromNotes: schema.TypeNote, fromTasks: schema.TypeTask, fromFiles: schema.TypeFile} {
		t, ok := p.model.Schema.Type(typeName)
		if !ok {
			continue
		}
		if all[from], err = p.commentsOn(ctx, r, t, found, from, places[from]); err != nil {
			return nil, err
		}
	}
	return merge(all, TimelinePage+1), nil
}

// merge takes the latest item of all sources, again and again. Within a source the order stays, also where a clock was set back: a page
// goes on behind the last item of each.
func merge(all [sources][]Item, most int) []Item {
	merged := make([]Item, 0, most)
	for len(merged) < most {
		latest := sources
		for from, items := range all {
			if len(items) > 0 && (latest == sources || items[0].at >= all[latest][0].at) {
				latest = source(from)
			}
		}
		if latest == sources {
			break
		}
		merged = append(merged, all[latest][0])
		all[latest] = all[latest][1:]
	}
	return merged
}

// history turns the log's lines into items. A line of which every field is hidden from the reader is not there.
func (p *projection) history(ctx context.Context, s *Service, r Reader, id ident.ID, before uint64) ([]Item, error) {
	var items []Item
	for len(items) <= TimelinePage {
		entries, err := r.History(ctx, id, before, TimelinePage+1)
		if err != nil {
			return nil, err
		}
		for _, entry := range entries {
			if item, ok := p.item(entry); ok {
				item.ID = "h" + s.Seal.Version(id, entry.No)
				items = append(items, item)
			}
			before = entry.No
		}
		if len(entries) <= TimelinePage {
			break
		}
	}
	return items, nil
}

// ofRecord reports whether a line of that kind belongs to the history of a record. The log knows more about an employee than his card
// shows: his sign-ins, and under another subject what administration did with his entry.
func ofRecord(kind string) bool {
	switch kind {
	case KindCreated, KindChange, KindTransfer, KindShare, KindDelete, KindRestore, KindLink, KindUnlink:
		return true
	}
	return false
}

func (p *projection) item(e Entry) (Item, bool) {
	if !ofRecord(e.Kind) || e.Type != p.t.Name {
		return Item{}, false
	}
	item := Item{
		Kind: e.Kind, At: schema.FormatTime(e.At), By: e.By,
		at: e.At, source: fromHistory, after: cursorPlace{No: int64(e.No)},
	}
	if no, ok := p.people.PersonNo(e.By, false); ok {
		p.persons[no] = true
	}
	switch e.Kind {
	case KindCreated:
	case KindShare:
		item.Shares = p.shareChanges(e)
	case KindLink, KindUnlink:
		item.Link = p.linked(e)
	default:
		item.Changes = p.changes(e)
	}
	return item, e.Kind != KindChange || len(item.Changes) > 0
}

// changes are those of a line that the reader may know.
func (p *projection) changes(e Entry) []FieldChange {
	var changes []FieldChange
	for _, change := range e.Changes {
		f, ok := p.t.Queryable(change.Field)
		if !ok || e.Kind == KindTransfer && change.Field == shareChange || p.right(p.t, f) == schema.Hidden {
			continue
		}
		changes = append(changes, FieldChange{Field: f.Name, From: p.recall(f, change.Before), To: p.recall(f, change.After)})
	}
	return changes
}

// recall shows a value of the log as the reader may see the field now.
func (p *projection) recall(f *schema.Field, raw []byte) any {
	v, problem := f.Parse(p.values, raw)
	if problem != nil {
		return nil // a choice or a person that is no more
	}
	if p.right(p.t, f) == schema.Masked {
		return f.Mask(v)
	}
	p.mention(v)
	return f.Encode(p.values, v)
}

// person remembers that an answer names an employee or group.
func (p *projection) person(no ident.No) ident.ID {
	p.persons[no] = true
	id, _ := p.people.PersonID(no)
	return id
}

// commentsOn reads the notes, messages or tasks about a record. Who views the record reads them; what else a task says is on its own card.
func (p *projection) commentsOn(ctx context.Context, r Reader, t *schema.ElementType, found *Record, from source, place cursorPlace) ([]Item, error) {
	about, ok := t.Field("about")
	created, _ := schema.Inherent(schema.FieldCreatedAt)
	reading := p.readsComments(t, found)
	if !ok || reading.None {
		return nil, nil
	}
	q := &Query{
		Type: t, Reading: reading, Filter: query.Test(about.Compared(), query.Equal, query.Blob(found.ID[:])), Drive: about,
		Fields: t.Fields, Limit: TimelinePage + 1, Order: []Order{{Field: created, Descending: true}},
	}
	if place.No > 0 {
		q.After, q.AfterNo = []query.Scalar{query.Int(place.At)}, place.No
	}
	comments, err := r.List(ctx, q)
	if err != nil {
		return nil, err
	}
	items := make([]Item, 0, len(comments))
	for _, each := range comments {
		item := p.comment(t, each)
		item.source = from
		items = append(items, item)
	}
	return items, nil
}

// readsComments is which comments on the record the actor reads: all, where he may comment. Where comments are switched off on its type, his
// rights on comments decide, as in every list of them.
func (p *projection) readsComments(t *schema.ElementType, found *Record) access.Reading {
	switch {
	case p.scene.rights.Allows(access.Comment, subject(p.t, found)):
		return access.Reading{All: true}
	case t.IsComment && found.Deleted == nil:
		return p.scene.rights.Reading(t.No, access.View)
	}
	return access.Reading{None: true}
}

func (p *projection) comment(t *schema.ElementType, r *Record) Item {
	item := Item{
		ID: r.ID.String(), Kind: KindNote, At: schema.FormatTime(r.CreatedAt), By: p.person(r.CreatedBy),
		at: r.CreatedAt, after: cursorPlace{At: r.CreatedAt, No: r.No},
	}
	switch t.Name {
	case schema.TypeTask:
		item.Kind, item.Task = KindTask, p.taskItem(t, r)
		return item
	case schema.TypeFile:
		item.Kind, item.File = KindFile, p.fileItem(t, r)
		return item
	}
	item.Text, _ = p.said(t, r, "text").(string)
	if channel, _ := r.Values["channel"].(string); channel == "chat" {
		item.Kind = KindMessage
	}
	return item
}

func (p *projection) taskItem(t *schema.ElementType, r *Record) *TaskItem {
	item := &TaskItem{
		ID: r.ID, Responsible: p.person(r.Responsible),
		CanPerform: p.performer(r) || p.scene.rights.Allows(access.Edit, subject(t, r)),
	}
	item.Title, _ = p.said(t, r, schema.FieldName).(string)
	item.Done, _ = p.said(t, r, fieldDone).(bool)
	item.Due = p.said(t, r, "due")
	return item
}

// said is a field of a comment as far as the reader may know it: that he reads comments wherever he views lifts no right on their fields.
func (p *projection) said(t *schema.ElementType, r *Record, name string) any {
	f, ok := t.Field(name)
	if !ok {
		return nil
	}
	switch p.right(t, f) {
	case schema.Hidden:
		return nil
	case schema.Masked:
		return f.Mask(r.Values[name])
	}
	return f.Encode(p.values, r.Values[name])
}
