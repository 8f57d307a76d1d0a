// Package access is the one decision about who may do what: it compiles the people, the types and the policy of a company into the
// Rights of one employee, which every list, card, search, export and message asks.
package access

import (
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/schema"
)

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
