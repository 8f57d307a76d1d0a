package app

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"kontora/backend/access"
	"kontora/backend/demo"
	"kontora/backend/event"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/record"
)

// sit opens a desk in an empty folder and signs somebody in.
func sit(t *testing.T, c *cable, login string) *seat {
	t.Helper()
	s := takeSeat(t, t.TempDir(), c)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if status := s.signIn(t, login, demo.Password); status != http.StatusOK {
		t.Fatalf("%s signed in with %d", login, status)
	}
	return s
}

// do calls the desk and fails for another answer than expected.
func (s *seat) do(t *testing.T, method, path string, body any, status int) map[string]any {
	t.Helper()
	got, answer := s.call(t, method, path, body)
	if got != status {
		t.Fatalf("%s %s: %d %v", method, path, got, answer)
	}
	return answer
}

// exchange has the desk come to its office once.
func (s *seat) exchange(t *testing.T) {
	t.Helper()
	s.link.mu.Lock()
	s.link.rests = s.Clock.Now()
	s.link.mu.Unlock()
	if err := s.link.exchange(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (s *seat) fields(t *testing.T, path string) map[string]any {
	t.Helper()
	return s.do(t, http.MethodGet, path, nil, http.StatusOK)["fields"].(map[string]any)
}

// outboxed is what stands in the outbox.
func (s *seat) outboxed(t *testing.T) []map[string]any {
	t.Helper()
	var items []map[string]any
	for _, item := range s.do(t, http.MethodGet, "/outbox", nil, http.StatusOK)["items"].([]any) {
		items = append(items, item.(map[string]any))
	}
	return items
}

// at reads a record at the office, as an administrator.
func (c *cable) at(t *testing.T, typeName, id string) record.View {
	t.Helper()
	which, err := ident.Parse(id)
	if err != nil {
		t.Fatal(err)
	}
	view, _, err := c.office.Records.Get(t.Context(), c.administrator(t), typeName, which)
	if err != nil {
		t.Fatal(err)
	}
	return view
}

func TestWhatIsDoneWhileTheOfficeIsAwayReachesIt(t *testing.T) {
	c := layCable(t)
	data := t.TempDir()
	s := takeSeat(t, data, c)
	s.signIn(t, "petrov", demo.Password)
	old := s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "Before"}}, http.StatusCreated)["id"].(string)
	s.exchange(t)
	c.cut.Store(true)

	made := s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "Said alone", "comment": "by hand"}}, http.StatusCreated)["id"].(string)
	s.do(t, http.MethodPatch, "/records/deal/"+old, map[string]any{"fields": map[string]any{"name": "Changed alone"}}, http.StatusOK)
	s.do(t, http.MethodPatch, "/records/deal/"+old, map[string]any{"fields": map[string]any{"name": "Changed twice"}}, http.StatusOK)
	s.do(t, http.MethodPost, "/records/deal/"+made+"/notes", map[string]any{"text": "A note alone"}, http.StatusCreated)
	s.do(t, http.MethodPost, "/records/deal/"+made+"/tasks", map[string]any{"title": "A task alone"}, http.StatusCreated)
	shown := func(when string) {
		t.Helper()
		names := s.names(t)
		if !strings.Contains(names, "Said alone") || !strings.Contains(names, "Changed twice") || strings.Contains(names, "Before") {
			t.Errorf("%s:\n%s", when, names)
		}
		said := s.do(t, http.MethodGet, "/records/deal/"+made+"/timeline", nil, http.StatusOK)
		if text, _ := json.Marshal(said); !strings.Contains(string(text), "A note alone") || !strings.Contains(string(text), "A task alone") {
			t.Errorf("%s on the card: %s", when, text)
		}
	}
	shown("without the office")
	if err := s.link.exchange(t.Context()); !fault.Is(err, fault.Unavailable) {
		t.Errorf("exchanged with nobody: %v", err)
	}
	if state := s.do(t, http.MethodGet, "/sync", nil, http.StatusOK); state["office"] != "away" || state["waiting"] != 5.0 || state["desk"] != true {
		t.Errorf("the desk stands %v", state)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = takeSeat(t, data, c)
	defer s.Close()
	s.signIn(t, "petrov", demo.Password)
	shown("after the start")

	c.cut.Store(false)
	s.exchange(t)
	if left := s.outboxed(t); len(left) != 0 {
		t.Errorf("left in the outbox: %v", left)
	}
	if got := c.at(t, "deal", made); got.Fields["name"] != "Said alone" || got.Fields["comment"] != "by hand" || got.CreatedBy != c.employee(t, "petrov") {
		t.Errorf("made at the office: %v", got)
	}
	if got := c.at(t, "deal", old); got.Fields["name"] != "Changed twice" {
		t.Errorf("changed at the office: %v", got.Fields["name"])
	}
	shown("with the office")
	c.cut.Store(true)
	shown("from what the office has told")
	if state := s.do(t, http.MethodGet, "/sync", nil, http.StatusOK); state["waiting"] != 0.0 || state["synced_at"] == nil {
		t.Errorf("the desk stands %v", state)
	}
}

