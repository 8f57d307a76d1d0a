package app

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"kontora/backend/demo"
)

// asks asks the office itself, as somebody who signs in there.
func (c *cable) asks(t *testing.T, login string) *seat {
	t.Helper()
	handler, err := c.office.Handler()
	if err != nil {
		t.Fatal(err)
	}
	s := &seat{handler: handler}
	if status := s.signIn(t, login, demo.Password); status != http.StatusOK {
		t.Fatalf("%s signs in at the office with %d", login, status)
	}
	return s
}

// desks are the computers that hold a copy, as somebody is told.
func (s *seat) desks(t *testing.T, path string) []map[string]any {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://127.0.0.1/api"+path, http.NoBody)
	r.Header.Set("Authorization", "Bearer "+s.token)
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	var said struct{ Items []map[string]any }
	if err := json.Unmarshal(w.Body.Bytes(), &said); err != nil || w.Code != http.StatusOK {
		t.Fatal(w.Code, err)
	}
	return said.Items
}

// TestACopyIsRemovedFromAComputer has the owner remove the copy on a computer that was lost, and an administrator that on another.
func TestACopyIsRemovedFromAComputer(t *testing.T) {
	c := layCable(t)
	employee := c.employee(t, "petrov").String()
	for _, by := range []struct{ login, list string }{{"petrov", "/desks"}, {"admin", "/employees/" + employee + "/desks"}} {
		lost, kept := setUp(t, t.TempDir(), c), setUp(t, t.TempDir(), c)
		lost.wants(t, "petrov", demo.Password, http.StatusOK, "")
		c.left(t, 1)
		at := c.asks(t, by.login)
		listed := at.desks(t, by.list)
		if len(listed) != 1 || !strings.HasPrefix(listed[0]["name"].(string), "Kontora-Desk/") || listed[0]["current"] != false {
			t.Fatalf("listed are %v", listed)
		}
		kept.wants(t, "petrov", demo.Password, http.StatusOK, "")
		c.left(t, 2)
		c.cut.Store(true)
		lost.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "Typed on what was lost"}}, http.StatusCreated)
		path := by.list + "/" + listed[0]["id"].(string)
		c.asks(t, "kuznetsova").do(t, http.MethodDelete, "/desks/"+listed[0]["id"].(string), nil, http.StatusNotFound)
		at.do(t, http.MethodDelete, path, nil, http.StatusNoContent)
		at.do(t, http.MethodDelete, path, nil, http.StatusNotFound)
		c.cut.Store(false)
		for len(lost.folders(t)) > 0 {
			runtime.Gosched()
		}
		if n := len(kept.folders(t)); n != 1 || len(at.desks(t, by.list)) != 1 {
			t.Errorf("the other computer has %d folders, and %d are listed", n, len(at.desks(t, by.list)))
		}
		waiting, err := c.office.Commands.Unresolved(t.Context(), c.office.numberOf(t, "petrov"), 10)
		if err != nil || len(waiting) == 0 || !strings.Contains(string(waiting[0].Command.Fields["name"]), "Typed on what was lost") {
			t.Errorf("the office keeps %v, %v", waiting, err)
		}
		lost.wants(t, "petrov", demo.Password, http.StatusOK, "") // it is a new one
		lost.switchOff(t)
		kept.switchOff(t)
		for _, each := range at.desks(t, by.list) {
			at.do(t, http.MethodDelete, by.list+"/"+each["id"].(string), nil, http.StatusNoContent)
		}
	}
}

func TestWhoSeesWhereCopiesAre(t *testing.T) {
	c := layCable(t)
	employee := c.employee(t, "petrov").String()
	s := c.asks(t, "kuznetsova")
	s.do(t, http.MethodGet, "/employees/"+employee+"/desks", nil, http.StatusForbidden)
	s.do(t, http.MethodDelete, "/employees/"+employee+"/desks/"+employee, nil, http.StatusForbidden)
	if got := s.desks(t, "/desks"); len(got) != 0 {
		t.Errorf("she is told of %v", got)
	}
}
