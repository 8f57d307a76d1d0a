package preference

import (
	"slices"
	"time"

	"kontora/backend/fault"
)

// Quiet is when somebody is not called by what he is told: it waits in his inbox and does not draw his eye. Times are those of his zone.
type Quiet struct {
	From string `json:"from" example:"19:00"`
	To   string `json:"to" example:"08:00" doc:"at or before from: on the next day"`
	Days []int  `json:"days" doc:"on which it begins; 1 is Monday"`
}

const (
	clockForm = "15:04"
	lastDay   = 7
)

// check brings the hours into the form 15:04 and the days into their order, and adds what cannot be read to the problems.
func (q *Quiet) check(problems fault.Fields) {
	for name, text := range map[string]*string{"quiet.from": &q.From, "quiet.to": &q.To} {
		at, err := time.Parse(clockForm, *text)
		if err != nil {
			problems.Add(name, "directory.choice")
			continue
		}
		*text = at.Format(clockForm)
	}
	q.Days = append([]int{}, slices.Compact(slices.Sorted(slices.Values(q.Days)))...)
	if len(q.Days) > 0 && (q.Days[0] < 1 || q.Days[len(q.Days)-1] > lastDay) {
		problems.Add("quiet.days", "directory.choice")
	}
}
