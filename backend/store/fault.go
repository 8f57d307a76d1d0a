package store

import (
	"errors"
	"slices"

	"kontora/backend/fault"
	"kontora/backend/store/failure"
)

// Error is a failure of the database with what the driver said. As part of a fault it is only for the log.
type Error struct {
	Failure failure.Failure
	cause   error
}

// Error is what the driver said.
func (e *Error) Error() string { return string(e.Failure.Kind) + ": " + e.cause.Error() }

// Unwrap returns the driver's error.
func (e *Error) Unwrap() error { return e.cause }

// Unique returns the failure inside err that says which value is there already.
func Unique(err error) (failure.Failure, bool) {
	var e *Error
	if errors.As(err, &e) && e.Failure.Kind == failure.Unique {
		return e.Failure, true
	}
	return failure.Failure{}, false
}

// UniqueOn reports whether err says that a value of the column is there already.
func UniqueOn(err error, column string) bool {
	f, ok := Unique(err)
	return ok && slices.Contains(f.Columns, column)
}

func (db *DB) translate(err error) error { return Translate(db.dialect, err) }

// Translate gives a failure of a database its words. What has words already, or is none of the database's, stays as it is.
func Translate(dialect Dialect, err error) error {
	if err == nil || dialect == nil {
		return err
	}
	var worded *fault.Error
	if errors.As(err, &worded) {
		return err
	}
	if errors.Is(err, errMoved) {
		return fault.New(fault.Unavailable, "store.locked").Because(err)
	}
	reported := &Error{}
	if !errors.As(err, &reported) {
		found := dialect.Failure(err)
		if found == nil {
			return err
		}
		reported = &Error{Failure: *found, cause: err}
		err = reported
	}
	return words(reported.Failure.Kind, err)
}

func words(kind failure.Kind, err error) error {
	switch kind {
	case failure.DiskFull, failure.ReadOnly, failure.Unreadable, failure.Locked, failure.Unreachable, failure.Damaged:
		return fault.New(fault.Unavailable, "store."+string(kind)).Because(err)
	case failure.Unique, failure.Retry, failure.Stopped, failure.Other:
	}
	return err
}
