package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"kontora/backend/access"
	"kontora/backend/demo"
	"kontora/backend/ident"
	"kontora/backend/identity"
	"kontora/backend/locale"
	"kontora/backend/record"
	"kontora/backend/store/sqlite/vfs"
)

// cable is an office behind a line that can be cut.
type cable struct {
	*httptest.Server
	office *Office
	data   string
	cut    atomic.Bool

	handler atomic.Pointer[http.Handler] // of the office that is there now
}

// madeUp is the data folder of a made-up office whose conditions have been tested on all records. It is made once and copied by every test.
var madeUp = sync.OnceValues(func() (string, error) {
	data, err := os.MkdirTemp("", "kontora-made-up-")
	if err != nil {
		return "", err
	}
	ctx := context.Background()
	office, err := OpenOffice(ctx, Config{Data: data, Listen: "127.0.0.1:0", Passwords: cheap()}, slog.New(slog.DiscardHandler))
	if err != nil {
		return data, err
	}
	err = office.MakeUp(ctx, locale.English, demo.Options{Seed: 1, Deals: 40})
	if err == nil {
		err = build(ctx, office)
	}
	return data, errors.Join(err, office.Close())
})

func TestMain(m *testing.M) {
	flag.Parse()
	if *runAt != "" {
		os.Exit(runInstead()) //nolint:revive // a test's end
	}
	status := m.Run()
	if data, err := madeUp(); err == nil {
		_ = os.RemoveAll(data)
	}
	os.Exit(status) //nolint:revive // a test's end
}

func layCable(t *testing.T) *cable {
	t.Helper()
	template, err := madeUp()
	if err != nil {
		t.Fatal(err)
	}
	data := t.TempDir()
	if err := os.CopyFS(data, os.DirFS(template)); err != nil {
		t.Fatal(err)
	}
	office, err := OpenOffice(t.Context(), Config{Data: data, Listen: "127.0.0.1:0", Passwords: cheap()}, slog.New(slog.DiscardHandler))
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
	c := &cable{office: office, data: data}
	c.handler.Store(&handler)
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c.cut.Load() {
			panic(http.ErrAbortHandler)
		}
		(*c.handler.Load()).ServeHTTP(w, r)
	}))
	t.Cleanup(c.Close)
	return c
}

// build has an office test all records against its conditions: until then it lets desks do less than they may.
func build(ctx context.Context, office *Office) error {
	news := office.Hub.Subscribe()
	defer news.Close()
	building, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- office.Administration.Serve(building) }()
	unready := func(r *access.Restriction) bool { return r.Condition != nil && r.Condition.State != access.Ready }
	for slices.ContainsFunc(slices.Collect(maps.Values(office.Administration.Model().Policy.Restrictions)), unready) {
		<-news.Ready()
		news.Take()
	}
	stop()
	return <-ended
}

func cheap() identity.Cost { return identity.Cost{MemoryKiB: 64, Passes: 1, Lanes: 1} }

// seat is a desk with somebody in front of it.
type seat struct {
	*Desk
	link    *uplink
	data    string
	handler http.Handler
	token   string
	version string // on which what is sent was made
}

func takeSeat(t testing.TB, data string, c *cable) *seat {
	t.Helper()
	return takeSeatWith(t, data, c, nil, nil)
}

