package app

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"kontora/backend/demo"
	"kontora/backend/locale"
	"kontora/backend/store/sqlstore"
)

var (
	killWorlds = flag.Int("kills", 1, "how many worlds of real programs are tried, each killed again and again")
	killSeed   = flag.Uint64("kill-seed", 0, "try this one world; 0: as many as -kills says")
	runAt      = flag.String("run-at", "", "run an office, or with -run-of a desk, in this folder instead of the tests")
	runOf      = flag.String("run-of", "", "the office of the desk that is run")
	runOn      = flag.String("run-on", "127.0.0.1:0", "where what is run listens")
	runFrom    = flag.String("run-from", "", "the database of the office that is run, which it shares")
)

// runInstead runs a real program in the place of the tests, until it is killed.
func runInstead() int {
	ctx, stop := context.WithCancel(context.Background())
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin) // it ends with the tests, however they end
		stop()
	}()
	p, err := newProgram(os.Stdout, io.Discard, slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})), locale.English)
	if err == nil {
		config := Config{Data: *runAt, Listen: *runOn, Database: *runFrom, Shared: *runFrom != "", Passwords: cheap()}
		if *runOf == "" {
			err = p.run(ctx, config, func(context.Context, *Office) (string, error) { return "", nil })
		} else {
			err = p.serveDesk(ctx, config, *runOf)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// running is a program that can be killed and started again where it was.
type running struct {
	t         *testing.T
	arguments []string
	listen    string
	command   *exec.Cmd
}

func (p *running) start() {
	p.t.Helper()
	arguments := slices.Concat(p.arguments, []string{"-run-on", p.listen})
	p.command = exec.CommandContext(p.t.Context(), os.Args[0], arguments...)
	p.command.Env = append(os.Environ(), "DBUS_SESSION_BUS_ADDRESS=", "XDG_RUNTIME_DIR=")
	p.command.Stderr = os.Stderr
	out, err := p.command.StdoutPipe()
	if err == nil {
		_, err = p.command.StdinPipe()
	}
	if err == nil {
		err = p.command.Start()
	}
	if err != nil {
		p.t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if address, ok := strings.CutPrefix(lines.Text(), "kontora ready http://"); ok {
			p.listen = address
			go func() { _, _ = io.Copy(io.Discard, out) }()
			return
		}
	}
	p.t.Fatal("a program ended before it was ready")
}

func (p *running) kill() {
	_ = p.command.Process.Kill()
	_ = p.command.Wait() // it was killed
}

// killing is a world of one office and two desks, all of them programs.
type killing struct {
	*testing.T
	*rand.Rand
	data   string
	office *running
	desks  []*working
}

// working is somebody who works at a desk, whatever becomes of it.
type working struct {
	*running
	login string
	token string

	mu    sync.Mutex
	taken []spoken // what the desk has taken in
	acks  chan struct{}
	n     int
}

// spoken is something typed, and on which deal; empty: it is the deal's name.
type spoken struct{ text, deal string }

// TestKilledProgramsLoseNothing has people work at desks while these, and the office, are killed at any moment. What a desk has taken in is at
// the office in the end, once, and both are whole and show the same.
func TestKilledProgramsLoseNothing(t *testing.T) {
	seeds := make([]uint64, *killWorlds)
	for i := range seeds {
		seeds[i] = uint64(i) + 1
	}
	if *killSeed != 0 {
		seeds = []uint64{*killSeed}
	}
	for _, seed := range seeds {
		t.Run(fmt.Sprint("kill-seed ", seed), func(t *testing.T) { killAll(t, seed) })
	}
}

func killAll(t *testing.T, seed uint64) {
	template, err := madeUp()
	if err != nil {
		t.Fatal(err)
	}
	w := &killing{T: t, Rand: rand.New(rand.NewPCG(seed, 1)), data: t.TempDir()} //nolint:gosec // reproducible
	if err := os.CopyFS(w.data, os.DirFS(template)); err != nil {
		t.Fatal(err)
	}
	w.office = &running{t: t, arguments: []string{"-run-at", w.data}, listen: "127.0.0.1:0"}
	w.office.start()
	t.Cleanup(func() { w.office.kill() })
	for _, login := range []string{"petrov", "belova"} {
		p := &working{running: &running{t: t, listen: "127.0.0.1:0", arguments: []string{"-run-at", t.TempDir(), "-run-of", "http://" + w.office.listen}}, login: login}
		p.start()
		t.Cleanup(func() { p.kill() })
		p.signIn()
		p.await(func(s syncState) bool { return s.Filled == 100 })
		w.desks = append(w.desks, p)
	}
	for range 6 {
		w.round()
	}
	w.meet()
}

// round lets everybody work, kills one program or several in the middle of it, and starts them again.
func (w *killing) round() {
	var workers sync.WaitGroup
	for _, p := range w.desks {
		p.acks = make(chan struct{}, 1)
		seed := w.Uint64()
		workers.Go(func() { p.work(rand.New(rand.NewPCG(seed, 2))) }) //nolint:gosec // reproducible
	}
	for range 1 + w.IntN(12) {
		<-w.desks[0].acks
	}
	var killed []*running
	for _, p := range []*running{w.office, w.desks[0].running, w.desks[1].running} {
		if w.IntN(2) == 0 {
			killed = append(killed, p)
			p.kill()
		}
	}
	for _, p := range w.desks { // whoever was not killed stops by himself
		p.mu.Lock()
		p.n = 0
		p.mu.Unlock()
	}
	workers.Wait()
	for _, p := range killed {
		p.start()
	}
	for _, p := range w.desks {
		p.signIn()
	}
}

// ask asks the desk, or the office.
func (p *working) ask(at, method, path string, body, into any) (status int, err error) {
	raw, err := json.Marshal(body)
	if err != nil {
		return 0, err
	}
	r, err := http.NewRequestWithContext(p.t.Context(), method, "http://"+at+"/api"+path, bytes.NewReader(raw))
	if err != nil {
		return 0, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+p.token)
	client := &http.Client{Timeout: 30 * time.Second}
	answer, err := client.Do(r)
	if err != nil {
		return 0, err
	}
	defer answer.Body.Close()
	raw, err = io.ReadAll(answer.Body)
	if err == nil && into != nil && answer.StatusCode < http.StatusMultipleChoices {
		err = json.Unmarshal(raw, into)
	}
	return answer.StatusCode, err
}

func (p *working) signIn() { p.signInAt(p.listen) }

func (p *working) signInAt(at string) {
	p.t.Helper()
	var granted struct {
		Token string `json:"token"`
	}
	for { // the office may just be starting
		status, err := p.ask(at, http.MethodPost, "/session", map[string]string{"login": p.login, "password": demo.Password}, &granted)
		switch {
		case err != nil:
			p.t.Fatal(err)
		case status == http.StatusOK:
			p.token = granted.Token
			return
		case status != http.StatusServiceUnavailable:
			p.t.Fatalf("%s signs in with %d", p.login, status)
		}
	}
}

// work does things until the desk is gone, or the round is over.
func (p *working) work(chance *rand.Rand) {
	p.mu.Lock()
	p.n = 1 << 20
	p.mu.Unlock()
	deal := ""
	for at := 0; ; at++ {
		p.mu.Lock()
		over := at >= p.n
		p.mu.Unlock()
		if over {
			return
		}
		s := spoken{text: fmt.Sprintf("typed-%s-%016x", p.login, chance.Uint64())}
		path, body := "/records/deal", map[string]any{"fields": map[string]any{"name": s.text}}
		if deal != "" && chance.IntN(2) == 0 {
			s.deal, path, body = deal, path+"/"+deal+"/notes", map[string]any{"text": s.text}
		}
		var made struct {
			ID string `json:"id"`
		}
		status, err := p.ask(p.listen, http.MethodPost, path, body, &made)
		select {
		case p.acks <- struct{}{}:
		default:
		}
		switch {
		case err != nil: // killed: nobody knows whether it was taken in
			return
		case status == http.StatusCreated:
			p.mu.Lock()
			p.taken = append(p.taken, s)
			p.mu.Unlock()
			if s.deal == "" {
				deal = made.ID
			}
		case status != http.StatusServiceUnavailable && status != http.StatusUnauthorized:
			p.t.Errorf("%s: %d", path, status)
			return
		}
	}
}

type syncState struct {
	Office  string `json:"office"`
	Waiting int    `json:"waiting"`
	Filled  int    `json:"filled"`
}

// await asks the desk how it stands until that is as wanted.
func (p *working) await(wanted func(syncState) bool) {
	p.t.Helper()
	for {
		var s syncState
		status, err := p.ask(p.listen, http.MethodGet, "/sync", nil, &s)
		if err != nil || status != http.StatusOK {
			p.t.Fatal(status, err)
		}
		if wanted(s) {
			return
		}
	}
}

// names are those of all deals that somebody sees, as the desk or the office tells.
func (p *working) names(at string) (names []string) {
	p.t.Helper()
	cursor := ""
	for {
		var page struct {
			Items []struct {
				Fields map[string]any `json:"fields"`
			} `json:"items"`
			Next string `json:"next"`
		}
		status, err := p.ask(at, http.MethodGet, "/records/deal?limit=200&cursor="+cursor, nil, &page)
		if err != nil || status != http.StatusOK {
			p.t.Fatal(status, err)
		}
		for _, item := range page.Items {
			names = append(names, fmt.Sprint(item.Fields["name"]))
		}
		if cursor = page.Next; cursor == "" {
			slices.Sort(names)
			return names
		}
	}
}

// meet lets everything come together and looks for all that was taken in.
func (w *killing) meet() {
	w.Helper()
	for _, p := range w.desks {
		p.await(func(s syncState) bool { return s.Waiting == 0 && s.Office == "there" })
		here := p.token
		p.signInAt(w.office.listen)
		names, counted := p.names(w.office.listen), make(map[spoken]int)
		for _, name := range names {
			counted[spoken{text: name}]++
		}
		for _, s := range p.taken {
			if s.deal != "" {
				counted[s] = p.notes(w.office.listen, s)
			}
			if counted[s] != 1 {
				w.Errorf("%v is there %d times", s, counted[s])
			}
		}
		w.Logf("%s: %d things", p.login, len(p.taken))
		p.token = here
		if on := p.names(p.listen); !slices.Equal(on, names) {
			w.Errorf("%s sees\n%v\nand at the office\n%v", p.login, on, names)
		}
	}
	w.office.kill()
	for _, p := range w.desks {
		p.kill()
	}
	w.whole()
}

// notes is how often something was said on a deal.
func (p *working) notes(at string, s spoken) (times int) {
	p.t.Helper()
	var page struct {
		Items []json.RawMessage `json:"items"`
	}
	status, err := p.ask(at, http.MethodGet, "/records/deal/"+s.deal+"/timeline?kinds=note&limit=100", nil, &page)
	if err != nil || status != http.StatusOK {
		p.t.Fatal(status, err)
	}
	for _, item := range page.Items {
		if bytes.Contains(item, []byte(s.text)) {
			times++
		}
	}
	return times
}

// whole checks what the killed office has left.
func (w *killing) whole() {
	w.Helper()
	office, err := OpenOffice(w.Context(), Config{Data: w.data, Listen: "127.0.0.1:0", Passwords: cheap()}, slog.New(slog.DiscardHandler))
	if err != nil {
		w.Fatal(err)
	}
	defer office.Close()
	findings, err := sqlstore.Check(w.Context(), office.Company, office.Store.Checker(office.Administration.Model()))
	if err != nil || len(findings) > 0 {
		w.Errorf("%v, %v", findings, err)
	}
	if _, err := os.Stat(filepath.Join(w.data, "identities.db")); err != nil {
		w.Error(err)
	}
}
