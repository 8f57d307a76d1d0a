package sqlstore

import (
	"sync"

	"kontora/backend/access"
	"kontora/backend/store/bits"
)

// remembered is how many large sets of cells are kept between queries.
const remembered = 64

// members keeps the sets of cells that readings name, so that a reading of many cells is not turned into a set for every query. A
// reading's cells are never changed, only read on further; so a set is known by where its list lies and how long it is. The list is
// kept with its set: while it is here no other list can lie there. The zero value is ready and safe for concurrent use.
type members struct {
	mu    sync.Mutex
	known map[listKey]memberSet
}

type listKey struct {
	first  *access.CellNo
	length int
}

type memberSet struct {
	cells []access.CellNo
	set   *bits.Set
}

// of returns the set of the cells, of which there is at least one.
func (m *members) of(cells []access.CellNo) *bits.Set {
	key := listKey{first: &cells[0], length: len(cells)}
	m.mu.Lock()
	defer m.mu.Unlock()
	if known, ok := m.known[key]; ok {
		return known.set
	}
	if m.known == nil || len(m.known) >= remembered {
		m.known = make(map[listKey]memberSet)
	}
	set := bits.Of(cells)
	m.known[key] = memberSet{cells: cells, set: set}
	return set
}
