package directory

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
)

// valid is office with what Validate wants besides relations.
func valid() *Directory {
	d := office()
	for _, e := range d.Employees {
		e.Status, e.RoleSource = Active, Manual
	}
	for _, r := range d.Roles {
		r.Team = TeamNone
	}
	d.Positions = map[ident.No]*Position{41: {No: 41, Name: "seller", Role: 3, Department: 11}, 42: {No: 42, Name: "guest"}}
	return d
}

func TestValidateAcceptsAnOrdinaryCompany(t *testing.T) {
	if err := valid().Validate(); err != nil {
		t.Fatal(err)
	}
}

func TestValidateNamesTheFieldAndTheFault(t *testing.T) {
	for _, c := range []struct {
		says, field, key string
		spoil            func(*Directory)
	}{
		{"an unknown department", "department_id", "directory.unknown", func(d *Directory) { d.Employees[102].Department = 999 }},
		{"an unknown position", "position_id", "directory.unknown", func(d *Directory) { d.Employees[102].Position = 999 }},
		{"an unknown role", "role_id", "directory.unknown", func(d *Directory) { d.Employees[102].Role = 999 }},
		{"an unknown branch", "branch_id", "directory.unknown", func(d *Directory) { d.Employees[102].Branch = 999 }},
		{"an unknown superior", "reports_to", "directory.unknown", func(d *Directory) { d.Employees[102].ReportsTo = 999 }},
		{"a superior below oneself", "reports_to", "directory.reports_cycle", func(d *Directory) { d.Employees[100].ReportsTo = 103 }},
		{"reporting to oneself", "reports_to", "directory.reports_cycle", func(d *Directory) { d.Employees[100].ReportsTo = 100 }},
		{"no role", "role_id", "directory.role_required", func(d *Directory) { d.Employees[102].Role = 0 }},
		{"a role from no position", "role_source", "directory.position_without_role", func(d *Directory) { d.Employees[102].RoleSource = FromPosition }},
		{"a role from a position that has none", "role_source", "directory.position_without_role", func(d *Directory) {
			d.Employees[102].RoleSource, d.Employees[102].Position = FromPosition, 42
		}},
		{"a role other than the position's", "role_id", "directory.role_not_of_position", func(d *Directory) {
			d.Employees[101].RoleSource, d.Employees[101].Position = FromPosition, 41
		}},
		{"an unknown role source", "role_source", "directory.choice", func(d *Directory) { d.Employees[102].RoleSource = "luck" }},
		{"an unknown status", "status", "directory.choice", func(d *Directory) { d.Employees[102].Status = "asleep" }},
		{"an unknown language", "language", "directory.choice", func(d *Directory) { d.Employees[102].Language = "xx" }},
		{"no last name", "last_name", "directory.name_required", func(d *Directory) { d.Employees[102].Name.Last = "  " }},
		{"a name of ten megabytes", "first_name", "directory.too_long", func(d *Directory) { d.Employees[102].Name.First = strings.Repeat("й", 5<<20) }},
		{"a cycle of departments", "parent_id", "directory.department_cycle", func(d *Directory) { d.Departments[11].Parent = 12 }},
		{"an unknown department above", "parent_id", "directory.unknown", func(d *Directory) { d.Departments[11].Parent = 999 }},
		{"an unknown head", "head_id", "directory.unknown", func(d *Directory) { d.Departments[11].Head = 999 }},
		{"a cycle of roles", "parent_id", "directory.role_cycle", func(d *Directory) { d.Roles[1].Parent = 3 }},
		{"an unknown team level", "team", "directory.choice", func(d *Directory) { d.Roles[1].Team = "all" }},
		{"a group in itself", "members", "directory.group_cycle", func(d *Directory) {
			d.Groups[31].Members = []Member{{Kind: MemberGroup, No: 33}}
		}},
		{"a group of someone unknown", "members", "directory.unknown", func(d *Directory) {
			d.Groups[31].Members = []Member{{Kind: MemberEmployee, No: 31}}
		}},
		{"an entry of no kind", "members", "directory.unknown", func(d *Directory) { d.Groups[31].Members = []Member{{No: 101}} }},
		{"a group in an unknown branch", "branch_id", "directory.unknown", func(d *Directory) { d.Groups[31].Branch = 999 }},
		{"a position in an unknown department", "department_id", "directory.unknown", func(d *Directory) { d.Positions[41].Department = 999 }},
		{"a branch without a name", "name", "directory.name_required", func(d *Directory) { d.Branches[21].Name = "" }},
	} {
		t.Run(c.says, func(t *testing.T) {
			d := valid()
			c.spoil(d)
			var wrong *fault.Error
			if err := d.Validate(); !errors.As(err, &wrong) || wrong.Kind != fault.Invalid {
				t.Fatalf("got %v", err)
			}
			if wrong.Fields[c.field].Key != c.key {
				t.Errorf("got %v, want %s: %s", wrong, c.field, c.key)
			}
		})
	}
}

func TestTheLastAdministratorStays(t *testing.T) {
	with := func(change func(a, b *Employee)) *Directory {
		a := &Employee{No: 1, Administrator: true, Status: Active, Login: "a"}
		b := &Employee{No: 2, Status: Active, Login: "b"}
		change(a, b)
		return &Directory{Employees: map[ident.No]*Employee{1: a, 2: b}}
	}
	before := with(func(*Employee, *Employee) {})
	for _, c := range []struct {
		says    string
		change  func(a, b *Employee)
		refused bool
	}{
		{"nothing happens to him", func(*Employee, *Employee) {}, false},
		{"he is demoted", func(a, _ *Employee) { a.Administrator = false }, true},
		{"he is suspended", func(a, _ *Employee) { a.Status = Suspended }, true},
		{"he is dismissed while an invited one waits", func(a, b *Employee) { a.Status = Dismissed; b.Administrator, b.Status = true, Invited }, true},
		{"his login is taken away", func(a, _ *Employee) { a.Login = "" }, true},
		{"he is dismissed after another was made administrator", func(a, b *Employee) { a.Status = Dismissed; b.Administrator = true }, false},
	} {
		err := CheckLastAdministrator(before, with(c.change))
		if (err != nil) != c.refused || err != nil && !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: %v", c.says, err)
		}
	}
	if err := CheckLastAdministrator(&Directory{}, &Directory{}); err != nil {
		t.Errorf("a company that is only being set up: %v", err)
	}
}

func TestEveryTextIsThereInBothLanguages(t *testing.T) {
	catalogue, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	english, russian := catalogue.Keys(locale.English), catalogue.Keys(locale.Russian)
	for _, pair := range []struct {
		language locale.Language
		keys     []string
	}{{locale.Russian, english}, {locale.English, russian}} {
		for _, key := range pair.keys {
			if strings.HasPrefix(key, "directory.") && !catalogue.Has(pair.language, key) {
				t.Errorf("%s is missing in %s", key, pair.language)
			}
		}
	}
	if !slices.Contains(english, "directory.last_administrator") {
		t.Error("the catalogue has no text of the directory")
	}
}
