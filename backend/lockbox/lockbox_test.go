package lockbox_test

import (
	"bytes"
	"testing"

	"kontora/backend/ident"
	"kontora/backend/lockbox"
)

func cheap() lockbox.Cost { return lockbox.Cost{MemoryKiB: 8, Passes: 1, Lanes: 1} }

func filled(t testing.TB) (*lockbox.Box, []byte, []byte) {
	t.Helper()
	b, key := lockbox.New(ident.Random{})
	other := lockbox.NewKey()
	if err := b.LockByPassword(key, "a long secret", cheap()); err != nil {
		t.Fatal(err)
	}
	if err := b.LockBy("office", key, other); err != nil {
		t.Fatal(err)
	}
	return b, key, other
}

func again(t testing.TB, b *lockbox.Box) *lockbox.Box {
	t.Helper()
	raw, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	read, err := lockbox.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func TestEachLockOpensAlone(t *testing.T) {
	b, key, other := filled(t)
	raw, _ := b.Bytes()
	if bytes.Contains(raw, key) {
		t.Error("the key lies beside its locks")
	}
	b = again(t, b)
	if got, ok := b.OpenByPassword("a long secret"); !ok || !bytes.Equal(got, key) {
		t.Error("the password does not open it")
	}
	if got, ok := b.OpenBy("office", other); !ok || !bytes.Equal(got, key) {
		t.Error("the other key does not open it")
	}
}

func TestNothingElseOpens(t *testing.T) {
	b, key, other := filled(t)
	b = again(t, b)
	if _, ok := b.OpenByPassword("another secret"); ok {
		t.Error("another password opens it")
	}
	for name, with := range map[string][]byte{"office": lockbox.NewKey(), "keyring": other, "password": other, "": nil} {
		if _, ok := b.OpenBy(name, with); ok {
			t.Errorf("%q opens it", name)
		}
	}
	if err := b.LockByPassword(key, "a newer secret", cheap()); err != nil {
		t.Fatal(err)
	}
	if _, ok := b.OpenByPassword("a long secret"); ok {
		t.Error("the password before opens it")
	}
}

// TestALockFitsItsOwnBoxAlone moves locks about: into another box, and under another name.
func TestALockFitsItsOwnBoxAlone(t *testing.T) {
	one, _, other := filled(t)
	two, _, _ := filled(t)
	raw, _ := one.Bytes()
	foreign, _ := two.Bytes()
	text := func(id ident.ID) []byte { return []byte(id.String()) }
	moved, err := lockbox.Parse(bytes.Replace(raw, text(one.ID), text(two.ID), 1))
	if err != nil || bytes.Equal(raw, foreign) {
		t.Fatal(err)
	}
	if _, ok := moved.OpenBy("office", other); ok {
		t.Error("a lock of another box opens")
	}
	renamed, err := lockbox.Parse(bytes.Replace(raw, []byte(`"office"`), []byte(`"keyring"`), 1))
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := renamed.OpenBy("keyring", other); ok {
		t.Error("a lock under another name opens")
	}
}

func FuzzParse(f *testing.F) {
	b, _, other := filled(f)
	raw, _ := b.Bytes()
	f.Add(raw)
	f.Add([]byte(`{"id":"00000000000000000000000000000001","password":{"memory_kib":4294967295,"passes":1,"lanes":1}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		b, err := lockbox.Parse(raw)
		if err != nil {
			return
		}
		written, err := b.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := lockbox.Parse(written); err != nil {
			t.Fatalf("%s is written as %s: %v", raw, written, err)
		}
		b.OpenBy("office", other)
	})
}
