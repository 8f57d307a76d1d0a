package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"

	"kontora/backend/fault"
)

// route declares an operation: what it is called, where it is and what it does in one sentence.
func route(id, method, path, summary string, tag string) huma.Operation {
	return huma.Operation{OperationID: id, Method: method, Path: "/api" + path, Summary: summary, Tags: []string{tag}, SkipValidateBody: true}
}

// described adds what the one sentence leaves out.
func described(op huma.Operation, text string) huma.Operation {
	op.Description = text
	return op
}

// add registers a route. Errors of the handler become problems in the reader's language.
func add[I, O any](s *server, op huma.Operation, handle func(ctx context.Context, r *request, in *I) (*O, error)) {
	describeProblems(s.api, &op)
	if s.guards[op.OperationID].public {
		op.Security = []map[string][]string{}
	}
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*O, error) {
		r := requestOf(ctx)
		out, err := handle(ctx, r, in)
		if err != nil {
			return nil, s.problem(ctx, r, op.OperationID, err)
		}
		return out, nil
	})
}

// addBody registers a route that takes a JSON object B. The body is read strictly: unknown fields and wrong types are named.
func addBody[B, I, O any](s *server, op huma.Operation, handle func(ctx context.Context, r *request, in *I, body B) (*O, error)) {
	add(s, op, func(ctx context.Context, r *request, in *I) (*O, error) {
		body, err := readBody[B](r.body)
		if err != nil {
			return nil, err
		}
		return handle(ctx, r, in, body)
	})
	describeBody[B](s, op)
}

// addRaw registers a route whose body is handed on as it was sent; B describes it.
func addRaw[B, I, O any](s *server, op huma.Operation, handle func(ctx context.Context, r *request, in *I, body json.RawMessage) (*O, error)) {
	add(s, op, func(ctx context.Context, r *request, in *I) (*O, error) {
		if !json.Valid(r.body) {
			return nil, fault.New(fault.Invalid, "http.malformed_json")
		}
		return handle(ctx, r, in, r.body)
	})
	describeBody[B](s, op)
}

// describeBody adds the body to the description after registering, because the interface reads it itself.
func describeBody[B any](s *server, op huma.Operation) {
	registry := s.api.OpenAPI().Components.Schemas
	schema := registry.Schema(reflect.TypeFor[B](), true, op.OperationID)
	if named := registry.SchemaFromRef(schema.Ref); named != nil {
		named.Required = nil // what is not sent stays as it is, or takes its usual value
	}
	for _, registered := range operations(s.api.OpenAPI().Paths[op.Path]) {
		if registered.OperationID == op.OperationID {
			registered.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {Schema: schema}}}
		}
	}
}

func describeProblems(api huma.API, op *huma.Operation) {
	if op.Responses == nil {
		op.Responses = make(map[string]*huma.Response)
	}
	op.Responses["default"] = &huma.Response{
		Description: "What went wrong, in the reader's language",
		Content: map[string]*huma.MediaType{
			problemType: {Schema: api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[Problem](), true, "Problem")},
		},
	}
}

// operations lists the operations of a path.
func operations(item *huma.PathItem) []*huma.Operation {
	if item == nil {
		return nil
	}
	var all []*huma.Operation
	for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
		if op != nil {
			all = append(all, op)
		}
	}
	return all
}

// none is the input or output of routes that have none.
type none struct{}

// answer is an output with a body.
type answer[B any] struct{ Body B }

func reply[B any](body B, err error) (*answer[B], error) {
	if err != nil {
		return nil, err
	}
	return &answer[B]{Body: body}, nil
}

// list is the form of every list. Next is the cursor of the next page, null on the last.
type list[V any] struct {
	Items []V     `json:"items"`
	Next  *string `json:"next"`
	Total int     `json:"total"`
}

func whole[V any](items []V, err error) (*answer[list[V]], error) {
	if items == nil {
		items = []V{}
	}
	return reply(list[V]{Items: items, Total: len(items)}, err)
}

// serveDescription serves the OpenAPI document, which is the same for everyone and tells nothing of the company.
func (s *server) serveDescription() error {
	// The library describes its own form of errors, which never leaves the program.
	schemas := s.api.OpenAPI().Components.Schemas.Map()
	delete(schemas, "ErrorModel")
	delete(schemas, "ErrorDetail")
	document, err := json.Marshal(s.api.OpenAPI())
	if err != nil {
		return fault.Wrap(err, "describe the interface")
	}
	s.mux.HandleFunc("GET /api/openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/openapi+json")
		_, _ = w.Write(document)
	})
	return nil
}
