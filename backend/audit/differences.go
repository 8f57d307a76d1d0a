package audit

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sort"
)

// Differences compares two JSON objects member by member and returns the members that differ, in the order of their names.
// A nil object has no members; a member that is null is none.
func Differences(before, after json.RawMessage) ([]Change, error) {
	old, err := members(before)
	if err != nil {
		return nil, err
	}
	changed, err := members(after)
	if err != nil {
		return nil, err
	}
	names := make(map[string]bool, len(old)+len(changed))
	for name := range old {
		names[name] = true
	}
	for name := range changed {
		names[name] = true
	}
	var changes []Change
	for name := range names {
		if !bytes.Equal(old[name], changed[name]) {
			changes = append(changes, Change{Field: name, Before: old[name], After: changed[name]})
		}
	}
	sort.Slice(changes, func(i, j int) bool { return changes[i].Field < changes[j].Field })
	return changes, nil
}

// members reads the members of an object, each in its most compact form.
func members(object json.RawMessage) (map[string]json.RawMessage, error) {
	all := make(map[string]json.RawMessage)
	if len(object) == 0 {
		return all, nil
	}
	if err := json.Unmarshal(object, &all); err != nil {
		return nil, fmt.Errorf("compare objects: %w", err)
	}
	for name, value := range all {
		if string(value) == "null" {
			delete(all, name)
			continue
		}
		var compact bytes.Buffer
		if err := json.Compact(&compact, value); err != nil {
			return nil, fmt.Errorf("compare objects: %w", err)
		}
		all[name] = compact.Bytes()
	}
	return all, nil
}
