package importer

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"

	"kontora/backend/fault"
	"kontora/backend/schema"
)

// one is a folder of one file.
type one []byte

func (o one) Open(string) (io.ReadCloser, error)  { return io.NopCloser(bytes.NewReader(o)), nil }
func (one) Create(string) (io.WriteCloser, error) { return nil, fs.ErrPermission }
func (one) Remove(string) error                   { return nil }

// FuzzReader holds that any file is either refused in words or read to its end within bounds, and the same both times.
func FuzzReader(f *testing.F) {
	for _, seed := range []string{
		"a,b\n1,2\n", "a;b\n1;\"2\n3\"\n", "\xef\xbb\xbfa\tb\n", "a,a\n", "\"a", "a\n\"", "\xcf\xf0\xe8\xe2\xe5\xf2;b\n\xec\xe8\xf0;1\n", "a\x00b", "\xff\xfea\x00", "", "\n\n\n", "a\r\nb\r\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		s, err := look(one(raw), "a.csv", Format{})
		if err != nil {
			if !fault.Is(err, fault.Invalid) {
				t.Fatalf("%v", err)
			}
			return
		}
		rows, err := openTable(one(raw), "a.csv", s)
		if err != nil {
			t.Fatalf("looked at, but not opened: %v", err)
		}
		defer rows.close()
		count := 0
		for {
			if _, err := rows.next(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("looked at, but not read: %v", err)
			}
			count++
		}
		if count != s.rows || len(s.header) > MaxColumns || strings.ContainsRune(strings.Join(s.header, ""), 0) {
			t.Errorf("%d rows of %+v", count, s)
		}
	})
}

func TestTemplates(t *testing.T) {
	values := map[string]string{"a": "Crane", "b": "Oslo"}
	for text, want := range map[string]string{
		"{a}": "Crane", "{a} for {b}": "Crane for Oslo", "{a}[ for {c}]": "Crane", "{a}[ for {b}]!": "Crane for Oslo!", "no columns": "no columns",
		"[{c}]": "", "of {c}": "", "{c}[ for {b}]": " for Oslo", "": "",
	} {
		parsed, err := parseTemplate(text)
		if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		if got := parsed.fill(func(column string) string { return values[column] }); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
	for _, text := range []string{"{", "}", "{a", "[a", "a]", "[[{a}]]", "{}", "{a{b}}"} {
		if _, err := parseTemplate(text); err == nil {
			t.Errorf("%q was taken", text)
		}
	}
}

func TestNumbersAreReadAsTheyAreWritten(t *testing.T) {
	for _, test := range [][3]string{
		{"1054.50", ".", "1054.50"},
		{"1,054.50", ".", "1054.50"},
		{"1 054,50", ",", "1054.50"},
		{"1.054,50", ",", "1054.50"},
		{"-1\u00a0054\u202f000,5", ",", "-1054000.5"},
		{"1054.50", ",", "1054.50"},
		{"10,54", ".", "10,54"},
		{"1,2345,678", ".", "1,2345,678"},
		{"five", ".", "five"},
	} {
		if got := plainNumber(test[0], test[1]); got != test[2] {
			t.Errorf("%q with %q became %q", test[0], test[1], got)
		}
	}
}

func TestFormsOfNamesAndWords(t *testing.T) {
	for _, test := range []struct {
		form       Form
		text, want string
	}{
		{Login, "Mei-Mei Johns", "mei-mei.johns"},
		{Login, " Ёлкина  Анна ", "елкина.анна"},
		{Login, "O’Connor, Maeve", "o.connor.maeve"},
		{FirstWord, "Anna Maria Snelling", "Anna"},
		{OtherWords, "Anna Maria Snelling", "Maria Snelling"},
		{OtherWords, "Anna", ""},
	} {
		if got := test.form.of(test.text); got != test.want {
			t.Errorf("%s of %q is %q, not %q", test.form, test.text, got, test.want)
		}
	}
	moment := Source{Date: "DD.MM.YYYY hh:mm"}
	if got, problem := moment.value(&schema.Field{Kind: "date_time"}, "21.11.2026 09:30"); problem != nil || string(got) != `"2026-11-21T09:30:00Z"` {
		t.Errorf("a moment became %s", got)
	}
	for text, want := range map[string]string{"да": "true", "No": "false", "maybe": `"maybe"`} {
		if got, _ := (Source{}).value(&schema.Field{Kind: "yes_no"}, text); string(got) != want {
			t.Errorf("%q became %s", text, got)
		}
	}
}
