package administration

import (
	"bytes"
	"context"
	"encoding/json"
	"reflect"
	"time"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/schema"
)

func isEmptyFilter(raw json.RawMessage) bool {
	raw = bytes.TrimSpace(raw)
	return len(raw) == 0 || string(raw) == "null" || string(raw) == "{}"
}

// condition reads the filter of a rule or restriction. An unchanged one keeps its slot and state; another is built anew in a free slot.
func (d *Draft) condition(problems fault.Fields, typeNo ident.No, raw json.RawMessage, before *access.Condition, owner ident.No) (*access.Condition, error) {
	if isEmptyFilter(raw) {
		problems.Add("filter", "administration.condition_empty")
		return nil, nil
	}
	filter, err := query.Parse(raw)
	if err != nil {
		return nil, conditionProblem(err)
	}
	if filter.IsZero() {
		problems.Add("filter", "administration.condition_empty")
		return nil, nil
	}
	if typeNo == 0 {
		return nil, nil // the type has been named as the problem
	}
	bound, err := d.bound(typeNo, filter)
	if err != nil {
		return nil, conditionProblem(err)
	}
	switch {
	case bound.Shape == query.Always:
		problems.Add("filter", "administration.condition_empty")
	case contradicts(bound):
		problems.Add("filter", "administration.condition_contradictory")
	}
	if before != nil && reflect.DeepEqual(before.Bound, bound) {
		return &access.Condition{Filter: filter, Bound: bound, Slot: before.Slot, State: before.State}, nil
	}
	slot, ok := d.freeSlot(typeNo, owner)
	if !ok {
		problems.Add("filter", "administration.condition_slots", "max", schema.MaxConditions)
	}
	return &access.Condition{Filter: filter, Bound: bound, Slot: slot, State: access.Building}, nil
}

// freeSlot finds a bit that no other condition of the type uses. The owner's present one counts as used, so that a changed condition does
// not read the bits of what it was before.
func (d *Draft) freeSlot(typeNo, owner ident.No) (int, bool) {
	var used uint64
	mark := func(t ident.No, c *access.Condition) {
		if t == typeNo && c != nil {
			used |= 1 << c.Slot
		}
	}
	own := -1
	for no, r := range d.rules {
		mark(r.Type, r.Condition)
		if no == owner && r.Condition != nil {
			own = r.Condition.Slot
		}
	}
	for no, r := range d.restrictions {
		mark(r.Type, r.Condition)
		if no == owner && r.Condition != nil {
			own = r.Condition.Slot
		}
	}
	for slot := range schema.MaxConditions {
		if used&(1<<slot) == 0 {
			return slot, true
		}
	}
	return max(own, 0), own >= 0
}

// waiting lists, by type, the rules and restrictions whose condition has not been tested on every record, and the types whose records
// wait for other reasons.
func (s *State) waiting() map[ident.No][]ident.No {
	waiting := make(map[ident.No][]ident.No)
	for no := range s.rebuild {
		waiting[no] = nil
	}
	note := func(no, typeNo ident.No, c *access.Condition) {
		if c != nil && c.State == access.Building {
			waiting[typeNo] = append(waiting[typeNo], no)
		}
	}
	for no, r := range s.Model.Policy.Rules {
		note(no, r.Type, r.Condition)
	}
	for no, r := range s.Model.Policy.Restrictions {
		note(no, r.Type, r.Condition)
	}
	return waiting
}

func (s *Service) wakeBuilder() {
	select {
	case s.build <- struct{}{}:
	default:
	}
}

// Bounds of building: records tested in one transaction, and how long to wait after something failed.
const (
	buildChunk = 500
	buildRetry = 10 * time.Second
)

// Serve builds new conditions as they come, until ctx ends. Run it once for each company.
func (s *Service) Serve(ctx context.Context) error {
	for {
		var retry <-chan time.Time
		if err := s.buildAll(ctx); err != nil && ctx.Err() == nil {
			s.parts.Logger.ErrorContext(ctx, "conditions not built", "error", err)
			retry = time.After(buildRetry)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-s.build:
		case <-retry:
		}
	}
}

// buildAll tests the records of every type that has a new condition, then marks as ready what was waiting when it began.
func (s *Service) buildAll(ctx context.Context) error {
	state := s.State()
	for typeNo, owners := range state.waiting() {
		typeName, _ := state.TypeName(typeNo)
		for after := int64(0); ; {
			last, err := s.parts.Records.Reevaluate(ctx, typeName, after, buildChunk)
			if err != nil {
				return fault.Wrap(err, "evaluate conditions of "+typeName)
			}
			if last == 0 {
				break
			}
			after = last
		}
		if err := s.markReady(ctx, state, typeNo, owners); err != nil {
			return fault.Wrap(err, "finish conditions of "+typeName)
		}
	}
	return nil
}

// markReady lets the conditions act, those that are still what was built.
func (s *Service) markReady(ctx context.Context, state *State, typeNo ident.No, owners []ident.No) error {
	built := state.Model.Policy
	return s.Modify(ctx, access.Actor{}, func(_ context.Context, d *Draft) error {
		// A type that was changed while it was being built is built once more: its version tells.
		if d.rebuild[typeNo] && d.before.Version(typeNo) == state.Version(typeNo) {
			delete(d.rebuild, typeNo)
			d.calculated(typeNo)
		}
		for _, no := range owners {
			if r, ok := d.rules[no]; ok && sameCondition(r.Condition, conditionOf(built, no)) {
				changed := *r
				changed.Condition = ready(r.Condition)
				d.rules[no] = &changed
				d.touch(RuleKind, no)
			}
			if r, ok := d.restrictions[no]; ok && sameCondition(r.Condition, conditionOf(built, no)) {
				changed := *r
				changed.Condition = ready(r.Condition)
				d.restrictions[no] = &changed
				d.touch(RestrictionKind, no)
			}
		}
		return nil
	})
}

func conditionOf(policy *access.Policy, no ident.No) *access.Condition {
	if r, ok := policy.Rules[no]; ok {
		return r.Condition
	}
	if r, ok := policy.Restrictions[no]; ok {
		return r.Condition
	}
	return nil
}

func sameCondition(now, built *access.Condition) bool {
	return now != nil && built != nil && now.State == access.Building && now.Slot == built.Slot && reflect.DeepEqual(now.Bound, built.Bound)
}

func ready(c *access.Condition) *access.Condition {
	done := *c
	done.State = access.Ready
	return &done
}