// takeSeatWith opens a desk whose files are kept under a key, nil: in clear, on a disk of the test's own, nil: that of the computer.
func takeSeatWith(t testing.TB, data string, c *cable, key []byte, disk vfs.Files) *seat {
	t.Helper()
	config := Config{Data: data, Listen: "127.0.0.1:0", Passwords: cheap(), Key: key, Disk: disk}
	desk, err := OpenDesk(t.Context(), config, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	s := &seat{Desk: desk, data: data}
	if s.handler, s.link, err = desk.handler(t.Context(), config, c.URL); err != nil {
		t.Fatal(err)
	}
	return s
}

func (s *seat) call(t testing.TB, method, path string, body any) (int, map[string]any) {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequestWithContext(t.Context(), method, "/api"+path, bytes.NewReader(raw))
	r.Host = "127.0.0.1:8090"
	r.Header.Set("Content-Type", "application/json")
	if s.token != "" {
		r.Header.Set("Authorization", "Bearer "+s.token)
	}
	if s.version != "" {
		r.Header.Set("If-Match", `"`+s.version+`"`)
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	var answer map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil && w.Code != http.StatusNoContent {
		t.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
	}
	return w.Code, answer
}

func (s *seat) signIn(t testing.TB, login, password string) int {
	t.Helper()
	s.token = ""
	status, answer := s.call(t, http.MethodPost, "/session", map[string]string{"login": login, "password": password})
	s.token, _ = answer["token"].(string)
	return status
}

// names are those of the deals that the desk lists.
func (s *seat) names(t *testing.T) string {
	t.Helper()
	status, page := s.call(t, http.MethodGet, "/records/deal?limit=200", nil)
	if status != http.StatusOK {
		t.Fatalf("%d %v", status, page)
	}
	var names []string
	for _, item := range page["items"].([]any) {
		names = append(names, item.(map[string]any)["fields"].(map[string]any)["name"].(string))
	}
	return strings.Join(names, "\n")
}

func TestADeskIsReadWhileItsOfficeIsAway(t *testing.T) {
	c := layCable(t)
	data := t.TempDir()
	s := takeSeat(t, data, c)
	if status := s.signIn(t, "petrov", "wrong"); status != http.StatusUnauthorized {
		t.Fatalf("a wrong password: %d", status)
	}
	if status := s.signIn(t, "petrov", demo.Password); status != http.StatusOK {
		t.Fatalf("signed in with %d", status)
	}
	there := s.names(t)
	c.cut.Store(true)
	if away := s.names(t); away != there || away == "" {
		t.Errorf("with the office:\n%s\nwithout:\n%s", there, away)
	}
	if status, answer := s.call(t, http.MethodPut, "/records/deal/0123/shares", map[string]any{}); status != http.StatusServiceUnavailable || answer["key"] != "http.office_away" {
		t.Errorf("shared with %d %v", status, answer)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	// After the program was started again, without the office.
	s = takeSeat(t, data, c)
	defer s.Close()
	if status := s.signIn(t, "petrov", "wrong"); status != http.StatusUnauthorized {
		t.Errorf("a wrong password without the office: %d", status)
	}
	if status := s.signIn(t, "petrov", demo.Password); status != http.StatusOK {
		t.Fatalf("signed in without the office with %d", status)
	}
	if away := s.names(t); away != there {
		t.Errorf("after the start:\n%s", away)
	}
}

func TestADeskHearsWhatIsNewAndIsOnePersonsOwn(t *testing.T) {
	c := layCable(t)
	s := takeSeat(t, t.TempDir(), c)
	defer s.Close()
	if status := s.signIn(t, "petrov", demo.Password); status != http.StatusOK {
		t.Fatalf("signed in with %d", status)
	}
	following, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.link.Serve(following) }()
	news := s.Hub.Subscribe()
	if status, answer := s.call(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "New at the office"}}); status != http.StatusCreated {
		t.Fatalf("%d %v", status, answer)
	}
	for !strings.Contains(s.kept(t), "New at the office") {
		<-news.Ready()
		news.Take()
	}
	news.Close()
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if status := s.signIn(t, "lindqvist", demo.Password); status != http.StatusForbidden {
		t.Errorf("somebody else signs in with %d", status)
	}
}

