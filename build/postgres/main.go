// Postgres starts a private PostgreSQL server for tests of the window, writes the addresses of as many empty databases as its argument says,
// one a line, and ends with its standard input.
package main

import (
	"fmt"
	"io"
	"os"
	"strconv"

	"kontora/backend/testkit/postgres"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) != 2 {
		return fmt.Errorf("usage: %s DATABASES", os.Args[0])
	}
	databases, err := strconv.Atoi(os.Args[1])
	if err != nil {
		return fmt.Errorf("how many databases: %w", err)
	}
	addresses, stop, err := postgres.Serve(databases)
	if err != nil {
		return err
	}
	for _, address := range addresses {
		fmt.Println(address)
	}
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		return err
	}
	return stop()
}
