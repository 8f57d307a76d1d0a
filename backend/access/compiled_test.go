package access_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/schema"
	"kontora/backend/testkit/world"
)

// deskCells are the cells of a desk, with what the office has granted in each.
type deskCells struct {
	*access.Table
	grants map[access.CellNo]access.Grant
}

func (d deskCells) Granted(cell access.CellNo) (access.Grant, bool) {
	g, ok := d.grants[cell]
	return g, ok
}

func (d deskCells) Ends(now time.Time) time.Time {
	var first time.Time
	for _, g := range d.grants {
		if at := g.EndsAt(); !at.IsZero() && at.After(now) && (first.IsZero() || at.Before(first)) {
			first = at
		}
	}
	return first
}

// desk is what an employee's desk knows of the company: no policy, no conditions, no shares.
type desk struct {
	model *access.Model
	cells deskCells
	of    map[access.CellNo]access.CellNo // a cell of the office as the desk numbers it
	told  *access.Compiled
}

// deskOf takes what the office says over a wire to a desk that numbers its cells in its own way.
func (c company) deskOf(t *rapid.T, office *access.Rights) desk {
	raw, err := json.Marshal(office.Compiled())
	if err != nil {
		t.Fatal(err)
	}
	d := desk{
		model: &access.Model{Directory: c.model.Directory, Schema: c.model.Schema, Policy: &access.Policy{}},
		cells: deskCells{access.NewTable(), make(map[access.CellNo]access.Grant)},
		of:    make(map[access.CellNo]access.CellNo), told: &access.Compiled{},
	}
	if err := json.Unmarshal(raw, d.told); err != nil {
		t.Fatal(err)
	}
	d.cells.Intern(access.Cause{Type: 9999}) // numbers differ
	for cell := access.CellNo(1); cell <= c.table.Last(); cell++ {
		cause, ok := c.table.Cause(cell)
		if g := office.Grant(cell); ok && g.Sees() {
			no, _ := d.cells.Intern(access.Cause{Type: cause.Type, Responsible: cause.Responsible, Parent: d.of[cause.Parent], Office: uint32(cell)})
			d.of[cell], d.cells.grants[no] = no, g
		}
	}
	return d
}

func (d desk) rights(employee ident.No, now time.Time) *access.Rights {
	return access.Restore(d.told, d.model, d.cells, employee, now)
}

func TestADeskDecidesAsItsOfficeDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := companyOf(world.Draw(t))
		for _, e := range c.w.Employees() {
			office := access.Ordinary(c.model, c.table, e.No, c.w.Now)
			d := c.deskOf(t, office)
			c.compareDesk(t, office, d)
			c.compareDeskOnTypes(t, office, d)
		}
	})
}

// compareDesk compares every answer about a record. A restriction still being built takes more on a desk, never less.
func (c company) compareDesk(t *rapid.T, office *access.Rights, d desk) {
	own := d.rights(office.Employee(), c.w.Now)
	for _, r := range c.w.Records {
		building := c.restrictionsBuilding(r)
		at := access.Subject{Cell: d.of[c.cells[r]], Author: r.Creator}
		for _, a := range recordActions() {
			got, want := own.Allows(a, at), office.Allows(a, c.subject(r))
			if got != want && (got || !building) {
				t.Fatalf("employee %d, %v on %v: the desk says %v, the office %v", office.Employee(), a, r, got, want)
			}
			if at.Cell != 0 && own.Reading(r.Type.No, a).Takes(at.Cell, r.Creator) != got {
				t.Fatalf("employee %d, %v on %v: allowed %v, and a list of the desk says otherwise", office.Employee(), a, r, got)
			}
		}
		for _, to := range c.w.People() {
			if got, want := own.MayTransfer(at, to), office.MayTransfer(c.subject(r), to); got && !want {
				t.Fatalf("employee %d hands %v to %d: the desk says %v, the office %v", office.Employee(), r, to, got, want)
			} else if !got && want && !building {
				t.Fatalf("employee %d hands %v to %d: the desk refuses, the office does not", office.Employee(), r, to)
			}
		}
	}
}

