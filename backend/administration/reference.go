package administration

import (
	"maps"
	"slices"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
)

// use is one document that names another.
type use struct {
	kind Kind
	no   ident.No
}

// references calls each for every number that a document names. Numbers of people, groups, roles and fields never coincide,
// so a number alone says what is named.
func (c *content) references(each func(by use, named ident.No)) {
	c.peopleReferences(each)
	c.policyReferences(each)
}

func (c *content) peopleReferences(each func(by use, named ident.No)) {
	all := func(by use, named ...ident.No) {
		for _, no := range named {
			if no != 0 {
				each(by, no)
			}
		}
	}
	for no, e := range c.directory.Employees {
		by := use{EmployeeKind, no}
		all(by, e.Position, e.Role, e.Department, e.Branch, e.ReportsTo)
		all(by, e.Profiles...)
	}
	for no, p := range c.directory.Positions {
		all(use{PositionKind, no}, p.Role, p.Department)
	}
	for no, r := range c.directory.Roles {
		all(use{RoleKind, no}, r.Parent)
		all(use{RoleKind, no}, r.Profiles...)
	}
	for no, d := range c.directory.Departments {
		all(use{DepartmentKind, no}, d.Parent, d.Head)
	}
	for no, g := range c.directory.Groups {
		by := use{GroupKind, no}
		all(by, g.Department, g.Branch)
		all(by, g.Profiles...)
		for _, m := range g.Members {
			all(by, m.No)
		}
	}
}

func (c *content) policyReferences(each func(by use, named ident.No)) {
	principal := func(by use, p access.Principal) {
		if p.No != 0 {
			each(by, p.No)
		}
	}
	for no, r := range c.rules {
		by := use{RuleKind, no}
		each(by, r.Type)
		principal(by, r.Principal)
		principal(by, r.Target)
	}
	for no, r := range c.restrictions {
		by := use{RestrictionKind, no}
		each(by, r.Type)
		for _, p := range slices.Concat(r.Who, r.Except) {
			principal(by, p)
		}
	}
}

// InUse is the detail of a refusal to delete: what names the thing, at most ten of them.
type InUse struct {
	UsedBy []Named `json:"used_by"`
	Total  int     `json:"total"`
}

// Named is something by kind, identifier and name.
type Named struct {
	Kind Kind     `json:"kind"`
	ID   ident.ID `json:"id"`
	Name string   `json:"name"`
}

// unused refuses to delete what another document names.
func (d *Draft) unused(no ident.No) error {
	users := make(map[ident.No]Kind)
	d.references(func(by use, named ident.No) {
		if named == no && by.no != no {
			users[by.no] = by.kind
		}
	})
	if len(users) == 0 {
		return nil
	}
	const shown = 10
	detail := InUse{Total: len(users)}
	for _, user := range slices.Sorted(maps.Keys(users)) {
		if len(detail.UsedBy) < shown {
			detail.UsedBy = append(detail.UsedBy, Named{Kind: users[user], ID: d.before.ID(user), Name: d.nameOf(users[user], user)})
		}
	}
	first := detail.UsedBy[0]
	return fault.New(fault.Conflict, "administration.in_use",
		"kind", locale.Say("administration.kind."+string(first.Kind)), "name", first.Name, "count", detail.Total).With(detail)
}

// nameOf is what a document is called.
func (c *content) nameOf(kind Kind, no ident.No) string {
	switch v := c.entry(kind, no).(type) {
	case *directory.Employee:
		return c.directory.FullName(v)
	case *directory.Position:
		return v.Name
	case *directory.Role:
		return v.Name
	case *directory.Department:
		return v.Name
	case *directory.Branch:
		return v.Name
	case *directory.Group:
		return v.Name
	case *access.Profile:
		return v.Name
	case *access.SharingRule:
		return v.Name
	case *access.Restriction:
		return v.Name
	case typeDocument:
		return v.Name
	case directory.Company:
		return v.Name
	}
	return ""
}
