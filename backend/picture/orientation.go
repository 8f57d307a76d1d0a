package picture

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"io"
)

// upright is a picture that stands as it is kept. Cameras keep others and note how they are turned, from 2 to 8 as TIFF 6.0 has it.
const upright = 1

// beginningSize has room for what stands before and in the note of a camera: a segment has at most 64 KB.
const beginningSize = 128 << 10

func beginning(from io.ReadSeeker) ([]byte, error) {
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	begin := make([]byte, beginningSize)
	n, err := io.ReadFull(from, begin)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	return begin[:n], nil
}

// orientation finds how a JPEG is turned, by its beginning. What it does not understand is upright.
func orientation(begin []byte) int {
	if !bytes.HasPrefix(begin, []byte{0xff, 0xd8}) {
		return upright
	}
	for rest := begin[2:]; len(rest) >= 4 && rest[0] == 0xff; {
		end := 2 + int(binary.BigEndian.Uint16(rest[2:]))
		if end < 4 || end > len(rest) {
			return upright
		}
		if note, is := bytes.CutPrefix(rest[4:end], []byte("Exif\x00\x00")); is && rest[1] == 0xe1 {
			return noted(note)
		}
		rest = rest[end:]
	}
	return upright
}

// noted finds the tag 0x0112 in the first directory of a note in the format TIFF.
func noted(note []byte) int {
	const entrySize, orientationTag = 12, 0x0112
	var order binary.ByteOrder = binary.BigEndian
	switch {
	case len(note) < 8:
		return upright
	case note[0] == 'I':
		order = binary.LittleEndian
	}
	start := int64(order.Uint32(note[4:]))
	if start+2 > int64(len(note)) {
		return upright
	}
	entries := note[start+2:]
	for range order.Uint16(note[start:]) {
		if len(entries) < entrySize {
			return upright
		}
		if how := order.Uint16(entries[8:]); order.Uint16(entries) == orientationTag && how >= upright && how <= 8 {
			return int(how)
		}
		entries = entries[entrySize:]
	}
	return upright
}

// turned sets upright what was kept so.
func turned(m *image.RGBA, stands int) *image.RGBA {
	right, bottom := m.Bounds().Dx()-1, m.Bounds().Dy()-1
	if stands == upright {
		return m
	}
	size := image.Rect(0, 0, right+1, bottom+1)
	if stands >= 5 {
		size = image.Rect(0, 0, bottom+1, right+1)
	}
	out := image.NewRGBA(size)
	for y := range size.Dy() {
		for x := range size.Dx() {
			from := [...]image.Point{
				2: {X: right - x, Y: y}, 3: {X: right - x, Y: bottom - y}, 4: {X: x, Y: bottom - y},
				5: {X: y, Y: x}, 6: {X: y, Y: bottom - x}, 7: {X: right - y, Y: bottom - x}, 8: {X: right - y, Y: x},
			}[stands]
			out.SetRGBA(x, y, m.RGBAAt(from.X, from.Y))
		}
	}
	return out
}
