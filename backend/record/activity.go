package record

import (
	"context"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// MeetingItem is a meeting as it stands on the card it is about. Subject, time and state are readable by all who may view the card.
type MeetingItem struct {
	Activity
	Starts     any   `json:"starts"`
	Ends       any   `json:"ends"`
	Done       *bool `json:"done,omitempty" doc:"absent for who may not read it"`
	CanPerform bool  `json:"can_perform"` // say that it was held
}

// CallItem is a call as it stands on the card it is about.
type CallItem struct {
	Activity
	At        any     `json:"at"`
	Minutes   any     `json:"minutes"`
	Direction *Chosen `json:"direction,omitempty"`
	Result    *Chosen `json:"result,omitempty"`
}

// Activity is what meetings and calls on a card have in common. Opens is for those who may view the activity itself: they alone read what
// was said.
type Activity struct {
	ID          ident.ID `json:"id"`
	Title       string   `json:"title"`
	Responsible ident.ID `json:"responsible"`
	Opens       bool     `json:"opens"`
	Text        string   `json:"text,omitempty"`

	of access.Subject
}

// Chosen is a choice with what it is called: who reads it on a card need not know the type it belongs to.
type Chosen struct {
	Value  string        `json:"value"`
	Labels locale.Labels `json:"labels"`
}

func (p *projection) activity(t *schema.ElementType, r *Record) Activity {
	item := Activity{ID: r.ID, Responsible: p.person(r.Responsible), of: subject(t, r)}
	item.Opens = p.scene.rights.Allows(access.View, item.of)
	item.Title, _ = p.said(t, r, schema.FieldName).(string)
	if item.Opens {
		item.Text, _ = p.said(t, r, schema.FieldComment).(string)
	}
	return item
}

func (p *projection) meetingItem(t *schema.ElementType, r *Record) *MeetingItem {
	return &MeetingItem{
		Activity: p.activity(t, r), Starts: p.said(t, r, schema.FieldStarts), Ends: p.said(t, r, schema.FieldEnds),
		Done: p.done(t, r), CanPerform: p.finishes(t, r),
	}
}

func (p *projection) callItem(t *schema.ElementType, r *Record) *CallItem {
	return &CallItem{
		Activity: p.activity(t, r), At: p.said(t, r, schema.FieldAt), Minutes: p.said(t, r, schema.FieldMinutes),
		Direction: p.chosen(t, r, schema.FieldDirection), Result: p.chosen(t, r, schema.FieldResult),
	}
}

// chosen is a choice that the reader may know, with its names; nil where there is none.
func (p *projection) chosen(t *schema.ElementType, r *Record, name string) *Chosen {
	value, _ := p.said(t, r, name).(string)
	f, ok := t.Field(name)
	if !ok || value == "" {
		return nil
	}
	choice, ok := f.Choice(value)
	if !ok { // masked, or no choice any more
		return &Chosen{Value: value}
	}
	return &Chosen{Value: value, Labels: choice.Labels}
}

// done is whether a task or meeting is over, for who reads that: to others "no" would be a lie.
func (p *projection) done(t *schema.ElementType, r *Record) *bool {
	f, ok := t.Field(schema.FieldDone)
	if !ok || !p.clear(t)(f) {
		return nil
	}
	done, _ := r.Values[schema.FieldDone].(bool)
	return &done
}

// finishes reports whether the actor may say of a task or meeting that it is done. Tasks are also marked by whoever performs them.
func (p *projection) finishes(t *schema.ElementType, r *Record) bool {
	if t.Name == schema.TypeTask && p.performer(r) {
		return true
	}
	done, ok := t.Field(schema.FieldDone)
	return ok && p.right(t, done) == schema.Edit && p.scene.rights.Allows(access.Edit, subject(t, r))
}

func (p *projection) taskItem(t *schema.ElementType, r *Record) *TaskItem {
	item := &TaskItem{Type: t.Name, ID: r.ID, Responsible: p.person(r.Responsible), Done: p.done(t, r), CanPerform: p.finishes(t, r)}
	item.Title, _ = p.said(t, r, schema.FieldName).(string)
	for _, of := range stepTypes() {
		if of.name == t.Name {
			item.Due = p.said(t, r, of.due)
		}
	}
	return item
}

// nextStep is the open task or meeting about the record that is due first of those that the reader may view, or else the oldest without a
// date: the same that a list tells. Who does not read of tasks what makes one a next step knows nothing of steps.
func (r *timelineReading) nextStep(ctx context.Context) (step *TaskItem, knows bool, err error) {
	if _, knows = newStepReader(r.scene, schema.TypeTask, schema.FieldDue); !knows || r.found.Deleted != nil {
		return nil, false, nil
	}
	var nearest *NextStep
	for _, of := range stepTypes() {
		steps, ok := newStepReader(r.scene, of.name, of.due)
		if !ok {
			continue
		}
		found, err := r.service.nearest(ctx, r.rows, steps, []query.Scalar{query.Blob(r.found.ID[:])})
		if err != nil {
			return nil, false, err
		}
		for _, open := range found {
			if next := steps.step(open); nearest.givesWay(next) {
				nearest, step = next, r.taskItem(steps.t, open)
			}
		}
	}
	return step, true, nil
}
