// Package directory knows the people of a company and how they stand to one another: employees, positions, departments, branches
// and groups, who belongs where, who heads what and who reports to whom. What they may do is decided in package access.
package directory

import (
	"time"

	"kontora/backend/dial"
	"kontora/backend/ident"
	"kontora/backend/locale"
)

// Status says where an employee stands in his time with the company.
type Status string

// The statuses. Only an active employee may do anything; the status of a responsible changes nothing.
const (
	Invited   Status = "invited"
	Active    Status = "active"
	Suspended Status = "suspended"
	Dismissed Status = "dismissed"
)

// RoleSource says where an employee's role comes from.
type RoleSource string

// A role comes from the position, or was set by hand and then survives a change of position until it is reset.
const (
	FromPosition RoleSource = "position"
	Manual       RoleSource = "manual"
)

// Employee is a person of the company. His name stands on his record of the type employee and is copied here.
type Employee struct {
	No            ident.No        `json:"-"`
	ID            ident.ID        `json:"-"`
	RecordID      ident.ID        `json:"record_id"` // his card, a record of the type employee; the same as ID
	Name          PersonName      `json:"name"`
	Login         string          `json:"login"` // empty for one who cannot sign in
	Identity      ident.ID        `json:"identity"`
	Status        Status          `json:"status"`
	Administrator bool            `json:"administrator"`
	Position      ident.No        `json:"position,omitempty"`
	Role          ident.No        `json:"role,omitempty"`
	RoleSource    RoleSource      `json:"role_source"`
	Department    ident.No        `json:"department,omitempty"`
	Branch        ident.No        `json:"branch,omitempty"`
	ReportsTo     ident.No        `json:"reports_to,omitempty"` // another employee; these chains have no cycle
	Profiles      []ident.No      `json:"profiles,omitempty"`   // given to him alone
	Language      locale.Language `json:"language"`
	TimeZone      string          `json:"time_zone"`
	Theme         string          `json:"theme,omitempty"`
}

// Position is a post from the company's list. It carries the role it implies and the department it usually belongs to.
type Position struct {
	No         ident.No `json:"-"`
	ID         ident.ID `json:"-"`
	Name       string   `json:"name"`
	Role       ident.No `json:"role,omitempty"`
	Department ident.No `json:"department,omitempty"`
}

// Department is a node of the tree of subordination.
type Department struct {
	No     ident.No `json:"-"`
	ID     ident.ID `json:"-"`
	Name   string   `json:"name"`
	Parent ident.No `json:"parent,omitempty"`
	Head   ident.No `json:"head,omitempty"` // an employee
}

// Branch is a geographic place of the company.
type Branch struct {
	No       ident.No `json:"-"`
	ID       ident.ID `json:"-"`
	Name     string   `json:"name"`
	Address  string   `json:"address,omitempty"`
	TimeZone string   `json:"time_zone,omitempty"`
}

// MemberKind says what an entry of a group holds.
type MemberKind string

// The kinds of entry.
const (
	MemberEmployee           MemberKind = "employee"
	MemberRole               MemberKind = "role"
	MemberRoleAndBelow       MemberKind = "role_and_below"
	MemberDepartment         MemberKind = "department"
	MemberDepartmentAndBelow MemberKind = "department_and_below"
	MemberBranch             MemberKind = "branch"
	MemberGroup              MemberKind = "group"
)

// Member is one entry of a group. Everyone it holds is a member; marked Manager, they are its managers as well.
type Member struct {
	Kind    MemberKind `json:"kind"`
	No      ident.No   `json:"no"`
	Manager bool       `json:"manager,omitempty"`
}

// Group is a set of employees described by entries; groups may hold groups but never, at any depth, themselves.
type Group struct {
	No             ident.No   `json:"-"`
	ID             ident.ID   `json:"-"`
	Name           string     `json:"name"`
	Members        []Member   `json:"members,omitempty"`
	Profiles       []ident.No `json:"profiles,omitempty"`
	Department     ident.No   `json:"department,omitempty"` // where the group stands when it is responsible for a record
	Branch         ident.No   `json:"branch,omitempty"`
	CountsForReach bool       `json:"counts_for_reach"`
}

