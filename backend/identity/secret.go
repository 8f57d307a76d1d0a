package identity

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"strings"
)

// TokenPrefix begins every token, so that one found in a file is known for what it is.
const TokenPrefix = "kontora_"

const secretBytes = 32

// newSecret makes 256 random bits in letters that need no quoting anywhere.
func newSecret(prefix string) (secret string, digest Digest) {
	raw := make([]byte, secretBytes)
	_, _ = rand.Read(raw) // never fails since Go 1.24
	secret = prefix + base64.RawURLEncoding.EncodeToString(raw)
	return secret, sha256.Sum256([]byte(secret))
}

// digestOf hashes a secret as it was sent; it is false for what cannot be one, so that nothing is looked up for it.
func digestOf(secret string) (Digest, bool) {
	body := strings.TrimPrefix(secret, TokenPrefix)
	if len(body) != base64.RawURLEncoding.EncodedLen(secretBytes) {
		return Digest{}, false
	}
	if _, err := base64.RawURLEncoding.DecodeString(body); err != nil {
		return Digest{}, false
	}
	return sha256.Sum256([]byte(secret)), true
}
