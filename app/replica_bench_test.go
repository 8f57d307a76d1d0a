package app

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"kontora/backend/access"
	"kontora/backend/demo"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/record"
	"kontora/backend/replica"
)

// measured is an office that is measured, over HTTP on the same computer.
type measured struct {
	*cable
	admin  access.Actor
	deals  []ident.ID
	logins map[string]bool // see signsIn
}

func measure(b *testing.B, deals, employees int) *measured {
	b.Helper()
	office, err := OpenOffice(b.Context(), Config{Data: b.TempDir(), Listen: "127.0.0.1:0", Passwords: cheap()}, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := office.Close(); err != nil {
			b.Error(err)
		}
	})
	if err := office.MakeUp(b.Context(), locale.English, demo.Options{Seed: 1, Deals: deals, Employees: employees}); err != nil {
		b.Fatal(err)
	}
	if err := build(b.Context(), office); err != nil {
		b.Fatal(err)
	}
	handler, err := office.Handler()
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(handler)
	b.Cleanup(server.Close)
	m := &measured{cable: &cable{Server: server, office: office}, logins: make(map[string]bool)}
	for no, e := range office.Administration.Model().Directory.Employees {
		if e.Administrator {
			m.admin = office.Actor(no)
		}
	}
	page, err := office.Records.List(b.Context(), m.admin, record.ListRequest{Type: "deal", Limit: record.MaxLimit, Action: access.View})
	if err != nil {
		b.Fatal(err)
	}
	for _, item := range page.Items {
		m.deals = append(m.deals, item.ID)
	}
	return m
}

// edit changes one field of a deal and returns when that was begun and which deal it was.
func (m *measured) edit(b *testing.B, round int) (ident.ID, time.Time) {
	b.Helper()
	deal := m.deals[round%len(m.deals)]
	comment, err := json.Marshal(fmt.Sprintf("round %d", round))
	if err != nil {
		b.Fatal(err)
	}
	begun := time.Now()
	if _, _, err := m.office.Records.Edit(b.Context(), m.admin, "deal", deal, "", map[string]json.RawMessage{"comment": comment}); err != nil {
		b.Fatal(err)
	}
	return deal, begun
}

// report tells the median and the 99th percentile of what was taken.
func report(b *testing.B, taken []time.Duration) {
	b.Helper()
	slices.Sort(taken)
	b.ReportMetric(float64(taken[len(taken)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(taken[len(taken)*99/100].Microseconds())/1000, "p99-ms")
}

// BenchmarkHeardAtADesk is how long it takes from sending a change of one field at the office until it stands in the database of a desk, indexed
// and synced, and its listeners hear of it.
func BenchmarkHeardAtADesk(b *testing.B) {
	m := measure(b, 20_000, 0)
	s := takeSeatWith(b, b.TempDir(), m.cable, nil, nil)
	if status := s.signIn(b, "admin", demo.Password); status != http.StatusOK {
		b.Fatal(status)
	}
	b.Cleanup(func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	})
	s.follow(b)
	news := s.Hub.Subscribe()
	defer news.Close()
	var taken []time.Duration
	for round := 0; b.Loop(); round++ {
		deal, begun := m.edit(b, round)
		for heard := false; !heard; {
			<-news.Ready()
			commits, _ := news.Take()
			for _, commit := range commits {
				for _, change := range commit.Changes {
					heard = heard || change.Record == deal
				}
			}
		}
		taken = append(taken, time.Since(begun))
	}
	report(b, taken)
}

// follower is a desk that keeps no records: it follows the office as a desk does, and tells what it hears.
type follower struct {
	base, token string
	client      *http.Client
	holding     replica.Holding
	stand       []byte
	known       []byte
	bytes       int64
	records     int64
	forgotten   bool // the office has to be told all that is held
	heard       func(record ident.ID)
}

func (m *measured) follower(b *testing.B, login string) *follower {
	b.Helper()
	token, ok := m.signIn(b, login)
	if !ok {
		b.Fatal(login, "is not let in")
	}
	f := &follower{base: m.URL, token: token, client: m.Client(), heard: func(ident.ID) {}}
	if err := f.pull(b.Context()); err != nil {
		b.Fatal(err)
	}
	return f
}

func (f *follower) ask(ctx context.Context, method, path string, body []byte) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, method, f.base+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+f.token)
	return f.client.Do(r)
}

// pull follows everything that is new.
func (f *follower) pull(ctx context.Context) error {
	for {
		claim, path := replica.BriefClaim(replica.Scope{}, f.stand, f.known), "/api/replica/pull?brief=true"
		if f.stand == nil || !f.holding.Whole() || f.forgotten {
			claim, path = replica.NewClaim(&f.holding, replica.Scope{}, f.stand, f.known), "/api/replica/pull"
		}
		body, err := replica.EncodeClaim(claim)
		if err != nil {
			return err
		}
		answer, err := f.ask(ctx, http.MethodPost, path, body)
		if err != nil {
			return err
		}
		if f.forgotten = answer.StatusCode == http.StatusConflict; f.forgotten {
			_ = answer.Body.Close()
			continue
		}
		if err := f.take(answer); err != nil {
			return err
		}
		if f.holding.Whole() {
			return nil
		}
	}
}

