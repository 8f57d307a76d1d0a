package vfs

import (
	"errors"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// code is what SQLite is told of an error.
func code(err error, otherwise int32) int32 {
	if err == nil {
		return lib.SQLITE_OK
	}
	var c Code
	if errors.As(err, &c) {
		return int32(c)
	}
	return otherwise
}

// result is a code of SQLite as an error.
func result(rc int32) error {
	if rc == lib.SQLITE_OK {
		return nil
	}
	return Code(rc)
}

func (t *table) openFile(tls *libc.TLS, _, name, address uintptr, flags int32, outFlags uintptr) int32 {
	open := function[func(*libc.TLS, uintptr, uintptr, uintptr, int32, uintptr) int32](t.base.FxOpen)
	memory := at[lib.Tsqlite3_file](address)
	if rc := open(tls, uintptr(unsafe.Pointer(t.base)), name, address, flags, outFlags); rc != lib.SQLITE_OK {
		return rc
	}
	base := memory.FpMethods
	f := &file{address: address, methods: at[lib.Tsqlite3_io_methods](base), tls: tls}
	ours, err := t.methodsFor(tls, base)
	if err == nil {
		f.layered, err = t.files.Open(libc.GoString(name), f)
	}
	if err != nil {
		_ = f.Close()
		memory.FpMethods = 0 // SQLite closes what has methods
		return code(err, lib.SQLITE_CANTOPEN)
	}
	memory.FpMethods = ours
	t.mu.Lock()
	t.open[address] = f
	t.mu.Unlock()
	return lib.SQLITE_OK
}

func (t *table) remove(tls *libc.TLS, _, name uintptr, syncFolder int32) int32 {
	remove := function[func(*libc.TLS, uintptr, uintptr, int32) int32](t.base.FxDelete)
	err := t.files.Delete(libc.GoString(name), func() error {
		return result(remove(tls, uintptr(unsafe.Pointer(t.base)), name, syncFolder))
	})
	return code(err, lib.SQLITE_IOERR_DELETE)
}

// find returns the open file for a call by the thread that tls belongs to.
func (t *table) find(tls *libc.TLS, address uintptr) *file {
	t.mu.RLock()
	defer t.mu.RUnlock()
	f := t.open[address]
	f.tls = tls
	return f
}

func (t *table) closeFile(tls *libc.TLS, address uintptr) int32 {
	f := t.find(tls, address)
	t.mu.Lock()
	delete(t.open, address)
	t.mu.Unlock()
	return code(f.layered.Close(), lib.SQLITE_IOERR_CLOSE)
}

func (t *table) read(tls *libc.TLS, address, buffer uintptr, amount int32, offset int64) int32 {
	return code(t.find(tls, address).layered.ReadAt(bytesAt(buffer, amount), offset), lib.SQLITE_IOERR_READ)
}

func (t *table) write(tls *libc.TLS, address, buffer uintptr, amount int32, offset int64) int32 {
	return code(t.find(tls, address).layered.WriteAt(bytesAt(buffer, amount), offset), lib.SQLITE_IOERR_WRITE)
}

func (t *table) truncate(tls *libc.TLS, address uintptr, size int64) int32 {
	return code(t.find(tls, address).layered.Truncate(size), lib.SQLITE_IOERR_TRUNCATE)
}

func (t *table) sync(tls *libc.TLS, address uintptr, flags int32) int32 {
	f := t.find(tls, address)
	f.flags = flags
	return code(f.layered.Sync(), lib.SQLITE_IOERR_FSYNC)
}

func (t *table) size(tls *libc.TLS, address, out uintptr) int32 {
	size, err := t.find(tls, address).layered.Size()
	*at[int64](out) = size
	return code(err, lib.SQLITE_IOERR_FSTAT)
}

// bytesAt is C memory as bytes.
func bytesAt(address uintptr, amount int32) []byte { return unsafe.Slice(at[byte](address), amount) }
