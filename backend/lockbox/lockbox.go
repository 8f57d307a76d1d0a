// Package lockbox keeps a key under several locks, each of which opens it alone: a password, or another key that somebody else has. What it
// is written as tells nobody the key who has none of them.
package lockbox

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"

	"golang.org/x/crypto/argon2"

	"kontora/backend/ident"
)

// KeyBytes is the length of the key inside and of those that open it.
const KeyBytes = 32

const saltBytes = 16

// Limits on what a written box may ask for: a damaged one must not eat the machine.
const (
	maxMemoryKiB = 1 << 20
	maxPasses    = 64
)

// Cost is what trying one password takes; see RFC 9106, section 4.
type Cost struct {
	MemoryKiB uint32 `json:"memory_kib"`
	Passes    uint32 `json:"passes"`
	Lanes     uint8  `json:"lanes"`
}

func (c Cost) sane() bool {
	return c.MemoryKiB > 0 && c.MemoryKiB <= maxMemoryKiB && c.Passes > 0 && c.Passes <= maxPasses && c.Lanes > 0
}

// Box is a key under its locks, each of which holds the key sealed by what opens it. It is not safe for concurrent use.
type Box struct {
	ID       ident.ID          `json:"id"` // names the box
	Password *passwordLock     `json:"password,omitempty"`
	Locks    map[string][]byte `json:"locks"`
}

type passwordLock struct {
	Cost
	Salt   []byte `json:"salt"`
	Sealed []byte `json:"sealed"`
}

// New makes a box that has no locks yet, and the key that is to lie in it.
func New(ids ident.Source) (*Box, []byte) {
	return &Box{ID: ids.New(), Locks: make(map[string][]byte)}, NewKey()
}

// NewKey makes a key that nobody can guess.
func NewKey() []byte {
	key := make([]byte, KeyBytes)
	_, _ = rand.Read(key)
	return key
}

// What a key is used for. Each use has a key of its own, derived from the one in the box.
const (
	ForFiles   = "files"
	ForSecrets = "secrets"
)

// Derive makes the key of KeyBytes bytes for one use.
func Derive(key []byte, use string) ([]byte, error) {
	return hkdf.Key(sha256.New, key, nil, "kontora desk "+use, KeyBytes)
}

// ErrDamaged is returned for what is no box.
var ErrDamaged = errors.New("the box of a key is damaged")

// Parse reads what Bytes has written.
func Parse(raw []byte) (*Box, error) {
	b := &Box{}
	if err := json.Unmarshal(raw, b); err != nil {
		return nil, errors.Join(ErrDamaged, err)
	}
	if b.ID.IsZero() || b.Password != nil && !b.Password.sane() {
		return nil, ErrDamaged
	}
	if b.Locks == nil {
		b.Locks = make(map[string][]byte)
	}
	return b, nil
}

// Bytes is the box as it is kept.
func (b *Box) Bytes() ([]byte, error) { return json.Marshal(b) }

// LockByPassword puts the key under a password, in the place of the one before.
func (b *Box) LockByPassword(key []byte, password string, cost Cost) error {
	lock := passwordLock{Cost: cost, Salt: make([]byte, saltBytes)}
	_, _ = rand.Read(lock.Salt)
	var err error
	lock.Sealed, err = b.seal("password", key, lock.derive(password))
	b.Password = &lock
	return err
}

// OpenByPassword returns the key; false when the password does not open it.
func (b *Box) OpenByPassword(password string) ([]byte, bool) {
	if b.Password == nil {
		return nil, false
	}
	return b.open("password", b.Password.Sealed, b.Password.derive(password))
}

func (p *passwordLock) derive(password string) []byte {
	return argon2.IDKey([]byte(password), p.Salt, p.Passes, p.MemoryKiB, p.Lanes, KeyBytes)
}

// LockBy puts the key under another key, of whoever is named.
func (b *Box) LockBy(name string, key, other []byte) error {
	sealed, err := b.seal(name, key, other)
	if err == nil {
		b.Locks[name] = sealed
	}
	return err
}

// OpenBy returns the key; false when whoever is named has another one.
func (b *Box) OpenBy(name string, other []byte) ([]byte, bool) {
	return b.open(name, b.Locks[name], other)
}

// seal binds the key to this box and this lock: one that was put elsewhere opens nothing.
func (b *Box) seal(name string, key, with []byte) ([]byte, error) {
	aead, err := aeadOf(with)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, aead.NonceSize())
	_, _ = rand.Read(nonce)
	return aead.Seal(nonce, nonce, key, b.place(name)), nil
}

func (b *Box) open(name string, sealed, with []byte) ([]byte, bool) {
	aead, err := aeadOf(with)
	if err != nil || len(sealed) < aead.NonceSize() {
		return nil, false
	}
	key, err := aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], b.place(name))
	return key, err == nil && len(key) == KeyBytes
}

func (b *Box) place(name string) []byte { return append(b.ID[:len(b.ID):len(b.ID)], name...) }

func aeadOf(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}
