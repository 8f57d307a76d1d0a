package record

import (
	"context"
	"errors"
	"time"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/schema"
)

// CauseOf is everything about a record on which access to it rests. The record must have all its fields; shares are its interned shares, and
// parent the cell of the record that controls it, for a type that has one.
func CauseOf(m *access.Model, t *schema.ElementType, r *Record, shares access.ShareSetNo, parent access.CellNo) access.Cause {
	if t.Default == schema.Parent {
		return access.Cause{Type: t.No, Parent: parent}
	}
	cause := access.Cause{Type: t.No, Responsible: r.Responsible, Shares: shares}
	if t.CreatorKeeps != schema.CreatorNone && r.CreatedBy != r.Responsible {
		cause.Creator = r.CreatedBy
	}
	for i, name := range t.AccessFields {
		if no, ok := r.Values[name].(ident.No); ok && i < len(cause.InFields) {
			cause.InFields[i] = no
		}
	}
	eachCondition(m, t.No, func(c *access.Condition) {
		if c.Bound.Match(r.Row(t)) {
			cause.Conditions |= 1 << c.Slot
		}
	})
	return cause
}

// Pending are the bits of the conditions that the records of the type are still being tested against.
func Pending(m *access.Model, t ident.No) uint32 {
	var bits uint32
	eachCondition(m, t, func(c *access.Condition) {
		if c.State != access.Ready {
			bits |= 1 << c.Slot
		}
	})
	return bits
}

// eachCondition calls fn with every condition on records of the type, whether its rule is active or not.
func eachCondition(m *access.Model, t ident.No, fn func(*access.Condition)) {
	for _, rule := range m.Policy.Rules {
		if rule.Type == t && rule.Condition != nil {
			fn(rule.Condition)
		}
	}
	for _, restriction := range m.Policy.Restrictions {
		if restriction.Type == t && restriction.Condition != nil {
			fn(restriction.Condition)
		}
	}
}

// place finds the cell in which the record stands as it is now. The parent must be given for a type controlled by one.
func (w *writing) place(ctx context.Context, t *schema.ElementType, r *Record, shares []GivenShare, parent *Record) error {
	plain := make([]access.Share, 0, len(shares))
	for _, share := range shares {
		plain = append(plain, share.Share)
	}
	set, err := w.ShareSet(ctx, plain)
	if err != nil {
		return err
	}
	var above access.CellNo
	if parent != nil {
		above = parent.Cell
	}
	r.Cell, err = w.Cell(ctx, CauseOf(w.model, t, r, set, above))
	return err
}

// placeUnder finds the cell of a record that its parent controls. A link to a parent of any type leads to none that hangs by such a link
// itself, so that records never control each other in a circle: links to a named type cannot, for the types would.
func (w *writing) placeUnder(ctx context.Context, t *schema.ElementType, r, parent *Record) error {
	f, ok := t.Field(t.ParentField)
	above, known := w.model.Schema.TypeByNo(parent.Type)
	if !ok || !known || f.Target == "" && hangsAnywhere(above) {
		return fault.Field(t.ParentField, "field.link")
	}
	return w.place(ctx, t, r, nil, parent)
}

// hangsAnywhere reports whether records of the type are controlled by a parent of any type.
func hangsAnywhere(t *schema.ElementType) bool {
	f, ok := t.Field(t.ParentField)
	return t.Default == schema.Parent && ok && f.Target == ""
}

// parentOf reads the record that controls r, with all fields; nil when it is not there.
func (c *scene) parentOf(ctx context.Context, rows Rows, t *schema.ElementType, r *Record) (*schema.ElementType, *Record, error) {
	ref, ok := r.Values[t.ParentField].(schema.Ref)
	if !ok {
		return nil, nil, nil
	}
	parentType, ok := c.model.Schema.TypeByNo(ref.Type)
	if !ok {
		return nil, nil, nil
	}
	parent, err := rows.Get(ctx, parentType, ref.ID, parentType.Fields)
	return parentType, parent, err
}

