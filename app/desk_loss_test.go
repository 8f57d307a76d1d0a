package app

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kontora/backend/demo"
	"kontora/backend/event"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/outbox"
	"kontora/backend/record"
	"kontora/backend/store"
)

// refused leaves a note of petrov's in the outbox, refused since the deal was taken from him, and returns the deal.
func (s *seat) refused(t *testing.T, c *cable) ident.ID {
	t.Helper()
	theirs, _, err := c.office.Records.Create(t.Context(), c.administrator(t), "deal", record.Input{
		Fields: map[string]json.RawMessage{"name": json.RawMessage(`"Theirs"`)}, Responsible: c.employee(t, "petrov"),
	})
	if err != nil {
		t.Fatal(err)
	}
	s.exchange(t)
	c.cut.Store(true)
	s.do(t, http.MethodPost, "/records/deal/"+theirs.ID.String()+"/notes", map[string]any{"text": "A long letter"}, http.StatusCreated)
	c.give(t, theirs.ID, "kuznetsova")
	c.cut.Store(false)
	s.exchange(t)
	if kept := s.outboxed(t); len(kept) != 1 || kept[0]["state"] != "refused" {
		t.Fatalf("kept: %v", kept)
	}
	return theirs.ID
}

// give transfers a deal at the office.
func (c *cable) give(t *testing.T, deal ident.ID, to string) {
	t.Helper()
	if _, _, err := c.office.Records.Transfer(t.Context(), c.administrator(t), "deal", deal, record.TransferRequest{To: c.employee(t, to)}); err != nil {
		t.Fatal(err)
	}
}

// commands are what the office takes in, in its own window as well.
func (c *cable) commands(t *testing.T) *outbox.Office {
	t.Helper()
	catalogue, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	return &outbox.Office{Book: c.office.Commands, Records: c.office.Records, Catalogue: catalogue, Clock: c.office.Clock, Logger: c.office.Logger}
}

func TestWhatIsKeptOutlivesAnOfficeThatIsRestored(t *testing.T) {
	c := layCable(t)
	s := sit(t, c, "petrov")
	s.refused(t, c)
	_, err := c.office.Company.Write(t.Context(), func(w *store.WriteTx) error { // as of a backup made before it refused
		_, err := w.Exec(t.Context(), "DELETE FROM command")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "The next"}}, http.StatusCreated)
	s.exchange(t)
	if kept := s.outboxed(t); len(kept) != 1 || kept[0]["text"] != "A long letter" {
		t.Errorf("kept: %v", kept)
	}
}

func TestWhatIsTriedAgainAtBothEndsIsDoneOnce(t *testing.T) {
	c := layCable(t)
	s := sit(t, c, "petrov")
	deal := s.refused(t, c)
	c.give(t, deal, "petrov")
	if err := s.link.pull(t.Context()); err != nil {
		t.Fatal(err)
	}
	kept, err := ident.Parse(s.outboxed(t)[0]["id"].(string))
	if err != nil {
		t.Fatal(err)
	}
	if err := c.commands(t).Retry(t.Context(), c.office.Actor(c.office.numberOf(t, "petrov")), kept); err != nil {
		t.Fatal(err)
	}
	c.cut.Store(true)
	s.do(t, http.MethodPost, "/outbox/"+kept.String()+"/retry", nil, http.StatusNoContent)
	c.cut.Store(false)
	s.exchange(t)
	if left := s.outboxed(t); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
	said, err := c.office.Records.Timeline(t.Context(), c.administrator(t), "deal", deal, record.TimelineRequest{Kinds: []string{"note"}})
	if err != nil || len(said.Items) != 1 {
		t.Errorf("said %d times, %v", len(said.Items), err)
	}
}

// Whoever takes something back may go away before the rest is done again.
func TestWhatIsDoneStaysWhenARequestIsBrokenOff(t *testing.T) {
	c := layCable(t)
	s := sit(t, c, "petrov")
	c.cut.Store(true)
	s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "Done alone"}}, http.StatusCreated)
	ctx, stop := context.WithCancel(t.Context())
	_ = s.Replica.Take(ctx, nil, func(commit event.Commit) error { // what is left to do after it fails with the request
		stop()
		return s.settle(ctx, commit)
	})
	if names := s.names(t); !strings.Contains(names, "Done alone") {
		t.Errorf("listed:\n%s", names)
	}
}

