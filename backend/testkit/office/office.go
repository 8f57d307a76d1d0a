// Package office opens whole offices for tests, each in a folder of its own and with a company of nobody but its administrator.
package office

import (
	"log/slog"
	"testing"

	"kontora/app"
	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/directory"
	"kontora/backend/identity"
	"kontora/backend/locale"
)

// Founding is how tests found a company when nothing about it matters: the administrator signs in as admin,
// and names are written last name first.
func Founding(language locale.Language) administration.Founding {
	return administration.Founding{
		Company: directory.Company{
			Name: "Northern Port", Language: language, TimeZone: "Europe/Berlin", Currency: "EUR", Country: "DE", NameOrder: directory.LastFirst,
		},
		Login: "admin", Password: "correct horse battery", Name: directory.PersonName{Last: "Admin", First: "Ada"},
	}
}

// Passwords is what hashing takes in tests: next to nothing. At the usual cost most of their time would go into it.
func Passwords() identity.Cost { return identity.Cost{MemoryKiB: 64, Passes: 1, Lanes: 1} }

// Found opens an office that is closed after the test, and returns its administrator. It is on a PostgreSQL server when an address of one
// is given, else in files.
func Found(t testing.TB, founding administration.Founding, database string) (*app.Office, access.Actor) {
	t.Helper()
	config := app.Config{Data: t.TempDir(), Listen: "127.0.0.1:0", Database: database, Passwords: Passwords()}
	opened, err := app.OpenOffice(t.Context(), config, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := opened.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := opened.Administration.Found(t.Context(), founding); err != nil {
		t.Fatal(err)
	}
	return opened, Actor(t, opened, founding.Login)
}

// Actor is the employee with the login as one who acts now.
func Actor(t testing.TB, of *app.Office, login string) access.Actor {
	t.Helper()
	for no, e := range of.Administration.Model().Directory.Employees {
		if e.Login == login {
			return of.Actor(no)
		}
	}
	t.Fatalf("%s is not there", login)
	return access.Actor{}
}
