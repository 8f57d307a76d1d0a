package app

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"kontora/backend/demo"
)

// computer is a reception with somebody in front of it.
type computer struct {
	seat
	*reception
	home string
}

func setUp(t *testing.T, home string, c *cable) *computer {
	t.Helper()
	return setUpWith(t, home, c, noKeyring{})
}

func setUpWith(t *testing.T, home string, c *cable, ring keyring) *computer {
	t.Helper()
	opened, err := openReception(t.Context(), Config{Data: home, Listen: "127.0.0.1:0", Passwords: cheap()}, c.URL, ring, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return &computer{seat: seat{handler: opened}, reception: opened, home: home}
}

// switchOff ends the program.
func (m *computer) switchOff(t *testing.T) {
	t.Helper()
	if err := m.reception.Close(); err != nil {
		t.Error(err)
	}
}

// folders are those of the people who have a desk on the computer.
func (m *computer) folders(t *testing.T) []os.DirEntry {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(m.home, roomsFolder))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	return entries
}

func TestTwoPeopleAtOneComputer(t *testing.T) {
	c := layCable(t)
	home := t.TempDir()
	m := setUp(t, home, c)
	if status := m.signIn(t, "petrov", "wrong"); status != http.StatusUnauthorized || len(m.folders(t)) != 0 {
		t.Fatalf("a wrong password: %d, %d folders", status, len(m.folders(t)))
	}
	sees := make(map[string]string)
	for _, login := range []string{"petrov", "kuznetsova", "petrov"} {
		if status := m.signIn(t, login, demo.Password); status != http.StatusOK {
			t.Fatalf("%s signs in with %d", login, status)
		}
		me := m.do(t, http.MethodGet, "/me", nil, http.StatusOK)["employee"].(map[string]any)
		if !strings.EqualFold(me["last_name"].(string), login) {
			t.Errorf("%s is told that he is %v", login, me["last_name"])
		}
	}
	first := m.token
	m.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "Of the first alone"}}, http.StatusCreated)
	c.cut.Store(true)
	m.switchOff(t)
	m = setUp(t, home, c)
	if len(m.folders(t)) != 2 {
		t.Errorf("%d folders", len(m.folders(t)))
	}
	for _, login := range []string{"kuznetsova", "petrov"} {
		if status := m.signIn(t, login, demo.Password); status != http.StatusOK {
			t.Fatalf("%s signs in without the office with %d", login, status)
		}
		sees[login] = m.names(t)
	}
	if sees["petrov"] == sees["kuznetsova"] || !strings.Contains(sees["petrov"], "Of the first alone") {
		t.Errorf("they see\n%s\nand\n%s", sees["petrov"], sees["kuznetsova"])
	}
	if status := m.signIn(t, "orlov", demo.Password); status != http.StatusForbidden || len(m.folders(t)) != 2 {
		t.Errorf("somebody new without the office: %d, %d folders", status, len(m.folders(t)))
	}
	m.token = "nobody"
	m.do(t, http.MethodGet, "/records/deal", nil, http.StatusUnauthorized)
	m.token = first
	m.do(t, http.MethodGet, "/records/deal", nil, http.StatusOK)
	m.switchOff(t)
}

func TestANewLoginLeadsToTheSameDesk(t *testing.T) {
	c := layCable(t)
	m := setUp(t, t.TempDir(), c)
	defer m.switchOff(t)
	if status := m.signIn(t, "petrov", demo.Password); status != http.StatusOK {
		t.Fatalf("signed in with %d", status)
	}
	_, err := c.office.Administration.Employees().Change(t.Context(), c.administrator(t), c.employee(t, "petrov"), "", json.RawMessage(`{"login":"anton"}`))
	if err != nil {
		t.Fatal(err)
	}
	if status := m.signIn(t, "anton", demo.Password); status != http.StatusOK {
		t.Fatalf("signed in with %d", status)
	}
	if len(m.folders(t)) != 1 {
		t.Errorf("%d folders", len(m.folders(t)))
	}
}

func TestOnePersonsDeskGoesAndTheOthersStays(t *testing.T) {
	c := layCable(t)
	m := setUp(t, t.TempDir(), c)
	defer m.switchOff(t)
	var tokens []string
	for _, login := range []string{"petrov", "kuznetsova"} {
		if status := m.signIn(t, login, demo.Password); status != http.StatusOK {
			t.Fatalf("%s signs in with %d", login, status)
		}
		tokens = append(tokens, m.token)
	}
	c.suspend(t, "petrov")
	for len(m.folders(t)) != 1 {
		runtime.Gosched()
	}
	m.token = tokens[0]
	m.do(t, http.MethodGet, "/records/deal", nil, http.StatusUnauthorized)
	m.token = tokens[1]
	m.do(t, http.MethodGet, "/records/deal", nil, http.StatusOK)
}
