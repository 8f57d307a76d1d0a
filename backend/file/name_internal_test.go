package file

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// A name leads nowhere and hides nothing, whatever a sender calls a file.
func FuzzPlainName(f *testing.F) {
	for _, seed := range []string{"offer.txt", `C:\a\b.txt`, "../../etc/passwd", "a\r\nSet-Cookie: b", "\u202etxt.exe", "..", "", "\xff", strings.Repeat("я", 300)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, sent string) {
		name, err := plainName(sent)
		if err != nil {
			return
		}
		if name == "" || strings.ContainsAny(name, "/\\\r\n\x00") || strings.Trim(name, ".") == "" || utf8.RuneCountInString(name) > maxName {
			t.Errorf("%q is called %q", sent, name)
		}
		if again, err := plainName(name); again != name || err != nil {
			t.Errorf("%q is called %q, and that %q, %v", sent, name, again, err)
		}
	})
}

// What a browser would run is never taken for something that is shown.
func FuzzMediaType(f *testing.F) {
	f.Add("a.csv", []byte("a,b"))
	f.Add("a.csv", []byte("<html>"))
	f.Add("a.md", []byte("<?xml version=\"1.0\"?><svg>"))
	f.Add("a.docx", []byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, name string, begin []byte) {
		found := mediaType(name, begin)
		if found == "" || strings.ContainsAny(found, ";\r\n") {
			t.Errorf("%q with %q is %q", name, begin, found)
		}
		if plain := mediaType("a", begin); plain == "text/html" && found != plain {
			t.Errorf("a page called %q is %q", name, found)
		}
	})
}
