package replica

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"testing"

	"kontora/backend/access"
	"kontora/backend/ident"
)

// sample is one message of each kind, as an office sends it.
func sample(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	w := newWriter(&out)
	id := ident.ID{7}
	for _, parts := range [][]any{
		{Reset},
		{Told, []byte(`{"company":{}}`)},
		{Drop, uint32(5)},
		{Add, uint32(6), uint32(2), uint16(3), uint16(7), uint32(0), id[:], uint32(0)},
		{Complete, uint32(6)},
		{Grant, uint32(6), uint16(1), uint16(1), uint32(500_000)},
		{Hide, uint32(2), []uint32{1}, []uint32{}},
		{Show, uint32(2), []uint32{1, 4}, []uint32{9}},
		{Remove, uint32(2), id[:]},
		{Put, uint32(2), uint32(6), id[:], id[:], []byte{}, uint64(1), uint64(2), []any{"text", 4, nil, true, []any{int64(-5), "EUR"}}},
		{Patch, uint32(2), uint32(6), id[:], uint64(3), []any{uint32(0), id[:], uint32(4), nil}},
		{Fill, uint32(2), id[:], []any{"text"}},
		{Filled, uint32(2), id[:], []byte("seal")},
		{FieldsFilled, uint32(2), []byte{}, []byte("seal")},
		{End, []byte("seal")},
	} {
		if err := w.message(parts...); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

func TestMessagesAreReadAsTheyWereWritten(t *testing.T) {
	in := NewReader(bytes.NewReader(sample(t)))
	var kinds []Kind
	for {
		m, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("after %v: %v", kinds, err)
		}
		kinds = append(kinds, m.Kind)
		switch m.Kind {
		case Put:
			c := m.Content
			if m.Cell != 6 || c.Responsible != (ident.ID{7}) || !c.CreatedBy.IsZero() || c.UpdatedAt != 2 || len(c.Values) != 5 || c.Values[0] != "text" || c.Values[2] != nil {
				t.Errorf("put %+v, %+v", m, c)
			}
		case Patch:
			if !slices.Equal(m.Fields, []Field{{}, {No: 4}}) || m.Content.UpdatedAt != 3 || m.Content.Values[1] != nil {
				t.Errorf("patch %+v, %+v", m, m.Content)
			}
		case Show:
			if !slices.Equal(m.Fields, []Field{{No: 1}, {No: 4}, {No: 9, Shortened: true}}) {
				t.Errorf("show %+v", m.Fields)
			}
		case Add:
			if others, mine, ends := m.Frame.Grant.Numbers(); others != 3 || mine != 7 || ends != 0 || m.Responsible != (ident.ID{7}) {
				t.Errorf("add %+v", m)
			}
		case Filled, FieldsFilled:
			if m.Done != (m.Kind == FieldsFilled) || string(m.Stand) != "seal" {
				t.Errorf("filled %+v", m)
			}
		}
	}
	if len(kinds) != 15 {
		t.Errorf("%d messages: %v", len(kinds), kinds)
	}
}

func TestACutMessageIsNone(t *testing.T) {
	whole := sample(t)
	for cut := range whole {
		in := NewReader(bytes.NewReader(whole[:cut]))
		for {
			if _, err := in.Next(); err != nil {
				if errors.Is(err, ErrWire) {
					t.Fatalf("cut at %d: %v", cut, err)
				}
				break
			}
		}
	}
}

// What comes over a line is anybody's. It is refused or read, and what is read fits what a desk goes by.
func FuzzReader(f *testing.F) {
	f.Add(sample(f))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0x7f})
	f.Fuzz(func(t *testing.T, sent []byte) {
		in := NewReader(bytes.NewReader(sent))
		for {
			m, err := in.Next()
			if err != nil {
				return
			}
			if (m.Kind == Put || m.Kind == Patch || m.Kind == Fill) != (m.Content != nil) || m.Kind == Patch && len(m.Fields) != len(m.Content.Values) {
				t.Fatalf("%+v", m)
			}
		}
	})
}

