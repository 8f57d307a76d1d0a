package replica

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"

	"kontora/backend/ident"
)

// realm is a kind of number: the same number has another alias in each.
type realm byte

const (
	cellRealm realm = iota + 1
	typeRealm
	fieldRealm
)

// Aliases are the numbers that one desk is told in place of the office's own, which would tell how much there is that it does not see. They
// follow from a key, so that nobody has to remember them, and differ from desk to desk. Zero stays zero.
type Aliases struct {
	block cipher.Block
}

// NewAliases returns the aliases of a desk under the office's secret.
func NewAliases(secret []byte, desk ident.ID) (*Aliases, error) {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("kontora desk aliases\x00"))
	mac.Write(desk[:])
	block, err := aes.NewCipher(mac.Sum(nil))
	if err != nil {
		return nil, err
	}
	return &Aliases{block}, nil
}

// rounds of a balanced Feistel network over the two halves of a number: four make it a permutation that cannot be told from a random one
// (Luby and Rackoff, 1988). The numbers hide how many there are; they protect nothing that is worth more.
const rounds = 4

func (a *Aliases) round(r realm, round byte, half uint16) uint16 {
	var block [aes.BlockSize]byte
	block[0], block[1] = byte(r), round
	binary.BigEndian.PutUint16(block[2:], half)
	a.block.Encrypt(block[:], block[:])
	return binary.BigEndian.Uint16(block[:])
}

// out is the alias of a number. The one number whose alias would be zero changes places with zero.
func (a *Aliases) out(r realm, no uint32) uint32 {
	if no == 0 {
		return 0
	}
	if alias := a.forth(r, no); alias != 0 {
		return alias
	}
	return a.forth(r, 0)
}

// in is the number of an alias.
func (a *Aliases) in(r realm, alias uint32) uint32 {
	if alias == 0 {
		return 0
	}
	if no := a.back(r, alias); no != 0 {
		return no
	}
	return a.back(r, 0)
}

func (a *Aliases) forth(r realm, no uint32) uint32 {
	left, right := uint16(no>>16), uint16(no)
	for i := range byte(rounds) {
		left, right = right, left^a.round(r, i, right)
	}
	return uint32(left)<<16 | uint32(right)
}

func (a *Aliases) back(r realm, alias uint32) uint32 {
	left, right := uint16(alias>>16), uint16(alias)
	for i := byte(rounds); i > 0; i-- {
		left, right = right^a.round(r, i-1, left), left
	}
	return uint32(left)<<16 | uint32(right)
}
