package record

import (
	"encoding/json"
	"slices"
	"time"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// shareChange is the name under which the log keeps with whom a record is shared. The history on the record is read by all who view it, and
// tells this to those who may change it.
const shareChange = "shares"

// loggedShare is a share as the log keeps it.
type loggedShare struct {
	Kind    string     `json:"kind"`
	ID      string     `json:"id,omitempty"`
	Level   string     `json:"level"`
	Expires *time.Time `json:"expires,omitempty"`
	Reason  string     `json:"reason,omitempty"`
}

func (c *scene) sharesChange(before, after []GivenShare) Change {
	return Change{Field: shareChange, Before: c.loggedShares(before), After: c.loggedShares(after)}
}

// loggedShares is nil for none.
func (c *scene) loggedShares(shares []GivenShare) json.RawMessage {
	if len(shares) == 0 {
		return nil
	}
	list := make([]loggedShare, 0, len(shares))
	for _, share := range shares {
		one := loggedShare{Kind: string(share.Principal.Kind), ID: c.principalID(share.Principal), Level: share.Level.String(), Reason: share.Reason}
		if !share.Expires.IsZero() {
			one.Expires = &share.Expires
		}
		list = append(list, one)
	}
	raw, err := json.Marshal(list)
	if err != nil {
		return nil // never: shares are made of plain values
	}
	return raw
}

// principalID is the identifier of whom a principal names, the name of the field for one in a field, and empty for everyone, for a
// superior and for what is no more.
func (c *scene) principalID(p access.Principal) string {
	if id, ok := c.people.PersonID(p.No); ok {
		return id.String()
	}
	d, id := c.model.Directory, ident.ID{}
	switch p.Kind {
	case access.InField:
		for _, t := range c.model.Schema.Types() {
			for _, f := range t.Fields {
				if f.No == p.No {
					return f.Name
				}
			}
		}
	case access.InRole, access.InRoleAndBelow:
		if role, ok := d.Roles[p.No]; ok {
			id = role.ID
		}
	case access.InDepartment, access.InDepartmentBelow:
		if department, ok := d.Departments[p.No]; ok {
			id = department.ID
		}
	case access.InBranch:
		if branch, ok := d.Branches[p.No]; ok {
			id = branch.ID
		}
	case access.Everyone, access.OneEmployee, access.InGroup, access.Superior:
	}
	if id.IsZero() {
		return ""
	}
	return id.String()
}

// ShareChange is what became of the share of one principal. NoLevel is none.
type ShareChange struct {
	Principal access.Principal
	From, To  access.Level
}

// shareChanges are those of a line that the reader may know, in the order of the log: who has got a level, has another, has none any more. A
// principal that is no more, or a field hidden from him, is not named.
func (p *projection) shareChanges(e Entry) []ShareChange {
	var list []ShareChange
	for _, change := range e.Changes {
		if change.Field != shareChange || !p.shares {
			continue
		}
		before, after := p.recallShares(change.Before), p.recallShares(change.After)
		for _, share := range after {
			list = append(list, ShareChange{Principal: share.Principal, From: levelOf(before, share.Principal), To: share.Level})
		}
		for _, share := range before {
			if levelOf(after, share.Principal) == access.NoLevel {
				list = append(list, ShareChange{Principal: share.Principal, From: share.Level})
			}
		}
	}
	return slices.DeleteFunc(list, func(c ShareChange) bool { return c.From == c.To })
}

func levelOf(shares []access.Share, p access.Principal) access.Level {
	for _, share := range shares {
		if share.Principal == p {
			return share.Level
		}
	}
	return access.NoLevel
}

// recallShares reads shares as the log keeps them, as far as their principals are still there.
func (p *projection) recallShares(raw json.RawMessage) []access.Share {
	var logged []loggedShare
	if len(raw) == 0 || json.Unmarshal(raw, &logged) != nil {
		return nil
	}
	var shares []access.Share
	for _, one := range logged {
		level, ok := access.ParseLevel(one.Level)
		if principal, there := p.principal(one); ok && there {
			shares = append(shares, access.Share{Principal: principal, Level: level})
		}
	}
	return shares
}

// principal is the reverse of principalID; false for what is no more, and for a field that is hidden from the reader.
func (p *projection) principal(one loggedShare) (access.Principal, bool) {
	kind := access.PrincipalKind(one.Kind)
	switch kind {
	case access.Everyone, access.Superior:
		return access.Principal{Kind: kind}, true
	case access.InField:
		f, ok := p.t.Field(one.ID)
		if !ok || p.right(p.t, f) == schema.Hidden {
			return access.Principal{}, false
		}
		return access.Principal{Kind: kind, No: f.No}, true
	}
	id, err := ident.Parse(one.ID)
	if err != nil {
		return access.Principal{}, false
	}
	no, ok := placeNo(p.model.Directory, kind, id)
	return access.Principal{Kind: kind, No: no}, ok
}

// placeNo finds a person, role or place of the company by the identifier.
func placeNo(d *directory.Directory, kind access.PrincipalKind, id ident.ID) (ident.No, bool) {
	switch kind {
	case access.OneEmployee:
		return numberOf(d.Employees, func(e *directory.Employee) bool { return e.ID == id })
	case access.InGroup:
		return numberOf(d.Groups, func(g *directory.Group) bool { return g.ID == id })
	case access.InRole, access.InRoleAndBelow:
		return numberOf(d.Roles, func(r *directory.Role) bool { return r.ID == id })
	case access.InDepartment, access.InDepartmentBelow:
		return numberOf(d.Departments, func(x *directory.Department) bool { return x.ID == id })
	case access.InBranch:
		return numberOf(d.Branches, func(b *directory.Branch) bool { return b.ID == id })
	case access.Everyone, access.Superior, access.InField:
	}
	return 0, false
}

func numberOf[V any](all map[ident.No]V, is func(V) bool) (ident.No, bool) {
	for no, each := range all {
		if is(each) {
			return no, true
		}
	}
	return 0, false
}
