package access

import (
	"kontora/backend/ident"
	"kontora/backend/query"
)

// PrincipalKind says how a principal finds its employees.
type PrincipalKind string

// The kinds. Superior and InField are relative to a record: the direct superior of its responsible, and the employee in one of its
// access-bearing fields.
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
