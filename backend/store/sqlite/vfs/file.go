package vfs

import (
	"runtime"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// file is a file of the default layer. The memory at its address belongs to SQLite.
type file struct {
	address uintptr
	methods *lib.Tsqlite3_io_methods // the default layer's own
	tls     *libc.TLS                // of the call that is under way
	flags   int32                    // of the sync that is under way
	layered File                     // what SQLite uses
}

// ReadAt reads through the default layer.
func (f *file) ReadAt(p []byte, offset int64) error {
	read := function[func(*libc.TLS, uintptr, uintptr, int32, int64) int32](f.methods.FxRead)
	rc := read(f.tls, f.address, start(p), int32(len(p)), offset)
	runtime.KeepAlive(p)
	return result(rc)
}

// WriteAt writes through the default layer.
func (f *file) WriteAt(p []byte, offset int64) error {
	write := function[func(*libc.TLS, uintptr, uintptr, int32, int64) int32](f.methods.FxWrite)
	rc := write(f.tls, f.address, start(p), int32(len(p)), offset)
	runtime.KeepAlive(p)
	return result(rc)
}

// Truncate cuts through the default layer.
func (f *file) Truncate(size int64) error {
	truncate := function[func(*libc.TLS, uintptr, int64) int32](f.methods.FxTruncate)
	return result(truncate(f.tls, f.address, size))
}

// Sync syncs through the default layer.
func (f *file) Sync() error {
	sync := function[func(*libc.TLS, uintptr, int32) int32](f.methods.FxSync)
	return result(sync(f.tls, f.address, f.flags))
}

// Size asks the default layer.
func (f *file) Size() (int64, error) {
	size := function[func(*libc.TLS, uintptr, uintptr) int32](f.methods.FxFileSize)
	n := f.tls.Alloc(8)
	defer f.tls.Free(8)
	rc := size(f.tls, f.address, n)
	return *at[int64](n), result(rc)
}

// Close closes through the default layer.
func (f *file) Close() error {
	closing := function[func(*libc.TLS, uintptr) int32](f.methods.FxClose)
	return result(closing(f.tls, f.address))
}

// start is the address of the first byte. What is called through an interface gets its slices on the heap, where nothing moves.
func start(p []byte) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(p))) }
