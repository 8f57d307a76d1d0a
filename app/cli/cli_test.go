package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"kontora/backend/locale"
)

// listener is a Program that remembers what it was asked.
type listener struct {
	Program
	where   Storage
	login   string
	version bool
}

func (l *listener) Version(context.Context) error { l.version = true; return nil }

var errAsked = errors.New("asked")

func (l *listener) Serve(_ context.Context, flags Serve) error { l.where = flags.Storage; return nil }

func (l *listener) Import(_ context.Context, flags Import) error { l.where = flags.Storage; return nil }

func (l *listener) Migrate(context.Context, Migrate) error { return nil }

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
			status := Run(t.Context(), heard, strings.Fields(c.line), Console{Out: io.Discard, Errs: &errs, Say: keys, Words: error.Error})
			if status != c.status || heard.where != want || heard.login != c.login {
				t.Errorf("status %d, asked on %+v for %q: %s", status, heard.where, heard.login, errs.String())
			}
		})
	}
}

// keys says the key of a text and what fills it.
func keys(key string, pairs ...any) string {
	return strings.TrimSpace(fmt.Sprintln(append([]any{key}, pairs...)...))
}

func TestACommandLineThatCannotBeUnderstood(t *testing.T) {
	for line, want := range map[string]string{
		"":                               "cli.alone",
		"sell":                           "cli.no_command what sell cli.see command kontora",
		"serv":                           "cli.no_command_but what serv more serve cli.see command kontora",
		"serve --lisen x":                "cli.no_flag_but what --lisen more --listen cli.see command kontora serve",
		"serve --colour x":               "cli.no_flag what --colour cli.see command kontora serve",
		"serve here":                     "cli.too_much what here cli.see command kontora serve",
		"serve --listen":                 "cli.no_value what --listen cli.see command kontora serve",
		"demo --records many":            "cli.wrong_value what --records more many cli.see command kontora demo",
		"demo --seed -1":                 "cli.wrong_value what --seed more -1 cli.see command kontora demo",
		"serve --plain-http=perhaps":     "cli.wrong_value what --plain-http more perhaps cli.see command kontora serve",
		"import":                         "cli.missing what --plan FILE.json cli.see command kontora import",
		"admin":                          "cli.choose what reset-password, make-administrator cli.see command kontora admin",
		"admin reset-password":           "cli.missing what LOGIN cli.see command kontora admin reset-password",
		"admin make-administrator a b c": "cli.too_much what b cli.see command kontora admin make-administrator",
	} {
		t.Run(line, func(t *testing.T) {
			var errs strings.Builder
			status := Run(t.Context(), &listener{}, strings.Fields(line), Console{Out: io.Discard, Errs: &errs, Say: keys, Words: error.Error})
			if status != 2 || errs.String() != "kontora: "+want+"\n" {
				t.Errorf("status %d, said %q", status, errs.String())
			}
		})
	}
}

func TestHelpIsInTheLanguageOfTheConsole(t *testing.T) {
	texts, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	untranslated := regexp.MustCompile(`\bcli\.\w+`)
	for _, c := range []struct {
		line     string
		language locale.Language
		want     []string
	}{
		{"help", locale.English, []string{"Usage: kontora COMMAND", "admin reset-password LOGIN", "Runs an office."}},
		{"--help", locale.Russian, []string{"Запуск: kontora COMMAND", "Запускает офис."}},
		{"help serve", locale.English, []string{"--listen HOST:PORT", "When nothing is said: 127.0.0.1:8080."}},
		{"serve -h", locale.Russian, []string{"--plain-http ", "Без шифрования"}},
		{"import --help", locale.English, []string{"--plan FILE.json", "It must be given."}},
		{"help admin", locale.English, []string{"Helps people back in", "  make-administrator LOGIN"}},
		{"admin reset-password --help", locale.Russian, []string{"LOGIN ", "Логин сотрудника."}},
		{"demo --help", locale.English, []string{"--records N"}},
		{"backup --help", locale.Russian, []string{"--to FILE"}},
		{"restore --help", locale.Russian, []string{"--from FILE"}},
	} {
		t.Run(c.line, func(t *testing.T) {
			var out strings.Builder
			say := func(key string, pairs ...any) string { return texts.Render(c.language, locale.Say(key, pairs...)) }
			status := Run(t.Context(), &listener{}, strings.Fields(c.line), Console{Out: &out, Errs: io.Discard, Say: say, Words: error.Error})
			if status != 0 || untranslated.MatchString(out.String()) {
				t.Errorf("status %d:\n%s", status, out.String())
			}
			for _, want := range c.want {
				if !strings.Contains(out.String(), want) {
					t.Errorf("%q is not in\n%s", want, out.String())
				}
			}
			for line := range strings.Lines(out.String()) {
				if utf8.RuneCountInString(line) > helpWidth+1 {
					t.Errorf("too long: %s", line)
				}
			}
		})
	}
}

func TestTheVersionIsToldInBothWays(t *testing.T) {
	for _, line := range []string{"version", "--version"} {
		heard := &listener{}
		if status := Run(t.Context(), heard, []string{line}, Console{Out: io.Discard, Errs: io.Discard, Say: keys, Words: error.Error}); status != 0 || !heard.version {
			t.Errorf("%s: status %d", line, status)
		}
	}
}
