package app

import (
	"context"
	"encoding/json"

	"kontora/backend/access"
	"kontora/backend/exporter"
	"kontora/backend/fault"
	"kontora/backend/job"
	"kontora/backend/store/sqlstore"
)

// exportKind is the kind of jobs that export.
const exportKind = "export"

// exports lets jobs write long exports.
type exports struct {
	service *exporter.Service
	spool   *sqlstore.Exports
}

var _ job.Runner = exports{}

// Check refuses what may not be exported.
func (e exports) Check(_ context.Context, actor access.Actor, parameters json.RawMessage) (job.Plan, error) {
	request, _, err := read(parameters, nil)
	if err != nil {
		return job.Plan{}, err
	}
	_, err = e.service.Allowed(actor, request.Type)
	return job.Plan{About: job.About{Type: request.Type, Left: request.LeftOut}, Total: request.Count, MaxOpen: exporter.MaxOpen}, err
}

// Next writes the portion that follows. It is read outside of any transaction that writes.
func (e exports) Next(ctx context.Context, actor access.Actor, j job.Job, _ int) ([]job.Item, error) {
	request, memory, err := read(j.Parameters, j.Memory)
	if err != nil {
		return nil, err
	}
	actor.Language = request.Language
	p, more, err := e.service.Next(ctx, actor, request, memory)
	if err != nil || !more {
		return nil, err
	}
	known, err := json.Marshal(p.Memory)
	return []job.Item{{Place: j.Place + 1, Portion: &job.Portion{Count: p.Rows, Content: p.Packed, Memory: known}}}, fault.Wrap(err, "note how far an export is")
}

// Step keeps portions, if the actor may still have them.
func (e exports) Step(ctx context.Context, tx job.Tx, actor access.Actor, j job.Job, items []job.Item) ([]job.Outcome, error) {
	outcomes := make([]job.Outcome, 0, len(items))
	for _, item := range items {
		request, memory, err := read(j.Parameters, item.Memory)
		if err != nil {
			return nil, err
		}
		if err := e.service.Still(actor, request, memory); err != nil {
			return nil, err
		}
		if err := e.spool.Keep(ctx, tx, j.No, item.Place, item.Content); err != nil {
			return nil, err
		}
		outcomes = append(outcomes, job.Outcome{Changed: true})
	}
	return outcomes, nil
}

// read reads what is exported, and what is known of it so far.
func read(parameters, known json.RawMessage) (request exporter.Request, memory exporter.Memory, err error) {
	if err := json.Unmarshal(parameters, &request); err != nil {
		return request, memory, fault.Wrap(err, "read what is to be exported")
	}
	if len(known) > 0 {
		err = json.Unmarshal(known, &memory)
	}
	return request, memory, fault.Wrap(err, "read how far an export is")
}

// Undo has nothing to take back.
func (exports) Undo(context.Context, job.Tx, access.Actor, job.Job, []job.Done) ([]job.Outcome, error) {
	return nil, nil
}

// buildExports builds what writes long exports.
func (o *Office) buildExports() {
	o.spool = sqlstore.NewExports(o.Company)
	o.Exports = exporter.NewService(exporter.Parts{
		Records: o.Records, Spool: o.spool, Model: o.Administration.Model, Meter: o.Files.Meter(), Clock: o.Clock,
	})
}
