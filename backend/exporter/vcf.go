package exporter

import (
	"bufio"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"kontora/backend/fault"
	"kontora/backend/record"
	"kontora/backend/schema"
)

// maxLineOctets is where lines of a vCard are folded (RFC 6350, 3.2).
const maxLineOctets = 75

// vcfFile writes records of people and companies as vCards, version 4.0 (RFC 6350). Masked values are left out: they name nobody.
type vcfFile struct {
	out    *bufio.Writer
	t      *schema.ElementType
	fields []*schema.Field
}

func newVCF(out io.Writer, r Reader, t *schema.ElementType, wanted []string) (*vcfFile, error) {
	if !slices.Contains([]string{schema.TypeContact, schema.TypeEmployee, schema.TypeCompany}, t.Name) {
		return nil, fault.Field("format", "http.no_vcard", "type", t.Labels.Many)
	}
	v := &vcfFile{out: bufio.NewWriter(out), t: t}
	for _, f := range newTable(r, t, wanted).fields {
		if r.Rights.Field(t, f) != schema.Masked {
			v.fields = append(v.fields, f)
		}
	}
	return v, nil
}

func (v *vcfFile) Write(page record.Page) error {
	for _, item := range page.Items {
		v.card(item, page.Names)
	}
	return v.out.Flush()
}

func (*vcfFile) Close() {}

func (v *vcfFile) Finish() error { return v.out.Flush() }

// card writes one record; what goes wrong is told by the next Flush.
func (v *vcfFile) card(item record.View, names record.Names) {
	text := func(name string) string {
		for _, f := range v.fields {
			if f.Name == name {
				return textOf(f, item.Fields[name], names)
			}
		}
		return ""
	}
	v.line("BEGIN", "VCARD")
	v.line("VERSION", "4.0")
	v.line("KIND", map[bool]string{true: "org", false: "individual"}[v.t.Name == schema.TypeCompany])
	v.line("UID", escaped("urn:kontora:"+item.ID.String()))
	v.line("REV", strings.NewReplacer("-", "", ":", "").Replace(item.UpdatedAt))
	v.line("FN", escaped(text(schema.FieldName)))
	if last, first := text("last_name"), text("first_name"); last != "" || first != "" {
		v.line("N", strings.Join([]string{escaped(last), escaped(first), escaped(text("patronymic")), "", ""}, ";"))
	}
	if v.t.Name == schema.TypeCompany {
		v.line("ORG", escaped(text(schema.FieldName)))
	}
	for _, f := range v.fields {
		if name, value := v.property(f, item.Fields[f.Name], names); value != "" {
			v.line(name, value)
		}
	}
	v.line("END", "VCARD")
}

// property is what a field says of a person or company in the words of a vCard; an empty value says nothing.
func (v *vcfFile) property(f *schema.Field, value any, names record.Names) (name, text string) {
	text = escaped(textOf(f, value, names))
	switch f.Kind {
	case schema.KindPhone:
		if f.Name == "mobile" {
			return "TEL;TYPE=cell", text
		}
		return "TEL;TYPE=work", text
	case schema.KindEmail:
		return "EMAIL", text
	case schema.KindURL:
		return "URL", text
	case schema.KindAddress:
		if a, ok := value.(schema.Address); ok {
			parts := []string{"", "", escaped(a.Street), escaped(a.City), escaped(a.Region), escaped(a.Postcode), escaped(a.Country)}
			return "ADR", strings.Join(parts, ";")
		}
	case schema.KindLink:
		if f.Target == schema.TypeCompany && v.t.Name != schema.TypeCompany {
			return "ORG", text
		}
	}
	switch f.Name {
	case "post":
		return "TITLE", text
	case "birthday":
		return "BDAY", strings.ReplaceAll(text, "-", "")
	case "comment", "about":
		return "NOTE", text
	case "address":
		return "ADR;LABEL=\"" + strings.Map(inParameter, textOf(f, value, names)) + "\"", ";;" + text + ";;;;"
	}
	return "", ""
}

// inParameter leaves out what may not stand in the value of a parameter.
func inParameter(r rune) rune {
	if r == '"' || r < ' ' {
		return ' '
	}
	return r
}

// escaped is text as the value of a property (RFC 6350, 3.4).
func escaped(text string) string {
	return strings.NewReplacer(`\`, `\\`, ",", `\,`, ";", `\;`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`).Replace(text)
}

// line writes a property, folded so that no line is too long and no character is cut.
func (v *vcfFile) line(name, value string) {
	rest, room := name+":"+value, maxLineOctets
	for len(rest) > room {
		at := room
		for at > 0 && !utf8.RuneStart(rest[at]) {
			at--
		}
		_, _ = v.out.WriteString(rest[:at] + "\r\n ") // bufio keeps the error for Flush
		rest, room = rest[at:], maxLineOctets-1
	}
	_, _ = v.out.WriteString(rest + "\r\n")
}
