package schema_test

import (
	"encoding/json"
	"strings"
	"testing"

	"kontora/backend/ident"
	"kontora/backend/schema"
)

func TestEveryKindKeepsItsValues(t *testing.T) {
	for kind, sent := range map[string][]string{
		"text":      {`"A"`, `"Ёлка"`, `"  two   words\t"`, `"0"`, `"\u200f"`, `"null"`, `"` + strings.Repeat("я", schema.MaxText) + `"`},
		"long_text": {`"A\r\nB\n\n C"`, `"` + strings.Repeat("я", schema.MaxLongText) + `"`},
		"number":    {`0`, `-1.5`, `"12"`, `9223372036854.775807`, `0.000001`, `-0`},
		"money": {
			`0`, `"7"`, `-3.5`, `{"amount":"1054.00","currency":"USD"}`, `{"amount":1,"currency":"rub"}`, `{"amount":"922337203685477.5807","currency":"JPY"}`,
		},
		"date":      {`"2026-11-21"`, `"1000-01-01"`, `"9999-12-31"`, `"1969-12-31"`, `"2024-02-29"`},
		"date_time": {`"2026-11-21T10:00:00Z"`, `"1969-12-31T23:59:59.999Z"`, `"2026-11-21T10:00:00.123+03:00"`, `"9999-12-31T23:59:59.999Z"`, `"1000-01-01T00:00:00Z"`},
		"yes_no":    {`true`, `false`, `"yes"`, `"no"`, `"true"`},
		"choice":    {`"won"`, `"отказ"`},
		"choices":   {`["won"]`, `["отказ","won"]`, `["won","won"]`, `"won"`, `"отказ; won"`},
		"percent":   {`0`, `12.5`, `"95 %"`, `"7"`},
		"address":   {`{"street":"Kaistraße 12","city":"Hamburg"}`, `{"country":"Россия"}`, `"Портовый проезд, 12"`},
		"file":      {sent(offer()), sent(schema.File{Name: "a", Digest: "b"})},
		"phone":     {`"+7 495 123-45-67"`},
		"email":     {`"a@example.com"`},
		"url":       {`"https://example.com/a?b=c#d"`},
		"employee":  {`"` + employeeID().String() + `"`, `"` + strings.ToUpper(employeeID().String()) + `"`},
		"link":      {`"` + ident.ID{9}.String() + `"`},
	} {
		f := fieldOf(kind)
		for _, raw := range sent {
			v, problem := f.Parse(office(), json.RawMessage(raw))
			if problem != nil || v == nil {
				t.Errorf("%.60s of kind %s: %.60v, %v", raw, kind, v, problem)
				continue
			}
			kept(t, f, v)
		}
	}
}

func TestAPictureIsOneThatBrowsersShow(t *testing.T) {
	f := fieldOf("file")
	f.Image = true
	photo := schema.File{Name: "me.png", Size: schema.MaxImage, MediaType: "image/png", Digest: "c"}
	if _, problem := f.Parse(office(), json.RawMessage(sent(photo))); problem != nil {
		t.Errorf("a picture: %v", problem)
	}
	large := photo
	large.Size++
	for name, other := range map[string]schema.File{"a PDF": offer(), "one too large": large, "a drawing with scripts": {Name: "a.svg", MediaType: "image/svg+xml", Digest: "d"}} {
		if _, problem := f.Parse(office(), json.RawMessage(sent(other))); problem == nil || problem.Key != "field.image" {
			t.Errorf("%s: %v", name, problem)
		}
	}
}

func TestALinkToAnyTypeNamesTheType(t *testing.T) {
	f := fieldOf("link")
	f.Target = ""
	v, problem := f.Parse(office(), json.RawMessage(`{"type":"company","id":"`+ident.ID{9}.String()+`"}`))
	if want := (schema.Ref{Type: 4, ID: ident.ID{9}}); problem != nil || v != want {
		t.Fatalf("read as %v, %v", v, problem)
	}
	kept(t, f, v)
}

