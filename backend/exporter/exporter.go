package exporter

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"kontora/backend/access"
	"kontora/backend/clock"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/locale"
	"kontora/backend/query"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// Bounds of long exports.
const (
	Kept         = 24 * time.Hour // that a finished file waits for its owner
	MaxOpen      = 2              // unfinished ones of one person
	portionPages = 5              // pages of record.MaxLimit records that are written at once
)

// Request is what a long export takes out, as the table of comma-separated values that its owner would be sent at once.
type Request struct {
	Type     string          `json:"type"`
	Filter   query.Expr      `json:"filter,omitzero"`
	Search   string          `json:"q,omitempty"`
	Sort     []string        `json:"sort,omitempty"`
	Fields   []string        `json:"fields,omitempty"` // empty: all that are not hidden
	Language locale.Language `json:"language"`
	Count    int64           `json:"count"`    // of the records there were when it was asked for
	LeftOut  int64           `json:"left_out"` // those that match and may be viewed but not exported
}

// Memory is what an export knows of itself from portion to portion.
type Memory struct {
	Cursor  string   `json:"cursor,omitempty"`
	Columns []Column `json:"columns,omitempty"` // those that the file has
	Bytes   int64    `json:"bytes"`             // of the file so far
	Whole   bool     `json:"whole,omitempty"`
	Reach   Reach    `json:"reach"`
}

// Column is what a file has of a field.
type Column struct {
	Name   string `json:"name"`
	Masked bool   `json:"masked,omitempty"` // only the end of each value
}

// Portion is what comes next in a file.
type Portion struct {
	Packed []byte // gzip
	Rows   int64
	Memory Memory // once the portion is kept
}

// Records is where records are read.
type Records interface {
	List(ctx context.Context, actor access.Actor, request record.ListRequest) (record.Page, error)
}

// Spool keeps the portions of files until they are fetched or too old. Implementations are safe for concurrent use.
type Spool interface {
	// Portion reads the first one behind a place of a job's file; the place is 0 when there is none.
	Portion(ctx context.Context, job, behind int64) (place int64, packed []byte, err error)
	// Drop removes the file of a job.
	Drop(ctx context.Context, job int64) error
	// Clear removes files of jobs that ended otherwise than well, that ended before the time, or that are not there.
	Clear(ctx context.Context, before time.Time) error
}

// Meter bounds what one person adds to the disk in a day, and what all of them do: files of exports lie in the database. Implementations
// are safe for concurrent use.
type Meter interface {
	// Admit is fault.Unavailable where there is no room for more.
	Admit(ctx context.Context, employee ident.No) error
	Note(ctx context.Context, employee ident.No, bytes int64) error
}

// Parts is what a Service is made of.
type Parts struct {
	Records Records
	Spool   Spool
	Model   func() *access.Model
	Meter   Meter
	Clock   clock.Clock
}

// Service writes long exports and hands them out. It is safe for concurrent use.
type Service struct{ Parts }

// NewService returns a Service.
func NewService(parts Parts) *Service { return &Service{parts} }

// Allowed finds the type that the actor may view and export, or says why he may not.
func (s *Service) Allowed(actor access.Actor, typeName string) (*schema.ElementType, error) {
	model := s.Model()
	t, ok := model.Schema.Type(typeName)
	if !ok || !actor.Rights.May(access.View, t.No) {
		return nil, fault.New(fault.Denied, "exporter.not_viewed")
	}
	return t, access.RefuseType(model, actor.Rights, access.Export, t.No)
}

// Next writes the portion that follows under the rights the actor has now; false when the file is whole. What a right or a change of the
// type has made of the columns ends the export: rows of one file have the same cells.
func (s *Service) Next(ctx context.Context, actor access.Actor, request Request, memory Memory) (Portion, bool, error) {
	if memory.Whole {
		return Portion{}, false, nil
	}
	t, err := s.Allowed(actor, request.Type)
	if err != nil {
		return Portion{}, false, err
	}
	if err := s.Still(actor, request, memory); err != nil {
		return Portion{}, false, err
	}
	if err := s.admit(ctx, actor); err != nil {
		return Portion{}, false, err
	}
	columns := newTable(Reader{actor.Rights, request.Language}, t, request.Fields)
	if memory.Columns != nil && !slices.Equal(memory.Columns, columns.columns()) {
		return Portion{}, false, fault.New(fault.Denied, "exporter.columns_changed")
	}
	var text bytes.Buffer
	file := newCSV(&text, columns)
	file.begun = memory.Columns != nil
	p := Portion{Memory: Memory{Cursor: memory.Cursor, Columns: columns.columns()}}
	if err := s.write(ctx, actor, request, file, &p); err != nil {
		return Portion{}, false, err
	}
	p.Memory.Bytes = memory.Bytes + int64(text.Len())
	if p.Memory.Reach, err = reachOf(s.Model(), actor.Rights, t, p.Memory.Columns); err != nil {
		return Portion{}, false, err
	}
	if p.Packed, err = packed(text.Bytes()); err != nil {
		return Portion{}, false, err
	}
	return p, true, s.Meter.Note(ctx, actor.Employee, int64(len(p.Packed)))
}

