package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"kontora/backend/access"
	"kontora/backend/audit"
	"kontora/backend/exporter"
	"kontora/backend/fault"
	"kontora/backend/job"
	"kontora/backend/schema"
)

// exportKind is the kind of jobs that export.
const exportKind = "export"

// jobFile is what a job has made.
type jobFile struct {
	Name  string `json:"name"`
	Bytes int64  `json:"bytes"`
	Until string `json:"until" doc:"when it is removed"`
}

// longFrom is above how many records an export is long: below, it is over before one has looked for its job.
const longFrom = 10_000

// longExportAnswer is what came of asking for a job.
type longExportAnswer struct {
	Job *jobView `json:"job" doc:"null where it was asked for long ones only and this is none: GET sends it at once"`
}

type longExportQuery struct {
	Selection
	Format string `query:"format" default:"csv" enum:"csv"`
	Sort   string `query:"sort"`
	Fields string `query:"fields" doc:"the columns in their order; all one may read when empty"`
	Long   bool   `query:"long_only" doc:"begin a job only for more than 10,000 records"`
}

func (s *server) exportJobRoutes() {
	start := route("start-export", http.MethodPost, "/export/{type}", "Export the records one may export as a job", "records")
	add(s, described(start, "For what takes long. The file is the one that GET would send. It waits a day for its owner at /api/jobs/{id}/file."), s.startExport)
	fetch := route("get-job-file", http.MethodGet, "/jobs/{id}/file", "Fetch the file that an export of one's own has made", "jobs")
	fetch.Responses = map[string]*huma.Response{"200": {
		Description: "As GET /api/export/{type} sends it.",
		Content:     map[string]*huma.MediaType{mediaTypes()["csv"]: {Schema: &huma.Schema{Type: "string"}}},
	}}
	add(s, fetch, s.fetchExport)
}

// startExport begins a job. Who takes out how much is in the log before anything is.
func (s *server) startExport(ctx context.Context, r *request, in *longExportQuery) (*answer[longExportAnswer], error) {
	model := s.Administration.Model()
	t, ok := model.Schema.Type(in.Type)
	if !ok || !r.actor.Rights.May(access.View, t.No) {
		return nil, fault.Missing()
	}
	if err := access.RefuseType(model, r.actor.Rights, access.Export, t.No); err != nil {
		return nil, err
	}
	if r.actor.ReadOnly {
		return nil, fault.New(fault.Denied, "error.read_only")
	}
	asked := &exportQuery{Selection: in.Selection, Format: in.Format, Sort: in.Sort, Fields: in.Fields}
	found, err := s.take(ctx, r, asked)
	if err != nil {
		return nil, err
	}
	if in.Long && found.exported <= longFrom {
		return reply(longExportAnswer{}, nil)
	}
	if err := s.noteExport(ctx, r, asked, found.exported); err != nil {
		return nil, err
	}
	parameters, err := json.Marshal(longExport(r, found))
	if err != nil {
		return nil, fault.Wrap(err, "write what is to be exported")
	}
	j, err := s.Jobs.Start(ctx, r.actor, exportKind, parameters)
	if err != nil {
		return nil, err
	}
	view := s.jobView(ctx, r, j)
	return reply(longExportAnswer{&view}, nil)
}

func longExport(r *request, found taken) exporter.Request {
	return exporter.Request{
		Type: found.request.Type, Filter: found.request.Filter, Search: found.request.Search, Sort: found.request.Sort, Fields: found.request.Fields,
		Language: r.language, Count: found.exported, LeftOut: max(found.viewed-found.exported, 0),
	}
}

// exportOf reads what a finished export of the reader's own was about; false for every other job.
func exportOf(r *request, j job.Job) (request exporter.Request, memory exporter.Memory, ok bool) {
	if j.Kind != exportKind || j.Owner != r.actor.Employee || j.State != job.Finished {
		return request, memory, false
	}
	ok = json.Unmarshal(j.Parameters, &request) == nil && json.Unmarshal(j.Memory, &memory) == nil
	return request, memory, ok
}

// jobFile is the file that waits for the reader, nil where there is none.
func (s *server) jobFile(r *request, j job.Job) *jobFile {
	request, memory, ok := exportOf(r, j)
	if !ok || !s.Exports.Ready(r.actor, request, memory, time.UnixMilli(j.FinishedAt)) {
		return nil
	}
	return &jobFile{Name: request.Type + ".csv", Bytes: memory.Bytes, Until: schema.FormatTime(j.FinishedAt + exporter.Kept.Milliseconds())}
}

// fetchExport sends the file of one's own job. To all others it is not there.
func (s *server) fetchExport(ctx context.Context, r *request, in *idPath) (*huma.StreamResponse, error) {
	which, err := id(in.ID)
	if err != nil {
		return nil, err
	}
	j, err := s.Jobs.Get(ctx, r.actor, which)
	if err != nil {
		return nil, err
	}
	request, memory, ok := exportOf(r, j)
	if !ok {
		return nil, fault.Missing()
	}
	send, err := s.Exports.Open(ctx, r.actor, j.No, request, memory, time.UnixMilli(j.FinishedAt))
	if err != nil {
		return nil, err
	}
	if err := s.noteFetched(ctx, r, j); err != nil {
		return nil, err
	}
	return &huma.StreamResponse{Body: func(hc huma.Context) {
		hc.SetHeader("Content-Type", mediaTypes()["csv"]+"; charset=utf-8")
		hc.SetHeader("Content-Disposition", `attachment; filename="`+request.Type+`.csv"`)
		hc.SetHeader("Content-Length", strconv.FormatInt(memory.Bytes, 10))
		hc.SetHeader("Cache-Control", "no-store")
		if err := send(hc.BodyWriter()); err != nil {
			s.Logger.WarnContext(ctx, "export broken off", "error", causeOf(err))
			panic(http.ErrAbortHandler)
		}
	}}, nil
}

// noteFetched writes into the log that a file was taken away.
func (s *server) noteFetched(ctx context.Context, r *request, j job.Job) error {
	entry := audit.Entry{Employee: r.session.Employee, Device: r.session.Device, Kind: "export", Subject: j.About.Type}
	for _, of := range [...]struct {
		field string
		value any
	}{{"count", j.Result.Changed}, {"format", "csv"}, {"job", j.ID}} {
		raw, err := json.Marshal(of.value)
		if err != nil {
			return fault.Wrap(err, "log an export")
		}
		entry.Changes = append(entry.Changes, audit.Change{Field: of.field, After: raw})
	}
	return fault.Wrap(s.Log.Note(ctx, entry), "log an export")
}
