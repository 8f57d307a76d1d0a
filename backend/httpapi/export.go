package httpapi

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"kontora/backend/access"
	"kontora/backend/audit"
	"kontora/backend/fault"
	"kontora/backend/record"
	"kontora/backend/schema"
)

type exportQuery struct {
	Selection
	Format string `query:"format" default:"csv" enum:"csv"`
	Sort   string `query:"sort"`
	Fields string `query:"fields" doc:"the columns; all one may read when empty"`
}

func (s *server) exportRoutes() {
	op := route("export-records", http.MethodGet, "/export/{type}", "Export the records one may export, as a file", "records")
	op.Responses = map[string]*huma.Response{"200": {
		Description: "UTF-8 with a byte order mark, commas, one row for each record. Kontora-Exported and Kontora-Left-Out count the records " +
			"taken and those that match and may be viewed but not exported.",
		Content: map[string]*huma.MediaType{"text/csv": {Schema: &huma.Schema{Type: "string"}}},
	}}
	add(s, op, s.export)
}

// export writes page by page. The first page is read before anything is sent, so that a refusal can still be said.
func (s *server) export(ctx context.Context, r *request, in *exportQuery) (*huma.StreamResponse, error) {
	request, err := in.request()
	if err != nil {
		return nil, err
	}
	model := s.Administration.Model()
	t, ok := model.Schema.Type(in.Type)
	if !ok || !r.actor.Rights.May(access.View, t.No) {
		return nil, fault.Missing()
	}
	if err := access.RefuseType(model, r.actor.Rights, access.Export, t.No); err != nil {
		return nil, err
	}
	viewed, err := s.Records.Count(ctx, r.actor, request)
	if err != nil {
		return nil, err
	}
	request.Action, request.Sort, request.Fields, request.Limit = access.Export, words(in.Sort), words(in.Fields), record.MaxLimit
	exported, err := s.Records.Count(ctx, r.actor, request)
	if err != nil {
		return nil, err
	}
	first, err := s.Records.List(ctx, r.actor, request)
	if err != nil {
		return nil, err
	}
	if err := s.noteExport(ctx, r, in, exported); err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		hc.SetHeader("Content-Type", "text/csv; charset=utf-8")
		hc.SetHeader("Content-Disposition", `attachment; filename="`+t.Name+`.csv"`)
		hc.SetHeader("Kontora-Exported", strconv.FormatInt(exported, 10))
		hc.SetHeader("Kontora-Left-Out", strconv.FormatInt(max(viewed-exported, 0), 10))
		file := newTable(hc.BodyWriter(), r, t, request.Fields)
		if err := s.exportPages(ctx, r, request, first, file); err != nil {
			// The status is sent: only breaking off can still tell that the file is not whole.
			s.Logger.WarnContext(ctx, "export broken off", "error", causeOf(err))
			panic(http.ErrAbortHandler)
		}
	}}, nil
}

// noteExport writes into the log who takes what out of the office; without that nothing is taken out.
func (s *server) noteExport(ctx context.Context, r *request, in *exportQuery, count int64) error {
	entry := audit.Entry{
		Employee: r.session.Employee, Device: r.session.Device, Kind: "export", Subject: in.Type,
		Changes: []audit.Change{{Field: "count", After: json.RawMessage(strconv.FormatInt(count, 10))}},
	}
	for _, asked := range [...]struct{ field, text string }{{"filter", in.Filter}, {"search", in.Search}, {"fields", in.Fields}} {
		if raw, err := json.Marshal(asked.text); err == nil && asked.text != "" {
			entry.Changes = append(entry.Changes, audit.Change{Field: asked.field, After: raw})
		}
	}
	return fault.Wrap(s.Log.Note(ctx, entry), "log an export")
}

func (s *server) exportPages(ctx context.Context, r *request, request record.ListRequest, page record.Page, file *table) error {
	for {
		if err := file.write(page); err != nil {
			return err
		}
		if page.Next == "" {
			return file.finish()
		}
		request.Cursor = page.Next
		var err error
		if page, err = s.Records.List(ctx, r.actor, request); err != nil {
			return err
		}
	}
}

// table writes records as rows of a file.
type table struct {
	csv    *csv.Writer
	fields []*schema.Field
	begun  bool
	out    io.Writer
	reader *request
}

func newTable(out io.Writer, r *request, t *schema.ElementType, wanted []string) *table {
	v := &table{csv: csv.NewWriter(out), out: out, reader: r}
	chosen := make(map[string]bool, len(wanted))
	for _, name := range wanted {
		chosen[name] = true
	}
	for _, f := range t.Fields {
		if r.actor.Rights.Field(t, f) != schema.Hidden && (len(wanted) == 0 || chosen[f.Name]) {
			v.fields = append(v.fields, f)
		}
	}
	return v
}

// begin writes the byte order mark, by which spreadsheets know UTF-8, and the names of the columns.
func (v *table) begin() error {
	if _, err := io.WriteString(v.out, "\ufeff"); err != nil {
		return err
	}
	header := []string{"id"}
	for _, f := range v.fields {
		header = append(header, plain(f.Labels.In(v.reader.language)))
		if f.Kind == schema.KindMoney {
			header = append(header, plain(f.Labels.In(v.reader.language))+", ISO 4217")
		}
	}
	return v.csv.Write(append(header, "responsible", "created_at"))
}

func (v *table) write(page record.Page) error {
	if !v.begun {
		v.begun = true
		if err := v.begin(); err != nil {
			return err
		}
	}
	for _, item := range page.Items {
		row := []string{item.ID.String()}
		for _, f := range v.fields {
			row = append(row, cells(f, item.Fields[f.Name], page.Names)...)
		}
		row = append(row, plain(page.Names[item.Responsible.String()]), item.CreatedAt)
		if err := v.csv.Write(row); err != nil {
			return err
		}
	}
	v.csv.Flush()
	return v.csv.Error()
}

func (v *table) finish() error {
	v.csv.Flush()
	return v.csv.Error()
}

// cells are the columns of one value: an amount has two.
func cells(f *schema.Field, value any, names record.Names) []string {
	if money, ok := value.(schema.MoneyJSON); ok {
		return []string{money.Amount, money.Currency}
	}
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
	if f.Kind == schema.KindEmployee || f.Kind == schema.KindLink {
		text = names[text]
	}
	if f.Kind == schema.KindMoney {
		return []string{plain(text), ""}
	}
	return []string{plain(text)}
}

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
