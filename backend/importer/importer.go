// Package importer takes people and records from CSV files by a plan that says which column becomes which field. Every row ends in the
// office or in a file of rejected rows with its reason, and importing the same files twice changes nothing.
package importer

import (
	"context"
	"encoding/json"
	"fmt"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/record"
)

// Records is what the import asks of the record service, which checks every row under the rights of the actor.
type Records interface {
	Import(ctx context.Context, actor access.Actor, request record.ImportRequest) ([]record.Imported, error)
	List(ctx context.Context, actor access.Actor, request record.ListRequest) (record.Page, error)
}

// Entries is one kind of entry of the directory, such as branches, in the JSON of the API. Errors are those of administration.
type Entries interface {
	List(ctx context.Context, actor access.Actor) ([]json.RawMessage, error)
	Get(ctx context.Context, actor access.Actor, id ident.ID) (json.RawMessage, error)
	Create(ctx context.Context, actor access.Actor, fields json.RawMessage) (json.RawMessage, error)
	Change(ctx context.Context, actor access.Actor, id ident.ID, fields json.RawMessage) (json.RawMessage, error)
}

// Parts are what an import works with.
type Parts struct {
	Records   Records
	Directory map[string]Entries // by the word of the API for one of them: branch, department, position, role, profile, group, employee
	Model     func() *access.Model
	Texts     *locale.Catalogue
	Files     Files // nil: the folder in which the plan lies
	IDs       ident.Source
}

// Progress tells how far an import has come. Total is the number of rows of the step's file.
type Progress struct {
	Step, Steps int
	File        string
	Into        string
	Rows, Total int
}

// Report says what an import did, step by step.
type Report struct {
	Steps []StepReport
}

// StepReport counts what became of the rows of one step: each is in exactly one of Made, Changed, Same, Passed and Rejected.
type StepReport struct {
	File     string
	Into     string
	Encoding Encoding // in which the file was read
	Rows     int
	Made     int
	Changed  int
	Same     int
	Passed   int // rows of a step that takes only those with a key
	Rejected int
	Reasons  string // the file with the rejected rows, when there are any
}

// Rejected counts the rejected rows of all steps.
func (r Report) Rejected() int {
	sum := 0
	for _, step := range r.Steps {
		sum += step.Rejected
	}
	return sum
}

// Written counts what was made and changed in all steps.
func (r Report) Written() int {
	sum := 0
	for _, step := range r.Steps {
		sum += step.Made + step.Changed
	}
	return sum
}

// Run imports by the plan in a file. Before anything is written the plan, the files and the actor's rights are looked through, so that
// what cannot be taken as a whole leaves everything as it was. After an error the report tells what had been done by then; since the
// import can be run again, nothing needs to be undone. progress may be nil.
func Run(ctx context.Context, parts Parts, actor access.Actor, planPath string, progress func(Progress)) (Report, error) {
	plan, err := ReadPlan(planPath)
	if err != nil {
		return Report{}, err
	}
	if parts.Files == nil {
		parts.Files = Beside(planPath)
	}
	if progress == nil {
		progress = func(Progress) {}
	}
	run := &run{parts: parts, actor: actor, plan: plan, progress: progress, surveys: make(map[string]survey), rejected: make(map[string]*rejects)}
	return run.all(ctx)
}

// run is one import under way.
type run struct {
	parts    Parts
	actor    access.Actor
	plan     *Plan
	progress func(Progress)
	surveys  map[string]survey   // by file
	rejected map[string]*rejects // by file
	report   Report
}

func (r *run) all(ctx context.Context) (Report, error) {
	if err := r.check(ctx); err != nil {
		return r.report, err
	}
	for number := range r.plan.Steps {
		step := &r.plan.Steps[number]
		done := &StepReport{File: step.File, Into: step.into(), Encoding: r.surveys[step.File].encoding}
		err := r.step(ctx, number, step, done)
		r.report.Steps = append(r.report.Steps, *done)
		if err != nil {
			return r.report, r.closing(fmt.Errorf("step %d: %w", number+1, err))
		}
	}
	return r.report, r.closing(nil)
}

// closing closes the files of rejected rows; a failure to write them down is an error of the import.
func (r *run) closing(err error) error {
	for _, file := range r.plan.files() {
		if rejects, ok := r.rejected[file]; ok {
			if closing := rejects.close(); err == nil {
				err = closing
			}
		}
	}
	return err
}

func (r *run) step(ctx context.Context, number int, step *Step, done *StepReport) error {
	target, err := r.target(ctx, step)
	if err != nil {
		return err
	}
	tell := func() {
		r.progress(Progress{
			Step: number + 1, Steps: len(r.plan.Steps), File: step.File, Into: step.into(), Rows: done.Rows, Total: r.surveys[step.File].rows,
		})
	}
	job := &stepRun{run: r, step: step, done: done, target: target, tell: tell, seen: newSeen()}
	tell()
	if step.File == "" {
		return job.constant(ctx)
	}
	return job.file(ctx)
}

// target is where the rows of a step go.
type target interface {
	// take makes or changes what the rows name; a refusal of one row is noted with it.
	take(ctx context.Context, rows []*row) error
	// batch is how many rows are taken at a time.
	batch() int
}

func (r *run) target(ctx context.Context, step *Step) (target, error) {
	lookups := &lookups{run: r, known: make(map[lookupKey]found)}
	if step.Entry != "" {
		return newEntryTarget(ctx, r, step, lookups)
	}
	t, ok := r.parts.Model().Schema.Type(step.Type)
	if !ok {
		return nil, fault.Missing()
	}
	return &recordTarget{run: r, step: step, element: t, lookups: lookups, whole: r.parts.IDs.New()}, nil
}