func TestADeskIsLockedOnceItsEmployeeIsSuspended(t *testing.T) {
	c := layCable(t)
	s := takeSeat(t, t.TempDir(), c)
	defer s.Close()
	if status := s.signIn(t, "petrov", demo.Password); status != http.StatusOK {
		t.Fatalf("signed in with %d", status)
	}
	session := s.token
	ended, leave := s.link.identity.Watch(s.session(t))
	defer leave()
	following, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- s.link.Serve(following) }()
	company := s.Replica.Company()
	for no, e := range c.office.Administration.Model().Directory.Employees {
		if e.Administrator {
			_, err := c.office.Administration.Employees().Change(t.Context(), c.office.Actor(no), company.Employee, "", json.RawMessage(`{"status":"suspended"}`))
			if err != nil {
				t.Fatal(err)
			}
			break
		}
	}
	<-ended
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
	c.cut.Store(true)
	s.token = session
	if status, _ := s.call(t, http.MethodGet, "/records/deal", nil); status != http.StatusUnauthorized {
		t.Errorf("read with %d", status)
	}
	if status := s.signIn(t, "petrov", demo.Password); status != http.StatusUnauthorized {
		t.Errorf("signed in with %d", status)
	}
}

// session is the one that is open at the desk.
func (s *seat) session(t *testing.T) ident.ID {
	t.Helper()
	session, err := s.link.identity.Resolve(t.Context(), s.token)
	if err != nil {
		t.Fatal(err)
	}
	return session.ID
}

