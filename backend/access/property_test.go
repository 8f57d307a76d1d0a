package access_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/schema"
	"kontora/backend/testkit/naive"
	"kontora/backend/testkit/world"
)

// leastTriples is how many answers about (employee, action, record) one run of the tests compares.
const leastTriples = 100_000

// recordActions are those that are answered about a record.
func recordActions() []access.Action {
	return []access.Action{
		access.View, access.Edit, access.Delete, access.Authorize, access.Transfer, access.Export, access.Print, access.MassEdit, access.Merge, access.Comment,
	}
}

func TestRightsEqualTheNaiveReading(t *testing.T) {
	triples := 0
	for round := 0; triples < leastTriples; round++ {
		if round == 10 {
			t.Fatalf("only %d triples after %d rounds", triples, round)
		}
		rapid.Check(t, func(t *rapid.T) {
			c := companyOf(world.Draw(t))
			for _, e := range c.w.Employees() {
				triples += c.compareRecords(t, e.No, c.w.Now)
				c.compareTypes(t, e.No)
			}
		})
		if t.Failed() {
			return
		}
	}
	t.Logf("%d triples", triples)
}

// compareRecords compares every answer about a record, and returns how many.
func (c company) compareRecords(t *rapid.T, e ident.No, now time.Time) int {
	rights := access.Compile(c.model, c.table, e, now)
	for _, r := range c.w.Records {
		for _, a := range recordActions() {
			if got, want := rights.Allows(a, c.subject(r)), naive.Decide(c.w, e, a, r, now); got != want {
				t.Fatalf("employee %d, %v on %v at %s: rights say %v, the naive reading %v", e, a, r, now.Format(time.TimeOnly), got, want)
			}
		}
	}
	for _, et := range c.w.Types {
		for _, a := range recordActions() {
			c.compareReading(t, rights, et, a)
		}
	}
	return len(c.w.Records) * len(recordActions())
}

// compareReading holds the rows that a database would select equal to the records allowed one by one.
func (c company) compareReading(t *rapid.T, rights *access.Rights, et *schema.ElementType, a access.Action) {
	reading := rights.Reading(et.No, a)
	if reading.None && (reading.All || len(reading.Cells)+len(reading.AuthorCells) > 0) {
		t.Fatalf("employee %d, %v on type %s: nothing and yet something is read by %+v", rights.Employee(), a, et.Name, reading)
	}
	for _, r := range c.w.Records {
		if r.Type != et {
			continue
		}
		got, want := reading.Takes(c.cells[r], r.Creator), rights.Allows(a, c.subject(r))
		if len(reading.Pending) > 0 {
			got = got && want // every row taken is asked about once more
		}
		if got != want {
			t.Fatalf("employee %d, %v on %v: selected %v by %+v, allowed %v", rights.Employee(), a, r, got, reading, want)
		}
	}
}

// compareTypes compares what needs no record: what he may do on a type at all, make and hand over, see of fields and use of features.
func (c company) compareTypes(t *rapid.T, e ident.No) {
	rights := access.Compile(c.model, c.table, e, c.w.Now)
	judge := naive.New(c.w, c.w.Now)
	for _, et := range c.w.Types {
		for _, a := range []access.Action{access.View, access.Create, access.Import} {
			if got, want := rights.May(a, et.No), judge.DecideType(e, a, et); got != want {
				t.Fatalf("employee %d, %v on type %s: rights say %v, the naive reading %v", e, a, et.Name, got, want)
			}
		}
		for _, f := range et.Fields {
			if got, want := rights.Field(et, f), judge.Field(e, et, f); got != want {
				t.Fatalf("employee %d, field %s of %s: rights say %v, the naive reading %v", e, f.Name, et.Name, got, want)
			}
		}
	}
	for _, f := range access.Features() {
		if got, want := rights.Feature(f), judge.Feature(e, f); got != want {
			t.Fatalf("employee %d, feature %s: rights say %v, the naive reading %v", e, f, got, want)
		}
	}
	for _, r := range c.w.Records {
		for _, a := range append(recordActions(), access.Create, access.Import) {
			if rights.Allows(a, c.subject(r)) && !rights.May(a, r.Type.No) {
				t.Fatalf("employee %d may %v %v, but not on the type at all", e, a, r)
			}
		}
	}
}

