package httpapi

import (
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"kontora/backend/fault"
)

// translateValidation turns the library's own errors, which are English and in another form, into problems. The library's messages
// may quote values, so only the place is kept.
func (s *server) translateValidation(ctx huma.Context, _ string, v any) (any, error) {
	model, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	ctx.SetHeader("Content-Type", problemType)
	r := requestOf(ctx.Context())
	p := translate(s.Catalogue, r.language, validationFault(model))
	p.Status = model.Status
	if model.Status >= http.StatusInternalServerError {
		p = s.problem(ctx.Context(), r, ctx.Operation().OperationID, model)
	}
	return p, nil
}

func validationFault(model *huma.ErrorModel) *fault.Error {
	switch model.Status {
	case http.StatusRequestEntityTooLarge:
		return fault.New(fault.Invalid, "http.body_large")
	case http.StatusUnsupportedMediaType, http.StatusNotAcceptable:
		return fault.New(fault.Invalid, "http.media_type")
	}
	problems := fault.Fields{}
	for _, detail := range model.Errors {
		if detail == nil {
			continue
		}
		place := detail.Location
		for _, prefix := range []string{"query.", "path.", "header.", "body."} {
			place = strings.TrimPrefix(place, prefix)
		}
		problems.Add(place, messageKey(detail.Message))
	}
	if err := problems.Err(); err != nil {
		return fault.Of(err)
	}
	return fault.New(fault.Invalid, "http.malformed")
}

// messageKey is our key for the library's message.
func messageKey(message string) string {
	for _, known := range []struct{ begins, key string }{
		{"required", "http.parameter_missing"},
		{"expected required", "http.parameter_missing"},
		{"invalid integer", "http.expected_number"},
		{"expected integer", "http.expected_number"},
		{"expected number", "http.expected_range"},
		{"invalid boolean", "http.expected_yes_no"},
		{"invalid date", "http.expected_time"},
		{"expected value to be one of", "directory.choice"},
	} {
		if strings.HasPrefix(message, known.begins) {
			return known.key
		}
	}
	return "http.parameter_wrong"
}
