package administration

import (
	"bytes"
	"encoding/json"
	"reflect"

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
