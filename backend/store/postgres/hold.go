package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Numbers under which processes agree on a database; advisory locks have no names. Servers hold the claim together, whoever changes more
// than they may see happen holds it alone. Who starts holds the start, so that one process founds a company and brings tables up to date.
// Who leads does what one process alone does for all.
const (
	claim = 0x6b6f6e746f7261 // "kontora"
	start = claim + 1
	lead  = claim + 2
)

// ErrHeld is returned, with who holds it around it, for a database that another process has claimed.
var ErrHeld = errors.New("claimed by another process")

// Hold is a claim on a database. It ends when it is let go, or with the connection, however that ends.
type Hold struct {
	connection *pgx.Conn
	joined     bool // the claim was taken to be shared
	Alone      bool // nobody else has it
}

// Claim claims the database for this process alone, under the name that others are told. A database that is claimed already is ErrHeld, and
// the first result is the name of a holder.
func Claim(ctx context.Context, address, who string) (holder string, hold *Hold, err error) {
	connection, err := introduce(ctx, address, who)
	if err != nil {
		return "", nil, err
	}
	ours, err := tryLock(ctx, connection, "pg_try_advisory_lock", claim)
	if err == nil && ours {
		return "", &Hold{connection: connection, Alone: true}, nil
	}
	return refuse(ctx, connection, err)
}

// Join claims the database together with others that join it, and waits while another of them starts. Until Started is called, no other
// starts, and who is Alone can do what must be done alone.
func Join(ctx context.Context, address, who string) (holder string, hold *Hold, err error) {
	connection, err := introduce(ctx, address, who)
	if err != nil {
		return "", nil, err
	}
	if _, err := connection.Exec(ctx, "SELECT pg_advisory_lock($1)", int64(start)); err != nil {
		return "", nil, errors.Join(fmt.Errorf("wait for others to start: %w", err), connection.Close(ctx))
	}
	alone, err := tryLock(ctx, connection, "pg_try_advisory_lock", claim)
	joined := alone
	if err == nil && !alone {
		joined, err = tryLock(ctx, connection, "pg_try_advisory_lock_shared", claim)
	}
	if err == nil && joined {
		return "", &Hold{connection: connection, joined: true, Alone: alone}, nil
	}
	return refuse(ctx, connection, err)
}

// Started lets others join.
func (h *Hold) Started(ctx context.Context) error {
	if !h.joined {
		return nil
	}
	h.joined = false
	var err error
	if h.Alone {
		_, err = h.connection.Exec(ctx, "SELECT pg_advisory_lock_shared($1), pg_advisory_unlock($1)", int64(claim))
	}
	if err == nil {
		_, err = h.connection.Exec(ctx, "SELECT pg_advisory_unlock($1)", int64(start))
	}
	if err != nil {
		return fmt.Errorf("let others join: %w", err)
	}
	return nil
}

// introduce connects under a name.
func introduce(ctx context.Context, address, who string) (*pgx.Conn, error) {
	settings, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("read the address of the database: %w", err)
	}
	settings.RuntimeParams["application_name"] = who
	connection, err := pgx.ConnectConfig(ctx, settings)
	if err != nil {
		return nil, fmt.Errorf("connect to the database: %w", err)
	}
	return connection, nil
}

func tryLock(ctx context.Context, connection *pgx.Conn, function string, number int64) (ours bool, err error) {
	if err := connection.QueryRow(ctx, "SELECT "+function+"($1)", number).Scan(&ours); err != nil {
		return false, fmt.Errorf("claim the database: %w", err)
	}
	return ours, nil
}

// refuse gives up a connection that has not got the claim, and finds out who has.
func refuse(ctx context.Context, connection *pgx.Conn, err error) (holder string, hold *Hold, _ error) {
	if err == nil {
		err = fmt.Errorf("claim the database: %w", ErrHeld)
		holder = holderOf(ctx, connection)
	}
	return holder, nil, errors.Join(err, connection.Close(ctx))
}

// holderOf asks the server whose connection has the claim; an account that may not know gets a question mark.
func holderOf(ctx context.Context, connection *pgx.Conn) string {
	var name string
	err := connection.QueryRow(ctx, `SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
		WHERE l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
		  AND (l.classid::bigint << 32) + l.objid::bigint = $1 LIMIT 1`, int64(claim)).Scan(&name)
	if err != nil || name == "" {
		return "?"
	}
	return name
}

// Release lets the database go. The server has done so when it returns: the end of a connection it notices later.
func (h *Hold) Release(ctx context.Context) error {
	_, err := h.connection.Exec(ctx, "SELECT pg_advisory_unlock_all()")
	if err := errors.Join(err, h.connection.Close(ctx)); err != nil {
		return fmt.Errorf("let the database go: %w", err)
	}
	return nil
}
