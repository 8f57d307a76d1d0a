// Package job does long work in small steps: what a job is about, how far it is and what came of it stand in the company's database, so
// that it goes on after a restart where it was, can be paused, cancelled and, where its kind knows how, undone. A job acts for its owner
// under the rights he has at each step, and nobody else learns of it as long as he is active. What he leaves behind, administrators cancel
// and undo under rights of their own.
package job

import (
	"encoding/json"

	"kontora/backend/ident"
	"kontora/backend/locale"
)

// Bounds of what is kept and done.
const (
	AtOnce      = 2   // jobs that work at the same time
	MaxOpen     = 20  // unfinished jobs of one person
	KeptDays    = 30  // that a finished job is kept, and can be undone
	MaxListed   = 50  // jobs in a list, the latest
	maxReasons  = 20  // that a result names
	maxExamples = 20  // records named for one reason
	atATime     = 20  // items of one transaction
	readAhead   = 200 // items found in one reading
)

// Job is one piece of long work.
type Job struct {
	No         int64 // inward key; rises
	ID         ident.ID
	Owner      ident.No
	State      State
	FinishedAt int64 // milliseconds since 1970; 0: it is not
	Body
}

// Body is what of a job nothing is looked up by.
type Body struct {
	Kind       string          `json:"kind"`
	Device     ident.ID        `json:"device,omitzero"` // at which it was started
	About      About           `json:"about"`
	Parameters json.RawMessage `json:"parameters"`
	Undoing    bool            `json:"undoing,omitempty"` // it works, waits or rests while it takes back what it did
	Undoable   bool            `json:"undoable,omitempty"`
	UndoneBy   ident.No        `json:"undone_by,omitempty"` // who takes it back, where the owner does not
	Place      int64           `json:"place"`               // the last item worked on
	Done       int64           `json:"done"`
	Total      int64           `json:"total"`
	MadeAt     int64           `json:"made_at"`
	StartedAt  int64           `json:"started_at,omitempty"`
	Worked     int64           `json:"worked,omitempty"` // milliseconds spent at work, pauses left out
	Memory     json.RawMessage `json:"memory,omitempty"` // of the last portion
	Result     Result          `json:"result"`
}

// Acting is for whom the job works.
func (j *Job) Acting() ident.No {
	if j.UndoneBy != 0 {
		return j.UndoneBy
	}
	return j.Owner
}

// About tells people what a job does, besides its kind.
type About struct {
	Type   string   `json:"type,omitempty"` // of the records it works on
	Fields []string `json:"fields,omitempty"`
	To     ident.ID `json:"to,omitzero"`        // who becomes responsible
	Left   int64    `json:"left_out,omitempty"` // records that match and are not exported
}

// Result is what came of a job so far. Every item counts once: changed, the same as before, or refused.
type Result struct {
	Changed  int64    `json:"changed"`
	Same     int64    `json:"same"`
	Refused  int64    `json:"refused"`
	Restored int64    `json:"restored"` // by undo
	Kept     int64    `json:"kept"`     // that undo left alone
	Reasons  []Reason `json:"reasons,omitempty"`
	Failure  Words    `json:"failure,omitempty"` // why it failed
}

// Words is a text in every language: a result is kept for weeks, what its texts were made of is not.
type Words map[locale.Language]string

// In returns the text in the language.
func (w Words) In(language locale.Language) string { return locale.Labels(w).In(language) }

// Reason is why some items were not worked on.
type Reason struct {
	Words   Words      `json:"words"`
	Undoing bool       `json:"undoing,omitempty"` // by undo
	Count   int64      `json:"count"`
	Records []ident.ID `json:"records"` // the first of them
}

// Item is one piece of a job. Its place is above that of every item before it.
type Item struct {
	Place  int64
	Record ident.ID
	*Portion
}

// Portion makes an item of what was made ready before its step.
type Portion struct {
	Count   int64           // that the item counts for
	Content []byte          // what the step is to keep
	Memory  json.RawMessage // what the job knows once it is kept
}

// counts is how many the item counts for.
func (i Item) counts() int64 {
	if i.Portion != nil {
		return i.Count
	}
	return 1
}

// Done is an item that was changed, with what is needed to take it back.
type Done struct {
	Item
	Before json.RawMessage
	Seq    uint64 // the commit that changed it
}

// Outcome is what became of one item. One that was refused has a Refusal; one that is as it was before has no Before.
type Outcome struct {
	Changed bool
	Before  json.RawMessage
	Refusal error // for people
}
