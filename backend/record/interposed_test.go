package record_test

import (
	"context"

	"kontora/backend/fault"
	"kontora/backend/query"
	"kontora/backend/record"
)

// interposed is a store that lets something happen between what a transaction lists and what it writes.
type interposed struct {
	record.Store
	meanwhile func()
}

type interposedWriter struct {
	record.Writer
	store *interposed
}

func (s *interposed) Write(ctx context.Context, fn func(record.Writer) error) error {
	return s.Store.Write(ctx, func(w record.Writer) error { return fn(interposedWriter{w, s}) })
}

func (w interposedWriter) List(ctx context.Context, q *record.Query) ([]*record.Record, error) {
	found, err := w.Writer.List(ctx, q)
	if meanwhile := w.store.meanwhile; meanwhile != nil {
		w.store.meanwhile = nil
		meanwhile()
	}
	return found, err
}

// editedMeanwhile hands a record over and edits it while the same record is tested against a new condition. SQLite has one writer, so there
// it happens before.
func editedMeanwhile(c *company) {
	name := stages(c, "private", 3)
	clerk := c.person(matrix{name: reaching("own", "view", "edit")}, nil)
	all, err := c.Records.List(c.Context(), c.admin, record.ListRequest{Type: name, Filter: c.where("stage", query.Equal, "won")})
	c.must(err)
	thing := all.Items[0]
	c.rule(name, c.where("stage", query.Equal, "won"), c.person(matrix{name: reaching("own", "view")}, nil), "view")
	change := func() {
		_, err := c.transfer(c.admin, thing, c.idOf(clerk))
		c.must(err)
		_, err = c.edit(clerk, thing, object{"value": 7})
		c.must(err)
	}
	parts := c.Records.Parts
	store := &interposed{Store: parts.Store}
	parts.Store = store
	if c.Company.Dialect().Name() == "postgres" {
		store.meanwhile = change
	} else {
		change()
	}
	_, err = record.New(parts).Reevaluate(c.Context(), name, 0, 100)
	c.must(err)
	if after := c.see(c.admin, thing); after.Responsible != c.idOf(clerk) || c.raw(after.Fields["value"])[0] != '7' {
		c.Errorf("the record is %+v", after)
	}
	_, _, err = c.Records.Edit(c.Context(), c.admin, name, thing.ID, thing.Version, c.fields(object{"value": 8}))
	c.wantFault("writing over the edit made meanwhile", err, fault.Conflict)
	c.build()
}
