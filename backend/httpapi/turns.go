package httpapi

import (
	"context"
	"sync"

	"kontora/backend/fault"
	"kontora/backend/ident"
)

// turnsEach is how many requests of one kind and one employee are worked on at once, of those that can take a core for seconds. Further
// ones wait, so that one person with all his programs leaves room for the others.
const turnsEach = 2

// turnKind tells lists, sums and searches from exports and from files on their way here: somebody who waits for a long file goes on working.
type turnKind uint8

const (
	noTurn turnKind = iota
	readingTurn
	exportTurn
	uploadTurn
	mailTurn
	replicaTurn
)

// turns gives employees their turns. Its methods are safe for concurrent use.
type turns struct {
	mu   sync.Mutex
	each map[turnOf]*turn
}

type turnOf struct {
	employee ident.No
	kind     turnKind
}

type turn struct {
	places chan struct{}
	users  int // who have a place or wait for one
}

func newTurns() *turns { return &turns{each: make(map[turnOf]*turn)} }

// take waits for a turn; leave gives it back. It is fault.Unavailable when ctx ends first.
func (t *turns) take(ctx context.Context, employee ident.No, kind turnKind) (leave func(), err error) {
	if kind == noTurn {
		return func() {}, nil
	}
	of := turnOf{employee, kind}
	mine := t.join(of)
	select {
	case mine.places <- struct{}{}:
		return func() {
			<-mine.places
			t.forget(of, mine)
		}, nil
	case <-ctx.Done():
		t.forget(of, mine)
		return nil, fault.New(fault.Unavailable, "http.body_broken").Because(ctx.Err())
	}
}

func (t *turns) join(of turnOf) *turn {
	t.mu.Lock()
	defer t.mu.Unlock()
	mine := t.each[of]
	if mine == nil {
		mine = &turn{places: make(chan struct{}, turnsEach)}
		t.each[of] = mine
	}
	mine.users++
	return mine
}

// forget drops the turns that nobody has or waits for.
func (t *turns) forget(of turnOf, mine *turn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if mine.users--; mine.users == 0 {
		delete(t.each, of)
	}
}
