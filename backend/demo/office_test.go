package demo_test

import (
	"log/slog"
	"testing"

	"kontora/app"
	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/demo"
	"kontora/backend/directory"
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
	return office, office.DemoParts()
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
