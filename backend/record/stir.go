package record

import (
	"context"
	"maps"
	"slices"

	"kontora/backend/event"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// stirred is what was said in a transaction, by what it was said on.
type stirred map[ident.No]map[ident.ID][]event.Said

// stir notes that a comment or an activity is new, another than before or gone, so that those are told who have on screen what it is about:
// they read of it there also where they do not see it by itself. before is nil when it was not there, after when it is gone, and fields
// when more than those changed.
func (w *writing) stir(t *schema.ElementType, before, after *Record, fields []string) {
	if !t.StandsOnCards() {
		return
	}
	if fields != nil && !slices.Contains(fields, schema.FieldComment) && !slices.ContainsFunc(fields, schema.OnCards) {
		return
	}
	said := event.Said{Type: t.No, Fields: fields}
	for _, side := range []struct {
		r    *Record
		cell *uint32
	}{{before, &said.Before}, {after, &said.After}} {
		if side.r != nil {
			*side.cell, said.Author = uint32(side.r.Cell), side.r.CreatedBy
		}
	}
	var told schema.Ref
	for _, r := range []*Record{before, after} {
		if r == nil {
			continue
		}
		if about, ok := r.Values[schema.FieldAbout].(schema.Ref); ok && about != told {
			told = about
			w.note(about, said)
		}
	}
}

func (w *writing) note(about schema.Ref, said event.Said) {
	if w.stirred == nil {
		w.stirred = make(stirred)
	}
	if w.stirred[about.Type] == nil {
		w.stirred[about.Type] = make(map[ident.ID][]event.Said)
	}
	all := w.stirred[about.Type][about.ID]
	if !slices.ContainsFunc(all, func(other event.Said) bool { return alike(other, said) }) {
		w.stirred[about.Type][about.ID] = append(all, said)
	}
}

// alike reports whether two things that were said concern the same people.
func alike(a, b event.Said) bool {
	return a.Type == b.Type && a.Before == b.Before && a.After == b.After && a.Author == b.Author &&
		(a.Fields == nil) == (b.Fields == nil) && slices.Equal(a.Fields, b.Fields)
}

// tellStirred announces what was said, each record once and before the other news. Where it stands is read when all is written, and needs
// no lock: the commit has its place by then, and whoever moves the record meanwhile comes after it.
func (w *writing) tellStirred(ctx context.Context) error {
	others := w.changes
	w.changes = nil
	for _, no := range slices.Sorted(maps.Keys(w.stirred)) {
		t, ok := w.model.Schema.TypeByNo(no)
		if !ok {
			continue
		}
		for ids := range slices.Chunk(sorted(slices.Collect(maps.Keys(w.stirred[no]))), chunk) {
			titles, err := w.Titles(ctx, t, ids)
			if err != nil {
				return err
			}
			for _, title := range titles {
				w.changed(t, title.ID, title.Author, title.Cell, title.Cell, nil)
				w.changes[len(w.changes)-1].Said = w.stirred[no][title.ID]
			}
		}
	}
	w.changes, w.stirred = append(w.changes, others...), nil
	return nil
}
