package app

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"kontora/backend/access"
	"kontora/backend/demo"
	"kontora/backend/fault"
	"kontora/backend/httpapi"
	"kontora/backend/ident"
	"kontora/backend/lockbox"
	"kontora/backend/record"
	"kontora/backend/store/storetest"
)

var (
	worldsFor = flag.Duration("worlds", time.Second, "how long desks are tried in made-up worlds; at least one")
	worldSeed = flag.Uint64("seed", 0, "try this one world; 0: as many as there is time for")
)

// line is the way between a desk and its office.
type line struct {
	whole http.RoundTripper
	state lineState
}

type lineState int

const (
	up    lineState = iota
	down            // nothing reaches the office
	lossy           // what is asked is done, and the answer lost
)

var errLine = errors.New("the line is down")

func (l *line) RoundTrip(r *http.Request) (*http.Response, error) {
	if l.state == down {
		return nil, errLine
	}
	answer, err := l.whole.RoundTrip(r)
	if err == nil && l.state == lossy {
		_, _ = io.Copy(io.Discard, answer.Body)
		return nil, errors.Join(errLine, answer.Body.Close())
	}
	return answer, err
}

// person sits at a desk in a made-up world.
type person struct {
	*seat
	login string
	home  string
	key   []byte // of the desk's files; nil: they lie in clear
	disk  *storetest.Disk
	line  *line
}

// world is an office with some desks, of which everything follows from the seed.
type world struct {
	*testing.T
	*rand.Rand
	c       *cable
	seed    uint64
	persons []*person
	typed   map[string]string // what was typed and taken, and by whom
	log     []string

	backup string   // of the office, once one was made
	since  []string // what was typed at the office itself since
}

// TestDesksAndOfficeMeet lets people work at desks whose lines fail, programs end and rights change, and holds, once everything has met, that
// each desk shows what the office does and that nothing typed is lost or done twice. A world that fails names its seed: -seed N tries it again.
func TestDesksAndOfficeMeet(t *testing.T) {
	if *worldSeed != 0 {
		try(t, *worldSeed)
		return
	}
	began := time.Now() //nolint:forbidigo // how long to go on, not what happens
	for seed := uint64(1); seed == 1 || time.Since(began) < *worldsFor; seed++ {
		try(t, seed)
	}
}

// A world goes on for so many steps. In one of three the office is backed up in the middle, and restored from that later.
const (
	steps        = 90
	backedUpAt   = 30
	restoredAt   = 70
	restoresEach = 3
)

func try(t *testing.T, seed uint64) {
	t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
		w := &world{T: t, Rand: rand.New(rand.NewPCG(seed, 0)), seed: seed, c: layCable(t), typed: make(map[string]string)} //nolint:gosec // reproducible
		defer w.tell()
		for _, login := range []string{"petrov", "petrov", "kuznetsova", "orlov"} {
			w.persons = append(w.persons, w.seat(login))
		}
		for at := range steps {
			w.step()
			w.disaster(at)
		}
		w.meet()
	})
}

func (w *world) tell() {
	if w.Failed() || testing.Verbose() {
		w.Logf("try again with: go test ./app -run TestDesksAndOfficeMeet -seed %d\n%s", w.seed, strings.Join(w.log, "\n"))
	}
}

func (w *world) note(format string, args ...any) {
	w.log = append(w.log, fmt.Sprintf(format, args...))
}

func (w *world) seat(login string) *person {
	p := &person{login: login, home: w.TempDir()}
	if len(w.persons)%2 == 1 {
		p.key = lockbox.NewKey()
	}
	p.sit(w)
	w.Cleanup(func() { _ = p.Close() })
	return p
}

func (p *person) sit(w *world) {
	p.disk = storetest.NewDisk()
	p.seat = takeSeatWith(w.T, p.home, w.c, p.key, p.disk)
	if p.line == nil {
		p.line = &line{}
	}
	p.line.whole, p.link.client.Transport = p.link.client.Transport, p.line
	if status := p.signIn(w.T, p.login, demo.Password); status != http.StatusOK {
		w.Fatalf("%s signs in with %d", p.login, status)
	}
}

