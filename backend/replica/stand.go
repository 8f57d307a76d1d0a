package replica

import (
	"cmp"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"kontora/backend/access"
	"kontora/backend/ident"
)

// stand is where a desk has come to, as its office knows it again.
type stand struct {
	epoch   ident.ID
	head    uint64
	chain   [sha256.Size]byte // of that commit
	holding [sha256.Size]byte
}

const standSize = 16 + 8 + 2*sha256.Size

// errStand is returned for a seal of another office, of another desk or about something else than is claimed.
var errStand = errors.New("the desk claims a stand that this office has not given it")

// stands seals stands. With the seal a desk proves what it holds: were it believed, it could claim cells that it never had and be told what
// has left them. The office keeps nothing of it.
type stands struct {
	aead   cipher.AEAD
	nonces [sha256.Size]byte
}

func newStands(secret []byte) (*stands, error) {
	key := sha256.Sum256(append([]byte("kontora replica stand\x00"), secret...))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return &stands{aead, sha256.Sum256(append([]byte("kontora replica stand nonce\x00"), secret...))}, nil
}

// seal returns the same bytes for the same stand of the same desk, always of one length. The nonce follows from what is sealed, so that none
// comes twice for different stands.
func (s *stands) seal(owner []byte, at stand) []byte {
	plain := make([]byte, 0, standSize)
	plain = append(plain, at.epoch[:]...)
	plain = binary.BigEndian.AppendUint64(plain, at.head)
	plain = append(append(plain, at.chain[:]...), at.holding[:]...)
	mac := hmac.New(sha256.New, s.nonces[:])
	mac.Write(owner)
	mac.Write(plain)
	nonce := mac.Sum(nil)[:s.aead.NonceSize()]
	return s.aead.Seal(nonce, nonce, plain, owner)
}

func (s *stands) open(owner, sealed []byte) (stand, error) {
	if len(sealed) < s.aead.NonceSize() {
		return stand{}, errStand
	}
	plain, err := s.aead.Open(nil, sealed[:s.aead.NonceSize()], sealed[s.aead.NonceSize():], owner)
	if err != nil || len(plain) != standSize {
		return stand{}, errStand
	}
	var at stand
	copy(at.epoch[:], plain)
	at.head = binary.BigEndian.Uint64(plain[16:])
	copy(at.chain[:], plain[24:])
	copy(at.holding[:], plain[24+sha256.Size:])
	return at, nil
}

// digest is what two holdings have the same of only when they are the same, their head aside.
func (h *Holding) digest() [sha256.Size]byte {
	d := digest{sha256.New()}
	d.number(uint64(len(h.Cells)))
	for _, no := range slices.Sorted(maps.Keys(h.Cells)) {
		cell := h.Cells[no]
		others, mine, ends := cell.Grant.Numbers()
		for _, n := range []uint64{uint64(no), uint64(cell.Type), uint64(others), uint64(mine), uint64(ends)} {
			d.number(n)
		}
		d.place(cell.Place)
	}
	for _, t := range slices.Sorted(maps.Keys(h.Types)) {
		d.number(uint64(t))
		d.number(uint64(len(h.Types[t].Fields)))
		for _, f := range h.Types[t].reads() {
			d.number(uint64(f.No))
			d.flag(f.Shortened)
			d.place(h.Types[t].Fields[f.No].Place)
		}
	}
	for _, t := range slices.Sorted(maps.Keys(h.Since)) {
		d.number(uint64(t))
		d.number(uint64(h.Since[t]))
	}
	return [sha256.Size]byte(d.Sum(nil))
}

type digest struct{ hash.Hash }

func (d digest) number(n uint64) {
	var raw [8]byte
	binary.BigEndian.PutUint64(raw[:], n)
	d.Write(raw[:])
}

func (d digest) flag(on bool) {
	if on {
		d.number(1)
	} else {
		d.number(0)
	}
}

func (d digest) place(p Place) {
	d.flag(p.Done)
	if !p.Done {
		d.Write(p.After[:])
	}
}

// Claim is what a desk says when it comes. Numbers in it are aliases.
type Claim struct {
	_       struct{} `cbor:",toarray"`
	Version int      // of the wire
	Stand   []byte   // of what it holds; empty: nothing
	Company []byte   // of what it was told last
	Scope   Scope    // what it is to hold from now on
	Cells   []claimedCell
	Types   []claimedType
	Since   []claimedSince

	recalled *recalled // what the office knows it to hold that says no more than the seal
}

type claimedCell struct {
	_      struct{} `cbor:",toarray"`
	Cell   uint32
	Type   uint32
	Others uint16
	Mine   uint16
	Ends   uint32
	Place  []byte // empty: the beginning; one byte: done
}

type claimedType struct {
	_      struct{} `cbor:",toarray"`
	Type   uint32
	Fields []claimedField
}

type claimedField struct {
	_         struct{} `cbor:",toarray"`
	Field     uint32
	Shortened bool
	Place     []byte
}