// restrictionsBuilding reports whether some restriction on the type of a record, or on that of what controls it, waits to be built.
func (c company) restrictionsBuilding(r *world.Record) bool {
	for ; r != nil; r = r.Parent {
		for _, condition := range c.w.Conditions(r.Type.No) {
			if condition.State != access.Ready {
				return true
			}
		}
	}
	return false
}

// restrictedFurther reports whether a restriction on the type asks who is responsible, or is being built: a desk learns what it takes when
// the record is there.
func (c company) restrictedFurther(et *schema.ElementType) bool {
	for _, x := range c.model.Policy.Restrictions {
		if x.Type == et.No && x.Condition != nil && x.Condition.State != access.Ready {
			return true
		}
		for _, p := range slices.Concat(x.Who, x.Except) {
			if x.Type == et.No && (p.Kind == access.Superior || p.Kind == access.InField) {
				return true
			}
		}
	}
	return false
}

func (c company) compareDeskOnTypes(t *rapid.T, office *access.Rights, d desk) {
	own := d.rights(office.Employee(), c.w.Now)
	if own.Active() != office.Active() || own.Administrator() {
		t.Fatalf("employee %d: active %v, administrator %v on the desk", office.Employee(), own.Active(), own.Administrator())
	}
	for _, f := range access.Features() {
		if own.Feature(f) != office.Feature(f) {
			t.Fatalf("employee %d, feature %v: the desk says %v", office.Employee(), f, own.Feature(f))
		}
	}
	for _, et := range c.w.Types {
		if !office.May(access.View, et.No) {
			if own.May(access.View, et.No) {
				t.Fatalf("employee %d: the desk knows the type %s", office.Employee(), et.Name)
			}
			continue
		}
		for _, a := range append(recordActions(), access.Create, access.Import) {
			if got, want := own.May(a, et.No), office.May(a, et.No); got != want {
				t.Fatalf("employee %d, %v on type %s: the desk says %v, the office %v", office.Employee(), a, et.Name, got, want)
			}
		}
		for _, f := range et.Fields {
			if got, want := own.Field(et, f), office.Field(et, f); got != want {
				t.Fatalf("employee %d, field %s of %s: the desk says %v, the office %v", office.Employee(), f.Name, et.Name, got, want)
			}
		}
		if world.Controlled(et) {
			continue
		}
		for _, who := range c.w.People() {
			made := access.Cause{Type: et.No, Responsible: who}
			if got, want := own.Would(access.Create, made, office.Employee(), nil), office.Would(access.Create, made, office.Employee(), nil); got != want && (want || !c.restrictedFurther(et)) {
				t.Fatalf("employee %d makes a %s for %d: the desk says %v, the office %v", office.Employee(), et.Name, who, got, want)
			}
		}
	}
}

func TestAGrantEndsWithTheShareItRestsOn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := companyOf(world.Draw(t))
		for _, e := range c.w.Employees() {
			office := access.Ordinary(c.model, c.table, e.No, c.w.Now)
			for _, r := range c.w.Records {
				ends := office.Grant(c.cells[r]).EndsAt()
				for _, after := range []time.Duration{0, time.Hour, 48 * time.Hour} {
					later := access.Ordinary(c.model, c.table, e.No, c.w.Now.Add(after))
					if less(office.Grant(c.cells[r]), later.Grant(c.cells[r])) && (ends.IsZero() || ends.After(c.w.Now.Add(after))) {
						t.Fatalf("employee %d on %v: less after %v than granted, which is said to end %v", e.No, r, after, ends)
					}
				}
			}
		}
	})
}

func less(before, after access.Grant) bool {
	return before.Others&^after.Others != 0 || before.Mine&^after.Mine != 0
}
