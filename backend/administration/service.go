// Package administration keeps the people, types and rights of a company in memory as one immutable model, and changes them: copy,
// check the whole, write in one transaction, then put the new model in the old one's place.
package administration

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"kontora/backend/access"
	"kontora/backend/clock"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// Accounts are the sign-ins of employees. They are kept apart from the company, so they are opened before a change and closed when it fails.
type Accounts interface {
	// Check refuses a login or password that cannot be, naming the field; an empty password is not checked.
	Check(login, password string) error
	// Generate makes a password.
	Generate() string
	// Open makes a sign-in; a login in use is an error about the field login.
	Open(ctx context.Context, login, password string) (ident.ID, error)
	Rename(ctx context.Context, id ident.ID, login string) error
	// SetPassword and EndEmployee are told who does it; zero: the program itself.
	SetPassword(ctx context.Context, id ident.ID, password string, by ident.ID) error
	HasPassword(ctx context.Context, id ident.ID) (bool, error)
	// Bar ends the sessions and tokens of a sign-in and lets nobody in until a password is set; restore gives the old one back.
	Bar(ctx context.Context, id ident.ID) (restore func(context.Context) error, err error)
	Close(ctx context.Context, id ident.ID) error
	// Invite makes the invitation of a sign-in in the place of an older one; Withdraw makes it worthless.
	Invite(ctx context.Context, id, by ident.ID) (secret string, expires time.Time, err error)
	Withdraw(ctx context.Context, id ident.ID) error
	// EndEmployee ends all sessions and tokens of an employee at once.
	EndEmployee(ctx context.Context, employee, by ident.ID) error
}

// Card is what an employee's record of the type employee says of him as far as administration shows it.
type Card struct {
	Name      directory.PersonName
	Email     string
	Extension string
	Phones    []string
}

// Records is what the change of people and types asks of the records.
type Records interface {
	// Card reads the card of an employee.
	Card(ctx context.Context, employee ident.ID) (Card, error)
	// PutCard makes or changes the card of an employee within tx, under the draft's model. Errors name the fields
	// last_name, first_name, patronymic, email, extension and phones.
	PutCard(ctx context.Context, tx Tx, model *access.Model, actor access.Actor, employee *directory.Employee, card Card) error
	// DeleteCard removes the card of an employee nobody depends on.
	DeleteCard(ctx context.Context, tx Tx, model *access.Model, actor access.Actor, employee *directory.Employee) error
	// Mentions counts the records, those in the bin included, that name an employee or group as responsible, creator or in a field.
	Mentions(ctx context.Context, tx Tx, model *access.Model, person ident.No) (int64, error)
	// AlterType makes the table of a type, or the columns and indexes of its new fields; before is nil for a new type,
	// whose name no other has had.
	AlterType(ctx context.Context, tx Tx, before, after *schema.ElementType) error
	// Unindexed are the names of the fields of a type that has many records which are to have an index and have none yet.
	Unindexed(ctx context.Context, tx Tx, t *schema.ElementType) ([]string, error)
	// BuildIndexes makes the indexes that fields of the type wait for, and returns the names of those that were to be unique and are not.
	BuildIndexes(ctx context.Context, typeName string) (repeated []string, err error)
	// Unrepeated refuses a field to be made unique while records hold the same value, and names what the actor may see of them.
	Unrepeated(ctx context.Context, actor access.Actor, typeName, field string) error
	// CountValues counts the records, in the bin or out of it, that hold a value in the field.
	CountValues(ctx context.Context, t *schema.ElementType, f *schema.Field) (int64, error)
	// EraseValues takes the values of the fields that are being removed out of the next limit records of a type behind after; last is 0 at the end.
	EraseValues(ctx context.Context, typeName string, after int64, limit int) (last int64, err error)
	// DropFields drops the columns and indexes of fields without values, and returns the names whose columns have to stay.
	DropFields(ctx context.Context, tx Tx, t *schema.ElementType, fields []*schema.Field) (kept []string, err error)
	// HasRecords reports whether there is a record of the type, in the bin or out of it.
	HasRecords(ctx context.Context, tx Tx, t *schema.ElementType) (bool, error)
	// Holds reports whether a record of the type outside the bin holds a value in a field of the kind choice.
	Holds(ctx context.Context, tx Tx, t *schema.ElementType, f *schema.Field, value string) (bool, error)
	// ViewsNaming are the names of the shared views of a type that name the field, and how many do that people keep for themselves.
	ViewsNaming(ctx context.Context, typeName, field string) (shared []string, own int, err error)
	// ViewsWith are the names of the shared views of a type that name the field, of all that are shared when it is empty.
	ViewsWith(ctx context.Context, tx Tx, typeName, field string) ([]string, error)
	// Reevaluate gives the next limit records of a type behind after the cell their present cause makes; last is 0 at the end.
	Reevaluate(ctx context.Context, typeName string, after int64, limit int) (last int64, err error)
}

// Parts is what a Service is made of.
type Parts struct {
	Store    Store
	Accounts Accounts
	Records  Records
	Uploads  schema.Uploads
	Secrets  Secrets
	Cells    access.Cells
	Clock    clock.Clock
	IDs      ident.Source
	Logger   *slog.Logger
}

// Service holds the current model of one company and changes it. Its methods are safe for concurrent use.
type Service struct {
	parts   Parts
	current atomic.Pointer[State]

	// changing is held for a whole change: within one process, changes of the configuration happen one after the other.
	changing sync.Mutex
	// signing is held, before changing, while a sign-in is changed: who may give a password is decided under rights that stay what they
	// are until it is set.
	signing sync.Mutex
	build   chan struct{} // has a value when a condition waits to be built
}

// Open loads the configuration of a company, which may still be empty: see Found.
func Open(ctx context.Context, parts Parts) (*Service, error) {
	s := &Service{parts: parts, build: make(chan struct{}, 1)}
	if err := s.Reload(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// Reload reads the configuration anew, as after a change by another process. It takes no lock: whoever writes records calls it, through
// At, while holding the write transaction that a change of the configuration may be waiting for.
func (s *Service) Reload(ctx context.Context) error {
	documents, seq, err := s.parts.Store.Load(ctx)
	if err != nil {
		return fmt.Errorf("load configuration: %w", err)
	}
	state, err := newState(documents, seq, s.parts.Logger)
	if err != nil {
		return fmt.Errorf("read configuration: %w", err)
	}
	s.put(state)
	s.wakeBuilder()
	return nil
}

// put makes a state the current one, unless a later one is.
func (s *Service) put(state *State) {
	for {
		current := s.current.Load()
		if current != nil && current.Seq >= state.Seq || s.current.CompareAndSwap(current, state) {
			return
		}
	}
}

// State is the configuration as it is now.
func (s *Service) State() *State { return s.current.Load() }

// Model is the model as it is now.
func (s *Service) Model() *access.Model { return s.current.Load().Model }

// At returns the model as of the configuration commit seq or a later one, and loads it when another process made it.
func (s *Service) At(ctx context.Context, seq uint64) (*access.Model, error) {
	if state := s.State(); state.Seq >= seq {
		return state.Model, nil
	}
	if err := s.Reload(ctx); err != nil {
		return nil, err
	}
	return s.Model(), nil
}

// IsEmpty reports whether the company has not been founded yet.
func (s *Service) IsEmpty() bool { return len(s.State().Model.Directory.Employees) == 0 }
