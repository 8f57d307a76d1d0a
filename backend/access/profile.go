package access

import (
	"kontora/backend/ident"
	"kontora/backend/schema"
)

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

// reachWords are the words of the API, in the order in which they are written.
var reachWords = [...]struct {
	word  string
	reach Reach
}{
	{"own", ReachOwn},
	{"group", ReachGroup},
	{"department", ReachDepartment},
	{"department_and_below", ReachDepartmentAndBelow},
	{"branch", ReachBranch},
	{"all", ReachAll},
}

// noReach may be written for the empty reach.
const noReach = "none"

// Words are the words of the API for the reach, never nil; none for the empty reach, "all" alone where it absorbs others.
func (r Reach) Words() []string {
	words := []string{}
	for _, w := range reachWords {
		switch {
		case w.reach == ReachAll && r&ReachAll != 0:
			return []string{w.word}
		case r&w.reach != 0:
			words = append(words, w.word)
		}
	}
	return words
}

// ParseReach reads words of the API; it is false for an unknown one.
func ParseReach(words []string) (Reach, bool) {
	var reach Reach
	for _, word := range words {
		found := word == noReach
		for _, w := range reachWords {
			if w.word == word {
				reach, found = reach|w.reach, true
			}
		}
		if !found {
			return 0, false
		}
	}
	if reach&ReachAll != 0 {
		return ReachAll, true
	}
	return reach, true
}

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