// Role is a node of the role tree. The directory knows its place; what it allows is in its profiles, which package access reads.
type Role struct {
	No       ident.No   `json:"-"`
	ID       ident.ID   `json:"-"`
	Name     string     `json:"name"`
	Parent   ident.No   `json:"parent,omitempty"`
	Profiles []ident.No `json:"profiles,omitempty"`
	Team     TeamLevel  `json:"team"` // what one holder is responsible for, all holders have at this level
}

// TeamLevel is what the holders of one role have on each other's records.
type TeamLevel string

// The team levels.
const (
	TeamNone TeamLevel = "none"
	TeamView TeamLevel = "view"
	TeamEdit TeamLevel = "edit"
)

// Rate is what one unit of a currency is worth in the currency of the company, as a decimal number.
type Rate struct {
	Currency string `json:"currency"`
	Value    string `json:"value"`
}

// Picture is a picture whose content is kept apart from the directory.
type Picture struct {
	Name      string `json:"name"`
	Size      int64  `json:"size"` // bytes
	MediaType string `json:"media_type"`
	Digest    string `json:"digest"` // SHA-256 of the content, in hexadecimal; never leaves the node
}

// Room is how much of the office's disk files may take. Zero is what is usual.
type Room struct {
	PerDayMB   int `json:"per_day_mb,omitempty"`   // that one employee may send in a day
	KeepFreeMB int `json:"keep_free_mb,omitempty"` // below which no file is taken
}

// Usual is the room with what nobody has chosen filled in.
func (r Room) Usual() Room {
	const perDay, keepFree = 2000, 1000
	if r.PerDayMB == 0 {
		r.PerDayMB = perDay
	}
	if r.KeepFreeMB == 0 {
		r.KeepFreeMB = keepFree
	}
	return r
}

// MailSecurity is how the connection to a mail server is encrypted.
type MailSecurity string

// The ways.
const (
	MailStartTLS MailSecurity = "starttls"
	MailTLS      MailSecurity = "tls"
	MailClear    MailSecurity = "none"
)

// MailServer is the server through which the office sends its letters.
type MailServer struct {
	Host     string       `json:"host"`
	Port     int          `json:"port"`
	Security MailSecurity `json:"security"`
	User     string       `json:"user,omitempty"`
	Password string       `json:"password,omitempty"` // sealed where it is kept
	Sender   string       `json:"sender"`             // address
}

// Company is the company itself.
type Company struct {
	ID       ident.ID        `json:"id"`
	Name     string          `json:"name"`
	Language locale.Language `json:"language"`
	TimeZone string          `json:"time_zone"`
	Currency string          `json:"currency"`
	Country  string          `json:"country"` // ISO 3166, the region of phone numbers written without a country

	NameOrder NameOrder `json:"name_order,omitempty"` // of employees; empty in documents from before there was a choice

	LegalName string `json:"legal_name,omitempty"` // as in contracts
	TaxNumber string `json:"tax_number,omitempty"`
	Address   string `json:"address,omitempty"`
	Phone     string `json:"phone,omitempty"` // E.164
	Email     string `json:"email,omitempty"`
	Website   string `json:"website,omitempty"`

	Logo *Picture `json:"logo,omitempty"`

	Rates []Rate `json:"rates,omitempty"` // by currency, each once

	Room Room `json:"room,omitzero"`

	DialRules dial.Rules `json:"dial_rules,omitzero"`

	Mail *MailServer `json:"mail,omitempty"`

	WorkDays []int  `json:"work_days,omitempty"` // 1 is Monday, as in ISO 8601
	WorkFrom string `json:"work_from,omitempty"` // 09:00, in the company's time zone
	WorkTo   string `json:"work_to,omitempty"`
}

// Location is where the company's days begin and end; UTC where its time zone is none.
func (c Company) Location() *time.Location {
	zone, err := time.LoadLocation(c.TimeZone)
	if err != nil {
		return time.UTC
	}
	return zone
}

// Dialling is how the company reads and dials phone numbers.
func (c Company) Dialling() dial.Plan { return dial.Plan{Country: c.Country, Rules: c.DialRules} }
