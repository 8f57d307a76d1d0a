package app

import (
	"context"
	"encoding/json"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/outbox"
	"kontora/backend/record"
	"kontora/backend/replica"
)

// deskRecords are the records of a desk as its employee writes them: here and now, and kept for the office. They are safe for concurrent use.
type deskRecords struct {
	desk *Desk
	link *uplink
}

// do does a command at the desk and keeps it for the office. When the office is there it waits for what that says: then whoever did it learns
// it at once. What the desk cannot do because it knows less than the office is left to that.
func (d *deskRecords) do(ctx context.Context, c *outbox.Command, here func(*record.Service) error) error {
	c.ID, c.At = ident.Random{}.New(), d.desk.Clock.Now().UnixMilli()
	err := here(d.desk.Records.On(d.desk.Replica.Queue(c), c))
	switch {
	case err == nil:
		return d.link.verdict(ctx, c)
	case fault.Is(err, fault.NotFound), fault.Is(err, fault.Denied), fault.Is(err, fault.Invalid): // a file that the office has, for one
		return d.link.ask(ctx, c, err)
	}
	return err
}

// shown is a record after it was written, without fields when its writer does not see it. One that the desk is not to hold the office shows.
func (d *deskRecords) shown(ctx context.Context, actor access.Actor, typeName string, id ident.ID) (record.View, record.Names, error) {
	actor.Rights = d.desk.Records.Office.Rights(actor.Employee)
	view, names, err := d.read(ctx, actor, typeName, id)
	if !fault.Is(err, fault.NotFound) {
		return view, names, err
	}
	return record.View{ID: id, Type: typeName, Fields: map[string]any{}, Can: map[string]bool{}}, record.Names{}, nil
}

// read reads a record, at the office where the desk is not to hold it.
func (d *deskRecords) read(ctx context.Context, actor access.Actor, typeName string, id ident.ID) (record.View, record.Names, error) {
	view, names, err := d.desk.Records.Get(ctx, actor, typeName, id)
	if fault.Is(err, fault.NotFound) && d.link.scope() != (replica.Scope{}) {
		if view, names, err := d.link.view(ctx, typeName, id); err == nil {
			return view, names, nil
		}
	}
	return view, names, err
}

// Create makes a record.
func (d *deskRecords) Create(ctx context.Context, actor access.Actor, typeName string, input record.Input) (record.View, record.Names, error) {
	c := &outbox.Command{Kind: outbox.Create, Type: typeName, Fields: input.Fields, Responsible: input.Responsible}
	err := d.do(ctx, c, func(records *record.Service) error {
		_, _, err := records.Create(ctx, actor, typeName, input)
		return err
	})
	if err != nil {
		return record.View{}, nil, err
	}
	return d.shown(ctx, actor, typeName, c.Made())
}

// Edit changes fields of a record. What stood in them goes along, so that the office can tell whether somebody else was faster; or the version,
// if it was the office that has told it.
func (d *deskRecords) Edit(ctx context.Context, actor access.Actor, typeName string, id ident.ID, version string, sent map[string]json.RawMessage) (record.View, record.Names, error) {
	seen, err := d.seen(ctx, actor, typeName, id, sent)
	if err != nil {
		return record.View{}, nil, err
	}
	c := &outbox.Command{Kind: outbox.Change, Type: typeName, Record: id, Fields: sent, Seen: seen}
	if _, err := d.desk.Records.Seal.OpenVersion(id, version); err != nil {
		c.Version, version = version, ""
	}
	err = d.do(ctx, c, func(records *record.Service) error {
		_, _, err := records.Edit(ctx, actor, typeName, id, version, sent)
		return err
	})
	if fault.Is(err, fault.Conflict) {
		if current, names, again := d.read(ctx, actor, typeName, id); again == nil {
			err = fault.Of(err).With(record.Current{Record: current, Names: names})
		}
	}
	if err != nil {
		return record.View{}, nil, err
	}
	return d.shown(ctx, actor, typeName, id)
}

