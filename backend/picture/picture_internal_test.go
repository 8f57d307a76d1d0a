package picture

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"testing"
)

var (
	red  = color.RGBA{R: 255, A: 255}
	blue = color.RGBA{B: 255, A: 255}
)

// halves is red on the left and blue on the right.
func halves(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetRGBA(x, y, map[bool]color.RGBA{true: red, false: blue}[x < w/2])
		}
	}
	return m
}

func written(t testing.TB, write func(io.Writer) error) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func asPNG(t testing.TB, m image.Image) []byte {
	t.Helper()
	return written(t, func(w io.Writer) error { return png.Encode(w, m) })
}

func asJPEG(t testing.TB, m image.Image) []byte {
	t.Helper()
	return written(t, func(w io.Writer) error { return jpeg.Encode(w, m, nil) })
}

func asGIF(t testing.TB, m image.Image) []byte {
	t.Helper()
	return written(t, func(w io.Writer) error { return gif.Encode(w, m, nil) })
}

// claims is the head of a PNG that says how large it is, and nothing else.
func claims(w, h uint32) []byte {
	head := binary.BigEndian.AppendUint32([]byte("IHDR"), w)
	head = append(binary.BigEndian.AppendUint32(head, h), 8, 6, 0, 0, 0)
	out := binary.BigEndian.AppendUint32([]byte("\x89PNG\r\n\x1a\n"), uint32(len(head)-4))
	return binary.BigEndian.AppendUint32(append(out, head...), crc32.ChecksumIEEE(head))
}

// noting puts the note of a camera into a JPEG.
func noting(whole []byte, how byte) []byte {
	note := append([]byte("Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00"), how, 0, 0, 0, 0, 0, 0, 0)
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(note)+2))
	return append(append(segment, note...), whole[2:]...)
}

func TestAPictureIsMadeSmall(t *testing.T) {
	t.Parallel()
	clear := halves(400, 200)
	clear.SetRGBA(0, 0, color.RGBA{})
	for name, c := range map[string]struct {
		content   []byte
		mediaType string
		becomes   string
		w, h      int
	}{
		"a JPEG":                    {asJPEG(t, halves(400, 200)), "image/jpeg", "image/jpeg", 96, 48},
		"a PNG":                     {asPNG(t, halves(200, 400)), "image/png", "image/jpeg", 48, 96},
		"a PNG one sees through":    {asPNG(t, clear), "image/png", "image/png", 96, 48},
		"a WebP":                    {webpOf(image.Pt(400, 200)), "image/webp", "image/jpeg", 96, 48},
		"a GIF":                     {asGIF(t, halves(400, 200)), "image/gif", "image/jpeg", 96, 48},
		"one far longer than high":  {asPNG(t, halves(4000, 2)), "image/png", "image/jpeg", 96, 1},
		"one that lies on its side": {noting(asJPEG(t, halves(400, 200)), 6), "image/jpeg", "image/jpeg", 48, 96},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			small, err := NewShrinker().Shrink(t.Context(), bytes.NewReader(c.content), c.mediaType, 96)
			if err != nil {
				t.Fatal(err)
			}
			got, format, err := image.Decode(bytes.NewReader(small.Bytes))
			if err != nil || small.MediaType != c.becomes || "image/"+format != c.becomes || got.Bounds().Size() != image.Pt(c.w, c.h) {
				t.Errorf("%s, in truth %s, of %v: %v", small.MediaType, format, got.Bounds(), err)
			}
		})
	}
}

func TestWhatCannotBeMadeSmallStaysAsItIs(t *testing.T) {
	t.Parallel()
	large := asJPEG(t, halves(400, 200))
	for name, c := range map[string]struct {
		content   []byte
		mediaType string
	}{
		"a PNG that claims 60,000 by 60,000 pixels":   {claims(60_000, 60_000), "image/png"},
		"a PNG that claims more than numbers hold":    {claims(1<<31-1, 1<<31-1), "image/png"},
		"a PNG that ends after its head":              {claims(400, 400), "image/png"},
		"a JPEG cut off":                              {large[:len(large)/2], "image/jpeg"},
		"a picture of more bytes than are looked at":  {append(bytes.Clone(large), make([]byte, MaxBytes)...), "image/jpeg"},
		"a picture that is small already":             {asPNG(t, halves(96, 20)), "image/png"},
		"a PNG that is called a JPEG":                 {asPNG(t, halves(400, 200)), "image/jpeg"},
		"a WebP that is none":                         {[]byte("RIFF\x04\x00\x00\x00WEBP"), "image/webp"},
		"a picture of a kind that is not read":        {[]byte("BM"), "image/bmp"},
		"what is no picture":                          {[]byte("<svg/>"), "image/svg+xml"},
		"nothing":                                     {nil, "image/gif"},
		"a WebP whose frame is larger than its claim": {webpOf(image.Pt(16_000, 16_000), image.Pt(200, 200)), "image/webp"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if small, err := NewShrinker().Shrink(t.Context(), bytes.NewReader(c.content), c.mediaType, 96); !errors.Is(err, ErrAsItIs) {
				t.Errorf("%d bytes, %v", len(small.Bytes), err)
			}
		})
	}
}

