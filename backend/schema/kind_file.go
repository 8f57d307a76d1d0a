package schema

import (
	"encoding/json"
	"slices"
	"time"

	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/query"
)

// File is a file that a field of a record holds. What it contains is kept apart, under its digest, which never goes out: whoever knew it
// could put the content of another's file into his own.
type File struct {
	Name      string
	Size      int64 // bytes
	MediaType string
	Digest    string // SHA-256, in hexadecimal
}

// FileJSON is a file as the API shows it.
type FileJSON struct {
	Name      string `json:"name"`
	Size      int64  `json:"size"`
	MediaType string `json:"media_type"`
	Upload    string `json:"upload,omitempty"` // puts the file back, for who was shown it and may edit the field
}

// MaxImage is how large a picture in a field can be, in bytes.
const MaxImage = 5 << 20

// Place is a field of a record. The zero Place is none in particular: a file that somebody has just sent can go anywhere.
type Place struct {
	Record ident.ID
	Field  string
}

// Uploads turns a file that somebody sent, or reads, into a token with which he alone can put it into a field, for a day or two. What he
// read in one place goes back there and nowhere else: in a record of his own it would outlive his right to the place he has it from.
type Uploads interface {
	// SealUpload gives equal files of a place equal tokens on one day.
	SealUpload(f File, from Place, to ident.No, now time.Time) string
	// OpenUpload is false when the token was not made for him, for another place, or too long ago.
	OpenUpload(token string, into Place, by ident.No, now time.Time) (File, bool)
}

// fileKind is a file. It is compared and found by its name.
type fileKind struct{}

func (fileKind) Name() string { return KindFile }

func (fileKind) Columns() []Column {
	return []Column{
		{Type: TextColumn},
		{Name: "__key", Type: TextColumn},
		{Name: "__size", Type: IntegerColumn},
		{Name: "__type", Type: TextColumn},
		{Name: fileDigest, Type: TextColumn},
	}
}

// fileDigest is the column that names the content.
const fileDigest = "__digest"

// DigestColumn is the full name of the column in which a field of kind file names its contents.
func (f *Field) DigestColumn() (string, bool) { return f.column(fileDigest), f.Kind == KindFile }

func (fileKind) Compared() string { return "__key" }

// Parse reads {"upload": token}: a file goes into a field after it has arrived.
func (fileKind) Parse(c Context, f *Field, raw json.RawMessage) (Value, *locale.Text) {
	if string(raw) == `""` {
		return nil, nil
	}
	var sent FileJSON
	if err := json.Unmarshal(raw, &sent); err != nil || sent.Upload == "" || c.Uploads == nil {
		return nil, say("field.file")
	}
	file, ok := c.Uploads.OpenUpload(sent.Upload, Place{c.Record, f.Name}, c.Viewer, c.Now)
	switch {
	case !ok:
		return nil, say("field.file")
	case f.Image && !file.IsPicture():
		return nil, say("field.image", "max_mb", MaxImage>>20)
	}
	return file, nil
}

// IsPicture reports whether a file is a picture that every browser shows, and not larger than pictures may be.
func (f File) IsPicture() bool { return slices.Contains(pictures(), f.MediaType) && f.Size <= MaxImage }

// pictures are what every browser shows as one.
func pictures() []string { return []string{"image/png", "image/jpeg", "image/gif", "image/webp"} }

func (fileKind) Encode(c Context, f *Field, v Value) any {
	file, _ := v.(File)
	shown := FileJSON{Name: file.Name, Size: file.Size, MediaType: file.MediaType}
	if c.Uploads != nil && c.Viewer != 0 && !c.Record.IsZero() {
		shown.Upload = c.Uploads.SealUpload(file, Place{c.Record, f.Name}, c.Viewer, c.Now)
	}
	return shown
}

// LoggedFile reads a file as it was written down without what puts it back: what it contained then is told by its name alone.
func (f *Field) LoggedFile(raw json.RawMessage) (FileJSON, bool) {
	var file FileJSON
	err := json.Unmarshal(raw, &file)
	file.Upload = ""
	return file, err == nil && f.Kind == KindFile && file.Name != ""
}

func (k fileKind) Split(v Value) []query.Scalar {
	file, _ := v.(File)
	return []query.Scalar{
		query.Str(file.Name), query.Str(foldedKey(file.Name)), query.Int(file.Size), query.Str(file.MediaType), query.Str(file.Digest),
	}
}

func (fileKind) Join(columns []query.Scalar) Value {
	if columns[0].IsEmpty() {
		return nil
	}
	return File{Name: columns[0].Str, Size: columns[2].Int, MediaType: columns[3].Str, Digest: columns[4].Str}
}

func (fileKind) Text(v Value) string { file, _ := v.(File); return file.Name }

func (fileKind) Ops() []query.Op { return comparisons(query.Contains, query.Starts) }

// Test compares with a name, or with a file as Encode shows it.
func (fileKind) Test(_ Context, f *Field, op query.Op, raw json.RawMessage) (query.Node, *locale.Text) {
	return compareTest(f, f.Compared(), op, raw, func(raw json.RawMessage) (query.Scalar, *locale.Text) {
		var file FileJSON
		if err := json.Unmarshal(raw, &file); err == nil {
			return query.Str(foldedKey(file.Name)), nil
		}
		text, problem := parseString(raw)
		return query.Str(foldedKey(text)), problem
	})
}
