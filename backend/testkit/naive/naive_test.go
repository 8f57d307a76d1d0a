package naive_test

import (
	"testing"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/testkit/naive"
	"kontora/backend/testkit/world"
)

// TestEveryGroundDecides holds the random companies worth testing with: for each ground there must soon be answers that would be
// different without it.
func TestEveryGroundDecides(t *testing.T) {
	const (
		companies = 300
		enough    = 5
	)
	missing := map[naive.Ground]int{}
	for _, g := range naive.Grounds() {
		missing[g] = enough
	}
	for seed := uint64(0); seed < companies && len(missing) > 0; seed++ {
		w := world.SmallSeeded(seed)
		for _, e := range w.Employees() {
			for _, r := range w.Records {
				strike(missing, naive.New(w, w.Now), e, r)
			}
		}
	}
	for g, more := range missing {
		t.Errorf("among %d companies only %d answers rest on the ground %q", companies, enough-more, g)
	}
}

// strike takes from what is missing the grounds on which an answer about this employee and record rests.
func strike(missing map[naive.Ground]int, judge naive.Judge, e *directory.Employee, r *world.Record) {
	for _, question := range questions(e, r) {
		answer := question(judge)
		for g := range missing {
			if question(judge.Without(g)) == answer {
				continue
			}
			if missing[g]--; missing[g] == 0 {
				delete(missing, g)
			}
		}
	}
}

// questions are those whose answers differ most: the other actions follow from these and the caps.
func questions(e *directory.Employee, r *world.Record) []func(naive.Judge) bool {
	questions := []func(naive.Judge) bool{
		func(j naive.Judge) bool { return j.Transfer(e.No, r, e.No) },
	}
	for _, action := range []access.Action{access.View, access.Edit, access.Authorize, access.Comment} {
		questions = append(questions, func(j naive.Judge) bool { return j.Decide(e.No, action, r) })
	}
	return questions
}
