package app

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync"
	"testing"

	"kontora/backend/access"
	"kontora/backend/demo"
	"kontora/backend/record"
	"kontora/backend/store/sqlstore"
)

// TestKilledProcessesOnOneDatabaseLoseNothing has people work at two programs that share a database while one after the other is killed. What
// was acknowledged is there once, and the other one answers meanwhile.
func TestKilledProcessesOnOneDatabaseLoseNothing(t *testing.T) {
	const kills, people = 4, 4
	h := establish(t)
	programs, addresses := make([]*running, 2), make([]string, 2)
	for i := range programs {
		programs[i] = &running{t: t, arguments: []string{"-run-at", h.data, "-run-from", h.database}, listen: "127.0.0.1:0"}
		programs[i].start()
		addresses[i] = programs[i].listen // it stays where it was
		defer func() { programs[i].kill() }()
	}
	var (
		work   sync.WaitGroup
		mu     sync.Mutex
		acked  = make(map[string]int)
		ended  = make(chan struct{})
		advice = make(chan struct{}, people) // something was acknowledged
	)
	for person := range people {
		client := &traveller{addresses: addresses, at: person % 2}
		work.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-ended:
					return
				default:
				}
				name := fmt.Sprintf("deal %d of %d", n, person)
				if !client.create(t.Context(), name) {
					continue
				}
				mu.Lock()
				acked[name] = 0
				mu.Unlock()
				select {
				case advice <- struct{}{}:
				default:
				}
			}
		})
	}
	for kill := range kills {
		for range 2 * people { // with one of the two away as well
			<-advice
		}
		victim := programs[kill%2]
		victim.kill()
		for range 2 * people {
			<-advice
		}
		victim.start()
	}
	close(ended)
	work.Wait()
	for _, p := range programs {
		p.kill()
	}

	office := h.open(t)
	defer func() {
		if err := office.Close(); err != nil {
			t.Error(err)
		}
	}()
	office.counted(t, acked)
	for name, times := range acked {
		if times != 1 {
			t.Errorf("%q is there %d times", name, times)
		}
	}
	findings, err := sqlstore.Check(t.Context(), office.Company, office.Store.Checker(office.Administration.Model()))
	if err != nil || len(findings) > 0 {
		t.Errorf("check: %v, %v", findings, err)
	}
}

// counted adds to each name how many deals are called so.
func (o *Office) counted(t *testing.T, times map[string]int) {
	t.Helper()
	request := record.ListRequest{Type: "deal", Limit: record.MaxLimit, Action: access.View}
	for {
		page, err := o.Records.List(t.Context(), o.Actor(o.numberOf(t, "admin")), request)
		if err != nil {
			t.Fatal(err)
		}
		for _, item := range page.Items {
			if before, ok := times[fmt.Sprint(item.Fields["name"])]; ok {
				times[fmt.Sprint(item.Fields["name"])] = before + 1
			}
		}
		if request.Cursor = page.Next; request.Cursor == "" {
			break
		}
	}
}

// traveller asks one program, and another when that does not answer.
type traveller struct {
	addresses []string
	at        int
	token     string
}

// create makes a deal; it is false when nobody has said that it was made.
func (c *traveller) create(ctx context.Context, name string) bool {
	status := c.ask(ctx, "/records/deal", map[string]any{"fields": map[string]string{"name": name}}, nil)
	if status == http.StatusUnauthorized {
		var session struct {
			Token string `json:"token"`
		}
		c.ask(ctx, "/session", map[string]string{"login": "admin", "password": demo.Password}, &session)
		c.token = session.Token
	}
	return status == http.StatusCreated
}

func (c *traveller) ask(ctx context.Context, path string, body, into any) (status int) {
	raw, err := json.Marshal(body)
	if err != nil {
		return 0
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+c.addresses[c.at]+"/api"+path, bytes.NewReader(raw))
	if err != nil {
		return 0
	}
	r.Header.Set("Content-Type", "application/json")
	if c.token != "" {
		r.Header.Set("Authorization", "Bearer "+c.token)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		c.at = (c.at + 1) % len(c.addresses)
		return 0
	}
	defer response.Body.Close()
	if into != nil {
		_ = json.NewDecoder(response.Body).Decode(into) // what is no answer leaves no token, and is asked again
	}
	return response.StatusCode
}