func TestAStandIsBelievedFromTheDeskThatItWasGivenToAlone(t *testing.T) {
	seals, err := newStands([]byte("secret"))
	if err != nil {
		t.Fatal(err)
	}
	h := &Holding{Cells: map[access.CellNo]HeldCell{3: {Type: 1, Place: Place{Done: true}}}, Types: map[ident.No]HeldType{1: {Fields: map[ident.No]HeldField{4: {}}}}}
	at := stand{epoch: ident.ID{1}, head: 12, holding: h.digest()}
	sealed := seals.seal([]byte("mine"), at)
	if opened, err := seals.open([]byte("mine"), sealed); err != nil || opened != at {
		t.Errorf("%+v, %v", opened, err)
	}
	if _, err := seals.open([]byte("another's"), sealed); err == nil {
		t.Error("the seal of another desk is taken")
	}
	other := at
	other.head = 1 << 40
	if len(seals.seal([]byte("mine"), other)) != len(sealed) {
		t.Error("the length tells of the head")
	}
	for i := range sealed {
		forged := bytes.Clone(sealed)
		forged[i] ^= 1
		if _, err := seals.open([]byte("mine"), forged); err == nil {
			t.Fatalf("taken with byte %d changed", i)
		}
	}
}

// Whatever of a holding is claimed in another way than it is, its digest is another.
func TestEverythingHeldIsInTheDigest(t *testing.T) {
	base := func() *Holding {
		return &Holding{
			Cells: map[access.CellNo]HeldCell{3: {Type: 1, Grant: access.GrantOf(1, 1, 0)}},
			Types: map[ident.No]HeldType{1: {Fields: map[ident.No]HeldField{4: {}, 5: {Place: Place{After: ident.ID{2}}}}}},
		}
	}
	digests := map[[32]byte]string{base().digest(): "nothing"}
	for name, change := range map[string]func(*Holding){
		"a further cell": func(h *Holding) { h.Cells[4] = HeldCell{Type: 1} },
		"another cell":   func(h *Holding) { h.Cells[4] = h.Cells[3]; delete(h.Cells, 3) },
		"no cell":        func(h *Holding) { delete(h.Cells, 3) },
		"another type":   func(h *Holding) { h.Cells[3] = HeldCell{Type: 2, Grant: access.GrantOf(1, 1, 0)} },
		"more of others": func(h *Holding) { h.Cells[3] = HeldCell{Type: 1, Grant: access.GrantOf(3, 1, 0)} },
		"more of mine":   func(h *Holding) { h.Cells[3] = HeldCell{Type: 1, Grant: access.GrantOf(1, 3, 0)} },
		"an end":         func(h *Holding) { h.Cells[3] = HeldCell{Type: 1, Grant: access.GrantOf(1, 1, 9)} },
		"filled to the end": func(h *Holding) {
			h.Cells[3] = HeldCell{Type: 1, Grant: access.GrantOf(1, 1, 0), Place: Place{Done: true}}
		},
		"filled to somewhere": func(h *Holding) {
			h.Cells[3] = HeldCell{Type: 1, Grant: access.GrantOf(1, 1, 0), Place: Place{After: ident.ID{9}}}
		},
		"a beginning":           func(h *Holding) { h.Since = map[ident.No]int64{1: 5} },
		"another beginning":     func(h *Holding) { h.Since = map[ident.No]int64{1: 6} },
		"that of another type":  func(h *Holding) { h.Since = map[ident.No]int64{2: 5} },
		"a further field":       func(h *Holding) { h.Types[1].Fields[6] = HeldField{} },
		"a shortened field":     func(h *Holding) { h.Types[1].Fields[4] = HeldField{Shortened: true} },
		"a field filled":        func(h *Holding) { h.Types[1].Fields[4] = HeldField{Place: Place{Done: true}} },
		"a field filled so far": func(h *Holding) { h.Types[1].Fields[5] = HeldField{Place: Place{After: ident.ID{3}}} },
	} {
		h := base()
		change(h)
		if same, taken := digests[h.digest()]; taken {
			t.Errorf("%s is the same as %s", name, same)
		}
		digests[h.digest()] = name
	}
}

// A desk may say anything of what it holds.
func FuzzClaim(f *testing.F) {
	h := &Holding{Cells: map[access.CellNo]HeldCell{3: {Type: 1, Place: Place{Done: true}}}, Types: map[ident.No]HeldType{1: {Fields: map[ident.No]HeldField{4: {}}}}, Since: map[ident.No]int64{1: 5}}
	sent, err := EncodeClaim(NewClaim(h, Scope{Mine: true, Since: 5}, []byte("seal"), []byte("known")))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sent)
	aliases, err := NewAliases([]byte("secret"), ident.ID{1})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, sent []byte) {
		c, err := DecodeClaim(sent)
		if err != nil {
			return
		}
		if held, err := c.held(aliases); err == nil && len(held.Cells) > len(c.Cells) {
			t.Fatal("more is held than claimed")
		}
	})
}
