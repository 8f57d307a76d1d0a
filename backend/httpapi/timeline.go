package httpapi

import (
	"context"
	"net/http"
	"time"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/record"
)

type timelineQuery struct {
	RecordPath
	Cursor string   `query:"cursor" doc:"next of the page before"`
	Kinds  []string `query:"kinds" doc:"of note, task, message, file, meeting, call, created, change, transfer, share, delete, restore, link, unlink; all when empty"`
	By     string   `query:"by" doc:"an employee: only what he did"`
	Text   string   `query:"q" doc:"words that each item holds in what the reader sees of it"`
	Field  string   `query:"field" doc:"only changes of this field"`
}

type person struct {
	ID   ident.ID `json:"id"`
	Name string   `json:"name"`
}

// timelineItem is one line of a record's history.
type timelineItem struct {
	record.Item
	By person `json:"by"`
}

type timeline struct {
	Items    []timelineItem `json:"items"`
	Next     *string        `json:"next" doc:"there may be a next page after one that holds few items or none"`
	Names    record.Names   `json:"names"`
	NextStep any            `json:"next_step,omitempty" doc:"with the first page: the open task or meeting due first that one may view, or null; absent for who does not read tasks"`
}

type newText struct {
	Text string `json:"text"`
}

type newTask struct {
	Title       string     `json:"title"`
	Due         *time.Time `json:"due,omitempty"`
	Responsible *ident.ID  `json:"responsible,omitempty" doc:"oneself when absent"`
}

func (s *server) timelineRoutes() {
	add(s, route("get-timeline", http.MethodGet, "/records/{type}/{id}/timeline", "What happened to a record, the latest first", "records"), s.getTimeline)
	addBody(s, created(route("add-note", http.MethodPost, "/records/{type}/{id}/notes", "Write a note on a record", "records")),
		func(ctx context.Context, r *request, in *RecordPath, body newText) (*answer[timelineItem], error) {
			return s.comment(r, in, func(which ident.ID) (record.Item, error) {
				return s.Writes.AddNote(ctx, r.actor, in.Type, which, body.Text)
			})
		})
	addBody(s, created(route("add-message", http.MethodPost, "/records/{type}/{id}/messages", "Write a message in the chat of a record", "records")),
		func(ctx context.Context, r *request, in *RecordPath, body newText) (*answer[timelineItem], error) {
			return s.comment(r, in, func(which ident.ID) (record.Item, error) {
				return s.Writes.AddMessage(ctx, r.actor, in.Type, which, body.Text)
			})
		})
	addBody(s, created(route("add-task", http.MethodPost, "/records/{type}/{id}/tasks", "Set a task on a record", "records")),
		func(ctx context.Context, r *request, in *RecordPath, body newTask) (*answer[timelineItem], error) {
			task := record.TaskInput{Title: body.Title}
			if body.Due != nil {
				task.Due = body.Due.UTC().Format(time.RFC3339)
			}
			if body.Responsible != nil {
				task.Responsible = *body.Responsible
			}
			return s.comment(r, in, func(which ident.ID) (record.Item, error) {
				return s.Writes.AddTask(ctx, r.actor, in.Type, which, task)
			})
		})
}

func (s *server) getTimeline(ctx context.Context, r *request, in *timelineQuery) (*answer[timeline], error) {
	which, err := id(in.ID)
	if err != nil {
		return nil, err
	}
	request := record.TimelineRequest{Cursor: in.Cursor, Kinds: in.Kinds, Text: in.Text, Field: in.Field}
	if in.By != "" {
		if request.By, err = ident.Parse(in.By); err != nil {
			return nil, fault.Field("by", "field.person").Because(err)
		}
	}
	found, err := s.Records.Timeline(ctx, r.actor, in.Type, which, request)
	if err != nil {
		return nil, err
	}
	out := timeline{Items: make([]timelineItem, 0, len(found.Items)), Names: found.Names}
	if found.Steps {
		out.NextStep = found.NextStep // a typed nil is null
	}
	for _, item := range found.Items {
		out.Items = append(out.Items, s.timelineItem(r, item))
	}
	if out.Names == nil {
		out.Names = record.Names{}
	}
	if found.Next != "" {
		out.Next = &found.Next
	}
	return reply(out, nil)
}

// timelineItem shows an item. Who got or lost which level is said in words, as a change of the field that is called after him.
func (s *server) timelineItem(r *request, item record.Item) timelineItem {
	model := s.Administration.Model()
	for _, share := range item.Shares {
		who := s.Catalogue.Render(r.language, model.PrincipalName(share.Principal))
		item.Changes = append(item.Changes, record.FieldChange{Field: who, From: s.levelWord(r, share.From), To: s.levelWord(r, share.To)})
	}
	return timelineItem{Item: item, By: s.person(item.By)}
}

// levelWord is a level in the reader's language, and nil for none.
func (s *server) levelWord(r *request, level access.Level) any {
	if level == access.NoLevel {
		return nil
	}
	return s.Catalogue.Render(r.language, access.LevelName(level))
}

// person is an employee or group with its name, which everyone may know.
func (s *server) person(id ident.ID) person {
	state := s.Administration.State()
	no, ok := state.PersonNo(id, true)
	if !ok {
		return person{ID: id}
	}
	return person{ID: id, Name: state.Model.Directory.NameOf(no)}
}

func (s *server) comment(r *request, in *RecordPath, write func(ident.ID) (record.Item, error)) (*answer[timelineItem], error) {
	which, err := id(in.ID)
	if err != nil {
		return nil, err
	}
	item, err := write(which)
	return reply(s.timelineItem(r, item), err)
}
