package job_test

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"kontora/app"
	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/job"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/testkit/office"
	"kontora/backend/testkit/postgres"
)

// company is an office with deals, and a clerk who may do everything with his own.
type company struct {
	*testing.T
	*app.Office
	admin, clerk access.Actor
	profile      ident.ID
}

type object = map[string]any

func onBoth(t *testing.T, test func(c *company)) {
	for kind, database := range map[string]string{"sqlite": "", "postgres": postgres.Start(t)} {
		t.Run(kind, func(t *testing.T) {
			opened, admin := office.Found(t, office.Founding(locale.English), database)
			c := &company{T: t, Office: opened, admin: admin}
			c.employ()
			test(c)
		})
	}
}

func (c *company) must(err error) {
	c.Helper()
	if err != nil {
		c.Fatal(err)
	}
}

func (c *company) raw(v any) json.RawMessage {
	c.Helper()
	out, err := json.Marshal(v)
	c.must(err)
	return out
}

// rights are what the clerk may do with deals.
func rights(without string) object {
	actions := object{}
	for _, action := range []string{"view", "create", "edit", "delete", "authorize", "transfer", "mass_edit", "export"} {
		if action != without {
			actions[action] = "all"
		}
	}
	return object{"deal": actions}
}

func (c *company) employ() {
	profile, err := c.Administration.Profiles().Create(c.Context(), c.admin, c.raw(object{"name": "Clerk", "matrix": rights("")}))
	c.must(err)
	c.profile = profile.ID
	role, err := c.Administration.Roles().Create(c.Context(), c.admin, c.raw(object{"name": "Clerk", "profiles": []ident.ID{profile.ID}}))
	c.must(err)
	made, err := c.Administration.Employees().Create(c.Context(), c.admin, c.raw(object{"last_name": "Clerk", "first_name": "C", "role_id": role.ID}))
	c.must(err)
	no, err := c.Administration.State().No(made.ID, administration.EmployeeKind)
	c.must(err)
	c.clerk = c.Actor(no)
}

// deals makes deals of one batch and returns them in the order in which a job comes to them.
func (c *company) deals(batch string, count int) []ident.ID {
	c.Helper()
	ids := make([]ident.ID, 0, count)
	for i := range count {
		fields := map[string]json.RawMessage{"name": c.raw(fmt.Sprintf("%s %d", batch, i)), "comment": c.raw(fmt.Sprint("was ", i))}
		view, _, err := c.Records.Create(c.Context(), c.clerk, "deal", record.Input{Fields: fields})
		c.must(err)
		ids = append(ids, view.ID)
	}
	return ids
}

func (c *company) comment(id ident.ID) string {
	c.Helper()
	view, _, err := c.Records.Get(c.Context(), c.admin, "deal", id)
	c.must(err)
	text, _ := view.Fields["comment"].(string)
	return text
}

// edits counts how often somebody changed the record.
func (c *company) edits(id ident.ID) int {
	c.Helper()
	timeline, err := c.Records.Timeline(c.Context(), c.admin, "deal", id, record.TimelineRequest{})
	c.must(err)
	count := 0
	for _, item := range timeline.Items {
		if item.Kind == record.KindChange {
			count++
		}
	}
	return count
}

func (c *company) overwrite(id ident.ID, comment string) {
	c.Helper()
	_, _, err := c.Records.Edit(c.Context(), c.admin, "deal", id, "", map[string]json.RawMessage{"comment": c.raw(comment)})
	c.must(err)
}

// named is the filter of the deals of a batch.
func (c *company) named(batch string) query.Expr {
	return query.Expr{Field: "name", Op: query.Starts, Value: c.raw(batch + " ")}
}

func (c *company) start(kind string, parameters object) job.Job {
	c.Helper()
	parameters["type"] = "deal"
	j, err := c.Jobs.Start(c.Context(), c.clerk, kind, c.raw(parameters))
	c.must(err)
	return j
}

func (c *company) job(id ident.ID) job.Job {
	c.Helper()
	j, err := c.Jobs.Get(c.Context(), c.clerk, id)
	c.must(err)
	return j
}

func (c *company) command(id ident.ID, command job.Command) {
	c.Helper()
	_, err := c.Jobs.Command(c.Context(), c.clerk, id, command)
	c.must(err)
}

// interposed hands out few items at a time, and lets a test do something before each step and before what a step did is kept.
type interposed struct {
	job.Runner
	few    int
	before func()       // outside any transaction
	within func() error // as the last thing of the transaction
}

func (i interposed) Next(ctx context.Context, actor access.Actor, j job.Job, limit int) ([]job.Item, error) {
	if i.before != nil {
		i.before()
	}
	return i.Runner.Next(ctx, actor, j, min(limit, i.few))
}

func (i interposed) Step(ctx context.Context, tx job.Tx, actor access.Actor, j job.Job, items []job.Item) ([]job.Outcome, error) {
	outcomes, err := i.Runner.Step(ctx, tx, actor, j, items)
	if err == nil && i.within != nil {
		err = i.within()
	}
	return outcomes, err
}

// Undo is interposed as Step is.
func (i interposed) Undo(ctx context.Context, tx job.Tx, actor access.Actor, j job.Job, done []job.Done) ([]job.Outcome, error) {
	outcomes, err := i.Runner.Undo(ctx, tx, actor, j, done[:min(len(done), i.few)])
	if err == nil && i.within != nil {
		err = i.within()
	}
	return outcomes, err
}

// work runs an engine of its own, as a program that was just started, until the job rests or is over, or stop is called.
func (c *company) work(id ident.ID, between interposed) {
	c.Helper()
	c.until(c.Context(), id, between, func(j job.Job) bool { return j.State.Over() || j.State == job.Paused })
}

// workUntilCut works until the job is over or ctx ends.
func (c *company) workUntilCut(ctx context.Context, id ident.ID, between interposed) {
	c.Helper()
	c.until(ctx, id, between, func(j job.Job) bool { return j.State.Over() })
}

func (c *company) until(over context.Context, id ident.ID, between interposed, enough func(job.Job) bool) {
	c.Helper()
	ctx, stop := context.WithCancel(over)
	defer stop()
	parts := c.Jobs.Parts
	parts.Retries = nil
	parts.Runners = make(map[string]job.Runner)
	for kind, runner := range c.Jobs.Runners {
		between.Runner = runner
		parts.Runners[kind] = between
	}
	heard := c.Hub.Subscribe()
	defer heard.Close()
	engine, ended := job.New(parts), make(chan error, 1)
	go func() { ended <- engine.Serve(ctx) }()
	for {
		j, err := c.Jobs.Get(c.Context(), c.clerk, id)
		if err != nil || enough(j) {
			stop()
			c.must(<-ended)
			c.must(err)
			return
		}
		select {
		case <-heard.Ready():
			heard.Take()
		case <-over.Done():
			c.must(<-ended)
			return
		}
	}
}

func (c *company) wantFault(about string, err error, kind fault.Kind) {
	c.Helper()
	if !fault.Is(err, kind) {
		c.Errorf("%s: %v, want %s", about, err, kind)
	}
}
