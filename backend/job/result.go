package job

import (
	"maps"
	"slices"

	"kontora/backend/ident"
)

// count adds up what became of items.
func (j *Job) count(items []Item, outcomes []Outcome, words func(error) Words) {
	for i, outcome := range outcomes {
		count := items[i].counts()
		j.Done += count
		switch {
		case outcome.Refusal != nil:
			j.refused(items[i].Record, words(outcome.Refusal))
		case j.Undoing:
			j.Result.Restored += count
		case outcome.Changed:
			j.Result.Changed += count
		default:
			j.Result.Same += count
		}
	}
	j.Total = max(j.Total, j.Done)
}

func (j *Job) refused(record ident.ID, why Words) {
	if j.Undoing {
		j.Result.Kept++
	} else {
		j.Result.Refused++
	}
	at := slices.IndexFunc(j.Result.Reasons, func(r Reason) bool { return r.Undoing == j.Undoing && maps.Equal(r.Words, why) })
	if at < 0 && len(j.Result.Reasons) < maxReasons {
		at = len(j.Result.Reasons)
		j.Result.Reasons = append(j.Result.Reasons, Reason{Words: why, Undoing: j.Undoing})
	}
	if at < 0 {
		return // counted, and no longer explained
	}
	r := &j.Result.Reasons[at]
	r.Count++
	if len(r.Records) < maxExamples {
		r.Records = append(r.Records, record)
	}
}

// SecondsLeft guesses how long the job has still to work; false while there is nothing to guess from.
func (j *Job) SecondsLeft() (int64, bool) {
	const before = 1000 // milliseconds, until the pace is known
	if j.State != Running || j.Done == 0 || j.Worked < before || j.Total < j.Done {
		return 0, false
	}
	return (j.Total - j.Done) * j.Worked / j.Done / 1000, true
}
