package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kontora/app/cli"
	"kontora/backend/locale"
	"kontora/backend/record"
	"kontora/backend/store/folder"
	"kontora/backend/store/sqlstore"
	"kontora/backend/testkit/postgres"
)

// migrate moves an office and returns what it has printed.
func migrate(t *testing.T, from, to string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	p, err := newProgram(&out, io.Discard, slog.New(slog.DiscardHandler), locale.English)
	if err != nil {
		t.Fatal(err)
	}
	err = p.Migrate(t.Context(), cli.Migrate{From: from, To: to})
	return out.String(), err
}

// tables are the lines that tell of tables, in any order.
func tables(printed string) []string {
	lines := strings.Split(strings.TrimSpace(printed), "\n")
	lines = lines[:len(lines)-1] // the last says that all is done
	slices.Sort(lines)
	return lines
}

func TestAnOfficeMovesToPostgreSQLAndBack(t *testing.T) {
	template, err := madeUp()
	if err != nil {
		t.Fatal(err)
	}
	data, server, back := t.TempDir(), postgres.Start(t), t.TempDir()
	if err := os.CopyFS(data, os.DirFS(template)); err != nil {
		t.Fatal(err)
	}
	seen := seenIn(t, Config{Data: data})
	there, err := migrate(t, "sqlite://"+data, server)
	if err != nil {
		t.Fatal(err)
	}
	if got := seenIn(t, Config{Data: data, Database: server}); !same(got, seen) {
		t.Errorf("on the server people see %d things, in files %d", len(got), len(seen))
	}
	secret, err := os.ReadFile(filepath.Join(data, secretFile))
	if err == nil {
		err = os.WriteFile(filepath.Join(back, secretFile), secret, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	returned, err := migrate(t, server, back)
	if err != nil {
		t.Fatal(err)
	}
	// The office that was opened between has logged nothing and changed nothing, so both ways tell the same digests.
	if got, want := tables(returned), tables(there); !slices.Equal(got, want) {
		t.Errorf("back:\n%s\nthere:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got := seenIn(t, Config{Data: back}); !same(got, seen) {
		t.Errorf("back in files people see %d things, before %d", len(got), len(seen))
	}
	office, err := OpenOffice(t.Context(), Config{Data: data, Database: server, Listen: "127.0.0.1:0"}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = office.Records.Create(t.Context(), office.Actor(office.numberOf(t, "admin")), "deal", record.Input{Fields: map[string]json.RawMessage{"name": json.RawMessage(`"Mole"`)}})
	if err := errors.Join(err, office.Close()); err != nil {
		t.Errorf("what is made on the server: %v", err)
	}
	for _, to := range []string{server, back} {
		if _, err := migrate(t, data, to); key(err) != "app.migrate_not_empty" {
			t.Errorf("over an office: %v", err)
		}
	}
	if _, err := migrate(t, t.TempDir(), postgres.Start(t)); key(err) != "app.no_office" {
		t.Errorf("of nothing: %v", err)
	}
}

// seenIn is everything that some people see in an office, which is whole.
func seenIn(t *testing.T, config Config) map[string]string {
	t.Helper()
	config.Listen, config.Passwords = "127.0.0.1:0", cheap()
	office, err := OpenOffice(t.Context(), config, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := office.Close(); err != nil {
			t.Error(err)
		}
	}()
	findings, err := sqlstore.Check(t.Context(), office.Company, office.Store.Checker(office.Administration.Model()))
	if err != nil || len(findings) > 0 {
		t.Errorf("check: %v, %v", findings, err)
	}
	all := make(map[string]string)
	for _, login := range []string{"admin", "petrov", "kuznetsova"} {
		for id, item := range (&branch{Office: office}).everything(t, login) {
			all[login+" "+id] = item
		}
	}
	if len(all) == 0 {
		t.Error("nobody sees anything")
	}
	return all
}

func same(a, b map[string]string) bool {
	for id, item := range a {
		if b[id] != item {
			return false
		}
	}
	return len(a) == len(b)
}

func TestAMigrationThatDidNotEndIsNoOffice(t *testing.T) {
	data := t.TempDir()
	unfinished, err := folder.Open(t.Context(), folder.Config{Path: data, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []func(context.Context) error{
		func(ctx context.Context) error { return sqlstore.BeginCopy(ctx, unfinished.Identities()) },
		func(context.Context) error { return unfinished.Close() },
	} {
		if err := step(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := OpenOffice(t.Context(), Config{Data: data, Listen: "127.0.0.1:0"}, slog.New(slog.DiscardHandler)); key(err) != "store.unfinished" {
		t.Errorf("error = %v", err)
	}
}

func TestAPlaceIsToldWithoutItsPassword(t *testing.T) {
	address := url.URL{Scheme: "postgres", User: url.UserPassword("kontora", "secret"), Host: "db.example.org", Path: "/kontora"}
	for _, place := range []struct{ text, want string }{
		{address.String(), "postgres://kontora@db.example.org/kontora"}, {"/srv/kontora", "/srv/kontora"}, {"postgres://db/kontora", "postgres://db/kontora"},
	} {
		if got := shown(place.text); got != place.want {
			t.Errorf("%s is told as %s", place.text, got)
		}
	}
}
