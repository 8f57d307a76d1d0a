// Package failure names the ways in which a database fails, in words that do not depend on which database it is.
package failure

// Kind is a way to fail.
type Kind string

// The ways. Each but Unique, Retry, Stopped and Other is a key of the catalogue behind "store.".
const (
	DiskFull    Kind = "disk_full"   // no room for what was to be written
	ReadOnly    Kind = "read_only"   // the database, or its folder, cannot be written
	Unreadable  Kind = "io_error"    // the disk reports an error
	Locked      Kind = "locked"      // somebody else holds it for too long
	Unreachable Kind = "unreachable" // the server does not answer, or the file cannot be opened
	Damaged     Kind = "damaged"     // what is stored is not what was written
	Unique      Kind = "unique"      // a value that must be unique is there already
	Stopped     Kind = "stopped"     // the statement took longer than it was given
	Retry       Kind = "retry"       // the database asks to run the transaction again
	Other       Kind = "other"       // our own mistake
)

// Failure is what a driver reported, sorted.
type Failure struct {
	Kind    Kind
	Table   string   // of a Unique failure, where the database says it
	Columns []string // of a Unique failure
	Index   string   // of a Unique failure, where the database names the index instead
}
