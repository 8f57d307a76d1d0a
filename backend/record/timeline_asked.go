package record

import (
	"fmt"
	"slices"
	"strings"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/markup"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// TimelineRequest asks for a page of a timeline, or of a part of it: what fits everything that is not empty.
type TimelineRequest struct {
	Cursor string   // Next of the page before
	Kinds  []string // of item, as Item has them
	By     ident.ID // who did it
	Text   string   // words that an item holds, in what the reader sees of it
	Field  string   // only changes of this field, which must not be hidden from the reader
}

// asked is a request as one person may make it.
type asked struct {
	kinds []string
	by    ident.ID
	no    ident.No // of by; zero for nobody
	words []string
	field string
	said  func(Item) string
}

// TimelineKinds are the kinds of item there are.
func TimelineKinds() []string {
	return []string{
		KindNote, KindTask, KindMessage, KindFile, KindMeeting, KindCall, KindCreated, KindChange, KindTransfer, KindShare, KindDelete, KindRestore, KindLink, KindUnlink,
	}
}

// asked checks a request. A field that is hidden and one that is not there are refused alike.
func (p *projection) asked(request TimelineRequest) (asked, error) {
	a := asked{kinds: request.Kinds, by: request.By, field: request.Field, said: p.words}
	for _, kind := range a.kinds {
		if !slices.Contains(TimelineKinds(), kind) {
			return a, fault.Field("kinds", "error.timeline_kind", "kind", kind)
		}
	}
	if a.field != "" {
		f, ok := p.t.Queryable(a.field)
		if !ok || p.right(p.t, f) == schema.Hidden {
			return a, schema.UnknownField(a.field)
		}
	}
	if !a.by.IsZero() {
		a.no, _ = p.people.PersonNo(a.by, false)
	}
	text := []rune(request.Text)
	a.words = strings.Fields(schema.Fold(string(text[:min(len(text), maxSearch)])))
	a.words = a.words[:min(len(a.words), maxSearchWords)]
	return a, nil
}

// of reports whether a source may hold what is asked for.
func (a asked) of(from source) bool {
	if a.field != "" {
		return from == fromHistory
	}
	if len(a.kinds) == 0 {
		return true
	}
	return slices.ContainsFunc(a.kinds, func(kind string) bool {
		switch kind {
		case KindNote, KindMessage:
			return from == fromNotes
		case KindTask:
			return from == fromTasks
		case KindFile:
			return from == fromFiles
		case KindMeeting:
			return from == fromMeetings
		case KindCall:
			return from == fromCalls
		}
		return from == fromHistory
	})
}

// narrow are the conditions that the database can test, so that few messages are found among many notes.
func (a asked) narrow(t *schema.ElementType) []query.Node {
	var all []query.Node
	channel, ok := t.Field("channel")
	notes, messages := slices.Contains(a.kinds, KindNote), slices.Contains(a.kinds, KindMessage)
	if ok && t.Name == schema.TypeNote && notes != messages {
		op := query.NotEqual
		if messages {
			op = query.Equal
		}
		all = append(all, query.Test(channel.Compared(), op, query.Str(chatChannel)))
	}
	if author, ok := schema.Inherent(schema.FieldCreatedBy); ok && !a.by.IsZero() {
		all = append(all, query.Test(author.Compared(), query.Equal, query.Int(int64(a.no))))
	}
	return all
}

// wants reports whether an item is asked for.
func (a asked) wants(item Item) bool {
	switch {
	case len(a.kinds) > 0 && !slices.Contains(a.kinds, item.Kind),
		!a.by.IsZero() && item.By != a.by,
		a.field != "" && !slices.ContainsFunc(item.Changes, func(c FieldChange) bool { return c.Field == a.field }):
		return false
	}
	return len(a.words) == 0 || holds(schema.Fold(a.said(item)), a.words)
}

func holds(text string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// words is all that the reader sees of an item, in both languages.
func (p *projection) words(item Item) string {
	said := []string{markup.Plain(item.Text)}
	if item.Task != nil {
		said = append(said, item.Task.Title)
	}
	if item.Meeting != nil {
		said = append(said, item.Meeting.Title, item.Meeting.Text)
	}
	if item.Call != nil {
		said = append(said, item.Call.Title, item.Call.Text)
		for _, choice := range []*Chosen{item.Call.Direction, item.Call.Result} {
			if choice != nil {
				said = append(said, labels(choice.Labels))
			}
		}
	}
	if item.File != nil {
		said = append(said, item.File.Name)
	}
	if item.Link != nil {
		said = append(said, item.Link.Role)
	}
	for _, change := range item.Changes {
		if f, ok := p.t.Queryable(change.Field); ok {
			said = append(said, labels(f.Labels), p.worded(f, change.From), p.worded(f, change.To))
		}
	}
	return strings.Join(said, "\n")
}

func labels(of locale.Labels) string {
	return of[locale.English] + "\n" + of[locale.Russian]
}

// worded is a value of the history as people read it. What a linked record is called is left out.
func (p *projection) worded(f *schema.Field, value any) string {
	switch v := value.(type) {
	case string:
		if choice, ok := f.Choice(v); ok {
			return labels(choice.Labels)
		}
		if id, err := ident.Parse(v); err == nil {
			no, _ := p.people.PersonNo(id, true)
			name, _ := p.people.PersonName(no)
			return name
		}
		return v
	case []string:
		words := make([]string, len(v))
		for i, each := range v {
			words[i] = p.worded(f, each)
		}
		return strings.Join(words, "\n")
	case nil, bool:
		return ""
	}
	return fmt.Sprint(value) // numbers, amounts and addresses
}