func (f *follower) take(answer *http.Response) error {
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return errors.New(answer.Status)
	}
	counted := &counting{Reader: answer.Body}
	defer func() { f.bytes += counted.n }()
	for in := replica.NewReader(counted); ; {
		m, err := in.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch m.Kind {
		case replica.Reset:
			f.holding = replica.Holding{}
		case replica.Told:
			f.known = replica.Known(m.Company)
		case replica.Put:
			f.records++
			f.heard(m.Record)
		case replica.Patch:
			f.heard(m.Record)
		}
		if err := f.holding.Follow(&m.Frame); err != nil {
			return err
		}
		if len(m.Stand) > 0 {
			f.stand = m.Stand
		}
	}
}

// follow pulls at each of the office's news until ctx ends; ready is called once it listens.
func (f *follower) follow(ctx context.Context, ready func()) error {
	answer, err := f.ask(ctx, http.MethodGet, "/api/events", nil)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	news := make(chan struct{}, 1)
	go heed(answer.Body, news)
	ready()
	for range news {
		if err := f.pull(ctx); err != nil {
			return err
		}
	}
	return nil
}

// heed tells of everything that the office tells of, until it ends.
func heed(stream io.Reader, news chan<- struct{}) {
	defer close(news)
	for lines := bufio.NewScanner(stream); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), "data: ") {
			select {
			case news <- struct{}{}:
			default:
			}
		}
	}
}

// counting counts what is read.
type counting struct {
	io.Reader
	n int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

// BenchmarkHeardByMany is the same for desks that keep no records, on the two cores of the office: the office's share of it, and how many bytes
// a change of one field and a record of a first replica travel as.
func BenchmarkHeardByMany(b *testing.B) {
	for _, desks := range []int{1, 50, 200} {
		b.Run(fmt.Sprintf("desks=%d", desks), func(b *testing.B) {
			m := measure(b, 2000, 0)
			logins := m.mostSeen(b)
			heard := make(chan ident.ID, desks)
			var followers []*follower
			following, stop := context.WithCancel(b.Context())
			var running, ready sync.WaitGroup
			var failed atomic.Pointer[error]
			for i := range desks {
				f := m.follower(b, logins[i%len(logins)])
				f.heard = func(r ident.ID) { heard <- r }
				followers = append(followers, f)
				ready.Add(1)
				running.Go(func() {
					if err := f.follow(following, ready.Done); err != nil && following.Err() == nil {
						failed.Store(&err)
					}
				})
			}
			ready.Wait()
			row := float64(followers[0].bytes) / float64(max(1, followers[0].records))
			before := followers[0].bytes
			var taken []time.Duration
			rounds := 0
			for ; b.Loop(); rounds++ {
				deal, begun := m.edit(b, rounds)
				for range desks {
					for <-heard != deal {
					}
					taken = append(taken, time.Since(begun))
				}
			}
			report(b, taken)
			b.ReportMetric(row, "B/row")
			stop()
			running.Wait()
			b.ReportMetric(float64(followers[0].bytes-before)/float64(rounds), "B/change")
			if err := failed.Load(); err != nil {
				b.Fatal(*err)
			}
		})
	}
}

// mostSeen has the one deal changed that most people see, and returns their logins.
func (m *measured) mostSeen(b *testing.B) (logins []string) {
	b.Helper()
	var best ident.ID
	for _, deal := range m.deals {
		var see []string
		for no, e := range m.office.Administration.Model().Directory.Employees {
			if _, _, err := m.office.Records.Get(b.Context(), m.office.Actor(no), "deal", deal); err == nil && m.signsIn(b, e.Login) {
				see = append(see, e.Login)
			}
		}
		if len(see) > len(logins) {
			best, logins = deal, see
		}
	}
	m.deals = []ident.ID{best}
	slices.Sort(logins)
	return logins
}

// signsIn reports whether somebody has the password of made-up people.
func (m *measured) signsIn(b *testing.B, login string) bool {
	b.Helper()
	if known, ok := m.logins[login]; ok {
		return known
	}
	_, ok := m.signIn(b, login)
	m.logins[login] = ok
	return ok
}

// signIn opens a session.
func (m *measured) signIn(b *testing.B, login string) (token string, ok bool) {
	b.Helper()
	body, err := json.Marshal(map[string]string{"login": login, "password": demo.Password})
	if err != nil {
		b.Fatal(err)
	}
	f := &follower{base: m.URL, client: m.Client()}
	answer, err := f.ask(b.Context(), http.MethodPost, "/api/session", body)
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()
	var granted struct {
		Token string `json:"token"`
	}
	err = json.NewDecoder(answer.Body).Decode(&granted)
	return granted.Token, err == nil && granted.Token != ""
}
