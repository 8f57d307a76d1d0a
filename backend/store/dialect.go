package store

import (
	"time"

	"kontora/backend/store/bits"
	"kontora/backend/store/failure"
)

// Dialect is the small seam between the two databases: everything else is one SQL text for both.
type Dialect interface {
	// Name is "sqlite" or "postgres".
	Name() string
	// Rewrite turns the ? placeholders of a statement into those of the database.
	Rewrite(statement string) string
	// DDL fills the words of a table definition: {key} is a numbered primary key given by the database, {int} a 64-bit integer,
	// {text} text compared by its bytes, {bytes} a byte string, {strict} and {clustered} close a table of either kind.
	DDL(statement string) string
	// In is a condition that holds where the column is one of the numbers, and its one argument. The numbers may be many.
	In(column string, numbers []int64) (condition string, argument any)
	// Pin keeps the planner from using an index of the column, where the database offers a way.
	Pin(column string) string
	// NullsFirst orders a column so that empty values come first, as SQLite does by itself.
	NullsFirst(column string) string
	// NullsLast orders a column downwards with empty values last.
	NullsLast(column string) string
	// Within is a condition that holds where the text in the column has the text of the placeholder in it.
	Within(column string) string
	// IndexedBy makes a query on a table go by the index, where the database would perhaps choose another one.
	IndexedBy(index string) string
	// Unindexed makes a query on a table go through it from end to end, where the database would perhaps choose an index.
	Unindexed() string
	// Member is a condition that holds where the number in the column belongs to the set, and its one argument. It costs little however
	// large the set is. done must be called when the query has ended.
	Member(column string, set *bits.Set) (condition string, argument any, done func())
	// StopAfter is the statement that has the server stop what takes longer in this transaction; empty where ending the context does.
	StopAfter(patience time.Duration) string
	// Tally is an expression over all rows of a query that adds up a number column ("" for counts alone) by the columns, which are few-valued
	// numbers or texts: a JSON array with one array for each group, its values, its count, its total in whole units and what is left.
	// It is empty where the database groups well by itself.
	Tally(number string, unit int64, by []string) string
	// Beside is the word with which an index is made beside everybody's writing, outside of any transaction; empty where nobody can write
	// meanwhile.
	Beside() string
	// Scrub is the query that takes what was overwritten out of the log beside the database, and answers 0 once that is done; empty where
	// nothing of the kind lies in a file of one's own.
	Scrub() string
	// Unsynced are the statements by which a connection does not wait for the disk at a commit, and does again; empty where that is not to be had.
	Unsynced() (off, on string)
	// Room asks for how many pages there are and how many of them are free; empty where nothing can be given back.
	Room() string
	// Shrink gives so many free pages back, when it is read to its end.
	Shrink(pages int) string
	// Indexes is the query for the names of all indexes that can be gone by.
	Indexes() string
	// Tables is the query for the names of all tables.
	Tables() string
	// ForUpdate is the end of a SELECT that locks the rows it reads in the write transaction.
	ForUpdate() string
	// Notify is the statement that has all processes hear a text on a channel once the transaction is durable, its two arguments; empty where
	// one process alone can write to the database.
	Notify() string
	// Failure says what kind of failure the driver reports by err, or nil when err is none of the database's.
	Failure(err error) *failure.Failure
}
