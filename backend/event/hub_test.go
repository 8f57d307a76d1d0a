package event_test

import (
	"slices"
	"testing"
	"testing/synctest"

	"kontora/backend/event"
)

func sequences(commits []event.Commit) []uint64 {
	var seqs []uint64
	for _, c := range commits {
		seqs = append(seqs, c.Seq)
	}
	return seqs
}

func publish(h *event.Hub, seqs ...uint64) {
	for _, seq := range seqs {
		h.Publish(event.Commit{Seq: seq})
	}
}

func TestCommitsComeInOrderOfTheirSequence(t *testing.T) {
	for name, test := range map[string]struct{ published, want []uint64 }{
		"in order":              {[]uint64{11, 12, 13}, []uint64{11, 12, 13}},
		"two swapped":           {[]uint64{12, 11, 13}, []uint64{11, 12, 13}},
		"three turned around":   {[]uint64{13, 12, 11}, []uint64{11, 12, 13}},
		"a gap that stays":      {[]uint64{11, 13, 14}, []uint64{11, 13, 14}},
		"one long past its day": {[]uint64{11, 12, 9}, []uint64{11, 12, 9}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := event.NewHub(10)
				s := h.Subscribe()
				publish(h, test.published...)
				var got []uint64
				for len(got) < len(test.want) {
					<-s.Ready()
					commits, lost := s.Take()
					if lost {
						t.Fatal("commits were lost")
					}
					got = append(got, sequences(commits)...)
				}
				if !slices.Equal(got, test.want) {
					t.Errorf("got %v, want %v", got, test.want)
				}
			})
		})
	}
}

func TestASlowSubscriberIsToldToReload(t *testing.T) {
	h := event.NewHub(0)
	slow, quick := h.Subscribe(), h.Subscribe()
	heard := 0
	for seq := uint64(1); seq <= event.Backlog+1; seq++ {
		publish(h, seq)
		commits, lost := quick.Take()
		if lost {
			t.Fatal("the quick subscriber lost commits")
		}
		heard += len(commits)
	}
	if heard != event.Backlog+1 {
		t.Errorf("the quick subscriber heard %d commits", heard)
	}
	commits, lost := slow.Take()
	if !lost || len(commits) != 1 || commits[0].Seq != event.Backlog+1 {
		t.Errorf("the slow subscriber got %v, lost %v", sequences(commits), lost)
	}
	if _, lost = slow.Take(); lost {
		t.Error("the loss is reported twice")
	}
}

func TestResume(t *testing.T) {
	h := event.NewHub(0)
	for seq := uint64(1); seq <= 5; seq++ {
		publish(h, seq)
	}
	for name, test := range map[string]struct {
		position uint64
		want     []uint64
		lost     bool
	}{
		"behind the last":      {5, nil, false},
		"behind the third":     {3, []uint64{4, 5}, false},
		"from the beginning":   {0, []uint64{1, 2, 3, 4, 5}, false},
		"from another process": {900, nil, true},
	} {
		t.Run(name, func(t *testing.T) {
			s := h.Resume(test.position)
			defer s.Close()
			commits, lost := s.Take()
			if !slices.Equal(sequences(commits), test.want) || lost != test.lost {
				t.Errorf("got %v, lost %v", sequences(commits), lost)
			}
		})
	}
	for seq := uint64(6); seq <= event.History+10; seq++ {
		publish(h, seq)
	}
	s := h.Resume(3)
	if _, lost := s.Take(); !lost {
		t.Error("forgotten commits are not reported as lost")
	}
}

func TestClosing(t *testing.T) {
	h := event.NewHub(0)
	gone, stays := h.Subscribe(), h.Subscribe()
	gone.Close()
	publish(h, 1)
	if commits, _ := gone.Take(); commits != nil {
		t.Error("a closed subscription still collects")
	}
	h.Close()
	for range stays.Ready() { // the value that announced commit 1, then the close
	}
	publish(h, 2)
	if commits, _ := stays.Take(); !slices.Equal(sequences(commits), []uint64{1}) {
		t.Errorf("after closing the hub: %v", sequences(commits))
	}
	if _, open := <-h.Subscribe().Ready(); open {
		t.Error("a closed hub takes subscribers")
	}
}
