package file

import (
	"strconv"
	"testing"

	"kontora/backend/picture"
)

func TestSmallPicturesKeepToTheirRoom(t *testing.T) {
	t.Parallel()
	o := newSmallOnes()
	key := func(n int) smallKey { return smallKey{digest: strconv.Itoa(n), edge: 96} }
	const each, many = 1 << 20, 40
	for n := range many {
		o.keep(key(n), picture.Small{Bytes: make([]byte, each)})
		o.keep(key(n), picture.Small{Bytes: make([]byte, each)}) // two made it at once
		if _, known := o.find(key(0)); !known {
			t.Fatalf("what is asked for all the time went after %d", n)
		}
		if o.bytes > maxSmall || o.order.Len() != len(o.kept) {
			t.Fatalf("%d bytes of %d pictures, %d of them found", o.bytes, o.order.Len(), len(o.kept))
		}
	}
	if _, known := o.find(key(1)); known || o.order.Len() < maxSmall/each-1 {
		t.Errorf("%d are kept, the longest unused: %v", o.order.Len(), known)
	}
	if _, known := o.find(smallKey{digest: "0", edge: 256}); known {
		t.Error("a size was found that was never kept")
	}
}
