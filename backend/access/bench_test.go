package access

import (
	"fmt"
	"testing"
	"time"

	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// large is a company of 200 employees and 30 groups with one type of record, spread over the given number of cells: every responsible
// has some by conditions matched, the rest by shares.
func large(cells int) (*Model, *Table) {
	d := &directory.Directory{
		Employees:   map[ident.No]*directory.Employee{},
		Roles:       map[ident.No]*directory.Role{1: {No: 1, Name: "director", Profiles: nos(5001)}, 2: {No: 2, Name: "manager", Parent: 1, Profiles: nos(5001)}, 3: {No: 3, Name: "seller", Parent: 2, Profiles: nos(5001)}},
		Departments: map[ident.No]*directory.Department{},
		Groups:      map[ident.No]*directory.Group{},
	}
	for i := ident.No(0); i < 20; i++ {
		d.Departments[100+i] = &directory.Department{No: 100 + i, Parent: map[bool]ident.No{true: 0, false: 100}[i == 0], Head: 1000 + i}
	}
	for i := ident.No(0); i < 200; i++ {
		e := &directory.Employee{No: 1000 + i, Status: directory.Active, Role: 3, Department: 100 + i%20, ReportsTo: 1000 + i%20}
		switch {
		case i == 0:
			e.Role, e.ReportsTo = 1, 0
		case i < 20:
			e.Role, e.ReportsTo = 2, 1000
		}
		d.Employees[e.No] = e
	}
	for i := ident.No(0); i < 30; i++ {
		g := &directory.Group{No: 2000 + i, CountsForReach: true}
		for j := ident.No(0); j < 8; j++ {
			g.Members = append(g.Members, directory.Member{Kind: directory.MemberEmployee, No: 1000 + (i*7+j*13)%200, Manager: j == 0})
		}
		d.Groups[g.No] = g
	}
	own := map[string]Reach{}
	for _, a := range Actions() {
		own[a.String()] = ReachOwn | ReachGroup
	}
	p := &Policy{Profiles: map[ident.No]*Profile{5001: {No: 5001, Name: "Sales", Matrix: map[string]map[string]Reach{"deal": own}}}, Rules: map[ident.No]*SharingRule{}, Restrictions: map[ident.No]*Restriction{}}
	for i := range 8 {
		p.Rules[ident.No(6000+i)] = &SharingRule{
			No: ident.No(6000 + i), Type: 9, Source: ByCondition, Condition: &Condition{Slot: i, State: Ready},
			Target: Principal{InDepartment, ident.No(100 + i)}, Level: ViewLevel, Active: true,
		}
	}
	p.Restrictions[7000] = &Restriction{No: 7000, Type: 9, Condition: &Condition{Slot: 9, State: Ready}, Who: []Principal{{Kind: Everyone}}, Except: []Principal{{InRole, 1}}, Level: ViewLevel, Active: true}
	deal := &schema.ElementType{No: 9, Name: "deal", Default: schema.Private, Supervision: schema.UsualSupervision()}
	table := NewTable()
	responsibles := make([]ident.No, 0, 230)
	for i := range ident.No(200) {
		responsibles = append(responsibles, 1000+i)
	}
	for i := range ident.No(30) {
		responsibles = append(responsibles, 2000+i)
	}
	for i := 0; int(table.Last()) < cells; i++ {
		c := Cause{Type: 9, Responsible: responsibles[i%230], Conditions: uint32(i/230) % 16}
		if n := i / 230 / 16; n > 0 {
			c.Shares = table.InternShares([]Share{{Principal: Principal{OneEmployee, 1000 + ident.No(n%200)}, Level: ViewLevel}, {Principal: Principal{InGroup, 2000 + ident.No(n/200%30)}, Level: EditLevel}})
		}
		table.Intern(c)
	}
	return &Model{Directory: directory.New(d), Schema: schema.New([]*schema.ElementType{deal}), Policy: p}, table
}

// BenchmarkCompile works out, from nothing, every cell of a type for one employee: a seller, a manager and the director.
func BenchmarkCompile(b *testing.B) {
	for _, cells := range []int{6_000, 50_000, 200_000} {
		m, table := large(cells)
		for _, who := range []struct {
			name string
			no   ident.No
		}{{"seller", 1150}, {"manager", 1005}, {"director", 1000}} {
			b.Run(fmt.Sprintf("cells=%d/%s", cells, who.name), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if Compile(m, table, who.no, time.Unix(1e9, 0)).Reading(9, View).All {
						b.Fatal("nobody sees all")
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(cells), "ns/cell")
			})
		}
	}
}

// BenchmarkAllows asks about cells that were asked about before.
func BenchmarkAllows(b *testing.B) {
	m, table := large(200_000)
	r := Compile(m, table, 1150, time.Unix(1e9, 0))
	r.Reading(9, View)
	i := CellNo(0)
	for b.Loop() {
		i = i%200_000 + 1
		r.Allows(Edit, Subject{Cell: i})
	}
}

// BenchmarkReadingAgain asks once more, after one new cell.
func BenchmarkReadingAgain(b *testing.B) {
	m, table := large(200_000)
	r := Compile(m, table, 1150, time.Unix(1e9, 0))
	r.Reading(9, View)
	for b.Loop() {
		r.Reading(9, View)
	}
}

// BenchmarkLoad puts the cells of a company into a table, as a store does at the start.
func BenchmarkLoad(b *testing.B) {
	_, table := large(200_000)
	for b.Loop() {
		fresh := NewTable()
		for no := CellNo(1); no <= table.Last(); no++ {
			cause, _ := table.Cause(no)
			if err := fresh.Load(no, cause, 5); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func nos(n ...ident.No) []ident.No { return n }

func BenchmarkWhoCan(b *testing.B) {
	m, table := large(6000)
	cell := table.OfType(9, 0)[17]
	for b.Loop() {
		WhoCan(m, table, Subject{Cell: cell}, Delete, noon)
	}
}
