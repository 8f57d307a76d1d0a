package httpapi

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"kontora/backend/fault"
	"kontora/backend/query"
	"kontora/backend/schema"
)

type fieldContents struct {
	Type   string `path:"type"`
	Field  string `path:"field"`
	Format string `query:"format" default:"csv" enum:"csv,xlsx"`
}

// exportField takes out what records hold in one field before it is removed. The rights of export hold, and so do those on the field.
func (s *server) exportField(ctx context.Context, r *request, in *fieldContents) (*huma.StreamResponse, error) {
	t, ok := s.Administration.Model().Schema.Type(in.Type)
	if !ok {
		return nil, fault.Missing()
	}
	f, ok := t.Known(in.Field)
	if !ok {
		return nil, fault.Missing()
	}
	filled, err := filledFilter(f)
	if err != nil {
		return nil, err
	}
	asked := &exportQuery{Selection: Selection{Type: in.Type, Filter: filled}, Format: in.Format, Fields: schema.FieldName, archived: in.Field}
	if f.Name != schema.FieldName {
		asked.Fields += "," + f.Name
	}
	return s.export(ctx, r, asked)
}

// filledFilter finds the records that hold a value in the field, where it can be asked; else all of them.
func filledFilter(f *schema.Field) (string, error) {
	if !slices.Contains(f.Ops(), query.Empty) {
		return "", nil
	}
	raw, err := json.Marshal(query.Expr{Field: f.Name, Op: query.Empty, Value: json.RawMessage("false")})
	return string(raw), fault.Wrap(err, "write a filter")
}
