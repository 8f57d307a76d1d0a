package demo_test

import (
	"log/slog"
	"testing"

	"kontora/app"
	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/clock"
	"kontora/backend/demo"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/importer"
	"kontora/backend/locale"
)

// founded opens an office with a company of nobody but its administrator.
func founded(t testing.TB, language locale.Language) (*app.Office, demo.Parts) {
	t.Helper()
	return foundedOn(t, language, "")
}

// foundedOn opens one on a PostgreSQL server, or in a file when there is no address.
func foundedOn(t testing.TB, language locale.Language, database string) (*app.Office, demo.Parts) {
	t.Helper()
	config := app.Config{Data: t.TempDir(), Listen: "127.0.0.1:0", Database: database}
	office, err := app.OpenOffice(t.Context(), config, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := office.Close(); err != nil {
			t.Error(err)
		}
	})
	err = office.Administration.Found(t.Context(), administration.Founding{
		Company: directory.Company{Name: "Северный порт", Language: language, TimeZone: "Europe/Berlin", Currency: "EUR", Country: "DE"},
		Login:   "admin", Password: demo.Password, Name: directory.PersonName{Last: "Соколова", First: "Марина", Patronymic: "Игоревна"},
	})
	if err != nil {
		t.Fatal(err)
	}
	a := office.Administration
	kinds := map[string]demo.Entries{
		"branch":       importer.Of[administration.Branch](a.Branches()),
		"department":   importer.Of[administration.Department](a.Departments()),
		"position":     importer.Of[administration.Position](a.Positions()),
		"role":         importer.Of[administration.Role](a.Roles()),
		"profile":      importer.Of[administration.Profile](a.Profiles()),
		"group":        importer.Of[administration.Group](a.Groups()),
		"employee":     importer.Of[administration.Employee](a.Employees()),
		"sharing_rule": importer.Of[administration.Rule](a.Rules()),
		"restriction":  importer.Of[administration.Restriction](a.Restrictions()),
	}
	return office, demo.Parts{
		Directory: func(kind string) demo.Entries { return kinds[kind] }, Types: a, Records: office.Records, Target: office.Store,
		Model: a.Model, Actor: office.Actor, IDs: ident.Random{}, Clock: clock.System{},
	}
}

func actorOf(t testing.TB, office *app.Office, login string) access.Actor {
	t.Helper()
	for no, e := range office.Administration.Model().Directory.Employees {
		if e.Login == login {
			return office.Actor(no)
		}
	}
	t.Fatalf("%s is not there", login)
	return access.Actor{}
}
