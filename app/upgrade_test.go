package app

import (
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/demo"
	"kontora/backend/directory"
	"kontora/backend/identity"
	"kontora/backend/locale"
	"kontora/backend/record"
	"kontora/backend/store/folder"
	"kontora/backend/store/migrations"
	"kontora/backend/store/sqlstore"
)

// TestAnOfficeOpensWhatEveryEarlierOneHasLeft restores a backup of an office of each version that the tables have had, and looks for what was in
// it. Each was made by the program of its time: founded, some records made, changed, deleted, shared and transferred, then `kontora backup`.
func TestAnOfficeOpensWhatEveryEarlierOneHasLeft(t *testing.T) {
	backups, err := filepath.Glob("testdata/offices/*.backup")
	if err != nil {
		t.Fatal(err)
	}
	if newest := filepath.Join("testdata/offices", presentVersion(t)+".backup"); !slices.Contains(backups, newest) {
		t.Errorf("there is no %s: the tables have a new version, of which one has to be kept", newest)
	}
	for _, backup := range backups {
		t.Run(filepath.Base(backup), func(t *testing.T) { opensEarlier(t, backup) })
	}
}

func opensEarlier(t *testing.T, backup string) {
	data := filepath.Join(t.TempDir(), "office")
	if err := folder.Restore(t.Context(), folder.Config{Path: data, Logger: slog.New(slog.DiscardHandler)}, backup); err != nil {
		t.Fatal(err)
	}
	for range 2 { // what was brought up to date opens again
		office, err := OpenOffice(t.Context(), Config{Data: data, Listen: "127.0.0.1:0", Passwords: cheap()}, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		holdsWhatWasLeft(t, office)
		if err := office.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func holdsWhatWasLeft(t *testing.T, office *Office) {
	t.Helper()
	ctx := t.Context()
	findings, err := sqlstore.Check(ctx, office.Company, office.Store.Checker(office.Administration.Model()))
	ofIdentities, checking := sqlstore.CheckIdentities(ctx, office.folder.Identities())
	if err != nil || checking != nil || len(findings)+len(ofIdentities) > 0 {
		t.Errorf("%v, %v, %v, %v", findings, ofIdentities, err, checking)
	}
	granted, err := office.Identity.SignIn(ctx, identity.Attempt{Login: "anna", Password: "another secret", Address: "127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	c := &cable{office: office}
	deals, err := office.Records.List(ctx, c.administrator(t), record.ListRequest{Type: "deal", Limit: record.MaxLimit, Action: access.View, Search: "Deal"})
	if err != nil || len(deals.Items) != 11 {
		t.Fatalf("%d deals, %v", len(deals.Items), err)
	}
	at := slices.IndexFunc(deals.Items, func(v record.View) bool { return v.Fields["name"] == "Deal renamed" })
	if at < 0 || deals.Items[at].Fields["comment"] != "Ёлки, größer, 港" {
		t.Fatalf("the deals are %v", deals.Items)
	}
	said, err := office.Records.Timeline(ctx, c.administrator(t), "deal", deals.Items[at].ID, record.TimelineRequest{Kinds: []string{"note", "task"}})
	if err != nil || len(said.Items) != 2 {
		t.Errorf("said on it: %v, %v", said.Items, err)
	}
	hers := slices.DeleteFunc(deals.Items, func(v record.View) bool { return v.Responsible != granted.Session.Employee })
	if len(hers) != 1 {
		t.Errorf("%d deals were transferred to her", len(hers))
	}
}

var keepOffice = flag.Bool("keep-office", false, "make the office of the present version of the tables that later ones have to open")

// TestKeepAnOffice makes what TestAnOfficeOpensWhatEveryEarlierOneHasLeft opens: run it with -keep-office once a migration was added.
func TestKeepAnOffice(t *testing.T) {
	to := filepath.Join(t.TempDir(), "office.backup")
	if *keepOffice {
		to = filepath.Join("testdata/offices", presentVersion(t)+".backup")
	}
	data := t.TempDir()
	config := Config{Data: data, Listen: "127.0.0.1:0", Passwords: cheap()}
	office, err := OpenOffice(t.Context(), config, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	err = office.Administration.Found(t.Context(), administration.Founding{
		Company: directory.Company{Name: "Kontora", Language: locale.English, TimeZone: "UTC", Currency: "EUR", Country: "DE"},
		Login:   "admin", Password: demo.Password, Name: directory.PersonName{Last: "Administrator"},
	})
	if err != nil {
		t.Fatal(err)
	}
	workAtNewOffice(t, &cable{office: office})
	if err := office.Close(); err != nil {
		t.Fatal(err)
	}
	if err := folder.Backup(t.Context(), folder.Config{Path: data, Logger: slog.New(slog.DiscardHandler)}, to); err != nil {
		t.Fatal(err)
	}
	opensEarlier(t, to)
}

func presentVersion(t *testing.T) string {
	t.Helper()
	var versions []string
	for _, content := range []string{"company", "identities"} {
		latest, err := migrations.Latest(content)
		if err != nil {
			t.Fatal(err)
		}
		versions = append(versions, fmt.Sprintf("%s-%03d", content, latest))
	}
	return strings.Join(versions, "-")
}

func workAtNewOffice(t *testing.T, c *cable) {
	t.Helper()
	s := c.asks(t, "admin")
	made := func(path string, body map[string]any) string {
		return s.do(t, http.MethodPost, path, body, http.StatusCreated)["id"].(string)
	}
	role := made("/roles", map[string]any{"name": "Sales"})
	anna := made("/employees", map[string]any{
		"last_name": "Orlova", "first_name": "Anna", "login": "anna", "password": "another secret", "role_id": role, "role_source": "manual", "status": "active",
	})
	made("/records/company", map[string]any{"fields": map[string]any{"name": "Harbour & Sons"}})
	deals := make([]string, 12)
	for i := range deals {
		deals[i] = "/records/deal/" + made("/records/deal", map[string]any{"fields": map[string]any{"name": fmt.Sprint("Deal ", i), "comment": "Ёлки, größer, 港"}})
	}
	s.do(t, http.MethodPatch, deals[0], map[string]any{"fields": map[string]any{"name": "Deal renamed"}}, http.StatusOK)
	made(deals[0]+"/notes", map[string]any{"text": "Called twice"})
	made(deals[0]+"/tasks", map[string]any{"title": "Send the offer"})
	s.do(t, http.MethodDelete, deals[1], nil, http.StatusNoContent)
	s.do(t, http.MethodPost, deals[2]+"/transfer", map[string]any{"to": anna}, http.StatusOK)
	shares := map[string]any{"items": []any{map[string]any{"principal": map[string]any{"kind": "employee", "id": anna}, "level": "edit"}}}
	s.do(t, http.MethodPut, deals[3]+"/shares", shares, http.StatusOK)
}
