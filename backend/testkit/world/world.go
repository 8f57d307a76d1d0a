// Package world makes whole companies at random: people, types, policy and records, small enough to be shrunk or as large as a
// benchmark wants. It holds plain values and decides nothing.
package world

import (
	"encoding/binary"
	"fmt"
	"time"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// EmployeeType is the name of the type whose records are the employees' cards.
const EmployeeType = "employee"

// World is one company at one moment.
type World struct {
	Directory *directory.Directory
	Types     []*schema.ElementType
	Policy    *access.Policy
	Records   []*Record
	Now       time.Time
}

// Record is one record with all on which access to it can rest.
type Record struct {
	ID          ident.ID
	Type        *schema.ElementType
	Responsible ident.No // an employee or a group; zero for a record controlled by its parent
	Creator     ident.No // who made it; of a record controlled by its parent, its author
	// Values are by field: float64 (number), bool (yes_no), ident.No (employee), string (all else). An empty field is absent.
	Values map[string]any
	Shares []access.Share // as people asked for them: Expires is any moment
	Parent *Record        // set exactly when the type is controlled by its parent
	// Tested says for conditions that are still building whether this record's turn has come.
	Tested bool
}

// IDOf is the outward identifier of a numbered part of the company.
func IDOf(no ident.No) ident.ID {
	id := ident.ID{0: 'w'}
	binary.BigEndian.PutUint32(id[12:], uint32(no))
	return id
}

// Controlled reports whether records of the type are as accessible as the record they belong to.
func Controlled(t *schema.ElementType) bool { return t.Default == schema.Parent }

// Employees lists the employees by number.
func (w *World) Employees() []*directory.Employee { return sorted(w.Directory.Employees) }

// People lists the numbers of all who can be responsible: employees, then groups.
func (w *World) People() []ident.No {
	var all []ident.No
	for _, e := range sorted(w.Directory.Employees) {
		all = append(all, e.No)
	}
	for _, g := range sorted(w.Directory.Groups) {
		all = append(all, g.No)
	}
	return all
}

// Depth is how many parents stand above the record.
func (r *Record) Depth() int {
	if r.Parent == nil {
		return 0
	}
	return r.Parent.Depth() + 1
}

// String names the record in a test's message.
func (r *Record) String() string {
	return fmt.Sprintf("%s/%d", r.Type.Name, binary.BigEndian.Uint32(r.ID[12:]))
}
