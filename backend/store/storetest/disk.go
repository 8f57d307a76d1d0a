package storetest

import (
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"kontora/backend/store/sqlite/vfs"
)

// Disk is a file layer that counts what is asked of it, fails as it is told, and knows what of a file would be left if the power went.
// It keeps a copy of every file in memory, so files should be small.
type Disk struct {
	mu     sync.Mutex
	room   int64 // what may still be written; negative: no end
	fail   func(Operation) error
	images map[string]*image
	counts Counts
}

// Operation is something asked of a file.
type Operation struct {
	Kind string // read, write, truncate, sync, delete
	Name string // of the file, without its folder
}

// Counts is how often something was asked.
type Counts struct{ Reads, Writes, Syncs int }

// image is what a file holds for sure, and what was written to it since.
type image struct {
	durable []byte
	pending []change
}

// change is a write, or a cut when data is nil.
type change struct {
	at   int64
	data []byte
}

var _ vfs.Files = (*Disk)(nil)

// NewDisk returns a disk with endless room.
func NewDisk() *Disk { return &Disk{room: -1, images: make(map[string]*image)} }

// SetRoom bounds what can still be written, in bytes; a negative number takes the bound away.
func (d *Disk) SetRoom(bytes int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.room = bytes
}

// Fail has fn asked before every operation; its error is what the operation returns. Nil never fails. fn may call PowerCut.
func (d *Disk) Fail(fn func(Operation) error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fail = fn
}

// Counts returns how often something was asked until now.
func (d *Disk) Counts() Counts {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.counts
}

// Open wraps a file and remembers what it holds.
func (d *Disk) Open(name string, file vfs.File) (vfs.File, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.images[name] == nil {
		content, err := os.ReadFile(name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		d.images[name] = &image{durable: content}
	}
	return &diskFile{File: file, disk: d, name: name}, nil
}

// Delete removes a file; that it is gone is durable at once.
func (d *Disk) Delete(name string, remove func() error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.ask("delete", name); err != nil {
		return err
	}
	if err := remove(); err != nil {
		return err
	}
	delete(d.images, name)
	return nil
}

// ask lets fail decide; d.mu is held, and let go while fail looks.
func (d *Disk) ask(kind, name string) error {
	fail := d.fail
	if fail == nil {
		return nil
	}
	d.mu.Unlock()
	defer d.mu.Lock()
	return fail(Operation{Kind: kind, Name: filepath.Base(name)})
}

// PowerCut writes into the folder what might be left of the files if the power went now: everything synced, and of everything else
// some, in no order, and the last of it torn.
func (d *Disk) PowerCut(folder string, chance *rand.Rand) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	for name, kept := range d.images {
		content := slices.Clone(kept.durable)
		for _, c := range kept.pending {
			switch chance.IntN(3) {
			case 0:
				content = c.apply(content)
			case 1:
				content = c.torn(chance).apply(content)
			}
		}
		if err := os.WriteFile(filepath.Join(folder, filepath.Base(name)), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// sector is what a disk writes whole.
const sector = 512

func (c change) torn(chance *rand.Rand) change {
	if len(c.data) <= sector {
		return c
	}
	c.data = c.data[:sector*chance.IntN(len(c.data)/sector)]
	return c
}

func (c change) apply(content []byte) []byte {
	if c.data == nil {
		return content[:min(c.at, int64(len(content)))]
	}
	if end := c.at + int64(len(c.data)); end > int64(len(content)) {
		content = append(content, make([]byte, end-int64(len(content)))...)
	}
	copy(content[c.at:], c.data)
	return content
}

type diskFile struct {
	vfs.File
	disk *Disk
	name string
}

// ReadAt reads, or fails.
func (f *diskFile) ReadAt(p []byte, offset int64) error {
	f.disk.mu.Lock()
	f.disk.counts.Reads++
	err := f.disk.ask("read", f.name)
	f.disk.mu.Unlock()
	if err != nil {
		return err
	}
	return f.File.ReadAt(p, offset)
}

// WriteAt writes while there is room.
func (f *diskFile) WriteAt(p []byte, offset int64) error {
	d := f.disk
	d.mu.Lock()
	defer d.mu.Unlock()
	d.counts.Writes++
	if err := d.ask("write", f.name); err != nil {
		return err
	}
	if d.room >= 0 {
		if d.room < int64(len(p)) {
			return vfs.Full
		}
		d.room -= int64(len(p))
	}
	kept := d.images[f.name]
	kept.pending = append(kept.pending, change{at: offset, data: append([]byte{}, p...)})
	return f.File.WriteAt(p, offset)
}

// Truncate cuts.
func (f *diskFile) Truncate(size int64) error {
	d := f.disk
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.ask("truncate", f.name); err != nil {
		return err
	}
	kept := d.images[f.name]
	kept.pending = append(kept.pending, change{at: size})
	return f.File.Truncate(size)
}

// Sync makes durable what was written.
func (f *diskFile) Sync() error {
	d := f.disk
	d.mu.Lock()
	defer d.mu.Unlock()
	d.counts.Syncs++
	if err := d.ask("sync", f.name); err != nil {
		return err
	}
	kept := d.images[f.name]
	for _, c := range kept.pending {
		kept.durable = c.apply(kept.durable)
	}
	kept.pending = nil
	return f.File.Sync()
}
