package access

import (
	"sync"
	"sync/atomic"
)

const (
	pageBits = 10
	pageKeys = 1 << pageBits
	// remembered marks a value that is there; values themselves have 15 bits.
	remembered = 1 << 15
	// maxKey bounds what a stray large number can make the table of pages grow to; larger keys are worked out anew each time.
	maxKey = 1 << 26
)

// page holds two values a word, so that a cell costs two bytes.
type page [pageKeys / 2]atomic.Uint32

// memo remembers a small value for a number. What is put for a key is always the same, so writers need not agree on who was first.
// The zero memo is empty; it is safe for concurrent use.
type memo struct {
	grow  sync.Mutex
	pages atomic.Pointer[[]atomic.Pointer[page]]
}

func (m *memo) get(key uint32) (uint16, bool) {
	pages := m.pages.Load()
	if pages == nil || int(key>>pageBits) >= len(*pages) {
		return 0, false
	}
	p := (*pages)[key>>pageBits].Load()
	if p == nil {
		return 0, false
	}
	value := uint16(p[key%pageKeys/2].Load() >> (16 * (key & 1)))
	return value &^ remembered, value&remembered != 0
}

func (m *memo) put(key uint32, value uint16) {
	if key >= maxKey {
		return
	}
	m.page(int(key >> pageBits))[key%pageKeys/2].Or(uint32(value|remembered) << (16 * (key & 1)))
}

func (m *memo) page(n int) *page {
	if pages := m.pages.Load(); pages != nil && n < len(*pages) {
		if p := (*pages)[n].Load(); p != nil {
			return p
		}
	}
	m.grow.Lock()
	defer m.grow.Unlock()
	pages := m.pages.Load()
	if pages == nil || n >= len(*pages) {
		larger := make([]atomic.Pointer[page], n+1+n/2)
		if pages != nil {
			for i := range *pages {
				larger[i].Store((*pages)[i].Load())
			}
		}
		pages = &larger
		m.pages.Store(pages)
	}
	p := (*pages)[n].Load()
	if p == nil {
		p = new(page)
		(*pages)[n].Store(p)
	}
	return p
}
