package sealed_test

import (
	"bytes"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"kontora/backend/store/sqlite/sealed"
	"kontora/backend/store/sqlite/vfs"
)

// memory is a file that behaves as SQLite's default layer does.
type memory struct{ content []byte }

func (m *memory) ReadAt(p []byte, offset int64) error {
	n := 0
	if offset < int64(len(m.content)) {
		n = copy(p, m.content[offset:])
	}
	if n < len(p) {
		clear(p[n:])
		return vfs.ShortRead
	}
	return nil
}

func (m *memory) WriteAt(p []byte, offset int64) error {
	if end := int(offset) + len(p); end > len(m.content) {
		m.content = append(m.content, make([]byte, end-len(m.content))...)
	}
	copy(m.content[offset:], p)
	return nil
}

func (m *memory) Truncate(size int64) error {
	if size < int64(len(m.content)) {
		m.content = m.content[:size]
	}
	return nil
}

func (m *memory) Size() (int64, error) { return int64(len(m.content)), nil }
func (*memory) Sync() error            { return nil }
func (*memory) Close() error           { return nil }

func seal(t rapid.TB, key byte, name string, under vfs.File) vfs.File {
	f, err := sealed.New(bytes.Repeat([]byte{key}, sealed.KeyBytes), vfs.Plain{}).Open(name, under)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestASealedFileIsAFile does chance things to a sealed file and to a plain one: they read alike, but that the sealed one may be longer by less
// than a sector, and it is opened anew now and then.
func TestASealedFileIsAFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plain, under := &memory{}, &memory{}
		f := seal(t, 1, "/somewhere/company.db", under)
		position := rapid.IntRange(0, 6000)
		for range rapid.IntRange(1, 25).Draw(t, "steps") {
			at := int64(position.Draw(t, "at"))
			switch rapid.IntRange(0, 7).Draw(t, "what") {
			case 0, 1, 2, 3:
				p := rapid.SliceOfN(rapid.Byte(), 1, 2500).Draw(t, "bytes")
				_ = plain.WriteAt(p, at)
				if err := f.WriteAt(p, at); err != nil {
					t.Fatal(err)
				}
			case 4:
				_ = plain.Truncate(at)
				if err := f.Truncate(at); err != nil {
					t.Fatal(err)
				}
				if at < int64(len(plain.content))+512 { // what is left of the last sector is what it was: SQLite never reads there
					if size, _ := f.Size(); size > int64(len(plain.content)) {
						rest := make([]byte, size-int64(len(plain.content)))
						_ = f.ReadAt(rest, int64(len(plain.content)))
						_ = plain.WriteAt(rest, int64(len(plain.content)))
					}
				}
			case 5:
				f = seal(t, 1, "/elsewhere/company.db", under)
			default:
				want, got := make([]byte, rapid.IntRange(1, 3000).Draw(t, "much")), []byte{}
				got = append(got, make([]byte, len(want))...)
				_ = plain.ReadAt(want, at)
				err := f.ReadAt(got, at)
				if !bytes.Equal(got, want) {
					t.Fatal("it reads otherwise")
				}
				size, _ := f.Size()
				if short := size < at+int64(len(want)); errors.Is(err, vfs.ShortRead) != short || err != nil && !short {
					t.Fatalf("reading %d at %d of %d: %v", len(want), at, size, err)
				}
			}
			size, err := f.Size()
			if length := int64(len(plain.content)); err != nil || size < length || size >= length+512 || size%512 != 0 {
				t.Fatalf("%d bytes of %d, %v", size, length, err)
			}
		}
	})
}

// TestEveryFileHasAKeyOfItsOwn writes the same in several files: nowhere do two sectors look alike, nor like what was written.
func TestEveryFileHasAKeyOfItsOwn(t *testing.T) {
	seen := make(map[string]string)
	for _, c := range []struct {
		key  byte
		name string
	}{{1, "a.db"}, {1, "a.db-wal"}, {1, "b.db"}, {2, "a.db"}, {1, ""}, {1, ""}} {
		under := &memory{}
		if err := seal(t, c.key, c.name, under).WriteAt(make([]byte, 4096), 0); err != nil {
			t.Fatal(err)
		}
		for at := 0; at < len(under.content); at += 16 {
			block := string(under.content[at : at+16])
			if before, ok := seen[block]; ok || bytes.Count([]byte(block), []byte{0}) > 8 {
				t.Fatalf("%q of %d at %d is as in %s", c.name, c.key, at, before)
			}
			seen[block] = c.name
		}
	}
}

// TestATornEndCountsAsNeverWritten cuts a file in the middle of a sector.
func TestATornEndCountsAsNeverWritten(t *testing.T) {
	under := &memory{}
	f := seal(t, 1, "a.db-wal", under)
	if err := f.WriteAt(bytes.Repeat([]byte{7}, 1500), 0); err != nil {
		t.Fatal(err)
	}
	under.content = under.content[:1300]
	got := make([]byte, 1500)
	if err := f.ReadAt(got, 0); !errors.Is(err, vfs.ShortRead) || !bytes.Equal(got, append(bytes.Repeat([]byte{7}, 1024), make([]byte, 476)...)) {
		t.Errorf("%v, %d of 1024 whole", err, bytes.Count(got, []byte{7}))
	}
	if size, _ := f.Size(); size != 1024 {
		t.Errorf("%d bytes", size)
	}
}

func BenchmarkWrite(b *testing.B) {
	for name, open := range map[string]func(vfs.File) vfs.File{
		"sealed": func(f vfs.File) vfs.File { return seal(b, 1, "a.db", f) },
		"plain":  func(f vfs.File) vfs.File { return f },
	} {
		b.Run(name, func(b *testing.B) {
			f, page := open(&memory{}), make([]byte, 4096)
			b.SetBytes(4096)
			for i := range b.N {
				if err := f.WriteAt(page, 32+int64(i%500)*4120); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
