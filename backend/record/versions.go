package record

import (
	"encoding/binary"
	"errors"
	"slices"

	"kontora/backend/ident"
)

// Versions tells for each field, by its number, the commit in which it was last written. Number 0 stands for the responsible.
type Versions map[ident.No]uint64

var errVersions = errors.New("field versions are damaged")

// Latest is the highest version among the fields for which readable is true.
func (v Versions) Latest(readable func(field ident.No) bool) uint64 {
	var latest uint64
	for field, seq := range v {
		if seq > latest && readable(field) {
			latest = seq
		}
	}
	return latest
}

// Encode writes the versions as pairs of varints in the order of the fields.
func (v Versions) Encode() []byte {
	fields := make([]ident.No, 0, len(v))
	for field := range v {
		fields = append(fields, field)
	}
	slices.Sort(fields)
	out := make([]byte, 0, 8*len(v))
	for _, field := range fields {
		out = binary.AppendUvarint(out, uint64(field))
		out = binary.AppendUvarint(out, v[field])
	}
	return out
}

// DecodeVersions reads what Encode wrote.
func DecodeVersions(raw []byte) (Versions, error) {
	v := make(Versions)
	for len(raw) > 0 {
		field, n := binary.Uvarint(raw)
		if n <= 0 {
			return nil, errVersions
		}
		seq, m := binary.Uvarint(raw[n:])
		if m <= 0 {
			return nil, errVersions
		}
		v[ident.No(field)] = seq
		raw = raw[n+m:]
	}
	return v, nil
}
