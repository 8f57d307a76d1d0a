// Package vfs is the layer between SQLite and the files it keeps: every byte of every database file passes through it. Tests make it
// fail, tear and forget; whatever must happen to bytes at rest happens here.
package vfs

import (
	"fmt"
	"strconv"

	lib "modernc.org/sqlite/lib"
)

// Files is a layer. Its methods are called by many goroutines at once.
type Files interface {
	// Open is told of each file that SQLite has opened and returns the file SQLite is to use. The name of a temporary file is empty.
	Open(name string, file File) (File, error)
	// Delete removes the named file by calling remove.
	Delete(name string, remove func() error) error
}

// Padded is a layer that writes anew what lies beside what it is given to write. What was synced must then share no sector with what is
// written later: SQLite is told that the layer does not spare the rest of a sector from a loss of power, and leaves that rest empty.
type Padded interface {
	Files
	Padded() bool
}

// File is an open file. It is used by one goroutine at a time. Errors that are no Code reach SQLite as an error of the disk.
type File interface {
	// ReadAt fills p. Where the file is too short the rest is zero and the error is ShortRead.
	ReadAt(p []byte, offset int64) error
	WriteAt(p []byte, offset int64) error
	Truncate(size int64) error
	// Sync returns when what was written outlives a loss of power.
	Sync() error
	Size() (int64, error)
	Close() error
}

// Code is a result code of SQLite as an error.
type Code int32

// Codes that layers return.
const (
	ShortRead  Code = lib.SQLITE_IOERR_SHORT_READ
	Full       Code = lib.SQLITE_FULL
	ReadOnly   Code = lib.SQLITE_READONLY
	WriteError Code = lib.SQLITE_IOERR_WRITE
	ReadError  Code = lib.SQLITE_IOERR_READ
	SyncError  Code = lib.SQLITE_IOERR_FSYNC
)

// Error names the code.
func (c Code) Error() string { return "SQLite code " + strconv.Itoa(int(c)) }

// Plain is the layer that changes nothing.
type Plain struct{}

// Open returns the file.
func (Plain) Open(_ string, file File) (File, error) { return file, nil }

// Delete removes the file.
func (Plain) Delete(_ string, remove func() error) error { return remove() }

// System is a layer known to SQLite by a name.
type System struct {
	name  string
	table *table
}

// Name is what SQLite calls the layer, in the parameter vfs of an address.
func (s *System) Name() string { return s.name }

// Register makes a layer known to SQLite. Names are known to the whole process and must differ. The System must be kept for as long as
// anything is open through it: SQLite's references to it are hidden from the garbage collector.
func Register(name string, files Files) (*System, error) {
	t, err := register(name, files)
	if err != nil {
		return nil, fmt.Errorf("register file layer %s: %w", name, err)
	}
	return &System{name: name, table: t}, nil
}
