package dial_test

import (
	"slices"
	"strings"
	"testing"

	"kontora/backend/dial"
)

func plan(country, outside string, internal int) dial.Plan {
	return dial.Plan{Country: country, Rules: dial.Rules{Outside: outside, Internal: internal}}
}

func TestNumbersAreReadInAnyNotation(t *testing.T) {
	russian, german := plan("RU", "9", 4), plan("DE", "0", 3)
	for _, test := range []struct {
		about string
		plan  dial.Plan
		text  string
		want  string
	}{
		{"with the prefix of the country", russian, "8 912 345-67-89", "+79123456789"},
		{"without any", russian, "912 345 67 89", "+79123456789"},
		{"in full", russian, "+7 (912) 345-67-89", "+79123456789"},
		{"with an outside line", russian, "9 8 912 345 67 89", "+79123456789"},
		{"with an outside line set apart", russian, "9,8(912)3456789", "+79123456789"},
		{"abroad by the prefix for it", russian, "8 10 49 30 901820", "+4930901820"},
		{"within the company", russian, "12-34", "1234"},
		{"longer than within the company", russian, "12345", ""},
		{"a German mobile", german, "0 171 1234567", "+491711234567"},
		{"a German mobile with an outside line", german, "0,0171 1234567", "+491711234567"},
		{"a German number from abroad", german, "00 49 30 901820", "+4930901820"},
		{"short, with a plus", german, "+12", ""},
		{"with an extension", german, "030 901820 ext. 12", ""},
		{"nothing", german, " ", ""},
		{"words", german, "tomorrow", ""},
		{"the outside line alone", german, "0,", ""},
		{"no rules", plan("RU", "", 0), "12", ""},
	} {
		if got, ok := test.plan.Read(test.text); got != test.want || ok != (test.want != "") {
			t.Errorf("%s: %q is read as %q", test.about, test.text, got)
		}
	}
}

func TestWhatIsDialled(t *testing.T) {
	for _, test := range []struct {
		about        string
		plan         dial.Plan
		number, want string
	}{
		{"at home in Russia", plan("RU", "9", 4), "+79123456789", "989123456789"},
		{"at home in Germany", plan("DE", "", 0), "+491711234567", "01711234567"},
		{"at home in Italy, where no prefix is", plan("IT", "", 0), "+390612345678", "0612345678"},
		{"from Russia to Germany", plan("RU", "9", 0), "+4930901820", "98104930901820"},
		{"from Germany to Russia", plan("DE", "0", 0), "+79123456789", "00079123456789"},
		{"within the company", plan("RU", "9", 4), "1234", "1234"},
	} {
		if got := test.plan.Dialled(test.number); got != test.want {
			t.Errorf("%s: %s", test.about, got)
		}
	}
}

func TestPartsByWhichNumbersAreFound(t *testing.T) {
	for _, test := range []struct {
		plan dial.Plan
		text string
		want []string
	}{
		{plan("RU", "", 0), "8 912 345", []string{"912345"}},
		{plan("RU", "", 0), "8 912", nil},
		{plan("RU", "", 0), "+7 912 345", nil},
		{plan("RU", "9", 0), "9, 8 912 345", []string{"8912345", "912345"}},
		{plan("DE", "0", 0), "0,0171 123", []string{"171123"}},
		{plan("RU", "9", 0), "912 345", nil},
		{plan("DE", "", 0), "order 0171123", nil},
	} {
		if got := test.plan.Parts(test.text); !slices.Equal(got, test.want) {
			t.Errorf("%q: %v, want %v", test.text, got, test.want)
		}
	}
}

// FuzzRead: whatever is typed, what is kept is read again as itself, and what is dialled for it reaches the same number.
func FuzzRead(f *testing.F) {
	for _, text := range []string{"8 912 345-67-89", "9,0171 1234567", "+4930901820", "12", "٠١٧١", "9,", "00", "+", "tel:+1"} {
		f.Add(text, "RU", "9", 4)
		f.Add(text, "DE", "", 0)
	}
	f.Fuzz(func(t *testing.T, text, country, outside string, internal int) {
		if strings.Trim(outside, "0123456789") != "" || len(outside) > dial.MaxOutside || internal < 0 || internal > dial.MaxInternal {
			return
		}
		p := plan(country, outside, internal)
		_, _, _ = p.Parts(text), p.Extension(text), p.Dialled(text)
		kept, ok := p.Read(text)
		if !ok {
			if kept != "" {
				t.Fatalf("%q is refused and read as %q", text, kept)
			}
			return
		}
		if again, ok := p.Read(kept); again != kept || !ok {
			t.Fatalf("%q is kept as %q, which is read as %q", text, kept, again)
		}
		if dialled := p.Dialled(kept); strings.Trim(dialled, "0123456789") != "" || dialled == "" {
			t.Fatalf("for %q it dials %q", kept, dialled)
		}
	})
}