func TestTwoDesksChangeOneCardWhileTheOfficeIsAway(t *testing.T) {
	c := layCable(t)
	first, second := sit(t, c, "petrov"), sit(t, c, "petrov")
	card := "/records/deal/" + first.do(t, http.MethodPost, "/records/deal", map[string]any{
		"fields": map[string]any{"name": "Ours", "comment": "one two three"},
	}, http.StatusCreated)["id"].(string)
	first.exchange(t)
	second.exchange(t)
	c.cut.Store(true)
	first.do(t, http.MethodPatch, card, map[string]any{"fields": map[string]any{"name": "Of the first", "comment": "1 two three"}}, http.StatusOK)
	second.do(t, http.MethodPatch, card, map[string]any{"fields": map[string]any{"name": "Of the second", "comment": "one two 3", "close_date": "2027-03-01"}}, http.StatusOK)
	c.cut.Store(false)
	first.exchange(t)
	second.exchange(t)
	id := strings.TrimPrefix(card, "/records/deal/")
	if got := c.at(t, "deal", id); got.Fields["name"] != "Of the first" || got.Fields["comment"] != "1 two 3" || got.Fields["close_date"] != "2027-03-01" {
		t.Errorf("merged into %v, %v, %v", got.Fields["name"], got.Fields["comment"], got.Fields["close_date"])
	}
	clash := second.outboxed(t)
	if len(clash) != 1 || clash[0]["state"] != "conflict" || !slices.Equal(clash[0]["clashes"].([]any), []any{"name"}) || clash[0]["fields"].(map[string]any)["name"] != "Of the second" {
		t.Fatalf("the second one's outbox holds %v", clash)
	}
	if left := first.outboxed(t); len(left) != 0 {
		t.Errorf("the first one's outbox holds %v", left)
	}
	c.cut.Store(true)
	if got := second.fields(t, card); got["name"] != "Of the first" {
		t.Errorf("the second one sees %v before deciding", got["name"])
	}
	second.do(t, http.MethodPost, "/outbox/"+clash[0]["id"].(string)+"/retry", nil, http.StatusNoContent)
	if got := second.fields(t, card); got["name"] != "Of the second" {
		t.Errorf("the second one sees %v after deciding", got["name"])
	}
	c.cut.Store(false)
	second.exchange(t)
	if got := c.at(t, "deal", id); got.Fields["name"] != "Of the second" {
		t.Errorf("decided on %v", got.Fields["name"])
	}
	if left := second.outboxed(t); len(left) != 0 {
		t.Errorf("the second one's outbox holds %v", left)
	}
	if kept, err := c.office.Commands.Unresolved(t.Context(), c.office.numberOf(t, "petrov"), 10); err != nil || len(kept) != 0 {
		t.Errorf("the office keeps %v, %v", kept, err)
	}
}

// numberOf is the office's number of an employee.
func (o *Office) numberOf(t *testing.T, login string) ident.No {
	t.Helper()
	for no, e := range o.Administration.Model().Directory.Employees {
		if e.Login == login {
			return no
		}
	}
	t.Fatalf("there is no %s", login)
	return 0
}

