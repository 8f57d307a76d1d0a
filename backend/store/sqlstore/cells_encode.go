package sqlstore

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"kontora/backend/access"
	"kontora/backend/ident"
	"kontora/backend/schema"
	"kontora/backend/store"
)

// causeNumbers is how many numbers a cause is.
const causeNumbers = 6 + schema.MaxAccessFields

var errCause = errors.New("malformed cause")

// encodeCause writes a cause so that equal causes are equal bytes.
func encodeCause(c access.Cause) []byte {
	out := make([]byte, 0, 4*causeNumbers)
	for _, n := range []uint32{uint32(c.Type), uint32(c.Responsible), uint32(c.Creator)} {
		out = binary.BigEndian.AppendUint32(out, n)
	}
	for _, n := range c.InFields {
		out = binary.BigEndian.AppendUint32(out, uint32(n))
	}
	for _, n := range []uint32{c.Conditions, uint32(c.Shares), uint32(c.Parent)} {
		out = binary.BigEndian.AppendUint32(out, n)
	}
	if c.Office != 0 { // on desks alone, so that an office's causes stay the bytes that they are
		out = binary.BigEndian.AppendUint32(out, c.Office)
	}
	return out
}

func decodeCause(encoded []byte) (c access.Cause, err error) {
	if len(encoded) != 4*causeNumbers && len(encoded) != 4*(causeNumbers+1) {
		return c, errCause
	}
	at := 0
	number := func() uint32 {
		at += 4
		return binary.BigEndian.Uint32(encoded[at-4:])
	}
	c.Type, c.Responsible, c.Creator = ident.No(number()), ident.No(number()), ident.No(number())
	for i := range c.InFields {
		c.InFields[i] = ident.No(number())
	}
	c.Conditions, c.Shares, c.Parent = number(), access.ShareSetNo(number()), access.CellNo(number())
	if at < len(encoded) {
		c.Office = number()
	}
	if c.Type == 0 {
		return c, errCause
	}
	return c, nil
}

// storedShare is a share as a set keeps it.
type storedShare struct {
	Kind    access.PrincipalKind `json:"kind"`
	No      ident.No             `json:"no,omitempty"`
	Level   access.Level         `json:"level"`
	Expires int64                `json:"expires,omitempty"` // milliseconds
}

// encodeShares writes normal shares so that equal sets are equal bytes.
func encodeShares(shares []access.Share) ([]byte, error) {
	stored := make([]storedShare, len(shares))
	for i, s := range shares {
		stored[i] = storedShare{Kind: s.Principal.Kind, No: s.Principal.No, Level: s.Level, Expires: millis(s.Expires)}
	}
	body, err := json.Marshal(stored)
	if err != nil {
		return nil, fmt.Errorf("encode shares: %w", err)
	}
	return body, nil
}

func decodeShares(body []byte) ([]access.Share, error) {
	var stored []storedShare
	if err := json.Unmarshal(body, &stored); err != nil {
		return nil, fmt.Errorf("decode shares: %w", err)
	}
	shares := make([]access.Share, len(stored))
	for i, s := range stored {
		shares[i] = access.Share{Principal: access.Principal{Kind: s.Kind, No: s.No}, Level: s.Level, Expires: fromMillis(s.Expires)}
	}
	return shares, nil
}

func hashShares(body []byte) store.Hash { return sha256.Sum256(body) }
