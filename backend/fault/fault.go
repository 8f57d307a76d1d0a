// Package fault is the one form of error that reaches a person: its kind decides the status, its text is translated at the edge,
// its cause stays in the log.
package fault

import (
	"errors"
	"fmt"
	"sort"
	"strings"
	"time"

	"kontora/backend/locale"
)

// Kind says what sort of failure an error is.
type Kind string

// The kinds, in the words of the API.
const (
	Invalid         Kind = "invalid"         // what was sent cannot be taken; Fields says where
	Unauthenticated Kind = "unauthenticated" // nobody is signed in
	Denied          Kind = "denied"          // the person may not, and may know it
	NotFound        Kind = "not_found"       // it is not there, or does not exist for this person
	Conflict        Kind = "conflict"        // it was changed meanwhile, or is in use
	Unavailable     Kind = "unavailable"     // not now: a full disk, too many attempts, starting or stopping
	Internal        Kind = "internal"        // our own mistake; the person gets a reference number
)

// Error is a failure with words for a person. It is immutable once returned.
type Error struct {
	Kind   Kind
	Text   locale.Text
	Fields map[string]locale.Text // what is wrong with each field, by the field's name
	Detail any                    // what the caller needs to go on: the current record of a conflict, what uses a thing
	cause  error
}

// RetryAfter is the detail of an Unavailable error that is about one person's share: it says when there is more of it.
type RetryAfter time.Duration

// New makes an error of the kind; pairs are argument names and values of the text.
func New(kind Kind, key string, pairs ...any) *Error {
	return &Error{Kind: kind, Text: locale.Say(key, pairs...)}
}

// Field makes an Invalid error about one field.
func Field(field, key string, pairs ...any) *Error {
	e := New(Invalid, "error.fields")
	e.Fields = map[string]locale.Text{field: locale.Say(key, pairs...)}
	return e
}

// Missing is the one answer for what is not there and for what does not exist for this person.
func Missing() *Error { return New(NotFound, "error.not_found") }

// Because returns a copy of e with a private cause, which only the log shows.
func (e *Error) Because(cause error) *Error {
	copied := *e
	copied.cause = cause
	return &copied
}

// With returns a copy of e that carries detail for the caller.
func (e *Error) With(detail any) *Error {
	copied := *e
	copied.Detail = detail
	return &copied
}

// Error is for logs and tests; people read the translated Text.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(string(e.Kind) + ": " + e.Text.Key)
	fields := make([]string, 0, len(e.Fields))
	for field, text := range e.Fields {
		fields = append(fields, field+": "+text.Key)
	}
	sort.Strings(fields)
	if len(fields) > 0 {
		b.WriteString(" [" + strings.Join(fields, ", ") + "]")
	}
	if e.cause != nil {
		b.WriteString(": " + e.cause.Error())
	}
	return b.String()
}

// Unwrap returns the private cause.
func (e *Error) Unwrap() error { return e.cause }

// Of returns the Error inside err. What is none becomes Internal with err as its cause; nil stays nil.
func Of(err error) *Error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return New(Internal, "error.internal").Because(err)
}

// Is reports whether err holds an Error of the kind.
func Is(err error, kind Kind) bool {
	var e *Error
	return errors.As(err, &e) && e.Kind == kind
}

// Fields gathers what is wrong with several fields. Like every map it is made before it is written to: Fields{}.
type Fields map[string]locale.Text

// Add notes what is wrong with a field; the first note on a field stays.
func (f Fields) Add(field, key string, pairs ...any) {
	if _, ok := f[field]; !ok {
		f[field] = locale.Say(key, pairs...)
	}
}

// Merge adds every field that err names, and returns err when it names none.
func (f Fields) Merge(err error) error {
	var e *Error
	if err == nil {
		return nil
	}
	if !errors.As(err, &e) || len(e.Fields) == 0 {
		return err
	}
	for field, text := range e.Fields {
		if _, ok := f[field]; !ok {
			f[field] = text
		}
	}
	return nil
}

// Err is an Invalid error about the fields, or nil when there is none.
func (f Fields) Err() error {
	if len(f) == 0 {
		return nil
	}
	e := New(Invalid, "error.fields")
	e.Fields = f
	return e
}

// Wrap adds what was being done to an error that is not for people; nil stays nil.
func Wrap(err error, doing string) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}
