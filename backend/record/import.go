package record

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// IfThere says what becomes of a record that an imported row names and that is there already.
type IfThere uint8

// A record that is there takes the values of the row, takes them where it is empty, stays as it is, or must agree with the row.
const (
	ChangeThere IfThere = iota
	FillThere
	LeaveThere
	AgreeThere
)

// ImportRow is one record to be made or brought up to date. Fields that are absent stay as they are.
type ImportRow struct {
	Input
	IfThere IfThere
}

// ImportRequest is a number of rows of one type, taken in one transaction.
type ImportRequest struct {
	Type string
	Key  []string // the fields by which a row finds the record that is there already; none: every row is a new record
	Rows []ImportRow
	// Batch is what the rows are part of with those of other requests: who is told of it hears once. Zero: they are one by themselves.
	Batch ident.ID
}

// Outcome says what a row has done.
type Outcome uint8

// The outcomes.
const (
	Refused Outcome = iota // see Imported.Problem
	Made
	Changed
	Same
)

// Imported is what became of one row.
type Imported struct {
	ID      ident.ID
	Outcome Outcome
	Problem error
}

// Import takes rows as the actor, who may import: each passes the checks of making or editing a record by hand, and one that does not is
// refused alone. Who is responsible is set on new records only. An error undoes all rows; when it is the fault of a row, such as a value
// that another record has, the rows can be sent one by one.
func (s *Service) Import(ctx context.Context, actor access.Actor, request ImportRequest) ([]Imported, error) {
	var results []Imported
	err := s.writer(ctx, actor, func(w *writing) error {
		results = make([]Imported, 0, len(request.Rows)) // a transaction may run again
		if w.batch = request.Batch; w.batch.IsZero() {
			w.batch = s.IDs.New()
		}
		job, err := w.importing(request)
		if err != nil {
			return err
		}
		if err := job.find(ctx, request.Rows); err != nil {
			return err
		}
		if err := job.lockParents(ctx, request.Rows); err != nil {
			return err
		}
		for _, row := range request.Rows {
			result, err := job.take(ctx, row)
			if err != nil {
				return err
			}
			results = append(results, result)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return results, nil
}

// importing is one import within its transaction.
type importing struct {
	*writing
	t     *schema.ElementType
	key   []*schema.Field
	there map[string][]*Record
}

func (w *writing) importing(request ImportRequest) (*importing, error) {
	t, ok := w.readable(request.Type)
	if !ok {
		return nil, fault.Missing()
	}
	if t.Name == schema.TypeEmployee {
		return nil, fault.New(fault.Denied, "error.employee_elsewhere")
	}
	if !w.rights.May(access.Import, t.No) {
		return nil, access.RefuseType(w.model, w.rights, access.Import, t.No)
	}
	job := &importing{writing: w, t: t, there: make(map[string][]*Record)}
	for _, name := range request.Key {
		f, ok := t.Field(name)
		if !ok || !w.clear(t)(f) {
			return nil, schema.UnknownField(name)
		}
		job.key = append(job.key, f)
	}
	return job, nil
}

// find reads the records that the rows name, as far as the actor sees them.
func (i *importing) find(ctx context.Context, rows []ImportRow) error {
	if len(i.key) == 0 {
		return nil
	}
	first := i.key[0]
	var wanted []query.Scalar
	for _, row := range rows {
		if v, problem := first.Parse(i.values, row.Fields[first.Name]); problem == nil && v != nil {
			wanted = append(wanted, compared(first, v))
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	created, _ := schema.Inherent(schema.FieldCreatedAt)
	q := &Query{
		Type: i.t, Reading: i.rights.Reading(i.t.No, access.View), Filter: query.Test(first.Compared(), query.In, wanted...), Fields: i.t.Fields,
		Limit: chunk, ByNumber: true, Order: []Order{{Field: created}},
	}
	if first.Indexed() {
		q.Drive = first
	}
	for {
		found, err := i.List(ctx, q)
		if err != nil {
			return err
		}
		if err := i.hold(ctx, found); err != nil {
			return err
		}
		if len(found) < q.Limit {
			return nil
		}
		q.AfterNo = found[len(found)-1].No
	}
}

// hold locks records that were listed, with what they control, and remembers them as they are now.
func (i *importing) hold(ctx context.Context, listed []*Record) error {
	ids := make([]ident.ID, 0, len(listed))
	for _, each := range listed {
		ids = append(ids, each.ID)
	}
	for _, id := range sorted(ids) {
		found, err := i.Get(ctx, i.t, id, i.t.Fields)
		if err != nil {
			return err
		}
		if found != nil && found.Deleted == nil && i.rights.Allows(access.View, subject(i.t, found)) {
			i.remember(found)
		}
	}
	return i.lockBelow(ctx, i.t, ids...)
}

// lockParents locks what the rows name as what controls them.
func (i *importing) lockParents(ctx context.Context, rows []ImportRow) error {
	f, ok := i.t.Field(i.t.ParentField)
	if i.t.Default != schema.Parent || !ok {
		return nil
	}
	parents := make(map[ident.ID]*schema.ElementType)
	for _, row := range rows {
		v, problem := f.Parse(i.values, row.Fields[f.Name])
		if ref, ok := v.(schema.Ref); ok && problem == nil {
			parents[ref.ID], _ = i.model.Schema.TypeByNo(ref.Type)
		}
	}
	for _, id := range sorted(slices.Collect(maps.Keys(parents))) {
		if t := parents[id]; t != nil {
			if _, err := i.Get(ctx, t, id, nil); err != nil {
				return err
			}
		}
	}
	return nil
}

func (i *importing) remember(r *Record) {
	if key, ok := i.keyOf(r); ok {
		i.there[key] = append(i.there[key], r)
	}
}

// keyOf joins the compared forms of the key's fields; it is false when all are empty.
func (i *importing) keyOf(r *Record) (string, bool) {
	var key strings.Builder
	filled := false
	for _, f := range i.key {
		v := r.Values[f.Name]
		filled = filled || v != nil
		scalar := compared(f, v)
		raw, err := json.Marshal([]any{scalar.Kind, scalar.Int, []byte(scalar.Str)})
		if err != nil {
			return "", false // never: these are plain values
		}
		key.Write(raw)
	}
	return key.String(), filled
}

// compared is the scalar by which values of the field are told apart.
func compared(f *schema.Field, v schema.Value) query.Scalar {
	for at, column := range f.Columns() {
		if column.Name == f.Compared() {
			return f.Split(v)[at]
		}
	}
	return query.Scalar{}
}

// take makes or changes the record of one row. Its error is one that the transaction cannot outlive.
func (i *importing) take(ctx context.Context, row ImportRow) (Imported, error) {
	before, err := i.match(row)
	if err != nil {
		return Imported{Problem: err}, nil
	}
	if before != nil {
		return i.update(ctx, before, row)
	}
	made, err := i.create(ctx, i.t.Name, row.Input)
	if err != nil {
		return refused(err)
	}
	if err := i.tellOfNew(ctx, i.t, made); err != nil {
		return Imported{}, err
	}
	i.remember(made)
	return Imported{ID: made.ID, Outcome: Made}, nil
}

// match finds the one record that the row's key names, or none.
func (i *importing) match(row ImportRow) (*Record, error) {
	if len(i.key) == 0 {
		return nil, nil
	}
	problems := fault.Fields{}
	named := &Record{Values: make(map[string]schema.Value)}
	for _, f := range i.key {
		v, problem := f.Parse(i.values, row.Fields[f.Name])
		if problem != nil {
			problems[f.Name] = *problem
		} else if v != nil {
			named.Values[f.Name] = v
		}
	}
	if err := problems.Err(); err != nil {
		return nil, err
	}
	key, ok := i.keyOf(named)
	if !ok {
		return nil, fault.Field(i.key[0].Name, "error.import_key_empty")
	}
	there := i.there[key]
	switch len(there) {
	case 0:
		return nil, nil
	case 1:
		return there[0], nil
	}
	return nil, fault.Field(i.key[0].Name, "error.import_key_twice", "count", len(there))
}

func (i *importing) update(ctx context.Context, before *Record, row ImportRow) (Imported, error) {
	same := Imported{ID: before.ID, Outcome: Same}
	if row.IfThere == LeaveThere {
		return same, nil
	}
	sent := row.Fields
	if row.IfThere == FillThere {
		sent = maps.Clone(sent)
		maps.DeleteFunc(sent, func(name string, _ json.RawMessage) bool { return before.Values[name] != nil })
	}
	after := before.clone()
	changed, err := i.apply(ctx, i.t, after, sent)
	if err != nil {
		return refused(err)
	}
	if len(changed) == 0 {
		return same, nil
	}
	if row.IfThere == AgreeThere {
		return Imported{Problem: disagreement(i.t, sentOf(changed, sent))}, nil
	}
	if err := i.allow(access.Edit, i.t, before); err != nil {
		return refused(err)
	}
	if err := i.rewrite(ctx, i.t, before, after, changed); err != nil {
		return refused(err)
	}
	*before = *after // a later row may name the same record
	return Imported{ID: before.ID, Outcome: Changed}, nil
}

func disagreement(t *schema.ElementType, changed []string) error {
	problems := fault.Fields{}
	for _, name := range changed {
		if f, ok := t.Field(name); ok {
			problems.Add(name, "error.import_disagrees", "field", f.Labels)
		}
	}
	return problems.Err()
}

// refused tells what is wrong with a row from what is wrong with the transaction: a database that has refused a statement may have ended it.
func refused(err error) (Imported, error) {
	e := fault.Of(err)
	switch e.Kind {
	case fault.Invalid, fault.Denied, fault.NotFound, fault.Conflict:
		if e.Unwrap() == nil {
			return Imported{Problem: err}, nil
		}
	case fault.Unauthenticated, fault.Unavailable, fault.Internal:
	}
	return Imported{}, err
}
