package job

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"kontora/backend/ident"
	"kontora/backend/locale"
)

// course is what an owner expects of a job, told without its states.
type course struct {
	left, changed, back int64 // items not reached, changed, taken back or left alone by undo
	resting, over       bool
	undoing, undone     bool
}

func (c *course) can(command Command) bool {
	switch command {
	case Pause:
		return !c.over && !c.resting
	case Resume:
		return !c.over && c.resting
	case Cancel:
		return !c.over
	}
	return c.over && !c.undone && c.changed > c.back
}

func (c *course) obey(command Command) {
	switch command {
	case Pause:
		c.resting = true
	case Resume:
		c.resting = false
	case Cancel:
		c.resting, c.over, c.undoing = false, true, false
	case Undo:
		c.over, c.undoing = false, true
	}
}

// item works on one item, or finds that there is none.
func (c *course) item(changes bool) (more bool) {
	switch {
	case c.undoing && c.changed > c.back:
		c.back++
	case c.undoing:
		c.over, c.undoing, c.undone = true, false, true
		return false
	case c.left > 0:
		c.left--
		if changes {
			c.changed++
		}
	default:
		c.over = true
		return false
	}
	return true
}

func TestAJobGoesAsItsOwnerExpects(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		total := rapid.Int64Range(0, 6).Draw(t, "total")
		j, c := Job{State: Waiting, Body: Body{Total: total, Undoable: true}}, &course{left: total}
		words := func(error) Words { return Words{locale.English: "no"} }
		t.Repeat(map[string]func(*rapid.T){
			"command": func(t *rapid.T) {
				command := rapid.SampledFrom([]Command{Pause, Resume, Cancel, Undo}).Draw(t, "command")
				if can := c.can(command); j.Can(command) != can || j.obey(command, 1) != can {
					t.Fatalf("%s of %+v: want %v", command, j, can)
				} else if can {
					c.obey(command)
				}
			},
			"work": func(t *rapid.T) {
				if c.over || c.resting {
					t.Skip("nothing works")
				}
				changes := rapid.Bool().Draw(t, "changes")
				outcome := Outcome{Changed: changes}
				if !changes {
					outcome.Refusal = errors.New("no")
				}
				if c.item(changes) {
					j.count([]Item{{}}, []Outcome{outcome}, words)
				} else {
					j.complete(1)
				}
			},
			"": func(t *rapid.T) {
				if j.State.Over() != c.over || j.Undoing != c.undoing || (j.State == Undone) != c.undone || (j.FinishedAt > 0) != c.over {
					t.Fatalf("%+v, want %+v", j, c)
				}
				if r := j.Result; r.Changed != c.changed || r.Restored+r.Kept != c.back || j.Done > j.Total {
					t.Fatalf("counted %+v, want %+v", j, c)
				}
			},
		})
	})
}

func TestReasonsAreGroupedAndBounded(t *testing.T) {
	j := Job{}
	say := func(err error) Words { return Words{locale.English: err.Error()} }
	refuse := func(why string, times int) {
		for i := range times {
			j.count([]Item{{Record: ident.ID{byte(i + 1)}}}, []Outcome{{Refusal: errors.New(why)}}, say)
		}
	}
	refuse("a", maxExamples+5)
	for i := range maxReasons + 3 {
		refuse(string(rune('b'+i)), 1)
	}
	refuse("a", 1)
	if first := j.Result.Reasons[0]; first.Count != maxExamples+6 || len(first.Records) != maxExamples {
		t.Errorf("the first reason holds for %d, of whom %d are named", first.Count, len(first.Records))
	}
	if len(j.Result.Reasons) != maxReasons || j.Result.Refused != int64(maxExamples+6+maxReasons+3) {
		t.Errorf("%d reasons, %d refused", len(j.Result.Reasons), j.Result.Refused)
	}
	j.Undoing = true
	refuse("a", 1)
	if j.Result.Kept != 1 {
		t.Errorf("undo left %d alone", j.Result.Kept)
	}
}

func TestTheTimeLeftFollowsThePace(t *testing.T) {
	for about, test := range map[string]struct {
		job  Job
		left int64
		ok   bool
	}{
		"half in ten seconds":      {Job{State: Running, Body: Body{Done: 50, Total: 100, Worked: 10_000}}, 10, true},
		"too early to tell":        {Job{State: Running, Body: Body{Done: 1, Total: 100, Worked: 300}}, 0, false},
		"nothing while it rests":   {Job{State: Paused, Body: Body{Done: 50, Total: 100, Worked: 10_000}}, 0, false},
		"nothing before it begins": {Job{State: Running, Body: Body{Total: 100, Worked: 10_000}}, 0, false},
	} {
		t.Run(about, func(t *testing.T) {
			if left, ok := test.job.SecondsLeft(); left != test.left || ok != test.ok {
				t.Errorf("%d, %v", left, ok)
			}
		})
	}
}
