package record

import (
	"encoding/json"
	"time"

	"kontora/backend/access"
	"kontora/backend/ident"
)

// shareChange is the name under which the log keeps with whom a record is shared. The history on the record passes over it: it is read by
// all who view the record, and with whom it is shared is for those who may change that.
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
