// Command unseal writes into a folder what the files of a desk hold in clear, opened by the password of its employee: tests look there for
// what must have left them.
package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"kontora/backend/lockbox"
	"kontora/backend/store/sqlite/sealed"
	"kontora/backend/store/sqlite/vfs"
)

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: unseal DESK PASSWORD FOLDER")
		os.Exit(2)
	}
	if err := unseal(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

var errClosed = errors.New("the password does not open it")

func unseal(desk, password, to string) error {
	raw, err := os.ReadFile(filepath.Join(desk, "desk.key")) //nolint:gosec // the folder is the user's own choice
	if err != nil {
		return err
	}
	box, err := lockbox.Parse(raw)
	if err != nil {
		return err
	}
	key, ok := box.OpenByPassword(password)
	if !ok {
		return errClosed
	}
	if key, err = lockbox.Derive(key, lockbox.ForFiles); err != nil {
		return err
	}
	layer := sealed.New(key, vfs.Plain{})
	return filepath.WalkDir(desk, func(path string, entry os.DirEntry, err error) error {
		if err != nil || !isSealed(entry) {
			return err
		}
		clear, err := read(layer, path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, entry.Name()), clear, 0o600) //nolint:gosec // the folder is the user's own choice
	})
}

// isSealed reports whether a file is one of SQLite's that passes through its file layer: its index of the log does not.
func isSealed(entry os.DirEntry) bool {
	return entry.Type().IsRegular() && strings.Contains(entry.Name(), ".db") && !strings.HasSuffix(entry.Name(), "-shm")
}

func read(layer vfs.Files, path string) (clear []byte, err error) {
	content, err := os.ReadFile(path) //nolint:gosec // the folder is the user's own choice
	if err != nil {
		return nil, err
	}
	f, err := layer.Open(path, copied(content))
	if err != nil {
		return nil, err
	}
	size, err := f.Size()
	if err != nil {
		return nil, err
	}
	clear = make([]byte, size)
	return clear, f.ReadAt(clear, 0)
}

// copied is a file of which a copy was made, to be read.
type copied []byte

func (c copied) Size() (int64, error) { return int64(len(c)), nil }

func (c copied) ReadAt(p []byte, offset int64) error {
	copy(p, c[offset:])
	return nil
}

func (copied) WriteAt([]byte, int64) error { return vfs.ReadOnly }
func (copied) Truncate(int64) error        { return vfs.ReadOnly }
func (copied) Sync() error                 { return nil }
func (copied) Close() error                { return nil }
