// Package file puts files on records and fetches them. A file is a record of the type file that belongs to the one it is on: who may view
// that may read it. What it contains is kept apart, once for all files that are the same.
package file

import (
	"context"
	"io"
	"net/http"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"kontora/backend/access"
	"kontora/backend/clock"
	"kontora/backend/directory"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/picture"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// MaxSize is how large a file can be, in bytes.
const MaxSize = 100 << 20

// maxName is how long the name of a file can be, in characters. File systems take 255 bytes.
const maxName = 200

// Content names what a file contains.
type Content struct {
	Digest string // SHA-256, in hexadecimal
	Size   int64  // bytes
}

// Contents keeps what files contain. Implementations are safe for concurrent use.
type Contents interface {
	// Put keeps what it reads, up to limit bytes, and returns when it will outlive a loss of power.
	Put(ctx context.Context, from io.Reader, limit int64) (Content, error)
	// Open opens a content that is whole. What is not there any more is fault.Unavailable.
	Open(ctx context.Context, digest string) (io.ReadSeekCloser, error)
	// Free is how many bytes of the disk are left.
	Free() (uint64, error)
}

// Records is where files are records.
type Records interface {
	MayComment(ctx context.Context, actor access.Actor, typeName string, id ident.ID) error
	AddFile(ctx context.Context, actor access.Actor, typeName string, id ident.ID, f record.FileInput) (record.Item, error)
	File(ctx context.Context, actor access.Actor, id ident.ID) (record.StoredFile, error)
	FieldFile(ctx context.Context, actor access.Actor, typeName string, id ident.ID, field string) (record.StoredFile, error)
	Uploaded(actor access.Actor, f record.FileInput) schema.FileJSON
}

// Parts is what a Service is made of.
type Parts struct {
	Contents Contents
	Records  Records
	Sent     Sent
	Room     func() directory.Room
	Zone     func() *time.Location // of the company: its day is the one in which a person may send so much
	Clock    clock.Clock
}

// Service puts files on records. It is safe for concurrent use.
type Service struct {
	contents Contents
	records  Records
	meter    Meter
	shrinker *picture.Shrinker
	small    *smallOnes
}

// New returns a Service.
func New(p Parts) *Service {
	return &Service{
		contents: p.Contents, records: p.Records,
		meter:    Meter{contents: p.Contents, sent: p.Sent, room: p.Room, zone: p.Zone, clock: p.Clock},
		shrinker: picture.NewShrinker(), small: newSmallOnes(),
	}
}

// Meter is by which all that takes room beside the database is counted.
func (s *Service) Meter() Meter { return s.meter }

// Add puts a file on a record that the actor may view, also where he may not edit it. Nothing is read of a file that is refused anyway.
func (s *Service) Add(ctx context.Context, actor access.Actor, typeName string, id ident.ID, name string, from io.Reader) (record.Item, error) {
	name, err := plainName(name)
	if err != nil {
		return record.Item{}, err
	}
	if err := s.records.MayComment(ctx, actor, typeName, id); err != nil {
		return record.Item{}, err
	}
	kept, err := s.keep(ctx, actor, name, from)
	if err != nil {
		return record.Item{}, err
	}
	return s.records.AddFile(ctx, actor, typeName, id, kept)
}

// Upload keeps a file that its sender will put into a field. Whether he may, is found out then.
func (s *Service) Upload(ctx context.Context, actor access.Actor, name string, from io.Reader) (schema.FileJSON, error) {
	if err := actor.Write(access.Edit); err != nil {
		return schema.FileJSON{}, err
	}
	name, err := plainName(name)
	if err != nil {
		return schema.FileJSON{}, err
	}
	kept, err := s.keep(ctx, actor, name, from)
	if err != nil {
		return schema.FileJSON{}, err
	}
	return s.records.Uploaded(actor, kept), nil
}

func (s *Service) keep(ctx context.Context, actor access.Actor, name string, from io.Reader) (record.FileInput, error) {
	begin := &beginning{from: from}
	if err := s.meter.Admit(ctx, actor.Employee); err != nil {
		return record.FileInput{}, err
	}
	content, err := s.contents.Put(ctx, begin, MaxSize)
	if err != nil {
		return record.FileInput{}, err
	}
	if err := s.meter.Note(ctx, actor.Employee, content.Size); err != nil {
		return record.FileInput{}, err
	}
	if content.Size == 0 {
		return record.FileInput{}, fault.New(fault.Invalid, "file.empty")
	}
	return record.FileInput{Name: name, Size: content.Size, MediaType: mediaType(name, begin.bytes), Digest: content.Digest}, nil
}

// plainName is the name without folders, and without what people do not see.
func plainName(name string) (string, error) {
	name = schema.Line(path.Base(strings.ReplaceAll(name, `\`, "/")))
	switch {
	case name == "" || strings.Trim(name, "./") == "":
		return "", fault.Field("name", "field.required")
	case utf8.RuneCountInString(name) > maxName:
		return "", fault.Field("name", "field.too_long", "max", maxName, "count", utf8.RuneCountInString(name))
	}
	return name, nil
}

// Open opens a file that the actor may read. The caller closes it.
func (s *Service) Open(ctx context.Context, actor access.Actor, id ident.ID) (record.StoredFile, io.ReadSeekCloser, error) {
	f, err := s.records.File(ctx, actor, id)
	if err != nil {
		return f, nil, err
	}
	in, err := s.contents.Open(ctx, f.Digest)
	return f, in, err
}

// OpenField opens the file in a field that the actor reads. The caller closes it.
func (s *Service) OpenField(ctx context.Context, actor access.Actor, typeName string, id ident.ID, field string) (record.StoredFile, io.ReadSeekCloser, error) {
	f, err := s.records.FieldFile(ctx, actor, typeName, id, field)
	if err != nil {
		return f, nil, err
	}
	in, err := s.contents.Open(ctx, f.Digest)
	return f, in, err
}

// OpenContent opens a content that whoever asks has been found to be allowed. The caller closes it.
func (s *Service) OpenContent(ctx context.Context, digest string) (io.ReadSeekCloser, error) {
	return s.contents.Open(ctx, digest)
}

// sniffed is how much of a file tells what it is.
const sniffed = 512

// beginning keeps the first bytes of what passes through.
type beginning struct {
	from  io.Reader
	bytes []byte
}

func (b *beginning) Read(into []byte) (int, error) {
	n, err := b.from.Read(into)
	if left := sniffed - len(b.bytes); left > 0 {
		b.bytes = append(b.bytes, into[:min(n, left)]...)
	}
	return n, err
}

// mediaType is what a file is, as its content tells; of what looks like plain text, or like an archive, the name tells more. What a sender
// says is not asked: a page that calls itself an image would be shown as one.
func mediaType(name string, begin []byte) string {
	found, _, _ := strings.Cut(http.DetectContentType(begin), ";")
	known := map[string]string{
		".csv": "text/csv", ".md": "text/markdown", ".ics": "text/calendar", ".vcf": "text/vcard",
		".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
		".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
		".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
		".odt":  "application/vnd.oasis.opendocument.text", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
	}[strings.ToLower(path.Ext(name))]
	switch {
	case known == "":
	case strings.HasPrefix(known, "text/") == (found == "text/plain") && (found == "text/plain" || found == "application/zip"):
		return known
	}
	return found
}
