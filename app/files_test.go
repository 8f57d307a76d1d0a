package app

import (
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// inOffice opens the office of a folder for fn as its administrator.
func inOffice(t *testing.T, data string, fn func(o *Office, admin access.Actor)) {
	t.Helper()
	o, err := OpenOffice(t.Context(), Config{Data: data}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	}()
	if o.Administration.IsEmpty() {
		err := o.Administration.Found(t.Context(), administration.Founding{
			Company: directory.Company{Name: "Port", Language: locale.English, TimeZone: "UTC", Currency: "EUR", Country: "DE"},
			Login:   "admin", Password: "correct horse battery", Name: directory.PersonName{Last: "Admin"},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for no, e := range o.Administration.Model().Directory.Employees {
		if e.Administrator {
			fn(o, o.Actor(no))
			return
		}
	}
	t.Fatal("there is no administrator")
}

func TestFilesGoIntoABackupAndAreChecked(t *testing.T) {
	data, to := opened(t), filepath.Join(t.TempDir(), "office.backup")
	var file ident.ID
	inOffice(t, data, func(o *Office, admin access.Actor) {
		deal, _, err := o.Records.Create(t.Context(), admin, schema.TypeDeal, record.Input{Fields: map[string]json.RawMessage{"name": json.RawMessage(`"Crane"`)}})
		if err != nil {
			t.Fatal(err)
		}
		item, err := o.Files.Add(t.Context(), admin, schema.TypeDeal, deal.ID, "offer.txt", strings.NewReader("One crane"))
		if err != nil {
			t.Fatal(err)
		}
		file = item.File.ID
	})
	console(t, "backup", "--data", data, "--to", to)
	again := filepath.Join(t.TempDir(), "again")
	console(t, "restore", "--data", again, "--from", to)
	if said := console(t, "check", "--data", again); !strings.Contains(said, "All is well") {
		t.Errorf("the check says %q", said)
	}
	inOffice(t, again, func(o *Office, admin access.Actor) {
		if _, content, err := o.Files.Open(t.Context(), admin, file); err != nil {
			t.Errorf("the restored file: %v", err)
		} else if err := content.Close(); err != nil {
			t.Error(err)
		}
	})
	kept, err := filepath.Glob(filepath.Join(again, "files", "??", "*"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("contents %v, %v", kept, err)
	}
	if err := os.WriteFile(kept[0], []byte("Two crane"), 0o600); err != nil {
		t.Fatal(err)
	}
	status, said, _ := tried(t.Context(), t, locale.English, "check", "--data", again)
	if status == 0 || !strings.Contains(said, "offer.txt") {
		t.Errorf("of a damaged file the check says, with status %d: %s", status, said)
	}
}

func TestAnOfficeOfAnEarlierVersionLearnsOfFiles(t *testing.T) {
	data := opened(t)
	inOffice(t, data, func(o *Office, _ access.Actor) {
		_, err := o.Company.Write(t.Context(), func(w *store.WriteTx) error {
			w.Configuration()
			for _, statement := range []string{
				`DELETE FROM config WHERE kind = 'type' AND body LIKE '%"name":"file"%'`,
				`DELETE FROM record_column WHERE type = 'file'`, `DELETE FROM record_index WHERE type = 'file'`,
				`DROP TABLE rec_file`, `DROP TABLE rec_file_search`,
			} {
				if _, err := w.Exec(t.Context(), statement); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	inOffice(t, data, func(o *Office, _ access.Actor) {
		if files, ok := o.Administration.Model().Schema.Type(schema.TypeFile); !ok || !files.IsComment {
			t.Errorf("the type of files: %+v, %v", files, ok)
		}
	})
}
