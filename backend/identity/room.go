package identity

import "slices"

// room is where attempts wait for their turn. When it is full and one more comes, one of all, chosen at random, has to leave: nobody can
// keep others out by having come first. Its owner's lock guards it.
type room struct {
	most   int
	inside []chan struct{}
}

// enter lets one more in. The channel is closed when he has to leave.
func (r *room) enter(pick func(n int) int) chan struct{} {
	mine := make(chan struct{})
	r.inside = append(r.inside, mine)
	if len(r.inside) > r.most {
		r.evict(pick)
	}
	return mine
}

// evict sends away one chosen at random.
func (r *room) evict(pick func(n int) int) {
	at := pick(len(r.inside))
	close(r.inside[at])
	r.inside = slices.Delete(r.inside, at, at+1)
}

// leave reports whether he was still in.
func (r *room) leave(mine chan struct{}) bool {
	at := slices.Index(r.inside, mine)
	if at < 0 {
		return false
	}
	r.inside = slices.Delete(r.inside, at, at+1)
	return true
}
