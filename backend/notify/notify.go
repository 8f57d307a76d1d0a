// Package notify tells people what others did that concerns them: a mention, a task, a record that is theirs now. A notice is written with
// its cause in one transaction, names things and says nothing of them: what its recipient reads is looked up under his rights when he reads
// it.
package notify

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"time"

	"kontora/backend/access"
	"kontora/backend/event"
	"kontora/backend/fault"
	"kontora/backend/ident"
)

// Kind is what a notice is about.
type Kind string

// The kinds.
const (
	Mention  Kind = "mention"  // named in a note or message
	Task     Kind = "task"     // a task to perform
	Transfer Kind = "transfer" // responsible for a record from now on
	Share    Kind = "share"    // a record shared with him
	Comment  Kind = "comment"  // on a record for which he is responsible
	Job      Kind = "job"      // his long work is over
)

// Kinds lists the kinds.
func Kinds() []Kind { return []Kind{Mention, Task, Transfer, Share, Comment, Job} }

// Bounds of what is kept for one person.
const (
	MaxKept  = 500
	MaxOfOne = 250 // by one person, so that nobody's news push out those of all others
	KeptDays = 90
	PageSize = 50
)

// Notice is one thing that one person was told.
type Notice struct {
	ID     ident.ID
	To     ident.No
	Kind   Kind
	At     int64 // milliseconds since 1970
	By     ident.No
	Type   string   // of the record; empty: it is about none
	Record ident.ID // the first, where Count is above 1
	Job    ident.ID
	Batch  ident.ID // notices of one batch and kind are one, with a count
	Count  int      // of records
	Times  int      // how often one person did the same to the one record since it was read; only of what is Seen, else Count has it
	Unread bool
}

// Seen is a notice as its recipient may read it now.
type Seen struct {
	Notice
	Name    string // of the record
	Visible bool   // false: he no longer sees the record, or it is gone, or there is none
}

// Store keeps the notices of one company. Implementations are safe for concurrent use.
type Store interface {
	// Notices lists those of a person, the latest first, older than the one before (zero: all), made at or after since.
	Notices(ctx context.Context, to ident.No, before ident.ID, since time.Time, limit int) ([]Notice, error)
	// Unread counts those a person has not read, made at or after since.
	Unread(ctx context.Context, to ident.No, since time.Time) (int, error)
	// Mark makes a person's notice read or unread, all of them where the id is zero; false when there is none.
	Mark(ctx context.Context, to ident.No, id ident.ID, read bool) (bool, error)
}

// Tx writes notices within the transaction of their cause.
type Tx interface {
	Now() time.Time
	// Wants reports whether the person wants to be told of the kind.
	Wants(ctx context.Context, to ident.No, kind Kind) (bool, error)
	// Add writes a notice, or counts it up with those of its batch: isNew is false then.
	Add(ctx context.Context, n Notice) (isNew bool, err error)
	// Renew puts a notice on top in place of the one of its batch. Where that is unread, it keeps its identifier and is counted up.
	Renew(ctx context.Context, n Notice) (ident.ID, error)
	// Bound removes of a person's notices all but the latest to keep, and the latest by one author, and those made before the time.
	Bound(ctx context.Context, to, by ident.No, keep, ofOne int, before time.Time) error
	// Announce has subscribers told once the transaction is durable.
	Announce(c event.Commit)
}

// Records tells what records are called.
type Records interface {
	// Names has an entry for each record that the actor may see, by its id.
	Names(ctx context.Context, actor access.Actor, typeName string, ids []ident.ID) (map[ident.ID]string, error)
}

// Parts is what a Service is made of.
type Parts struct {
	Store   Store
	Records Records
	Now     func() time.Time
	IDs     ident.Source
}

// Service writes and reads notices. It is safe for concurrent use.
type Service struct{ parts Parts }

// New returns a Service.
func New(parts Parts) *Service { return &Service{parts} }

