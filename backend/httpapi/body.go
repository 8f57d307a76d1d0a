package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"kontora/backend/fault"
)

// Bounds of a body. What is larger than MaxBody is refused; up to maxDrained of it is still read, so that the sender, who writes
// before he listens, gets the answer and not a broken connection.
const (
	MaxBody    = 1 << 20
	maxDrained = 32 << 20
	maxOffice  = 8 * MaxBody // what desks send: of what they hold, and of what was done at them
)

type bodyKey struct{}

// sentBody is a body as it was read, or why it was not taken.
type sentBody struct {
	bytes   []byte
	problem *fault.Error
}

// bodyOf is the body that bounded has read.
func bodyOf(r *http.Request) sentBody {
	body, _ := r.Context().Value(bodyKey{}).(sentBody)
	return body
}

// bounded reads the body of every request as far as it is taken. A refusal waits until it is known who asks, and in what language.
func (s *server) bounded(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Body == nil || r.Body == http.NoBody {
			next.ServeHTTP(w, r)
			return
		}
		if isUpload(r) {
			next.ServeHTTP(w, r)
			return
		}
		var body sentBody
		most := int64(MaxBody)
		if s.isDesk(r) {
			most = maxOffice
		}
		read, err := io.ReadAll(io.LimitReader(r.Body, most+1))
		switch {
		case err != nil:
			body.problem = fault.New(fault.Invalid, "http.body_broken")
		case int64(len(read)) > most:
			_, _ = io.CopyN(io.Discard, r.Body, maxDrained)
			body.problem = tooLarge(read)
		default:
			body.bytes = read
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), bodyKey{}, body)))
	})
}

// DeviceHeader carries the secret of a desk whose session is over: it says who sends so much.
const DeviceHeader = "Kontora-Device"

// isDesk reports whether a desk sends something that it has shown to be allowed to: strangers send no more than anybody else.
func (s *server) isDesk(r *http.Request) bool {
	if !strings.HasPrefix(r.URL.Path, "/api/replica/") {
		return false
	}
	if _, err := s.Identity.Resolve(r.Context(), SecretOf(r)); err == nil {
		return true
	}
	device := r.Header.Get(DeviceHeader)
	if device == "" {
		return false
	}
	_, _, err := s.Identity.Standing(r.Context(), device)
	return err == nil
}

func tooLarge(begin []byte) *fault.Error {
	if field := fieldAt(begin); field != "" {
		return fault.Of(fault.Field(field, "http.field_large", "max_kb", MaxBody>>10))
	}
	return fault.New(fault.Invalid, "http.body_large", "max_kb", MaxBody>>10)
}

// fieldAt is the name of the field in whose value a JSON text breaks off, and empty where it does not break off in one. Names that merely
// hold fields, as "fields" of a record does, give way to the name inside.
func fieldAt(begin []byte) string {
	decoder := json.NewDecoder(bytes.NewReader(begin))
	var names []string // by depth: the name being filled in; empty in lists
	expectName := false
	for {
		token, err := decoder.Token()
		if err != nil {
			break
		}
		switch t := token.(type) {
		case json.Delim:
			if t == '{' || t == '[' {
				names, expectName = append(names, ""), t == '{'
				continue
			}
			names = names[:len(names)-1]
			expectName = insideObject(names)
		case string:
			if expectName {
				names[len(names)-1] = t
				expectName = false
				continue
			}
			expectName = insideObject(names)
		default:
			expectName = insideObject(names)
		}
	}
	for i := len(names) - 1; i >= 0; i-- {
		if names[i] != "" {
			return shorten(names[i])
		}
	}
	return ""
}

// insideObject reports whether the innermost open value is an object: one whose names have been heard.
func insideObject(names []string) bool { return len(names) > 0 && names[len(names)-1] != "" }

func shorten(name string) string {
	const most = 60
	runes := []rune(name)
	return string(runes[:min(len(runes), most)])
}

// readBody reads a JSON object strictly into B.
func readBody[B any](raw []byte) (B, error) {
	var body B
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(&body)
	if err == nil && decoder.More() {
		err = errors.New("text after the object")
	}
	if err == nil {
		return body, nil
	}
	var wrongType *json.UnmarshalTypeError
	switch {
	case errors.As(err, &wrongType) && wrongType.Field != "":
		return body, fault.Field(shorten(wrongType.Field), "http.wrong_value")
	case strings.HasPrefix(err.Error(), "json: unknown field "):
		name := strings.Trim(strings.TrimPrefix(err.Error(), "json: unknown field "), `"`)
		return body, fault.Field(shorten(name), "field.unknown", "name", shorten(name))
	}
	var named *fault.Error
	if errors.As(err, &named) {
		return body, named
	}
	return body, fault.New(fault.Invalid, "http.malformed_json")
}
