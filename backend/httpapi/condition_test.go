package httpapi_test

import (
	"context"
	"net/http"
	"testing"
)

// TestConditionsAreWorkedIn makes a sharing rule and a restriction by condition on deals that are there already.
func TestConditionsAreWorkedIn(t *testing.T) {
	t.Parallel() // an office waits for its disk more than it works
	o := newOffice(t)
	o.private(t, "deal")
	anna, boris := o.employ(t, "Anna", "Employee"), o.employ(t, "Boris", "Employee")
	won, lost := anna.deal(t, "Pier"), anna.deal(t, "Quay")
	anna.patch(t, "/records/deal/"+won, map[string]any{"fields": map[string]any{"stage": "won"}}).want(t, http.StatusOK)
	anna.patch(t, "/records/deal/"+lost, map[string]any{"fields": map[string]any{"stage": "lost"}}).want(t, http.StatusOK)
	listening := boris.listen(t, serve(t, o), "")

	rule := o.admin.post(t, "/sharing-rules", map[string]any{
		"name": "Won for all", "type": "deal", "level": "view", "target": map[string]any{"kind": "everyone"},
		"source": map[string]any{"kind": "condition", "filter": raw(`{"field":"stage","op":"=","value":"won"}`)},
	}).want(t, http.StatusCreated)
	if state := rule.object(t)["state"]; state != "building" {
		t.Errorf("made as %v", state)
	}
	boris.get(t, "/records/deal/"+won).want(t, http.StatusNotFound)
	listening.until(t, "rights")

	ctx, stop := context.WithCancel(t.Context())
	stopped := make(chan error)
	go func() { stopped <- o.Administration.Serve(ctx) }()
	defer func() {
		stop()
		if err := <-stopped; err != nil {
			t.Errorf("the builder stopped with %v", err)
		}
	}()
	listening.until(t, "rights")
	boris.get(t, "/records/deal/"+won).want(t, http.StatusOK)
	boris.get(t, "/records/deal/"+lost).want(t, http.StatusNotFound)
	if state := o.admin.get(t, "/sharing-rules/"+rule.id(t)).object(t)["state"]; state != "ready" {
		t.Errorf("built as %v", state)
	}

	o.admin.post(t, "/restrictions", map[string]any{
		"name": "Closed ones rest", "type": "deal", "level": "view", "who": []any{map[string]any{"kind": "everyone"}},
		"filter": raw(`{"field":"stage","op":"in","value":["won","lost"]}`),
	}).want(t, http.StatusCreated)
	anna.patch(t, "/records/deal/"+lost, map[string]any{"fields": map[string]any{"name": "Quay 2"}}).want(t, http.StatusForbidden)
	listening.until(t, "rights")
	listening.until(t, "rights")
	anna.patch(t, "/records/deal/"+lost, map[string]any{"fields": map[string]any{"name": "Quay 2"}}).want(t, http.StatusForbidden)
	o.admin.send(t, http.MethodDelete, "/sharing-rules/"+rule.id(t), nil).want(t, http.StatusNoContent)
	listening.until(t, "rights")
	boris.get(t, "/records/deal/"+won).want(t, http.StatusNotFound)
}
