package markup_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"kontora/backend/ident"
	"kontora/backend/markup"
)

// example is one text and what is read in it. The window's tests read the same ones, so that both mean the same by every sign.
type example struct {
	About    string
	Text     string
	Plain    string
	Mentions []string
}

func examples(t testing.TB) []example {
	t.Helper()
	raw, err := os.ReadFile("testdata/examples.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []example
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestExamples(t *testing.T) {
	for _, e := range examples(t) {
		if got := markup.Plain(e.Text); got != e.Plain {
			t.Errorf("%s: %q reads as\n%q, want\n%q", e.About, e.Text, got, e.Plain)
		}
		var got []string
		for _, id := range markup.Mentions(e.Text) {
			got = append(got, id.String())
		}
		if !slices.Equal(got, e.Mentions) {
			t.Errorf("%s: mentions %v, want %v", e.About, got, e.Mentions)
		}
	}
}

func TestMentionIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[A-Яа-яё\[\]\\*(). ]{1,40}`).Draw(t, "name")
		id := ident.ID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "id"))
		if strings.Trim(name, `[]\`) == "" {
			return // nothing is left of such a name
		}
		if got := markup.Mentions("a " + markup.Mention(name, id) + " b"); !slices.Equal(got, []ident.ID{id}) {
			t.Fatalf("%q: %v", markup.Mention(name, id), got)
		}
	})
}

func TestTextWithoutSignsIsWhatItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zА-я0-9 ,;:!?(){}"'#=+_/|&%$№\n\\.<-]*`).Draw(t, "text")
		if strings.Contains(text, `\. `) || strings.Contains(text, `\- `) {
			return
		}
		if got := markup.Plain(text); got != text {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

func TestMentionsAreBounded(t *testing.T) {
	var text strings.Builder
	for i := range 2 * markup.MaxMentions {
		text.WriteString(markup.Mention("A", ident.ID{byte(i), 1}))
	}
	if got := len(markup.Mentions(text.String())); got != markup.MaxMentions {
		t.Errorf("%d mentions", got)
	}
}

// TestReadingTakesTimeInProportion reads what makes careless readers of Markdown look again and again for a partner that is not there.
func TestReadingTakesTimeInProportion(t *testing.T) {
	const enough = 2 * time.Second // a second reading of every line would take minutes
	for _, part := range []string{"*a ", "**a *b ~~c ", "`a``", "[", "[a](", "@[", "![[", "\\", "> ", "- ", "```\n", "https://", "*", "~~", "a*_"} {
		text := strings.Repeat(part, 400_000/len(part))
		done := make(chan string, 1)
		go func() { done <- markup.Plain(text) }()
		select {
		case plain := <-done:
			if len(plain) > len(text) {
				t.Errorf("%q, repeated, grew", part)
			}
		case <-time.After(enough):
			t.Fatalf("%q, repeated, takes too long", part)
		}
	}
}

func FuzzPlain(f *testing.F) {
	for _, e := range examples(f) {
		f.Add(e.Text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		plain := markup.Plain(text)
		if len(plain) > len(text) {
			t.Errorf("%q grew to %q", text, plain)
		}
		if utf8.ValidString(text) && !utf8.ValidString(plain) {
			t.Errorf("%q is cut within a letter: %q", text, plain)
		}
		for _, id := range markup.Mentions(text) {
			if !strings.Contains(strings.ToLower(text), "(employee:"+id.String()+")") {
				t.Errorf("%q mentions %s", text, id)
			}
		}
	})
}
