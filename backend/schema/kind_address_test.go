package schema_test

import (
	"encoding/json"
	"strings"
	"testing"

	"kontora/backend/dial"
	"kontora/backend/query"
	"kontora/backend/schema"
)

func TestPhonesInAnyNotationAreOne(t *testing.T) {
	for _, text := range []string{
		"+7 495 123-45-67", "8 (495) 123-45-67", "84951234567", "+74951234567", "4951234567", " 8\u00a0495\u2013123\u201345\u201367 ", "tel:+7-495-123-45-67", "007 495 123 45 67", "8-495-123.45.67",
		"＋７ ４９５ １２３ ４５ ６７",
	} {
		region := "RU"
		if strings.HasPrefix(text, "00") {
			region = "DE"
		}
		if got, ok := (dial.Plan{Country: region}).Read(text); !ok || got != "+74951234567" {
			t.Errorf("%q is %q, %v", text, got, ok)
		}
	}
	for text, want := range map[string]string{"+44 20 7946 0018": "+442079460018", "+49 30 901820": "+4930901820", "+1 (212) 555-0100": "+12125550100", "+39 06 698 1234": "+39066981234"} {
		if got, ok := (dial.Plan{Country: "RU"}).Read(text); !ok || got != want {
			t.Errorf("%q is %q, %v", text, got, ok)
		}
	}
}

func TestPhonesThatCannotBeDialledFromOutsideAreRefused(t *testing.T) {
	for text, key := range map[string]string{
		"123": "field.phone", "+": "field.phone", "+999 1234": "field.phone", "0": "field.phone", "not a phone": "field.phone", "+7": "field.phone",
		"+1 212 555 0100 ext. 12": "field.phone_extension", "8 495 123-45-67 доб. 890": "field.phone_extension", "'; DROP TABLE rec_deal; --": "field.phone",
	} {
		if v, problem := fieldOf("phone").Parse(office(), encoded(t, text)); problem == nil || problem.Key != key {
			t.Errorf("%q is %v, %v; want %s", text, v, problem, key)
		}
	}
	if v, ok := (dial.Plan{Country: "US"}).Read("253-0000"); ok {
		t.Errorf("a number within a town is %q", v)
	}
}

func TestPhonesAreFoundByTheirDigits(t *testing.T) {
	f := fieldOf("phone")
	for _, test := range []struct {
		op    query.Op
		value string
		want  bool
	}{
		{query.Equal, `"8 (495) 123-45-67"`, true},
		{query.Equal, `"8 (495) 123-45-68"`, false},
		{query.Contains, `"123-45"`, true},
		{query.Contains, `"124"`, false},
		{query.Starts, `"+7 (495)"`, true},
		{query.In, `["+74951234567", "+1 212 555 0100"]`, true},
	} {
		if bind(t, f, test.op, test.value).Match(row{f, "+74951234567"}) != test.want {
			t.Errorf("%s %s is %v", test.op, test.value, !test.want)
		}
	}
	wantRefused(t, f, query.Contains, `"abc"`, "field.phone")
}

func TestEmails(t *testing.T) {
	for text, want := range map[string]string{
		"a@example.com":                    "a@example.com",
		" A.B+c@Example.COM ":              "A.B+c@example.com",
		"почта@пример.рф":                  "почта@пример.рф",
		"почта@xn--e1afmkfd.xn--p1ai":      "почта@пример.рф",
		"info@ПРИМЕР.РФ":                   "info@пример.рф",
		"x@münchen.example":                "x@münchen.example",
		"o'brien@example.co.uk":            "o'brien@example.co.uk",
		"a@sub.sub.example.com":            "a@sub.sub.example.com",
		strings.Repeat("a", 64) + "@b.org": strings.Repeat("a", 64) + "@b.org",
	} {
		v, problem := fieldOf("email").Parse(office(), encoded(t, text))
		if problem != nil || v != want {
			t.Errorf("%q is %q, %v; want %q", text, v, problem, want)
			continue
		}
		kept(t, fieldOf("email"), v)
	}
}