// webpOf is a red WebP, lossless: where every code has one symbol only, pixels take no bits at all. It can claim to be of another size.
func webpOf(size image.Point, claimed ...image.Point) []byte {
	var bits []byte
	at := 0
	put := func(value, count int) {
		for i := range count {
			if at%8 == 0 {
				bits = append(bits, 0)
			}
			bits[at/8] |= byte(value>>i&1) << (at % 8)
			at++
		}
	}
	put(size.X-1, 14)
	put(size.Y-1, 14)
	put(0, 4+3) // no alpha, version 0; no transforms, no cache, one group of codes
	for _, symbol := range []int{0, 255, 0, 255, 0} {
		put(0b101, 3) // one symbol, of 8 bits
		put(symbol, 8)
	}
	put(0, 64)
	body := []byte("WEBP")
	for _, c := range claimed {
		body = append(body, "VP8X\x0a\x00\x00\x00\x00\x00\x00\x00"...)
		body = append(body, byte(c.X-1), byte((c.X-1)>>8), 0, byte(c.Y-1), byte((c.Y-1)>>8), 0)
	}
	body = binary.LittleEndian.AppendUint32(append(body, "VP8L"...), uint32(len(bits)+1))
	body = append(append(body, 0x2f), bits...)
	if len(bits)%2 == 0 {
		body = append(body, 0)
	}
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

func TestNobodyIsWaitedForAnyMore(t *testing.T) {
	t.Parallel()
	gone, leave := context.WithCancel(t.Context())
	leave()
	_, err := NewShrinker().Shrink(gone, bytes.NewReader(asPNG(t, halves(400, 200))), "image/png", 96)
	if !errors.Is(err, context.Canceled) || errors.Is(err, ErrAsItIs) {
		t.Errorf("it is found that %v", err)
	}
}

func TestTwoPicturesAtOnceAndOneLargeOne(t *testing.T) {
	t.Parallel()
	s := NewShrinker()
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	enter := func(ctx context.Context, large bool) func() {
		leave, err := s.enter(ctx, large)
		if err != nil {
			return nil
		}
		return leave
	}
	first := enter(t.Context(), true)
	s.places <- struct{}{} // the second place
	for _, large := range []bool{false, true} {
		if enter(gone, large) != nil {
			t.Errorf("a third has a place, large: %v", large)
		}
	}
	<-s.places
	first()
	if first = enter(t.Context(), true); first == nil {
		t.Fatal("who left, or gave up, still holds a place")
	}
	first()
}

func TestAPictureStandsAsItsCameraWasHeld(t *testing.T) {
	t.Parallel()
	// Each is the picture "red, blue over green, white" as kept, read by rows once it is set upright.
	green, white := color.RGBA{G: 255, A: 255}, color.RGBA{R: 255, G: 255, B: 255, A: 255}
	kept := image.NewRGBA(image.Rect(0, 0, 2, 2))
	for at, c := range map[image.Point]color.RGBA{{}: red, {X: 1}: blue, {Y: 1}: green, {X: 1, Y: 1}: white} {
		kept.SetRGBA(at.X, at.Y, c)
	}
	for stands, want := range map[int][4]color.RGBA{
		1: {red, blue, green, white}, 2: {blue, red, white, green}, 3: {white, green, blue, red}, 4: {green, white, red, blue},
		5: {red, green, blue, white}, 6: {green, red, white, blue}, 7: {white, blue, green, red}, 8: {blue, white, red, green},
	} {
		got := turned(kept, stands)
		if now := [4]color.RGBA{got.RGBAAt(0, 0), got.RGBAAt(1, 0), got.RGBAAt(0, 1), got.RGBAAt(1, 1)}; now != want {
			t.Errorf("kept as %d it stands as %v", stands, now)
		}
		if found := orientation(noting(asJPEG(t, kept), byte(stands))); found != stands {
			t.Errorf("noted as %d, found as %d", stands, found)
		}
	}
	for name, begin := range map[string][]byte{
		"no note": asJPEG(t, kept), "a number that means nothing": noting(asJPEG(t, kept), 9), "a note cut off": noting(asJPEG(t, kept), 6)[:30], "nothing": nil,
	} {
		if found := orientation(begin); found != upright {
			t.Errorf("%s: %d", name, found)
		}
	}
}

func FuzzShrink(f *testing.F) {
	kinds := []string{"image/jpeg", "image/png", "image/gif", "image/webp"}
	f.Add(byte(0), noting(asJPEG(f, halves(40, 20)), 8))
	f.Add(byte(1), asPNG(f, halves(40, 20)))
	f.Add(byte(1), claims(60_000, 60_000))
	f.Add(byte(2), asGIF(f, halves(40, 20)))
	f.Add(byte(3), webpOf(image.Pt(40, 20), image.Pt(40, 20)))
	f.Fuzz(func(t *testing.T, kind byte, content []byte) {
		mediaType := kinds[int(kind)%len(kinds)]
		format, _ := formatOf(mediaType)
		if c, err := format.config(bytes.NewReader(content)); err == nil && c.Height > 0 && c.Width > 1_000_000/c.Height {
			return // it only takes long
		}
		small, err := NewShrinker().Shrink(t.Context(), bytes.NewReader(content), mediaType, 16)
		if err != nil {
			return
		}
		if c, _, err := image.DecodeConfig(bytes.NewReader(small.Bytes)); err != nil || c.Width > 16 || c.Height > 16 || c.Width < 1 || c.Height < 1 {
			t.Fatalf("%d × %d: %v", c.Width, c.Height, err)
		}
	})
}

func TestWhatTakesTooLongIsShownAsItIsFromThenOn(t *testing.T) {
	var whole bytes.Buffer
	if err := png.Encode(&whole, image.NewRGBA(image.Rect(0, 0, 300, 300))); err != nil {
		t.Fatal(err)
	}
	s := NewShrinker()
	s.work = 0
	if _, err := s.Shrink(t.Context(), bytes.NewReader(whole.Bytes()), "image/png", 96); !errors.Is(err, ErrAsItIs) {
		t.Errorf("too much work: %v", err)
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	if _, err := s.Shrink(gone, bytes.NewReader(whole.Bytes()), "image/png", 96); err == nil || errors.Is(err, ErrAsItIs) {
		t.Errorf("nobody waits for it any more: %v", err)
	}
}
