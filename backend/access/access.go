// Package access is the one decision about who may do what: it compiles the people, the types and the policy of a company into the
// Rights of one employee, which every list, card, search, export and message asks.
package access

import (
	"time"

	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// Action is something one may do with a record or a type.
type Action uint8

// The actions.
const (
	View Action = iota
	Create
	Edit
	Delete
	Authorize // change who may
	Transfer  // change the responsible
	Export
	Print
	MassEdit
	Merge
	Import
	Comment // add notes, tasks, messages, files; no profile names it
	actionCount
)

// Actions lists the actions that a profile can name.
func Actions() []Action {
	return []Action{View, Create, Edit, Delete, Authorize, Transfer, Export, Print, MassEdit, Merge, Import}
}

// String is the word of the API.
func (a Action) String() string {
	return [...]string{"view", "create", "edit", "delete", "authorize", "transfer", "export", "print", "mass_edit", "merge", "import", "comment"}[a]
}

// ParseAction reads the word of the API.
func ParseAction(word string) (Action, bool) {
	for a := View; a < actionCount; a++ {
		if a.String() == word {
			return a, true
		}
	}
	return 0, false
}

// Level is what one has on one record.
type Level uint8

// The levels, each including those before it.
const (
	NoLevel Level = iota
	ViewLevel
	EditLevel
	DeleteLevel
	AuthorizeLevel
)

// String is the word of the API.
func (l Level) String() string {
	return [...]string{"none", "view", "edit", "delete", "authorize"}[l]
}

// ParseLevel reads the word of the API.
func ParseLevel(word string) (Level, bool) {
	for l := NoLevel; l <= AuthorizeLevel; l++ {
		if l.String() == word {
			return l, true
		}
	}
	return 0, false
}

// Reach is a set of ways in which a responsible can be near an employee; the zero Reach is empty.
type Reach uint8

// The ways. ReachAll absorbs the others.
const (
	ReachOwn Reach = 1 << iota
	ReachGroup
	ReachDepartment
	ReachDepartmentAndBelow
	ReachBranch
	ReachAll
)

// Feature is a part of the program that a profile switches on or off.
type Feature string

// The features. Comments is on when no profile names it, the others are off.
const (
	Telephony            Feature = "telephony"
	Mail                 Feature = "mail"
	Campaigns            Feature = "campaigns"
	Reports              Feature = "reports"
	Documents            Feature = "documents"
	Processes            Feature = "processes"
	Portal               Feature = "portal"
	API                  Feature = "api"
	Comments             Feature = "comments"
	AdministrationPeople Feature = "administration.people"
	AdministrationRights Feature = "administration.rights"
	AdministrationTypes  Feature = "administration.types"
	AdministrationAudit  Feature = "administration.audit"
)

// Features lists all features.
func Features() []Feature {
	return []Feature{Telephony, Mail, Campaigns, Reports, Documents, Processes, Portal, API, Comments, AdministrationPeople, AdministrationRights, AdministrationTypes, AdministrationAudit}
}

// Profile says what its holders may do: type × action → reach, type × field → right, features on or off. What it does not name it says nothing about.
type Profile struct {
	No       ident.No                                `json:"-"`
	ID       ident.ID                                `json:"-"`
	Name     string                                  `json:"name"`
	Matrix   map[string]map[string]Reach             `json:"matrix"` // by type name and action word
	Fields   map[string]map[string]schema.FieldRight `json:"fields"` // by type name and field name
	Features map[Feature]bool                        `json:"features"`
}

// PrincipalKind says how a principal finds its employees.
type PrincipalKind string

// The kinds. Superior and InField are relative to a record: the direct superior of its responsible, and the employee in one of its access-bearing fields.
const (
	Everyone          PrincipalKind = "everyone"
	OneEmployee       PrincipalKind = "employee"
	InRole            PrincipalKind = "role"
	InRoleAndBelow    PrincipalKind = "role_and_below"
	InGroup           PrincipalKind = "group"
	InDepartment      PrincipalKind = "department"
	InDepartmentBelow PrincipalKind = "department_and_below"
	InBranch          PrincipalKind = "branch"
	Superior          PrincipalKind = "superior"
	InField           PrincipalKind = "field"
)

// Principal is a set of employees. No names the employee, role, group, department, branch or field; Everyone and Superior have none.
type Principal struct {
	Kind PrincipalKind `json:"kind"`
	No   ident.No      `json:"no,omitempty"`
}

// SourceKind says how a sharing rule finds its records.
type SourceKind string

// A rule takes records by who is responsible for them, or by a condition on their fields.
const (
	ByResponsible SourceKind = "responsible"
	ByCondition   SourceKind = "condition"
)

// ConditionState says how far the records of a type have been tested against a condition.
type ConditionState string

// A sharing condition acts when it is Ready; a restriction acts at once and is tested directly while it is Building.
const (
	Building ConditionState = "building"
	Ready    ConditionState = "ready"
)

// Condition is a test on stored fields of a record against constants. Slot is its bit in the cause of every cell of the type.
type Condition struct {
	Filter query.Expr     `json:"filter"`
	Bound  query.Node     `json:"-"`    // Filter bound to stored columns by whoever loads the Model; needed while a restriction is Building
	Slot   int            `json:"slot"` // 0 … schema.MaxConditions-1
	State  ConditionState `json:"state"`
}

// SharingRule shares records of one type with a target at a level of view, edit or delete.
type SharingRule struct {
	No        ident.No   `json:"-"`
	ID        ident.ID   `json:"-"`
	Name      string     `json:"name"`
	Type      ident.No   `json:"type"`
	Source    SourceKind `json:"source"`
	Principal Principal  `json:"principal,omitzero"` // Source ByResponsible: the responsible stands within it
	Condition *Condition `json:"condition,omitempty"`
	Target    Principal  `json:"target"`
	Level     Level      `json:"level"`
	Active    bool       `json:"active"`
}

// Restriction lowers what the grounds give on records of one type to at most Level.
type Restriction struct {
	No        ident.No    `json:"-"`
	ID        ident.ID    `json:"-"`
	Name      string      `json:"name"`
	Type      ident.No    `json:"type"`
	Condition *Condition  `json:"condition,omitempty"` // nil: all records of the type
	Who       []Principal `json:"who"`
	Except    []Principal `json:"except,omitempty"`
	Level     Level       `json:"level"` // none, view, edit or delete
	Active    bool        `json:"active"`
}

// Policy is what the company has decided about rights. It is immutable.
type Policy struct {
	Profiles     map[ident.No]*Profile
	Rules        map[ident.No]*SharingRule
	Restrictions map[ident.No]*Restriction
}

// CellNo numbers a cell within a node. Zero is no cell.
type CellNo uint32

// ShareSetNo numbers an interned set of shares within a node. Zero is the empty set.
type ShareSetNo uint32

// Cause is everything about a record on which access to it rests. Equal causes are one cell.
// For a record controlled by its parent only Type and Parent are set.
type Cause struct {
	Type        ident.No
	Responsible ident.No                         // an employee or a group
	Creator     ident.No                         // set only where the type gives a creator something and he is not the responsible
	InFields    [schema.MaxAccessFields]ident.No // the employees in the type's access-bearing fields, in their order
	Conditions  uint32                           // bit s: the condition of slot s matches
	Shares      ShareSetNo
	Parent      CellNo
}

// Share is a level given on one record to a principal until a full hour, or for good when Expires is zero. It holds while now < Expires.
type Share struct {
	Principal Principal
	Level     Level // view, edit, delete or authorize
	Expires   time.Time
}

// Cells gives the cells of a company. Cells are never changed once given out, only added. Implementations are safe for concurrent use.
type Cells interface {
	// Last is the highest number given out.
	Last() CellNo
	// Cause returns what the cell was interned from; it is false for a number never given out.
	Cause(CellNo) (Cause, bool)
	// OfType returns the cells of a type with numbers above after, in rising order. The slice is shared and must not be changed.
	OfType(t ident.No, after CellNo) []CellNo
	// Shares returns an interned set. The slice is shared and must not be changed.
	Shares(ShareSetNo) []Share
}

// Model is all on which rights rest, besides the cells, at one moment. It is immutable.
type Model struct {
	Directory *directory.Directory
	Schema    *schema.Schema
	Policy    *Policy
}

// Subject is one record as far as a decision depends on it. Author matters only for records controlled by their parent;
// Row only while a restriction is still being built.
type Subject struct {
	Cell   CellNo
	Author ident.No
	Row    query.Row
}
