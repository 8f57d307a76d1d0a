// Package blobs keeps the contents of files in a folder, each once, under the SHA-256 of what it is. A content never changes and is never
// written over.
package blobs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"kontora/backend/fault"
	"kontora/backend/file"
)

// Folder is where contents are kept. It is safe for concurrent use, also by several processes on one folder.
type Folder struct {
	path     string
	verified verified
}

var _ file.Contents = (*Folder)(nil)

// incoming holds what is not complete yet.
const incoming = "incoming"

// Open makes the folder when it is not there, and takes away what earlier runs left incomplete a day ago or longer.
func Open(path string, now time.Time) (*Folder, error) {
	f := &Folder{path: path, verified: verified{seen: make(map[string]stamp)}}
	if err := os.MkdirAll(filepath.Join(path, incoming), 0o700); err != nil {
		return nil, unusable(err)
	}
	left, err := os.ReadDir(filepath.Join(path, incoming))
	if err != nil {
		return nil, unusable(err)
	}
	for _, each := range left {
		if about, err := each.Info(); err == nil && now.Sub(about.ModTime()) > 24*time.Hour {
			_ = os.Remove(filepath.Join(path, incoming, each.Name()))
		}
	}
	return f, nil
}

// Free is how many bytes of the folder's disk are left.
func (f *Folder) Free() (uint64, error) {
	left, err := free(f.path)
	if err != nil {
		return 0, unusable(err)
	}
	return left, nil
}

func unusable(cause error) error {
	return fault.New(fault.Unavailable, "file.folder_unusable").Because(cause)
}

// Put keeps what it reads, up to limit bytes. It is on the disk when Put returns.
func (f *Folder) Put(ctx context.Context, from io.Reader, limit int64) (file.Content, error) {
	out, err := os.CreateTemp(filepath.Join(f.path, incoming), "")
	if err != nil {
		return file.Content{}, unusable(err)
	}
	defer func() { _ = os.Remove(out.Name()) }() // it is not there any more when it was kept
	h := sha256.New()
	size, err := receive(ctx, out, h, from, limit)
	if closing := out.Close(); err == nil && closing != nil {
		err = unusable(closing)
	}
	if err != nil {
		return file.Content{}, err
	}
	content := file.Content{Digest: hex.EncodeToString(h.Sum(nil)), Size: size}
	return content, f.keep(out.Name(), content.Digest)
}

func receive(ctx context.Context, out *os.File, h hash.Hash, from io.Reader, limit int64) (int64, error) {
	size, err := io.Copy(io.MultiWriter(disk{out}, h), io.LimitReader(patient{ctx, from}, limit+1))
	var full *diskError
	switch {
	case errors.As(err, &full):
		return 0, unusable(full.cause)
	case err != nil:
		return 0, fault.New(fault.Invalid, "file.broken_off").Because(err)
	case size > limit:
		return 0, fault.New(fault.Invalid, "file.too_large", "max_mb", limit>>20)
	}
	if err := out.Sync(); err != nil {
		return 0, unusable(err)
	}
	return size, nil
}

// disk marks the errors of writing, which are ours, from those of reading, which are the sender's.
type disk struct{ file *os.File }

type diskError struct{ cause error }

func (e *diskError) Error() string { return e.cause.Error() }

func (d disk) Write(p []byte) (int, error) {
	n, err := d.file.Write(p)
	if err != nil {
		return n, &diskError{err}
	}
	return n, nil
}

// patient stops reading when nobody waits any more.
type patient struct {
	ctx  context.Context
	from io.Reader
}

func (p patient) Read(into []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.from.Read(into)
}

// keep moves a complete content to its place. One that is there already is the same.
func (f *Folder) keep(made, digest string) error {
	place := f.place(digest)
	if err := os.MkdirAll(filepath.Dir(place), 0o700); err != nil {
		return unusable(err)
	}
	if err := os.Rename(made, place); err != nil {
		return unusable(err)
	}
	if err := syncFolder(filepath.Dir(place)); err != nil {
		return unusable(err)
	}
	return nil
}

// place spreads contents over 256 folders.
func (f *Folder) place(digest string) string { return filepath.Join(f.path, digest[:2], digest) }

// proper reports whether a digest is one, so that nothing else is opened.
func proper(digest string) bool {
	raw, err := hex.DecodeString(digest)
	return err == nil && len(raw) == sha256.Size
}

// Open opens a content for reading and makes sure that it still is what it was, unless it has done so since the file was written.
func (f *Folder) Open(_ context.Context, digest string) (io.ReadSeekCloser, error) {
	if !proper(digest) {
		return nil, fault.Missing()
	}
	in, err := os.Open(f.place(digest))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.Unavailable, "file.lost").Because(err)
	}
	if err != nil {
		return nil, unusable(err)
	}
	if err := f.verify(in, digest); err != nil {
		return nil, errors.Join(err, in.Close())
	}
	return in, nil
}

func (f *Folder) verify(in *os.File, digest string) error {
	about, err := in.Stat()
	if err != nil {
		return unusable(err)
	}
	now := stamp{about.ModTime(), about.Size()}
	if f.verified.is(digest, now) {
		return nil
	}
	h := sha256.New()
	if _, err := io.Copy(h, in); err != nil {
		return unusable(err)
	}
	if hex.EncodeToString(h.Sum(nil)) != digest {
		return fault.New(fault.Unavailable, "file.damaged").Because(fmt.Errorf("content %s has another hash", digest))
	}
	if _, err := in.Seek(0, io.SeekStart); err != nil {
		return unusable(err)
	}
	f.verified.add(digest, now)
	return nil
}

// stamp is what a file looks like from outside.
type stamp struct {
	changed time.Time
	size    int64
}

// verified remembers contents that were read and found whole.
type verified struct {
	mu   sync.Mutex
	seen map[string]stamp
}

const maxVerified = 10_000

func (v *verified) is(digest string, now stamp) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.seen[digest] == now
}

func (v *verified) add(digest string, now stamp) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(v.seen) >= maxVerified {
		clear(v.seen)
	}
	v.seen[digest] = now
}
