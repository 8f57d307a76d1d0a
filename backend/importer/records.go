package importer

import (
	"context"
	"encoding/json"

	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// recordBatch is how many rows one transaction takes: enough that its fixed cost does not count, few enough that nobody waits for it.
const recordBatch = 250

// recordTarget makes records of one type.
type recordTarget struct {
	run     *run
	step    *Step
	element *schema.ElementType
	lookups *lookups
	whole   ident.ID // all rows of the step are one piece of news to each of those they are given to
}

func (t *recordTarget) batch() int { return recordBatch }

func (t *recordTarget) take(ctx context.Context, rows []*row) error {
	request := record.ImportRequest{Type: t.element.Name, Key: t.step.Key, Batch: t.whole}
	var sent []*row
	for _, r := range rows {
		input, err := t.input(ctx, r)
		if err != nil {
			return err
		}
		if r.problem == nil {
			request.Rows, sent = append(request.Rows, input), append(sent, r)
		}
	}
	return t.send(ctx, request, sent)
}

// send takes rows in one transaction; when one of them undoes it, each is taken alone.
func (t *recordTarget) send(ctx context.Context, request record.ImportRequest, rows []*row) error {
	if len(rows) == 0 {
		return nil
	}
	results, err := t.run.parts.Records.Import(ctx, t.run.actor, request)
	switch {
	case err == nil:
		for i, result := range results {
			rows[i].settle(result)
		}
		return nil
	case !blames(err):
		return err
	case len(rows) == 1:
		rows[0].refuseBy(err)
		return nil
	}
	for i := range rows {
		single := request
		single.Rows = request.Rows[i : i+1]
		if err := t.send(ctx, single, rows[i:i+1]); err != nil {
			return err
		}
	}
	return nil
}

// blames reports whether an error can be the fault of one row.
func blames(err error) bool { return fault.Is(err, fault.Invalid) || fault.Is(err, fault.Conflict) }

func (r *row) settle(result record.Imported) {
	switch result.Outcome {
	case record.Made:
		r.outcome = made
	case record.Changed:
		r.outcome = changed
	case record.Same:
		r.outcome = same
	case record.Refused:
		r.refuseBy(result.Problem)
	}
}

func (t *recordTarget) input(ctx context.Context, r *row) (record.ImportRow, error) {
	values, err := t.step.fill(ctx, t.lookups, r, func(name string, source Source, text string) (json.RawMessage, *locale.Text) {
		f, ok := t.element.Field(name)
		if !ok {
			return encoded(text), nil
		}
		return source.value(f, text)
	})
	if err != nil {
		return record.ImportRow{}, err
	}
	input := record.ImportRow{Input: record.Input{Fields: values}}
	switch {
	case r.repeats:
		input.IfThere = record.AgreeThere
	case t.step.Existing == Leave:
		input.IfThere = record.LeaveThere
	case t.step.Existing == Fill:
		input.IfThere = record.FillThere
	}
	var id ident.ID
	if raw, ok := values[responsible]; ok {
		delete(values, responsible)
		if err := json.Unmarshal(raw, &id); err != nil {
			r.refuseField(responsible, locale.Say("field.person"))
		}
	}
	input.Responsible = id
	return input, nil
}
