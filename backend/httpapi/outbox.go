package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/outbox"
	"kontora/backend/record"
)

// Writes are the ways to write a record that a desk has as well: there it is kept for the office. They are safe for concurrent use.
type Writes interface {
	Create(ctx context.Context, actor access.Actor, typeName string, input record.Input) (record.View, record.Names, error)
	Edit(ctx context.Context, actor access.Actor, typeName string, id ident.ID, version string, sent map[string]json.RawMessage) (record.View, record.Names, error)
	Delete(ctx context.Context, actor access.Actor, typeName string, id ident.ID) error
	Restore(ctx context.Context, actor access.Actor, typeName string, id ident.ID) (record.View, record.Names, error)
	Transfer(ctx context.Context, actor access.Actor, typeName string, id ident.ID, request record.TransferRequest) (record.View, record.Names, error)
	AddNote(ctx context.Context, actor access.Actor, typeName string, id ident.ID, text string) (record.Item, error)
	AddMessage(ctx context.Context, actor access.Actor, typeName string, id ident.ID, text string) (record.Item, error)
	AddTask(ctx context.Context, actor access.Actor, typeName string, id ident.ID, task record.TaskInput) (record.Item, error)
}

// Outbox is what somebody did at a desk and the office has not done: on a desk what waits too, on an office what was refused or clashed.
// It is safe for concurrent use.
type Outbox interface {
	// Count is how many in it are unresolved.
	Count(ctx context.Context, actor access.Actor) (int, error)
	// Kept is everything in it, the oldest first.
	Kept(ctx context.Context, actor access.Actor) ([]outbox.Kept, error)
	// Forget takes one out. On a desk one that waits is undone by that.
	Forget(ctx context.Context, actor access.Actor, id ident.ID) error
	// Retry has one that is unresolved done once more; of a conflict, over what stands there now.
	Retry(ctx context.Context, actor access.Actor, id ident.ID) error
}

// OfficeState is how a desk finds its office.
type OfficeState string

// The states of an office.
const (
	OfficeThere  OfficeState = "there"
	OfficeAway   OfficeState = "away"
	OfficeLocked OfficeState = "locked" // it lets nobody in with what the desk has kept
	OfficeOlder  OfficeState = "older"  // its program is too old for the desk's
	OfficeNewer  OfficeState = "newer"  // its program speaks no longer with one as old as the desk's
)

// SyncState is how a node stands with its office.
type SyncState struct {
	Desk       bool        `json:"desk" doc:"false on the office itself"`
	Office     OfficeState `json:"office" enum:"there,away,locked,older,newer"`
	SyncedAt   *time.Time  `json:"synced_at" doc:"when the office was last heard to the end; null before the first time"`
	Filled     int         `json:"filled" doc:"about how much of what the desk is to hold has come, in per cent; 100 on an office"`
	Waiting    int         `json:"waiting" doc:"how much of what was done here the office has not decided on"`
	Unresolved int         `json:"unresolved" doc:"how much was refused or clashed and waits for its author"`
	Scope      SyncScope   `json:"scope"`
}

// SyncScope is how much of what one may see a desk holds.
type SyncScope struct {
	Mine  bool `json:"mine" doc:"only records for which one is responsible, or a group that one is in, with what stands on them"`
	Years int  `json:"years" minimum:"0" maximum:"50" doc:"of what piles up, such as deals, tasks and notes, only what was made in so many last years; 0: all of it"`
}

const maxYears = 50

// Held is what a desk holds.
type Held struct {
	Scope   SyncScope `json:"scope"`
	Records int64     `json:"records"`
	Bytes   int64     `json:"bytes" doc:"on the disk of the computer"`
}

// outboxItem is one thing that somebody did.
type outboxItem struct {
	ID      ident.ID                   `json:"id"`
	At      time.Time                  `json:"at" doc:"when it was done, by the clock of the desk"`
	State   outbox.State               `json:"state" enum:"waiting,conflict,refused"`
	Kind    outbox.Kind                `json:"kind" enum:"create,change,delete,restore,transfer,note,message,task"`
	Type    string                     `json:"type"`
	Record  *ident.ID                  `json:"record" doc:"what it was done to; null where a record is made"`
	Title   string                     `json:"title" doc:"what that is called; empty where one may not view it"`
	Fields  map[string]json.RawMessage `json:"fields" doc:"what was put into which field"`
	Text    string                     `json:"text" doc:"of a note or a message; the title of a task"`
	To      *ident.ID                  `json:"to" doc:"of a transfer: the next responsible"`
	Clashes []string                   `json:"clashes" doc:"of a conflict: the fields in which somebody else was faster; the others are done"`
	Problem *outboxProblem             `json:"problem" doc:"why it was refused"`
}

type outboxProblem struct {
	Key    string            `json:"key"`
	Detail string            `json:"detail"`
	Fields map[string]string `json:"fields"`
}