func TestWhatIsWrittenOnWhatIsTakenAwayIsKept(t *testing.T) {
	c := layCable(t)
	s := sit(t, c, "petrov")
	const canary = "what the office knows 41c7"
	text, _ := json.Marshal(canary)
	theirs, _, err := c.office.Records.Create(t.Context(), c.administrator(t), "deal", record.Input{
		Fields: map[string]json.RawMessage{"name": text, "comment": text}, Responsible: c.employee(t, "petrov"),
	})
	if err != nil {
		t.Fatal(err)
	}
	s.exchange(t)
	card := "/records/deal/" + theirs.ID.String()
	c.cut.Store(true)
	s.do(t, http.MethodPatch, card, map[string]any{"fields": map[string]any{"name": "typed by himself"}}, http.StatusOK)
	s.do(t, http.MethodPost, card+"/notes", map[string]any{"text": "said by himself"}, http.StatusCreated)
	if _, _, err := c.office.Records.Transfer(t.Context(), c.administrator(t), "deal", theirs.ID, record.TransferRequest{To: c.employee(t, "kuznetsova")}); err != nil {
		t.Fatal(err)
	}
	c.cut.Store(false)
	s.exchange(t)
	if got := c.at(t, "deal", theirs.ID.String()); got.Fields["name"] != canary {
		t.Errorf("written past the rights: %v", got.Fields["name"])
	}
	kept := s.outboxed(t)
	if len(kept) != 2 || kept[0]["state"] != "refused" || kept[0]["fields"].(map[string]any)["name"] != "typed by himself" || kept[1]["text"] != "said by himself" ||
		kept[0]["problem"].(map[string]any)["key"] != "error.not_found" || kept[0]["title"] != "" {
		t.Errorf("kept: %v", kept)
	}
	c.cut.Store(true)
	if status, _ := s.call(t, http.MethodGet, card, nil); status != http.StatusNotFound {
		t.Errorf("read with %d", status)
	}
	c.cut.Store(false)
	// What he saw of it when he wrote is the office's, and leaves with the record.
	s.tidy(t)
	if inFiles(t, s.data, canary) {
		t.Error("the desk still holds what the record said")
	}
	for _, each := range kept {
		s.do(t, http.MethodDelete, "/outbox/"+each["id"].(string), nil, http.StatusNoContent)
	}
	s.exchange(t)
	if left := s.outboxed(t); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}

// An answer that is lost after the office has done what it was asked must not have it done twice.
func TestWhatIsSentTwiceIsDoneOnce(t *testing.T) {
	c := layCable(t)
	s := sit(t, c, "petrov")
	c.cut.Store(true)
	s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "Only once"}}, http.StatusCreated)
	c.cut.Store(false)
	offer, err := s.link.offer(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s.link.rests = s.Clock.Now()
	for range 2 {
		answer, err := s.link.sendOffer(t.Context(), offer)
		if err != nil || len(answer.Results) != 1 || answer.Results[0].State != "applied" {
			t.Fatalf("answered %v, %v", answer, err)
		}
	}
	s.exchange(t)
	if n := strings.Count(s.names(t), "Only once"); n != 1 {
		t.Errorf("there are %d", n)
	}
	if left := s.outboxed(t); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}

func TestWhatWaitsIsTakenBack(t *testing.T) {
	c := layCable(t)
	s := sit(t, c, "petrov")
	card := "/records/deal/" + s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "As it was"}}, http.StatusCreated)["id"].(string)
	s.exchange(t)
	c.cut.Store(true)
	s.do(t, http.MethodPatch, card, map[string]any{"fields": map[string]any{"name": "A mistake"}}, http.StatusOK)
	s.do(t, http.MethodPatch, card, map[string]any{"fields": map[string]any{"comment": "meant so"}}, http.StatusOK)
	waiting := s.outboxed(t)
	if len(waiting) != 2 || waiting[0]["state"] != "waiting" || waiting[0]["title"] != "A mistake" {
		t.Fatalf("waiting: %v", waiting)
	}
	s.do(t, http.MethodDelete, "/outbox/"+waiting[0]["id"].(string), nil, http.StatusNoContent)
	if got := s.fields(t, card); got["name"] != "As it was" || got["comment"] != "meant so" {
		t.Errorf("left with %v", got)
	}
	s.do(t, http.MethodDelete, card, nil, http.StatusNoContent)
	if strings.Contains(s.names(t), "As it was") {
		t.Error("a deleted deal is listed")
	}
	if waiting = s.outboxed(t); len(waiting) != 2 {
		t.Fatalf("waiting: %v", waiting)
	}
	s.do(t, http.MethodDelete, "/outbox/"+waiting[1]["id"].(string), nil, http.StatusNoContent)
	if !strings.Contains(s.names(t), "As it was") {
		t.Error("a deal that is no longer deleted is not listed")
	}
}