// A desk of a forger, or of a later version, must not spoil its employee's outbox.
func TestOddCommandsSpoilNothing(t *testing.T) {
	c := layCable(t)
	me := c.office.Actor(c.office.numberOf(t, "petrov"))
	me.Device = ident.Random{}.New()
	office := c.commands(t)
	encode := func(command outbox.Command) json.RawMessage {
		command.ID, command.Type, command.Record, command.Kind = ident.Random{}.New(), "deal", ident.Random{}.New(), outbox.Note
		raw, err := json.Marshal(command)
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	growing := `{"id":"` + ident.Random{}.New().String() + `","kind":"note","type":"deal","record":"` + ident.Random{}.New().String() + `","text":"` + strings.Repeat("<", 500_000) + `"}`
	answer, err := office.Take(t.Context(), me, &outbox.Offer{Commands: []json.RawMessage{
		encode(outbox.Command{At: 1 << 62}), json.RawMessage(`{"kind":"of a later version"}`), json.RawMessage(growing), encode(outbox.Command{Text: "Hello"}),
	}})
	if err != nil || len(answer.Results) != 2 {
		t.Fatalf("answered %v, %v", answer, err)
	}
	if kept, err := office.Kept(t.Context(), me); err != nil || len(kept) != 2 {
		t.Errorf("kept %d, %v", len(kept), err)
	}
}

func TestAComputerThatIsSwitchedOffForgetsNobody(t *testing.T) {
	c := layCable(t)
	m := setUp(t, t.TempDir(), c)
	if status := m.signIn(t, "petrov", demo.Password); status != http.StatusOK {
		t.Fatalf("signed in with %d", status)
	}
	leaving := m.rooms[0]
	before, err := os.ReadFile(filepath.Join(m.home, peopleFile))
	if err != nil {
		t.Fatal(err)
	}
	m.switchOff(t)
	if err := m.clear(leaving); err != nil {
		t.Error(err)
	}
	if after, err := os.ReadFile(filepath.Join(m.home, peopleFile)); err != nil || string(after) != string(before) {
		t.Errorf("remembered %s, and %s before; %v", after, before, err)
	}
}

// TestWhatIsUnresolvedIsShownAtEveryDesk refuses something at one desk, decides on it at another, and looks at both.
func TestWhatIsUnresolvedIsShownAtEveryDesk(t *testing.T) {
	c := layCable(t)
	first := sit(t, c, "petrov")
	first.refused(t, c)
	second, other := sit(t, c, "petrov"), sit(t, c, "kuznetsova")
	for _, s := range []*seat{second, other} {
		s.link.asks.Store(true) // as whenever the office is followed anew
		s.exchange(t)
	}
	kept := second.outboxed(t)
	if len(kept) != 1 || kept[0]["text"] != "A long letter" || len(other.outboxed(t)) != 0 {
		t.Fatalf("kept: %v and %v", kept, other.outboxed(t))
	}
	second.do(t, http.MethodDelete, "/outbox/"+kept[0]["id"].(string), nil, http.StatusNoContent)
	for _, s := range []*seat{second, first, second} {
		s.link.asks.Store(true)
		s.exchange(t)
	}
	if left := append(first.outboxed(t), second.outboxed(t)...); len(left) != 0 {
		t.Errorf("left: %v", left)
	}
}

// TestWhatMayHaveBeenSentIsNotTakenBack takes back what is on its way, and what is not.
func TestWhatMayHaveBeenSentIsNotTakenBack(t *testing.T) {
	c := layCable(t)
	s := sit(t, c, "petrov")
	c.cut.Store(true)
	s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "On its way"}}, http.StatusCreated)
	offer, err := s.link.offer(t.Context())
	if err == nil {
		err = s.Replica.Send(t.Context(), offer)
	}
	if err != nil {
		t.Fatal(err)
	}
	s.do(t, http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": "Still here"}}, http.StatusCreated)
	kept := s.outboxed(t)
	if said := s.do(t, http.MethodDelete, "/outbox/"+kept[0]["id"].(string), nil, http.StatusConflict); said["key"] != "outbox.sent" {
		t.Errorf("said: %v", said)
	}
	s.do(t, http.MethodDelete, "/outbox/"+kept[1]["id"].(string), nil, http.StatusNoContent)
	c.cut.Store(false)
	s.exchange(t)
	if on, not := c.office.dealsNamed(t, c, "On its way"), c.office.dealsNamed(t, c, "Still here"); on != 1 || not != 0 {
		t.Errorf("%d and %d are made", on, not)
	}
}

// TestOneUnreadableCommandKeepsNothingFromBeingLeft leaves some, of which one is no command.
func TestOneUnreadableCommandKeepsNothingFromBeingLeft(t *testing.T) {
	c := layCable(t)
	good := &outbox.Command{ID: ident.Random{}.New(), Kind: outbox.Note, Type: "deal", Record: ident.Random{}.New(), Text: "Words that stay"}
	raw, err := good.Encode()
	if err != nil {
		t.Fatal(err)
	}
	no := c.office.numberOf(t, "petrov")
	offer := &outbox.Offer{Commands: []json.RawMessage{json.RawMessage(`[7]`), json.RawMessage(`{}`), raw}}
	if err := c.commands(t).Leave(t.Context(), no, ident.Random{}.New(), offer); err != nil {
		t.Fatal(err)
	}
	kept, err := c.office.Commands.Unresolved(t.Context(), no, 10)
	if err != nil || len(kept) != 1 || kept[0].Command.Text != "Words that stay" {
		t.Errorf("%v, %v", kept, err)
	}
}

// TestWhatIsDecidedIsForgottenByAge notes a command when some were decided long ago, and one that is not decided.
func TestWhatIsDecidedIsForgottenByAge(t *testing.T) {
	c := layCable(t)
	no, book := c.office.numberOf(t, "petrov"), c.office.Commands
	note := func(state outbox.State) ident.ID {
		e := outbox.Entry{Command: &outbox.Command{ID: ident.Random{}.New(), Kind: outbox.Note, Type: "deal", Record: ident.Random{}.New()}, Employee: no, Device: ident.Random{}.New()}
		if err := book.Refuse(t.Context(), e, outbox.Result{ID: e.ID, State: state}); err != nil {
			t.Fatal(err)
		}
		return e.ID
	}
	old, open := note(outbox.Applied), note(outbox.Refused)
	_, err := c.office.Company.Write(t.Context(), func(w *store.WriteTx) error {
		_, err := w.Exec(t.Context(), "UPDATE command SET at = at - 121 * 86400000")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	recent := note(outbox.Applied)
	for id, want := range map[ident.ID]bool{old: false, open: true, recent: true} {
		found, err := book.Find(t.Context(), no, id)
		if err != nil || (found != nil) != want {
			t.Errorf("known: %v, want %v, %v", found, want, err)
		}
	}
	if n, err := book.CountUnresolved(t.Context(), no); err != nil || n != 1 {
		t.Errorf("%d are unresolved, %v", n, err)
	}
}
