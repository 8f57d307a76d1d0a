package access_test

import (
	"testing"

	"pgregory.net/rapid"

	"kontora/backend/access"
	"kontora/backend/testkit/naive"
	"kontora/backend/testkit/world"
)

func TestEveryAnswerExplainsItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := companyOf(world.Draw(t))
		for _, e := range c.w.Employees() {
			rights := access.Compile(c.model, c.table, e.No, c.w.Now)
			for i, r := range c.w.Records {
				if (i+int(e.No))%3 != 0 {
					continue // explaining is slow
				}
				for _, a := range append(recordActions(), access.Create, access.Import) {
					explained := rights.Explain(a, c.subject(r))
					if got, want := explained.Allowed, rights.Allows(a, c.subject(r)); got != want {
						t.Fatalf("employee %d, %v on %v: explained as %v, decided as %v", e.No, a, r, got, want)
					}
					if (access.Refuse(c.model, rights, a, c.subject(r)) == nil) != explained.Allowed {
						t.Fatalf("employee %d, %v on %v: explained as %v, refused otherwise", e.No, a, r, explained.Allowed)
					}
				}
				if e.Status == "active" && !e.Administrator {
					c.compareGrounds(t, rights, r)
				}
			}
		}
	})
}

// compareGrounds holds each ground that an explanation lists to the naive reading of that ground.
func (c company) compareGrounds(t *rapid.T, rights *access.Rights, r *world.Record) {
	for _, a := range []access.Action{access.View, access.Edit, access.Delete, access.Authorize} {
		listed := map[string]bool{}
		for _, ground := range rights.Explain(a, c.subject(r)).Grounds {
			listed[ground.Kind] = listed[ground.Kind] || ground.Holds
		}
		for kind, want := range naive.New(c.w, c.w.Now).Holds(rights.Employee(), a, r) {
			if listed[kind] != want {
				t.Fatalf("employee %d, %v on %v: the ground %q is explained as %v, the naive reading is %v", rights.Employee(), a, r, kind, listed[kind], want)
			}
		}
	}
}

func TestWhoCanListsThoseWhoCan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := companyOf(world.Draw(t))
		for _, r := range c.w.Records {
			for _, a := range []access.Action{access.View, access.Edit, access.Transfer} {
				listed := map[uint32]bool{}
				for _, who := range access.WhoCan(c.model, c.table, c.subject(r), a, c.w.Now) {
					listed[uint32(who.Employee)] = true
				}
				for _, e := range c.w.Employees() {
					if want := naive.Decide(c.w, e.No, a, r, c.w.Now); listed[uint32(e.No)] != want {
						t.Fatalf("employee %d, %v on %v: listed %v, the naive reading is %v", e.No, a, r, listed[uint32(e.No)], want)
					}
				}
			}
		}
	})
}

func TestSharesAreGivenOnlyAtLevelsOfOnesOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := companyOf(world.Draw(t))
		judge := naive.New(c.w, c.w.Now)
		for _, e := range c.w.Employees() {
			rights := access.Compile(c.model, c.table, e.No, c.w.Now)
			for _, r := range c.w.Records {
				for level := access.ViewLevel; level <= access.AuthorizeLevel; level++ {
					for _, p := range []access.Principal{{Kind: access.Everyone}, {Kind: access.OneEmployee, No: e.No}, {Kind: access.Superior}} {
						if got, want := rights.MayShare(c.subject(r), p, level), judge.Share(e.No, r, p, level); got != want {
							t.Fatalf("employee %d shares %v with %v at %v: rights say %v, the naive reading %v", e.No, r, p, level, got, want)
						}
					}
				}
			}
		}
	})
}
