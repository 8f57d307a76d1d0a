package blobs

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// UnusedFor is how long a content stays that no file has any more. It is far longer than a token puts a file back into a field, so nothing
// can come into use again while it is taken away.
const UnusedFor = 30 * 24 * time.Hour

// unused holds an empty file for each content that nothing used when it was last looked, as old as the first look of which that is true.
const unused = "unused"

// Swept is what a sweep took away.
type Swept struct {
	Contents int
	Bytes    int64
}

// Sweep takes away what has been unused for long. isUsed must know every use there was when Sweep was called. When it ends early, the next
// one goes on.
func (f *Folder) Sweep(ctx context.Context, isUsed func(digest string) bool, now time.Time) (Swept, error) {
	var swept Swept
	if err := os.MkdirAll(filepath.Join(f.path, unused), 0o700); err != nil {
		return swept, unusable(err)
	}
	folders, err := os.ReadDir(f.path)
	if err != nil {
		return swept, unusable(err)
	}
	for _, folder := range folders {
		if len(folder.Name()) != 2 {
			continue
		}
		contents, err := os.ReadDir(filepath.Join(f.path, folder.Name()))
		if err != nil {
			return swept, unusable(err)
		}
		for _, content := range contents {
			if err := ctx.Err(); err != nil {
				return swept, err
			}
			if !proper(content.Name()) {
				continue
			}
			size, err := f.look(content.Name(), isUsed(content.Name()), now)
			if err != nil {
				return swept, unusable(err)
			}
			if size >= 0 {
				swept.Contents, swept.Bytes = swept.Contents+1, swept.Bytes+size
			}
		}
	}
	return swept, nil
}

// look notes whether a content is used, and takes it away when it has not been for long: then it returns its size, else -1.
func (f *Folder) look(digest string, isUsed bool, now time.Time) (int64, error) {
	mark := filepath.Join(f.path, unused, digest)
	if isUsed {
		return -1, gone(os.Remove(mark))
	}
	marked, err := os.Stat(mark)
	if errors.Is(err, fs.ErrNotExist) {
		return -1, touch(mark, now)
	}
	if err != nil {
		return -1, err
	}
	content, err := os.Stat(f.place(digest))
	if err != nil || now.Sub(marked.ModTime()) < UnusedFor || now.Sub(content.ModTime()) < UnusedFor {
		return -1, gone(err)
	}
	if err := os.Remove(f.place(digest)); err != nil {
		return -1, gone(err)
	}
	return content.Size(), gone(os.Remove(mark))
}

// touch makes an empty file of that time.
func touch(path string, at time.Time) error {
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		return err
	}
	return os.Chtimes(path, at, at)
}

// gone lets pass that a file is not there.
func gone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
