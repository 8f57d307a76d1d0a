package app

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"kontora/backend/access"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/job"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/store/sqlstore"
)

// mass lets jobs change many records.
type mass struct {
	records *record.Service
	store   *sqlstore.Records
	action  access.Action
}

var _ job.Runner = mass{}

// massParameters are those of a change of many records, as they are sent.
type massParameters struct {
	Type   string                     `json:"type"`
	IDs    []ident.ID                 `json:"ids,omitempty"`
	Filter query.Expr                 `json:"filter,omitzero"`
	Search string                     `json:"q,omitempty"`
	Fields map[string]json.RawMessage `json:"fields,omitempty"`
	To     ident.ID                   `json:"to,omitzero"`
}

func (m mass) request(raw json.RawMessage, batch ident.ID) (record.MassRequest, error) {
	var p massParameters
	if err := json.Unmarshal(raw, &p); err != nil {
		return record.MassRequest{}, fault.Wrap(err, "read what a job is to do")
	}
	return record.MassRequest{
		Type: p.Type, Action: m.action, IDs: p.IDs, Filter: p.Filter, Search: p.Search, Fields: p.Fields, To: p.To, Batch: batch,
	}, nil
}

// Check refuses what can be done to no record.
func (m mass) Check(ctx context.Context, actor access.Actor, parameters json.RawMessage) (job.Plan, error) {
	request, err := m.request(parameters, ident.ID{})
	if err != nil {
		return job.Plan{}, err
	}
	count, err := m.records.MassCheck(ctx, actor, request)
	about := job.About{Type: request.Type, Fields: slices.Sorted(maps.Keys(request.Fields)), To: request.To}
	return job.Plan{About: about, Total: count, Undoable: true}, err
}

// Next finds the records that follow.
func (m mass) Next(ctx context.Context, actor access.Actor, j job.Job, limit int) ([]job.Item, error) {
	request, err := m.request(j.Parameters, ident.ID{})
	if err != nil {
		return nil, err
	}
	found, err := m.records.MassNext(ctx, actor, request, j.Place, limit)
	items := make([]job.Item, 0, len(found))
	for _, each := range found {
		items = append(items, job.Item{Place: each.No, Record: each.ID})
	}
	return items, err
}

// Step changes records.
func (m mass) Step(ctx context.Context, tx job.Tx, actor access.Actor, j job.Job, items []job.Item) ([]job.Outcome, error) {
	request, err := m.request(j.Parameters, j.ID)
	if err != nil {
		return nil, err
	}
	w, err := m.store.OfJob(tx)
	if err != nil {
		return nil, err
	}
	ids := make([]ident.ID, 0, len(items))
	for _, item := range items {
		ids = append(ids, item.Record)
	}
	return outcomes(m.records.MassStep(ctx, w, actor, request, ids))
}

// Undo puts records back.
func (m mass) Undo(ctx context.Context, tx job.Tx, actor access.Actor, j job.Job, done []job.Done) ([]job.Outcome, error) {
	request, err := m.request(j.Parameters, j.ID)
	if err != nil {
		return nil, err
	}
	w, err := m.store.OfJob(tx)
	if err != nil {
		return nil, err
	}
	request.By = j.Owner
	back := make([]record.MassUndo, 0, len(done))
	for _, each := range done {
		back = append(back, record.MassUndo{ID: each.Record, Before: each.Before, Seq: each.Seq})
	}
	return outcomes(m.records.MassUndo(ctx, w, actor, request, back))
}

func outcomes(of []record.MassOutcome, err error) ([]job.Outcome, error) {
	all := make([]job.Outcome, 0, len(of))
	for _, each := range of {
		all = append(all, job.Outcome{Changed: each.Changed, Before: each.Before, Refusal: each.Refusal})
	}
	return all, err
}

// jobs builds the engine of long work with every kind of it.
func (o *Office) jobs(herald job.Herald) (*job.Service, error) {
	texts, err := locale.Load()
	if err != nil {
		return nil, fault.Wrap(err, "load the texts")
	}
	return job.New(job.Parts{
		Store: sqlstore.NewJobs(o.Company), Actor: o.Actor, Inactive: o.inactive, Clock: o.Clock,
		IDs: ident.Random{}, Logger: o.Logger, Retries: job.UsualRetries(), Herald: herald, Clear: o.Exports.Clear,
		Words: func(err error) job.Words { return inEveryLanguage(texts, fault.Of(err)) },
		Runners: map[string]job.Runner{
			"mass_edit":     mass{o.Records, o.Store, access.MassEdit},
			"mass_transfer": mass{o.Records, o.Store, access.Transfer},
			"mass_delete":   mass{o.Records, o.Store, access.Delete},
			exportKind:      exports{o.Exports, o.spool},
		},
	}), nil
}

// inactive are those who may not act, or no longer work here.
func (o *Office) inactive() []ident.No {
	var all []ident.No
	for no, e := range o.Administration.Model().Directory.Employees {
		if e.Status != directory.Active {
			all = append(all, no)
		}
	}
	return all
}

// inEveryLanguage says a refusal: what is wrong with its fields where it is about fields.
func inEveryLanguage(texts *locale.Catalogue, refusal *fault.Error) job.Words {
	words := make(job.Words)
	for _, language := range locale.Languages() {
		said := ""
		for _, name := range slices.Sorted(maps.Keys(refusal.Fields)) {
			if said != "" {
				said += " "
			}
			said += texts.Render(language, refusal.Fields[name])
		}
		if said == "" {
			said = texts.Render(language, refusal.Text)
		}
		words[language] = said
	}
	return words
}
