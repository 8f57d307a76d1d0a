package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// told is one event of a person's stream.
type told struct {
	name string
	at   time.Time
	data struct {
		ID      string `json:"id"`
		CountID string `json:"count_id"`
		Exact   bool   `json:"exact"`
	}
}

// listen opens the person's stream of events; it ends with the context.
func (p *person) listen(ctx context.Context) (<-chan told, error) {
	events, opened := make(chan told, 1000), make(chan error)
	go func() {
		defer close(events)
		p.hear(ctx, events, opened)
	}()
	return events, <-opened
}

// hear reads the stream until it ends, and says once whether it has opened.
func (p *person) hear(ctx context.Context, events chan<- told, opened chan<- error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.base+"/api/events", nil)
	if err != nil {
		opened <- err
		return
	}
	request.Header.Set("Authorization", "Bearer "+p.token)
	answer, err := p.client.Do(request)
	if err != nil {
		opened <- err
		return
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		opened <- fmt.Errorf("events: %s", answer.Status)
		return
	}
	opened <- nil
	lines := bufio.NewScanner(answer.Body)
	var event told
	for lines.Scan() {
		switch key, value, _ := strings.Cut(lines.Text(), ":"); key {
		case "event":
			event.name = strings.TrimSpace(value)
		case "data":
			event.at = time.Now()
			_ = json.Unmarshal([]byte(value), &event.data) // what cannot be read matches nothing that is awaited
		case "":
			if event.name != "" {
				events <- event
			}
			event = told{}
		}
	}
}

// await takes events until one passes.
func await(ctx context.Context, events <-chan told, passes func(told) bool) (told, error) {
	for {
		select {
		case event, ok := <-events:
			if !ok {
				return event, errors.New("the stream of events has ended")
			}
			if passes(event) {
				return event, nil
			}
		case <-ctx.Done():
			return told{}, ctx.Err()
		}
	}
}

// live measures how long others wait to hear of a change, and how long totals take that are counted after the page.
func (t *trial) live(ctx context.Context) ([]figure, error) {
	ctx, end := context.WithTimeout(ctx, 5*time.Minute)
	defer end()
	var figures []figure
	for _, role := range order()[1:] {
		f, err := t.heard(ctx, role)
		if err != nil {
			return figures, fmt.Errorf("change heard by %s: %w", role, err)
		}
		figures = append(figures, f)
	}
	for _, role := range order() {
		counted, err := t.counted(ctx, role)
		if err != nil {
			return figures, fmt.Errorf("totals for %s: %w", role, err)
		}
		figures = append(figures, counted...)
	}
	return figures, nil
}

// heard is the time from sending a change to its event at somebody else.
func (t *trial) heard(ctx context.Context, role string) (figure, error) {
	f := figure{Query: "change to event", Person: role}
	listening, hangUp := context.WithCancel(ctx)
	defer hangUp()
	events, err := t.people[role].listen(listening)
	if err != nil {
		return f, err
	}
	var list struct {
		Items []struct {
			ID string `json:"id"`
		} `json:"items"`
	}
	if err := t.people[role].get(ctx, deals, url.Values{}, &list); err != nil || len(list.Items) == 0 {
		return f, err
	}
	id, n := list.Items[0].ID, 0
	f.Median, f.P95, err = timed(t.runs, func() error {
		n++
		change := map[string]any{"fields": map[string]any{"comment": strings.Repeat("y", n)}}
		if err := t.people["administrator"].send(ctx, http.MethodPatch, deals+"/"+id, change, nil); err != nil {
			return err
		}
		_, err := await(ctx, events, func(e told) bool { return e.name == "record" && e.data.ID == id })
		return err
	})
	return f, err
}

// counted is the time from asking for a filtered list to its first total and to its exact one.
func (t *trial) counted(ctx context.Context, role string) ([]figure, error) {
	listening, hangUp := context.WithCancel(ctx)
	defer hangUp()
	events, err := t.people[role].listen(listening)
	if err != nil {
		return nil, err
	}
	var filtered question
	for _, q := range questions(t.database != "") {
		if q.name == "two filters" {
			filtered = q
		}
	}
	var first, exact []time.Duration
	for range min(t.runs, 10) {
		var answer struct {
			Total struct {
				Exact   bool   `json:"exact"`
				CountID string `json:"count_id"`
			} `json:"total"`
		}
		started := time.Now()
		if err := t.people[role].get(ctx, filtered.path, filtered.query, &answer); err != nil {
			return nil, err
		}
		said, known := time.Now(), time.Now()
		if !answer.Total.Exact {
			ours := func(e told) bool { return e.name == "total" && e.data.CountID == answer.Total.CountID }
			event, err := await(ctx, events, ours)
			if err != nil {
				return nil, err
			}
			if said = event.at; !event.data.Exact {
				event, err = await(ctx, events, ours)
			}
			if err != nil {
				return nil, err
			}
			known = event.at
		}
		first, exact = append(first, said.Sub(started)), append(exact, known.Sub(started))
	}
	return []figure{middle("two filters: total, at least", role, first), middle("two filters: total, exact", role, exact)}, nil
}
