package store

import (
	"context"
	"errors"
	"time"

	"kontora/backend/store/failure"
)

// longestHurry ends what a database itself could not stop in time.
const longestHurry = time.Second

// Within runs fn as the last thing that a read transaction does. Statements that take longer than patience are stopped, which is no error:
// done is false then. fn must pass on the context it is given, and the errors.
func (t *Tx) Within(ctx context.Context, patience time.Duration, fn func(context.Context) error) (done bool, err error) {
	limit, stops := patience, t.dialect.StopAfter(patience)
	if stops != "" {
		// A context that ends while a server is asked costs the connection, so the server keeps the time.
		limit = longestHurry
		if _, err := t.tx.ExecContext(ctx, stops); err != nil {
			return false, t.fail(err)
		}
	}
	hurried, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	err = Translate(t.dialect, fn(hurried)) // rows that are read report failures in the words of their driver
	var reported *Error
	stopped := errors.As(err, &reported) && reported.Failure.Kind == failure.Stopped
	if err != nil && ctx.Err() == nil && (stopped || hurried.Err() != nil) {
		return false, nil
	}
	return err == nil, err
}
