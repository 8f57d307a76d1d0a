// Package event carries news of commits inside the process: who commits publishes, who shows or sends on subscribes.
// It says that something changed and on which basis of access it stood, never what it says.
package event

import "kontora/backend/ident"

// Change is what one commit did to one record. Cells are the numbers of package access, which lies above this one.
type Change struct {
	Type   ident.No
	Record ident.ID
	Before uint32   // the cell it stood in; 0: it was not there, or in the bin
	After  uint32   // the cell it stands in; 0: it is gone
	Author ident.No // who made it; matters for records controlled by their parent
	// Fields is what was edited, by name; empty: nothing, it only moved to another cell. Nil: more than fields changed, and it concerns
	// everyone who sees the record.
	Fields []string
	// Said is what was said on the record, when nothing else of it is new: it concerns those who read some of it there.
	Said []Said
}

// Said is a note, a file or an activity on the card of a record.
type Said struct {
	Type   ident.No
	Before uint32   // the cell in which it stood itself; 0: it was not there
	After  uint32   // the cell in which it stands; 0: it is gone
	Author ident.No // who made it
	Fields []string // what was edited, by name; nil: more than fields changed
}

// Told is news for one person alone, such as that his job went on. It names the thing; what it says is asked for under his rights.
type Told struct {
	To   ident.No
	Kind ToldKind
	ID   ident.ID
}

// ToldKind is what Told is about.
type ToldKind uint8

// The kinds of news for one person.
const (
	ToldJob ToldKind = iota + 1
	ToldNotice
)

// Commit is the news of one transaction.
type Commit struct {
	Seq           uint64 // the commit sequence of the store
	Configuration bool   // people, types or rights changed
	Changes       []Change
	Told          []Told
	Position      uint64 // where it stands in this process's stream; set by the hub
}