// seen is what stands in the fields; nothing of a record that he may not view, as of a task that is his to perform.
func (d *deskRecords) seen(ctx context.Context, actor access.Actor, typeName string, id ident.ID, fields map[string]json.RawMessage) (map[string]json.RawMessage, error) {
	view, _, err := d.desk.Records.Get(ctx, actor, typeName, id)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	seen := make(map[string]json.RawMessage, len(fields))
	for name := range fields {
		value, ok := view.Fields[name]
		if !ok || value == nil || err != nil {
			continue
		}
		seen[name], err = json.Marshal(value)
	}
	return seen, err
}

// Delete puts a record into the bin.
func (d *deskRecords) Delete(ctx context.Context, actor access.Actor, typeName string, id ident.ID) error {
	return d.do(ctx, &outbox.Command{Kind: outbox.Delete, Type: typeName, Record: id}, func(records *record.Service) error {
		return records.Delete(ctx, actor, typeName, id)
	})
}

// Restore takes a record out of the bin.
func (d *deskRecords) Restore(ctx context.Context, actor access.Actor, typeName string, id ident.ID) (record.View, record.Names, error) {
	err := d.do(ctx, &outbox.Command{Kind: outbox.Restore, Type: typeName, Record: id}, func(records *record.Service) error {
		_, _, err := records.Restore(ctx, actor, typeName, id)
		return err
	})
	if err != nil {
		return record.View{}, nil, err
	}
	return d.shown(ctx, actor, typeName, id)
}

// Transfer changes the responsible of a record. The answer is empty when the actor no longer sees it.
func (d *deskRecords) Transfer(ctx context.Context, actor access.Actor, typeName string, id ident.ID, request record.TransferRequest) (record.View, record.Names, error) {
	c := &outbox.Command{Kind: outbox.Transfer, Type: typeName, Record: id, Responsible: request.To, KeepViewer: request.KeepViewer}
	err := d.do(ctx, c, func(records *record.Service) error {
		_, _, err := records.Transfer(ctx, actor, typeName, id, request)
		return err
	})
	if err != nil {
		return record.View{}, nil, err
	}
	view, names, err := d.read(ctx, actor, typeName, id)
	if fault.Is(err, fault.NotFound) {
		return record.View{}, nil, nil
	}
	return view, names, err
}

// AddNote writes a note on a record.
func (d *deskRecords) AddNote(ctx context.Context, actor access.Actor, typeName string, id ident.ID, text string) (record.Item, error) {
	return d.comment(ctx, &outbox.Command{Kind: outbox.Note, Type: typeName, Record: id, Text: text}, func(records *record.Service) (record.Item, error) {
		return records.AddNote(ctx, actor, typeName, id, text)
	})
}

// AddMessage writes a message in the chat of a record.
func (d *deskRecords) AddMessage(ctx context.Context, actor access.Actor, typeName string, id ident.ID, text string) (record.Item, error) {
	return d.comment(ctx, &outbox.Command{Kind: outbox.Message, Type: typeName, Record: id, Text: text}, func(records *record.Service) (record.Item, error) {
		return records.AddMessage(ctx, actor, typeName, id, text)
	})
}

// AddTask sets a task on a record.
func (d *deskRecords) AddTask(ctx context.Context, actor access.Actor, typeName string, id ident.ID, task record.TaskInput) (record.Item, error) {
	c := &outbox.Command{Kind: outbox.Task, Type: typeName, Record: id, Text: task.Title, Due: task.Due, Responsible: task.Responsible}
	return d.comment(ctx, c, func(records *record.Service) (record.Item, error) {
		return records.AddTask(ctx, actor, typeName, id, task)
	})
}

func (d *deskRecords) comment(ctx context.Context, c *outbox.Command, write func(*record.Service) (record.Item, error)) (record.Item, error) {
	var item record.Item
	err := d.do(ctx, c, func(records *record.Service) (err error) {
		item, err = write(records)
		return err
	})
	if err == nil && item.ID == "" {
		item.ID, item.Kind = c.Made().String(), string(c.Kind)
	}
	return item, err
}
