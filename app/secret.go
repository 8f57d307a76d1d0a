package app

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

const (
	secretFile  = "office.key"
	secretBytes = 32
)

// officeSecret is what seals tokens that leave the office. It is made at the first start and stays beside the databases, never inside.
func officeSecret(data string) ([]byte, error) {
	path := filepath.Join(data, secretFile)
	secret, err := os.ReadFile(path) //nolint:gosec // the folder is the user's own choice
	if err == nil && len(secret) == secretBytes {
		return secret, nil
	}
	if err == nil {
		return nil, fmt.Errorf("%s is damaged", secretFile)
	}
	if !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("read the office's secret: %w", err)
	}
	secret = make([]byte, secretBytes)
	_, _ = rand.Read(secret)
	if err := os.WriteFile(path, secret, 0o600); err != nil {
		return nil, fmt.Errorf("keep the office's secret: %w", err)
	}
	return secret, nil
}

// vault seals secrets that are kept in the database, with a key that is not. It is safe for concurrent use.
type vault struct{ aead cipher.AEAD }

func newVault(secret []byte) (vault, error) {
	key := sha256.Sum256(append([]byte("kontora kept secret\x00"), secret...))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return vault{}, err
	}
	aead, err := cipher.NewGCM(block)
	return vault{aead}, err
}

// SealSecret seals a text.
func (v vault) SealSecret(plain string) string {
	nonce := make([]byte, v.aead.NonceSize())
	_, _ = rand.Read(nonce)
	return base64.RawURLEncoding.EncodeToString(v.aead.Seal(nonce, nonce, []byte(plain), nil))
}

// OpenSecret opens what SealSecret sealed; false for anything else, such as what another office sealed.
func (v vault) OpenSecret(sealed string) (string, bool) {
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil || len(raw) <= v.aead.NonceSize() {
		return "", false
	}
	plain, err := v.aead.Open(nil, raw[:v.aead.NonceSize()], raw[v.aead.NonceSize():], nil)
	return string(plain), err == nil
}
