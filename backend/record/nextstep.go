package record

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// maxSteps bounds how many open tasks one page of records is told of. Those due first are read first.
const maxSteps = 2000

// NextStep is the open task about a record that is due first; of tasks without a date, the oldest.
type NextStep struct {
	ID    ident.ID `json:"id"`
	Title string   `json:"title"`
	Due   string   `json:"due,omitempty"`
}

// steps fills in the next step of every item: null where the reader sees no open task about it. Who does not read tasks hears nothing of
// steps at all, so that "no next step" is never said by somebody who could not know.
func (s *Service) steps(ctx context.Context, r Reader, c *scene, items []View) error {
	tasks, ok := newStepReader(c)
	if !ok || len(items) == 0 {
		return nil
	}
	next := make(map[ident.ID]*NextStep, len(items))
	about := make([]query.Scalar, 0, len(items))
	for _, item := range items {
		next[item.ID] = nil
		about = append(about, query.Blob(item.ID[:]))
	}
	q := tasks.query(about)
	q.Total = s.Store.Total(tasks.t.No)
	q.Visible = s.visible(q.Reading, q.Total)
	found, err := s.rows(ctx, r, c, q)
	if err != nil {
		return err
	}
	for _, task := range found {
		ref, _ := task.Values[tasks.about.Name].(schema.Ref)
		if step := tasks.step(task); next[ref.ID].givesWay(step) {
			next[ref.ID] = step
		}
	}
	for i := range items {
		items[i].NextStep = next[items[i].ID]
	}
	return nil
}

// givesWay reports whether a step, or none, is less near than one that is due no earlier: tasks without a date come first in their order.
func (n *NextStep) givesWay(other *NextStep) bool {
	return n == nil || n.Due == "" && other.Due != ""
}

// stepReader reads open tasks.
type stepReader struct {
	*scene
	t                      *schema.ElementType
	name, due, done, about *schema.Field
}

// newStepReader is false for someone who does not read tasks, or not in full what makes them a next step.
func newStepReader(c *scene) (stepReader, bool) {
	t, ok := c.readable(schema.TypeTask)
	if !ok {
		return stepReader{}, false
	}
	tasks := stepReader{scene: c, t: t}
	for name, into := range map[string]**schema.Field{
		schema.FieldName: &tasks.name, "due": &tasks.due, fieldDone: &tasks.done, "about": &tasks.about,
	} {
		f, ok := t.Field(name)
		if !ok || !c.clear(t)(f) {
			return stepReader{}, false
		}
		*into = f
	}
	return tasks, true
}

func (t stepReader) query(about []query.Scalar) *Query {
	return &Query{
		Type: t.t, Reading: t.rights.Reading(t.t.No, access.View), Action: access.View, Drive: t.about, Limit: maxSteps,
		Filter: query.And(query.Test(t.about.Compared(), query.In, about...), query.Test(t.done.Compared(), query.NotEqual, query.Bool(true))),
		Order:  []Order{{Field: t.due}}, Fields: []*schema.Field{t.name, t.due, t.done, t.about},
	}
}

func (t stepReader) step(task *Record) *NextStep {
	step := &NextStep{ID: task.ID}
	step.Title, _ = task.Values[schema.FieldName].(string)
	step.Due, _ = t.due.Encode(t.values, task.Values["due"]).(string)
	return step
}
