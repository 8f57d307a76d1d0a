// Package outbox is about what people do at a desk while its office is away: each thing is a Command, which the desk does for itself and keeps
// until the office has taken it in. The office decides on it as if it were done there, at that moment; what it refuses, and where somebody
// else was faster, is kept for the one who did it, in his own words.
package outbox

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/record"
)

// Kind says what a command does to a record.
type Kind string

// The kinds of command.
const (
	Create   Kind = "create"
	Change   Kind = "change"
	Delete   Kind = "delete"
	Restore  Kind = "restore"
	Transfer Kind = "transfer"
	Note     Kind = "note"
	Message  Kind = "message"
	Task     Kind = "task"
)

// Command is one thing that somebody did, as he did it. It is immutable.
type Command struct {
	ID     ident.ID `json:"id"`   // random: by it the office knows a command again that it has taken in
	Root   ident.ID `json:"root"` // the identifier of the first try; zero when this is it
	At     int64    `json:"at"`   // when it was done by the clock of the desk, in milliseconds since 1970; nothing is decided by it
	Kind   Kind     `json:"kind"`
	Type   string   `json:"type"`
	Record ident.ID `json:"record"` // what it is done to; zero for Create

	Fields map[string]json.RawMessage `json:"fields,omitempty"` // of Create and Change, as the API takes them
	Seen   map[string]json.RawMessage `json:"seen,omitempty"`   // of Change: what stood in these fields
	// Version is, of a Change of what was read at the office, the version that was read there: it says more than Seen.
	Version string `json:"version,omitempty"`

	Responsible ident.ID `json:"responsible"` // of Create and Task: zero for oneself; of Transfer: the next one
	KeepViewer  bool     `json:"keep_viewer,omitempty"`
	Text        string   `json:"text,omitempty"` // of Note and Message; the title of a Task
	Due         string   `json:"due,omitempty"`  // of a Task
}

// MaxSize is how large a command can be, in bytes of its JSON: what the office takes in a request fits in.
const MaxSize = 1 << 20

// ErrCommand is returned for what is no command.
var ErrCommand = errors.New("this is no command")

// Encode writes a command as it is kept and sent.
func (c *Command) Encode() ([]byte, error) { return json.Marshal(c) }

// Bounds of a command: moments that can be written down, and more fields than a type has.
const (
	latest    = 253402300799999
	maxFields = 1000
)

// Recall reads a command that was taken in before, whatever size it has grown to by being written anew.
func Recall(raw []byte) (*Command, error) {
	var c Command
	if err := json.Unmarshal(raw, &c); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCommand, err)
	}
	return &c, nil
}

// Decode reads what Encode wrote.
func Decode(raw []byte) (*Command, error) {
	var c Command
	if len(raw) > MaxSize {
		return nil, ErrCommand
	}
	if err := json.Unmarshal(raw, &c); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCommand, err)
	}
	if c.At < 0 || c.At > latest || len(c.Fields) > maxFields || len(c.Seen) > maxFields {
		return nil, ErrCommand
	}
	if c.ID.IsZero() || c.Type == "" || !c.known() || c.Record.IsZero() != (c.Kind == Create) {
		return nil, ErrCommand
	}
	return &c, nil
}

func (c *Command) known() bool {
	switch c.Kind {
	case Create, Change, Delete, Restore, Transfer, Note, Message, Task:
		return true
	}
	return false
}

// Makes reports whether the command makes a record.
func (c *Command) Makes() bool {
	return c.Kind == Create || c.Kind == Note || c.Kind == Message || c.Kind == Task
}

// Made is the identifier of the record that the command makes. It follows from the command's own in one direction only: a desk can choose
// none that it knows, to learn from a refusal whether it is taken.
func (c *Command) Made() ident.ID {
	root := c.Root
	if root.IsZero() {
		root = c.ID
	}
	sum := sha256.Sum256(append([]byte("kontora record made at a desk\x00"), root[:]...))
	return ident.ID(sum[:len(ident.ID{})])
}

// Again is the same command as a further try, under another identifier. What it makes keeps its own.
func (c *Command) Again(id ident.ID) *Command {
	again := *c
	if again.Root.IsZero() {
		again.Root = c.ID
	}
	again.ID = id
	return &again
}

// Words is what of the command is its author's own: what he saw is the record's, which he may have lost.
func (c *Command) Words() *Command {
	own := *c
	own.Seen, own.Version = nil, ""
	return &own
}

// New is the identifier that the command gives to the record that it makes. A Command is the ident.Source under which it is done.
func (c *Command) New() ident.ID { return c.Made() }

var _ ident.Source = (*Command)(nil)

// Do does the command. The records must keep it in the transaction in which they do. clashed is told in which fields of a Change somebody else
// was faster.
func (c *Command) Do(ctx context.Context, records *record.Service, actor access.Actor, clashed func(fields []string)) error {
	var err error
	switch c.Kind {
	case Create:
		_, _, err = records.Create(ctx, actor, c.Type, record.Input{Fields: c.Fields, Responsible: c.Responsible})
	case Change:
		err = records.Merge(ctx, actor, c.Type, c.Record, record.MergeRequest{Version: c.Version, Seen: c.Seen, Sent: c.Fields, Clashed: clashed})
	case Delete:
		err = records.Delete(ctx, actor, c.Type, c.Record)
	case Restore:
		_, _, err = records.Restore(ctx, actor, c.Type, c.Record)
	case Transfer:
		_, _, err = records.Transfer(ctx, actor, c.Type, c.Record, record.TransferRequest{To: c.Responsible, KeepViewer: c.KeepViewer})
	case Note:
		_, err = records.AddNote(ctx, actor, c.Type, c.Record, c.Text)
	case Message:
		_, err = records.AddMessage(ctx, actor, c.Type, c.Record, c.Text)
	case Task:
		_, err = records.AddTask(ctx, actor, c.Type, c.Record, record.TaskInput{Title: c.Text, Due: c.Due, Responsible: c.Responsible})
	default:
		err = fault.New(fault.Invalid, "error.fields").Because(ErrCommand)
	}
	return err
}
