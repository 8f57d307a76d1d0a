// Package exporter takes records out of the office as files: what a table of them holds for its reader, in which formats it is written, and
// how a long export is written portion by portion. A file that is sent at once and one that is made by a job come from the same writers.
package exporter

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"kontora/backend/access"
	"kontora/backend/locale"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// File is one that records are written into, page by page.
type File interface {
	// Write appends the records of a page.
	Write(page record.Page) error
	// Finish writes what is left when all records are.
	Finish() error
	// Close lets go of what a file keeps until it is whole. It is called last, whether or not the file was finished.
	Close()
}

// Reader is for whom a file is written: it holds what he may read, in his words.
type Reader struct {
	Rights   *access.Rights
	Language locale.Language
}

// New begins a file of a format with the wanted fields in their order, or all that the reader may read. Nothing is written yet.
func New(out io.Writer, r Reader, t *schema.ElementType, format string, wanted []string) (File, error) {
	switch format {
	case "xlsx":
		return newXLSX(out, newTable(r, t, wanted))
	case "vcf":
		return newVCF(out, r, t, wanted)
	}
	return newCSV(out, newTable(r, t, wanted)), nil
}

// table is what a file of rows and columns holds: which fields, and what each is called.
type table struct {
	of       *schema.ElementType
	fields   []*schema.Field
	appended []string // inherent fields that every table ends with, under their own names
	reader   Reader
}

// newTable takes the wanted fields in their order, or all that are not hidden from the reader.
func newTable(r Reader, t *schema.ElementType, wanted []string) *table {
	v := &table{of: t, reader: r}
	for _, name := range wanted {
		if f, ok := t.Queryable(name); ok && readable(r, t, f) {
			v.fields = append(v.fields, f)
		}
	}
	if len(wanted) == 0 {
		for _, f := range t.Fields {
			if readable(r, t, f) {
				v.fields = append(v.fields, f)
			}
		}
	}
	for _, name := range [...]string{schema.FieldResponsible, schema.FieldCreatedAt} {
		if !v.has(name) {
			v.appended = append(v.appended, name)
		}
	}
	return v
}

func readable(r Reader, t *schema.ElementType, f *schema.Field) bool {
	_, inherent := schema.Inherent(f.Name)
	return inherent || r.Rights.Field(t, f) != schema.Hidden
}

func (v *table) has(name string) bool {
	for _, f := range v.fields {
		if f.Name == name {
			return true
		}
	}
	return false
}

// columns are what the table has of which fields.
func (v *table) columns() []Column {
	columns := make([]Column, 0, len(v.fields)+len(v.appended))
	for _, f := range v.fields {
		_, inherent := schema.Inherent(f.Name)
		columns = append(columns, Column{Name: f.Name, Masked: !inherent && v.reader.Rights.Field(v.of, f) == schema.Masked})
	}
	for _, name := range v.appended {
		columns = append(columns, Column{Name: name})
	}
	return columns
}

// head names the columns; an amount has a second one for its currency.
func (v *table) head() []string {
	head := []string{"id"}
	for _, f := range v.fields {
		label := plain(f.Labels.In(v.reader.Language))
		head = append(head, label)
		if f.ValueKind() == schema.KindMoney {
			head = append(head, label+", ISO 4217")
		}
	}
	return append(head, v.appended...)
}

// cell is one value of a table.
type cell struct {
	field *schema.Field // nil for identifiers
	value any           // as the API sends it; nil when empty
	text  string        // as CSV has it, made harmless
}

// row lists the cells of a record under head.
func (v *table) row(item record.View, names record.Names) []cell {
	row := []cell{{text: item.ID.String(), value: item.ID.String()}}
	for _, f := range v.fields {
		value := valueOf(item, f.Name)
		if money, ok := value.(schema.MoneyJSON); ok {
			row = append(row, cell{f, money, money.Amount}, cell{nil, money.Currency, money.Currency})
			continue
		}
		row = append(row, cell{f, value, plain(textOf(f, value, names))})
		if f.ValueKind() == schema.KindMoney {
			row = append(row, cell{})
		}
	}
	for _, name := range v.appended {
		f, _ := schema.Inherent(name)
		value := valueOf(item, name)
		row = append(row, cell{f, value, plain(textOf(f, value, names))})
	}
	return row
}

// valueOf is the value of any field of a record, an inherent one included.
func valueOf(item record.View, name string) any {
	switch name {
	case schema.FieldResponsible:
		return item.Responsible.String()
	case schema.FieldCreatedBy:
		return item.CreatedBy.String()
	case schema.FieldCreatedAt:
		return item.CreatedAt
	case schema.FieldUpdatedAt:
		return item.UpdatedAt
	}
	return item.Fields[name]
}

// textOf writes a value in one line: people and records by what they are called, as far as the reader may know.
func textOf(f *schema.Field, value any, names record.Names) string {
	text := ""
	switch sent := value.(type) {
	case nil:
	case []string:
		text = strings.Join(sent, "; ")
	case schema.Address:
		text = f.Text(sent)
	case schema.FileJSON:
		text = sent.Name
	default:
		text = fmt.Sprint(sent)
	}
	if _, inherent := schema.Inherent(f.Name); f.Kind == schema.KindEmployee || f.Kind == schema.KindLink || inherent && !isTime(f) {
		return names[text]
	}
	return text
}

func isTime(f *schema.Field) bool { return f.Kind == schema.KindDateTime }

// plain keeps a spreadsheet from taking text for a formula. A phone number or an amount with its sign stays as it is: digits and what
// stands between them name no function and no other program.
func plain(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	switch first {
	case '=', '@', '\t', '\r', '\n', '＝', '＠', '＋', '－':
		return "'" + text
	case '+', '-':
		if strings.Trim(text[size:], "0123456789 .,()-") != "" {
			return "'" + text
		}
	}
	return text
}
