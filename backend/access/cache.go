package access

import (
	"sync"
	"time"

	"kontora/backend/clock"
	"kontora/backend/ident"
)

// Cache keeps the Rights of employees for as long as they hold: while the Model is the same, no share they rest on has expired and the
// clock was not set back over a full hour. It is safe for concurrent use.
type Cache struct {
	cells Cells
	clock clock.Clock

	mu    sync.Mutex
	model *Model
	known map[ident.No]*Rights
}

// NewCache returns an empty Cache over the cells of a company.
func NewCache(cells Cells, c clock.Clock) *Cache { return &Cache{cells: cells, clock: c} }

// Rights returns the employee's Rights as of the Model and now.
func (c *Cache) Rights(m *Model, employee ident.No) *Rights {
	now := c.clock.Now()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.model != m {
		c.model, c.known = m, make(map[ident.No]*Rights)
	}
	if r, ok := c.known[employee]; ok && r.holdsAt(now) {
		return r
	}
	r := Compile(m, c.cells, employee, now)
	c.known[employee] = r
	return r
}

// holdsAt reports whether what was answered so far still holds. Shares end on full hours, so within the hour of compilation even a
// clock that goes back changes nothing.
func (r *Rights) holdsAt(now time.Time) bool {
	if until := r.Until(); !until.IsZero() && !now.Before(until) {
		return false
	}
	return !now.Before(r.now.Truncate(time.Hour))
}