// NewClaim is what a desk says that holds this, and is to hold as much as the scope says.
func NewClaim(h *Holding, scope Scope, stand, company []byte) *Claim {
	c := BriefClaim(scope, stand, company)
	c.Cells, c.Types = h.claim()
	c.Since = h.claimSince()
	return c
}

// BriefClaim is what a desk says that has just been given the seal: the office may still know what it holds.
func BriefClaim(scope Scope, stand, company []byte) *Claim {
	return &Claim{Version: WireVersion, Stand: stand, Company: company, Scope: scope}
}

// EncodeClaim writes a claim as it is sent.
func EncodeClaim(c *Claim) ([]byte, error) { return newWriter(io.Discard).mode.Marshal(c) }

// Errors for a desk that speaks a version of the wire which this program does not.
var (
	ErrTooOld = errors.New("a version of the wire that is spoken no longer")
	ErrTooNew = errors.New("a version of the wire that is not known yet")
)

// DecodeClaim reads what EncodeClaim wrote; ErrTooOld or ErrTooNew where that was another version, ErrWire for anything else.
func DecodeClaim(sent []byte) (*Claim, error) {
	mode := decoding(maxClaimed)
	var parts []cbor.RawMessage
	version := 0
	err := mode.Unmarshal(sent, &parts)
	if err == nil && len(parts) > 0 { // what else it consists of is told by the version
		err = mode.Unmarshal(parts[0], &version)
	}
	var c Claim
	switch {
	case err != nil:
	case version > WireVersion:
		return nil, ErrTooNew
	case version < oldestWire:
		return nil, ErrTooOld
	default:
		err = mode.Unmarshal(sent, &c)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrWire, err)
	}
	return &c, nil
}

// maxClaimed is how many cells a desk can claim: as many as CBOR is read to have elements.
const maxClaimed = 1 << 20

// claim says what is held.
func (h *Holding) claim() (cells []claimedCell, types []claimedType) {
	for _, no := range slices.Sorted(maps.Keys(h.Cells)) {
		cell := h.Cells[no]
		others, mine, ends := cell.Grant.Numbers()
		cells = append(cells, claimedCell{Cell: uint32(no), Type: uint32(cell.Type), Others: others, Mine: mine, Ends: ends, Place: cell.Place.bytes()})
	}
	for _, t := range slices.Sorted(maps.Keys(h.Types)) {
		claimed := claimedType{Type: uint32(t)}
		for _, f := range h.Types[t].reads() {
			claimed.Fields = append(claimed.Fields, claimedField{Field: uint32(f.No), Shortened: f.Shortened, Place: h.Types[t].Fields[f.No].Place.bytes()})
		}
		types = append(types, claimed)
	}
	return cells, types
}

// held is what a desk claims, in the office's own numbers.
func (c *Claim) held(a *Aliases) (*Holding, error) {
	h := &Holding{Cells: make(map[access.CellNo]HeldCell, len(c.Cells)), Types: make(map[ident.No]HeldType, len(c.Types))}
	for _, each := range c.Cells {
		place, err := placeOf(each.Place)
		if err != nil {
			return nil, err
		}
		h.Cells[access.CellNo(a.in(cellRealm, each.Cell))] = HeldCell{
			Type: ident.No(a.in(typeRealm, each.Type)), Grant: access.GrantOf(each.Others, each.Mine, each.Ends), Place: place,
		}
	}
	for _, each := range c.Types {
		t := HeldType{Fields: make(map[ident.No]HeldField, len(each.Fields))}
		for _, f := range each.Fields {
			place, err := placeOf(f.Place)
			if err != nil {
				return nil, err
			}
			t.Fields[ident.No(a.in(fieldRealm, f.Field))] = HeldField{Shortened: f.Shortened, Place: place}
		}
		h.Types[ident.No(a.in(typeRealm, each.Type))] = t
	}
	for _, each := range c.Since {
		h.followSince(&Frame{Type: ident.No(a.in(typeRealm, each.Type)), At: each.At})
	}
	return h, nil
}

func (p Place) bytes() []byte {
	switch {
	case p.Done:
		return []byte{1}
	case p.After.IsZero():
		return nil
	}
	return p.After[:]
}

func placeOf(raw []byte) (Place, error) {
	switch len(raw) {
	case 0:
		return Place{}, nil
	case 1:
		return Place{Done: true}, nil
	}
	id, err := ident.FromBytes(raw)
	if err != nil {
		return Place{}, errStand
	}
	return Place{After: id}, nil
}

// byAlias brings fields into the order in which their values stand in a message: that of their aliases, the only one that both halves know.
func byAlias(a *Aliases, fields []Field) []Field {
	sorted := slices.Clone(fields)
	slices.SortFunc(sorted, func(x, y Field) int {
		return cmp.Compare(a.out(fieldRealm, uint32(x.No)), a.out(fieldRealm, uint32(y.No)))
	})
	return sorted
}
