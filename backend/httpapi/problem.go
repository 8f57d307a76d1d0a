package httpapi

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"kontora/backend/administration"
	"kontora/backend/fault"
	"kontora/backend/locale"
	"kontora/backend/record"
)

const problemType = "application/problem+json"

// Problem is the form of every error, after RFC 9457.
//
//nolint:errname // the API's word, and the name of the schema in its description
type Problem struct {
	Status  int                    `json:"status" doc:"the HTTP status"`
	Kind    fault.Kind             `json:"kind" enum:"invalid,unauthenticated,denied,not_found,conflict,unavailable,internal"`
	Key     string                 `json:"key" doc:"the translation key: what a program can rely on"`
	Detail  string                 `json:"detail" doc:"what a person reads, in his language"`
	Fields  map[string]string      `json:"fields,omitempty" doc:"what is wrong with each field"`
	Ref     string                 `json:"ref,omitempty" doc:"under what number the cause stands in the log"`
	Current any                    `json:"current,omitempty" doc:"of a conflict: the thing as it is now"`
	Names   record.Names           `json:"names,omitempty" doc:"what the people and records in current are called"`
	UsedBy  []administration.Named `json:"used_by,omitempty" doc:"of something in use: what uses it"`
	wait    time.Duration
}

// Error, GetStatus and ContentType make a Problem an error that huma writes as it is.
func (p *Problem) Error() string { return string(p.Kind) + ": " + p.Key }

// GetStatus is the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType names the media type of problems whatever was asked for.
func (p *Problem) ContentType(string) string { return problemType }

// GetHeaders are sent with the problem.
func (p *Problem) GetHeaders() http.Header {
	h := make(http.Header)
	if p.wait > 0 {
		h.Set("Retry-After", strconv.FormatInt(int64((p.wait+time.Second-1)/time.Second), 10))
	}
	if p.Status == http.StatusUnauthorized {
		h.Set("WWW-Authenticate", `Bearer realm="kontora"`)
	}
	return h
}

// statusOf is the one place where kinds of error become statuses.
func statusOf(kind fault.Kind) int {
	switch kind {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.Unauthenticated:
		return http.StatusUnauthorized
	case fault.Denied:
		return http.StatusForbidden
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Conflict:
		return http.StatusConflict
	case fault.Unavailable:
		return http.StatusServiceUnavailable
	case fault.Internal:
	}
	return http.StatusInternalServerError
}

// problem is the one place where errors leave the program: translated, the private cause logged once under the number that the person gets.
func (s *server) problem(ctx context.Context, r *request, operation string, err error) *Problem {
	e := fault.Of(err)
	p := translate(s.Catalogue, r.language, e)
	switch e.Kind {
	case fault.Internal:
		p.Ref = s.newRef()
		if ctx.Err() != nil {
			break // whoever asked has gone: nothing failed, and nobody reads the answer
		}
		s.Logger.ErrorContext(ctx, "request failed", "ref", p.Ref, "operation", operation, "error", causeOf(err))
	case fault.Unavailable:
		if e.Unwrap() != nil && ctx.Err() == nil {
			p.Ref = s.newRef()
			s.Logger.WarnContext(ctx, "request refused for now", "ref", p.Ref, "operation", operation, "error", causeOf(err))
		}
	case fault.Invalid, fault.Unauthenticated, fault.Denied, fault.NotFound, fault.Conflict:
	}
	return p
}

// newRef is a number by which a person and the log name the same failure: short enough to read out.
func (s *server) newRef() string { return s.IDs.New().String()[:12] }

// causeOf is an error for the log, cut where a database may have begun to quote what it was given.
func causeOf(err error) string {
	const most = 500
	text, _, _ := strings.Cut(err.Error(), "\n")
	return text[:min(len(text), most)]
}

func translate(catalogue *locale.Catalogue, language locale.Language, e *fault.Error) *Problem {
	p := &Problem{Status: statusOf(e.Kind), Kind: e.Kind, Key: e.Text.Key, Detail: catalogue.Render(language, e.Text)}
	if len(e.Fields) > 0 {
		p.Fields = make(map[string]string, len(e.Fields))
		for field, text := range e.Fields {
			p.Fields[field] = catalogue.Render(language, text)
		}
	}
	switch detail := e.Detail.(type) {
	case fault.RetryAfter:
		p.Status, p.wait = http.StatusTooManyRequests, time.Duration(detail)
	case record.Current:
		p.Current, p.Names = detail.Record, detail.Names
	case administration.InUse:
		p.UsedBy = detail.UsedBy
	default:
		if e.Kind == fault.Conflict {
			p.Current = detail
		}
	}
	return p
}

func missingProblem(catalogue *locale.Catalogue, language locale.Language) *Problem {
	return translate(catalogue, language, fault.Missing())
}

// writeProblem writes a problem where no route has been reached.
func writeProblem(w http.ResponseWriter, p *Problem) {
	for name, values := range p.GetHeaders() {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Type", problemType)
	w.WriteHeader(p.Status)
	body, err := json.Marshal(p)
	if err != nil {
		return // a Problem made here holds nothing that cannot be written
	}
	_, _ = w.Write(append(body, '\n'))
}
