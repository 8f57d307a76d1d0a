package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"runtime/pprof"
	"strconv"
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

// measureCompany fills a company in a process of its own, so that the memory of this one is that of an office that was started.
func measureCompany(ctx context.Context, o options, cells int) (result company, err error) {
	data, filled, done, err := o.filled(ctx, cells)
	if err != nil {
		return result, err
	}
	defer func() { err = errors.Join(err, done()) }()
	result.Cells, result.Office, result.Filled = cells, make(map[string]string), filled.Round(time.Second).String()
	t := &trial{options: o, logins: make(map[string]string), people: make(map[string]*person)}
	started := time.Now()
	if t.office, err = app.OpenOffice(ctx, o.config(data), slog.New(slog.DiscardHandler)); err != nil {
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
	debug.FreeOSMemory()
	result.Office["memory at rest"] = memory()
	t.base = server.URL
	if err := t.cast(); err != nil {
		return result, err
	}
	if err := t.signIn(ctx); err != nil {
		return result, err
	}
	profiled, err := profile(o.profile)
	if err != nil {
		return result, err
	}
	result.Figures, err = t.measure(ctx)
	profiled()
	result.Office["memory afterwards"] = memory()
	return result, err
}

// profile writes a profile of the processor until stop is called, where a file is named.
func profile(file string) (stop func(), err error) {
	if file == "" {
		return func() {}, nil
	}
	out, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(out); err != nil {
		return nil, errors.Join(err, out.Close())
	}
	return func() { pprof.StopCPUProfile(); _ = out.Close() }, nil
}

func (o options) config(data string) app.Config {
	return app.Config{Data: data, Listen: "127.0.0.1:0", Database: o.database}
}

// filled is a folder with a company in it, and what ends its use.
func (o options) filled(ctx context.Context, cells int) (data string, took time.Duration, done func() error, err error) {
	kept := func() error { return nil }
	if o.keep != "" {
		data = filepath.Join(o.keep, fmt.Sprintf("%d-deals-%d-cells", o.deals, cells))
		if _, err := os.Stat(data); err == nil {
			return data, 0, kept, nil
		}
		if err := os.MkdirAll(data, 0o700); err != nil {
			return "", 0, nil, err
		}
		done = kept
	} else {
		if data, err = os.MkdirTemp("", "kontora-bench-*"); err != nil {
			return "", 0, nil, err
		}
		done = func() error { return os.RemoveAll(data) }
	}
	self, err := os.Executable()
	if err != nil {
		return "", 0, nil, errors.Join(err, done())
	}
	started := time.Now()
	command := exec.CommandContext(ctx, self, "-fill", data, "-cells", strconv.Itoa(cells), "-deals", strconv.Itoa(o.deals), "-database", o.database)
	command.Stderr = os.Stderr
	if err := command.Run(); err != nil {
		return "", 0, nil, errors.Join(fmt.Errorf("fill: %w", err), os.RemoveAll(data))
	}
	return data, time.Since(started), done, nil
}

// fill makes the company and its deals in a folder.
func fill(ctx context.Context, o options, data string, cells int) (err error) {
	office, err := app.OpenOffice(ctx, o.config(data), slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, office.Close()) }()
	if err := office.MakeUp(ctx, locale.English, demo.Options{Seed: 1, Deals: 1, Employees: employees, Groups: groups}); err != nil {
		return err
	}
	if err := settle(ctx, office); err != nil {
		return err
	}
	representative, manager, _, ok := demo.Viewpoints(office.Administration.Model().Directory)
	if !ok {
		return errors.New("the made-up company has no regional sales")
	}
	_, err = demo.Fill(ctx, office.DemoParts(), demo.FillOptions{Seed: 1, Deals: o.deals, Cells: cells, Representative: representative, Manager: manager})
	return err
}

// cast chooses who is measured: the made-up company knows who sees few deals, many and all.
func (t *trial) cast() error {
	d := t.office.Administration.Model().Directory
	representative, manager, director, ok := demo.Viewpoints(d)
	if !ok {
		return errors.New("the made-up company has no regional sales")
	}
	t.logins["administrator"] = "admin"
	for role, no := range map[string]ident.No{"director": director, "manager": manager, "representative": representative} {
		t.logins[role] = d.Employees[no].Login
	}
	return nil
}

func find(office *app.Office, login string) *directory.Employee {
	for _, e := range office.Administration.Model().Directory.Employees {
		if e.Login == login {
			return e
		}
	}
	return nil
}

// signIn gives each of the people the password of the made-up company, which not all of its employees have, and signs them in.
func (t *trial) signIn(ctx context.Context) error {
	admin := t.office.Actor(find(t.office, t.logins["administrator"]).No)
	password := json.RawMessage(raw(map[string]string{"password": demo.Password}))
	for role, login := range t.logins {
		if role != "administrator" {
			if _, err := t.office.Administration.Employees().Change(ctx, admin, find(t.office, login).ID, "", password); err != nil {
				return err
			}
		}
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
