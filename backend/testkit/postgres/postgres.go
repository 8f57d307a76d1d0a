// Package postgres gives a test a database of its own on a private PostgreSQL server.
//
// The server is started from Debian's binaries by the first test of a process that asks for it, listens on a socket in its own temporary
// folder only, and is gone, folder and all, when the process ends in whatever way: a guardian process outside waits for that.
package postgres

import (
	"context"
	"fmt"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// superuser is the only account of the private server; the guardian makes it.
const superuser = "kontora"

// patience bounds each step a test waits for; a machine with ten times too much to do needs half a minute.
const patience = 2 * time.Minute

// shared starts the server of this process once, however many tests ask, also in parallel.
var shared = sync.OnceValues(func() (*server, error) { return start(binaries) })

// Start returns the address of an empty database that belongs to the calling test alone and is dropped when it ends.
// It fails the test when there is no PostgreSQL on the machine. Tests may call it in parallel.
func Start(tb testing.TB) string {
	tb.Helper()
	server, err := shared()
	if err != nil {
		tb.Fatalf("PostgreSQL for tests: %v", err)
	}
	name := server.newName()
	if err := server.execute("CREATE DATABASE " + name); err != nil {
		tb.Fatalf("create a database for the test: %v", err)
	}
	tb.Cleanup(func() {
		if err := server.execute("DROP DATABASE " + name + " WITH (FORCE)"); err != nil {
			tb.Errorf("drop the test's database: %v", err)
		}
	})
	return server.address(name)
}

// address is where the named database is reached: a URL as the program itself takes it.
func (s *server) address(database string) string {
	address := url.URL{Scheme: "postgres", User: url.User(superuser), Path: "/" + database}
	address.RawQuery = url.Values{"host": {s.folder}, "port": {"5432"}, "sslmode": {"disable"}}.Encode()
	return address.String()
}

// newName returns a database name no other test of this process has.
func (s *server) newName() string {
	return fmt.Sprintf("test_%d", s.databases.Add(1))
}

// execute runs one statement of administration on a connection of its own.
func (s *server) execute(statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	connection, err := pgx.Connect(ctx, s.address("postgres"))
	if err != nil {
		return err
	}
	_, err = connection.Exec(ctx, statement)
	if closing := connection.Close(ctx); err == nil {
		err = closing
	}
	return err
}
