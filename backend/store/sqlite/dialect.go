// Package sqlite is what differs for a database kept in a SQLite file: how it is opened, its words, its failures.
// Every SQLite file of the program is opened here and nowhere else.
package sqlite

import (
	"strconv"
	"strings"
	"time"
)

// Dialect is the SQLite side of the seam.
type Dialect struct{}

// Name returns "sqlite".
func (Dialect) Name() string { return "sqlite" }

// Rewrite returns the statement as it is: SQLite knows ? placeholders.
func (Dialect) Rewrite(statement string) string { return statement }

// words are strict, so that a column holds what it says, as it does on the other database.
var words = strings.NewReplacer(
	"{key}", "INTEGER PRIMARY KEY",
	"{int}", "INTEGER",
	"{text}", "TEXT",
	"{bytes}", "BLOB",
	"{strict}", "STRICT",
	"{clustered}", "STRICT, WITHOUT ROWID",
)

// DDL fills the words of a table definition.
func (Dialect) DDL(statement string) string { return words.Replace(statement) }

// In passes the numbers as one JSON array: a statement has a bounded number of placeholders, and stays the same text.
func (Dialect) In(column string, numbers []int64) (string, any) {
	list := make([]byte, 0, 2+8*len(numbers))
	list = append(list, '[')
	for i, n := range numbers {
		if i > 0 {
			list = append(list, ',')
		}
		list = strconv.AppendInt(list, n, 10)
	}
	return column + " IN (SELECT value FROM json_each(?))", string(append(list, ']'))
}

// Pin puts a unary plus before the column, which no index can serve.
func (Dialect) Pin(column string) string { return "+" + column }

// Beside is empty: an index is made in one transaction, which nobody else can write beside.
func (Dialect) Beside() string { return "" }

// Scrub writes the log into the file, which overwrites what was deleted, and empties it. It answers 1 while somebody reads an older snapshot.
func (Dialect) Scrub() string { return "PRAGMA wal_checkpoint(TRUNCATE)" }

// Unsynced leaves it to a later commit, or to what empties the log, to sync the log: until then a loss of power takes the last commits back.
func (Dialect) Unsynced() (off, on string) {
	return "PRAGMA synchronous = NORMAL", "PRAGMA synchronous = FULL"
}

// Room asks for the pages of the file and for those of them that are free; Shrink gives so many of these back, where the file was made for it.
func (Dialect) Room() string {
	return "SELECT p.page_count, f.freelist_count FROM pragma_page_count p, pragma_freelist_count f"
}

// Shrink has to be read to its end.
func (Dialect) Shrink(pages int) string {
	return "PRAGMA incremental_vacuum(" + strconv.Itoa(pages) + ")"
}

// Indexes reads the file's own list.
func (Dialect) Indexes() string { return "SELECT name FROM sqlite_schema WHERE type = 'index'" }

// Tables leaves out the file's own.
func (Dialect) Tables() string {
	return `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\'`
}

// ForUpdate is empty: a write transaction holds the whole file.
func (Dialect) ForUpdate() string { return "" }

// NullsFirst returns the column: empty values come first by themselves.
func (Dialect) NullsFirst(column string) string { return column }

// NullsLast orders downwards, where empty values come last by themselves.
func (Dialect) NullsLast(column string) string { return column + " DESC" }

// Within searches by bytes.
func (Dialect) Within(column string) string { return "instr(" + column + ", ?) > 0" }

// IndexedBy pins the index: statistics mislead the planner by orders of magnitude when rights decide how many rows match.
func (Dialect) IndexedBy(index string) string { return " INDEXED BY " + index }

// StopAfter is empty: a statement stops when its context ends.
func (Dialect) StopAfter(time.Duration) string { return "" }

// Notify is empty: a file belongs to one process.
func (Dialect) Notify() string { return "" }

// Unindexed keeps from jumping to and fro in the file: reading it in order is five times faster for every row.
func (Dialect) Unindexed() string { return " NOT INDEXED" }
