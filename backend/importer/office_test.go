package importer_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kontora/app"
	"kontora/backend/access"
	"kontora/backend/administration"
	"kontora/backend/ident"
	"kontora/backend/importer"
	"kontora/backend/locale"
	"kontora/backend/record"
	kit "kontora/backend/testkit/office"
)

// office is a founded company in a folder of its own.
type office struct {
	*app.Office
	t     *testing.T
	admin access.Actor
	parts importer.Parts
}

func open(t *testing.T, language locale.Language) *office {
	t.Helper()
	return openOn(t, language, "")
}

// openOn opens one on a PostgreSQL server, or in a file when there is no address.
func openOn(t *testing.T, language locale.Language, database string) *office {
	t.Helper()
	opened, admin := kit.Found(t, kit.Founding(language), database)
	texts, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	o := &office{Office: opened, t: t, admin: admin}
	o.parts = importer.Parts{
		Records: opened.Records, Model: opened.Administration.Model, Texts: texts, IDs: ident.Random{},
		Directory: map[string]importer.Entries{
			"branch":     importer.Of[administration.Branch](opened.Administration.Branches()),
			"department": importer.Of[administration.Department](opened.Administration.Departments()),
			"position":   importer.Of[administration.Position](opened.Administration.Positions()),
			"role":       importer.Of[administration.Role](opened.Administration.Roles()),
			"profile":    importer.Of[administration.Profile](opened.Administration.Profiles()),
			"group":      importer.Of[administration.Group](opened.Administration.Groups()),
			"employee":   importer.Of[administration.Employee](opened.Administration.Employees()),
		},
	}
	return o
}

// memory is a folder that is not there.
type memory map[string]*bytes.Buffer

func (m memory) Open(name string) (io.ReadCloser, error) {
	file, ok := m[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return io.NopCloser(bytes.NewReader(file.Bytes())), nil
}

func (m memory) Create(name string) (io.WriteCloser, error) {
	m[name] = &bytes.Buffer{}
	return closer{m[name]}, nil
}

func (m memory) Remove(name string) error {
	delete(m, name)
	return nil
}

type closer struct{ io.Writer }

func (closer) Close() error { return nil }

func files(pairs ...string) memory {
	m := make(memory)
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = bytes.NewBufferString(pairs[i+1])
	}
	return m
}

// run imports files by a plan.
func (o *office) run(ctx context.Context, plan string, folder importer.Files) (importer.Report, error) {
	o.t.Helper()
	path := filepath.Join(o.t.TempDir(), "plan.json")
	if err := os.WriteFile(path, []byte(plan), 0o600); err != nil {
		o.t.Fatal(err)
	}
	parts := o.parts
	parts.Files = folder
	return importer.Run(ctx, parts, o.Actor(o.admin.Employee), path, nil)
}

// must imports what has to be taken.
func (o *office) must(plan string, folder importer.Files) importer.Report {
	o.t.Helper()
	report, err := o.run(o.t.Context(), plan, folder)
	if err != nil {
		o.t.Fatal(err)
	}
	return report
}

// all reads the records of a type.
func (o *office) all(typeName string, names ...string) []record.View {
	o.t.Helper()
	var views []record.View
	request := record.ListRequest{Type: typeName, Limit: record.MaxLimit, Sort: []string{"name"}, Fields: names}
	for {
		page, err := o.Records.List(o.t.Context(), o.admin, request)
		if err != nil {
			o.t.Fatal(err)
		}
		views = append(views, page.Items...)
		if request.Cursor = page.Next; request.Cursor == "" {
			return views
		}
	}
}

// said is an error in the words of the language.
func (o *office) said(err error, language locale.Language) string {
	return said(o.parts.Texts, err, language)
}

func plain(value any) string {
	raw, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	return strings.Trim(string(raw), `"`)
}
