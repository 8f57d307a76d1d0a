package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"runtime"
	"strings"
	"time"

	"kontora/app"
	"kontora/backend/demo"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/locale"
)

// The company that is measured.
const (
	employees = 200
	groups    = 30
)

// trial is one company being measured.
type trial struct {
	options
	office *app.Office
	base   string
	people map[string]*person // administrator, director, manager, representative
	logins map[string]string
}

func measureCompany(ctx context.Context, o options, cells int) (result company, err error) {
	data, err := os.MkdirTemp("", "kontora-bench-*")
	if err != nil {
		return result, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(data)) }()
	config := app.Config{Data: data, Listen: "127.0.0.1:0", Database: o.database}
	result.Cells, result.Office = cells, make(map[string]string)
	t := &trial{options: o, logins: make(map[string]string), people: make(map[string]*person)}
	filled, err := t.fill(ctx, config, cells)
	if err != nil {
		return result, err
	}
	result.Filled = filled.Round(time.Second).String()
	started := time.Now()
	if t.office, err = app.OpenOffice(ctx, config, slog.New(slog.DiscardHandler)); err != nil {
		return result, err
	}
	defer func() { err = errors.Join(err, t.office.Close()) }()
	handler, err := t.office.Handler()
	if err != nil {
		return result, err
	}
	server := httptest.NewServer(handler)
	defer server.Close()
	result.Office["start to ready"] = time.Since(started).Round(time.Millisecond).String()
	runtime.GC()
	result.Office["memory at rest"] = memory()
	t.base = server.URL
	if err := t.signIn(ctx); err != nil {
		return result, err
	}
	result.Figures, err = t.measure(ctx)
	return result, err
}

// fill makes the company and its deals, and closes it again.
func (t *trial) fill(ctx context.Context, config app.Config, cells int) (time.Duration, error) {
	started := time.Now()
	office, err := app.OpenOffice(ctx, config, slog.New(slog.DiscardHandler))
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, office.Close()) }()
	if err := office.MakeUp(ctx, locale.English, demo.Options{Seed: 1, Deals: 1, Employees: employees, Groups: groups}); err != nil {
		return 0, err
	}
	if err := settle(ctx, office); err != nil {
		return 0, err
	}
	representative, manager, err := t.cast(ctx, office)
	if err != nil {
		return 0, err
	}
	_, err = demo.Fill(ctx, office.DemoParts(), demo.FillOptions{Seed: 1, Deals: t.deals, Cells: cells, Representative: representative, Manager: manager})
	return time.Since(started), err
}

// cast chooses who is measured: the made-up company names them by what they see.
func (t *trial) cast(ctx context.Context, office *app.Office) (representative, manager ident.No, err error) {
	who := map[string]string{"administrator": "admin", "director": "orlov", "manager": "belova", "representative": "petrov"}
	for role, login := range who {
		e := find(office, login)
		if e == nil {
			return 0, 0, fmt.Errorf("nobody signs in as %s", login)
		}
		t.logins[role] = login
		switch role {
		case "manager":
			manager = e.No
		case "representative":
			representative = e.No
		}
	}
	return representative, manager, ctx.Err()
}

func find(office *app.Office, login string) *directory.Employee {
	for _, e := range office.Administration.Model().Directory.Employees {
		if e.Login == login {
			return e
		}
	}
	return nil
}

func (t *trial) signIn(ctx context.Context) error {
	for role, login := range t.logins {
		p, err := signIn(ctx, role, t.base, login, demo.Password)
		if err != nil {
			return err
		}
		t.people[role] = p
	}
	return nil
}

// memory is how much of the process is in memory, as the system counts it.
func memory() string {
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "unknown"
	}
	for _, line := range strings.Split(string(raw), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			return strings.TrimSpace(rest)
		}
	}
	return "unknown"
}

// raw is v as JSON; v is always plain.
func raw(v any) string {
	out, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(out)
}
