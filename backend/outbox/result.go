package outbox

import (
	"encoding/json"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
)

// State is what has become of a command.
type State string

// The states.
const (
	Waiting  State = "waiting"  // the office has not said anything yet
	Applied  State = "applied"  // it is done at the office
	Conflict State = "conflict" // somebody else was faster in some fields; the others are done
	Refused  State = "refused"  // nothing of it is done
)

// Unresolved reports whether its author has to decide what becomes of it.
func (s State) Unresolved() bool { return s == Conflict || s == Refused }

// Result is what the office says of a command.
type Result struct {
	ID      ident.ID `json:"id"`
	State   State    `json:"state"`
	Clashes []string `json:"clashes,omitempty"` // of Conflict: the fields in which somebody else was faster
	Problem *Refusal `json:"problem,omitempty"` // of Refused
}

// Refusal is why a command was refused, in every language: it is read where the office is not.
type Refusal struct {
	Kind   fault.Kind               `json:"kind"`
	Key    string                   `json:"key"`
	Detail locale.Labels            `json:"detail"`
	Fields map[string]locale.Labels `json:"fields,omitempty"`
}

// toldFields is of how many fields a refusal tells what is wrong: more is nobody's typing.
const toldFields = 100

// refusalOf puts a refusal into words.
func refusalOf(catalogue *locale.Catalogue, e *fault.Error) *Refusal {
	p := &Refusal{Kind: e.Kind, Key: e.Text.Key, Detail: inAll(catalogue, e.Text)}
	for field, text := range e.Fields {
		if len(p.Fields) == toldFields {
			break
		}
		if p.Fields == nil {
			p.Fields = make(map[string]locale.Labels, len(e.Fields))
		}
		p.Fields[field] = inAll(catalogue, text)
	}
	return p
}

// Err is the refusal as an error.
func (p *Refusal) Err() *fault.Error {
	e := &fault.Error{Kind: p.Kind, Text: locale.Text{Key: p.Key, Said: p.Detail}}
	for field, said := range p.Fields {
		if e.Fields == nil {
			e.Fields = make(map[string]locale.Text, len(p.Fields))
		}
		e.Fields[field] = locale.Text{Key: p.Key, Said: said}
	}
	return e
}

func inAll(catalogue *locale.Catalogue, text locale.Text) locale.Labels {
	said := make(locale.Labels)
	for _, language := range locale.Languages() {
		said[language] = catalogue.Render(language, text)
	}
	return said
}

// Kept is a command that is waiting or unresolved, with what the office has said of it.
type Kept struct {
	Command *Command
	Result
}

// Undone is what the author of a change has put into fields that have not taken it: all of one that was refused.
func (k *Kept) Undone() map[string]json.RawMessage {
	if k.State != Conflict {
		return k.Command.Fields
	}
	fields := make(map[string]json.RawMessage, len(k.Clashes))
	for _, name := range k.Clashes {
		if raw, ok := k.Command.Fields[name]; ok {
			fields[name] = raw
		}
	}
	return fields
}

// Missed is an unresolved command that a desk is told of, which it has not sent itself.
type Missed struct {
	Command json.RawMessage `json:"command"`
	Result  Result          `json:"result"`
}

// Offer is what a desk sends to its office.
type Offer struct {
	Commands []json.RawMessage `json:"commands"` // in the order in which they were done, as Encode writes them
	Closed   []ident.ID        `json:"closed"`   // the unresolved ones that their author has decided on
	Stand    []byte            `json:"stand"`    // how far the desk has heard of the office's history, as it was told; empty: of nothing
	Kept     []ident.ID        `json:"kept"`     // those on which he has not, as far as the desk knows
}

// MaxOffered is how many commands one Offer can hold, and how many can be closed by it.
const MaxOffered = 200

// Answer is what the office says to an Offer.
type Answer struct {
	Results []Result   `json:"results"` // of the commands, as far as they could be decided, in their order
	Closed  []ident.ID `json:"closed"`  // those that the desk keeps and their author has decided on elsewhere
	Missed  []Missed   `json:"missed"`  // some of the unresolved ones that the desk does not keep
}
