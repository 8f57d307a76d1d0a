package vfs

import (
	"errors"
	"sync"
	"unsafe"

	"modernc.org/libc"
	lib "modernc.org/sqlite/lib"
)

// table is what SQLite calls: the default layer's own functions, but for those that our layer sees. SQLite holds the addresses of Go
// functions in memory the garbage collector does not look into, so they are kept alive here, by whoever keeps the System.
//
// A file's memory begins with the default layer's file, so its functions find what they expect; only its table of methods is ours.
type table struct {
	files Files
	base  *lib.Tsqlite3_vfs
	vfs   functions
	calls methods

	mu      sync.RWMutex
	open    map[uintptr]*file   // by the address of SQLite's file
	methods map[uintptr]uintptr // our table of methods by the default layer's
}

type functions struct {
	open   func(tls *libc.TLS, vfs, name, file uintptr, flags int32, outFlags uintptr) int32
	remove func(tls *libc.TLS, vfs, name uintptr, syncFolder int32) int32
}

type methods struct {
	close    func(tls *libc.TLS, file uintptr) int32
	read     func(tls *libc.TLS, file, buffer uintptr, amount int32, offset int64) int32
	write    func(tls *libc.TLS, file, buffer uintptr, amount int32, offset int64) int32
	truncate func(tls *libc.TLS, file uintptr, size int64) int32
	sync     func(tls *libc.TLS, file uintptr, flags int32) int32
	size     func(tls *libc.TLS, file, size uintptr) int32
}

var (
	errNoDefault = errors.New("SQLite has no default file layer")
	errTaken     = errors.New("the name is taken")
	errMemory    = errors.New("out of memory")
)

func register(name string, files Files) (*table, error) {
	tls := libc.NewTLS()
	defer tls.Close()
	base := lib.Xsqlite3_vfs_find(tls, 0)
	if base == 0 {
		return nil, errNoDefault
	}
	text, err := libc.CString(name)
	if err != nil {
		return nil, err
	}
	if lib.Xsqlite3_vfs_find(tls, text) != 0 {
		libc.Xfree(tls, text)
		return nil, errTaken
	}
	t := &table{files: files, base: at[lib.Tsqlite3_vfs](base), open: make(map[uintptr]*file), methods: make(map[uintptr]uintptr)}
	t.vfs = functions{open: t.openFile, remove: t.remove}
	t.calls = methods{close: t.closeFile, read: t.read, write: t.write, truncate: t.truncate, sync: t.sync, size: t.size}
	ours := allocate[lib.Tsqlite3_vfs](tls)
	if ours == 0 {
		return nil, errMemory
	}
	v := at[lib.Tsqlite3_vfs](ours)
	*v = *t.base
	v.FpNext, v.FzName = 0, text
	v.FxOpen, v.FxDelete = address(&t.vfs.open), address(&t.vfs.remove)
	if rc := lib.Xsqlite3_vfs_register(tls, ours, 0); rc != lib.SQLITE_OK {
		return nil, Code(rc)
	}
	return t, nil
}

// methodsFor returns our table of methods for a file of the default layer. Version 2 of a table cannot map files into memory.
func (t *table) methodsFor(tls *libc.TLS, base uintptr) (uintptr, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if ours, ok := t.methods[base]; ok {
		return ours, nil
	}
	ours := allocate[lib.Tsqlite3_io_methods](tls)
	if ours == 0 {
		return 0, errMemory
	}
	m := at[lib.Tsqlite3_io_methods](ours)
	*m = *at[lib.Tsqlite3_io_methods](base)
	m.FiVersion = min(m.FiVersion, 2)
	m.FxClose, m.FxRead, m.FxWrite = address(&t.calls.close), address(&t.calls.read), address(&t.calls.write)
	m.FxTruncate, m.FxSync, m.FxFileSize = address(&t.calls.truncate), address(&t.calls.sync), address(&t.calls.size)
	t.methods[base] = ours
	return ours, nil
}

// address is how translated C code holds a function.
func address[F any](function *F) uintptr { return *(*uintptr)(unsafe.Pointer(function)) }

// function turns an address that translated C code holds into a function.
func function[F any](address uintptr) F {
	return *(*F)(unsafe.Pointer(&address))
}

// at is the C structure at an address.
func at[T any](address uintptr) *T { return *(**T)(unsafe.Pointer(&address)) }

func allocate[T any](tls *libc.TLS) uintptr {
	var size T
	return libc.Xcalloc(tls, 1, libc.Tsize_t(unsafe.Sizeof(size)))
}