func TestNothingIsNothingInEveryKind(t *testing.T) {
	for _, f := range fields() {
		empty := []string{``, `null`}
		switch f.Kind {
		case "link":
			if f.Target == "" {
				empty = append(empty, `{"type":"deal","id":""}`, `{}`)
			}
		case "money":
			empty = append(empty, `""`, `{"amount":null,"currency":"EUR"}`, `{"amount":"","currency":"EUR"}`)
		case "text", "long_text", "email", "url", "phone":
			empty = append(empty, `""`, `" "`, `"\u0000\u0007"`, `" \t\n "`)
		default:
			empty = append(empty, `""`)
		}
		for _, raw := range empty {
			if v, problem := f.Parse(office(), json.RawMessage(raw)); v != nil || problem != nil {
				t.Errorf("%q of kind %s is %v, %v", raw, f.Kind, v, problem)
			}
		}
		scalars := f.Split(nil)
		for _, s := range scalars {
			if !s.IsEmpty() {
				t.Errorf("kind %s keeps %v for nothing", f.Kind, s)
			}
		}
		if v := f.Join(scalars); v != nil {
			t.Errorf("kind %s reads %v where nothing is kept", f.Kind, v)
		}
		if f.Encode(office(), nil) != nil || f.Text(nil) != "" || f.Mask(nil) != nil {
			t.Errorf("kind %s shows something for nothing", f.Kind)
		}
	}
}

func TestKindsRefuseInWords(t *testing.T) {
	for _, test := range []struct{ kind, sent, key string }{
		{"text", `5`, "field.text"},
		{"text", `{"a":1}`, "field.text"},
		{"text", `"` + strings.Repeat("a", 10<<20) + `"`, "field.too_long"},
		{"text", `"` + strings.Repeat("я", schema.MaxText+1) + `"`, "field.too_long"},
		{"long_text", `"` + strings.Repeat("a", schema.MaxLongText+1) + `"`, "field.too_long"},
		{"number", `true`, "field.number"},
		{"number", `1e3`, "field.number"},
		{"number", `"one"`, "field.number"},
		{"number", `0.0000001`, "field.number"},
		{"number", `9223372036855`, "field.number"},
		{"number", `[1]`, "field.number"},
		{"money", `true`, "field.money"},
		{"money", `{"amount":"1.00001","currency":"EUR"}`, "field.money"},
		{"money", `{"amount":"1","currency":"EURO"}`, "field.currency"},
		{"money", `{"amount":"1","currency":"` + strings.Repeat("E", 10<<10) + `"}`, "field.currency"},
		{"money", `{"amount":"1","currency":5}`, "field.money"},
		{"money", `[1]`, "field.money"},
		{"date", `"21.11.2026"`, "field.date"},
		{"date", `"2026-02-30"`, "field.date"},
		{"date", `"0999-12-31"`, "field.date"},
		{"date", `"10000-01-01"`, "field.date"},
		{"date", `20261121`, "field.date"},
		{"date", `"2026-11-21T00:00:00Z"`, "field.date"},
		{"date_time", `"2026-11-21"`, "field.date_time"},
		{"date_time", `"2026-11-21T10:00:00"`, "field.date_time"},
		{"date_time", `"2026-11-21T25:00:00Z"`, "field.date_time"},
		{"date_time", `"9999-12-31T23:59:59-01:00"`, "field.date_time"},
		{"date_time", `"1000-01-01T00:00:00+01:00"`, "field.date_time"},
		{"date_time", `1`, "field.date_time"},
		{"yes_no", `1`, "field.yes_no"},
		{"yes_no", `"perhaps"`, "field.yes_no"},
		{"choice", `"sold"`, "field.choice"},
		{"choice", `["won"]`, "field.text"},
		{"choices", `["won","sold"]`, "field.choice"},
		{"choices", `[1]`, "field.text"},
		{"percent", `"half"`, "field.number"},
		{"address", `7`, "field.address"},
		{"address", `{"street":"` + strings.Repeat("я", 201) + `"}`, "field.too_long"},
		{"file", `"offer.pdf"`, "field.file"},
		{"file", `{"upload":"of another"}`, "field.file"},
		{"file", `{"name":"offer.pdf","size":3}`, "field.file"},
		{"employee", `"` + groupID().String() + `"`, "field.person"},
		{"employee", `"nobody"`, "field.person"},
		{"employee", `7`, "field.text"},
		{"link", `"nothing"`, "field.link"},
		{"link", `{"type":"deal","id":"` + ident.ID{9}.String() + `"}`, "field.link"},
		{"phone", `"call me"`, "field.phone"},
		{"phone", `"` + strings.Repeat("1", 100_000) + `"`, "field.phone"},
		{"email", `"nobody"`, "field.email"},
		{"url", `"javascript:alert(1)"`, "field.url"},
	} {
		v, problem := fieldOf(test.kind).Parse(office(), json.RawMessage(test.sent))
		if problem == nil || problem.Key != test.key || v != nil {
			t.Errorf("%.60s of kind %s is %v, %v; want %s", test.sent, test.kind, v, problem, test.key)
			continue
		}
		for name, arg := range problem.Args {
			if text, ok := arg.(string); ok && len(text) > 300 {
				t.Errorf("kind %s repeats %d bytes of what was sent as {%s}", test.kind, len(text), name)
			}
		}
	}
}

