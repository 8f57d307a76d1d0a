package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// claim is the number under which an office claims a database for itself; advisory locks have no names.
const claim = 0x6b6f6e746f7261 // "kontora"

// ErrHeld is returned, with who holds it around it, for a database that another office has claimed.
var ErrHeld = errors.New("claimed by another office")

// Hold is a claim on a database. It ends when it is let go, or with the connection, however that ends.
type Hold struct{ connection *pgx.Conn }

// Claim claims the database for this process, under the name that others are told. A database that is claimed already is ErrHeld, and
// the first result is the name of its holder.
func Claim(ctx context.Context, address, who string) (holder string, hold *Hold, err error) {
	settings, err := pgx.ParseConfig(address)
	if err != nil {
		return "", nil, fmt.Errorf("read the address of the database: %w", err)
	}
	settings.RuntimeParams["application_name"] = who
	connection, err := pgx.ConnectConfig(ctx, settings)
	if err != nil {
		return "", nil, fmt.Errorf("connect to the database: %w", err)
	}
	var ours bool
	err = connection.QueryRow(ctx, "SELECT pg_try_advisory_lock($1)", int64(claim)).Scan(&ours)
	if err == nil && ours {
		return "", &Hold{connection: connection}, nil
	}
	if err == nil {
		err = ErrHeld
		holder = holderOf(ctx, connection)
	}
	return holder, nil, errors.Join(fmt.Errorf("claim the database: %w", err), connection.Close(ctx))
}

// holderOf asks the server whose connection has the claim; an account that may not know gets a question mark.
func holderOf(ctx context.Context, connection *pgx.Conn) string {
	var name string
	err := connection.QueryRow(ctx, `SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
		WHERE l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
		  AND (l.classid::bigint << 32) + l.objid::bigint = $1`, int64(claim)).Scan(&name)
	if err != nil || name == "" {
		return "?"
	}
	return name
}

// Release lets the database go. The server has done so when it returns: the end of a connection it notices later.
func (h *Hold) Release(ctx context.Context) error {
	_, err := h.connection.Exec(ctx, "SELECT pg_advisory_unlock($1)", int64(claim))
	if err := errors.Join(err, h.connection.Close(ctx)); err != nil {
		return fmt.Errorf("let the database go: %w", err)
	}
	return nil
}
