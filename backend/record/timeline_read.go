package record

import (
	"context"

	"kontora/backend/query"
	"kontora/backend/schema"
)

// maxTimelineLooked bounds how many lines of each source one page looks through for those that are asked for.
const maxTimelineLooked = 1000

// timelineReading reads one page of the timeline of one record for one person.
type timelineReading struct {
	*projection
	service *Service
	rows    Reader
	found   *Record
	asked   asked
	more    bool // there is a page after this one
}

// overheard tells the oversight of activities of which an administrator reads what was said.
func (s *Service) overheard(ctx context.Context, c *scene, items []Item) {
	for _, item := range items {
		switch {
		case item.Meeting != nil && item.Meeting.Text != "":
			s.viewed(ctx, c, schema.TypeMeeting, item.Meeting.ID, item.Meeting.of)
		case item.Call != nil && item.Call.Text != "":
			s.viewed(ctx, c, schema.TypeCall, item.Call.ID, item.Call.of)
		}
	}
}

// page reads what comes next of all sources and moves their places on.
func (r *timelineReading) page(ctx context.Context, places *[sources]cursorPlace) ([]Item, error) {
	var all [sources][]Item
	for from := range sources {
		if !r.asked.of(from) {
			continue
		}
		items, err := r.ofSource(ctx, from, places[from])
		if err != nil {
			return nil, err
		}
		all[from] = items
	}
	items := merge(all, TimelinePage+1)
	page := make([]Item, 0, len(items))
	for _, item := range items {
		if r.more = len(page) == TimelinePage || item.Kind == gap; r.more {
			if item.Kind == gap {
				places[item.source] = item.after
			}
			break
		}
		places[item.source] = item.after
		page = append(page, item)
	}
	return page, nil
}

// gap stands in place of an item where a source was looked through for long enough: what is before it is not known yet.
const gap = "gap"

// merge takes the latest item of all sources, again and again. Within a source the order stays, also where a clock was set back: a page
// goes on behind the last item of each.
func merge(all [sources][]Item, most int) []Item {
	merged := make([]Item, 0, most)
	for len(merged) < most {
		latest := sources
		for from, items := range all {
			if len(items) > 0 && (latest == sources || items[0].at >= all[latest][0].at) {
				latest = source(from)
			}
		}
		if latest == sources {
			break
		}
		merged = append(merged, all[latest][0])
		all[latest] = all[latest][1:]
	}
	return merged
}

// ofSource reads up to a page and one more of what is asked for, with a gap at the end where there may be more.
func (r *timelineReading) ofSource(ctx context.Context, from source, place cursorPlace) ([]Item, error) {
	var items []Item
	for looked := 0; looked < maxTimelineLooked; {
		batch, more, err := r.batch(ctx, from, place)
		if err != nil {
			return nil, err
		}
		for _, item := range batch {
			looked, place = looked+1, item.after
			if item.Kind != gap && r.asked.wants(item) {
				items = append(items, item)
			}
		}
		if len(items) > TimelinePage || !more {
			return items, nil
		}
	}
	return append(items, Item{Kind: gap, at: place.At, source: from, after: place}), nil
}

// batch reads the next lines of a source; one of which the reader may know nothing is a gap.
func (r *timelineReading) batch(ctx context.Context, from source, place cursorPlace) (items []Item, more bool, err error) {
	if from == fromHistory {
		items, err = r.history(ctx, uint64(place.No))
	} else if t, ok := r.model.Schema.Type(commentType(from)); ok {
		items, err = r.comments(ctx, t, from, place)
	}
	return items, len(items) > TimelinePage, err
}

func commentType(from source) string {
	return map[source]string{
		fromNotes: schema.TypeNote, fromTasks: schema.TypeTask, fromFiles: schema.TypeFile,
		fromMeetings: schema.TypeMeeting, fromCalls: schema.TypeCall,
	}[from]
}

// history turns the log's lines into items. A line of which every field is hidden from the reader is a gap.
func (r *timelineReading) history(ctx context.Context, before uint64) ([]Item, error) {
	entries, err := r.rows.History(ctx, r.found.ID, before, TimelinePage+1)
	if err != nil {
		return nil, err
	}
	items := make([]Item, 0, len(entries))
	for _, entry := range entries {
		item, ok := r.item(entry)
		if !ok {
			item = Item{Kind: gap}
		}
		item.ID = "h" + r.service.Seal.Version(r.found.ID, entry.No)
		item.at, item.source, item.after = entry.At, fromHistory, cursorPlace{At: entry.At, No: int64(entry.No)}
		items = append(items, item)
	}
	return items, nil
}

// comments reads the notes and messages, files or activities about the record. Who views the record reads them; what else an activity says is
// on its own card.
func (r *timelineReading) comments(ctx context.Context, t *schema.ElementType, from source, place cursorPlace) ([]Item, error) {
	q, ok := r.about(t)
	if !ok {
		return nil, nil
	}
	q.Filter = query.And(append(r.asked.narrow(t), q.Filter)...)
	created, _ := schema.Inherent(schema.FieldCreatedAt)
	q.Limit, q.Order = TimelinePage+1, []Order{{Field: created, Descending: true}}
	if place.No > 0 {
		q.After, q.AfterNo = []query.Scalar{query.Int(place.At)}, place.No
	}
	found, err := r.rows.List(ctx, q)
	if err != nil {
		return nil, err
	}
	items := make([]Item, 0, len(found))
	for _, each := range found {
		item := r.comment(t, each)
		item.source = from
		items = append(items, item)
	}
	return items, nil
}

// about is the query of comments of one type about the record; it is false for who reads none, and of activities for who may not know what they
// are about.
func (r *timelineReading) about(t *schema.ElementType) (*Query, bool) {
	about, ok := t.Field(schema.FieldAbout)
	reading := r.readsComments(t, r.found)
	if !ok || !t.IsComment && !t.IsActivity() || reading.None || t.IsActivity() && !r.clear(t)(about) {
		return nil, false
	}
	return &Query{Type: t, Reading: reading, Filter: query.Test(about.Compared(), query.Equal, query.Blob(r.found.ID[:])), Drive: about, Fields: t.Fields}, true
}
