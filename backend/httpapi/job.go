package httpapi

import (
	"context"
	"net/http"

	"kontora/backend/ident"
	"kontora/backend/job"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// jobView is a job as its owner reads it, or an administrator to whom it was left.
type jobView struct {
	ID          ident.ID        `json:"id"`
	Kind        string          `json:"kind" doc:"mass_edit, mass_transfer, mass_delete, export"`
	State       job.State       `json:"state" enum:"waiting,running,paused,done,failed,cancelled,undone"`
	Owner       *person         `json:"owner,omitempty" doc:"who left it behind; absent from one's own"`
	Undoing     bool            `json:"undoing" doc:"what it did is being taken back"`
	About       jobAbout        `json:"about"`
	Done        int64           `json:"done"`
	Total       int64           `json:"total"`
	SecondsLeft *int64          `json:"seconds_left" doc:"while it works and one can tell"`
	CreatedAt   string          `json:"created_at"`
	StartedAt   string          `json:"started_at,omitempty"`
	FinishedAt  string          `json:"finished_at,omitempty"`
	Can         map[string]bool `json:"can" doc:"pause, resume, cancel, undo"`
	Result      jobResult       `json:"result"`
	File        *jobFile        `json:"file,omitempty" doc:"what an export has made, for its owner, at /api/jobs/{id}/file"`
	Names       record.Names    `json:"names" doc:"what the records and people in it are called; what one may not see has no entry"`
}

type jobAbout struct {
	Type   string   `json:"type,omitempty"`
	Fields []string `json:"fields,omitempty"`
	To     ident.ID `json:"to,omitzero"`
	Left   int64    `json:"left_out,omitempty" doc:"records that match and may be viewed but not exported"`
}

type jobResult struct {
	Changed  int64       `json:"changed"`
	Same     int64       `json:"same" doc:"as they were to become already"`
	Refused  int64       `json:"refused"`
	Restored int64       `json:"restored" doc:"by undo"`
	Kept     int64       `json:"kept" doc:"that undo left as they are"`
	Reasons  []jobReason `json:"reasons" doc:"why some were refused or kept"`
	Failure  string      `json:"failure,omitempty" doc:"why the job failed"`
}

type jobReason struct {
	Text    string     `json:"text"`
	Undoing bool       `json:"undoing"`
	Count   int64      `json:"count"`
	Records []ident.ID `json:"records" doc:"the first of them"`
}

func (s *server) jobRoutes() {
	add(s, route("list-jobs", http.MethodGet, "/jobs", "List one's jobs, the latest first; administrators also those of people who are not active",
		"jobs"),
		func(ctx context.Context, r *request, _ *none) (*answer[list[jobView]], error) {
			found, err := s.Jobs.List(ctx, r.actor)
			items := make([]jobView, 0, len(found))
			for _, j := range found {
				items = append(items, s.jobView(ctx, r, j))
			}
			return whole(items, err)
		})
	add(s, route("get-job", http.MethodGet, "/jobs/{id}", "Read a job of one's own, or one that was left behind", "jobs"),
		func(ctx context.Context, r *request, in *idPath) (*answer[jobView], error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			return s.jobAnswer(ctx, r)(s.Jobs.Get(ctx, r.actor, which))
		})
	for command, about := range map[job.Command]string{
		job.Pause: "Let a job rest", job.Resume: "Let a job go on", job.Cancel: "End a job; what it has done stays", job.Undo: "Take back what a job did",
	} {
		op := route(string(command)+"-job", http.MethodPost, "/jobs/{id}/"+string(command), about, "jobs")
		add(s, op, func(ctx context.Context, r *request, in *idPath) (*answer[jobView], error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			return s.jobAnswer(ctx, r)(s.Jobs.Command(ctx, r.actor, which, command))
		})
	}
}

func (s *server) jobAnswer(ctx context.Context, r *request) func(job.Job, error) (*answer[jobView], error) {
	return func(j job.Job, err error) (*answer[jobView], error) {
		if err != nil {
			return nil, err
		}
		return reply(s.jobView(ctx, r, j), nil)
	}
}

func (s *server) jobView(ctx context.Context, r *request, j job.Job) jobView {
	v := jobView{
		ID: j.ID, Kind: j.Kind, State: j.State, Undoing: j.Undoing, About: jobAbout(j.About), Done: j.Done, Total: j.Total,
		CreatedAt: schema.FormatTime(j.MadeAt), StartedAt: moment(j.StartedAt), FinishedAt: moment(j.FinishedAt),
		Can: make(map[string]bool), Names: record.Names{},
		Result: jobResult{
			Changed: j.Result.Changed, Same: j.Result.Same, Refused: j.Result.Refused, Restored: j.Result.Restored, Kept: j.Result.Kept,
			Reasons: []jobReason{}, Failure: j.Result.Failure.In(r.language),
		},
	}
	for _, c := range []job.Command{job.Pause, job.Resume, job.Cancel, job.Undo} {
		v.Can[string(c)] = s.Jobs.Can(r.actor, j, c)
	}
	if j.Owner != r.actor.Employee {
		owner := s.person(s.Administration.State().ID(j.Owner))
		v.Owner = &owner
	}
	v.File = s.jobFile(r, j)
	if left, ok := j.SecondsLeft(); ok {
		v.SecondsLeft = &left
	}
	var named []ident.ID
	for _, reason := range j.Result.Reasons {
		v.Result.Reasons = append(v.Result.Reasons, jobReason{reason.Words.In(r.language), reason.Undoing, reason.Count, reason.Records})
		named = append(named, reason.Records...)
	}
	s.nameJob(ctx, r, &v, named)
	return v
}

// nameJob adds what the records are called that the owner may see, and who becomes responsible. A job can be read without names as well.
func (s *server) nameJob(ctx context.Context, r *request, v *jobView, records []ident.ID) {
	people := []ident.ID{}
	if !v.About.To.IsZero() {
		people = append(people, v.About.To)
	}
	if len(records)+len(people) == 0 {
		return
	}
	names, err := s.Records.NamesOf(ctx, r.actor, v.About.Type, records, people)
	if err != nil {
		s.Logger.WarnContext(ctx, "records of a job not named", "job", v.ID, "error", err)
		return
	}
	v.Names = names
}

// moment is a time in milliseconds as it is sent; 0 is none.
func moment(at int64) string {
	if at == 0 {
		return ""
	}
	return schema.FormatTime(at)
}
