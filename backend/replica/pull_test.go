package replica

import (
	"context"
	"slices"
	"testing"

	"kontora/backend/access"
	"kontora/backend/ident"
)

// A transfer is the most frequent of large changes: what a desk has already does not travel again with it.
func TestARecordThatMovesAmongWhatHeSeesTravelsAsWhatChanged(t *testing.T) {
	w := newModel(1)
	w.sees[0] = map[access.CellNo]access.Grant{1: {Others: 1}, 2: {Others: 1}}
	w.head++
	r := w.create()
	w.move(r, 1)
	w.note()
	if err := w.settle(0); err != nil {
		t.Fatal(err)
	}
	w.head++
	w.move(r, 2)
	w.edit(r, 0)
	for name, move := range map[string]func(){"to a cell that is held": func() {}, "and in a hidden field": func() { w.edit(r, 3) }} {
		move()
		if got := kinds(t, w, 0); !slices.Equal(got, []Kind{Patch, End}) {
			t.Errorf("%s: %v", name, got)
		}
	}
	w.head++
	w.sees[0][3] = access.Grant{Others: 1}
	w.move(r, 3)
	if got := kinds(t, w, 0); !slices.Equal(got, []Kind{Add, Complete, Patch, End}) {
		t.Errorf("to a cell made for it: %v", got)
	}
}

// kinds are those of the frames of the next delta, which is not taken in.
func kinds(t *testing.T, w *modelWorld, u int) []Kind {
	t.Helper()
	var all []Kind
	p := &Pull{Snapshot: modelSnapshot{w}, View: w.view(u), Holding: w.desks[u].holding.Clone()}
	p.Emit = func(f *Frame) error {
		if f.Kind == Patch && len(f.Fields) != 1 {
			t.Errorf("a patch of the fields %v", f.Fields)
		}
		all = append(all, f.Kind)
		return nil
	}
	if err := p.Delta(context.Background()); err != nil {
		t.Fatal(err)
	}
	return all
}

// A desk that does not follow what the office sends must not guess.
func TestAFrameThatDoesNotFollowIsRefused(t *testing.T) {
	h := &Holding{}
	for _, f := range []*Frame{
		{Kind: Show, Type: 1, Fields: []Field{{No: 4}}}, {Kind: Add, Type: 1, Cell: 7}, {Kind: Filled, Type: 1, Record: ident.ID{3}},
	} {
		if err := h.Follow(f); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range []*Frame{
		{Kind: Add, Type: 1, Cell: 7},
		{Kind: Drop, Cell: 8},
		{Kind: Complete, Cell: 8},
		{Kind: Grant, Cell: 8},
		{Kind: Show, Type: 1, Fields: []Field{{No: 4}}},
		{Kind: Hide, Type: 1, Fields: []Field{{No: 5}}},
		{Kind: Hide, Type: 2, Fields: []Field{{No: 4}}},
	} {
		if err := h.Clone().Follow(f); err == nil {
			t.Errorf("taken: %+v", f)
		}
	}
}
