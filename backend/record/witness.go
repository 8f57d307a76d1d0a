package record

import (
	"context"
	"slices"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/markup"
	"kontora/backend/schema"
)

// Concern is why something on a record concerns somebody.
type Concern string

// The concerns.
const (
	Mentioned   Concern = "mention"  // he is named in a note or message on it
	TaskGiven   Concern = "task"     // a task about it is his to perform
	HandedOver  Concern = "transfer" // he is responsible for it from now on
	SharedWith  Concern = "share"    // it was shared with him
	CommentedOn Concern = "comment"  // he is responsible, and somebody wrote a note or message, or put a file on it
)

// Happening is something on a record that concerns people who may see it.
type Happening struct {
	Concern Concern
	To      []ident.No // each once, never who did it
	By      ident.No
	Type    string
	Record  ident.ID
	Batch   ident.ID // what it is part of, of a change of many records
}

// Witness is told within the transaction what concerns whom. Its error undoes the transaction.
type Witness interface {
	Happened(ctx context.Context, w Writer, h Happening) error
}

// concerns tells the witness of people who may do the action on the record as it is now: those named, and the members of groups.
func (w *writing) concerns(ctx context.Context, c Concern, t *schema.ElementType, r *Record, a access.Action, to ...ident.No) error {
	if w.service.Witness == nil {
		return nil
	}
	h := Happening{Concern: c, By: w.actor.Employee, Type: t.Name, Record: r.ID, Batch: w.batch}
	for _, no := range w.persons(to) {
		if no != w.actor.Employee && w.service.Office.Rights(no).Allows(a, subject(t, r)) {
			h.To = append(h.To, no)
		}
	}
	if len(h.To) == 0 {
		return nil
	}
	return w.service.Witness.Happened(ctx, w.Writer, h)
}

// persons are the employees among people, and the members of the groups among them, each once.
func (c *scene) persons(people []ident.No) []ident.No {
	var all []ident.No
	for _, no := range people {
		if _, ok := c.model.Directory.Employees[no]; ok {
			all = append(all, no)
			continue
		}
		for member := range c.model.Directory.Employees {
			if c.model.Directory.InGroup(member, no) {
				all = append(all, member)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// tellOfNew tells whom a record that has just been made concerns.
func (w *writing) tellOfNew(ctx context.Context, t *schema.ElementType, r *Record) error {
	if t.Name != schema.TypeTask && (!t.IsComment || t.Default != schema.Parent) {
		return w.concerns(ctx, HandedOver, t, r, access.View, r.Responsible)
	}
	about, found, err := w.aboutOf(ctx, w.Look, r)
	if err != nil {
		return err
	}
	switch {
	case t.Name == schema.TypeTask && found == nil:
		return w.concerns(ctx, TaskGiven, t, r, access.View, r.Responsible)
	case found == nil:
		return nil
	case t.Name == schema.TypeTask:
		return w.concerns(ctx, TaskGiven, about, found, access.View, r.Responsible)
	}
	named := w.mentioned(r)
	if err := w.concerns(ctx, Mentioned, about, found, access.Comment, named...); err != nil {
		return err
	}
	others := slices.DeleteFunc(w.persons([]ident.No{found.Responsible}), func(no ident.No) bool { return slices.Contains(named, no) })
	return w.concerns(ctx, CommentedOn, about, found, access.Comment, others...)
}

// tellOfMentions tells those whom a note names now and did not before.
func (w *writing) tellOfMentions(ctx context.Context, t *schema.ElementType, before, after *Record) error {
	if t.Name != schema.TypeNote {
		return nil
	}
	earlier := w.mentioned(before)
	added := slices.DeleteFunc(w.mentioned(after), func(no ident.No) bool { return slices.Contains(earlier, no) })
	about, found, err := w.aboutOf(ctx, w.Look, after)
	if err != nil || found == nil {
		return err
	}
	return w.concerns(ctx, Mentioned, about, found, access.Comment, added...)
}

// mentioned are the colleagues that a note names.
func (c *scene) mentioned(note *Record) []ident.No {
	text, _ := note.Values["text"].(string)
	var named []ident.No
	for _, id := range markup.Mentions(text) {
		if no, ok := c.people.PersonNo(id, false); ok {
			named = append(named, no)
		}
	}
	return named
}

// tellOfTransfer tells the new responsible of a record.
func (w *writing) tellOfTransfer(ctx context.Context, t *schema.ElementType, r *Record) error {
	if t.Name != schema.TypeTask {
		return w.concerns(ctx, HandedOver, t, r, access.View, r.Responsible)
	}
	about, found, err := w.aboutOf(ctx, w.Look, r)
	if err != nil || found == nil {
		about, found = t, r
	}
	if err != nil {
		return err
	}
	return w.concerns(ctx, TaskGiven, about, found, access.View, r.Responsible)
}

// tellOfShares tells those with whom a record was shared by name, or through a group, and was not before.
func (w *writing) tellOfShares(ctx context.Context, t *schema.ElementType, r *Record, given, merged []GivenShare) error {
	var to []ident.No
	for _, share := range merged {
		held := slices.ContainsFunc(given, func(g GivenShare) bool { return g.Principal == share.Principal && g.Holds(w.Now()) })
		if !held && (share.Principal.Kind == access.OneEmployee || share.Principal.Kind == access.InGroup) {
			to = append(to, share.Principal.No)
		}
	}
	return w.concerns(ctx, SharedWith, t, r, access.View, to...)
}
