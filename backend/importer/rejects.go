package importer

import (
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"kontora/backend/fault"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

// rejects writes the rows of one file that were not taken. Their columns stand as they stood, so that the file can be corrected and
// imported again; a cell that begins with = is therefore not made harmless for spreadsheets. The reason is one more column, which a plan
// does not name.
type rejects struct {
	run   *run
	file  string
	lines map[int]bool // rows that are in the file already: each is in it once
	kept  []int        // which columns are the file's own
	raw   io.WriteCloser
	csv   *csv.Writer
}

func (r *run) rejects(file string) *rejects {
	if _, ok := r.rejected[file]; !ok {
		r.rejected[file] = &rejects{run: r, file: file, lines: make(map[int]bool)}
	}
	return r.rejected[file]
}

// has reports whether the row on the line was rejected by an earlier step.
func (x *rejects) has(number int) bool { return x.lines[number] }

func (x *rejects) add(step *Step, r *row) error {
	if x.csv == nil {
		if err := x.open(); err != nil {
			return err
		}
	}
	x.lines[r.line] = true
	cells := make([]string, 0, len(r.cells)+1)
	for at, cell := range r.cells {
		if at >= len(x.run.surveys[x.file].header) || slices.Contains(x.kept, at) {
			cells = append(cells, cell)
		}
	}
	for len(cells) < len(x.kept) { // a short row stays short of values, not of columns
		cells = append(cells, "")
	}
	return x.failed(x.csv.Write(append(cells, x.reason(step, r))))
}

func (x *rejects) open() error {
	raw, err := x.run.parts.Files.Create(RejectedName(x.file))
	if err != nil {
		return x.failed(err)
	}
	x.raw = raw
	if _, err := io.WriteString(raw, mark); err != nil {
		return x.failed(err)
	}
	s := x.run.surveys[x.file]
	x.csv = csv.NewWriter(raw)
	x.csv.Comma = s.delimiter
	var header []string
	for at, column := range s.header {
		if !x.isReason(column) {
			x.kept = append(x.kept, at)
			header = append(header, column)
		}
	}
	return x.failed(x.csv.Write(append(header, x.say(locale.Say("importer.reason")))))
}

// isReason reports whether a column is the reason that an earlier import wrote, in any language.
func (x *rejects) isReason(column string) bool {
	for _, language := range locale.Languages() {
		if column == x.run.parts.Texts.Render(language, locale.Say("importer.reason")) {
			return true
		}
	}
	return false
}

func (x *rejects) say(text locale.Text) string {
	return x.run.parts.Texts.Render(x.run.actor.Language, text)
}

// reason is why the row was rejected, field by field.
func (x *rejects) reason(step *Step, r *row) string {
	if r.problem.fields == nil {
		return x.say(r.problem.text)
	}
	var reasons []string
	for _, name := range slices.Sorted(maps.Keys(r.problem.fields)) {
		reasons = append(reasons, x.say(locale.Say("importer.field_reason", "field", x.label(step, name), "reason", r.problem.fields[name])))
	}
	return strings.Join(reasons, " ")
}

func (x *rejects) label(step *Step, name string) any {
	if t, ok := x.run.parts.Model().Schema.Type(step.Type); ok {
		if f, ok := t.Queryable(name); ok {
			return f.Labels
		}
	}
	if f, ok := schema.Inherent(name); ok {
		return f.Labels
	}
	return name
}

func (x *rejects) close() error {
	if x.csv == nil {
		return nil
	}
	x.csv.Flush()
	err := x.csv.Error()
	if closing := x.raw.Close(); err == nil {
		err = closing
	}
	return x.failed(err)
}

func (x *rejects) failed(err error) error {
	if err == nil {
		return nil
	}
	return fault.New(fault.Unavailable, "importer.rejected_unwritable", "file", RejectedName(x.file)).Because(fmt.Errorf("write rejected rows: %w", err))
}
