package postgres

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// connections is how many a process holds to one database at most, and beside them for small transactions within others.
const (
	connections = 16
	asides      = 2
	idle        = time.Minute // after which a connection of Aside is given back
)

// Pools are the connections to one schema. Whoever holds one of Main may wait for one of Aside, and never the other way round.
type Pools struct{ Main, Aside *sql.DB }

// Open connects to the server and makes the schema when it is not there. Every name in a statement is looked up in the schema alone.
func Open(ctx context.Context, address, schema string) (Pools, error) {
	settings, err := pgx.ParseConfig(address)
	if err != nil {
		return Pools{}, fmt.Errorf("read the address of the database: %w", err)
	}
	name := pgx.Identifier{schema}.Sanitize()
	settings.RuntimeParams["search_path"] = name
	settings.RuntimeParams["application_name"] = "kontora"
	settings.RuntimeParams["lock_timeout"] = "10000"
	settings.RuntimeParams["jit"] = "off"
	pools := Pools{Main: stdlib.OpenDB(*settings), Aside: stdlib.OpenDB(*settings)}
	pools.Main.SetMaxOpenConns(connections)
	pools.Main.SetMaxIdleConns(connections)
	pools.Aside.SetMaxOpenConns(asides)
	pools.Aside.SetConnMaxIdleTime(idle)
	if err := create(ctx, pools.Main, schema); err != nil {
		_ = pools.Main.Close()
		return Pools{}, err
	}
	return pools, nil
}

// create looks first: making a schema needs a right that an account of long standing may have lost.
func create(ctx context.Context, db *sql.DB, schema string) error {
	var there bool
	err := db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = $1)", schema).Scan(&there)
	if err != nil {
		return fmt.Errorf("connect to the database: %w", err)
	}
	if there {
		return nil
	}
	if _, err := db.ExecContext(ctx, "CREATE SCHEMA IF NOT EXISTS "+pgx.Identifier{schema}.Sanitize()); err != nil {
		return fmt.Errorf("make schema %s: %w", schema, err)
	}
	return nil
}