type outboxPage struct {
	list[outboxItem]
	Names record.Names `json:"names"`
}

func (s *server) outboxRoutes() {
	add(s, route("get-sync", http.MethodGet, "/sync", "Tell how this node stands with its office", "replica"),
		func(ctx context.Context, r *request, _ *none) (*answer[SyncState], error) {
			if s.Uplink != nil {
				return reply(s.Uplink.State(ctx))
			}
			unresolved, err := s.Outbox.Count(ctx, r.actor)
			return reply(SyncState{Office: OfficeThere, Filled: 100, Unresolved: unresolved}, err)
		})
	add(s, described(route("get-held", http.MethodGet, "/sync/held", "Tell how much of what one may see is held on this computer", "replica"), "Only a desk holds anything."),
		func(ctx context.Context, _ *request, _ *none) (*answer[Held], error) {
			if s.Uplink == nil {
				return nil, fault.Missing()
			}
			return reply(s.Uplink.Held(ctx))
		})
	addBody(s, described(route("set-sync-scope", http.MethodPut, "/sync/scope", "Choose how much of what one may see is held on this computer", "replica"),
		"It changes nothing of what one may see while the office is there. What is more than was chosen leaves the computer at its next contact with the office."),
		func(ctx context.Context, _ *request, _ *none, scope SyncScope) (*answer[Held], error) {
			switch {
			case s.Uplink == nil:
				return nil, fault.Missing()
			case scope.Years < 0 || scope.Years > maxYears:
				return nil, fault.New(fault.Invalid, "http.malformed")
			}
			if err := s.Uplink.SetScope(ctx, scope); err != nil {
				return nil, err
			}
			return reply(s.Uplink.Held(ctx))
		})
	add(s, route("list-outbox", http.MethodGet, "/outbox", "List what was done at a desk and is not done at the office", "replica"), s.listOutbox)
	add(s, noContent(route("forget-command", http.MethodDelete, "/outbox/{id}", "Take something out of the outbox", "replica")),
		func(ctx context.Context, r *request, in *idPath) (*none, error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			return nil, s.Outbox.Forget(ctx, r.actor, which)
		})
	add(s, noContent(route("retry-command", http.MethodPost, "/outbox/{id}/retry", "Have something in the outbox done once more", "replica")),
		func(ctx context.Context, r *request, in *idPath) (*none, error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			return nil, s.Outbox.Retry(ctx, r.actor, which)
		})
}

func (s *server) listOutbox(ctx context.Context, r *request, _ *none) (*answer[outboxPage], error) {
	kept, err := s.Outbox.Kept(ctx, r.actor)
	if err != nil {
		return nil, err
	}
	names, err := s.outboxNames(ctx, r, kept)
	if err != nil {
		return nil, err
	}
	page := outboxPage{list: list[outboxItem]{Items: make([]outboxItem, 0, len(kept)), Total: len(kept)}, Names: names}
	for i := range kept {
		page.Items = append(page.Items, outboxItemOf(&kept[i], names, r.language))
	}
	return reply(page, nil)
}

// outboxNames tells what the records and people are called that are spoken of, as far as one may know.
func (s *server) outboxNames(ctx context.Context, r *request, kept []outbox.Kept) (record.Names, error) {
	records, people := make(map[string][]ident.ID), []ident.ID{}
	for _, k := range kept {
		if !k.Command.Record.IsZero() {
			records[k.Command.Type] = append(records[k.Command.Type], k.Command.Record)
		}
		if !k.Command.Responsible.IsZero() {
			people = append(people, k.Command.Responsible)
		}
	}
	names, err := s.Records.NamesOf(ctx, r.actor, "", nil, people)
	for of, ids := range records {
		if err != nil {
			return nil, err
		}
		var some record.Names
		some, err = s.Records.NamesOf(ctx, r.actor, of, ids, nil)
		for id, name := range some {
			names[id] = name
		}
	}
	return names, err
}

func outboxItemOf(k *outbox.Kept, names record.Names, language locale.Language) outboxItem {
	c := k.Command
	item := outboxItem{
		ID: c.ID, At: time.UnixMilli(c.At).UTC(), State: k.State, Kind: c.Kind, Type: c.Type, Fields: c.Fields, Text: c.Text,
		Title: names[c.Record.String()], Clashes: k.Clashes,
	}
	if item.Fields == nil {
		item.Fields = map[string]json.RawMessage{}
	}
	if item.Clashes == nil {
		item.Clashes = []string{}
	}
	if !c.Record.IsZero() {
		item.Record = &c.Record
	}
	if !c.Responsible.IsZero() {
		item.To = &c.Responsible
	}
	if k.Problem != nil {
		item.Problem = &outboxProblem{Key: k.Problem.Key, Detail: k.Problem.Detail.In(language), Fields: make(map[string]string)}
		for field, text := range k.Problem.Fields {
			item.Problem.Fields[field] = text.In(language)
		}
	}
	return item
}
