package sqlstore

import (
	"context"

	"kontora/backend/event"
	"kontora/backend/store"
)

// Elsewhere is what other processes have committed.
type Elsewhere struct {
	Commits  []event.Commit // in the order of their numbers
	Lost     bool           // there were more, which nobody knows any longer
	Settings uint64         // the last commit of the configuration that was seen
}

// Heard receives a value when Elsewhere has something to give; nil where one process has the database to itself. It is called once, before
// others use the cells.
func (c *Cells) Heard() <-chan struct{} {
	if c.neighbours == nil {
		return nil
	}
	c.neighbours.heard = make(chan struct{}, 1)
	return c.neighbours.heard
}

// Elsewhere takes what has been heard of other processes since the last call. The cells know of all of it.
func (c *Cells) Elsewhere() Elsewhere {
	n := c.neighbours
	n.mu.Lock()
	defer n.mu.Unlock()
	heard := Elsewhere{Commits: n.waiting, Lost: n.lost, Settings: n.settings}
	n.waiting, n.lost = nil, false
	return heard
}

// CatchUp takes in what other processes have committed until now.
func (c *Cells) CatchUp(ctx context.Context) error {
	if c.neighbours == nil {
		return nil
	}
	return c.neighbours.db.Read(ctx, func(*store.Tx) error { return nil })
}

// pass keeps news for whoever listens.
func (n *neighbours) pass(news []store.News, complete bool, config uint64) {
	if n.heard == nil {
		return
	}
	n.settings = max(n.settings, config)
	for _, each := range news {
		if !each.Own {
			n.waiting = append(n.waiting, each.Commit)
		}
	}
	if !complete || len(n.waiting) > mostWaiting {
		n.waiting, n.lost = nil, true
	}
	select {
	case n.heard <- struct{}{}:
	default:
	}
}
