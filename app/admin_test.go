package app

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kontora/app/cli"
	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/directory"
	"kontora/backend/identity"
	"kontora/backend/locale"
)

// console runs a command line on a data folder and returns what it prints.
func console(t *testing.T, arguments ...string) string {
	t.Helper()
	status, out, errs := tried(t.Context(), t, locale.English, arguments...)
	if status != 0 {
		t.Fatalf("%v: status %d: %s", arguments, status, errs)
	}
	return out
}

// tried runs a command line that may fail.
func tried(ctx context.Context, t *testing.T, language locale.Language, arguments ...string) (status int, out, errs string) {
	t.Helper()
	var said, complained strings.Builder
	p, err := newProgram(&said, &complained, slog.New(slog.DiscardHandler), language)
	if err != nil {
		t.Fatal(err)
	}
	status = cli.Run(ctx, p, arguments, p.console())
	return status, said.String(), complained.String()
}

func TestHelpFromTheConsole(t *testing.T) {
	folder := t.TempDir()
	open := func() *Office {
		o, err := OpenOffice(t.Context(), Config{Data: folder, Listen: "127.0.0.1:0"}, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	o := open()
	err := o.Administration.Found(t.Context(), administration.Founding{
		Company: directory.Company{Name: "Port", Language: locale.English, TimeZone: "UTC", Currency: "EUR", Country: "DE"},
		Login:   "admin", Password: "correct horse battery", Name: directory.PersonName{Last: "Admin"},
	})
	if err != nil {
		t.Fatal(err)
	}
	var admin access.Actor
	for no := range o.Administration.Model().Directory.Employees {
		admin = o.Actor(no)
	}
	_, err = o.Administration.Employees().Create(t.Context(), admin, json.RawMessage(fmt.Sprintf(
		`{"last_name": "Anna", "login": "anna", "password": "password of Anna", "status": "suspended", "role_id": %q}`,
		o.Administration.State().ID(o.Administration.Model().Directory.Employees[admin.Employee].Role),
	)))
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}

	status, _, errs := tried(t.Context(), t, locale.English, "admin", "--data", folder, "reset-password", "ana")
	if status == 0 || !strings.Contains(errs, "Nobody here signs in as “ana”. These people sign in: admin, anna.") {
		t.Errorf("a login that is not there: status %d, %s", status, errs)
	}
	if said := console(t, "admin", "--data", folder, "make-administrator", "ANNA"); !strings.Contains(said, "administrator") {
		t.Errorf("said %q", said)
	}
	said := console(t, "admin", "reset-password", "anna", "--data", folder)
	password := strings.TrimSpace(said[strings.LastIndex(strings.TrimSpace(said), " "):])

	o = open()
	defer func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	}()
	granted, err := o.Identity.SignIn(t.Context(), identity.Attempt{Login: "anna", Password: password, Address: "127.0.0.1"})
	if err != nil {
		t.Fatalf("signing in with %q: %v", password, err)
	}
	no, err := o.Administration.State().No(granted.Session.Employee, administration.EmployeeKind)
	if err != nil || !o.Actor(no).Rights.Administrator() {
		t.Errorf("she is no administrator: %v", err)
	}
}

func TestStoppedCommands(t *testing.T) {
	stopped, stop := context.WithCancel(t.Context())
	stop()
	for name, c := range map[string]struct {
		arguments []string
		status    int
	}{
		"a server was told to stop":            {[]string{"serve", "--listen", "127.0.0.1:0"}, 0},
		"a made-up company was told to stop":   {[]string{"demo", "--listen", "127.0.0.1:0"}, 0},
		"a check that was interrupted is none": {[]string{"check"}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			arguments := c.arguments
			if arguments[0] != "demo" {
				arguments = append(arguments, "--data", opened(t))
			}
			if status, _, errs := tried(stopped, t, locale.English, arguments...); status != c.status {
				t.Errorf("status %d, want %d: %s", status, c.status, errs)
			}
		})
	}
}

// opened is a folder in which an office was opened once.
func opened(t *testing.T) string {
	t.Helper()
	path := t.TempDir()
	o, err := OpenOffice(t.Context(), Config{Data: path, Listen: "127.0.0.1:0"}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTheConsoleIsSpokenToInItsLanguage(t *testing.T) {
	for name, c := range map[string]struct {
		language  locale.Language
		arguments []string
		want      string
	}{
		"a result in English":  {locale.English, []string{"check", "--data", opened(t)}, "All is well."},
		"a result in Russian":  {locale.Russian, []string{"check", "--data", opened(t)}, "Всё в порядке."},
		"a refusal in English": {locale.English, []string{"serve", "--listen", "here"}, "HOST:PORT, for example"},
		"a refusal in Russian": {locale.Russian, []string{"serve", "--listen", "192.0.2.1:0", "--plain-http"}, "HTTP без шифрования"},
		"a slip in Russian":    {locale.Russian, []string{"serve", "--lisen", "x"}, "Флага --lisen здесь нет. Может быть, --listen?"},
		"and of a wrong name":  {locale.Russian, []string{"serve", "--host", "https://crm"}, "«https://crm»"},
	} {
		t.Run(name, func(t *testing.T) {
			_, out, errs := tried(t.Context(), t, c.language, c.arguments...)
			if !strings.Contains(out+errs, c.want) {
				t.Errorf("it says %q", out+errs)
			}
		})
	}
}

func TestAnAddressThatIsTakenIsNamed(t *testing.T) {
	var listening net.ListenConfig
	other, err := listening.Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	status, _, errs := tried(t.Context(), t, locale.English, "serve", "--data", t.TempDir(), "--listen", other.Addr().String())
	if status != 1 || !strings.Contains(errs, "cannot listen on "+other.Addr().String()) {
		t.Errorf("status %d: %s", status, errs)
	}
}

func TestTheConsoleMakesNoOfficeByASlip(t *testing.T) {
	typo := filepath.Join(t.TempDir(), "kontroa")
	for name, arguments := range map[string][]string{
		"check": {"check", "--data", typo}, "backup": {"backup", "--data", typo, "--to", typo + ".backup"}, "reset-password": {"admin", "--data", typo, "reset-password", "admin"},
		"make-administrator": {"admin", "--data", typo, "make-administrator", "admin"},
	} {
		t.Run(name, func(t *testing.T) {
			status, out, errs := tried(t.Context(), t, locale.English, arguments...)
			if status == 0 || !strings.Contains(errs, "no office in "+typo) {
				t.Errorf("status %d: %s%s", status, out, errs)
			}
			if _, err := os.Stat(typo); err == nil {
				t.Error("a folder was made")
			}
		})
	}
}
