package app

import (
	"context"
	"encoding/json"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/outbox"
	"kontora/backend/record"
)

// deskRecords are the records of a desk as its employee writes them: here and now, and kept for the office. They are safe for concurrent use.
type deskRecords struct {
	desk *Desk
	wake func() // has the office told of it
}

// keep readies a command to be done.
func (d *deskRecords) keep(c outbox.Command) *record.Service {
	c.ID, c.At = ident.Random{}.New(), d.desk.Clock.Now().UnixMilli()
	return d.desk.Records.On(d.desk.Replica.Queue(&c), &c)
}

// done has the office told of what was done.
func (d *deskRecords) done(err error) {
	if err == nil {
		d.wake()
	}
}

// Create makes a record.
func (d *deskRecords) Create(ctx context.Context, actor access.Actor, typeName string, input record.Input) (record.View, record.Names, error) {
	records := d.keep(outbox.Command{Kind: outbox.Create, Type: typeName, Fields: input.Fields, Responsible: input.Responsible})
	view, names, err := records.Create(ctx, actor, typeName, input)
	d.done(err)
	return view, names, err
}

// Edit changes fields of a record. What stood in them goes along, so that the office can tell whether somebody else was faster.
func (d *deskRecords) Edit(ctx context.Context, actor access.Actor, typeName string, id ident.ID, version string, sent map[string]json.RawMessage) (record.View, record.Names, error) {
	seen, err := d.seen(ctx, actor, typeName, id, sent)
	if err != nil {
		return record.View{}, nil, err
	}
	if _, err := d.desk.Records.Seal.OpenVersion(id, version); err != nil {
		version = "" // the office's own, of before it went away
	}
	records := d.keep(outbox.Command{Kind: outbox.Change, Type: typeName, Record: id, Fields: sent, Seen: seen})
	view, names, err := records.Edit(ctx, actor, typeName, id, version, sent)
	d.done(err)
	return view, names, err
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
	records := d.keep(outbox.Command{Kind: outbox.Delete, Type: typeName, Record: id})
	err := records.Delete(ctx, actor, typeName, id)
	d.done(err)
	return err
}

// Restore takes a record out of the bin.
func (d *deskRecords) Restore(ctx context.Context, actor access.Actor, typeName string, id ident.ID) (record.View, record.Names, error) {
	records := d.keep(outbox.Command{Kind: outbox.Restore, Type: typeName, Record: id})
	view, names, err := records.Restore(ctx, actor, typeName, id)
	d.done(err)
	return view, names, err
}

// Transfer changes the responsible of a record.
func (d *deskRecords) Transfer(ctx context.Context, actor access.Actor, typeName string, id ident.ID, request record.TransferRequest) (record.View, record.Names, error) {
	records := d.keep(outbox.Command{Kind: outbox.Transfer, Type: typeName, Record: id, Responsible: request.To, KeepViewer: request.KeepViewer})
	view, names, err := records.Transfer(ctx, actor, typeName, id, request)
	d.done(err)
	return view, names, err
}

// AddNote writes a note on a record.
func (d *deskRecords) AddNote(ctx context.Context, actor access.Actor, typeName string, id ident.ID, text string) (record.Item, error) {
	records := d.keep(outbox.Command{Kind: outbox.Note, Type: typeName, Record: id, Text: text})
	item, err := records.AddNote(ctx, actor, typeName, id, text)
	d.done(err)
	return item, err
}

// AddMessage writes a message in the chat of a record.
func (d *deskRecords) AddMessage(ctx context.Context, actor access.Actor, typeName string, id ident.ID, text string) (record.Item, error) {
	records := d.keep(outbox.Command{Kind: outbox.Message, Type: typeName, Record: id, Text: text})
	item, err := records.AddMessage(ctx, actor, typeName, id, text)
	d.done(err)
	return item, err
}

// AddTask sets a task on a record.
func (d *deskRecords) AddTask(ctx context.Context, actor access.Actor, typeName string, id ident.ID, task record.TaskInput) (record.Item, error) {
	records := d.keep(outbox.Command{
		Kind: outbox.Task, Type: typeName, Record: id, Text: task.Title, Due: task.Due, Responsible: task.Responsible,
	})
	item, err := records.AddTask(ctx, actor, typeName, id, task)
	d.done(err)
	return item, err
}
