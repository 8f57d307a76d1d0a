package demo_test

import (
	"testing"

	"kontora/app"
	"kontora/backend/administration"
	"kontora/backend/demo"
	"kontora/backend/locale"
	"kontora/backend/testkit/office"
)

// founded opens an office with a company of nobody but its administrator, on a PostgreSQL server when an address of one is given.
func founded(t testing.TB, language locale.Language, database string) (*app.Office, demo.Parts) {
	t.Helper()
	founding := administration.Founding{Company: demo.Company(language), Login: "admin", Password: demo.Password, Name: demo.Administrator(language)}
	opened, _ := office.Found(t, founding, database)
	return opened, opened.DemoParts()
}
