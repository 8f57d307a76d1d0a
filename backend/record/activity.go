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
	Starts     any  `json:"starts"`
	Ends       any  `json:"ends"`
	Done       bool `json:"done"`
	CanPerform bool `json:"can_perform"` // say that it was held
}

// CallItem is a call as it stands on the card it is about.
type CallItem struct {
	Activity
	At        any     `json:"at"`
	Minutes   any     `json:"minutes"`
	Direction *Chosen `json:"direction,omitempty"`
	Result    *Chosen `json:"result,omitempty"`
}

// Activity is what meetings and calls on a card have in common. Opens is for those who may view the activity itself: they alone read what was
// said.
type Activity struct {
	ID          ident.ID `json:"id"`
	Title       string   `json:"title"`
	Responsible ident.ID `json:"responsible"`
	Opens       bool     `json:"opens"`
	Text        string   `json:"text,omitempty"`
}

// Chosen is a choice with what it is called: who reads it on a card need not know the type it belongs to.
type Chosen struct {
	Value  string        `json:"value"`
	Labels locale.Labels `json:"labels"`
}

func (p *projection) activity(t *schema.ElementType, r *Record) Activity {
	item := Activity{ID: r.ID, Responsible: p.person(r.Responsible), Opens: p.scene.rights.Allows(access.View, subject(t, r))}
	item.Title, _ = p.said(t, r, schema.FieldName).(string)
	if item.Opens {
		item.Text, _ = p.said(t, r, schema.FieldComment).(string)
	}
	return item
}

func (p *projection) meetingItem(t *schema.ElementType, r *Record) *MeetingItem {
	item := &MeetingItem{
		Activity: p.activity(t, r), Starts: p.said(t, r, schema.FieldStarts), Ends: p.said(t, r, schema.FieldEnds), CanPerform: p.finishes(t, r),
	}
	item.Done, _ = p.said(t, r, schema.FieldDone).(bool)
	return item
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

// finishes reports whether the actor may say of a task or meeting that it is done. Tasks are also marked by whoever performs them.
func (p *projection) finishes(t *schema.ElementType, r *Record) bool {
	if t.Name == schema.TypeTask && p.performer(r) {
		return true
	}
	done, ok := t.Field(schema.FieldDone)
	return ok && p.right(t, done) == schema.Edit && p.scene.rights.Allows(access.Edit, subject(t, r))
}

func (p *projection) taskItem(t *schema.ElementType, r *Record) *TaskItem {
	item := &TaskItem{Type: t.Name, ID: r.ID, Responsible: p.person(r.Responsible), CanPerform: p.finishes(t, r)}
	item.Title, _ = p.said(t, r, schema.FieldName).(string)
	item.Done, _ = p.said(t, r, schema.FieldDone).(bool)
	for _, of := range stepTypes() {
		if of.name == t.Name {
			item.Due = p.said(t, r, of.due)
		}
	}
	return item
}

// nextStep is the open task or meeting about the record that is due first, or else the oldest without a date. Who does not read of tasks what
// makes one a next step knows nothing of steps.
func (r *timelineReading) nextStep(ctx context.Context) (step *TaskItem, knows bool, err error) {
	var nearest int64
	for _, of := range stepTypes() {
		t, ok := r.model.Schema.Type(of.name)
		if !ok {
			continue
		}
		open, reads, err := r.firstOpen(ctx, t, of.due)
		if err != nil {
			return nil, false, err
		}
		knows = knows || reads && of.name == schema.TypeTask
		if open == nil {
			continue
		}
		at, dated := open.Values[of.due].(int64)
		if step == nil || dated && (step.Due == nil || at < nearest) {
			step, nearest = r.taskItem(t, open), at
		}
	}
	if !knows {
		return nil, false, nil
	}
	return step, true, nil
}

// firstOpen is the open record of a type about the record that is due first, or else the oldest without a date. It is false for whoever does
// not read what makes it a next step.
func (r *timelineReading) firstOpen(ctx context.Context, t *schema.ElementType, due string) (*Record, bool, error) {
	q, ok := r.about(t)
	fields := make(map[string]*schema.Field)
	for _, name := range []string{schema.FieldName, due, schema.FieldDone} {
		f, is := t.Field(name)
		if !ok || !is || !r.clear(t)(f) {
			return nil, false, nil
		}
		fields[name] = f
	}
	open := query.And(q.Filter, query.Test(fields[schema.FieldDone].Compared(), query.NotEqual, query.Bool(true)))
	q.Limit = 1
	for _, dated := range []query.Op{query.Filled, query.Empty} {
		q.Filter = query.And(open, query.Test(fields[due].Compared(), dated))
		q.Order = []Order{{Field: fields[due]}}
		found, err := r.rows.List(ctx, q)
		if err != nil {
			return nil, false, err
		}
		if len(found) > 0 {
			return found[0], true, nil
		}
	}
	return nil, true, nil
}

// stir tells those who have the record on screen that something new is said of it there, also where they do not see the activity itself.
func (w *writing) stir(ctx context.Context, t *schema.ElementType, activity *Record) error {
	if !t.IsActivity() {
		return nil
	}
	aboutType, about, err := w.aboutOf(ctx, w, activity)
	if err != nil || about == nil {
		return err
	}
	w.changed(aboutType, about.ID, about.CreatedBy, about.Cell, about.Cell, nil)
	w.changes[len(w.changes)-1].Comments = true
	return nil
}
