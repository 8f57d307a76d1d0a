package importer

import (
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Files is where the files of a plan are read, by their plain names, and where rejected rows are written.
type Files interface {
	Open(name string) (io.ReadCloser, error)
	Create(name string) (io.WriteCloser, error)
	Remove(name string) error
}

// Folder is a folder of the computer.
type Folder string

// Beside is the folder in which a file lies.
func Beside(path string) Folder { return Folder(filepath.Dir(path)) }

// Open opens a file to read it.
func (f Folder) Open(name string) (io.ReadCloser, error) {
	return os.Open(filepath.Join(string(f), filepath.Base(name)))
}

// Create makes a file, or empties the one that is there. Only its owner reads it: it holds what the office guards.
func (f Folder) Create(name string) (io.WriteCloser, error) {
	return os.OpenFile(filepath.Join(string(f), filepath.Base(name)), os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
}

// Remove removes a file; one that is not there is no error.
func (f Folder) Remove(name string) error {
	err := os.Remove(filepath.Join(string(f), filepath.Base(name)))
	if os.IsNotExist(err) {
		return nil
	}
	return err
}

// RejectedName is the name of the file for the rejected rows of a file.
func RejectedName(file string) string {
	return strings.TrimSuffix(file, ".csv") + ".rejected.csv"
}
