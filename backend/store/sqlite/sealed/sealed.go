// Package sealed is a file layer under which SQLite keeps nothing in clear: AES-256 in XTS mode (IEEE 1619), with a key of its own for every
// file. It hides what is written; it does not prove that nobody has changed or put back an older state of it.
package sealed

import (
	"crypto/aes"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"path/filepath"

	"golang.org/x/crypto/xts"

	"kontora/backend/store/sqlite/vfs"
)

// KeyBytes is the length of the key that a layer is made of.
const KeyBytes = 32

// sector is what is encrypted as one. It is no larger than what a disk writes whole, so that a write that is torn harms no sector but those
// it was to change, and in those leaves as they were the blocks that it was not to change.
const sector = 512

// Files is a layer that encrypts. It is safe for concurrent use.
type Files struct {
	root  []byte
	below vfs.Files
}

var _ vfs.Padded = (*Files)(nil)

// New makes a layer above another one, of a key of KeyBytes bytes from which those of the files are derived.
func New(key []byte, below vfs.Files) *Files { return &Files{root: key, below: below} }

// Padded is true: what begins in the middle of a sector has the rest of it written anew.
func (*Files) Padded() bool { return true }

// Open wraps a file. Its key follows from its name without its folder; that of a temporary file is forgotten with it.
func (f *Files) Open(name string, under vfs.File) (vfs.File, error) {
	lower, err := f.below.Open(name, under)
	if err != nil {
		return nil, err
	}
	c, err := f.cipherFor(name)
	if err != nil {
		return nil, err
	}
	return &file{File: lower, cipher: c}, nil
}

// Delete removes a file.
func (f *Files) Delete(name string, remove func() error) error { return f.below.Delete(name, remove) }

func (f *Files) cipherFor(name string) (*xts.Cipher, error) {
	root, of := f.root, filepath.Base(name)
	if name == "" {
		root, of = make([]byte, KeyBytes), ""
		_, _ = rand.Read(root)
	}
	key, err := hkdf.Key(sha256.New, root, nil, "kontora file "+of, 64)
	if err != nil {
		return nil, fmt.Errorf("derive the key of a file: %w", err)
	}
	return xts.NewCipher(aes.NewCipher, key)
}
