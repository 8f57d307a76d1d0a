package world_test

import (
	"testing"

	"pgregory.net/rapid"

	"kontora/backend/schema"
	"kontora/backend/testkit/world"
)

func TestSameSeedSameCompany(t *testing.T) {
	size := world.Size{Employees: 30, Roles: 10, Departments: 8, Branches: 3, Groups: 10, Profiles: 8, Types: 5, Rules: 20, Restrictions: 5, Records: 500}
	first, second := world.Seeded(7, size), world.Seeded(7, size)
	if first.GoString() != second.GoString() {
		t.Error("the same seed makes different companies")
	}
	if got := len(first.Directory.Employees); got != size.Employees {
		t.Errorf("%d employees where %d were asked for", got, size.Employees)
	}
	if got := len(first.Records); got < size.Records*9/10 {
		t.Errorf("%d records where about %d were asked for", got, size.Records)
	}
}

func TestCompaniesKeepTheirForm(t *testing.T) {
	deepest := 0
	rapid.Check(t, func(t *rapid.T) {
		for _, r := range world.Draw(t).Records {
			deepest = max(deepest, r.Depth())
			if r.Depth() > schema.MaxParentDepth {
				t.Fatalf("%v has %d parents above it", r, r.Depth())
			}
			if world.Controlled(r.Type) != (r.Parent != nil) || (r.Parent == nil) != (r.Responsible != 0) {
				t.Fatalf("%v has neither a parent nor a responsible, or both", r)
			}
		}
	})
	if deepest < schema.MaxParentDepth {
		t.Errorf("parents nest only %d deep in the companies drawn", deepest)
	}
}
