package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"

	"kontora/backend/access"
	"kontora/backend/fault"
	"kontora/backend/ident"
	"kontora/backend/query"
	"kontora/backend/record"
)

// Selection is which records of a type are meant: of a list, a sum, an export.
type Selection struct {
	Type   string `path:"type"`
	Filter string `query:"filter" doc:"JSON: {\"and\": [{\"field\": \"stage\", \"op\": \"=\", \"value\": \"won\"}, {\"or\": […]}]}; ops = != < <= > >= in not between contains starts empty me today"`
	Search string `query:"q" doc:"words that every record holds somewhere in its searched fields"`
}

type listQuery struct {
	Selection
	Sort   string `query:"sort" doc:"fields, - before one for the reverse: -created_at,name"`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"50"`
	Cursor string `query:"cursor" doc:"next of the page before"`
	Fields string `query:"fields" doc:"the fields to answer with; all when empty"`
	Bin    bool   `query:"bin" doc:"the recycle bin instead"`
	Steps  bool   `query:"next_step" doc:"tell the next step of each record"`
}

type total struct {
	Count   int64  `json:"count"`
	Exact   bool   `json:"exact" doc:"false: at least so many"`
	CountID string `json:"count_id,omitempty" doc:"the exact one comes as an event total of this id"`
}

type page struct {
	Items []record.View `json:"items"`
	Next  *string       `json:"next"`
	Total total         `json:"total"`
	Names record.Names  `json:"names" doc:"what the people and records in the answer are called; what one may not see has no entry"`
}

// shown is one record with the names it mentions.
type shown struct {
	record.View
	Names record.Names `json:"names"`
}

type shownAnswer struct {
	ETag string `header:"ETag"`
	Body shown
}

// RecordPath names one record.
type RecordPath struct {
	Type string `path:"type"`
	ID   string `path:"id"`
}

type recordMatchPath struct {
	RecordPath
	IfMatch string `header:"If-Match" doc:"the version the change was made on"`
}

type newRecord struct {
	Fields      map[string]json.RawMessage `json:"fields"`
	Responsible *ident.ID                  `json:"responsible,omitempty" doc:"an employee or a group; oneself when absent"`
}

type recordChange struct {
	Fields map[string]json.RawMessage `json:"fields"`
}

func (s *server) recordRoutes() {
	add(s, route("list-records", http.MethodGet, "/records/{type}", "List records one may view", "records"), s.listRecords)
	addBody(s, created(route("create-record", http.MethodPost, "/records/{type}", "Make a record", "records")),
		func(ctx context.Context, r *request, in *typePath, body newRecord) (*shownAnswer, error) {
			input := record.Input{Fields: body.Fields}
			if body.Responsible != nil {
				input.Responsible = *body.Responsible
			}
			return show(s.Writes.Create(ctx, r.actor, in.Type, input))
		})
	add(s, route("get-record", http.MethodGet, "/records/{type}/{id}", "Read a record", "records"),
		func(ctx context.Context, r *request, in *RecordPath) (*shownAnswer, error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			return show(s.Records.Get(ctx, r.actor, in.Type, which))
		})
	addBody(s, route("change-record", http.MethodPatch, "/records/{type}/{id}", "Change fields of a record", "records"),
		func(ctx context.Context, r *request, in *recordMatchPath, body recordChange) (*shownAnswer, error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			return show(s.Writes.Edit(ctx, r.actor, in.Type, which, ifMatch(in.IfMatch), body.Fields))
		})
	add(s, noContent(route("delete-record", http.MethodDelete, "/records/{type}/{id}", "Put a record into the bin", "records")),
		func(ctx context.Context, r *request, in *RecordPath) (*none, error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			return nil, s.Writes.Delete(ctx, r.actor, in.Type, which)
		})
	add(s, route("restore-record", http.MethodPost, "/records/{type}/{id}/restore", "Take a record out of the bin", "records"),
		func(ctx context.Context, r *request, in *RecordPath) (*shownAnswer, error) {
			which, err := id(in.ID)
			if err != nil {
				return nil, err
			}
			return show(s.Writes.Restore(ctx, r.actor, in.Type, which))
		})
	add(s, route("sum-records", http.MethodGet, "/records/{type}/sums", "Add up a field by group", "records"), s.sumRecords)
}

func show(view record.View, names record.Names, err error) (*shownAnswer, error) {
	if err != nil {
		return nil, err
	}
	return &shownAnswer{ETag: `"` + view.Version + `"`, Body: shown{View: view, Names: names}}, nil
}

// request turns the Selection into what the records' service takes.
func (in Selection) request() (record.ListRequest, error) {
	filter, err := query.Parse([]byte(in.Filter))
	if err != nil {
		return record.ListRequest{}, onFilter(err)
	}
	return record.ListRequest{Type: in.Type, Filter: filter, Search: in.Search, Action: access.View}, nil
}

// onFilter puts an error about the filter as a whole on the parameter it came in.
func onFilter(err error) error {
	e := fault.Of(err)
	if e.Kind != fault.Invalid || len(e.Fields) > 0 {
		return err
	}
	problems := fault.Fields{"filter": e.Text}
	return problems.Err()
}

func (in listQuery) request() (record.ListRequest, error) {
	request, err := in.Selection.request()
	request.Sort, request.Fields = words(in.Sort), words(in.Fields)
	request.Limit, request.Cursor, request.Bin = in.Limit, in.Cursor, in.Bin
	request.Steps = in.Steps
	return request, err
}

// words splits a parameter at its commas; nil for an empty one.
func words(list string) []string {
	var all []string
	for _, word := range strings.Split(list, ",") {
		if word = strings.TrimSpace(word); word != "" {
			all = append(all, word)
		}
	}
	return all
}

func (s *server) listRecords(ctx context.Context, r *request, in *listQuery) (*answer[page], error) {
	request, err := in.request()
	if err != nil {
		return nil, err
	}
	found, err := s.Records.List(ctx, r.actor, request)
	if err != nil {
		return nil, err
	}
	out := page{Items: found.Items, Total: total{Count: found.Total.Count, Exact: found.Total.Exact}, Names: found.Names}
	if out.Items == nil {
		out.Items = []record.View{}
	}
	if out.Names == nil {
		out.Names = record.Names{}
	}
	if found.Next != "" {
		out.Next = &found.Next
	}
	if !found.Total.Exact {
		out.Total.CountID = s.counts.start(ctx, r, request)
	}
	return reply(out, nil)
}

type sumQuery struct {
	Selection
	Group string `query:"group" doc:"the field to group by; one line for all when empty. Dates and moments are put together by what stands behind them: :day, :week, :month, :quarter or :year, in the time zone of the employee"`
	Sum   string `query:"sum" doc:"the field to add up, a number or an amount; only counts when empty"`
	Limit int    `query:"limit" minimum:"0" doc:"only so many groups, of periods the latest, else those with the most records; all when 0"`
}

type sums struct {
	Items  []record.SumLine `json:"items"`
	Groups int              `json:"groups" doc:"how many groups there are, those past the limit too"`
	Names  record.Names     `json:"names"`
}

func (s *server) sumRecords(ctx context.Context, r *request, in *sumQuery) (*answer[sums], error) {
	request, err := in.request()
	if err != nil {
		return nil, err
	}
	found, err := s.Records.Sums(ctx, r.actor, record.SumRequest{
		Type: in.Type, Filter: request.Filter, Search: in.Search, Group: in.Group, Sum: in.Sum, Limit: in.Limit,
	})
	return reply(sums{Items: found.Lines, Groups: found.Groups, Names: found.Names}, err)
}
