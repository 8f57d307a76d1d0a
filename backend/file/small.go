package file

import (
	"bytes"
	"container/list"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"sync"

	"kontora/backend/picture"
	"kontora/backend/record"
)

// maxSmall is how many bytes of small pictures are kept, some 8,000 of 96 pixels.
const maxSmall = 32 << 20

// Small returns, in place of a picture that was opened for somebody, the same with no edge longer than that many pixels; what is no
// picture, or none that can be made small, as it was opened. Whom the whole was opened for may see it: nothing is asked here. The caller
// closes it.
func (s *Service) Small(
	ctx context.Context, f record.StoredFile, whole io.ReadSeekCloser, edge int,
) (record.StoredFile, io.ReadSeekCloser, error) {
	if edge <= 0 {
		return f, whole, nil
	}
	key := smallKey{f.Digest, f.MediaType, edge}
	small, known := s.small.find(key)
	if !known {
		var err error
		if small, err = s.shrinker.Shrink(ctx, whole, f.MediaType, edge); err == nil || errors.Is(err, picture.ErrAsItIs) {
			s.small.keep(key, small)
		}
	}
	if len(small.Bytes) == 0 {
		_, err := whole.Seek(0, io.SeekStart)
		return f, whole, err
	}
	digest := sha256.Sum256(small.Bytes)
	f.Digest, f.MediaType = hex.EncodeToString(digest[:]), small.MediaType
	return f, held{bytes.NewReader(small.Bytes), whole}, nil
}

// held is a small picture that is closed with the whole one.
type held struct {
	*bytes.Reader
	io.Closer
}

type smallKey struct {
	digest, mediaType string
	edge              int
}

// smallOnes keeps the small pictures that were asked for last, and of which contents there is none. It lives in memory: they are made again
// in a moment, and nothing of them is left when their content goes.
type smallOnes struct {
	mu    sync.Mutex
	kept  map[smallKey]*list.Element
	order *list.List // of *smallOne, the last asked for first
	bytes int
}

type smallOne struct {
	key     smallKey
	picture picture.Small
}

// cost is what one takes, with what is around it.
func (o *smallOne) cost() int { return len(o.picture.Bytes) + 400 }

func newSmallOnes() *smallOnes {
	return &smallOnes{kept: make(map[smallKey]*list.Element), order: list.New()}
}

func (o *smallOnes) find(key smallKey) (picture.Small, bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	at, known := o.kept[key]
	if !known {
		return picture.Small{}, false
	}
	o.order.MoveToFront(at)
	return at.Value.(*smallOne).picture, true
}

func (o *smallOnes) keep(key smallKey, p picture.Small) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if _, known := o.kept[key]; known {
		return
	}
	one := &smallOne{key, p}
	o.kept[key] = o.order.PushFront(one)
	for o.bytes += one.cost(); o.bytes > maxSmall; {
		last := o.order.Remove(o.order.Back()).(*smallOne)
		delete(o.kept, last.key)
		o.bytes -= last.cost()
	}
}
