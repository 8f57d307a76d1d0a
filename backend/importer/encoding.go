package importer

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/transform"

	"kontora/backend/fault"
)

// Encoding says in which form the letters of a file are written.
type Encoding string

// The encodings that are read. A file that is neither is refused.
const (
	UTF8        Encoding = "utf-8"
	Windows1251 Encoding = "windows-1251"
)

// mark is what some programs write before UTF-8.
const mark = "\xef\xbb\xbf"

// letters counts the bytes of a file that tell its encoding.
type letters struct {
	line     int
	runes    int // characters of several bytes that are valid UTF-8
	broken   int // bytes that are not
	where    int // line of the first of them
	high     int // bytes above ASCII
	cyrillic int // of those, letters of windows-1251
	together int // neighbours that are both above ASCII
	mixed    int // neighbours of which one is and one is a Latin letter: no Russian word has them
	last     neighbour
}

// neighbour is what the character before was.
type neighbour uint8

const (
	otherLetter neighbour = iota
	latinLetter
	highLetter
)

// findEncoding reads a whole file and tells its encoding by what is valid: UTF-8 if all of it is, windows-1251 if what is above ASCII is
// nearly all Russian letters. Binary files, UTF-16 and anything else are refused. What the plan says, unless empty, is taken as said.
func findEncoding(name string, from io.Reader, said Encoding) (Encoding, error) {
	r := bufio.NewReaderSize(from, 1<<16)
	start, err := r.Peek(len(mark))
	if err != nil && !errors.Is(err, io.EOF) {
		return "", unreadable(name, err)
	}
	if bytes.HasPrefix(start, []byte("\xff\xfe")) || bytes.HasPrefix(start, []byte("\xfe\xff")) {
		return "", fault.New(fault.Invalid, "importer.utf16", "file", name)
	}
	counts := letters{line: 1}
	for {
		letter, size, err := r.ReadRune()
		if errors.Is(err, io.EOF) {
			return counts.judge(name, said)
		}
		if err != nil {
			return "", unreadable(name, err)
		}
		if letter == 0 {
			return "", fault.New(fault.Invalid, "importer.nul", "file", name, "line", counts.line)
		}
		counts.add(r, letter, size)
	}
}

func (l *letters) add(r *bufio.Reader, letter rune, size int) {
	now := otherLetter
	switch {
	case letter == '\n':
		l.line++
	case letter == utf8.RuneError && size == 1:
		now = highLetter
		l.broken++
		if l.where == 0 {
			l.where = l.line
		}
		if err := r.UnreadRune(); err == nil {
			raw, _ := r.ReadByte()
			l.addHigh(raw)
		}
	case size > 1:
		l.runes++
	case 'a' <= letter && letter <= 'z' || 'A' <= letter && letter <= 'Z':
		now = latinLetter
	}
	switch {
	case now == highLetter && l.last == highLetter:
		l.together++
	case now+l.last == highLetter+latinLetter:
		l.mixed++
	}
	l.last = now
}

func (l *letters) addHigh(raw byte) {
	l.high++
	if unicode.Is(unicode.Cyrillic, charmap.Windows1251.DecodeByte(raw)) {
		l.cyrillic++
	}
}

// isRussian reports whether what is above ASCII reads as Russian in windows-1251.
func (l *letters) isRussian() bool {
	const nearlyAll, hardlyAny = 0.8, 0.2
	return float64(l.cyrillic) >= nearlyAll*float64(l.high) && float64(l.mixed) <= hardlyAny*float64(l.mixed+l.together)
}

func (l *letters) judge(name string, said Encoding) (Encoding, error) {
	switch {
	case said == Windows1251:
		return said, nil
	case l.broken == 0:
		return UTF8, nil
	case said == UTF8 || l.runes >= l.broken:
		return "", fault.New(fault.Invalid, "importer.utf8_broken", "file", name, "line", l.where)
	case l.isRussian():
		return Windows1251, nil
	}
	return "", fault.New(fault.Invalid, "importer.encoding_unknown", "file", name, "line", l.where)
}

// decode turns a file into UTF-8 without a mark.
func decode(from io.Reader, encoding Encoding) (io.Reader, error) {
	r := bufio.NewReaderSize(from, 1<<16)
	start, err := r.Peek(len(mark))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if string(start) == mark {
		_, err := r.Discard(len(mark))
		return r, err
	}
	if encoding == Windows1251 {
		return transform.NewReader(r, charmap.Windows1251.NewDecoder()), nil
	}
	return r, nil
}

func unreadable(name string, err error) error {
	return fault.New(fault.Invalid, "importer.file_unreadable", "file", name).Because(err)
}
