package postgres

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// connections is how many a process holds to one database at most.
const connections = 16

// Open connects to the server and makes the schema when it is not there. Every name in a statement is looked up in the schema alone.
func Open(ctx context.Context, address, schema string) (*sql.DB, error) {
	settings, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("read the address of the database: %w", err)
	}
	name := pgx.Identifier{schema}.Sanitize()
	settings.RuntimeParams["search_path"] = name
	settings.RuntimeParams["application_name"] = "kontora"
	settings.RuntimeParams["lock_timeout"] = "10000"
	settings.RuntimeParams["jit"] = "off"
	db := stdlib.OpenDB(*settings)
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	if err := create(ctx, db, schema); err != nil {
		_ = db.Close()
		return nil, err
	}
	return db, nil
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
