package schema_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"kontora/backend/schema"
)

func TestTextsChangedInDifferentPlacesAreMerged(t *testing.T) {
	f := &schema.Field{Name: "comment", Kind: schema.KindLongText}
	for _, c := range []struct{ base, mine, theirs, merged string }{
		{"Call him on Monday.", "Call her on Monday.", "Call him on Friday.", "Call her on Friday."},
		{"one two three", "one three", "one two three four", "one three four"},
		{"звонить утром и днём", "писать утром и днём", "звонить утром и вечером", "писать утром и вечером"},
		{"one two", "one two three", "one two four", ""},
		{"one two", "1 two", "un two", ""},
		{"", "mine", "theirs", ""},
	} {
		merged, ok := f.Merge(c.base, c.mine, c.theirs)
		if got, _ := merged.(string); got != c.merged || ok != (c.merged != "") {
			t.Errorf("%q: %q and %q became %q, %v", c.base, c.mine, c.theirs, merged, ok)
		}
		again, same := f.Merge(c.base, c.theirs, c.mine)
		if same != ok || ok && again != merged {
			t.Errorf("%q: the other way round %q", c.base, again)
		}
	}
	if _, ok := f.Merge("text", nil, "another"); ok {
		t.Error("a text that was taken away was merged with one that was changed")
	}
	number := &schema.Field{Name: "size", Kind: schema.KindNumber}
	if _, ok := number.Merge(int64(1), int64(2), int64(3)); ok {
		t.Error("two numbers were merged")
	}
}

func TestNothingOfTwoTextsIsLost(t *testing.T) {
	f := &schema.Field{Name: "comment", Kind: schema.KindLongText}
	words := rapid.StringMatching(`[аb]{0,4}`)
	rapid.Check(t, func(t *rapid.T) {
		head, middle, tail := words.Draw(t, "head"), words.Draw(t, "middle"), words.Draw(t, "tail")
		mine, theirs := "M"+words.Draw(t, "mine")+"M", "T"+words.Draw(t, "theirs")+"T"
		base := head + "1" + middle + "|" + middle + "2" + tail
		merged, ok := f.Merge(base, strings.Replace(base, "1", mine, 1), strings.Replace(base, "2", theirs, 1))
		if want := head + mine + middle + "|" + middle + theirs + tail; !ok || merged != want {
			t.Fatalf("%q became %q, %v", want, merged, ok)
		}
	})
}

func TestChoicesOfTwoPeopleAreMerged(t *testing.T) {
	f := &schema.Field{Name: "interests", Kind: schema.KindChoices}
	choices := func(values ...string) schema.Value {
		if len(values) == 0 {
			return nil
		}
		return schema.Choices("\n" + strings.Join(values, "\n") + "\n")
	}
	for _, c := range []struct{ base, mine, theirs, merged schema.Value }{
		{choices("a", "b"), choices("a", "b", "c"), choices("b"), choices("b", "c")},
		{nil, choices("a"), choices("b"), choices("b", "a")},
		{choices("a"), nil, choices("a", "b"), choices("b")},
		{choices("a"), nil, nil, nil},
	} {
		if merged, ok := f.Merge(c.base, c.mine, c.theirs); merged != c.merged || !ok {
			t.Errorf("%q: %q and %q became %q", c.base, c.mine, c.theirs, merged)
		}
	}
}
