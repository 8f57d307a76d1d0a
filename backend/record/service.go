package record

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"

	"kontora/backend/access"
	"kontora/backend/clock"
	"kontora/backend/event"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Office gives the model of the company and the rights that hold. It is safe for concurrent use.
type Office interface {
	// At returns the model as of the configuration commit cfg or a later one, and waits while that is being taken in.
	At(ctx context.Context, cfg uint64) (*access.Model, error)
	// Rights are those of the employee under the present model, at this moment.
	Rights(employee ident.No) *access.Rights
	// WhoCan lists the employees who may do the action on a record, with what gives it to them.
	WhoCan(a access.Action, of access.Subject) []access.Access
}

// Oversight is told of the cards that administrators open.
type Oversight interface {
	// Viewed must not hold up the reader.
	Viewed(ctx context.Context, actor access.Actor, typeName string, id ident.ID, of access.Subject)
}

// Parts are what a Service is made of; Oversight and Witness may be nil.
type Parts struct {
	Oversight Oversight
	Witness   Witness
	Store     Store
	Office    Office
	Seal      *Seal
	IDs       ident.Source
	Clock     clock.Clock
	Logger    *slog.Logger
}

// Service writes and reads records for actors. It is safe for concurrent use. Every method takes the actor first and answers what he
// may not see exactly as what is not there.
type Service struct {
	Parts
	people atomic.Pointer[people]
}

// New makes a Service.
func New(parts Parts) *Service { return &Service{Parts: parts} }

// On is the Service on another store, which writes more in each transaction, with another source of identifiers.
func (s *Service) On(store Store, ids ident.Source) *Service {
	parts := s.Parts
	parts.Store, parts.IDs = store, ids
	other := New(parts)
	other.people.Store(s.people.Load())
	return other
}

// scene is the model and the rights under which one call is decided.
type scene struct {
	actor  access.Actor
	model  *access.Model
	rights *access.Rights
	people *people
	values schema.Context
	cells  Store // for what cells were interned from
}

// scene takes in what holds now, as of the configuration that a transaction sees.
func (s *Service) scene(ctx context.Context, actor access.Actor, cfg uint64) (*scene, error) {
	model, err := s.Office.At(ctx, cfg)
	if err != nil {
		return nil, err
	}
	return s.sceneUnder(model, actor), nil
}

// sceneUnder is the scene under a model, which need not be in force yet.
func (s *Service) sceneUnder(model *access.Model, actor access.Actor) *scene {
	rights := s.Office.Rights(actor.Employee)
	known := s.peopleOf(model)
	company := model.Directory.Company
	now := s.Clock.Now()
	if e := model.Directory.Employees[actor.Employee]; e != nil {
		if zone, err := time.LoadLocation(e.TimeZone); err == nil && e.TimeZone != "" {
			now = now.In(zone)
		}
	}
	return &scene{
		actor: actor, model: model, rights: rights, people: known, cells: s.Store,
		values: schema.Context{
			People: known, Dialling: company.Dialling(), Currency: company.Currency, Viewer: actor.Employee, Now: now, Uploads: s.Seal,
		},
	}
}

// readable is the type of that name when the actor may view any of it; what he may not view and what is not there are both false.
func (c *scene) readable(name string) (*schema.ElementType, bool) {
	t, ok := c.model.Schema.Type(name)
	if !ok || !c.rights.May(access.View, t.No) {
		return nil, false
	}
	return t, true
}

// right is what the actor may do with a field; the inherent ones can be read by everyone who sees the record.
func (c *scene) right(t *schema.ElementType, f *schema.Field) schema.FieldRight {
	if _, ok := schema.Inherent(f.Name); ok {
		return schema.Read
	}
	return c.rights.Field(t, f)
}

// clear reports whether the actor reads the field in full, so that he may also filter, sort and search by it.
func (c *scene) clear(t *schema.ElementType) func(*schema.Field) bool {
	return func(f *schema.Field) bool { return c.right(t, f).Rank() >= schema.Read.Rank() }
}

// subject is what a decision about a record depends on.
func subject(t *schema.ElementType, r *Record) access.Subject {
	return access.Subject{Cell: r.Cell, Author: r.CreatedBy, Row: r.Row(t)}
}

// reader runs fn on a snapshot under the rights that hold there.
func (s *Service) reader(ctx context.Context, actor access.Actor, fn func(Reader, *scene) error) error {
	return s.Store.Read(ctx, func(r Reader) error {
		c, err := s.scene(ctx, actor, r.Config())
		if err != nil {
			return err
		}
		return fn(r, c)
	})
}

// writer runs fn in the write transaction under the rights that hold there, and publishes what it changed.
func (s *Service) writer(ctx context.Context, actor access.Actor, fn func(*writing) error) error {
	if actor.ReadOnly {
		return fault.New(fault.Denied, "error.read_only")
	}
	return s.Store.Write(ctx, func(w Writer) error {
		c, err := s.scene(ctx, actor, w.Config())
		if err != nil {
			return err
		}
		if !c.rights.Active() {
			return fault.New(fault.Unauthenticated, "error.not_active")
		}
		job := &writing{Writer: w, scene: c, service: s}
		if err := fn(job); err != nil {
			return err
		}
		return s.publishAfter(ctx, job)
	})
}

// publishAfter tells subscribers what the transaction did, once it is durable. One that did nothing is no commit.
func (s *Service) publishAfter(ctx context.Context, job *writing) error {
	if err := job.tellStirred(ctx); err != nil {
		return err
	}
	if len(job.changes) > 0 {
		job.Announce(event.Commit{Changes: job.changes})
	}
	return nil
}

// writing is one write transaction with what decides it and what it has done.
type writing struct {
	Writer
	*scene
	service *Service
	changes []event.Change
	stirred stirred
	batch   ident.ID // of a change of many records
}

// changed notes for subscribers what happened to a record; fields nil says that more than fields changed, none that only its cell did.
func (w *writing) changed(t *schema.ElementType, id ident.ID, author ident.No, before, after access.CellNo, fields []string) {
	w.changes = append(w.changes, event.Change{
		Type: t.No, Record: id, Before: uint32(before), After: uint32(after), Author: author, Fields: fields,
	})
}