func TestALineIsWhatPeopleSee(t *testing.T) {
	for text, want := range map[string]string{
		"Pier\r\nPort":              "Pier Port",
		" Pier\t\u2028 \u00a0Port ": "Pier Port",
		"Pier\x00\x1b[31m":          "Pier[31m",
		"invoice\u202efdp.exe":      "invoicefdp.exe",
		"\u2066a\u2067b\u2069":      "ab",
		"\u202a\u202b\u202c\u202d":  "",
		"שלום\u200f, Пётр":          "שלום\u200f, Пётр",
		"می\u200cخواهم":             "می\u200cخواهم",
	} {
		if got := schema.Line(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
		raw, err := json.Marshal(text)
		if err != nil {
			t.Fatal(err)
		}
		if v, problem := fieldOf("text").Parse(office(), raw); problem != nil || want != "" && v != want {
			t.Errorf("as a field %q: %v, %v, want %q", text, v, problem, want)
		}
	}
}

func TestTextsAreCleanedOfWhatNoDatabaseKeeps(t *testing.T) {
	f := fieldOf("text")
	for sent, want := range map[string]string{
		`"a\u0000b"`:       "ab",
		"\"a\xffb\"":       "a�b",
		`"\ud800x"`:        "�x",
		`"a\u0007\u001bb"`: "ab",
		`" a\n\tb\u00a0 "`: "a b",
		`"a\u0085b"`:       "ab",
		`"<b>&amp;"`:       "<b>&amp;",
	} {
		if v, problem := f.Parse(office(), json.RawMessage(sent)); problem != nil || v != want {
			t.Errorf("%q is %q, %v; want %q", sent, v, problem, want)
		}
	}
	long := fieldOf("long_text")
	if v, problem := long.Parse(office(), json.RawMessage(`"a\r\n\tb\u0000"`)); problem != nil || v != "a\n\tb" {
		t.Errorf("lines are %q, %v", v, problem)
	}
}

func TestWhatIsComparedFitsAnIndex(t *testing.T) {
	const most = 2600 // bytes, what an index of PostgreSQL takes in one entry
	for kind, text := range map[string]string{
		"text":      strings.Repeat("\ufdfa", schema.MaxText), // one letter that becomes eighteen
		"long_text": strings.Repeat("\U0001f600", schema.MaxText),
		"url":       "https://example.com/" + strings.Repeat("\ufdfa", 600),
	} {
		f := fieldOf(kind)
		v, problem := f.Parse(office(), encoded(t, text))
		if problem != nil {
			t.Errorf("%s: %v", kind, problem)
			continue
		}
		key := f.Split(v)[1].Str
		if len(key) == 0 || len(key) > most || strings.ToValidUTF8(key, "") != key {
			t.Errorf("%s is compared by %d bytes", kind, len(key))
		}
		kept(t, f, v)
	}
}

func TestWordsForFiles(t *testing.T) {
	for _, test := range []struct{ kind, sent, want string }{
		{"text", `"Ёлка"`, "Ёлка"},
		{"number", `-1.50`, "-1.5"},
		{"money", `{"amount":"1054.5","currency":"EUR"}`, "1054.50 EUR"},
		{"date", `"2026-11-21"`, "2026-11-21"},
		{"date_time", `"2026-11-21T10:00:00+03:00"`, "2026-11-21T07:00:00.000Z"},
		{"yes_no", `true`, "yes"},
		{"yes_no", `false`, "no"},
		{"phone", `"8 (495) 123-45-67"`, "+74951234567"},
		{"employee", `"` + employeeID().String() + `"`, ""},
	} {
		f := fieldOf(test.kind)
		v, problem := f.Parse(office(), json.RawMessage(test.sent))
		if problem != nil || f.Text(v) != test.want {
			t.Errorf("%s of kind %s is %q, %v; want %q", test.sent, test.kind, f.Text(v), problem, test.want)
		}
	}
}

func TestWhatIsWrittenAsTextIsReadAsText(t *testing.T) {
	for kind, text := range map[string]string{
		"text": "Порт", "long_text": "a\nb", "number": "-1.5", "date": "2026-11-21", "date_time": "2026-11-21T07:00:00.000Z", "yes_no": "no",
		"choice": "won", "phone": "+74951234567", "email": "a@example.com", "url": "https://example.com",
	} {
		f := fieldOf(kind)
		v, problem := f.ParseText(office(), text)
		if problem != nil || f.Text(v) != text {
			t.Errorf("%q of kind %s is %q, %v", text, kind, f.Text(v), problem)
		}
		if v, problem := f.ParseText(office(), ""); v != nil || problem != nil {
			t.Errorf("no text of kind %s is %v, %v", kind, v, problem)
		}
	}
}

func TestMask(t *testing.T) {
	for _, test := range []struct {
		kind, sent string
		want       any
	}{
		{"text", `"1234567"`, "••••"},
		{"text", `"12345678"`, "•••• 5678"},
		{"phone", `"+74951234567"`, "•••• 4567"},
		{"email", `"почта@пример.рф"`, "•••• р.рф"},
		{"choice", `"won"`, "••••"},
		{"number", `123456789`, "••••"},
		{"money", `123456789`, "••••"},
		{"yes_no", `false`, "••••"},
		{"date", `"2026-11-21"`, "••••"},
		{"employee", `"` + employeeID().String() + `"`, "••••"},
		{"link", `"` + ident.ID{9}.String() + `"`, "••••"},
	} {
		f := fieldOf(test.kind)
		v, problem := f.Parse(office(), json.RawMessage(test.sent))
		if problem != nil || f.Mask(v) != test.want {
			t.Errorf("%s of kind %s is masked as %v, %v; want %v", test.sent, test.kind, f.Mask(v), problem, test.want)
		}
	}
}

// A desk is sent the end of a value and no more: it keeps and shows it as it came.
func TestAFieldOfWhichOnlyTheEndsAreKeptIsShownAsItIs(t *testing.T) {
	for _, kind := range []string{schema.KindPhone, schema.KindMoney, schema.KindDate, schema.KindEmployee} {
		f := &schema.Field{Name: "secret", Kind: kind, Shortened: true}
		const came = "•••• 1234"
		kept := f.Join(f.Split(came))
		if kept != came || f.Mask(kept) != came || len(f.Columns()) == 0 {
			t.Errorf("%s: %v is kept, %v shown", kind, kept, f.Mask(kept))
		}
	}
}
