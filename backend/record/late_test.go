package record_test

import (
	"context"
	"fmt"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// orderly is a store that notes which rows are locked only after a transaction has begun to write, and so has taken its place among the
// commits: on PostgreSQL everybody who writes then waits for whoever holds such a row.
type orderly struct {
	record.Store
	late []string
}

type orderlyWriter struct {
	record.Writer
	store  *orderly
	locked map[ident.ID]bool
	wrote  bool
}

func (s *orderly) Write(ctx context.Context, fn func(record.Writer) error) error {
	return s.Store.Write(ctx, func(w record.Writer) error { return fn(s.in(w)) })
}

func (s *orderly) in(w record.Writer) record.Writer {
	return &orderlyWriter{Writer: w, store: s, locked: make(map[ident.ID]bool)}
}

func (w *orderlyWriter) lock(t *schema.ElementType, id ident.ID) {
	if w.wrote && !w.locked[id] {
		w.store.late = append(w.store.late, t.Name)
	}
	w.locked[id] = true
}

func (w *orderlyWriter) Get(ctx context.Context, t *schema.ElementType, id ident.ID, fields []*schema.Field) (*record.Record, error) {
	w.lock(t, id)
	return w.Writer.Get(ctx, t, id, fields)
}

func (w *orderlyWriter) Below(ctx context.Context, t *schema.ElementType, parents []ident.ID) ([]ident.ID, error) {
	below, err := w.Writer.Below(ctx, t, parents)
	for _, id := range below {
		w.lock(t, id)
	}
	return below, err
}

func (w *orderlyWriter) Insert(ctx context.Context, t *schema.ElementType, r *record.Record) error {
	w.wrote, w.locked[r.ID] = true, true
	return w.Writer.Insert(ctx, t, r)
}

func (w *orderlyWriter) Update(ctx context.Context, t *schema.ElementType, before, after *record.Record, fields []string) error {
	w.lock(t, before.ID)
	w.wrote = true
	return w.Writer.Update(ctx, t, before, after, fields)
}

func (w *orderlyWriter) SetShares(ctx context.Context, t *schema.ElementType, id ident.ID, shares []record.GivenShare) error {
	w.wrote = true
	return w.Writer.SetShares(ctx, t, id, shares)
}

// eager is told of everything.
type eager struct{ told int }

func (e *eager) Happened(context.Context, record.Writer, record.Happening) error {
	e.told++
	return nil
}

func lateTests() map[string]func(*company) {
	return map[string]func(*company){"rows are locked before the commit has its number": nothingIsLate}
}

func nothingIsLate(c *company) {
	store, witness := &orderly{Store: c.Records.Store}, &eager{}
	parts := c.Records.Parts
	parts.Store, parts.Witness = store, witness
	records := record.New(parts)
	clerk := c.person(matrix{"deal": all("view", "edit"), "task": all("view", "edit")}, nil)
	client := c.create(c.admin, "company", object{"name": "Works"})
	pumps, valves := c.name("Pumps "), c.name("Valves ")
	first, second := c.create(c.admin, "deal", object{"name": pumps, "company": client.ID}), c.create(c.admin, "deal", object{"name": valves})
	about := func(v record.View) object { return object{"type": v.Type, "id": v.ID} }
	rows := func(of ...object) (rows []record.ImportRow) {
		for _, fields := range of {
			rows = append(rows, record.ImportRow{Input: record.Input{Fields: c.fields(fields)}})
		}
		return rows
	}
	var tasks []record.View
	imported := func(typeName string, key []string, rows []record.ImportRow) {
		lateImport(c, records, typeName, key, rows)
	}
	mass := func(request record.MassRequest) { lateMass(c, records, store, request) }
	for _, step := range []struct {
		about string
		do    func()
	}{
		{"making a task", func() {
			for i, deal := range []record.View{first, second} {
				made, _, err := records.Create(c.Context(), c.admin, "task", record.Input{Fields: c.fields(object{"name": fmt.Sprint("Task ", i), "about": about(deal)}), Responsible: c.idOf(clerk)})
				c.must(err)
				tasks = append(tasks, made)
			}
		}},
		{"handing a task over", func() {
			_, _, err := records.Transfer(c.Context(), c.admin, "task", tasks[0].ID, record.TransferRequest{To: c.idOf(c.admin)})
			c.must(err)
		}},
		{"editing, deleting and restoring a task", func() {
			_, _, err := records.Edit(c.Context(), c.admin, "task", tasks[0].ID, "", c.fields(object{"done": true, "about": about(second)}))
			c.must(err)
			c.must(records.Delete(c.Context(), c.admin, "task", tasks[0].ID))
			_, _, err = records.Restore(c.Context(), c.admin, "task", tasks[0].ID)
			c.must(err)
		}},
		{"handing many tasks over", func() {
			mass(record.MassRequest{Action: access.Transfer, To: c.idOf(clerk), IDs: []ident.ID{tasks[0].ID, tasks[1].ID}})
		}},
		{"deleting many tasks", func() { mass(record.MassRequest{Action: access.Delete, IDs: []ident.ID{tasks[1].ID, tasks[0].ID}}) }},
		{"importing tasks", func() {
			imported("task", nil, rows(object{"name": "x", "about": about(first)}, object{"name": "y", "about": about(second)}))
		}},
		{"importing notes", func() {
			imported("note", nil, rows(object{"text": "x", "about": about(first)}, object{"text": "y", "about": about(second)}))
		}},
		{"importing what is there", func() {
			worth := object{"amount": "1", "currency": "EUR"}
			imported("deal", []string{"name"}, rows(object{"name": pumps, "value": worth}, object{"name": valves, "value": worth}))
		}},
		{"sharing a record with what it links to", func() {
			_, err := records.ChangeShares(c.Context(), c.admin, "deal", first.ID, record.SharesChange{Items: []record.ShareInput{{Principal: oneself(clerk), Level: access.ViewLevel}}, With: []string{"company"}})
			c.must(err)
		}},
	} {
		store.late = nil
		step.do()
		if len(store.late) > 0 {
			c.Errorf("%s locks late: %v", step.about, store.late)
		}
	}
	if witness.told == 0 {
		c.Error("nobody was told of anything, so that telling locked nothing")
	}
}

func lateImport(c *company, records *record.Service, typeName string, key []string, rows []record.ImportRow) {
	c.Helper()
	results, err := records.Import(c.Context(), c.admin, record.ImportRequest{Type: typeName, Key: key, Rows: rows})
	c.must(err)
	for _, result := range results {
		c.must(result.Problem)
	}
}

func lateMass(c *company, records *record.Service, store *orderly, request record.MassRequest) {
	c.Helper()
	request.Type = "task"
	c.must(store.Store.Write(c.Context(), func(w record.Writer) error {
		outcomes, err := records.MassStep(c.Context(), store.in(w), c.admin, request, request.IDs)
		for _, outcome := range outcomes {
			if outcome.Refusal != nil {
				err = outcome.Refusal
			}
		}
		return err
	}))
}
