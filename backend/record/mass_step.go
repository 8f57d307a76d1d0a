package record

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/schema"
)

// MassStep changes records within a transaction, in their order and at least one, for as long as nobody has to wait, and answers an outcome
// for each it came to.
func (s *Service) MassStep(ctx context.Context, w Writer, actor access.Actor, request MassRequest, ids []ident.ID) ([]MassOutcome, error) {
	m, err := s.massWriting(ctx, w, actor, request)
	if err != nil {
		return nil, err
	}
	return m.each(ctx, ids, func(i int) (MassOutcome, error) { return m.change(ctx, ids[i]) })
}

// MassUndo puts records back that were changed by MassStep, as far as nobody else has changed them since.
func (s *Service) MassUndo(ctx context.Context, w Writer, actor access.Actor, request MassRequest, done []MassUndo) ([]MassOutcome, error) {
	m, err := s.massWriting(ctx, w, actor, request)
	if err != nil {
		return nil, err
	}
	ids := make([]ident.ID, len(done))
	for i, each := range done {
		ids[i] = each.ID
	}
	return m.each(ctx, ids, func(i int) (MassOutcome, error) { return m.putBack(ctx, done[i]) })
}

// massing is a change of many records within one transaction.
type massing struct {
	*writing
	request MassRequest
	filter  query.Node // of what was to be found, not of what was named
}

func (s *Service) massWriting(ctx context.Context, w Writer, actor access.Actor, request MassRequest) (*massing, error) {
	if actor.ReadOnly {
		return nil, fault.New(fault.Denied, "error.read_only")
	}
	c, err := s.scene(ctx, actor, w.Config())
	if err != nil {
		return nil, err
	}
	if !c.rights.Active() {
		return nil, fault.New(fault.Unauthenticated, "error.not_active")
	}
	m := &massing{writing: &writing{Writer: w, scene: c, service: s, batch: request.Batch}, request: request}
	t, ok := c.readable(request.Type)
	if ok && request.IDs == nil {
		q, err := s.massQuery(c, t, request)
		if err != nil {
			return nil, err
		}
		m.filter = q.Filter
	}
	return m, nil
}

// each works through records. A refusal is the record's own; other errors are the transaction's.
func (m *massing) each(ctx context.Context, ids []ident.ID, one func(i int) (MassOutcome, error)) ([]MassOutcome, error) {
	if t, ok := m.readable(m.request.Type); ok {
		if err := m.lock(ctx, t, ids); err != nil {
			return nil, err
		}
	}
	begun := m.service.Clock.Now()
	outcomes := make([]MassOutcome, 0, len(ids))
	for i := range ids {
		if i > 0 && m.service.Clock.Now().Sub(begun) > massPatience {
			break
		}
		outcome, err := one(i)
		if err != nil {
			result, fatal := refused(err)
			if fatal != nil {
				return nil, fatal
			}
			outcome = MassOutcome{Refusal: result.Problem}
		}
		outcomes = append(outcomes, outcome)
	}
	return outcomes, m.service.publishAfter(ctx, m.writing)
}

func (m *massing) change(ctx context.Context, id ident.ID) (MassOutcome, error) {
	t, before, err := m.hold(ctx, m.request.Type, id)
	if m.request.IDs == nil && (fault.Is(err, fault.NotFound) || err == nil && !m.filter.Match(before.Row(t))) {
		return MassOutcome{}, nil // it is no longer among those that were meant
	}
	if err != nil {
		return MassOutcome{}, err
	}
	switch m.request.Action {
	case access.Transfer:
		return m.handOver(ctx, t, before)
	case access.Delete:
		return m.bin(ctx, t, before)
	}
	return m.overwrite(ctx, t, before)
}

func (m *massing) overwrite(ctx context.Context, t *schema.ElementType, before *Record) (MassOutcome, error) {
	if err := m.allow(access.MassEdit, t, before); err != nil {
		return MassOutcome{}, err
	}
	after := before.clone()
	changed, err := m.apply(ctx, t, after, m.request.Fields)
	if err != nil || len(changed) == 0 {
		return MassOutcome{}, err
	}
	was := earlier{Fields: make(map[string]json.RawMessage, len(changed))}
	for _, name := range changed {
		if f, ok := t.Field(name); ok {
			was.Fields[name] = m.logged(f, before.Values[name])
		}
	}
	return m.kept(was, m.rewrite(ctx, t, before, after, changed))
}

