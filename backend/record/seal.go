package record

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"

	"kontora/backend/ident"
)

// Seal hides inward numbers in what goes out: a version would tell how much is written elsewhere, a page's cursor the values and keys it
// stopped at. It is immutable and safe for concurrent use.
type Seal struct {
	block   cipher.Block
	aead    cipher.AEAD
	uploads cipher.AEAD
	nonces  [sha256.Size]byte // key of the nonces of uploads
}

var errSeal = errors.New("not sealed by this office")

// NewSeal makes a Seal from the office's secret, of any length.
func NewSeal(secret []byte) (*Seal, error) {
	versions := sha256.Sum256(append([]byte("kontora record version\x00"), secret...))
	cursors := sha256.Sum256(append([]byte("kontora list cursor\x00"), secret...))
	uploads := sha256.Sum256(append([]byte("kontora upload\x00"), secret...))
	nonces := sha256.Sum256(append([]byte("kontora upload nonce\x00"), secret...))
	block, err := aes.NewCipher(versions[:])
	if err != nil {
		return nil, err
	}
	ofCursors, err := newAEAD(cursors[:])
	if err != nil {
		return nil, err
	}
	ofUploads, err := newAEAD(uploads[:])
	if err != nil {
		return nil, err
	}
	return &Seal{block: block, aead: ofCursors, uploads: ofUploads, nonces: nonces}, nil
}

func newAEAD(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// Version turns a record's version into a token. Equal versions of one record have equal tokens.
func (s *Seal) Version(id ident.ID, seq uint64) string {
	var plain, sealed [aes.BlockSize]byte
	copy(plain[:8], id[:8])
	binary.BigEndian.PutUint64(plain[8:], seq)
	s.block.Encrypt(sealed[:], plain[:])
	return hex.EncodeToString(sealed[:])
}

// OpenVersion reads a token that Version made for the record.
func (s *Seal) OpenVersion(id ident.ID, token string) (uint64, error) {
	sealed, err := hex.DecodeString(token)
	if err != nil || len(sealed) != aes.BlockSize {
		return 0, errSeal
	}
	var plain [aes.BlockSize]byte
	s.block.Decrypt(plain[:], sealed)
	if string(plain[:8]) != string(id[:8]) {
		return 0, errSeal
	}
	return binary.BigEndian.Uint64(plain[8:]), nil
}

// Cursor seals where a page ended.
func (s *Seal) Cursor(plain []byte) string {
	nonce := make([]byte, s.aead.NonceSize())
	_, _ = rand.Read(nonce)
	return base64.RawURLEncoding.EncodeToString(s.aead.Seal(nonce, nonce, plain, nil))
}

// OpenCursor reads what Cursor sealed.
func (s *Seal) OpenCursor(token string) ([]byte, error) {
	sealed, err := base64.RawURLEncoding.DecodeString(token)
	if err != nil || len(sealed) < s.aead.NonceSize() {
		return nil, errSeal
	}
	plain, err := s.aead.Open(nil, sealed[:s.aead.NonceSize()], sealed[s.aead.NonceSize():], nil)
	if err != nil {
		return nil, errSeal
	}
	return plain, nil
}
