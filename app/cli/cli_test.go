package cli

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
)

// listener is a Program that remembers what it was asked.
type listener struct {
	Program
	where Storage
	login string
}

var errAsked = errors.New("asked")

func (l *listener) Serve(_ context.Context, flags Serve) error { l.where = flags.Storage; return nil }

func (l *listener) Import(_ context.Context, flags Import) error { l.where = flags.Storage; return nil }

func (l *listener) Check(_ context.Context, flags Check) error {
	l.where = flags.Storage
	return errAsked
}

func (l *listener) ResetPassword(_ context.Context, where Storage, login string) error {
	l.where, l.login = where, login
	return nil
}

func TestEveryCommandOnDataIsToldWhereItIs(t *testing.T) {
	const where = "--data folder --company c --database postgres://server/kontora"
	want := Storage{Folder: Folder{Data: "folder", Company: "c"}, Database: "postgres://server/kontora"}
	for name, c := range map[string]struct {
		line   string
		status int
		login  string
	}{
		"serve":                         {"serve " + where, 0, ""},
		"import":                        {"import --plan plan.json " + where, 0, ""},
		"check, which fails":            {"check " + where, 1, ""},
		"admin, said before the action": {"admin " + where + " reset-password anna", 0, "anna"},
		"admin, said behind the action": {"admin reset-password anna " + where, 0, "anna"},
	} {
		t.Run(name, func(t *testing.T) {
			heard := &listener{}
			var errs strings.Builder
			status := Run(t.Context(), heard, strings.Fields(c.line), io.Discard, &errs, error.Error)
			if status != c.status || heard.where != want || heard.login != c.login {
				t.Errorf("status %d, asked on %+v for %q: %s", status, heard.where, heard.login, errs.String())
			}
		})
	}
}

func TestWhatIsNotACommandFails(t *testing.T) {
	for _, line := range []string{"", "sell", "serve --lisen x", "import", "backup", "admin reset-password"} {
		var errs strings.Builder
		if status := Run(t.Context(), &listener{}, strings.Fields(line), io.Discard, &errs, error.Error); status != 1 || errs.Len() == 0 {
			t.Errorf("%q: status %d, said %q", line, status, errs.String())
		}
	}
}
