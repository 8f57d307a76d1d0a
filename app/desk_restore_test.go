package app

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"kontora/backend/ident"
	"kontora/backend/record"
	"kontora/backend/store/folder"
)

// backUp copies the office as it is now into a file.
func (c *cable) backUp(t *testing.T) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "backup.zip")
	if err := folder.Backup(t.Context(), folder.Config{Path: c.data, Logger: slog.New(slog.DiscardHandler)}, to); err != nil {
		t.Fatal(err)
	}
	return to
}

// restore puts an office that was restored from a backup in the place of the one that is there.
func (c *cable) restore(t *testing.T, from string) {
	t.Helper()
	c.data = filepath.Join(t.TempDir(), "restored")
	if err := folder.Restore(t.Context(), folder.Config{Path: c.data, Logger: slog.New(slog.DiscardHandler)}, from); err != nil {
		t.Fatal(err)
	}
	office, err := OpenOffice(t.Context(), Config{Data: c.data, Listen: "127.0.0.1:0", Passwords: cheap()}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := office.Close(); err != nil {
			t.Error(err)
		}
	})
	handler, err := office.Handler()
	if err != nil {
		t.Fatal(err)
	}
	c.office = office
	c.handler.Store(&handler)
}

// fieldsOf are the fields of a deal at the office.
func (c *cable) fieldsOf(t *testing.T, id string) map[string]any {
	t.Helper()
	return c.at(t, "deal", id).Fields
}

// TestWhatAnOfficeHasForgottenIsToldAgain does things at a desk that the office takes in, restores the office from a backup that was made before,
// and looks for all of it there.
func TestWhatAnOfficeHasForgottenIsToldAgain(t *testing.T) {
	c := layCable(t)
	s := sit(t, c, "petrov")
	before := s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "Before", "number": "1"}}, http.StatusCreated)["id"].(string)
	s.exchange(t)
	backup := c.backUp(t)

	deal := s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "Since", "number": "1"}}, http.StatusCreated)["id"].(string)
	s.exchange(t)
	for _, number := range []string{"2", "3"} {
		s.do(t, http.MethodPatch, "/records/deal/"+deal, map[string]any{"fields": map[string]any{"number": number}}, http.StatusOK)
		s.do(t, http.MethodPatch, "/records/deal/"+before, map[string]any{"fields": map[string]any{"number": number}}, http.StatusOK)
		s.exchange(t)
	}
	s.do(t, http.MethodPost, "/records/deal/"+before+"/notes", map[string]any{"text": "Said since"}, http.StatusCreated)
	s.exchange(t)

	c.restore(t, backup)
	change := map[string]json.RawMessage{"name": json.RawMessage(`"Renamed after"`)}
	if _, _, err := c.office.Records.Edit(t.Context(), c.administrator(t), "deal", parsed(t, before), "", change); err != nil {
		t.Fatal(err)
	}
	c.cut.Store(true)
	s.do(t, http.MethodPatch, "/records/deal/"+before, map[string]any{"fields": map[string]any{"number": "4"}}, http.StatusOK)
	c.cut.Store(false)
	s.exchange(t)
	s.exchange(t)
	if got := c.fieldsOf(t, deal); got["name"] != "Since" || got["number"] != "3" {
		t.Errorf("the office has %v", got)
	}
	if got := c.fieldsOf(t, before); got["name"] != "Renamed after" || got["number"] != "4" {
		t.Errorf("the office has %v", got)
	}
	if got := s.fields(t, "/records/deal/"+before); got["name"] != "Renamed after" || got["number"] != "4" {
		t.Errorf("the desk has %v", got)
	}
	said, err := c.office.Records.Timeline(t.Context(), c.administrator(t), "deal", parsed(t, before), record.TimelineRequest{Kinds: []string{"note"}})
	if err != nil || len(said.Items) != 1 {
		t.Errorf("said %d times, %v", len(said.Items), err)
	}
	if kept := s.outboxed(t); len(kept) != 0 {
		t.Errorf("left: %v", kept)
	}
}

// commented is a deal of somebody's, made at the office by somebody else.
func (c *cable) commented(t *testing.T, of, comment string) ident.ID {
	t.Helper()
	made, _, err := c.office.Records.Create(t.Context(), c.administrator(t), "deal", record.Input{
		Fields: map[string]json.RawMessage{"name": json.RawMessage(`"Theirs"`), "comment": json.RawMessage(`"` + comment + `"`)}, Responsible: c.employee(t, of),
	})
	if err != nil {
		t.Fatal(err)
	}
	return made.ID
}

// TestWhatACommandHasSeenLeavesWithTheRecord takes a deal away of which a command, done long ago or waiting, has seen a value.
func TestWhatACommandHasSeenLeavesWithTheRecord(t *testing.T) {
	const canary = "a canary that he has seen"
	for _, waits := range []bool{false, true} {
		c := layCable(t)
		s := sit(t, c, "petrov")
		made := c.commented(t, "petrov", canary)
		s.exchange(t)
		id := made.String()
		c.cut.Store(waits)
		s.do(t, http.MethodPatch, "/records/deal/"+id, map[string]any{"fields": map[string]any{"comment": "my own words"}}, http.StatusOK)
		if !waits {
			s.exchange(t)
		}
		if !inFiles(t, s.data, canary) {
			t.Fatal("what he has seen is not kept")
		}
		c.give(t, made, "kuznetsova")
		c.cut.Store(false)
		if waits { // it comes before anything of his is sent
			if err := s.link.pull(t.Context()); err != nil {
				t.Fatal(err)
			}
		} else {
			s.exchange(t)
		}
		s.tidy(t)
		if inFiles(t, s.data, canary) {
			t.Errorf("what he has seen stays, though the record has left (waiting: %v)", waits)
		}
		if !inFiles(t, s.data, "my own words") {
			t.Errorf("his own words are gone (waiting: %v)", waits)
		}
	}
}

// TestWhatACommandHasSeenIsLookedThroughAfterARestore restores an office in which the deal was never his.
func TestWhatACommandHasSeenIsLookedThroughAfterARestore(t *testing.T) {
	const canary = "a canary that he has seen"
	c := layCable(t)
	made := c.commented(t, "kuznetsova", canary)
	s := sit(t, c, "petrov")
	backup := c.backUp(t)
	c.give(t, made, "petrov")
	s.exchange(t)
	s.do(t, http.MethodPatch, "/records/deal/"+made.String(), map[string]any{"fields": map[string]any{"comment": "my own words"}}, http.StatusOK)
	s.exchange(t)
	if !inFiles(t, s.data, canary) {
		t.Fatal("what he has seen is not kept")
	}
	c.restore(t, backup)
	s.exchange(t)
	s.exchange(t)
	s.tidy(t)
	if inFiles(t, s.data, canary) {
		t.Error("what he has seen stays, though the record is not his")
	}
	if kept := s.outboxed(t); len(kept) != 1 || !strings.Contains(asText(t, kept[0]), "my own words") {
		t.Errorf("kept: %v", kept)
	}
}

func parsed(t *testing.T, text string) ident.ID {
	t.Helper()
	id, err := ident.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func asText(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