func TestNewResponsiblesEqualTheNaiveReading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := companyOf(world.Draw(t))
		judge := naive.New(c.w, c.w.Now)
		for _, e := range c.w.Employees() {
			rights := access.Compile(c.model, c.table, e.No, c.w.Now)
			for _, r := range c.w.Records {
				for _, to := range c.w.People() {
					if got, want := rights.MayTransfer(c.subject(r), to), judge.Transfer(e.No, r, to); got != want {
						t.Fatalf("employee %d hands %v to %d: rights say %v, the naive reading %v", e.No, r, to, got, want)
					}
				}
			}
		}
	})
}

func TestMakingRecordsEqualsTheNaiveReading(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := companyOf(world.Draw(t))
		judge := naive.New(c.w, c.w.Now)
		for _, e := range c.w.Employees() {
			rights := access.Compile(c.model, c.table, e.No, c.w.Now)
			for _, r := range c.w.Records {
				made := *r
				made.Creator = e.No
				subject := c.add(&made)
				for _, a := range []access.Action{access.Create, access.Import} {
					want := judge.Create(e.No, a, &made)
					if got := rights.Allows(a, subject); got != want {
						t.Fatalf("employee %d, %v like %v: rights say %v, the naive reading %v", e.No, a, r, got, want)
					}
					if got := rights.Would(a, c.cause(&made), e.No, subject.Row); got != want {
						t.Fatalf("employee %d, %v like %v, before it has a cell: rights say %v, the naive reading %v", e.No, a, r, got, want)
					}
				}
			}
		}
	})
}

// TestRightsFollowTheClock compiles before and after the moments at which shares end: what was compiled holds until it says.
func TestRightsFollowTheClock(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := companyOf(world.Draw(t))
		for _, e := range c.w.Employees() {
			later := []time.Duration{-time.Hour, time.Hour}[int(e.No)%2]
			c.compareRecords(t, e.No, c.w.Now.Add(later))
			c.compareUntil(t, e.No)
		}
	})
}

// compareUntil asks about every record, and holds the answers to the last moment for which they are promised.
func (c company) compareUntil(t *rapid.T, e ident.No) {
	rights := access.Compile(c.model, c.table, e, c.w.Now)
	answers := map[*world.Record]bool{}
	for _, r := range c.w.Records {
		answers[r] = rights.Allows(access.View, c.subject(r))
	}
	last := rights.Until().Add(-time.Nanosecond)
	if rights.Until().IsZero() {
		last = c.w.Now.Add(24 * time.Hour)
	}
	for r, got := range answers {
		if want := naive.Decide(c.w, e, access.View, r, last); got != want {
			t.Fatalf("employee %d, %v: rights that hold until %s say %v, just before then it is %v", e, r, rights.Until(), got, want)
		}
	}
}

// TestNewCellsAreEvaluatedWhenAskedFor reads before half of the records have a cell, and compares later with rights compiled afresh.
func TestNewCellsAreEvaluatedWhenAskedFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := modelOf(world.Draw(t))
		half := len(c.w.Records) / 2
		for _, r := range c.w.Records[:half] {
			c.add(r)
		}
		early := map[ident.No]*access.Rights{}
		for _, e := range c.w.Employees() {
			early[e.No] = access.Compile(c.model, c.table, e.No, c.w.Now)
			for _, et := range c.w.Types {
				early[e.No].Reading(et.No, access.View)
			}
		}
		for _, r := range c.w.Records[half:] {
			c.add(r)
		}
		for _, e := range c.w.Employees() {
			fresh := access.Compile(c.model, c.table, e.No, c.w.Now)
			for _, r := range c.w.Records {
				for _, a := range recordActions() {
					if got, want := early[e.No].Allows(a, c.subject(r)), fresh.Allows(a, c.subject(r)); got != want {
						t.Fatalf("employee %d, %v on %v: %v with cells added, %v compiled afresh", e.No, a, r, got, want)
					}
					c.compareReading(t, early[e.No], r.Type, a)
				}
			}
		}
	})
}

func TestDirectoriesOfAnyFormAreAccepted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		if err := directory.New(world.Draw(t).Directory).Validate(); err != nil {
			t.Fatalf("refused: %v", err)
		}
	})
}

func TestBrokenDirectoriesAreRefused(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, what := world.DrawBroken(t)
		if err := w.Directory.Validate(); err == nil {
			t.Fatalf("accepted, although there is %s", what)
		}
	})
}
