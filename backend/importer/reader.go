package importer

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"kontora/backend/fault"
)

// Bounds of a file of rows.
const (
	MaxColumns = 500     // as many as a type has fields
	MaxRow     = 4 << 20 // bytes of one row
	maxHeader  = 200     // characters of a column's name
)

// survey is what is known of a file after it has been looked through.
type survey struct {
	encoding  Encoding
	delimiter rune
	header    []string
	rows      int
}

// look reads a whole file without taking anything: its encoding, its delimiter, its columns, whether every quote is closed.
func look(files Files, name string, format Format) (survey, error) {
	raw, err := files.Open(name)
	if err != nil {
		return survey{}, unreadable(name, err)
	}
	s := survey{}
	s.encoding, err = findEncoding(name, raw, format.Encoding)
	raw.Close()
	if err != nil {
		return s, err
	}
	s.delimiter, _ = utf8.DecodeRuneInString(format.Delimiter)
	if format.Delimiter == "" {
		if s.delimiter, err = findDelimiter(files, name, s.encoding); err != nil {
			return s, err
		}
	}
	t, err := openTable(files, name, s)
	if err != nil {
		return s, err
	}
	defer t.close()
	s.header = t.header
	for {
		if _, err := t.next(); errors.Is(err, io.EOF) {
			return s, nil
		} else if err != nil {
			return s, err
		}
		s.rows++
	}
}

// findDelimiter takes the sign that stands most often in the first line, outside quotes.
func findDelimiter(files Files, name string, encoding Encoding) (rune, error) {
	raw, err := files.Open(name)
	if err != nil {
		return 0, unreadable(name, err)
	}
	defer raw.Close()
	text, err := decode(raw, encoding)
	if err != nil {
		return 0, unreadable(name, err)
	}
	start, err := io.ReadAll(io.LimitReader(text, 1<<16))
	if err != nil {
		return 0, unreadable(name, err)
	}
	counts := make(map[rune]int)
	quoted := false
	for _, letter := range string(start) {
		if letter == '"' {
			quoted = !quoted
		}
		if letter == '\n' && !quoted {
			break
		}
		if !quoted {
			counts[letter]++
		}
	}
	best := ','
	for _, candidate := range ";\t" {
		if counts[candidate] > counts[best] {
			best = candidate
		}
	}
	return best, nil
}

// table reads the rows of a file one after another.
type table struct {
	name   string
	raw    io.Closer
	bound  *bound
	csv    *csv.Reader
	header []string
	at     int // the line on which the last row began
}

// line is one row of a file with the number of the line on which it begins.
type line struct {
	number int
	cells  []string
}

func openTable(files Files, name string, s survey) (*table, error) {
	raw, err := files.Open(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	text, err := decode(raw, s.encoding)
	if err != nil {
		raw.Close()
		return nil, unreadable(name, err)
	}
	t := &table{name: name, raw: raw, bound: &bound{from: text, left: MaxRow}}
	t.csv = csv.NewReader(t.bound)
	t.csv.Comma, t.csv.FieldsPerRecord = s.delimiter, -1
	first, err := t.next()
	if errors.Is(err, io.EOF) {
		err = fault.New(fault.Invalid, "importer.file_empty", "file", name)
	}
	if err == nil {
		err = t.readHeader(first)
	}
	if err != nil {
		raw.Close()
		return nil, err
	}
	return t, nil
}

func (t *table) readHeader(first line) error {
	if len(first.cells) > MaxColumns {
		return fault.New(fault.Invalid, "importer.too_many_columns", "file", t.name, "count", len(first.cells), "max", MaxColumns)
	}
	seen := make(map[string]bool, len(first.cells))
	for _, cell := range first.cells {
		column := strings.TrimSpace(cell)
		switch {
		case utf8.RuneCountInString(column) > maxHeader:
			return fault.New(fault.Invalid, "importer.column_too_long", "file", t.name, "column", clip(column))
		case column != "" && seen[column]:
			return fault.New(fault.Invalid, "importer.column_twice", "file", t.name, "column", column)
		}
		seen[column] = true
		t.header = append(t.header, column)
	}
	return nil
}

// next reads a row. At the end it is io.EOF; other errors say what is wrong with the file, and on which line.
func (t *table) next() (line, error) {
	t.bound.left = MaxRow
	cells, err := t.csv.Read()
	if err == nil {
		t.at, _ = t.csv.FieldPos(0)
		return line{t.at, cells}, nil
	}
	var parse *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		return line{}, io.EOF
	case errors.Is(err, errBound):
		return line{}, fault.New(fault.Invalid, "importer.row_too_long", "file", t.name, "line", t.at+1, "max", fmt.Sprintf("%d MiB", MaxRow>>20)).Because(err)
	case errors.As(err, &parse):
		return line{}, fault.New(fault.Invalid, "importer.quotes", "file", t.name, "line", parse.StartLine, "column", parse.Column).Because(err)
	}
	return line{}, unreadable(t.name, err)
}

func (t *table) close() { t.raw.Close() }

// bound ends a row that has no end, such as after a quote that is never closed, before it fills the memory.
type bound struct {
	from io.Reader
	left int
}

var errBound = errors.New("the row is too long")

// Read reads what the row may still have.
func (b *bound) Read(into []byte) (int, error) {
	if b.left <= 0 {
		return 0, errBound
	}
	n, err := b.from.Read(into[:min(len(into), b.left)])
	b.left -= n
	return n, err
}