// moveChildren gives every record that r controls, at any depth, the cell that follows from r's new one.
func (w *writing) moveChildren(ctx context.Context, r *Record) error {
	for _, t := range w.model.Schema.Types() {
		if t.Default != schema.Parent {
			continue
		}
		children, err := w.Children(ctx, t, r.ID)
		if err != nil {
			return err
		}
		for _, child := range children {
			if err := w.moveChild(ctx, t, child, r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *writing) moveChild(ctx context.Context, t *schema.ElementType, child, parent *Record) error {
	after := child.clone()
	switch {
	case parent.Deleted != nil && child.Deleted == nil:
		after.Cell = 0
		after.Deleted = &Deleted{At: parent.Deleted.At, By: parent.Deleted.By, Cell: child.Cell}
	case parent.Deleted == nil:
		if child.Deleted != nil && !child.Deleted.withParent() {
			return nil // it was deleted by itself
		}
		after.Deleted = nil
		if err := w.placeUnder(ctx, t, after, parent); err != nil {
			return err
		}
	}
	if after.Cell == child.Cell && (after.Deleted == nil) == (child.Deleted == nil) {
		return nil
	}
	if err := w.Update(ctx, t, child, after, calculate(t, after)); err != nil {
		return err
	}
	w.changed(t, child.ID, child.CreatedBy, child.Cell, after.Cell, []string{})
	return w.moveChildren(ctx, after)
}

// withParent reports whether the record went to the bin because its parent did: then nobody is kept who could have deleted it.
func (d *Deleted) withParent() bool { return len(d.Who) == 0 }

// patienceOfOthers is how long a chunk of a condition's evaluation works while others wait to write. Moving a record, which stands in
// every index, costs many times what testing it does, so a chunk is measured by time.
const patienceOfOthers = 10 * time.Millisecond

// listedAtOnce is how many records are read for testing: what is read and not reached in time was read in vain.
const listedAtOnce = 20

// Reevaluate tests up to limit records of the type, from after on, against its conditions, moves those whose cause has changed, works out
// their calculated fields and made-up titles, and fills the search index anew while a field waits for that. It returns the last record it looked at, or 0 when there are no more, and is called again until then.
func (s *Service) Reevaluate(ctx context.Context, typeName string, after int64, limit int) (last int64, err error) {
	err = s.Store.Write(ctx, func(w Writer) error {
		last = 0
		c, err := s.scene(ctx, access.Actor{}, w.Config())
		if err != nil {
			return err
		}
		job := &writing{Writer: w, scene: c, service: s}
		last, err = job.reevaluate(ctx, typeName, after, limit)
		if err != nil {
			return err
		}
		return s.publishAfter(ctx, job)
	})
	return last, err
}

func (w *writing) reevaluate(ctx context.Context, typeName string, after int64, limit int) (int64, error) {
	begun := w.service.Clock.Now()
	t, ok := w.model.Schema.Type(typeName)
	if !ok {
		return 0, nil
	}
	created, _ := schema.Inherent(schema.FieldCreatedAt)
	q := &Query{
		Type: t, Reading: access.Reading{All: true}, Fields: t.Fields, ByNumber: true, AfterNo: after,
		Order: []Order{{Field: created}},
	}
	for left := limit; left > 0; left -= q.Limit {
		q.Limit = min(left, listedAtOnce)
		found, err := w.List(ctx, q)
		if err != nil {
			return 0, err
		}
		for _, each := range found {
			if err := w.replace(ctx, t, each); err != nil {
				return 0, err
			}
			if err := w.refill(ctx, t, each); err != nil {
				return 0, err
			}
			q.AfterNo = each.No
			if w.service.Clock.Now().Sub(begun) > patienceOfOthers {
				return each.No, nil
			}
		}
		if len(found) < q.Limit {
			return 0, nil
		}
	}
	return q.AfterNo, nil
}

// replace moves a record to the cell that its cause names now and works out what is calculated, if either is another than before. The list
// it comes from locks nothing, so it is read again before it is written.
func (w *writing) replace(ctx context.Context, t *schema.ElementType, listed *Record) error {
	after, changed, err := w.replaced(ctx, t, listed)
	if err != nil || after.Cell == listed.Cell && len(changed) == 0 {
		return err
	}
	r, err := w.Get(ctx, t, listed.ID, t.Fields)
	if err != nil || r == nil || r.Deleted != nil {
		return err
	}
	after, changed, err = w.replaced(ctx, t, r)
	if err != nil || after.Cell == r.Cell && len(changed) == 0 {
		return err
	}
	if err := w.Update(ctx, t, r, after, changed); err != nil {
		return err
	}
	w.changed(t, r.ID, r.CreatedBy, r.Cell, after.Cell, append([]string{}, changed...))
	if r.Cell == after.Cell {
		return nil
	}
	return w.moveChildren(ctx, after)
}

// refill makes the search index hold the record under what is searched now, while a field is put into the search or taken out of it. The list
// it comes from locks nothing, so it is read again.
func (w *writing) refill(ctx context.Context, t *schema.ElementType, listed *Record) error {
	if !t.Refilling() {
		return nil
	}
	r, err := w.Get(ctx, t, listed.ID, t.Fields)
	if err != nil || r == nil {
		return err
	}
	return w.Reindex(ctx, t, r)
}

// replaced is the record as it should stand now, with the names of the fields that change by it: those that are calculated, choices on
// which others depend, and the title where it is made of other fields. One that its parent controls stays in the cell that the parent gives it.
func (w *writing) replaced(ctx context.Context, t *schema.ElementType, r *Record) (after *Record, changed []string, err error) {
	after = r.clone()
	changed = t.Reconcile(after.Values)
	changed = w.retitle(t, r, after, changed)
	changed = append(changed, calculate(t, after)...)
	if t.Default == schema.Parent {
		return after, changed, nil
	}
	kept, ok := w.service.Store.Cause(r.Cell)
	if !ok {
		return nil, nil, errNoCell
	}
	if cause := CauseOf(w.model, t, after, kept.Shares, 0); cause != kept {
		after.Cell, err = w.Cell(ctx, cause)
	}
	return after, changed, err
}

// errNoCell is returned for a record that stands in a cell nobody knows: check tells more.
var errNoCell = errors.New("a record stands in no known cell")
