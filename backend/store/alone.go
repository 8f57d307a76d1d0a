package store

import (
	"context"
	"errors"
	"fmt"
)

// Alone runs a statement outside of any transaction and for as long as it takes, for what a server builds beside everybody's work:
// it waits for older transactions to end, which may take longer than anybody is kept waiting for a lock.
func (db *DB) Alone(ctx context.Context, statement string) (err error) {
	connection, err := db.writer.Conn(ctx)
	if err != nil {
		return db.translate(fmt.Errorf("connect: %w", err))
	}
	defer func() { err = db.translate(errors.Join(err, connection.Close())) }()
	if _, err := connection.ExecContext(ctx, "SET lock_timeout = 0"); err != nil {
		return err
	}
	_, err = connection.ExecContext(ctx, statement)
	// A connection whose setting cannot be taken back must not serve anybody else; one that is broken the pool drops by itself.
	_, reset := connection.ExecContext(context.WithoutCancel(ctx), "RESET lock_timeout")
	return errors.Join(err, reset)
}
