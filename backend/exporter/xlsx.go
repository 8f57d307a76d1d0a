package exporter

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"kontora/backend/fault"
	"kontora/backend/locale"
	"kontora/backend/record"
	"kontora/backend/schema"
)

const (
	// maxSheetRows is how many rows a sheet of the format has; further records go on another one.
	maxSheetRows = 1_048_576
	// maxCellRunes is how long the text of a cell may be.
	maxCellRunes = 32_767
	// firstYear is the first that spreadsheets have dates in; earlier ones are text.
	firstYear = 1900
)

// xlsxFile writes a table as a workbook with typed cells. Rows wait in a temporary file until the workbook is whole.
type xlsxFile struct {
	*table
	book             *excelize.File
	out              io.Writer
	sheet            *excelize.StreamWriter
	sheets, line     int
	bold, day, point int // styles
}

func newXLSX(out io.Writer, t *table) (*xlsxFile, error) {
	v := &xlsxFile{table: t, book: excelize.NewFile(), out: out}
	var errs [3]error
	day, point := "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
	v.bold, errs[0] = v.book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	v.day, errs[1] = v.book.NewStyle(&excelize.Style{CustomNumFmt: &day})
	v.point, errs[2] = v.book.NewStyle(&excelize.Style{CustomNumFmt: &point})
	return v, fault.Wrap(errors.Join(errs[:]...), "make a workbook")
}

func (v *xlsxFile) Write(page record.Page) error {
	if v.sheet == nil {
		if err := v.nextSheet(); err != nil {
			return err
		}
	}
	for _, item := range page.Items {
		if v.line == maxSheetRows {
			if err := v.nextSheet(); err != nil {
				return err
			}
		}
		cells := v.row(item, page.Names)
		row := make([]any, len(cells))
		for i, c := range cells {
			row[i] = v.typed(c)
		}
		if err := v.put(row); err != nil {
			return err
		}
	}
	return nil
}

// nextSheet begins a sheet with the names of the columns, which stay on screen.
func (v *xlsxFile) nextSheet() error {
	if v.sheet != nil {
		if err := v.sheet.Flush(); err != nil {
			return fault.Wrap(err, "end a sheet")
		}
	}
	v.sheets++
	name := "Sheet" + strconv.Itoa(v.sheets)
	if v.sheets > 1 {
		if _, err := v.book.NewSheet(name); err != nil {
			return fault.Wrap(err, "begin a sheet")
		}
	}
	var err error
	if v.sheet, err = v.book.NewStreamWriter(name); err != nil {
		return fault.Wrap(err, "begin a sheet")
	}
	if err := v.sheet.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return fault.Wrap(err, "begin a sheet")
	}
	v.line = 0
	head := v.head()
	row := make([]any, len(head))
	for i, name := range head {
		row[i] = excelize.Cell{StyleID: v.bold, Value: name}
	}
	return v.put(row)
}

func (v *xlsxFile) put(row []any) error {
	v.line++
	at, err := excelize.CoordinatesToCellName(1, v.line)
	if err != nil {
		return fault.Wrap(err, "name a cell")
	}
	return fault.Wrap(v.sheet.SetRow(at, row), "write a row")
}

// typed is a value as a spreadsheet computes with it. What is masked is text, whatever the kind of its field.
func (v *xlsxFile) typed(c cell) any {
	switch {
	case c.value == nil:
		return nil
	case c.field == nil:
		return c.text
	}
	switch value := c.value.(type) {
	case schema.MoneyJSON:
		return number(value.Amount)
	case bool:
		return value
	}
	switch c.field.ValueKind() {
	case schema.KindNumber, schema.KindPercent:
		return number(c.text)
	case schema.KindDate:
		return v.moment(c.text, time.DateOnly, v.day)
	case schema.KindDateTime:
		return v.moment(c.text, time.RFC3339, v.point)
	case schema.KindChoice:
		return cut(plain(choiceLabel(c.field, c.text, v.reader.Language)))
	}
	return cut(c.text)
}

// number is the text as a number where it is one.
func number(text string) any {
	if parsed, err := strconv.ParseFloat(text, 64); err == nil {
		return parsed
	}
	return text
}

// moment is a date or a time, in UTC, where the text is one that spreadsheets have.
func (v *xlsxFile) moment(text, layout string, style int) any {
	parsed, err := time.Parse(layout, text)
	if err != nil || parsed.Year() < firstYear {
		return text
	}
	return excelize.Cell{StyleID: style, Value: parsed.UTC()}
}

func choiceLabel(f *schema.Field, value string, language locale.Language) string {
	for _, choice := range f.Choices {
		if choice.Value == value {
			return choice.Labels.In(language)
		}
	}
	return value
}

func cut(text string) string {
	if runes := []rune(text); len(runes) > maxCellRunes {
		return string(runes[:maxCellRunes])
	}
	return text
}

// Close removes the temporary files.
func (v *xlsxFile) Close() { _ = v.book.Close() }

func (v *xlsxFile) Finish() error {
	if err := v.sheet.Flush(); err != nil {
		return fault.Wrap(err, "end a sheet")
	}
	if err := v.book.Write(v.out); err != nil {
		return fmt.Errorf("send a workbook: %w", err)
	}
	return nil
}