func (s *Service) write(ctx context.Context, actor access.Actor, request Request, file *csvFile, p *Portion) error {
	for range portionPages {
		page, err := s.Records.List(ctx, actor, record.ListRequest{
			Type: request.Type, Filter: request.Filter, Search: request.Search, Sort: request.Sort, Fields: request.Fields,
			Action: access.Export, Limit: record.MaxLimit, Cursor: p.Memory.Cursor,
		})
		if err != nil {
			return err
		}
		if err := file.Write(page); err != nil {
			return fault.Wrap(err, "write a portion of an export")
		}
		p.Rows += int64(len(page.Items))
		p.Memory.Cursor, p.Memory.Whole = page.Next, page.Next == ""
		if p.Memory.Whole {
			break
		}
	}
	return nil
}

// admit refuses where there is no room. That will not change while a job tries again, so it ends the job.
func (s *Service) admit(ctx context.Context, actor access.Actor) error {
	err := s.Meter.Admit(ctx, actor.Employee)
	if !fault.Is(err, fault.Unavailable) {
		return err
	}
	ended := *fault.Of(err)
	ended.Kind = fault.Conflict
	return &ended
}

func packed(text []byte) ([]byte, error) {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(text); err != nil {
		return nil, fault.Wrap(err, "pack a portion of an export")
	}
	err := w.Close()
	return out.Bytes(), fault.Wrap(err, "pack a portion of an export")
}

// Ready reports whether a file that was finished then is still there for the actor, its owner: he may view and export the type, reads
// every column of it, and reaches all that he reached, today as well.
func (s *Service) Ready(actor access.Actor, request Request, memory Memory, finished time.Time) bool {
	return memory.Whole && s.Clock.Now().Before(finished.Add(Kept)) && s.Still(actor, request, memory) == nil
}

// Still says why the actor may not have what was written so far: the right is lost, it reaches less, or a column is hidden from him now or
// masked that is written in full.
func (s *Service) Still(actor access.Actor, request Request, memory Memory) error {
	t, err := s.Allowed(actor, request.Type)
	if err != nil {
		return err
	}
	if memory.Columns == nil {
		return nil // nothing is
	}
	within, err := memory.Reach.within(s.Model(), actor.Rights)
	if err != nil {
		return err
	}
	if !within {
		return fault.New(fault.Denied, "exporter.reaches_less")
	}
	if !choosesClearly(actor.Rights, t, request) {
		return fault.New(fault.Denied, "exporter.columns_changed")
	}
	written := make([]string, len(memory.Columns))
	for i, column := range memory.Columns {
		written[i] = column.Name
	}
	now := newTable(Reader{actor.Rights, request.Language}, t, written).columns()
	for _, column := range memory.Columns {
		if !slices.Contains(now, column) && !slices.Contains(now, Column{Name: column.Name}) {
			return fault.New(fault.Denied, "exporter.columns_changed")
		}
	}
	return nil
}

// choosesClearly reports whether the rights read in full every field by which records were chosen and ordered: their order tells of it too.
func choosesClearly(rights *access.Rights, t *schema.ElementType, request Request) bool {
	names := request.Filter.Fields()
	for _, key := range request.Sort {
		names = append(names, strings.TrimPrefix(key, "-"))
	}
	for _, name := range names {
		if _, inherent := schema.Inherent(name); inherent {
			continue
		}
		f, ok := t.Queryable(name)
		if !ok || rights.Field(t, f).Rank() < schema.Read.Rank() {
			return false
		}
	}
	return true
}

// Open finds the file of a job that is ready for the actor. One that its owner may not have any more is removed and is not there.
func (s *Service) Open(ctx context.Context, actor access.Actor, job int64, request Request, memory Memory, finished time.Time) (func(io.Writer) error, error) {
	if !s.Ready(actor, request, memory, finished) {
		if err := s.Spool.Drop(ctx, job); err != nil {
			return nil, err
		}
		return nil, fault.Missing()
	}
	place, first, err := s.Spool.Portion(ctx, job, 0)
	if err != nil {
		return nil, err
	}
	if place == 0 {
		return nil, fault.Missing() // removed since
	}
	return func(out io.Writer) error { return s.send(ctx, out, job, place, first) }, nil
}

func (s *Service) send(ctx context.Context, out io.Writer, job, place int64, portion []byte) error {
	for place != 0 {
		unpacked, err := gzip.NewReader(bytes.NewReader(portion))
		if err != nil {
			return fault.Wrap(err, "unpack an export")
		}
		if _, err := io.Copy(out, unpacked); err != nil { //nolint:gosec // the program packed it itself
			return fault.Wrap(err, "send an export")
		}
		if place, portion, err = s.Spool.Portion(ctx, job, place); err != nil {
			return err
		}
	}
	return nil
}

// Clear removes files that are too old, and what is left of those that came to nothing.
func (s *Service) Clear(ctx context.Context) error {
	return s.Spool.Clear(ctx, s.Clock.Now().Add(-Kept))
}
