package app

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"kontora/backend/clock"
	"kontora/backend/demo"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/lockbox"
	"kontora/backend/store"
)

// ring is a keyring in memory.
type ring struct {
	mu   sync.Mutex
	kept map[string][]byte
}

func (r *ring) Get(name string) ([]byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	secret, ok := r.kept[name]
	if !ok {
		return nil, os.ErrNotExist
	}
	return secret, nil
}

func (r *ring) Set(name string, secret []byte) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.kept == nil {
		r.kept = make(map[string][]byte)
	}
	r.kept[name] = secret
	return nil
}

func (r *ring) Delete(name string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.kept, name)
	return nil
}

func (r *ring) size() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(maps.Clone(r.kept))
}

// left waits until the office has the key of somebody's desk.
func (c *cable) left(t *testing.T, keys int) {
	t.Helper()
	for n := 0; n < keys; runtime.Gosched() {
		err := c.office.folder.Identities().Read(t.Context(), func(tx *store.Tx) error {
			return tx.QueryRow(t.Context(), "SELECT count(*) FROM desk").Scan(&n)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// password sets the password of somebody at the office.
func (c *cable) password(t *testing.T, login, password string) {
	t.Helper()
	body, err := json.Marshal(map[string]string{"password": password})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.office.Administration.Employees().Change(t.Context(), c.administrator(t), c.employee(t, login), "", body); err != nil {
		t.Fatal(err)
	}
}

// wants signs in and fails the test unless that is answered so.
func (m *computer) wants(t *testing.T, login, password string, status int, key string) {
	t.Helper()
	m.token = ""
	got, said := m.call(t, http.MethodPost, "/session", map[string]any{"login": login, "password": password})
	if got != status || status != http.StatusOK && said["key"] != key {
		t.Fatalf("%s signs in with %d %v, want %d %s", login, got, said["key"], status, key)
	}
	m.token, _ = said["token"].(string)
}

func TestTheFilesOfADeskTellNothing(t *testing.T) {
	c := layCable(t)
	home := t.TempDir()
	m := setUp(t, home, c)
	m.wants(t, "petrov", demo.Password, http.StatusOK, "")
	m.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "A typed canary"}}, http.StatusCreated)
	names := strings.Split(m.names(t), "\n")
	marks := append(names, "A typed canary", m.token, "SQLite format 3", "CREATE TABLE", demo.Password)
	for range 2 {
		for _, mark := range marks {
			if len(mark) > 3 && inFiles(t, filepath.Join(home, roomsFolder), mark) {
				t.Errorf("%q lies in the files", mark)
			}
		}
		m.switchOff(t)
	}
	if len(names) < 5 {
		t.Fatalf("he sees %v", names)
	}
}

func TestAPasswordThatWasChangedElsewhereOpensTheDesk(t *testing.T) {
	const changed = "a quite different secret"
	c := layCable(t)
	home := t.TempDir()
	m := setUp(t, home, c)
	m.wants(t, "petrov", demo.Password, http.StatusOK, "")
	c.left(t, 1)
	for at := m.find(func(*room) bool { return true }); !at.desk.Replica.Whole(); runtime.Gosched() { // a desk that is not leaves reading to the office
	}
	c.cut.Store(true)
	m.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "Typed while away"}}, http.StatusCreated)
	m.switchOff(t)
	c.password(t, "petrov", changed)

	m = setUp(t, home, c)
	m.wants(t, "petrov", changed, http.StatusUnauthorized, "app.desk_closed")
	c.cut.Store(false)
	m.lobby.link.mu.Lock()
	m.lobby.link.rests = m.lobby.link.rests.Add(-officeRests)
	m.lobby.link.mu.Unlock()
	m.wants(t, "petrov", "neither of them", http.StatusUnauthorized, "identity.refused")
	m.wants(t, "petrov", changed, http.StatusOK, "")
	for !strings.Contains(m.names(t), "Typed while away") { // everything comes anew, and meanwhile the office is read, which is told next
		runtime.Gosched()
	}
	if len(m.folders(t)) != 1 {
		t.Errorf("%d folders", len(m.folders(t)))
	}
	m.switchOff(t)

	c.cut.Store(true)
	m = setUp(t, home, c)
	m.wants(t, "petrov", demo.Password, http.StatusUnauthorized, "app.desk_closed")
	m.wants(t, "petrov", changed, http.StatusOK, "")
	m.switchOff(t)
}