func (m *massing) handOver(ctx context.Context, t *schema.ElementType, before *Record) (MassOutcome, error) {
	to, ok := m.people.PersonNo(m.request.To, true)
	if !ok {
		return MassOutcome{}, fault.Field("to", "field.person")
	}
	if to == before.Responsible {
		return MassOutcome{}, nil
	}
	was, _ := m.people.PersonID(before.Responsible)
	return m.kept(earlier{Responsible: was}, m.transfer(ctx, t, before, to, false))
}

func (m *massing) bin(ctx context.Context, t *schema.ElementType, before *Record) (MassOutcome, error) {
	if err := m.allow(access.Delete, t, before); err != nil {
		return MassOutcome{}, err
	}
	if t.Name == schema.TypeEmployee {
		return MassOutcome{}, fault.New(fault.Denied, "error.employee_elsewhere")
	}
	return m.kept(earlier{DeletedAt: m.Now().UnixMilli()}, m.discard(ctx, t, before))
}

func (m *massing) kept(was earlier, err error) (MassOutcome, error) {
	if err != nil {
		return MassOutcome{}, err
	}
	raw, err := json.Marshal(was)
	return MassOutcome{Changed: true, Before: raw}, err
}

func (m *massing) putBack(ctx context.Context, done MassUndo) (MassOutcome, error) {
	var was earlier
	if err := json.Unmarshal(done.Before, &was); err != nil {
		return MassOutcome{}, err
	}
	var err error
	switch {
	case was.DeletedAt != 0:
		err = m.takeOut(ctx, done.ID, was.DeletedAt)
	case was.Fields != nil:
		err = m.writeBack(ctx, done, was.Fields)
	default:
		err = m.giveBack(ctx, done, was.Responsible)
	}
	return MassOutcome{Changed: err == nil}, err
}

// writeBack gives fields the values they had, as far as they still are as they were written. What somebody else has written stays, and the
// record is told as one that was not put back in full.
func (m *massing) writeBack(ctx context.Context, done MassUndo, values map[string]json.RawMessage) error {
	t, before, err := m.hold(ctx, m.request.Type, done.ID)
	if err != nil {
		return err
	}
	if err := m.allow(access.MassEdit, t, before); err != nil {
		return err
	}
	problems, sent := fault.Fields{}, make(map[string]json.RawMessage, len(values))
	for _, name := range slices.Sorted(maps.Keys(values)) {
		f, ok := t.Field(name)
		switch {
		case !ok, m.request.Fields[name] == nil && m.right(t, f) != schema.Edit: // it follows another field by itself
		case m.right(t, f) == schema.Edit && before.Versions[f.No] != done.Seq: // of a field that is kept from him nothing is told
			problems.Add(name, "error.field_changed_meanwhile", "field", f.Labels)
		default:
			sent[name] = values[name]
			if sent[name] == nil {
				sent[name] = json.RawMessage("null")
			}
		}
	}
	after := before.clone()
	changed, err := m.apply(ctx, t, after, sent)
	if err != nil {
		return err
	}
	if len(changed) > 0 {
		if err := m.rewrite(ctx, t, before, after, changed); err != nil {
			return err
		}
	}
	return problems.Err()
}

func (m *massing) giveBack(ctx context.Context, done MassUndo, to ident.ID) error {
	t, before, err := m.hold(ctx, m.request.Type, done.ID)
	if err != nil {
		return err
	}
	no, ok := m.people.PersonNo(to, true)
	switch {
	case before.Versions[0] != done.Seq:
		return fault.New(fault.Conflict, "error.responsible_changed_meanwhile")
	case !ok:
		return fault.Field("to", "field.person")
	}
	return m.transfer(ctx, t, before, no, false)
}

// takeOut restores a record that still lies in the bin as it was put there.
func (m *massing) takeOut(ctx context.Context, id ident.ID, at int64) error {
	t, before, err := m.find(ctx, m, m.request.Type, id)
	if err != nil {
		return err
	}
	if before.Deleted == nil || before.Deleted.At != at || before.Deleted.By != m.request.By {
		return fault.New(fault.Conflict, "error.restored_meanwhile")
	}
	return m.restore(ctx, t, before)
}
