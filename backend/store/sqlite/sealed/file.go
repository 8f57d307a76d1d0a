package sealed

import (
	"errors"

	"golang.org/x/crypto/xts"

	"kontora/backend/store/sqlite/vfs"
)

// file is an open file of which only whole sectors are written. Where it ends in a part of one, as after a loss of power, that part counts as
// never written.
type file struct {
	vfs.File
	cipher *xts.Cipher
	buffer []byte // of the call that is under way
}

func down(offset int64) int64 { return offset &^ (sector - 1) }
func up(offset int64) int64   { return down(offset + sector - 1) }

// Size is that of the whole sectors: at least what was written.
func (f *file) Size() (int64, error) {
	size, err := f.File.Size()
	return down(size), err
}

// Truncate cuts behind the sector that holds the last byte that stays.
func (f *file) Truncate(size int64) error { return f.File.Truncate(up(size)) }

// ReadAt reads the sectors in which p lies.
func (f *file) ReadAt(p []byte, offset int64) error {
	from, to := down(offset), up(offset+int64(len(p)))
	if from == offset && to == offset+int64(len(p)) {
		return f.readSectors(p, from)
	}
	whole := f.room(to - from)
	err := f.readSectors(whole, from)
	copy(p, whole[offset-from:])
	if errors.Is(err, vfs.ShortRead) { // perhaps it was too short only for what p does not hold
		err = f.reaches(offset + int64(len(p)))
	}
	return err
}

// reaches is vfs.ShortRead for a file that ends before.
func (f *file) reaches(end int64) error {
	size, err := f.Size()
	if err == nil && size < end {
		err = vfs.ShortRead
	}
	return err
}

// readSectors reads whole sectors. What the file does not hold is zero and makes the error vfs.ShortRead.
func (f *file) readSectors(p []byte, offset int64) error {
	err := f.File.ReadAt(p, offset)
	held := int64(len(p))
	if errors.Is(err, vfs.ShortRead) {
		size, failed := f.Size()
		if failed != nil {
			return failed
		}
		held = min(held, max(0, size-offset))
		clear(p[held:])
	} else if err != nil {
		return err
	}
	f.each(p[:held], offset, f.cipher.Decrypt)
	return err
}

func (f *file) each(p []byte, offset int64, transform func(to, from []byte, sector uint64)) {
	for number := uint64(offset / sector); len(p) > 0; number++ { //nolint:gosec // offsets are not negative
		transform(p[:sector], p[:sector], number)
		p = p[sector:]
	}
}

// WriteAt writes the sectors in which p lies, with what they hold beside it, and zeros where the file has grown over a gap.
func (f *file) WriteAt(p []byte, offset int64) error {
	size, err := f.Size()
	if err != nil {
		return err
	}
	from, end := down(offset), offset+int64(len(p))
	if err := f.fill(size, from); err != nil {
		return err
	}
	whole := f.room(up(end) - from)
	clear(whole)
	if err := f.fetchEdges(whole, from, offset, end, size); err != nil {
		return err
	}
	copy(whole[offset-from:], p)
	f.each(whole, from, f.cipher.Encrypt)
	return f.File.WriteAt(whole, from)
}

// fill writes zeros, encrypted, between two positions.
func (f *file) fill(from, to int64) error {
	const portion = 128 * sector
	for ; from < to; from += portion {
		zeros := f.room(min(portion, to-from))
		clear(zeros)
		f.each(zeros, from, f.cipher.Encrypt)
		if err := f.File.WriteAt(zeros, from); err != nil {
			return err
		}
	}
	return nil
}

// fetchEdges reads the sectors that are written in part, as far as the file has them, to where they belong in whole.
func (f *file) fetchEdges(whole []byte, from, offset, end, size int64) error {
	fetched := int64(-1)
	for _, edge := range [...]int64{offset, end} {
		at := down(edge)
		if at == edge || at == fetched || at >= size {
			continue
		}
		if err := f.readSectors(whole[at-from:at-from+sector], at); err != nil {
			return err
		}
		fetched = at
	}
	return nil
}

// room is memory that is used again.
func (f *file) room(bytes int64) []byte {
	if int64(cap(f.buffer)) < bytes {
		f.buffer = make([]byte, bytes)
	}
	return f.buffer[:bytes]
}
