package replica

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/fxamacker/cbor/v2"

	"kontora/backend/access"
	"kontora/backend/ident"
)

// The wire: every message is its length as a varint and a CBOR array (RFC 8949, core deterministic encoding) that begins with its kind.
// Cells, types and fields stand in it by their aliases, people and records by their outward identifiers.

// maxMessage bounds a message, in bytes: a record with the longest texts in all its fields.
const maxMessage = 32 << 20

// ErrWire is returned for bytes that are no message of the other half.
var ErrWire = errors.New("not a message that is known")

// Incoming is a frame as a desk takes it in. Numbers of cells, types and fields in it are aliases.
type Incoming struct {
	Frame
	Company     []byte   // of Told: see Company
	Content     *Content // of Put, Patch and Fill
	Responsible ident.ID // of Add: Ground.Responsible
}

// Content is what a frame says of one record. What was not said is zero.
type Content struct {
	Responsible ident.ID
	CreatedBy   ident.ID
	CreatedAt   int64 // milliseconds since 1970
	UpdatedAt   int64
	Values      []any // of the Fields of the frame, in their order; nil: the field is empty
}

// writer writes messages.
type writer struct {
	out  io.Writer
	mode cbor.EncMode
	size [binary.MaxVarintLen64]byte
	sent int64 // bytes
}

func newWriter(out io.Writer) *writer {
	mode, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		panic(err) // never: the options are fixed
	}
	return &writer{out: out, mode: mode}
}

func (w *writer) message(parts ...any) error {
	body, err := w.mode.Marshal(parts)
	if err != nil {
		return fmt.Errorf("encode a message: %w", err)
	}
	n := binary.PutUvarint(w.size[:], uint64(len(body)))
	for _, part := range [][]byte{w.size[:n], body} {
		if _, err := w.out.Write(part); err != nil {
			return err
		}
		w.sent += int64(len(part))
	}
	return nil
}

// Known is by what a Company is known again that came as these bytes.
func Known(company []byte) []byte {
	sum := sha256.Sum256(company)
	return sum[:]
}

// Reader reads messages.
type Reader struct {
	in   *bufio.Reader
	mode cbor.DecMode
}

// NewReader reads messages from what the office sends.
func NewReader(in io.Reader) *Reader {
	return &Reader{in: bufio.NewReaderSize(in, 64<<10), mode: decoding(maxParts)}
}

// maxParts is how many parts an array of a message can have: fields of a type, each with its value.
const maxParts = 1 << 16

// decoding reads CBOR strictly, with arrays up to some length.
func decoding(longest int) cbor.DecMode {
	mode, err := cbor.DecOptions{
		MaxNestedLevels: 8, MaxArrayElements: longest, MaxMapPairs: 16, IndefLength: cbor.IndefLengthForbidden, TagsMd: cbor.TagsForbidden, DupMapKey: cbor.DupMapKeyEnforcedAPF,
	}.DecMode()
	if err != nil {
		panic(err) // never: the options are fixed
	}
	return mode
}

// Next returns the next message; io.EOF when there is none, ErrWire when it is none of the other half's.
func (r *Reader) Next() (*Incoming, error) {
	size, err := binary.ReadUvarint(r.in)
	if err != nil {
		return nil, err
	}
	if size > maxMessage {
		return nil, ErrWire
	}
	// What is announced is believed only as far as it comes.
	body, err := io.ReadAll(io.LimitReader(r.in, int64(size)))
	if err != nil {
		return nil, err
	}
	if uint64(len(body)) < size {
		return nil, io.ErrUnexpectedEOF
	}
	return r.parse(body)
}

func (r *Reader) parse(body []byte) (*Incoming, error) {
	var parts []any
	if err := r.mode.Unmarshal(body, &parts); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrWire, err)
	}
	p := &parsed{parts: parts}
	in := &Incoming{Frame: Frame{Kind: Kind(p.number(1 << 8))}}
	if read, ok := readers()[in.Kind]; ok {
		read(p, in)
	} else {
		p.wrong = true
	}
	if p.wrong || p.at != len(p.parts) {
		return nil, ErrWire
	}
	return in, nil
}

