package directory

import (
	"maps"
	"sync"

	"kontora/backend/ident"
)

// Directory is the people of one company at one moment. Once one of its methods was called, nothing in it may be changed: how
// people stand to one another is worked out then, once. After that all methods are safe for concurrent use.
// A valid Directory, as Validate says, has no cycle and names nothing that is not there; methods of an invalid one still end,
// and whoever is part of a cycle stands alone.
type Directory struct {
	Company     Company
	Employees   map[ident.No]*Employee
	Roles       map[ident.No]*Role
	Positions   map[ident.No]*Position
	Departments map[ident.No]*Department
	Branches    map[ident.No]*Branch
	Groups      map[ident.No]*Group

	once  sync.Once
	known relations
}

// New works out how the people of d stand to one another and returns d, which must not be changed afterwards.
func New(d *Directory) *Directory {
	d.relations()
	return d
}

// Draft returns a Directory with the same entries in maps of its own, to put changed entries into before its methods are called.
// The entries themselves are shared: replace them, do not write to them.
func (d *Directory) Draft() *Directory {
	return &Directory{
		Company:     d.Company,
		Employees:   draft(d.Employees),
		Roles:       draft(d.Roles),
		Positions:   draft(d.Positions),
		Departments: draft(d.Departments),
		Branches:    draft(d.Branches),
		Groups:      draft(d.Groups),
	}
}

func draft[V any](m map[ident.No]V) map[ident.No]V {
	copied := make(map[ident.No]V, len(m)+1)
	maps.Copy(copied, m)
	return copied
}

// relations is everything that follows from the entries.
type relations struct {
	roles       forest
	departments forest
	superiors   forest // of employees, by ReportsTo
	groups      groups
	headed      map[ident.No][]ident.No // departments by the employee who heads them, without those below
}

func (d *Directory) relations() *relations {
	d.once.Do(func() {
		d.known.roles = forestOf(d.Roles, func(r *Role) ident.No { return r.Parent })
		d.known.departments = forestOf(d.Departments, func(x *Department) ident.No { return x.Parent })
		d.known.superiors = forestOf(d.Employees, func(e *Employee) ident.No { return e.ReportsTo })
		d.known.headed = make(map[ident.No][]ident.No)
		for _, no := range sortedKeys(d.Departments) {
			if head := d.Departments[no].Head; head != 0 {
				d.known.headed[head] = append(d.known.headed[head], no)
			}
		}
		d.known.groups = d.resolveGroups()
	})
	return &d.known
}
