package directory

import (
	"slices"
	"strings"
	"unicode/utf8"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
)

// MaxName is the longest name, in characters, that anything in a directory may have.
const MaxName = 200

// Validate checks every entry; the error is that of the first one, by kind and number, with which something is wrong.
func (d *Directory) Validate() error {
	checks := []func() error{
		d.CheckCompany,
		func() error { return checkAll(d.Branches, d.CheckBranch) },
		func() error { return checkAll(d.Departments, d.CheckDepartment) },
		func() error { return checkAll(d.Roles, d.CheckRole) },
		func() error { return checkAll(d.Positions, d.CheckPosition) },
		func() error { return checkAll(d.Groups, d.CheckGroup) },
		func() error { return checkAll(d.Employees, d.CheckEmployee) },
	}
	for _, check := range checks {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func checkAll[V any](entries map[ident.No]V, check func(V) error) error {
	for _, no := range sortedKeys(entries) {
		if err := check(entries[no]); err != nil {
			return err
		}
	}
	return nil
}

// CheckEmployee says what is wrong with an employee of d, by the field names of the API.
func (d *Directory) CheckEmployee(e *Employee) error {
	wrong := fault.Fields{}
	checkName(wrong, "last_name", e.Name.Last)
	checkLength(wrong, "first_name", e.Name.First)
	checkLength(wrong, "patronymic", e.Name.Patronymic)
	checkLength(wrong, "login", e.Login)
	if !slices.Contains([]Status{Invited, Active, Suspended, Dismissed}, e.Status) {
		wrong.Add("status", "directory.choice")
	}
	if e.Language != "" && !slices.Contains(locale.Languages(), e.Language) {
		wrong.Add("language", "directory.choice")
	}
	known(wrong, "position_id", d.Positions, e.Position)
	known(wrong, "role_id", d.Roles, e.Role)
	known(wrong, "department_id", d.Departments, e.Department)
	known(wrong, "branch_id", d.Branches, e.Branch)
	known(wrong, "reports_to", d.Employees, e.ReportsTo)
	if e.ReportsTo != 0 && (e.ReportsTo == e.No || circular(e.No, superiorsIn(d))) {
		wrong.Add("reports_to", "directory.reports_cycle")
	}
	d.checkRoleOf(wrong, e)
	return wrong.Err()
}

// checkRoleOf holds everyone to exactly one role, which follows his position unless it was set by hand.
func (d *Directory) checkRoleOf(wrong fault.Fields, e *Employee) {
	if e.Role == 0 {
		wrong.Add("role_id", "directory.role_required")
	}
	switch e.RoleSource {
	case Manual:
	case FromPosition:
		if p, ok := d.Positions[e.Position]; !ok || p.Role == 0 {
			wrong.Add("role_source", "directory.position_without_role")
		} else if p.Role != e.Role {
			wrong.Add("role_id", "directory.role_not_of_position")
		}
	default:
		wrong.Add("role_source", "directory.choice")
	}
}

// CheckPosition says what is wrong with a position of d.
func (d *Directory) CheckPosition(p *Position) error {
	wrong := fault.Fields{}
	checkName(wrong, "name", p.Name)
	known(wrong, "role_id", d.Roles, p.Role)
	known(wrong, "department_id", d.Departments, p.Department)
	return wrong.Err()
}

// CheckRole says what is wrong with a role of d. Whether its profiles exist is known to package access.
func (d *Directory) CheckRole(r *Role) error {
	wrong := fault.Fields{}
	checkName(wrong, "name", r.Name)
	known(wrong, "parent_id", d.Roles, r.Parent)
	if circular(r.No, func(no ident.No) []ident.No { return parentIn(d.Roles, no, func(r *Role) ident.No { return r.Parent }) }) {
		wrong.Add("parent_id", "directory.role_cycle")
	}
	if !slices.Contains([]TeamLevel{TeamNone, TeamView, TeamEdit}, r.Team) {
		wrong.Add("team", "directory.choice")
	}
	return wrong.Err()
}

// CheckDepartment says what is wrong with a department of d.
func (d *Directory) CheckDepartment(x *Department) error {
	wrong := fault.Fields{}
	checkName(wrong, "name", x.Name)
	known(wrong, "parent_id", d.Departments, x.Parent)
	known(wrong, "head_id", d.Employees, x.Head)
	if circular(x.No, func(no ident.No) []ident.No {
		return parentIn(d.Departments, no, func(x *Department) ident.No { return x.Parent })
	}) {
		wrong.Add("parent_id", "directory.department_cycle")
	}
	return wrong.Err()
}

// CheckCompany says what is wrong with the profile of the company; a directory that has none yet is right.
func (d *Directory) CheckCompany() error {
	c := &d.Company
	if c.ID.IsZero() {
		return nil
	}
	wrong := fault.Fields{}
	checkName(wrong, "name", c.Name)
	for field, text := range map[string]string{
		"legal_name": c.LegalName, "tax_number": c.TaxNumber, "address": c.Address, "website": c.Website, "email": c.Email,
	} {
		checkLength(wrong, field, text)
	}
	if !slices.Contains(locale.Languages(), c.Language) {
		wrong.Add("language", "directory.choice")
	}
	if slices.ContainsFunc(c.WorkDays, func(day int) bool { return day < 1 || day > 7 }) {
		wrong.Add("work_days", "directory.choice")
	}
	if (c.WorkFrom == "") != (c.WorkTo == "") || c.WorkFrom > c.WorkTo {
		wrong.Add("work_to", "directory.work_hours")
	}
	return wrong.Err()
}

// CheckBranch says what is wrong with a branch of d.
func (d *Directory) CheckBranch(b *Branch) error {
	wrong := fault.Fields{}
	checkName(wrong, "name", b.Name)
	checkLength(wrong, "address", b.Address)
	return wrong.Err()
}

// CheckGroup says what is wrong with a group of d.
func (d *Directory) CheckGroup(g *Group) error {
	wrong := fault.Fields{}
	checkName(wrong, "name", g.Name)
	known(wrong, "department_id", d.Departments, g.Department)
	known(wrong, "branch_id", d.Branches, g.Branch)
	for _, m := range g.Members {
		if !d.holds(m) {
			wrong.Add("members", "directory.unknown")
		}
	}
	if circular(g.No, d.groupsInside) {
		wrong.Add("members", "directory.group_cycle")
	}
	return wrong.Err()
}

// holds reports whether what the entry names is there.
func (d *Directory) holds(m Member) bool {
	ok := false
	switch m.Kind {
	case MemberEmployee:
		_, ok = d.Employees[m.No]
	case MemberRole, MemberRoleAndBelow:
		_, ok = d.Roles[m.No]
	case MemberDepartment, MemberDepartmentAndBelow:
		_, ok = d.Departments[m.No]
	case MemberBranch:
		_, ok = d.Branches[m.No]
	case MemberGroup:
		_, ok = d.Groups[m.No]
	}
	return ok
}

func (d *Directory) groupsInside(group ident.No) []ident.No {
	g, ok := d.Groups[group]
	if !ok {
		return nil
	}
	var inside []ident.No
	for _, m := range g.Members {
		if m.Kind == MemberGroup {
			inside = append(inside, m.No)
		}
	}
	return inside
}

func superiorsIn(d *Directory) func(ident.No) []ident.No {
	return func(no ident.No) []ident.No {
		return parentIn(d.Employees, no, func(e *Employee) ident.No { return e.ReportsTo })
	}
}

func parentIn[V any](nodes map[ident.No]V, no ident.No, parentOf func(V) ident.No) []ident.No {
	node, ok := nodes[no]
	if !ok || parentOf(node) == 0 {
		return nil
	}
	return []ident.No{parentOf(node)}
}

// circular reports whether start can be reached from itself. It visits every node once at most.
func circular(start ident.No, next func(ident.No) []ident.No) bool {
	seen := make(map[ident.No]struct{})
	for queue := next(start); len(queue) > 0; {
		no := queue[0]
		queue = queue[1:]
		if no == start {
			return true
		}
		if _, ok := seen[no]; !ok {
			seen[no] = struct{}{}
			queue = append(queue, next(no)...)
		}
	}
	return false
}

func known[V any](wrong fault.Fields, field string, entries map[ident.No]V, no ident.No) {
	if _, ok := entries[no]; no != 0 && !ok {
		wrong.Add(field, "directory.unknown")
	}
}

func checkName(wrong fault.Fields, field, name string) {
	if strings.TrimSpace(name) == "" {
		wrong.Add(field, "directory.name_required")
	}
	checkLength(wrong, field, name)
}

func checkLength(wrong fault.Fields, field, text string) {
	if utf8.RuneCountInString(text) > MaxName {
		wrong.Add(field, "directory.too_long", "max", MaxName)
	}
}
