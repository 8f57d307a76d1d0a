// Package picture makes small pictures of large ones. What it reads was sent by anybody, so it bounds what one picture, and all at the same
// time, can cost.
package picture

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"
	"time"

	"golang.org/x/image/draw"
	"golang.org/x/image/webp"
)

// What is made small at most. A picture of a camera has 12 to 24 million pixels.
const (
	MaxBytes  = 25 << 20
	MaxPixels = 40_000_000
)

// patience is how long one picture may wait for its turn, and diligence how long it may be worked on. A few bytes of a JPEG can say that all
// of it is to be gone through once more, and 25 MB have room for many of them.
const (
	patience  = 10 * time.Second
	diligence = 5 * time.Second
)

// largePixels are those of a picture of which only one is held at a time: decoded, the largest take some 300 MB.
const largePixels = 12_000_000

// quality is that of a JPEG: small ones are looked at, not kept.
const quality = 82

// ErrAsItIs says that a picture is better shown as it is: it is small enough, too large, or nothing that can be read.
var ErrAsItIs = errors.New("picture is shown as it is")

// Small is a small picture.
type Small struct {
	MediaType string // image/jpeg, or image/png where one sees through it
	Bytes     []byte
}

// Shrinker makes pictures small, two at once. It is safe for concurrent use.
type Shrinker struct {
	places chan struct{}
	large  chan struct{} // taken before a place, so that nobody waits in a place
	work   time.Duration // at most, on one picture
}

// NewShrinker returns a Shrinker.
func NewShrinker() *Shrinker {
	return &Shrinker{places: make(chan struct{}, 2), large: make(chan struct{}, 1), work: diligence}
}

type format struct {
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
}

func formatOf(mediaType string) (format, bool) {
	switch mediaType {
	case "image/jpeg":
		return format{jpeg.DecodeConfig, jpeg.Decode}, true
	case "image/png":
		return format{png.DecodeConfig, png.Decode}, true
	case "image/gif":
		return format{gif.DecodeConfig, gif.Decode}, true // the first of its pictures
	case "image/webp":
		return format{webp.DecodeConfig, webp.Decode}, true
	}
	return format{}, false
}

// Shrink returns a picture with no edge longer than that, upright, of whatever from is. Any error means that there is none: ErrAsItIs that
// there never will be, also where it would take too long; another that it could not be begun or ended this time.
func (s *Shrinker) Shrink(ctx context.Context, from io.ReadSeeker, mediaType string, edge int) (Small, error) {
	waiting, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	f, known := formatOf(mediaType)
	if !known {
		return Small{}, ErrAsItIs
	}
	size, err := admit(patient{waiting, from}, from, f, edge)
	if err != nil {
		return Small{}, because(waiting, err)
	}
	leave, err := s.enter(waiting, size.Width*size.Height > largePixels)
	if err != nil {
		return Small{}, err
	}
	defer leave()
	working, stop := context.WithTimeout(ctx, s.work)
	defer stop()
	small, err := shrink(working, from, f, mediaType == "image/jpeg", edge)
	if err != nil && working.Err() != nil && ctx.Err() == nil {
		err = errors.Join(ErrAsItIs, err) // it would take as long for everybody who looks at it
	}
	return small, err
}

// admit reads the head of a picture, and lets those pass that are worth the work and bear it.
func admit(in io.Reader, from io.Seeker, f format, edge int) (image.Config, error) {
	length, err := from.Seek(0, io.SeekEnd)
	if err != nil || length > MaxBytes {
		return image.Config{}, errors.Join(ErrAsItIs, err)
	}
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return image.Config{}, err
	}
	size, err := f.config(in)
	switch {
	case err != nil:
		return image.Config{}, err
	case size.Width <= 0 || size.Height <= 0, size.Width > MaxPixels/size.Height, max(size.Width, size.Height) <= edge:
		return image.Config{}, ErrAsItIs
	}
	return size, nil
}

// enter waits for a place, and for the turn of a large picture.
func (s *Shrinker) enter(ctx context.Context, large bool) (leave func(), err error) {
	if large {
		if err := take(ctx, s.large); err != nil {
			return nil, err
		}
	}
	if err := take(ctx, s.places); err != nil {
		if large {
			<-s.large
		}
		return nil, err
	}
	return func() {
		<-s.places
		if large {
			<-s.large
		}
	}, nil
}

func take(ctx context.Context, place chan struct{}) error {
	select {
	case place <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("wait to make a picture small: %w", ctx.Err())
	}
}

func shrink(ctx context.Context, from io.ReadSeeker, f format, turns bool, edge int) (Small, error) {
	stands := upright
	if turns {
		begin, err := beginning(from)
		if err != nil {
			return Small{}, because(ctx, err)
		}
		stands = orientation(begin)
	}
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return Small{}, because(ctx, err)
	}
	whole, err := f.decode(patient{ctx, from})
	if err != nil {
		return Small{}, because(ctx, err)
	}
	w, h := fit(whole.Bounds().Dx(), whole.Bounds().Dy(), edge)
	small := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.BiLinear.Scale(small, small.Bounds(), whole, whole.Bounds(), draw.Src, nil)
	return encode(turned(small, stands))
}

// fit keeps proportions; nothing is made larger, and nothing vanishes.
func fit(w, h, edge int) (int, int) {
	longest := max(w, h, 1)
	if longest <= edge {
		return w, h
	}
	return max(1, w*edge/longest), max(1, h*edge/longest)
}

func encode(m *image.RGBA) (Small, error) {
	var out bytes.Buffer
	if m.Opaque() {
		err := jpeg.Encode(&out, m, &jpeg.Options{Quality: quality})
		return Small{"image/jpeg", out.Bytes()}, err
	}
	err := png.Encode(&out, m)
	return Small{"image/png", out.Bytes()}, err
}

// because tells a picture that cannot be read from one for which the time was up.
func because(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("make a picture small: %w", ctx.Err())
	}
	return errors.Join(ErrAsItIs, err)
}

// patient stops reading when the time is up.
type patient struct {
	ctx  context.Context
	from io.Reader
}

func (p patient) Read(into []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.from.Read(into)
}
