package schema_test

import (
	"encoding/json"
	"testing"

	"kontora/backend/ident"
	"kontora/backend/schema"
)

// fuzz sends anything to a kind: it never panics, and what it takes can be kept, found, shown and read again.
func fuzz(f *testing.F, field *schema.Field, seeds ...string) {
	f.Helper()
	for _, seed := range append(seeds, ``, `null`, `{}`, `[]`, `0`, `"\u0000"`, `"`, "\"\xff\"", `{"amount"`, `-`) {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if !json.Valid(raw) {
			return // what is no JSON has been refused before
		}
		v, problem := field.Parse(office(), raw)
		switch {
		case problem != nil && v != nil:
			t.Fatalf("%q is both %v and refused", raw, v)
		case problem == nil && v != nil:
			kept(t, field, v)
			_, _ = field.Text(v), field.Mask(v)
		}
	})
}

func FuzzParseText(f *testing.F) { fuzz(f, fieldOf("text"), `"Ёлка"`, `"\ufdfa\u0308"`, `" \t"`) }

func FuzzParseLongText(f *testing.F) { fuzz(f, fieldOf("long_text"), `"a\r\nb\r"`, `"\r"`) }

func FuzzParseNumber(f *testing.F) { fuzz(f, fieldOf("number"), `-1.5`, `"12 "`, `1e5`, `"\u0031"`) }

func FuzzParseMoney(f *testing.F) {
	fuzz(f, fieldOf("money"), `5`, `"7.5"`, `{"amount":"1","currency":"rub"}`, `{"amount":null}`, `{"amount":{"amount":1}}`)
}

func FuzzParseDate(f *testing.F) { fuzz(f, fieldOf("date"), `"2026-11-21"`, `"1000-01-01"`) }

func FuzzParseDateTime(f *testing.F) {
	fuzz(f, fieldOf("date_time"), `"2026-11-21T10:00:00+03:00"`, `"9999-12-31T23:59:59-23:59"`, `"2026-11-21T10:00:00,5Z"`)
}

func FuzzParseYesNo(f *testing.F) { fuzz(f, fieldOf("yes_no"), `true`, `"no"`) }

func FuzzParseChoice(f *testing.F) { fuzz(f, fieldOf("choice"), `"won"`, `"отказ"`) }

func FuzzParsePhone(f *testing.F) {
	fuzz(f, fieldOf("phone"), `"8 (495) 123-45-67"`, `"+1 212 555 0100 ext. 5"`, `"1-800-FLOWERS"`, `"tel:+1;phone-context=+7"`)
}

func FuzzParseEmail(f *testing.F) {
	fuzz(f, fieldOf("email"), `"почта@xn--e1afmkfd.xn--p1ai"`, `"\"a b\"@example.com"`, `"a@[::1]"`, `"a@xn--"`)
}

func FuzzParseURL(f *testing.F) {
	fuzz(f, fieldOf("url"), `"example.com"`, `"https://[::1%25eth0]/"`, `"javascript:alert(1)"`, `"HTTP://a"`)
}

func FuzzParseEmployee(f *testing.F) {
	fuzz(f, fieldOf("employee"), `"`+employeeID().String()+`"`, `"`+groupID().String()+`"`)
}

func FuzzParseLink(f *testing.F) { fuzz(f, fieldOf("link"), `"`+ident.ID{9}.String()+`"`) }

func FuzzParseLinkToAny(f *testing.F) {
	field := fieldOf("link")
	field.Target = ""
	fuzz(f, field, `{"type":"deal","id":"`+ident.ID{9}.String()+`"}`, `{"type":"nothing","id":"x"}`)
}

func FuzzParsePercent(f *testing.F) { fuzz(f, fieldOf("percent"), `12.5`, `"95 %"`, `"%"`, `"1%%"`) }

func FuzzParseChoices(f *testing.F) {
	fuzz(f, fieldOf("choices"), `["won","отказ"]`, `"won; отказ"`, `[null]`, `["won",1]`, `";"`, `"\nwon\n"`)
}

func FuzzParseAddress(f *testing.F) {
	fuzz(f, fieldOf("address"), `{"street":"Kaistraße 12","city":"Hamburg"}`, `"Hamburg"`, `{"city":" \u202e "}`, `{"street":null}`, `{"street":"\u0308"}`)
}

func FuzzParseFile(f *testing.F) {
	fuzz(f, fieldOf("file"), sent(offer()), `{"upload":"{}"}`, `{"upload":{}}`, `"offer.pdf"`)
}