// follow has the desk follow its office until the test ends.
func (s *seat) follow(t testing.TB) {
	t.Helper()
	following, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.link.Serve(following) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	for s.link.round() == nil {
		runtime.Gosched()
	}
}

// With the office there, whoever does something at a desk hears at once what it says, as if he were there himself.
func TestADeskThatIsConnectedSaysWhatTheOfficeSays(t *testing.T) {
	c := layCable(t)
	s := sit(t, c, "petrov")
	made := s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "Ours"}}, http.StatusCreated)
	s.follow(t)
	id := made["id"].(string)
	card := "/records/deal/" + id
	if got := c.at(t, "deal", id); got.Fields["name"] != "Ours" {
		t.Errorf("at the office %v", got.Fields["name"])
	}
	// Read at the office, changed there by somebody else, changed here in another field and in the same.
	read := s.do(t, http.MethodGet, card, nil, http.StatusOK)["version"].(string)
	c.change(t, id, map[string]any{"name": "Theirs"})
	s.doWith(t, card, read, map[string]any{"comment": "mine"}, http.StatusOK)
	clash := s.doWith(t, card, read, map[string]any{"name": "Mine"}, http.StatusConflict)
	if clash["key"] != "error.changed_meanwhile" || clash["fields"].(map[string]any)["name"] == nil || clash["current"].(map[string]any)["fields"].(map[string]any)["name"] != "Theirs" {
		t.Errorf("the clash says %v", clash)
	}
	if got := c.at(t, "deal", id); got.Fields["name"] != "Theirs" || got.Fields["comment"] != "mine" {
		t.Errorf("at the office %v", got.Fields)
	}
	// His own change comes back from the office and does not stand in his way.
	version := s.doWith(t, card, "", map[string]any{"comment": "once"}, http.StatusOK)["version"].(string)
	version = s.doWith(t, card, version, map[string]any{"comment": "twice"}, http.StatusOK)["version"].(string)
	s.doWith(t, card, version, map[string]any{"comment": "three times"}, http.StatusOK)
	if left := s.outboxed(t); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}

// doWith changes a record that was read in a version.
func (s *seat) doWith(t *testing.T, card, version string, fields map[string]any, status int) map[string]any {
	t.Helper()
	s.version = version
	defer func() { s.version = "" }()
	return s.do(t, http.MethodPatch, card, map[string]any{"fields": fields}, status)
}

// change edits a deal at the office, as an administrator.
func (c *cable) change(t *testing.T, id string, fields map[string]any) {
	t.Helper()
	which, err := ident.Parse(id)
	if err != nil {
		t.Fatal(err)
	}
	sent := make(map[string]json.RawMessage)
	for name, value := range fields {
		if sent[name], err = json.Marshal(value); err != nil {
			t.Fatal(err)
		}
	}
	if _, _, err := c.office.Records.Edit(t.Context(), c.administrator(t), "deal", which, "", sent); err != nil {
		t.Fatal(err)
	}
}

// suspend suspends an employee at the office.
func (c *cable) suspend(t *testing.T, login string) {
	t.Helper()
	_, err := c.office.Administration.Employees().Change(t.Context(), c.administrator(t), c.employee(t, login), "", json.RawMessage(`{"status":"suspended"}`))
	if err != nil {
		t.Fatal(err)
	}
}

