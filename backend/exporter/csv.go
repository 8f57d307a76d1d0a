package exporter

import (
	"encoding/csv"
	"io"

	"kontora/backend/record"
)

// csvFile writes a table as CSV: UTF-8 with a byte order mark, by which spreadsheets know it.
type csvFile struct {
	*table
	csv   *csv.Writer
	out   io.Writer
	begun bool
}

func newCSV(out io.Writer, t *table) *csvFile {
	return &csvFile{table: t, csv: csv.NewWriter(out), out: out}
}

func (v *csvFile) begin() error {
	v.begun = true
	if _, err := io.WriteString(v.out, "\ufeff"); err != nil {
		return err
	}
	return v.csv.Write(v.head())
}

func (v *csvFile) Write(page record.Page) error {
	if !v.begun {
		if err := v.begin(); err != nil {
			return err
		}
	}
	for _, item := range page.Items {
		cells := v.row(item, page.Names)
		row := make([]string, len(cells))
		for i, c := range cells {
			row[i] = c.text
		}
		if err := v.csv.Write(row); err != nil {
			return err
		}
	}
	v.csv.Flush()
	return v.csv.Error()
}

func (*csvFile) Close() {}

func (v *csvFile) Finish() error {
	v.csv.Flush()
	return v.csv.Error()
}