func TestAnOfficeThatHasLostTheKeyAsksForTheEarlierPassword(t *testing.T) {
	const changed = "a quite different secret"
	c := layCable(t)
	home := t.TempDir()
	m := setUp(t, home, c)
	m.wants(t, "petrov", demo.Password, http.StatusOK, "")
	c.left(t, 1)
	m.switchOff(t)
	_, err := c.office.folder.Identities().Write(t.Context(), func(w *store.WriteTx) error {
		_, err := w.Exec(t.Context(), "DELETE FROM desk")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	c.password(t, "petrov", changed)
	m = setUp(t, home, c)
	m.wants(t, "petrov", changed, http.StatusConflict, "app.desk_earlier")
	m.wants(t, "petrov", demo.Password, http.StatusUnauthorized, "identity.refused") // it opens the desk, and the office lets nobody in with it
	m.wants(t, "petrov", changed, http.StatusOK, "")
	c.left(t, 1)
	m.switchOff(t)
	m = setUp(t, home, c)
	m.wants(t, "petrov", changed, http.StatusOK, "")
	m.switchOff(t)
}

func TestTheKeyringOpensADeskWithoutAPassword(t *testing.T) {
	c := layCable(t)
	home, keys := t.TempDir(), &ring{}
	m := setUpWith(t, home, c, keys)
	m.wants(t, "petrov", demo.Password, http.StatusOK, "")
	token := m.token
	m.switchOff(t)
	if keys.size() != 1 {
		t.Fatalf("%d secrets in the keyring", keys.size())
	}
	c.cut.Store(true)
	m = setUpWith(t, home, c, keys)
	m.token = token
	m.do(t, http.MethodGet, "/records/deal", nil, http.StatusOK)
	m.switchOff(t)

	m = setUpWith(t, home, c, &ring{}) // somebody else uses the computer
	m.token = token
	m.do(t, http.MethodGet, "/records/deal", nil, http.StatusUnauthorized)
	m.wants(t, "petrov", demo.Password, http.StatusOK, "")
	m.switchOff(t)

	c.cut.Store(false)
	m = setUpWith(t, home, c, keys)
	c.suspend(t, "petrov")
	for len(m.folders(t)) > 0 || keys.size() > 0 {
		runtime.Gosched()
	}
	m.switchOff(t)
}

func TestADamagedKeyKeepsNobodyElseOut(t *testing.T) {
	c := layCable(t)
	home := t.TempDir()
	m := setUp(t, home, c)
	m.wants(t, "petrov", demo.Password, http.StatusOK, "")
	path := filepath.Join(home, m.find(func(*room) bool { return true }).Folder, keyFile)
	m.wants(t, "kuznetsova", demo.Password, http.StatusOK, "")
	m.switchOff(t)
	if err := os.WriteFile(path, []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	m = setUp(t, home, c)
	m.wants(t, "petrov", demo.Password, http.StatusConflict, "app.desk_broken")
	m.wants(t, "kuznetsova", demo.Password, http.StatusOK, "")
	if len(m.folders(t)) != 2 {
		t.Errorf("%d folders are left", len(m.folders(t)))
	}
	m.switchOff(t)
}

// TestWhoGetsTheKeyOfADesk asks as its owner who has just signed in, as one who did so long ago, and as somebody else.
func TestWhoGetsTheKeyOfADesk(t *testing.T) {
	c := layCable(t)
	ctx, office := context.Background(), c.office.Identity
	session := func(login string) identity.Session {
		granted, err := office.SignIn(ctx, identity.Attempt{Login: login, Password: demo.Password, Address: "127.0.0.1:1"})
		if err != nil {
			t.Fatal(err)
		}
		return granted.Session
	}
	mine, other := session("petrov"), session("kuznetsova")
	box, key := ident.Random{}.New(), lockbox.NewKey()
	if err := office.LeaveDeskKey(ctx, mine, box, key); err != nil {
		t.Fatal(err)
	}
	if got, err := office.DeskKey(ctx, mine, box); err != nil || string(got) != string(key) {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := office.DeskKey(ctx, other, box); err == nil || got != nil {
		t.Errorf("somebody else gets %v", got)
	}
	if err := office.LeaveDeskKey(ctx, other, box, make([]byte, identity.DeskKeyBytes)); err == nil {
		t.Error("somebody else replaces it")
	}
	if err := office.LeaveDeskKey(ctx, mine, box, key[1:]); err == nil {
		t.Error("a short key is taken")
	}
	token := mine
	token.Device = ident.ID{}
	if err := office.LeaveDeskKey(ctx, token, box, key); err == nil {
		t.Error("a session of no device leaves one")
	}
	old := mine
	old.CreatedAt = clock.System{}.Now().Add(-11 * 60 * 1e9)
	if got, err := office.DeskKey(ctx, old, box); err == nil || got != nil {
		t.Errorf("a session of long ago gets %v", got)
	}
	if inFiles(t, c.office.folder.Path(), string(key)) {
		t.Error("it lies in clear in the files of the office")
	}
	for range 120 {
		if err := office.LeaveDeskKey(ctx, mine, ident.Random{}.New(), key); err != nil {
			t.Fatal(err)
		}
	}
	var n int
	err := c.office.folder.Identities().Read(ctx, func(tx *store.Tx) error {
		return tx.QueryRow(ctx, "SELECT count(*) FROM desk").Scan(&n)
	})
	if err != nil || n != 100 {
		t.Errorf("%d keys are kept, %v", n, err)
	}
}