func (w *world) step() {
	p := w.persons[w.IntN(len(w.persons))]
	switch w.IntN(14) {
	case 13:
		w.choose(p, httpapi.SyncScope{Mine: w.IntN(2) == 0, Years: w.IntN(3)})
	case 12:
		w.losePower(p)
	case 0:
		p.line.state = lineState(w.IntN(3))
		w.note("%s: line %d", p.login, p.line.state)
	case 1:
		w.note("%s: program ends", p.login)
		if err := p.Close(); err != nil {
			w.Fatal(err)
		}
		p.sit(w)
	case 2, 3:
		w.come(p)
	case 4, 5:
		w.atOffice()
	default:
		w.work(p)
	}
}

// choose has somebody hold more or less of what he may see.
func (w *world) choose(p *person, scope httpapi.SyncScope) {
	if err := p.link.SetScope(w.Context(), scope); err != nil {
		w.Fatal(err)
	}
	w.note("%s: holds %+v", p.login, scope)
}

// losePower has the power go at a desk: what was not synced may be lost, or be there in part.
func (w *world) losePower(p *person) {
	left := w.TempDir()
	if err := p.disk.PowerCut(left, w.Rand); err != nil {
		w.Fatal(err)
	}
	_ = p.Close() // what it writes now never was
	err := filepath.WalkDir(p.home, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && strings.Contains(entry.Name(), ".db") {
			err = os.Remove(path)
		}
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	files, err := os.ReadDir(left)
	if err != nil {
		w.Fatal(err)
	}
	for _, f := range files {
		to := filepath.Join(p.home, "companies", f.Name())
		if strings.HasPrefix(f.Name(), "identities") {
			to = filepath.Join(p.home, f.Name())
		}
		if err := os.Rename(filepath.Join(left, f.Name()), to); err != nil {
			w.Fatal(err)
		}
	}
	w.note("%s: the power goes", p.login)
	p.sit(w)
}

// disaster backs the office up, or restores it from that backup: what was typed there since is gone, and nothing that was typed at a desk.
func (w *world) disaster(at int) {
	if w.seed%restoresEach != 0 {
		return
	}
	switch at {
	case backedUpAt:
		w.backup, w.since = w.c.backUp(w.T), nil
		w.note("office: backed up")
	case restoredAt:
		w.c.restore(w.T, w.backup)
		for _, text := range w.since {
			delete(w.typed, text)
		}
		w.note("office: restored")
	}
}

// come has a desk come to its office, on a line that may fail.
func (w *world) come(p *person) {
	p.link.rests = time.Time{}
	err := p.link.exchange(w.Context())
	if fault.Is(err, fault.Unauthenticated) && p.line.state == up { // the office was restored from before he signed in
		p.again(w)
		err = p.link.exchange(w.Context())
	}
	w.note("%s: comes: %v", p.login, err)
	if err != nil && p.line.state == up {
		w.Fatal(err)
	}
}

// text is one that is nowhere else.
func (w *world) text(by string) string {
	text := fmt.Sprintf("typed-%d-%d-%x.", w.seed, len(w.typed), w.Uint32())
	w.typed[text] = by
	return text
}

// work has somebody do something at his desk.
func (w *world) work(p *person) {
	p.link.rests = time.Time{}
	ids := p.deals(w)
	text := w.text(p.login)
	method, path, body := http.MethodPost, "/records/deal", map[string]any{"fields": map[string]any{"name": text}}
	if len(ids) > 0 && w.IntN(5) > 0 {
		path += "/" + ids[w.IntN(len(ids))]
		switch w.IntN(7) {
		case 0, 1:
			method, body = http.MethodPatch, map[string]any{"fields": map[string]any{"name": text}}
		case 2:
			method, body = http.MethodPatch, map[string]any{"fields": map[string]any{"comment": text, "close_date": fmt.Sprintf("2027-01-%02d", 1+w.IntN(28))}}
		case 3:
			path, body = path+"/notes", map[string]any{"text": text}
		case 4:
			path, body = path+"/tasks", map[string]any{"title": text}
		case 5:
			path, body = path+"/transfer", map[string]any{"to": w.anybody(), "keep_viewer": w.IntN(2) == 0}
			delete(w.typed, text)
		case 6:
			method, body = http.MethodDelete, nil
			delete(w.typed, text)
		}
	}
	status, answer := p.ask(w, method, path, body)
	w.note("%s: %s %s %v: %d %v", p.login, method, path, body, status, answer["key"])
	switch {
	case status < http.StatusMultipleChoices:
	case status == http.StatusServiceUnavailable && p.line.state == lossy: // nobody knows whether it is done: it was passed on
		delete(w.typed, text)
	case status >= http.StatusInternalServerError:
		w.Fatalf("%d %v", status, answer)
	default:
		delete(w.typed, text) // he was told
	}
}

// ask asks the desk, and signs in first where an office that was restored has forgotten him.
func (p *person) ask(w *world, method, path string, body any) (int, map[string]any) {
	status, answer := p.call(w.T, method, path, body)
	if status == http.StatusUnauthorized {
		p.again(w)
		status, answer = p.call(w.T, method, path, body)
	}
	return status, answer
}

func (p *person) again(w *world) {
	if status := p.signIn(w.T, p.login, demo.Password); status != http.StatusOK {
		w.Fatalf("%s signs in with %d", p.login, status)
	}
}

// deals are those that a desk lists.
func (p *person) deals(w *world) []string {
	status, page := p.ask(w, http.MethodGet, "/records/deal?limit=200", nil)
	if status != http.StatusOK {
		w.Fatalf("%d %v", status, page)
	}
	var ids []string
	for _, item := range page["items"].([]any) {
		ids = append(ids, item.(map[string]any)["id"].(string))
	}
	slices.Sort(ids)
	return ids
}

func (w *world) anybody() string {
	logins := []string{"petrov", "kuznetsova", "orlov", "belova", "gromov"}
	return w.c.employee(w.T, logins[w.IntN(len(logins))]).String()
}

// atOffice has an administrator do something at the office.
func (w *world) atOffice() {
	admin := w.c.administrator(w.T)
	page, err := w.c.office.Records.List(w.Context(), admin, record.ListRequest{Type: "deal", Limit: record.MaxLimit, Action: access.View, Sort: []string{"name"}})
	if err != nil {
		w.Fatal(err)
	}
	if w.IntN(6) == 0 {
		w.changeRights(admin)
		return
	}
	if len(page.Items) == 0 {
		return
	}
	which := page.Items[w.IntN(len(page.Items))].ID
	records := w.c.office.Records
	typed := w.text("the office")
	w.since = append(w.since, typed)
	text, _ := json.Marshal(typed)
	switch w.IntN(5) {
	case 0, 1:
		_, _, err = records.Edit(w.Context(), admin, "deal", which, "", map[string]json.RawMessage{"name": text})
	case 2:
		_, _, err = records.Edit(w.Context(), admin, "deal", which, "", map[string]json.RawMessage{"comment": text})
	case 3:
		to, _ := ident.Parse(w.anybody())
		_, _, err = records.Transfer(w.Context(), admin, "deal", which, record.TransferRequest{To: to})
		delete(w.typed, strings.Trim(string(text), `"`))
	case 4:
		err = records.Delete(w.Context(), admin, "deal", which)
		delete(w.typed, strings.Trim(string(text), `"`))
	}
	w.note("office: %s on %v: %v", text, which, err)
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) changeRights(admin access.Actor) {
	profiles, err := w.c.office.Administration.Profiles().List(w.Context(), admin)
	if err != nil {
		w.Fatal(err)
	}
	p := profiles[w.IntN(len(profiles))]
	right := []string{"hidden", "read", "edit"}[w.IntN(3)]
	change := json.RawMessage(`{"fields":{"deal":{"comment":"` + right + `"}}}`)
	_, err = w.c.office.Administration.Profiles().Change(w.Context(), admin, p.ID, "", change)
	w.note("office: comment is %s: %v", right, err)
	if err != nil {
		w.Fatal(err)
	}
}

// meet brings everybody together and holds what must be so then.
func (w *world) meet() {
	for range 2 {
		for _, p := range w.persons {
			w.choose(p, httpapi.SyncScope{})
			p.line.state = up
			w.come(p)
		}
	}
	office := everything(w.T, w.c.data)
	for _, p := range w.persons {
		kept, err := json.Marshal(p.outboxed(w.T))
		if err != nil {
			w.Fatal(err)
		}
		if bytes.Contains(kept, []byte(`"waiting"`)) {
			w.Errorf("%s has something waiting: %s", p.login, kept)
		}
		office = append(office, kept...)
		w.same(p)
	}
	for text, by := range w.typed {
		if !bytes.Contains(office, []byte(text)) {
			w.Errorf("%s, typed by %s, is nowhere", text, by)
		}
	}
	w.once()
	w.found()
}

// found holds that a desk finds what the office finds, by words.
func (w *world) found() {
	for _, p := range w.persons {
		here, err := p.Actor()
		if err != nil {
			w.Fatal(err)
		}
		there := w.c.office.Actor(w.c.office.numberOf(w.T, p.login))
		for text := range w.typed {
			request := record.ListRequest{Type: "deal", Search: strings.Trim(text, "."), Limit: record.MaxLimit, Action: access.View}
			at, err := w.c.office.Records.List(w.Context(), there, request)
			if err != nil {
				w.Fatal(err)
			}
			on, err := p.Records.List(w.Context(), here, request)
			if err != nil || len(on.Items) != len(at.Items) {
				w.Errorf("%s finds %d by %s, and %d at the office, %v", p.login, len(on.Items), text, len(at.Items), err)
			}
		}
	}
}

// once holds that no deal was made twice.
func (w *world) once() {
	admin := w.c.administrator(w.T)
	made := make(map[string]bool)
	request := record.ListRequest{Type: "deal", Limit: record.MaxLimit, Action: access.View}
	for {
		page, err := w.c.office.Records.List(w.Context(), admin, request)
		if err != nil {
			w.Fatal(err)
		}
		for _, item := range page.Items {
			name, _ := item.Fields["name"].(string)
			if strings.HasPrefix(name, "typed-") && made[name] {
				w.Errorf("%s is there twice", name)
			}
			made[name] = true
		}
		if request.Cursor = page.Next; request.Cursor == "" {
			return
		}
	}
}

// same holds that a desk shows its employee what the office shows him.
func (w *world) same(p *person) {
	here, err := p.Actor()
	if err != nil {
		w.Fatal(err)
	}
	there := w.c.office.Actor(w.c.office.numberOf(w.T, p.login))
	for _, t := range w.c.office.Administration.Model().Schema.Types() {
		if !there.Rights.May(access.View, t.No) {
			continue
		}
		at, on := w.listed(w.c.office.Records, there, t.Name), w.listed(p.Records, here, t.Name)
		for id, item := range at {
			if on[id] != item {
				w.Errorf("%s sees a %s at the office\n%s\nand at the desk\n%s", p.login, t.Name, item, on[id])
			}
			delete(on, id)
		}
		for _, item := range on {
			w.Errorf("%s sees a %s at the desk alone:\n%s", p.login, t.Name, item)
		}
	}
}

// listed is everything that somebody is shown of a type, but for what is a node's own.
func (w *world) listed(records *record.Service, actor access.Actor, typeName string) map[ident.ID]string {
	items := make(map[ident.ID]string)
	request := record.ListRequest{Type: typeName, Limit: record.MaxLimit, Action: access.View}
	for {
		page, err := records.List(w.Context(), actor, request)
		if err != nil {
			w.Fatal(typeName, err)
		}
		for _, item := range page.Items {
			item.Version, item.UpdatedAt = "", ""
			raw, err := json.Marshal(item)
			if err != nil {
				w.Fatal(err)
			}
			items[item.ID] = string(raw)
		}
		if request.Cursor = page.Next; request.Cursor != "" {
			continue
		}
		if page.Total.Exact && page.Total.Count != int64(len(items)) {
			w.Errorf("%d of %s, counted as %d", len(items), typeName, page.Total.Count)
		}
		return items
	}
}

// everything is all bytes of all files under a folder.
func everything(t *testing.T, folder string) []byte {
	t.Helper()
	var all []byte
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		content, err := os.ReadFile(path) //nolint:gosec // of the test's own folder
		all = append(all, content...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
