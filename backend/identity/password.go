package identity

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"kontora/backend/fault"
)

// Bounds of a password, in characters and bytes. The upper one only keeps hashing cheap.
const (
	MinPassword = 8
	MaxPassword = 1024
)

// Cost is what one password hash takes; see RFC 9106, section 4.
type Cost struct {
	MemoryKiB uint32
	Passes    uint32
	Lanes     uint8
}

// UsualCost takes about a tenth of a second of one core.
func UsualCost() Cost { return Cost{MemoryKiB: 64 << 10, Passes: 2, Lanes: 1} }

const (
	saltBytes = 16
	hashBytes = 32
)

// hash turns a password into the PHC string that is stored.
func (c Cost) hash(password string) string {
	salt := make([]byte, saltBytes)
	_, _ = rand.Read(salt) // never fails since Go 1.24
	sum := argon2.IDKey([]byte(password), salt, c.Passes, c.MemoryKiB, c.Lanes, hashBytes)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.MemoryKiB, c.Passes, c.Lanes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(sum))
}

// waste takes as long as verifying, so that an unknown login is not told from a wrong password by time.
func (c Cost) waste(password string) {
	argon2.IDKey([]byte(password), make([]byte, saltBytes), c.Passes, c.MemoryKiB, c.Lanes, hashBytes)
}

// stored is a PHC string taken apart.
type stored struct {
	cost      Cost
	salt, sum []byte
}

// Limits on what a stored string may ask for: a damaged one must not eat the machine.
const (
	maxMemoryKiB = 1 << 20
	maxPasses    = 64
)

func parseStored(text string) (stored, bool) {
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return stored{}, false
	}
	var s stored
	if n, err := fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &s.cost.MemoryKiB, &s.cost.Passes, &s.cost.Lanes); err != nil || n != 3 {
		return stored{}, false
	}
	if s.cost.MemoryKiB == 0 || s.cost.MemoryKiB > maxMemoryKiB || s.cost.Passes == 0 || s.cost.Passes > maxPasses || s.cost.Lanes == 0 {
		return stored{}, false
	}
	var err error
	if s.salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil || len(s.salt) != saltBytes {
		return stored{}, false
	}
	if s.sum, err = base64.RawStdEncoding.DecodeString(parts[5]); err != nil || len(s.sum) != hashBytes {
		return stored{}, false
	}
	return s, true
}

// verify reports whether the password made the stored string, and whether that string should be made anew at the present cost.
func (c Cost) verify(password, text string) (matches, stale bool) {
	s, ok := parseStored(text)
	if !ok {
		c.waste(password)
		return false, false
	}
	sum := argon2.IDKey([]byte(password), s.salt, s.cost.Passes, s.cost.MemoryKiB, s.cost.Lanes, hashBytes)
	return subtle.ConstantTimeCompare(sum, s.sum) == 1, s.cost != c
}

// CheckPassword refuses a password that is too short, too long or the login itself, as an error about the named field.
func CheckPassword(field, password, login string) error {
	switch {
	case utf8.RuneCountInString(password) < MinPassword:
		return fault.Field(field, "identity.password_short", "min", MinPassword)
	case len(password) > MaxPassword:
		return fault.Field(field, "identity.password_long", "max", MaxPassword)
	case login != "" && LoginKey(password) == LoginKey(login):
		return fault.Field(field, "identity.password_login")
	}
	return nil
}

// GeneratePassword makes a password a person can read out: 20 letters and digits that are not mistaken for one another, 99 bits.
func GeneratePassword() string {
	const letters = "abcdefghjkmnpqrstuvwxyz23456789" // 31: no i, l, o, 0, 1
	var b strings.Builder
	for b.Len() < 20 {
		var one [1]byte
		_, _ = rand.Read(one[:])
		if int(one[0]) < 8*len(letters) { // equal chances for each letter
			b.WriteByte(letters[int(one[0])%len(letters)])
		}
	}
	return b.String()
}