// readers read what follows the kind of a message.
func readers() map[Kind]func(*parsed, *Incoming) {
	fields := func(p *parsed, in *Incoming) { in.Type, in.Fields = p.typeNo(), p.fields() }
	place := func(p *parsed, in *Incoming) {
		in.Type, in.Record = p.typeNo(), p.id()
		in.Done, in.Stand = in.Record.IsZero(), p.bytes()
	}
	return map[Kind]func(*parsed, *Incoming){
		Reset:    func(*parsed, *Incoming) {},
		Told:     func(p *parsed, in *Incoming) { in.Company = p.bytes() },
		Drop:     func(p *parsed, in *Incoming) { in.Cell = p.cell() },
		Complete: func(p *parsed, in *Incoming) { in.Cell = p.cell() },
		Grant:    func(p *parsed, in *Incoming) { in.Cell, in.Frame.Grant = p.cell(), p.grant() },
		Add: func(p *parsed, in *Incoming) {
			in.Cell, in.Type, in.Frame.Grant = p.cell(), p.typeNo(), p.grant()
			in.Responsible, in.Ground.Parent = p.id(), p.cell()
		},
		Hide:   fields,
		Show:   fields,
		Remove: func(p *parsed, in *Incoming) { in.Type, in.Record = p.typeNo(), p.id() },
		Put: func(p *parsed, in *Incoming) {
			in.Type, in.Cell, in.Record = p.typeNo(), p.cell(), p.id()
			in.Content = &Content{Responsible: p.id(), CreatedBy: p.id(), CreatedAt: p.signed(), UpdatedAt: p.signed(), Values: p.list()}
		},
		Patch: func(p *parsed, in *Incoming) {
			in.Type, in.Cell, in.Record = p.typeNo(), p.cell(), p.id()
			in.Content = &Content{UpdatedAt: p.signed()}
			in.Fields, in.Content.Values = p.pairs()
		},
		Fill: func(p *parsed, in *Incoming) {
			in.Type, in.Record = p.typeNo(), p.id()
			in.Content = &Content{Values: p.list()}
		},
		Filled:       place,
		FieldsFilled: place,
		End:          func(p *parsed, in *Incoming) { in.Stand = p.bytes() },
		Since:        func(p *parsed, in *Incoming) { in.Type, in.At = p.typeNo(), p.signed() },
	}
}

// parsed is a message under way. Once something in it is wrong, what is read of it is zero.
type parsed struct {
	parts []any
	at    int
	wrong bool
}

func next[V any](p *parsed) V {
	var none V
	if p.wrong || p.at >= len(p.parts) {
		p.wrong = true
		return none
	}
	v, ok := p.parts[p.at].(V)
	p.at++
	p.wrong = !ok
	return v
}

func (p *parsed) number(below uint64) uint64 {
	n := next[uint64](p)
	if n >= below {
		p.wrong = true
		return 0
	}
	return n
}

func (p *parsed) cell() access.CellNo { return access.CellNo(p.number(1 << 32)) }
func (p *parsed) typeNo() ident.No    { return ident.No(p.number(1 << 32)) }
func (p *parsed) bytes() []byte       { return next[[]byte](p) }
func (p *parsed) list() []any         { return next[[]any](p) }

func (p *parsed) grant() access.Grant {
	return access.GrantOf(uint16(p.number(1<<16)), uint16(p.number(1<<16)), uint32(p.number(1<<32)))
}

// id reads an identifier; no bytes are none.
func (p *parsed) id() ident.ID {
	raw := p.bytes()
	if len(raw) == 0 {
		return ident.ID{}
	}
	id, err := ident.FromBytes(raw)
	if err != nil {
		p.wrong = true
	}
	return id
}

// signed reads a number of milliseconds.
func (p *parsed) signed() int64 {
	if p.at < len(p.parts) {
		if _, negative := p.parts[p.at].(int64); negative {
			return next[int64](p)
		}
	}
	return int64(p.number(1 << 62))
}

// fields reads fields shown whole and fields shown shortened.
func (p *parsed) fields() []Field {
	var all []Field
	for _, shortened := range []bool{false, true} {
		list := &parsed{parts: p.list()}
		for range list.parts {
			all = append(all, Field{No: list.typeNo(), Shortened: shortened})
		}
		p.wrong = p.wrong || list.wrong
	}
	return all
}

// pairs reads fields, each with its value.
func (p *parsed) pairs() (fields []Field, values []any) {
	list := &parsed{parts: p.list()}
	for list.at < len(list.parts) && !list.wrong {
		fields = append(fields, Field{No: list.typeNo()})
		if list.at < len(list.parts) {
			values = append(values, list.parts[list.at])
		}
		list.at++
	}
	p.wrong = p.wrong || list.wrong || len(fields) != len(values)
	return fields, values
}
