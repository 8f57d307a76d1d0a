package folder

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"
)

// packed is a backup of these entries, each a name and what it holds.
func packed(f *testing.F, entries ...string) []byte {
	f.Helper()
	var file bytes.Buffer
	squeezed := gzip.NewWriter(&file)
	out := tar.NewWriter(squeezed)
	for i := 0; i+1 < len(entries); i += 2 {
		content := []byte(entries[i+1])
		if err := out.WriteHeader(&tar.Header{Name: entries[i], Size: int64(len(content)), Mode: 0o600, Typeflag: tar.TypeReg}); err != nil {
			f.Fatal(err)
		}
		if _, err := out.Write(content); err != nil {
			f.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		f.Fatal(err)
	}
	if err := squeezed.Close(); err != nil {
		f.Fatal(err)
	}
	return file.Bytes()
}

// What somebody hands over as a backup writes nothing outside the folder it is unpacked in, and only what the manifest names or what has the
// digest it is called by.
func FuzzUnpack(f *testing.F) {
	const identities = `{"name":"identities.db","content":"identities","size":1,"sha256":"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}`
	f.Add([]byte("not a backup"))
	f.Add(packed(f, manifestName, `{"format":1,"databases":[]}`))
	f.Add(packed(f, manifestName, `{"format":1,"databases":[`+identities+`]}`, identitiesFile, "x", "files/../../x", "x"))
	f.Add(packed(f, manifestName, `{"format":1,"databases":[{"name":"../x.db","content":"company"}]}`, "../x.db", "x"))
	f.Add(packed(f, manifestName, `{"format":1,"databases":[`+identities+`]}`, identitiesFile, "x",
		"files/2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", "hello"))
	f.Fuzz(func(t *testing.T, backup []byte) {
		outer := t.TempDir()
		from, work := filepath.Join(outer, "backup"), filepath.Join(outer, "work")
		if err := os.WriteFile(from, backup, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Mkdir(work, 0o700); err != nil {
			t.Fatal(err)
		}
		if m, err := unpack(from, work); err == nil && len(m.Databases) == 0 {
			t.Error("a backup of nothing was taken")
		}
		left, err := os.ReadDir(outer)
		if err != nil || len(left) != 2 {
			t.Errorf("%v stand beside it, %v", left, err)
		}
	})
}
