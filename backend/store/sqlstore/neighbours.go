package sqlstore

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"

	"kontora/backend/access"
	"kontora/backend/event"
	"kontora/backend/record"
	"kontora/backend/store"
)

// mostWaiting is how many commits of other processes wait to be told here. Whoever listens reads everything anew after more.
const mostWaiting = 4096

// neighbours keeps a process in step with the others that write to the database of a company.
//
// Numbers of cells and share sets are given out in the database, in small transactions of their own that commit before the number is used:
// a row that somebody can see therefore stands in a cell that can be read. They are given out one after another, so that whoever knows a
// number knows all below it. A number whose transaction failed afterwards names its cause for good; no record stands in it.
//
// Every snapshot begins with taking in what other processes have committed since the last one, so that it is never judged by cells and
// counts older than itself.
type neighbours struct {
	db    *store.DB
	cells *Cells

	mu sync.Mutex // held while numbers are given out or taken in; whoever holds it waits for nothing but another process that gives one out

	heard    chan struct{} // has a value when something waits; nil: nobody listens
	waiting  []event.Commit
	lost     bool   // some were dropped
	settings uint64 // the last commit of the configuration that was seen
}

// cellCount is how many records a cell has after a commit.
type cellCount struct {
	Cell    access.CellNo `json:"c"`
	Records int64         `json:"n"`
}

// attachCounts tells other processes of counts.
func attachCounts(w *store.WriteTx, counts []cellCount) error {
	var note bytes.Buffer
	if err := json.NewEncoder(&note).Encode(counts); err != nil {
		return fmt.Errorf("write counts: %w", err)
	}
	w.Attach(note.Bytes())
	return nil
}

// noted reads what attachCounts wrote, perhaps more than once in one commit.
func noted(note []byte) (counts []cellCount, err error) {
	lines := json.NewDecoder(bytes.NewReader(note))
	for {
		var some []cellCount
		if err := lines.Decode(&some); errors.Is(err, io.EOF) {
			return counts, nil
		} else if err != nil {
			return nil, fmt.Errorf("read counts: %w", err)
		}
		counts = append(counts, some...)
	}
}

// follow takes in what the transaction sees of others.
func (n *neighbours) follow(ctx context.Context, t *store.Tx) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	seq, after := t.Head().Seq, n.db.Taken()
	if seq <= after {
		return nil
	}
	if err := n.cells.load(ctx, t); err != nil {
		return err
	}
	news, complete, err := n.db.News(ctx, t, after)
	if err != nil {
		return err
	}
	if complete {
		err = n.count(news)
	} else {
		err = n.recount(ctx, t)
	}
	if err != nil {
		return err
	}
	n.db.Took(seq)
	n.pass(news, complete, t.Config())
	return nil
}

func (n *neighbours) count(news []store.News) error {
	for _, each := range news {
		if each.Own {
			continue
		}
		counts, err := noted(each.Note)
		if err != nil {
			return err
		}
		for _, now := range counts {
			n.cells.SetRecords(now.Cell, now.Records, each.Seq)
		}
	}
	return nil
}

// recount reads all counts, of which some have changed in ways that are forgotten.
func (n *neighbours) recount(ctx context.Context, t *store.Tx) error {
	rows, err := t.Query(ctx, "SELECT cell, nrec FROM cell")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var now cellCount
		if err := rows.Scan(&now.Cell, &now.Records); err != nil {
			return err
		}
		n.cells.SetRecords(now.Cell, now.Records, t.Head().Seq)
	}
	return rows.Err()
}

// know takes in numbers that a write transaction has met and that were given out after it began.
func (n *neighbours) know(ctx context.Context, t *store.Tx) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.cells.load(ctx, t)
}

// meet makes sure that the cells of records which a write transaction has read are known: another process may have put them there since it
// began.
func (c *Cells) meet(ctx context.Context, t *store.Tx, records []*record.Record) error {
	for _, r := range records {
		if c.neighbours != nil && (r.Cell > c.Last() || r.Deleted != nil && r.Deleted.Cell > c.Last()) {
			return c.neighbours.know(ctx, t)
		}
	}
	return nil
}

// cell returns the cell of the cause and makes it when it is new.
func (n *neighbours) cell(ctx context.Context, cause access.Cause) (no access.CellNo, err error) {
	if no, ok := n.cells.Find(cause); ok {
		return no, nil
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	err = n.giveOut(ctx, func(t *store.Tx) (done bool, err error) {
		var ok bool
		if no, ok = n.cells.Find(cause); ok {
			return true, nil
		}
		no = n.cells.Last() + 1
		_, err = t.Exec(ctx, "INSERT INTO cell(cell, type, cause, nrec) VALUES (?, ?, ?, 0)", int64(no), cause.Type, encodeCause(cause))
		return false, err
	}, func() error { return n.cells.Load(no, cause, 0) })
	if err != nil {
		return 0, fmt.Errorf("intern a cell: %w", err)
	}
	return no, nil
}

// shareSet returns the number of a set of shares and makes it when it is new.
func (n *neighbours) shareSet(ctx context.Context, shares []access.Share) (no access.ShareSetNo, err error) {
	normal := access.NormalShares(shares)
	if no, ok := n.cells.FindShares(normal); ok {
		return no, nil
	}
	body, err := encodeShares(normal)
	if err != nil {
		return 0, err
	}
	hash := hashShares(body)
	n.mu.Lock()
	defer n.mu.Unlock()
	err = n.giveOut(ctx, func(t *store.Tx) (done bool, err error) {
		var ok bool
		if no, ok = n.cells.FindShares(normal); ok {
			return true, nil
		}
		no = n.cells.LastShares() + 1
		_, err = t.Exec(ctx, "INSERT INTO share_set(no, hash, body) VALUES (?, ?, ?)", int64(no), hash[:], body)
		return false, err
	}, func() error { return n.cells.LoadShares(no, normal) })
	if err != nil {
		return 0, fmt.Errorf("intern a set of shares: %w", err)
	}
	return no, nil
}

// numbering is the row that whoever gives out numbers of cells and share sets holds meanwhile.
const numbering = "cells"

// giveOut runs write in a transaction of its own while no other process gives out numbers and all that were are known, and then known,
// unless write has found what it wanted.
func (n *neighbours) giveOut(ctx context.Context, write func(*store.Tx) (done bool, err error), known func() error) error {
	var done bool
	err := n.db.Aside(ctx, func(t *store.Tx) error {
		_, err := t.Exec(ctx, "INSERT INTO number_sequence(name, last) VALUES (?, 0) ON CONFLICT (name) DO UPDATE SET last = 0", numbering)
		if err == nil {
			err = n.cells.load(ctx, t)
		}
		if err == nil {
			done, err = write(t)
		}
		return err
	})
	if err != nil || done {
		return err
	}
	return known()
}
