package sqlstore

import (
	"context"
	"errors"
	"fmt"

	"kontora/backend/fault"
	"kontora/backend/store"
)

// What leaves a desk leaves its tables at once. The index of the search only notes that a record is gone, and keeps the parts of its words until
// what it consists of is merged; the log keeps both until it is emptied.

// stateUnmerged begins the names under which a desk notes the types whose search index knows parts of what has left.
const stateUnmerged = "unmerged."

// unmerged notes that records of the type have left the search.
func (x *taking) unmerged(ctx context.Context, name string) error {
	if x.merging == nil {
		x.merging = make(map[string]bool)
	}
	if x.merging[name] || x.Dialect().Name() != "sqlite" {
		return nil
	}
	x.merging[name] = true
	return x.put(ctx, stateUnmerged+name, []byte{1})
}

// Tidy takes what has left out of the index of the search and out of the files, and gives back the room that it took. It does so in small parts, between which others write; what is
// not done when ctx ends is taken up by the next call. It is false when a reader keeps the log from being emptied: that has to be tried again.
func (d *Desk) Tidy(ctx context.Context) (done bool, err error) {
	for more := true; more; {
		if more, err = d.merge(ctx); err != nil {
			return false, fault.Wrap(err, "merge an index of the search")
		}
	}
	if done, err = d.Scrub(ctx); err != nil || !done {
		return done, err
	}
	for more := true; more; {
		if more, err = d.db.Shrink(ctx); err != nil {
			return false, fault.Wrap(err, "give room back")
		}
		if more {
			d.traces.Store(true) // the file itself is cut when the log is emptied
		}
	}
	return d.Scrub(ctx)
}

// merge merges a part of the index of some type that needs it, and reports whether there was one.
func (d *Desk) merge(ctx context.Context) (more bool, err error) {
	_, err = d.db.Write(ctx, func(w *store.WriteTx) error {
		w.Kind("tidy")
		var name string
		var begun bool
		err := w.QueryRow(ctx, "SELECT substr(name, ?), value = ? FROM replica_state WHERE name LIKE ? LIMIT 1", len(stateUnmerged)+1, []byte{2}, stateUnmerged+"%").Scan(&name, &begun)
		if errors.Is(err, store.ErrNone) {
			return nil
		}
		if err != nil {
			return err
		}
		more = true
		d.traces.Store(true)
		return mergePart(ctx, w, name, begun)
	})
	return more, err
}

// mergePart merges so many pages of the index of a type as take some ten milliseconds. The first time it has everything merged into one, however
// few have left.
func mergePart(ctx context.Context, w *store.WriteTx, name string, begun bool) error {
	const pages = 500
	step := pages
	if !begun {
		step = -pages
	}
	changed := func() (n int64, err error) {
		err = w.QueryRow(ctx, "SELECT total_changes()").Scan(&n)
		return n, err
	}
	before, err := changed()
	if err != nil {
		return err
	}
	index := "rec_" + name + "_search"
	if _, err := w.Exec(ctx, fmt.Sprintf("INSERT INTO %s(%s, rank) VALUES ('merge', ?)", index, index), step); err != nil {
		return err
	}
	after, err := changed()
	if err != nil {
		return err
	}
	if begun && after-before < 2 { // as SQLite tells that nothing is left to merge
		_, err = w.Exec(ctx, "DELETE FROM replica_state WHERE name = ?", stateUnmerged+name)
		return err
	}
	_, err = w.Exec(ctx, "UPDATE replica_state SET value = ? WHERE name = ?", []byte{2}, stateUnmerged+name)
	return err
}