// Whoever works there no longer loses what his desk holds at its next contact; what he had typed and not sent is left at the office for him.
func TestADeskIsEmptiedOnceItsEmployeeIsSuspended(t *testing.T) {
	c := layCable(t)
	s := sit(t, c, "petrov")
	c.cut.Store(true)
	s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "Typed and not sent"}}, http.StatusCreated)
	c.cut.Store(false)
	c.suspend(t, "petrov")
	if err := s.link.Serve(t.Context()); err != nil {
		t.Fatal(err)
	}
	<-s.link.ended
	kept, err := c.office.Commands.Unresolved(t.Context(), c.office.numberOf(t, "petrov"), 10)
	if err != nil || len(kept) != 1 || !strings.Contains(string(kept[0].Command.Fields["name"]), "Typed and not sent") {
		t.Errorf("the office keeps %v, %v", kept, err)
	}
	if got := c.office.dealsNamed(t, c, "Typed and not sent"); got != 0 {
		t.Errorf("%d were made by somebody who works there no longer", got)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(s.data); err != nil {
		t.Fatal(err)
	}
}

func (o *Office) dealsNamed(t *testing.T, c *cable, name string) (n int) {
	t.Helper()
	page, err := o.Records.List(t.Context(), c.administrator(t), record.ListRequest{Type: "deal", Limit: record.MaxLimit, Action: access.View})
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range page.Items {
		if item.Fields["name"] == name {
			n++
		}
	}
	return n
}

// A desk that has not heard of its office for a month shows nothing, and still sends what was typed.
func TestTheLeaseOfADesk(t *testing.T) {
	c := layCable(t)
	s := sit(t, c, "petrov")
	c.cut.Store(true)
	s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "Typed a month ago"}}, http.StatusCreated)
	s.heard.Store(s.Clock.Now().Add(-lease + time.Hour).UnixMilli())
	s.do(t, http.MethodGet, "/records/deal", nil, http.StatusOK)
	for what, heard := range map[string]time.Duration{"after the lease": -lease - time.Second, "with the clock set back": 48 * time.Hour} {
		s.heard.Store(s.Clock.Now().Add(heard).UnixMilli())
		s.do(t, http.MethodGet, "/records/deal", nil, http.StatusUnauthorized)
		token := s.token
		if status, answer := s.call(t, http.MethodPost, "/session", map[string]string{"login": "petrov", "password": demo.Password}); status != http.StatusUnauthorized || answer["key"] != "app.desk_lease" {
			t.Errorf("%s: signed in with %d %v", what, status, answer)
		}
		s.token = token
	}
	// The clock has shown a time after the lease, also before the program was started anew, and is set back.
	s.heard.Store(s.Clock.Now().Add(-lease + 25*time.Hour).UnixMilli())
	s.do(t, http.MethodGet, "/records/deal", nil, http.StatusOK)
	s.latest.Store(s.Clock.Now().Add(25*time.Hour + time.Minute).UnixMilli())
	if err := s.remember(t.Context()); err != nil {
		t.Fatal(err)
	}
	s.do(t, http.MethodGet, "/records/deal", nil, http.StatusUnauthorized)
	if kept, err := s.Replica.Recall(t.Context(), keptLatest); err != nil || string(kept) != strconv.FormatInt(s.latest.Load(), 10) {
		t.Errorf("kept is %s, %v", kept, err)
	}
	c.cut.Store(false)
	s.exchange(t)
	if got := c.office.dealsNamed(t, c, "Typed a month ago"); got != 1 {
		t.Errorf("%d arrived", got)
	}
	c.cut.Store(true)
	s.do(t, http.MethodGet, "/records/deal", nil, http.StatusOK)
}

