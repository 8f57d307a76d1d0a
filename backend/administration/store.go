package administration

import (
	"context"
	"encoding/json"
	"slices"

	"kontora/backend/event"
	"kontora/backend/ident"
)

// Kind says what a document of the configuration describes.
type Kind string

// The kinds of document, each in the words of the API.
const (
	CompanyKind     Kind = "company" // exactly one
	EmployeeKind    Kind = "employee"
	PositionKind    Kind = "position"
	RoleKind        Kind = "role"
	ProfileKind     Kind = "profile"
	GroupKind       Kind = "group"
	DepartmentKind  Kind = "department"
	BranchKind      Kind = "branch"
	RuleKind        Kind = "sharing_rule"
	RestrictionKind Kind = "restriction"
	TypeKind        Kind = "type"
)

// Subject is what the log calls documents of the kind. Those of the company and of employees are told from the records of the types that
// are called so, clients and cards.
func (k Kind) Subject() string {
	switch k {
	case CompanyKind:
		return "own_company"
	case EmployeeKind:
		return "employee_entry"
	case PositionKind, RoleKind, ProfileKind, GroupKind, DepartmentKind, BranchKind, RuleKind, RestrictionKind, TypeKind:
	}
	return string(k)
}

// isSubject reports whether the log calls documents of the configuration so. A type of that name would be taken for them.
func isSubject(name string) bool {
	kinds := []Kind{CompanyKind, EmployeeKind, PositionKind, RoleKind, ProfileKind, GroupKind, DepartmentKind, BranchKind, RuleKind, RestrictionKind, TypeKind}
	return slices.ContainsFunc(kinds, func(k Kind) bool { return name == string(k) || name == k.Subject() })
}

// Document is one person, role, rule or type as the store keeps it. Body is the JSON of the domain type; numbers in it are inward.
type Document struct {
	Kind    Kind
	No      ident.No
	ID      ident.ID
	Version uint64 // the sequence of the commit that wrote it
	Body    json.RawMessage
}

// Store keeps the configuration of one company.
type Store interface {
	// Load reads every document and the sequence of the last configuration commit, in one snapshot.
	Load(ctx context.Context) (documents []Document, seq uint64, err error)
	// Change runs fn in the write transaction and commits it; an error of fn leaves everything as it was. seq is the commit's sequence.
	Change(ctx context.Context, fn func(Tx) error) (seq uint64, err error)
}

// Tx is the write transaction as a change of the configuration needs it.
type Tx interface {
	// Config is the sequence of the last configuration commit, this one not counted.
	Config() uint64
	// Seq is the sequence this transaction will commit under.
	Seq() uint64
	// Documents reads every document.
	Documents(ctx context.Context) ([]Document, error)
	// NextNo gives out a number that no document of the company, and no field, has had.
	NextNo(ctx context.Context) (ident.No, error)
	// Put makes or replaces the document of that number and marks this commit as one of the configuration.
	Put(ctx context.Context, d Document) error
	// Delete removes the document of that number and marks this commit as one of the configuration.
	Delete(ctx context.Context, no ident.No) error
	// AfterCommit has fn called when the transaction is durable, and never otherwise; Announce has subscribers told after that.
	AfterCommit(fn func(seq uint64))
	Announce(c event.Commit)
	// Record adds what was changed to the audit log.
	Record(ctx context.Context, e Entry) error
}

// Entry is one line of the audit log about a change of the configuration.
type Entry struct {
	Employee ident.ID // who; zero: the program itself
	Device   ident.ID
	Action   string // "create", "change" or "delete"
	Kind     Kind
	ID       ident.ID
	Name     string          // what it is called, for the reader of the log
	Before   json.RawMessage // in outward form, without secrets; nil on create
	After    json.RawMessage // nil on delete
}
