package access

import (
	"errors"
	"sync"
	"sync/atomic"

	"kontora/backend/ident"
)

// ErrOrder is returned for a cell or share set loaded with a number that is not above all before it, or for one known already.
var ErrOrder = errors.New("loaded out of order")

const (
	chunkBits  = 9
	chunkCells = 1 << chunkBits
)

// entry is one cell of a Table. Its cause is written before its number is published, and never again.
type entry struct {
	cause   Cause
	records atomic.Int64
	counted uint64 // the commit as of which records is, where that was said; under the table's lock
	kept    atomic.Bool
}

type chunk [chunkCells]entry

// Table holds the cells of a company in memory. Reading takes no lock. A store loads it at the start in rising order of numbers, interns
// causes while it writes, and says once a commit has kept what was interned: an interned cause whose commit failed stays known and is
// reported as fresh again.
type Table struct {
	last     atomic.Uint32
	chunks   atomic.Pointer[[]*chunk]
	sets     atomic.Pointer[[]shareSet] // by number, the empty set first
	expiring atomic.Pointer[[]ShareSetNo]

	mu      sync.Mutex
	numbers map[Cause]CellNo
	setNos  map[string]ShareSetNo
	types   atomic.Pointer[map[ident.No]*cellList]
}

type shareSet struct {
	shares []Share
	kept   *atomic.Bool
}

// cellList is the cells of one type in rising order. Only the end of it changes, under the table's lock.
type cellList struct {
	cells   atomic.Pointer[[]CellNo]
	records atomic.Int64 // in all of them
}

// NewTable returns an empty Table.
func NewTable() *Table {
	t := &Table{numbers: make(map[Cause]CellNo), setNos: make(map[string]ShareSetNo)}
	t.chunks.Store(&[]*chunk{})
	kept := new(atomic.Bool)
	kept.Store(true)
	t.sets.Store(&[]shareSet{{kept: kept}})
	t.expiring.Store(&[]ShareSetNo{})
	t.types.Store(&map[ident.No]*cellList{})
	return t
}

// Last is the highest number given out.
func (t *Table) Last() CellNo { return CellNo(t.last.Load()) }

// entry returns the cell of the number, or nil for one never given out.
func (t *Table) entry(no CellNo) *entry {
	if no == 0 || no > t.Last() {
		return nil
	}
	chunks := *t.chunks.Load()
	c := chunks[no>>chunkBits]
	if c == nil || c[no%chunkCells].cause.Type == 0 {
		return nil
	}
	return &c[no%chunkCells]
}

// Cause returns what the cell was interned from; it is false for a number never given out.
func (t *Table) Cause(no CellNo) (Cause, bool) {
	e := t.entry(no)
	if e == nil {
		return Cause{}, false
	}
	return e.cause, true
}

// OfType returns the cells of a type with numbers above after, in rising order. The slice is shared and must not be changed.
func (t *Table) OfType(no ident.No, after CellNo) []CellNo {
	list, ok := (*t.types.Load())[no]
	if !ok {
		return nil
	}
	cells := *list.cells.Load()
	return cells[above(cells, after):]
}

// above finds the first place whose cell is above after; most callers ask for all, or for what came last.
func above(cells []CellNo, after CellNo) int {
	low, high := 0, len(cells)
	if high == 0 || after < cells[0] {
		return 0
	}
	if after >= cells[high-1] {
		return high
	}
	for low < high {
		if middle := (low + high) / 2; cells[middle] <= after {
			low = middle + 1
		} else {
			high = middle
		}
	}
	return low
}

// Load puts in a cell that a store has kept, with the number of its records. Cells come in rising order; numbers may be missing.
func (t *Table) Load(no CellNo, c Cause, records int64) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if _, twice := t.numbers[c]; twice || no <= t.Last() || c.Type == 0 || c.Parent >= no {
		return ErrOrder
	}
	t.add(no, c).kept.Store(true)
	t.AddRecords(no, records)
	return nil
}

// Intern returns the cell of a cause. It is fresh until Keep says that a commit has kept it. The cause has a type, and its parent, if
// any, is a cell given out before.
func (t *Table) Intern(c Cause) (no CellNo, fresh bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if no, ok := t.numbers[c]; ok {
		return no, !t.entry(no).kept.Load()
	}
	no = t.Last() + 1
	t.add(no, c)
	return no, true
}

// Find returns the cell of a cause without making one.
func (t *Table) Find(c Cause) (CellNo, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	no, ok := t.numbers[c]
	return no, ok
}

// Keep says that a commit has kept the cell.
func (t *Table) Keep(no CellNo) {
	if e := t.entry(no); e != nil {
		e.kept.Store(true)
	}
}

// add publishes a cell under the lock: its cause first, then its number, then its place in the list of its type.
func (t *Table) add(no CellNo, c Cause) *entry {
	chunks := *t.chunks.Load()
	if n := int(no >> chunkBits); n >= len(chunks) || chunks[n] == nil {
		larger := make([]*chunk, max(n+1, len(chunks)))
		copy(larger, chunks)
		larger[n] = new(chunk)
		t.chunks.Store(&larger)
		chunks = larger
	}
	e := &chunks[no>>chunkBits][no%chunkCells]
	e.cause = c
	t.numbers[c] = no
	t.last.Store(uint32(no))

	types := *t.types.Load()
	list, ok := types[c.Type]
	if !ok {
		list = &cellList{}
		list.cells.Store(&[]CellNo{})
		more := make(map[ident.No]*cellList, len(types)+1)
		for known, l := range types {
			more[known] = l
		}
		more[c.Type] = list
		t.types.Store(&more)
	}
	longer := append(*list.cells.Load(), no)
	list.cells.Store(&longer)
	return e
}

// Count is how many records a cell has.
func (t *Table) Count(no CellNo) int64 {
	if e := t.entry(no); e != nil {
		return e.records.Load()
	}
	return 0
}

// AddRecords changes how many records a cell has, once the commit that moved them has succeeded.
func (t *Table) AddRecords(no CellNo, by int64) {
	if e := t.entry(no); e != nil {
		e.records.Add(by)
		(*t.types.Load())[e.cause.Type].records.Add(by)
	}
}

// SetRecords says how many records a cell has as of a commit. What was said as of a later one stays.
func (t *Table) SetRecords(no CellNo, records int64, commit uint64) {
	e := t.entry(no)
	if e == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if commit < e.counted {
		return
	}
	e.counted = commit
	(*t.types.Load())[e.cause.Type].records.Add(records - e.records.Swap(records))
}

// OfTypeTotal is how many records all cells of a type have.
func (t *Table) OfTypeTotal(no ident.No) int64 {
	list, ok := (*t.types.Load())[no]
	if !ok {
		return 0
	}
	return list.records.Load()
}

// Total adds up the records of cells.
func (t *Table) Total(cells []CellNo) int64 {
	var sum int64
	for _, no := range cells {
		sum += t.Count(no)
	}
	return sum
}