// Somebody else's record that was shared stays in sight of whoever changes it: the office knows why he sees it.
func TestWhatIsSharedStaysInSightWhileTheOfficeIsAway(t *testing.T) {
	c := layCable(t)
	s := sit(t, c, "petrov")
	theirs, _, err := c.office.Records.Create(t.Context(), c.administrator(t), "deal", record.Input{
		Fields: map[string]json.RawMessage{"name": json.RawMessage(`"Shared"`)}, Responsible: c.employee(t, "kuznetsova"),
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.office.Records.SetShares(t.Context(), c.administrator(t), "deal", theirs.ID, []record.ShareInput{{
		Principal: access.Principal{Kind: access.OneEmployee, No: c.office.numberOf(t, "petrov")}, Level: access.EditLevel,
	}})
	if err != nil {
		t.Fatal(err)
	}
	s.exchange(t)
	c.cut.Store(true)
	card := "/records/deal/" + theirs.ID.String()
	s.do(t, http.MethodPatch, card, map[string]any{"fields": map[string]any{"name": "Changed once"}}, http.StatusOK)
	s.do(t, http.MethodPatch, card, map[string]any{"fields": map[string]any{"name": "Changed again"}}, http.StatusOK)
	if got := s.fields(t, card); got["name"] != "Changed again" {
		t.Errorf("left with %v", got)
	}
}

// Nobody reads between what the office has told and what is done again over it.
func TestNobodyReadsBetween(t *testing.T) {
	c := layCable(t)
	s := sit(t, c, "petrov")
	c.cut.Store(true)
	s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "Done here"}}, http.StatusCreated)
	actor, err := s.Actor()
	if err != nil {
		t.Fatal(err)
	}
	err = s.Replica.Take(t.Context(), nil, func(event.Commit) error {
		short, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer stop()
		_, err := s.Records.List(short, actor, record.ListRequest{Type: "deal", Limit: 1, Action: access.View})
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("read: %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What the office has done and the desk has not heard yet stays to be seen.
func TestWhatIsDoneStaysUntilItIsHeard(t *testing.T) {
	c := layCable(t)
	s := sit(t, c, "petrov")
	c.cut.Store(true)
	s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "Done and not heard"}}, http.StatusCreated)
	c.cut.Store(false)
	s.link.rests = s.Clock.Now()
	if _, err := s.link.push(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := s.rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.cut.Store(true)
	if names := s.names(t); !strings.Contains(names, "Done and not heard") {
		t.Errorf("listed:\n%s", names)
	}
}

// Whoever has a card open goes on writing on it when his own change has come back from the office.
func TestOnesOwnChangeStandsInNobodysWay(t *testing.T) {
	c := layCable(t)
	s := sit(t, c, "petrov")
	id := s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "Ours"}}, http.StatusCreated)["id"].(string)
	s.exchange(t)
	c.cut.Store(true)
	card := "/records/deal/" + id
	open := s.doWith(t, card, "", map[string]any{"name": "Once"}, http.StatusOK)["version"].(string)
	s.doWith(t, card, open, map[string]any{"comment": "besides"}, http.StatusOK)
	c.cut.Store(false)
	s.exchange(t)
	c.cut.Store(true)
	s.doWith(t, card, open, map[string]any{"name": "Twice"}, http.StatusOK)
	c.cut.Store(false)
	s.exchange(t)
	c.change(t, id, map[string]any{"name": "Theirs"})
	s.exchange(t)
	c.cut.Store(true)
	s.doWith(t, card, open, map[string]any{"name": "Three times"}, http.StatusConflict)
}

// A file is known to the office alone: what a connected desk cannot judge it leaves to that.
func TestAConnectedDeskPutsAFileIntoAField(t *testing.T) {
	c := layCable(t)
	err := c.office.Administration.AddField(t.Context(), c.administrator(t), "deal", json.RawMessage(`{"name":"contract","kind":"file","labels":{"en":"Contract"}}`))
	if err != nil {
		t.Fatal(err)
	}
	s := sit(t, c, "petrov")
	s.follow(t)
	id := s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "With a file"}}, http.StatusCreated)["id"].(string)
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/api/uploads?name=offer.txt", strings.NewReader("an offer"))
	r.Host = "127.0.0.1:8090"
	r.Header.Set("Authorization", "Bearer "+s.token)
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	var sent map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &sent); err != nil || w.Code != http.StatusCreated {
		t.Fatalf("sent with %d %s", w.Code, w.Body)
	}
	s.doWith(t, "/records/deal/"+id, "", map[string]any{"contract": map[string]any{"upload": sent["upload"]}}, http.StatusOK)
	if file, _ := json.Marshal(c.at(t, "deal", id).Fields["contract"]); !strings.Contains(string(file), "offer.txt") {
		t.Errorf("at the office: %s", file)
	}
	refused := s.doWith(t, "/records/deal/"+id, "", map[string]any{"close_date": "never"}, http.StatusUnprocessableEntity)
	if refused["fields"].(map[string]any)["close_date"] == nil || len(s.outboxed(t)) != 0 {
		t.Errorf("refused: %v, kept: %v", refused, s.outboxed(t))
	}
}
