package httpapi

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"kontora/backend/access"
	"kontora/backend/audit"
	"kontora/backend/exporter"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/record"
	"kontora/backend/schema"
)

type exportQuery struct {
	Selection
	Format string `query:"format" default:"csv" enum:"csv,xlsx,vcf" doc:"vcf for contacts, employees and companies"`
	Sort   string `query:"sort"`
	Fields string `query:"fields" doc:"the columns in their order; all one may read when empty"`
	IDs    string `query:"ids" doc:"these records, at most 1000, instead of those that match"`

	archived string // a field of the archive that is taken out as well
}

func (s *server) exportRoutes() {
	add(s, exportOperation("export-records", "/export/{type}", "Export the records one may export, as a file", "records"), s.export)
	s.exportJobRoutes()
}

func exportOperation(id, path, summary, tag string) huma.Operation {
	op := route(id, http.MethodGet, path, summary, tag)
	op.Responses = map[string]*huma.Response{"200": {
		Description: "csv: UTF-8 with a byte order mark, commas, one row for each record; xlsx: the same with typed cells, times in UTC; vcf: vCard 4.0. " +
			"Kontora-Exported and Kontora-Left-Out count the records taken and those that match and may be viewed but not exported.",
		Content: map[string]*huma.MediaType{
			mediaTypes()["csv"]: {Schema: &huma.Schema{Type: "string"}}, mediaTypes()["vcf"]: {Schema: &huma.Schema{Type: "string"}},
			mediaTypes()["xlsx"]: {Schema: &huma.Schema{Type: "string", Format: "binary"}},
		},
	}}
	return op
}

// mediaTypes are those of the formats.
func mediaTypes() map[string]string {
	return map[string]string{
		"csv": "text/csv", "vcf": "text/vcard", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	}
}

// taken is what an export has found before anything of it is sent: its first page and how to read on.
type taken struct {
	request          record.ListRequest
	first            record.Page
	viewed, exported int64
}

// export writes page by page. The first page is read before anything is sent, so that a refusal can still be said.
func (s *server) export(ctx context.Context, r *request, in *exportQuery) (*huma.StreamResponse, error) {
	model := s.Administration.Model()
	t, ok := model.Schema.Type(in.Type)
	if !ok || !r.actor.Rights.May(access.View, t.No) {
		return nil, fault.Missing()
	}
	t = t.Using(in.archived)
	if err := access.RefuseType(model, r.actor.Rights, access.Export, t.No); err != nil {
		return nil, err
	}
	if _, err := in.file(io.Discard, r, t); err != nil {
		return nil, err
	}
	found, err := s.take(ctx, r, in)
	if err != nil {
		return nil, err
	}
	if err := s.noteExport(ctx, r, in, found.exported); err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		hc.SetHeader("Content-Type", mediaTypes()[in.Format]+map[bool]string{false: "; charset=utf-8"}[in.Format == "xlsx"])
		hc.SetHeader("Content-Disposition", `attachment; filename="`+t.Name+"."+in.Format+`"`)
		hc.SetHeader("Kontora-Exported", strconv.FormatInt(found.exported, 10))
		hc.SetHeader("Kontora-Left-Out", strconv.FormatInt(max(found.viewed-found.exported, 0), 10))
		file, err := in.file(hc.BodyWriter(), r, t)
		if err == nil {
			defer file.Close()
			err = s.exportPages(ctx, r, found, file)
		}
		if err != nil {
			// The status is sent: only breaking off can still tell that the file is not whole.
			s.Logger.WarnContext(ctx, "export broken off", "error", causeOf(err))
			panic(http.ErrAbortHandler)
		}
	}}, nil
}

// file is the one of the wanted format.
func (in *exportQuery) file(out io.Writer, r *request, t *schema.ElementType) (exporter.File, error) {
	return exporter.New(out, exporter.Reader{Rights: r.actor.Rights, Language: r.language}, t, in.Format, words(in.Fields))
}

// take finds what is exported: the records that are named, or those that match.
func (s *server) take(ctx context.Context, r *request, in *exportQuery) (found taken, err error) {
	if found.request, err = in.request(); err != nil {
		return found, err
	}
	found.request.Archived = in.archived
	if in.IDs != "" {
		ids, err := idsIn(in.IDs)
		if err != nil {
			return found, err
		}
		picked := record.PickRequest{Type: in.Type, IDs: ids, Fields: words(in.Fields), Action: access.Export}
		found.first, found.viewed, err = s.Records.Pick(ctx, r.actor, picked)
		found.exported = int64(len(found.first.Items))
		return found, err
	}
	if found.viewed, err = s.Records.Count(ctx, r.actor, found.request); err != nil {
		return found, err
	}
	found.request.Action, found.request.Limit = access.Export, record.MaxLimit
	found.request.Sort, found.request.Fields = words(in.Sort), words(in.Fields)
	if found.exported, err = s.Records.Count(ctx, r.actor, found.request); err != nil {
		return found, err
	}
	found.first, err = s.Records.List(ctx, r.actor, found.request)
	return found, err
}

func idsIn(list string) ([]ident.ID, error) {
	var ids []ident.ID
	for _, word := range words(list) {
		one, err := ident.Parse(word)
		if err != nil {
			return nil, fault.Field("ids", "http.parameter_wrong")
		}
		ids = append(ids, one)
	}
	return ids, nil
}

// noteExport writes into the log who takes what out of the office; without that nothing is taken out.
func (s *server) noteExport(ctx context.Context, r *request, in *exportQuery, count int64) error {
	entry := audit.Entry{
		Employee: r.session.Employee, Device: r.session.Device, Kind: "export", Subject: in.Type,
		Changes: []audit.Change{{Field: "count", After: json.RawMessage(strconv.FormatInt(count, 10))}},
	}
	for _, asked := range [...]struct{ field, text string }{{"filter", in.Filter}, {"search", in.Search}, {"fields", in.Fields}, {"format", in.Format}, {"ids", in.IDs}} {
		if raw, err := json.Marshal(asked.text); err == nil && asked.text != "" {
			entry.Changes = append(entry.Changes, audit.Change{Field: asked.field, After: raw})
		}
	}
	return fault.Wrap(s.Log.Note(ctx, entry), "log an export")
}

func (s *server) exportPages(ctx context.Context, r *request, found taken, file exporter.File) error {
	page := found.first
	for {
		if err := file.Write(page); err != nil {
			return err
		}
		if page.Next == "" {
			// A list of what one may not view any more is empty, as if there were no more.
			now, err := s.actorOf(r.session)
			if err != nil {
				return err
			}
			if _, err := s.Exports.Allowed(now, found.request.Type); err != nil {
				return err
			}
			return file.Finish()
		}
		found.request.Cursor = page.Next
		var err error
		if page, err = s.Records.List(ctx, r.actor, found.request); err != nil {
			return err
		}
	}
}
