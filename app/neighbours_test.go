package app

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kontora/backend/access"
	"kontora/backend/demo"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/locale"
	"kontora/backend/record"
	"kontora/backend/store"
	"kontora/backend/store/sqlstore"
	"kontora/backend/testkit/postgres"
)

// branch is one of several office processes on one database.
type branch struct {
	*Office
	server *httptest.Server
	stop   func() // ends it as a stop of its program would; may be called more than once
}

// headquarters is a database with a made-up company, and the folder that its processes share.
type headquarters struct{ database, data string }

func establish(t *testing.T) *headquarters {
	t.Helper()
	h := &headquarters{postgres.Start(t), t.TempDir()}
	first := h.open(t)
	if err := first.MakeUp(t.Context(), locale.English, demo.Options{Seed: 1, Deals: 40}); err != nil {
		t.Fatal(err)
	}
	if err := build(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	return h
}

func (h *headquarters) config() Config {
	return Config{Data: h.data, Database: h.database, Shared: true, Listen: "127.0.0.1:0", Passwords: cheap()}
}

func (h *headquarters) open(t *testing.T) *Office {
	t.Helper()
	office, err := OpenOffice(t.Context(), h.config(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return office
}

// branch starts one more process.
func (h *headquarters) branch(t *testing.T) *branch {
	t.Helper()
	b := &branch{Office: h.open(t)}
	b.neighbours.round = 50 * time.Millisecond
	if err := b.folder.Started(t.Context()); err != nil {
		t.Fatal(err)
	}
	handler, err := b.Handler()
	if err != nil {
		t.Fatal(err)
	}
	services, err := b.services(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	running := run(t.Context(), b.Logger, services)
	b.server = httptest.NewServer(handler)
	b.stop = sync.OnceFunc(func() {
		b.server.CloseClientConnections()
		b.server.Close()
		running.stop()
		if err := b.Close(); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(b.stop)
	return b
}

func (b *branch) actor(t *testing.T, login string) access.Actor {
	t.Helper()
	return b.Actor(b.numberOf(t, login))
}

// call asks the process over HTTP.
func (b *branch) call(t *testing.T, token, method, path string, body any, status int) map[string]any {
	t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), method, b.server.URL+"/api"+path, strings.NewReader(string(raw)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := b.server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var answer map[string]any
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil && response.StatusCode != http.StatusNoContent {
		t.Fatal(err)
	}
	if response.StatusCode != status {
		t.Fatalf("%s %s: %d %v", method, path, response.StatusCode, answer)
	}
	return answer
}

func (b *branch) signIn(t *testing.T, login string) string {
	t.Helper()
	answer := b.call(t, "", http.MethodPost, "/session", map[string]string{"login": login, "password": demo.Password}, http.StatusOK)
	return answer["token"].(string)
}

// listen hears the names and data of the events of a session, one line each.
func (b *branch) listen(t *testing.T, token string) <-chan string {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, b.server.URL+"/api/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+token)
	response, err := b.server.Client().Do(r) //nolint:bodyclose // closed by the goroutine that reads it
	if err != nil {
		t.Fatal(err)
	}
	events := make(chan string, 1000)
	go func() {
		defer close(events)
		defer response.Body.Close()
		name := ""
		for lines := bufio.NewScanner(response.Body); lines.Scan(); {
			field, value, _ := strings.Cut(lines.Text(), ": ")
			switch field {
			case "event":
				name = value
			case "data":
				events <- name + " " + value
			}
		}
	}()
	return events
}

// await reads events until one has all the words.
func await(t *testing.T, events <-chan string, words ...string) {
	t.Helper()
	var heard []string
	for {
		select {
		case line, open := <-events:
			if !open {
				t.Fatalf("the stream ended; want %q, heard %q", words, heard)
			}
			if !slices.ContainsFunc(words, func(word string) bool { return !strings.Contains(line, word) }) {
				return
			}
			heard = append(heard, line)
		case <-time.After(30 * time.Second):
			t.Fatalf("not heard: %q; heard %q", words, heard)
		}
	}
}

func TestWhatOneProcessDoesIsHeardAtAnother(t *testing.T) {
	h := establish(t)
	here, there := h.branch(t), h.branch(t)
	token := here.signIn(t, "admin")
	events := there.listen(t, token)
	await(t, events, "hello")

	made, _, err := here.Records.Create(t.Context(), here.actor(t, "orlov"), "deal", record.Input{Fields: map[string]json.RawMessage{"name": json.RawMessage(`"Crane"`)}})
	if err != nil {
		t.Fatal(err)
	}
	await(t, events, "record", made.ID.String(), "put")

	roles, err := here.Administration.Roles().List(t.Context(), here.actor(t, "admin"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := here.Administration.Roles().Change(t.Context(), here.actor(t, "admin"), roles[0].ID, "", json.RawMessage(`{"name":"Shipping"}`)); err != nil {
		t.Fatal(err)
	}
	await(t, events, "rights")
	if !slices.ContainsFunc(slices.Collect(maps.Values(there.Administration.Model().Directory.Roles)), named("Shipping")) {
		t.Error("who hears that rights are others reads them as they were")
	}

	here.call(t, token, http.MethodDelete, "/session", nil, http.StatusNoContent)
	await(t, events, "signed_out")
	there.call(t, token, http.MethodGet, "/me", nil, http.StatusUnauthorized)
}

func TestWhoHasChangedSomethingFindsItChangedAtAnyProcess(t *testing.T) {
	h := establish(t)
	here, there := h.branch(t), h.branch(t)
	token := here.signIn(t, "admin")
	for i := range 40 {
		name := fmt.Sprint("Port ", i)
		here.call(t, token, http.MethodPatch, "/company", map[string]any{"name": name}, http.StatusOK)
		if company := there.call(t, token, http.MethodGet, "/company", nil, http.StatusOK); company["name"] != name {
			t.Fatalf("it is called %v at the other process", company["name"])
		}
		here, there = there, here
	}
}

func TestATotalIsToldAtTheProcessWhereOneListens(t *testing.T) {
	h := establish(t)
	here, there := h.branch(t), h.branch(t)
	token := here.signIn(t, "admin")
	events := there.listen(t, token)
	await(t, events, "hello")
	session, err := here.Identity.Resolve(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	total := fmt.Sprintf(`{"session":%q,"total":{"count_id":"1234","count":12,"exact":true}}`, session.ID)
	if err := here.neighbours.Send(t.Context(), total); err != nil {
		t.Fatal(err)
	}
	await(t, events, "total", "1234", `"count":12,"exact":true`)
}

func TestOneProcessAtATimeDoesWhatOneAloneDoes(t *testing.T) {
	h := establish(t)
	first := h.branch(t)
	second := h.branch(t)
	deal, _, err := second.Records.Create(t.Context(), second.actor(t, "orlov"), "deal", record.Input{Fields: map[string]json.RawMessage{"name": json.RawMessage(`"Crane"`)}})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []string{"the first does it", "the second does it when the first has ended"} {
		token := second.signIn(t, "admin")
		events := second.listen(t, token)
		await(t, events, "hello {}")
		job := second.call(t, token, http.MethodPost, "/records/deal/mass/edit", map[string]any{
			"ids": []string{deal.ID.String()}, "fields": map[string]any{"comment": step},
		}, http.StatusAccepted)
		await(t, events, "job", fmt.Sprint(job["id"]), "finished_at")
		found, _, err := second.Records.Get(t.Context(), second.actor(t, "admin"), "deal", deal.ID)
		if err != nil || found.Fields["comment"] != step {
			t.Errorf("%s: the comment is %v, %v", step, found.Fields["comment"], err)
		}
		first.stop()
	}
}

func TestWhoMayShareADatabase(t *testing.T) {
	h := establish(t)
	open := func(config Config) error {
		office, err := OpenOffice(t.Context(), config, slog.New(slog.DiscardHandler))
		if err == nil {
			err = office.Close()
		}
		return err
	}
	first := h.branch(t)
	alone := h.config()
	alone.Shared, alone.Data = false, t.TempDir()
	if err := open(alone); key(err) != "store.database_in_use" {
		t.Errorf("who wants it alone: %v", err)
	}
	stranger := h.config()
	stranger.Data = t.TempDir()
	if err := open(stranger); key(err) != "app.other_key" {
		t.Errorf("with another key: %v", err)
	}
	_, err := first.Company.Write(t.Context(), func(w *store.WriteTx) error {
		_, err := w.Exec(t.Context(), "DELETE FROM goose_db_version WHERE version_id = (SELECT max(version_id) FROM goose_db_version)")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := open(h.config()); key(err) != "store.older" {
		t.Errorf("with tables of an older version, which another uses: %v", err)
	}
}

func TestAProcessThatHasNotHeardOfARemovedFieldSaysThatItIsGone(t *testing.T) {
	h := establish(t)
	late := h.open(t)
	defer func() {
		if err := late.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := late.folder.Started(t.Context()); err != nil {
		t.Fatal(err)
	}
	here := h.branch(t)
	token := here.signIn(t, "admin")
	here.call(t, token, http.MethodPost, "/types/deal/fields", map[string]any{"name": "berth", "kind": "text", "labels": map[string]string{"en": "Berth", "ru": "Причал"}}, http.StatusCreated)
	if err := late.Administration.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	news := here.Hub.Subscribe()
	defer news.Close()
	here.call(t, token, http.MethodPatch, "/types/deal/fields/berth", map[string]any{"archived": true}, http.StatusOK)
	here.call(t, token, http.MethodDelete, "/types/deal/fields/berth", nil, http.StatusNoContent)
	for deal, _ := here.Administration.Model().Schema.Type("deal"); len(deal.Removing) > 0; deal, _ = here.Administration.Model().Schema.Type("deal") {
		<-news.Ready()
		news.Take()
	}
	if use, err := late.Administration.FieldUse(t.Context(), late.Actor(late.numberOf(t, "admin")), "deal", "berth"); !fault.Is(err, fault.NotFound) {
		t.Errorf("used by %+v, %v", use, err)
	}
}

func TestTheFirstToStartBringsTheKey(t *testing.T) {
	h := establish(t)
	first := h.branch(t)
	first.stop()
	h.data = t.TempDir() // the key was lost: what was sealed with it is, too, but nothing else
	h.branch(t)
	h.branch(t)
}

// TestProcessesOnOneDatabaseAnswerAlike has people work at two processes at once while rights change, and then asks both, and one that has
// just started, for everything that everybody sees.
func TestProcessesOnOneDatabaseAnswerAlike(t *testing.T) {
	h := establish(t)
	branches := []*branch{h.branch(t), h.branch(t)}
	logins := []string{"petrov", "kuznetsova", "orlov", "belova", "gromov", "admin"}
	var work sync.WaitGroup
	for i, login := range logins {
		hand := &hand{t: t, at: branches[i%2], login: login, Rand: rand.New(rand.NewPCG(7, uint64(i)))}
		work.Go(func() {
			for range 30 {
				if err := hand.work(logins); err != nil {
					t.Errorf("%s: %v", login, err)
				}
			}
		})
	}
	work.Go(func() { changeRights(t, branches) })
	work.Wait()
	branches = append(branches, h.branch(t))
	for _, b := range branches {
		if err := b.Cells.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	seen := 0
	for _, login := range logins {
		want := branches[2].everything(t, login)
		seen += len(want)
		for i, b := range branches[:2] {
			got := b.everything(t, login)
			for id, item := range want {
				if got[id] != item {
					t.Errorf("%s sees at process %d\n%s\nand at one that has just started\n%s", login, i, got[id], item)
				}
				delete(got, id)
			}
			for id, item := range got {
				t.Errorf("%s sees %s at process %d alone:\n%s", login, id, i, item)
			}
		}
	}
	if seen == 0 {
		t.Error("nobody sees anything")
	}
	findings, err := sqlstore.Check(t.Context(), branches[0].Company, branches[0].Store.Checker(branches[0].Administration.Model()))
	if err != nil || len(findings) > 0 {
		t.Errorf("check: %v, %v", findings, err)
	}
}

// hand does what one person does at one process.
type hand struct {
	*rand.Rand
	t     *testing.T
	at    *branch
	login string
	typed int
}

// work does something at random. What somebody may not, or no longer, is no error.
func (h *hand) work(logins []string) error {
	ctx, actor := h.t.Context(), h.at.actor(h.t, h.login)
	h.typed++
	text, _ := json.Marshal(fmt.Sprint(h.login, " typed ", h.typed))
	page, err := h.at.Records.List(ctx, actor, record.ListRequest{Type: "deal", Limit: record.MaxLimit, Action: access.View, Sort: []string{"name"}})
	if err != nil {
		return err
	}
	if len(page.Items) == 0 || h.IntN(4) == 0 {
		_, _, err = h.at.Records.Create(ctx, actor, "deal", record.Input{Fields: map[string]json.RawMessage{"name": text}})
		return expected(err)
	}
	which := page.Items[h.IntN(len(page.Items))].ID
	to := h.at.Administration.Model().Directory.Employees[h.at.numberOf(h.t, logins[h.IntN(len(logins))])].ID
	switch h.IntN(5) {
	case 0, 1:
		_, _, err = h.at.Records.Edit(ctx, actor, "deal", which, "", map[string]json.RawMessage{"name": text})
	case 2:
		_, _, err = h.at.Records.Transfer(ctx, actor, "deal", which, record.TransferRequest{To: to, KeepViewer: h.IntN(2) == 0})
	case 3:
		_, _, err = h.at.Records.Create(ctx, actor, "task", record.Input{Fields: map[string]json.RawMessage{
			"name": text, "about": json.RawMessage(`[{"type":"deal","id":"` + which.String() + `"}]`),
		}})
	case 4:
		err = h.at.Records.Delete(ctx, actor, "deal", which)
	}
	return expected(err)
}

func expected(err error) error {
	for _, kind := range []fault.Kind{fault.Denied, fault.NotFound, fault.Conflict, fault.Invalid} {
		if fault.Is(err, kind) {
			return nil
		}
	}
	return err
}

// changeRights changes what people see of deals, at one process and the other in turn.
func changeRights(t *testing.T, branches []*branch) {
	for i := range 12 {
		b := branches[i%2]
		admin := b.actor(t, "admin")
		profiles, err := b.Administration.Profiles().List(t.Context(), admin)
		if err != nil {
			t.Error(err)
			return
		}
		right := []string{"hidden", "read", "edit"}[i%3]
		change := json.RawMessage(`{"fields":{"deal":{"comment":"` + right + `"}}}`)
		if _, err := b.Administration.Profiles().Change(t.Context(), admin, profiles[i%len(profiles)].ID, "", change); expected(err) != nil {
			t.Errorf("change rights: %v", err)
		}
	}
}

// everything is all that somebody is shown of all types, by what it is.
func (b *branch) everything(t *testing.T, login string) map[string]string {
	t.Helper()
	all := make(map[string]string)
	actor := b.actor(t, login)
	for _, element := range b.Administration.Model().Schema.Types() {
		if !actor.Rights.May(access.View, element.No) {
			continue
		}
		request := record.ListRequest{Type: element.Name, Limit: record.MaxLimit, Action: access.View}
		for {
			page, err := b.Records.List(t.Context(), actor, request)
			if err != nil {
				t.Fatal(element.Name, err)
			}
			for _, item := range page.Items {
				raw, err := json.Marshal(item)
				if err != nil {
					t.Fatal(err)
				}
				all[element.Name+" "+item.ID.String()] = string(raw)
			}
			if request.Cursor = page.Next; request.Cursor == "" {
				all["total of "+element.Name] = fmt.Sprint(page.Total)
				break
			}
		}
	}
	return all
}

func key(err error) string {
	if f := fault.Of(err); f != nil {
		return f.Text.Key
	}
	return ""
}

func named(name string) func(*directory.Role) bool {
	return func(r *directory.Role) bool { return r.Name == name }
}
