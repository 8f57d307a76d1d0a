package access

import (
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
)

// Actor is whoever does something: an employee with the Rights of this moment, from where, and how he is spoken to.
type Actor struct {
	Rights   *Rights
	Employee ident.No
	Language locale.Language
	Device   ident.ID
	ReadOnly bool // he looks at the program as somebody else sees it, and changes nothing
}

// Require refuses unless the feature is on for the actor.
func (a Actor) Require(f Feature) error {
	if !a.Rights.Active() {
		return fault.New(fault.Denied, "access.refuse.inactive")
	}
	if !a.Rights.Feature(f) {
		return fault.New(fault.Denied, "access.refuse.feature", "feature", featureName(f), "profiles", a.Rights.profileNames())
	}
	return nil
}

// Write refuses an actor who only looks, unless the action changes nothing.
func (a Actor) Write(action Action) error {
	if a.ReadOnly && action != View && action != Print {
		return fault.New(fault.Denied, "access.refuse.read_only")
	}
	return nil
}
