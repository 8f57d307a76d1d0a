package migrations

import (
	"io"
	"io/fs"
	"strings"
)

// translated shows files in the words of one database.
type translated struct {
	fs.FS
	dialect Dialect
}

// Open opens a file, or a folder as it is.
func (t translated) Open(name string) (fs.File, error) {
	file, err := t.FS.Open(name)
	if err != nil || !strings.HasSuffix(name, ".sql") {
		return file, err
	}
	text, err := io.ReadAll(file)
	if err != nil {
		return nil, err
	}
	return &translatedFile{File: file, text: strings.NewReader(t.dialect.DDL(string(text)))}, nil
}

type translatedFile struct {
	fs.File
	text *strings.Reader
}

// Read reads the translated text.
func (f *translatedFile) Read(p []byte) (int, error) { return f.text.Read(p) }
