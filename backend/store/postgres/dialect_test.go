package postgres_test

import (
	"strings"
	"testing"

	"kontora/backend/store/postgres"
)

func TestPlaceholdersAreNumberedOutsideQuotes(t *testing.T) {
	cases := map[string]string{
		"SELECT 1":                                "SELECT 1",
		"SELECT ?, ?":                             "SELECT $1, $2",
		"SELECT '?' || ?":                         "SELECT '?' || $1",
		`SELECT "a?" FROM t WHERE b = ?`:          `SELECT "a?" FROM t WHERE b = $1`,
		"SELECT 'it''s?', ?":                      "SELECT 'it''s?', $1",
		"SELECT " + strings.Repeat("?,", 9) + "?": "SELECT $1,$2,$3,$4,$5,$6,$7,$8,$9,$10",
	}
	for statement, want := range cases {
		if got := (postgres.Dialect{}).Rewrite(statement); got != want {
			t.Errorf("%s became %s, want %s", statement, got, want)
		}
	}
}

func FuzzRewrite(f *testing.F) {
	f.Add("SELECT '?', ? FROM \"t?\"")
	f.Fuzz(func(t *testing.T, statement string) {
		got := postgres.Dialect{}.Rewrite(statement)
		if !strings.Contains(statement, "?") && got != statement {
			t.Errorf("%q became %q", statement, got)
		}
		if strings.Count(got, "'") != strings.Count(statement, "'") {
			t.Errorf("%q became %q: quotes were lost", statement, got)
		}
	})
}