// kept is what the desk's own replica lists.
func (s *seat) kept(t *testing.T) string {
	t.Helper()
	actor, err := s.Actor()
	if err != nil {
		t.Fatal(err)
	}
	page, err := s.Records.List(t.Context(), actor, record.ListRequest{Type: "deal", Limit: record.MaxLimit, Action: access.View})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := json.Marshal(page.Items)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// What goes through several hands between two comings of a desk leaves it, or comes back to it, as it stands in the end.
func TestWhatGoesThroughSeveralHands(t *testing.T) {
	c := layCable(t)
	s := sit(t, c, "petrov")
	taken, returned := c.commented(t, "petrov", "taken through two hands"), c.commented(t, "petrov", "returned through two hands")
	s.exchange(t)
	for _, to := range []string{"kuznetsova", "gromov"} {
		c.give(t, taken, to)
		c.give(t, returned, to)
	}
	c.give(t, returned, "petrov")
	s.exchange(t)
	s.tidy(t)
	if inFiles(t, s.data, "taken through two hands") {
		t.Error("what was taken through two hands has stayed")
	}
	if got := s.fields(t, "/records/deal/"+returned.String()); got["comment"] != "returned through two hands" {
		t.Errorf("what was returned is %v", got)
	}
	c.cut.Store(true)
	s.do(t, http.MethodGet, "/records/deal/"+taken.String(), nil, http.StatusNotFound)
	s.do(t, http.MethodGet, "/records/deal/"+returned.String(), nil, http.StatusOK)
}

// A desk holds no byte of what its employee may no longer see: neither of a record that is another's now, nor of a field that was hidden.
func TestWhatIsTakenAwayLeavesTheFilesOfADesk(t *testing.T) {
	c := layCable(t)
	data := t.TempDir()
	s := takeSeat(t, data, c)
	defer s.Close()
	if status := s.signIn(t, "petrov", demo.Password); status != http.StatusOK {
		t.Fatalf("signed in with %d", status)
	}
	// The last part are letters that nothing else has: the search keeps parts of three of them, each without those it shares with the one before.
	const ofRecord, ofField, stays = "canary of a record 5d1e ѯѫѣ", "canary of a field 77b0 ѱѵѳ", "what stays 90c2"
	parts := []string{"ѫѣ", "ѵѳ"}
	admin := c.administrator(t)
	var err error
	// Whoever has made a record goes on seeing it, and his own words stay his.
	made := func(name, comment string) ident.ID {
		fields := make(map[string]json.RawMessage)
		for field, text := range map[string]string{"name": name, "comment": comment} {
			if fields[field], err = json.Marshal(text); err != nil {
				t.Fatal(err)
			}
		}
		view, _, err := c.office.Records.Create(t.Context(), admin, "deal", record.Input{Fields: fields, Responsible: c.employee(t, "petrov")})
		if err != nil {
			t.Fatal(err)
		}
		return view.ID
	}
	handedOver := made(ofRecord, ofRecord)
	made(stays, ofField)
	s.bring(t)
	for _, text := range []string{ofRecord, ofField, stays} {
		if !inFiles(t, data, text) {
			t.Fatalf("%q is in no file before it leaves", text)
		}
	}
	if s.finds(t, "5d1") != 1 {
		t.Fatal("the index of the search does not find it before it leaves")
	}
	taker := c.employee(t, "kuznetsova")
	if _, _, err := c.office.Records.Transfer(t.Context(), admin, "deal", handedOver, record.TransferRequest{To: taker}); err != nil {
		t.Fatal(err)
	}
	profiles, err := c.office.Administration.Profiles().List(t.Context(), admin)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range profiles {
		if _, err := c.office.Administration.Profiles().Change(t.Context(), admin, p.ID, "", json.RawMessage(`{"fields":{"deal":{"comment":"hidden"}}}`)); err != nil {
			t.Fatal(err)
		}
	}
	s.bring(t)
	if !inFiles(t, data, stays) || !strings.Contains(s.kept(t), stays) {
		t.Error("more has left than was taken away")
	}
	for _, text := range append(parts, ofRecord, ofField) {
		if inFiles(t, data, text) {
			t.Errorf("%q is in a file", text)
		}
	}
	if s.finds(t, "5d1") != 0 {
		t.Error("the index of the search finds what has left")
	}
}

// TestWhatHasLeftIsGoneAfterACrash has the program end before it has emptied its log, and looks into its files once it is back.
func TestWhatHasLeftIsGoneAfterACrash(t *testing.T) {
	c := layCable(t)
	data, left := t.TempDir(), filepath.Join(t.TempDir(), "left")
	s := takeSeat(t, data, c)
	if status := s.signIn(t, "petrov", demo.Password); status != http.StatusOK {
		t.Fatal(status)
	}
	const canary = "canary of a crash 5d1e ѯѫѣ"
	deal := c.given(t, canary, "petrov")
	s.bring(t)
	to := record.TransferRequest{To: c.employee(t, "kuznetsova")}
	if _, _, err := c.office.Records.Transfer(t.Context(), c.administrator(t), "deal", deal, to); err != nil {
		t.Fatal(err)
	}
	s.exchange(t)
	if err := os.CopyFS(left, os.DirFS(data)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if !inFiles(t, left, canary) {
		t.Fatal("nothing was left to be taken out")
	}
	s = takeSeat(t, left, c)
	defer s.Close()
	s.tidy(t)
	if inFiles(t, left, canary) {
		t.Error("what had left before the crash is in a file")
	}
}

// bring has the desk come once.
func (s *seat) bring(t *testing.T) {
	t.Helper()
	if err := s.link.exchange(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.tidy(t)
}

// tidy has what has left taken out of the files of the desk.
func (s *seat) tidy(t *testing.T) {
	t.Helper()
	if done, err := s.Replica.Tidy(t.Context()); err != nil || !done {
		t.Fatalf("tidied %v, %v", done, err)
	}
}

func (c *cable) administrator(t *testing.T) access.Actor {
	t.Helper()
	for no, e := range c.office.Administration.Model().Directory.Employees {
		if e.Administrator {
			return c.office.Actor(no)
		}
	}
	t.Fatal("there is no administrator")
	return access.Actor{}
}

func (c *cable) employee(t *testing.T, login string) ident.ID {
	t.Helper()
	for _, e := range c.office.Administration.Model().Directory.Employees {
		if e.Login == login {
			return e.ID
		}
	}
	t.Fatalf("there is no %s", login)
	return ident.ID{}
}

// inFiles looks for a text in every file under a folder, byte by byte.
func inFiles(t *testing.T, folder, text string) bool {
	t.Helper()
	found := false
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path) //nolint:gosec // of the test's own folder
		found = found || bytes.Contains(content, []byte(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
