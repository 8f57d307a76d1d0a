package record

import (
	"context"
	"maps"
	"slices"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// NextStep is the open task or meeting about a record that is due first; of those without a date, the oldest task.
type NextStep struct {
	Type  string   `json:"type"` // task or meeting
	ID    ident.ID `json:"id"`
	Title string   `json:"title"`
	Due   string   `json:"due,omitempty"`

	at int64
}

// stepTypes are the types of which open records are next steps, with the field that says when.
func stepTypes() [2]struct{ name, due string } {
	return [...]struct{ name, due string }{{schema.TypeTask, schema.FieldDue}, {schema.TypeMeeting, schema.FieldStarts}}
}

// steps fills in the next step of every item: null where the reader sees no open task or meeting about it. Who does not read tasks hears
// nothing of steps at all, so that "no next step" is never said by somebody who could not know.
func (s *Service) steps(ctx context.Context, r Reader, c *scene, items []View) error {
	if _, ok := newStepReader(c, schema.TypeTask, schema.FieldDue); !ok || len(items) == 0 {
		return nil
	}
	next := make(map[ident.ID]*NextStep, len(items))
	about := make([]query.Scalar, 0, len(items))
	for _, item := range items {
		next[item.ID] = nil
		about = append(about, query.Blob(item.ID[:]))
	}
	for _, of := range stepTypes() {
		steps, ok := newStepReader(c, of.name, of.due)
		if !ok {
			continue
		}
		found, err := s.nearest(ctx, r, steps, about)
		if err != nil {
			return err
		}
		for _, open := range found {
			ref, _ := open.Values[steps.about.Name].(schema.Ref)
			if step := steps.step(open); next[ref.ID].givesWay(step) {
				next[ref.ID] = step
			}
		}
	}
	for i := range items {
		items[i].NextStep = next[items[i].ID]
	}
	return nil
}

// nearest reads of the open records of one type that the reader may view the one due first about each record, or else the oldest without a
// date. However many there are about one record, they keep no other from its own.
func (s *Service) nearest(ctx context.Context, r Reader, steps stepReader, about []query.Scalar) ([]*Record, error) {
	q := steps.query(about)
	if len(q.Reading.Pending) == 0 {
		return r.Nearest(ctx, q, steps.about, steps.due)
	}
	q.Total = s.Store.Total(steps.t.No)
	q.Visible = s.visible(q.Reading, q.Total)
	best := make(map[ident.ID]*Record)
	err := s.each(ctx, r, steps.scene, q, func(open *Record) bool {
		ref, _ := open.Values[steps.about.Name].(schema.Ref)
		if there := best[ref.ID]; there == nil || steps.step(there).givesWay(steps.step(open)) {
			best[ref.ID] = open
		}
		return true
	})
	return slices.Collect(maps.Values(best)), err
}

// givesWay reports whether a step, or none, is less near than another one.
func (n *NextStep) givesWay(other *NextStep) bool {
	return n == nil || other.Due != "" && (n.Due == "" || other.at < n.at)
}

// stepReader reads open records of one type.
type stepReader struct {
	*scene
	t                      *schema.ElementType
	name, due, done, about *schema.Field
}

// newStepReader is false for someone who does not read the type, or not in full what makes its records a next step.
func newStepReader(c *scene, typeName, due string) (stepReader, bool) {
	t, ok := c.readable(typeName)
	if !ok || !t.IsActivity() {
		return stepReader{}, false
	}
	steps := stepReader{scene: c, t: t}
	for name, into := range map[string]**schema.Field{
		schema.FieldName: &steps.name, due: &steps.due, schema.FieldDone: &steps.done, schema.FieldAbout: &steps.about,
	} {
		f, ok := t.Field(name)
		if !ok || !c.clear(t)(f) {
			return stepReader{}, false
		}
		*into = f
	}
	return steps, true
}

func (t stepReader) query(about []query.Scalar) *Query {
	return &Query{
		Type: t.t, Reading: t.rights.Reading(t.t.No, access.View), Action: access.View, Drive: t.about,
		Filter: query.And(query.Test(t.about.Compared(), query.In, about...), query.Test(t.done.Compared(), query.NotEqual, query.Bool(true))),
		Order:  []Order{{Field: t.due}}, Fields: []*schema.Field{t.name, t.due, t.done, t.about},
	}
}

func (t stepReader) step(open *Record) *NextStep {
	step := &NextStep{Type: t.t.Name, ID: open.ID}
	step.Title, _ = open.Values[schema.FieldName].(string)
	step.Due, _ = t.due.Encode(t.values, open.Values[t.due.Name]).(string)
	step.at, _ = open.Values[t.due.Name].(int64)
	return step
}
