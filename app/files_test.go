package app

import (
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/clock"
	"kontora/backend/directory"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/record"
	"kontora/backend/schema"
	"kontora/backend/store"
	"kontora/backend/store/blobs"
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

func TestFilesInFieldsAreChecked(t *testing.T) {
	data := opened(t)
	inOffice(t, data, func(o *Office, admin access.Actor) {
		sent, err := o.Files.Upload(t.Context(), admin, "me.png", strings.NewReader("\x89PNG\r\n\x1a\n and what follows"))
		if err != nil {
			t.Fatal(err)
		}
		photo, err := json.Marshal(sent)
		if err != nil {
			t.Fatal(err)
		}
		me := o.Administration.Model().Directory.Employees[admin.Employee]
		if _, _, err := o.Records.Edit(t.Context(), admin, schema.TypeEmployee, me.RecordID, "", map[string]json.RawMessage{schema.FieldPhoto: photo}); err != nil {
			t.Fatal(err)
		}
	})
	if said := console(t, "check", "--data", data); !strings.Contains(said, "All is well") {
		t.Errorf("the check says %q", said)
	}
	kept, err := filepath.Glob(filepath.Join(data, "files", "??", "*"))
	if err != nil || len(kept) != 1 {
		t.Fatalf("contents %v, %v", kept, err)
	}
	if err := os.Remove(kept[0]); err != nil {
		t.Fatal(err)
	}
	if status, said, _ := tried(t.Context(), t, locale.English, "check", "--data", data); status == 0 || !strings.Contains(said, "me.png") {
		t.Errorf("of a lost photo the check says, with status %d: %s", status, said)
	}
}

func TestAnOfficeOfAnEarlierVersionGetsTheFieldsThatAreNew(t *testing.T) {
	data := opened(t)
	inOffice(t, data, func(o *Office, _ access.Actor) {
		_, err := o.Company.Write(t.Context(), func(w *store.WriteTx) error {
			w.Configuration()
			var id []byte
			var body string
			if err := w.QueryRow(t.Context(), `SELECT id, body FROM config WHERE kind = 'type' AND body LIKE '%"name":"employee"%'`).Scan(&id, &body); err != nil {
				return err
			}
			if _, err := w.Exec(t.Context(), `UPDATE config SET body = ? WHERE id = ?`, withoutField(t, body, schema.FieldPhoto), id); err != nil {
				return err
			}
			for _, column := range []string{"", "__key", "__size", "__type", "__digest"} {
				if _, err := w.Exec(t.Context(), `ALTER TABLE rec_employee DROP COLUMN f_photo`+column); err != nil {
					return err
				}
			}
			_, err := w.Exec(t.Context(), `DELETE FROM record_column WHERE type = 'employee' AND name LIKE 'f_photo%'`)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	inOffice(t, data, func(o *Office, _ access.Actor) {
		people, _ := o.Administration.Model().Schema.Type(schema.TypeEmployee)
		if f, ok := people.Field(schema.FieldPhoto); !ok || !f.Image || f.No == 0 {
			t.Errorf("the photo: %+v, %v", f, ok)
		}
	})
	if said := console(t, "check", "--data", data); !strings.Contains(said, "All is well") {
		t.Errorf("the check says %q", said)
	}
}

// withoutField is a type as it is stored, without one of its fields.
func withoutField(t *testing.T, body, name string) string {
	t.Helper()
	var stored map[string]any
	if err := json.Unmarshal([]byte(body), &stored); err != nil {
		t.Fatal(err)
	}
	var left []any
	for _, f := range stored["fields"].([]any) {
		if f.(map[string]any)["name"] != name {
			left = append(left, f)
		}
	}
	stored["fields"] = left
	raw, err := json.Marshal(stored)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
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

func TestContentsThatNothingNamesAreTakenAway(t *testing.T) {
	data := opened(t)
	inOffice(t, data, func(o *Office, admin access.Actor) {
		send := func(name string) json.RawMessage {
			sent, err := o.Files.Upload(t.Context(), admin, name, strings.NewReader("\x89PNG\r\n\x1a\n of "+name))
			if err != nil {
				t.Fatal(err)
			}
			raw, err := json.Marshal(map[string]any{"logo": sent})
			if err != nil {
				t.Fatal(err)
			}
			return raw
		}
		send("forgotten.png")
		if _, err := o.Administration.ChangeCompany(t.Context(), admin, "", send("logo.png")); err != nil {
			t.Fatal(err)
		}
		now := clock.NewManual(time.Now())
		sweep, err := o.sweep(t.Context())
		if err != nil || sweep == nil {
			t.Fatalf("sweep %v, %v", sweep, err)
		}
		sweep.clock = now
		for _, left := range []int{2, 1} {
			if err := sweep.once(t.Context()); err != nil {
				t.Fatal(err)
			}
			if kept, err := filepath.Glob(filepath.Join(data, "files", "??", "*")); err != nil || len(kept) != left {
				t.Errorf("%d contents are left, want %d, %v", len(kept), left, err)
			}
			now.Advance(blobs.UnusedFor)
		}
	})
	if said := console(t, "check", "--data", data); !strings.Contains(said, "All is well") {
		t.Errorf("the check says %q", said)
	}
}

func TestNothingIsTakenAwayFromAFolderOfOnesOwnChoice(t *testing.T) {
	o, err := OpenOffice(t.Context(), Config{Data: opened(t), Files: t.TempDir()}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if sweep, err := o.sweep(t.Context()); sweep != nil || err != nil {
		t.Errorf("sweep %v, %v", sweep, err)
	}
	if err := o.Close(); err != nil {
		t.Error(err)
	}
}
