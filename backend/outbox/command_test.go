package outbox_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"testing"

	"kontora/backend/ident"
	"kontora/backend/outbox"
)

func change() *outbox.Command {
	return &outbox.Command{
		ID: ident.ID{1}, At: 1763900000000, Kind: outbox.Change, Type: "deal", Record: ident.ID{2},
		Fields: map[string]json.RawMessage{"name": json.RawMessage(`"Quay"`)}, Seen: map[string]json.RawMessage{"name": json.RawMessage(`"Pier"`)}, Version: "v",
	}
}

func TestACommandComesBackAsItWasKept(t *testing.T) {
	raw, err := change().Encode()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := outbox.Decode(raw); err != nil || !reflect.DeepEqual(got, change()) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestWhatIsNoCommand(t *testing.T) {
	for what, damage := range map[string]func(*outbox.Command){
		"no identifier":       func(c *outbox.Command) { c.ID = ident.ID{} },
		"no type":             func(c *outbox.Command) { c.Type = "" },
		"an unknown kind":     func(c *outbox.Command) { c.Kind = "grant" },
		"a change of nothing": func(c *outbox.Command) { c.Record = ident.ID{} },
		"a record made twice": func(c *outbox.Command) { c.Kind = outbox.Create },
		"too much":            func(c *outbox.Command) { c.Text = string(bytes.Repeat([]byte("a"), outbox.MaxSize)) },
	} {
		c := change()
		damage(c)
		raw, err := c.Encode()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := outbox.Decode(raw); !errors.Is(err, outbox.ErrCommand) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// A further try is another command to the office and makes the same record.
func TestAFurtherTryMakesTheSame(t *testing.T) {
	c := change()
	again := c.Again(ident.ID{3})
	if again.ID == c.ID || again.Made() != c.Made() || again.Again(ident.ID{4}).Made() != c.Made() {
		t.Errorf("%v and %v make %v and %v", c.ID, again.ID, c.Made(), again.Made())
	}
	if other := (&outbox.Command{ID: ident.ID{3}}).Made(); other == c.Made() || other == (ident.ID{3}) {
		t.Errorf("another one makes %v", other)
	}
}

func TestTheWordsOfACommandAreItsAuthorsAlone(t *testing.T) {
	c := change()
	raw, err := c.Words().Encode()
	if err != nil || bytes.Contains(raw, []byte("Pier")) || !bytes.Contains(raw, []byte("Quay")) {
		t.Errorf("%s, %v", raw, err)
	}
	if c.Seen == nil || c.Version == "" {
		t.Error("the command itself was changed")
	}
}

func FuzzDecode(f *testing.F) {
	raw, err := change().Encode()
	if err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{string(raw), "", "{}", "null", `{"id":"01","kind":"create"}`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		c, err := outbox.Decode(raw)
		if err != nil {
			return
		}
		kept, err := c.Encode()
		if err != nil {
			t.Fatalf("%s cannot be kept: %v", raw, err)
		}
		if again, err := outbox.Decode(kept); err == nil && !bytes.Equal(mustEncode(t, again), kept) {
			t.Fatalf("%s came back as %s", kept, mustEncode(t, again))
		} else if err != nil && len(kept) <= outbox.MaxSize {
			t.Fatalf("%s was kept and cannot be read: %v", kept, err)
		}
	})
}

func mustEncode(t *testing.T, c *outbox.Command) []byte {
	t.Helper()
	raw, err := c.Encode()
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
