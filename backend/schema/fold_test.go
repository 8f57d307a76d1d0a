package schema_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"kontora/backend/schema"
)

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "  A \t b\n": "a b", "Ёлка": "елка", "ЁЛКА": "елка", "Е\u0308лка": "елка", "Йод": "йод", "И\u0306од": "йод", "ﬁrma": "firma", "Ａ１": "a1",
		"Straße": "straße", "CAFE\u0301": "café", "a\u00a0b": "a b", "J\u030c": "ǰ", "İ": "i̇",
	} {
		if got := schema.Fold(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestFoldOfEveryLetterIsFinal(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.S, unicode.P, unicode.Z) || unicode.In(r, unicode.Han, unicode.Hangul) {
			continue // not assigned, or of one form only
		}
		for _, text := range []string{string(r), "e" + string(r), "е" + string(r) + "\u0308"} {
			once := schema.Fold(text)
			if twice := schema.Fold(once); once != twice {
				t.Fatalf("%+q became %+q, and that %+q", text, once, twice)
			}
		}
	}
}

func TestFoldKnowsNoCase(t *testing.T) {
	letters := rapid.StringOf(rapid.RuneFrom([]rune("abcXYZабвЁёЕеЙй \t0123-")))
	rapid.Check(t, func(t *rapid.T) {
		text := letters.Draw(t, "text")
		folded := schema.Fold(text)
		for about, other := range map[string]string{
			"in capitals": strings.ToUpper(text), "in small letters": strings.ToLower(text), "with е": strings.NewReplacer("ё", "е", "Ё", "Е").Replace(text),
			"with blanks around": " " + text + "\n", "with wide blanks": strings.ReplaceAll(text, " ", "\u2003 "),
		} {
			if got := schema.Fold(other); got != folded {
				t.Fatalf("%q %s is %q, not %q", text, about, got, folded)
			}
		}
	})
}

func FuzzFold(f *testing.F) {
	for _, seed := range []string{"Ёлка", "e\u0301\u0308", "ё\u0308", "\xff\xfe", "J\u030c", "ﷺ", "е" + strings.Repeat("\u0308", 100), "a\u034f\u0308", "¨", "0000000000000000000000000\xf2˙"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		once := schema.Fold(text)
		if twice := schema.Fold(once); once != twice {
			t.Fatalf("%+q became %+q, and that %+q", text, once, twice)
		}
		if strings.Contains(once, "ё") || strings.Contains(once, "  ") || strings.TrimSpace(once) != once {
			t.Fatalf("%+q became %+q", text, once)
		}
		if strings.TrimSpace(text) != "" && utf8.ValidString(text) && once == "" {
			t.Fatalf("nothing is left of %+q", text)
		}
	})
}