func TestWhatIsNoEmailIsRefused(t *testing.T) {
	for _, text := range []string{
		"a", "a@", "@b.org", "a@localhost", "a b@example.com", "Ada <a@example.com>", "<a@example.com>", "a@b@c.org", "a@example..com", "a@-example.com", "a@exa mple.com",
		"a@[127.0.0.1]", "a@example。", "a@example.com.", "a,b@example.com", "a@example.com, b@example.com", "a@example.com\nBcc: b@example.com", strings.Repeat("a", 250) + "@b.org", strings.Repeat("a@", 500),
	} {
		if v, problem := fieldOf("email").Parse(office(), encoded(t, text)); problem == nil || problem.Key != "field.email" {
			t.Errorf("%.40q is %v, %v", text, v, problem)
		}
	}
}

func TestAnEmailIsComparedInEitherFormOfItsDomain(t *testing.T) {
	f := fieldOf("email")
	for _, value := range []string{`"ПОЧТА@пример.рф"`, `"почта@XN--E1AFMKFD.xn--p1ai"`, `" почта@пример.рф "`} {
		if !bind(t, f, query.Equal, value).Match(row{f, "почта@пример.рф"}) {
			t.Errorf("%s is another address", value)
		}
	}
	if !bind(t, f, query.Contains, `"@ПРИМЕР"`).Match(row{f, "почта@пример.рф"}) {
		t.Error("a part of an address does not find it")
	}
}

func TestWebAddresses(t *testing.T) {
	for text, want := range map[string]string{
		"example.com":                     "https://example.com",
		"http://example.com":              "http://example.com",
		"HTTPS://Example.com/Путь":        "HTTPS://Example.com/Путь",
		"пример.рф/страница":              "https://пример.рф/страница",
		"example.com:8080/a":              "https://example.com:8080/a",
		"example.com/?to=https://b.org":   "https://example.com/?to=https://b.org",
		" https://example.com/a b ":       "https://example.com/a b",
		"https://[2001:db8::1]/":          "https://[2001:db8::1]/",
		"example.com/javascript:alert(1)": "https://example.com/javascript:alert(1)",
	} {
		v, problem := fieldOf("url").Parse(office(), encoded(t, text))
		if problem != nil || v != want {
			t.Errorf("%q is %q, %v; want %q", text, v, problem, want)
			continue
		}
		kept(t, fieldOf("url"), v)
	}
}

func TestAddressesThatRunSomethingOrHideSomethingAreRefused(t *testing.T) {
	for _, text := range []string{
		"javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "javascript://example.com/%0aalert(1)", "\u0001javascript:alert(1)", "data:text/html,<script>", "vbscript:x",
		"file:///etc/passwd", "ftp://example.com", "mailto:a@example.com", "a@example.com", "https://", "https:///path", "https://:80", "http://bank.example@evil.example/", "https://a b.org",
		"https://example.com\n.evil.org", "://example.com", "https://exa%mple.com", "https://" + strings.Repeat("a", 2000) + ".org", strings.Repeat("a", 100_000),
	} {
		if v, problem := fieldOf("url").Parse(office(), encoded(t, text)); problem == nil || problem.Key != "field.url" {
			t.Errorf("%.40q is %v, %v", text, v, problem)
		}
	}
}

// bind makes a test of a field.
func bind(t *testing.T, f *schema.Field, op query.Op, value string) query.Node {
	t.Helper()
	of := &schema.ElementType{Name: "thing", Fields: []*schema.Field{f}}
	node, err := of.Bind(office(), query.Expr{Field: f.Name, Op: op, Value: json.RawMessage(value)}, func(*schema.Field) bool { return true })
	if err != nil {
		t.Fatalf("%s %s: %v", op, value, err)
	}
	return node
}
