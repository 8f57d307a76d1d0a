package replica

import (
	"bytes"
	"container/list"
	"crypto/sha256"
	"sync"
	"time"

	"kontora/backend/access"
	"kontora/backend/ident"
)

// recalled is a holding as an answer has left it, with what it was worked out from. It is not changed.
type recalled struct {
	holding *Holding // whole
	digest  [sha256.Size]byte
	types   map[ident.No][]Field // of the view
	known   []byte               // of the company
	scope   Scope
	model   *access.Model
	last    access.CellNo // the highest that there was
	until   time.Time     // from when on he may do something else; zero: never
}

// same reports whether the employee still sees what the holding holds, wants no more and no less of it, and knows what he is told of the company.
func (r *recalled) same(m *access.Model, cells access.Cells, now time.Time, claim *Claim) bool {
	return r.model == m && r.last == cells.Last() && (r.until.IsZero() || now.Before(r.until)) && r.scope == claim.Scope && bytes.Equal(r.known, claim.Company)
}

// holds is the holding; nil where nothing is recalled.
func (r *recalled) holds() *Holding {
	if r == nil {
		return nil
	}
	return r.holding
}

// recalledCells is how many cells the office keeps in mind, of all desks together: some 80 bytes each.
const recalledCells = 1 << 20

// recall keeps in mind the last holdings of the desks that came last, under the seals that they were given, so that a desk that comes again at
// once need not say all that it holds. Nothing but speed depends on it. It is safe for concurrent use.
type recall struct {
	mu    sync.Mutex
	limit int
	cells int
	order *list.List // of seals, the latest first
	by    map[string]*list.Element
}

type recalledUnder struct {
	seal string
	*recalled
}

func newRecall(cells int) *recall {
	return &recall{limit: cells, order: list.New(), by: make(map[string]*list.Element)}
}

// under is what is kept under a seal; nil for nothing.
func (c *recall) under(seal []byte) *recalled {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at, ok := c.by[string(seal)]; ok {
		return at.Value.(recalledUnder).recalled
	}
	return nil
}

// keep keeps a holding in the place of the one that the desk came with.
func (c *recall) keep(came, seal []byte, r *recalled) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.drop(c.by[string(came)])
	c.drop(c.by[string(seal)])
	c.by[string(seal)] = c.order.PushFront(recalledUnder{string(seal), r})
	for c.cells += len(r.holding.Cells); c.cells > c.limit; {
		c.drop(c.order.Back())
	}
}

func (c *recall) drop(at *list.Element) {
	if at == nil {
		return
	}
	left := c.order.Remove(at).(recalledUnder)
	delete(c.by, left.seal)
	c.cells -= len(left.holding.Cells)
}
