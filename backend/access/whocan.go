package access

import (
	"slices"
	"time"

	"kontora/backend/ident"
)

// Access is what one employee has on a record, and by what.
type Access struct {
	Employee ident.No
	Level    Level
	Grounds  []Ground // only those that hold
}

// WhoCan lists, by number, the active employees who may do the action on a record, with the grounds that give it to them.
func WhoCan(m *Model, cells Cells, s Subject, a Action, now time.Time) []Access {
	var all []Access
	for employee := range m.Directory.Employees {
		r := Compile(m, cells, employee, now)
		if !r.Allows(a, s) {
			continue
		}
		all = append(all, Access{Employee: employee, Level: r.Level(s), Grounds: slices.DeleteFunc(r.Explain(a, s).Grounds, func(g Ground) bool {
			return !g.Holds || g.Kind == GroundPerson || g.Kind == GroundNeeds
		})})
	}
	slices.SortFunc(all, func(a, b Access) int { return int(a.Employee) - int(b.Employee) })
	return all
}