// Tell writes a notice for each of the people, who must be allowed to know its cause, as far as they want it.
func (s *Service) Tell(ctx context.Context, tx Tx, n Notice, to []ident.No) error {
	for _, each := range slices.Compact(slices.Sorted(slices.Values(to))) {
		wants, err := tx.Wants(ctx, each, n.Kind)
		if err != nil {
			return err
		}
		if !wants {
			continue
		}
		n.To, n.At, n.Count, n.Unread = each, tx.Now().UnixMilli(), 1, true
		id, isNew, err := s.write(ctx, tx, n)
		if err != nil {
			return err
		}
		if !isNew {
			continue
		}
		if err := tx.Bound(ctx, each, n.By, MaxKept, MaxOfOne, tx.Now().AddDate(0, 0, -KeptDays)); err != nil {
			return err
		}
		tx.Announce(event.Commit{Told: []event.Told{{To: each, Kind: event.ToldNotice, ID: id}}})
	}
	return nil
}

// write adds a notice. What one person does to one record again and again, as long as it is not read, is one notice; what he does to many
// at once is one, too, and told once.
func (s *Service) write(ctx context.Context, tx Tx, n Notice) (id ident.ID, isNew bool, err error) {
	n.ID = s.parts.IDs.New()
	if n.Batch.IsZero() && !n.Record.IsZero() {
		n.Batch = repeated(n.Record, n.By)
		id, err = tx.Renew(ctx, n)
		return id, true, err
	}
	isNew, err = tx.Add(ctx, n)
	return n.ID, isNew, err
}

// repeated is the batch of what one person does to one record.
func repeated(of ident.ID, by ident.No) ident.ID {
	sum := sha256.Sum256(binary.BigEndian.AppendUint64(of[:], uint64(by)))
	return ident.ID(sum[:len(of)])
}

func (s *Service) since() time.Time { return s.parts.Now().AddDate(0, 0, -KeptDays) }

// List reads a page of the actor's notices, the latest first, older than the one before; next is zero on the last page.
func (s *Service) List(ctx context.Context, actor access.Actor, before ident.ID) (page []Seen, next ident.ID, err error) {
	found, err := s.parts.Store.Notices(ctx, actor.Employee, before, s.since(), PageSize+1)
	if err != nil {
		return nil, next, err
	}
	if len(found) > PageSize {
		found = found[:PageSize]
		next = found[PageSize-1].ID
	}
	page, err = s.seen(ctx, actor, found)
	return page, next, err
}

// seen looks up, type by type, what the actor may know of the records now.
func (s *Service) seen(ctx context.Context, actor access.Actor, found []Notice) ([]Seen, error) {
	wanted := make(map[string][]ident.ID)
	for _, n := range found {
		if n.Type != "" && !n.Record.IsZero() {
			wanted[n.Type] = append(wanted[n.Type], n.Record)
		}
	}
	names := make(map[string]map[ident.ID]string)
	for typeName, ids := range wanted {
		var err error
		if names[typeName], err = s.parts.Records.Names(ctx, actor, typeName, ids); err != nil {
			return nil, err
		}
	}
	page := make([]Seen, 0, len(found))
	for _, n := range found {
		name, visible := names[n.Type][n.Record]
		n.Times = 1
		if !n.Record.IsZero() && n.Batch == repeated(n.Record, n.By) {
			n.Times, n.Count = n.Count, 1
		}
		page = append(page, Seen{Notice: n, Name: name, Visible: visible})
	}
	return page, nil
}

// Unread counts what the actor has not read.
func (s *Service) Unread(ctx context.Context, actor access.Actor) (int, error) {
	return s.parts.Store.Unread(ctx, actor.Employee, s.since())
}

// Mark makes a notice of the actor's read or unread; any other is not there.
func (s *Service) Mark(ctx context.Context, actor access.Actor, id ident.ID, read bool) error {
	if actor.ReadOnly {
		return fault.New(fault.Denied, "error.read_only")
	}
	there, err := s.parts.Store.Mark(ctx, actor.Employee, id, read)
	if err == nil && !there {
		return fault.Missing()
	}
	return err
}

// MarkAll makes all notices of the actor's read.
func (s *Service) MarkAll(ctx context.Context, actor access.Actor) error {
	if actor.ReadOnly {
		return fault.New(fault.Denied, "error.read_only")
	}
	_, err := s.parts.Store.Mark(ctx, actor.Employee, ident.ID{}, true)
	return err
}
