package record

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/markup"
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
	KindMeeting = "meeting"
	KindCall    = "call"
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
	Meeting *MeetingItem  `json:"meeting,omitempty"`
	Call    *CallItem     `json:"call,omitempty"`
	File    *FileItem     `json:"file,omitempty"`
	Link    *LinkItem     `json:"link,omitempty"`
	Edited  string        `json:"edited,omitempty"` // when a note or message was last written anew
	Can     *CommentCan   `json:"can,omitempty"`    // with a note or message as a record
	Shares  []ShareChange `json:"-"`                // of kind share, for those who may change them

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

// CommentCan is what the reader may do with a note or message.
type CommentCan struct {
	Edit   bool `json:"edit"`
	Delete bool `json:"delete"`
}

// TaskItem is a task, or as a next step a meeting, as it stands on the card it is about: readable by all who may view the card.
type TaskItem struct {
	Type        string   `json:"type"` // task or meeting
	ID          ident.ID `json:"id"`
	Title       string   `json:"title"`
	Due         any      `json:"due"`
	Done        *bool    `json:"done,omitempty" doc:"absent for who may not read it"`
	Responsible ident.ID `json:"responsible"`
	CanPerform  bool     `json:"can_perform"`
}

// Timeline is one page of what happened on a record, the latest first. A page may hold few items, or none, and yet have a next one: where
// few of many things are asked for, a page ends after so much was looked through.
type Timeline struct {
	Items    []Item
	Next     string
	Names    Names
	NextStep *TaskItem // with the first page: the open task or meeting due first
	Steps    bool      // with the first page: whether the reader knows the open tasks, so that no NextStep means there is none
}

// source is where items of the timeline come from. Each is paged by itself and they are merged by time.
type source int

const (
	fromHistory source = iota
	fromNotes
	fromTasks
	fromFiles
	fromMeetings
	fromCalls
	sources
)

// cursorPlace is the last item of one source that has been shown.
type cursorPlace struct {
	At int64
	No int64
}

// Timeline returns what happened on a record, as far as the request asks: changes of the fields that the actor reads, notes, messages,
// tasks, files, meetings and calls.
func (s *Service) Timeline(ctx context.Context, actor access.Actor, typeName string, id ident.ID, request TimelineRequest) (Timeline, error) {
	page := Timeline{Items: []Item{}, Names: Names{}}
	var places [sources]cursorPlace
	if err := s.openToken(request.Cursor, &places); err != nil {
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
		reading := timelineReading{projection: p, service: s, rows: r, found: found}
		if reading.asked, err = p.asked(request); err != nil {
			return err
		}
		if page.Items, err = reading.page(ctx, &places); err != nil {
			return err
		}
		s.viewed(ctx, c, t.Name, id, subject(t, found))
		s.overheard(ctx, c, page.Items)
		if reading.more {
			page.Next = s.sealToken(places)
		}
		if request.Cursor == "" {
			if page.NextStep, page.Steps, err = reading.nextStep(ctx); err != nil {
				return err
			}
		}
		page.Names, err = p.names(ctx, r)
		return err
	})
	return page, err
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
	switch e.Kind {
	case KindCreated:
	case KindShare:
		item.Shares = p.shareChanges(e)
	case KindLink, KindUnlink:
		item.Link = p.linked(e)
	default:
		item.Changes = p.changes(e)
	}
	if e.Kind == KindChange && len(item.Changes) == 0 {
		return Item{}, false
	}
	if no, ok := p.people.PersonNo(e.By, false); ok {
		p.persons[no] = true
	}
	return item, true
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
	if file, ok := f.LoggedFile(raw); ok && p.right(p.t, f) != schema.Masked {
		return file
	}
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
	case schema.TypeMeeting:
		item.Kind, item.Meeting = KindMeeting, p.meetingItem(t, r)
		return item
	case schema.TypeCall:
		item.Kind, item.Call = KindCall, p.callItem(t, r)
		return item
	case schema.TypeFile:
		item.Kind, item.File = KindFile, p.fileItem(t, r)
		return item
	}
	of := subject(t, r)
	item.Can = &CommentCan{Edit: p.scene.rights.Allows(access.Edit, of), Delete: p.scene.rights.Allows(access.Delete, of)}
	if text, ok := p.said(t, r, "text").(string); ok {
		item.Text = text
		p.mentioned(text)
		if r.UpdatedAt > r.CreatedAt {
			item.Edited = schema.FormatTime(r.UpdatedAt)
		}
	}
	if channel, _ := r.Values["channel"].(string); channel == chatChannel {
		item.Kind = KindMessage
	}
	return item
}

// mentioned remembers the colleagues that a text mentions, so that they are called by the names they have now.
func (p *projection) mentioned(text string) {
	for _, id := range markup.Mentions(text) {
		if no, ok := p.people.PersonNo(id, false); ok {
			p.persons[no] = true
		}
	}
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
