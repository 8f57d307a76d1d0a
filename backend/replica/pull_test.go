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

// readSnapshot counts the records that a pull reads.
type readSnapshot struct {
	modelSnapshot
	records int
}

func (s *readSnapshot) Changed(ctx context.Context, t ident.No, after uint64, fn func(*Row) error) error {
	return s.modelSnapshot.Changed(ctx, t, after, func(r *Row) error {
		s.records++
		return fn(r)
	})
}

func (s *readSnapshot) Walk(ctx context.Context, t ident.No, cells Cells, after ident.ID, fn func(*Row) (bool, error)) error {
	return s.modelSnapshot.Walk(ctx, t, cells, after, func(r *Row) (bool, error) {
		s.records++
		return fn(r)
	})
}

// What rights cost depends on cells, not on records: only records that come with a right are read for it.
func TestAChangeOfRightsReadsNoRecord(t *testing.T) {
	w := newModel(1)
	for cell := range access.CellNo(modelCells) {
		w.sees[0][cell+1] = access.Grant{Others: 1}
	}
	delete(w.sees[0], 5)
	for range 300 {
		w.head++
		w.create()
	}
	w.note()
	if err := w.settle(0); err != nil {
		t.Fatal(err)
	}
	came := 0
	for _, r := range w.records {
		if r.cell == 5 {
			came++
		}
	}
	for _, change := range []struct {
		name string
		do   func()
		want int
	}{
		{"more in a cell", func() { w.sees[0][1] = access.Grant{Others: 3} }, 0},
		{"a field that is hidden", func() { delete(w.reads[0][1], 1) }, 0},
		{"a cell that is lost", func() { delete(w.sees[0], 2) }, 0},
		{"less of the past", func() { w.since[0][1] = 2 }, 0},
		{"a cell that comes", func() { w.sees[0][5] = access.Grant{Others: 1} }, came},
	} {
		w.head++
		change.do()
		w.note()
		s := &readSnapshot{modelSnapshot: modelSnapshot{w}}
		p := &Pull{Snapshot: s, View: w.view(0), Holding: w.desks[0].holding, Emit: func(*Frame) error { return nil }}
		if err := p.Delta(t.Context()); err != nil {
			t.Fatal(err)
		}
		if more, err := p.Fill(t.Context(), 1000); err != nil || more != (change.want > 0) {
			t.Fatal(more, err)
		}
		if s.records != change.want {
			t.Errorf("%s: %d records are read, %d wanted", change.name, s.records, change.want)
		}
	}
}
