package replica

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"kontora/backend/access"
	"kontora/backend/ident"
)

// Two worlds in which somebody sees the same, and all else is different, tell his desk the same, frame by frame.
func TestWhatIsNotSeenMakesNoDifference(t *testing.T) {
	for seed := uint64(1); seed <= 300; seed++ {
		w := newModel(seed)
		for range 60 {
			w.commit()
		}
		u := w.IntN(modelUsers)
		if w.IntN(3) > 0 { // else a new desk
			if err := w.settle(u); err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
		}
		twin := w.twin(seed)
		for range 1 + w.IntN(6) {
			w.alike(twin, u)
			twin.unseen(u)
		}
		here, there := w.heard(t, u), twin.heard(t, u)
		if !slices.Equal(here, there) {
			t.Fatalf("seed %d, user %d:\n%v\nand where more happened that he does not see:\n%v", seed, u, here, there)
		}
	}
}

// twin is the same world once more.
func (w *modelWorld) twin(seed uint64) *modelWorld {
	twin := *w
	twin.Rand = rand.New(rand.NewPCG(seed, 8))
	twin.records, twin.moves = make(map[ident.ID]*modelRecord), make(map[uint64]map[ident.ID]Move)
	for id, r := range w.records {
		copied := *r
		copied.values, copied.versions = maps.Clone(r.values), maps.Clone(r.versions)
		twin.records[id] = &copied
	}
	for seq, moves := range w.moves {
		twin.moves[seq] = maps.Clone(moves)
	}
	for u := range w.sees {
		twin.sees[u], twin.since[u], twin.known[u] = maps.Clone(w.sees[u]), maps.Clone(w.since[u]), maps.Clone(w.known[u])
		twin.reads[u] = map[ident.No]map[ident.No]bool{1: maps.Clone(w.reads[u][1]), 2: maps.Clone(w.reads[u][2])}
		twin.desks[u] = &modelDesk{holding: w.desks[u].holding.Clone(), rows: maps.Clone(w.desks[u].rows)}
	}
	return &twin
}

// alike has something happen in both worlds that a user sees.
func (w *modelWorld) alike(twin *modelWorld, u int) {
	w.head++
	twin.head++
	var seen []*modelRecord
	for _, r := range w.sorted() {
		if _, sees := w.sees[u][r.cell]; sees {
			seen = append(seen, r)
		}
	}
	if len(seen) == 0 {
		return
	}
	r := seen[w.IntN(len(seen))]
	same := twin.records[r.id]
	switch field, value := ident.No(w.IntN(modelFields+1)), w.IntN(1000); w.IntN(4) {
	case 0:
		to := w.cellOf(modelType(r.cell))
		w.move(r, to)
		twin.move(same, to)
	case 1:
		w.move(r, 0)
		twin.move(same, 0)
		delete(w.records, r.id)
		delete(twin.records, r.id)
	default:
		for world, each := range map[*modelWorld]*modelRecord{w: r, twin: same} {
			each.values[field], each.versions[field], each.changed = value, world.head, world.head
		}
	}
	w.note()
	twin.note()
}

// unseen has much happen that a user does not see, before, between and in the same commits as what he sees.
func (w *modelWorld) unseen(u int) {
	for range 1 + w.IntN(3) {
		for _, r := range w.sorted() {
			_, sees := w.sees[u][r.cell]
			hidden := w.hiddenOf(u, modelType(r.cell))
			switch {
			case w.IntN(3) > 0:
			case sees && len(hidden) > 0:
				w.edit(r, hidden[w.IntN(len(hidden))])
			case !sees && w.IntN(4) == 0:
				w.move(r, 0)
				delete(w.records, r.id)
			case !sees:
				if to := w.cellOf(modelType(r.cell)); w.sees[u][to] == (access.Grant{}) {
					w.move(r, to)
				}
				w.edit(r, ident.No(w.IntN(modelFields+1)))
			}
		}
		for range w.IntN(3) {
			cell := access.CellNo(1 + w.IntN(modelCells))
			if _, sees := w.sees[u][cell]; !sees {
				w.createIn(cell)
			}
		}
		w.turn((u+1)%modelUsers, access.CellNo(1+w.IntN(modelCells)))
		w.note()
		w.head++
	}
}

func (w *modelWorld) hiddenOf(u int, t ident.No) (hidden []ident.No) {
	for f := range ident.No(modelFields) {
		if _, reads := w.reads[u][t][f+1]; !reads {
			hidden = append(hidden, f+1)
		}
	}
	return hidden
}

// heard is all that a desk is told until nothing is left, in words; the number of the commit is sealed before it is sent.
func (w *modelWorld) heard(t *testing.T, u int) (frames []string) {
	t.Helper()
	p := &Pull{Snapshot: modelSnapshot{w}, View: w.view(u), Holding: w.desks[u].holding.Clone()}
	p.Emit = func(f *Frame) error {
		said := *f
		said.Head, said.Row = 0, nil
		text := fmt.Sprintf("%+v", said)
		if f.Row != nil {
			text += fmt.Sprint(told(f))
		}
		frames = append(frames, text)
		return nil
	}
	err := p.Delta(context.Background())
	for more := true; more && err == nil; {
		more, err = p.Fill(context.Background(), 7)
	}
	if err != nil {
		t.Fatal(err)
	}
	return frames
}

// undisturbed changes everything that a user does not see and no more: his desk must not be told a word.
func (w *modelWorld) undisturbed(u int) error {
	w.head++
	for _, r := range w.sorted() {
		if _, sees := w.sees[u][r.cell]; sees {
			for f := range ident.No(modelFields) {
				if _, reads := w.reads[u][modelType(r.cell)][f+1]; !reads {
					w.edit(r, f+1)
				}
			}
			continue
		}
		switch to := w.cellOf(modelType(r.cell)); {
		case w.IntN(4) == 0:
			w.move(r, 0)
			delete(w.records, r.id)
		case w.sees[u][to] == access.Grant{}:
			w.move(r, to)
		default:
			w.edit(r, 1)
		}
	}
	w.note()
	p := &Pull{Snapshot: modelSnapshot{w}, View: w.view(u), Holding: w.desks[u].holding}
	p.Emit = func(f *Frame) error {
		if f.Kind != End {
			return fmt.Errorf("disturbed by a frame of kind %d, record %v", f.Kind, f.Record)
		}
		return nil
	}
	if err := p.Delta(context.Background()); err != nil {
		return err
	}
	if more, err := p.Fill(context.Background(), 5); err != nil || more {
		return fmt.Errorf("more to fill: %v: %w", more, err)
	}
	return nil
}
