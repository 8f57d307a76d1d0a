// Package dial brings numbers that people type into the form in which they are kept, and back into what is dialled from the company's
// phones. It knows the world's numbering plans and the company's own rules, and nothing of who calls whom.
package dial

import (
	"slices"
	"strings"

	"github.com/nyaruka/phonenumbers"
)

// Bounds of what is looked at as a phone number, and of the rules.
const (
	maxText     = 60 // bytes
	MaxOutside  = 4  // digits for an outside line
	MaxInternal = 6  // digits of a number within the company
)

// Rules are a company's own, on top of the numbering plan of its country.
type Rules struct {
	Outside  string `json:"outside,omitempty"`  // digits dialled before a number outside the company
	Internal int    `json:"internal,omitempty"` // numbers of up to so many digits are within the company and left as they are; 0: none is
}

// Plan is how numbers are read and dialled at one place.
type Plan struct {
	Country string // ISO 3166: whose numbers are written without a country code
	Rules
}

// Read turns a number in any notation into E.164 (+74951234567), and leaves one within the company as its digits. One that can only be
// dialled within a town is refused, and so is one with an extension, which E.164 would lose.
//
// Digits for an outside line are taken off where they are set apart by a comma, and else only from what is no number with them.
func (p Plan) Read(text string) (string, bool) {
	if len(text) > maxText {
		return "", false
	}
	text = strings.TrimSpace(text)
	if p.IsInternal(text) {
		return digits(text), true
	}
	rest, apart, outside := p.afterOutside(text)
	if apart {
		return p.e164(rest)
	}
	if number, ok := p.e164(text); ok || !outside {
		return number, ok
	}
	return p.e164(rest)
}

// e164 is false for what would be another number when it is read again: zeros before a number that mean nothing in its country.
func (p Plan) e164(text string) (string, bool) {
	kept, ok := p.possible(text)
	if !ok {
		return "", false
	}
	if again, ok := p.possible(kept); !ok || again != kept {
		return "", false
	}
	return kept, true
}

func (p Plan) possible(text string) (string, bool) {
	number, err := phonenumbers.Parse(text, p.Country)
	if err != nil || number.GetExtension() != "" || phonenumbers.IsPossibleNumberWithReason(number) != phonenumbers.IS_POSSIBLE {
		return "", false
	}
	return phonenumbers.Format(number, phonenumbers.E164), true
}

// Extension is the one that a number was written with; empty for none.
func (p Plan) Extension(text string) string {
	if len(text) > maxText {
		return ""
	}
	number, err := phonenumbers.Parse(text, p.Country)
	if err != nil {
		return ""
	}
	return number.GetExtension()
}

// IsInternal reports whether a number is one within the company.
func (p Plan) IsInternal(text string) bool {
	count := len(digits(text))
	return count > 0 && count <= p.Internal && strings.Trim(text, "0123456789-(). ") == ""
}

// afterOutside is what follows the digits for an outside line, and whether a comma sets them apart; false when the text does not begin
// with them.
func (p Plan) afterOutside(text string) (rest string, apart, ok bool) {
	rest, ok = strings.CutPrefix(text, p.Outside)
	if p.Outside == "" || !ok {
		return text, false, false
	}
	trimmed := strings.TrimLeft(rest, " -.,;w")
	return trimmed, strings.ContainsAny(rest[:len(rest)-len(trimmed)], ",;w"), trimmed != ""
}

// Dialled is what is dialled to reach a number as Read returns it: in one's own country with the prefix used there, abroad with the one for
// going abroad, and the digits for an outside line before both.
func (p Plan) Dialled(number string) string {
	if p.IsInternal(number) {
		return digits(number)
	}
	parsed, err := phonenumbers.Parse(number, p.Country)
	if err != nil {
		return digits(number)
	}
	if int(parsed.GetCountryCode()) == phonenumbers.GetCountryCodeForRegion(p.Country) {
		return p.Outside + phonenumbers.GetNddPrefixForRegion(p.Country, true) + phonenumbers.GetNationalSignificantNumber(parsed)
	}
	return p.Outside + digits(phonenumbers.FormatOutOfCountryCallingNumber(parsed, p.Country))
}

// leastPart is how many digits must be left of a part of a number once prefixes are taken off: shorter ones are found everywhere.
const leastPart = 6

// Parts are further digits by which the beginning of a number can be found, as it was typed with prefixes that are not kept with it.
func (p Plan) Parts(text string) []string {
	if len(text) > maxText || strings.Trim(text, "0123456789+-(). ,;") != "" {
		return nil
	}
	typed := []string{text}
	if rest, _, ok := p.afterOutside(strings.TrimSpace(text)); ok {
		typed = append(typed, rest)
	}
	trunk := phonenumbers.GetNddPrefixForRegion(p.Country, true)
	var parts []string
	add := func(part string) {
		if part = strings.TrimLeft(part, "0"); len(part) >= leastPart && !slices.Contains(parts, part) {
			parts = append(parts, part)
		}
	}
	for i, each := range typed {
		all := digits(each)
		if i > 0 {
			add(all)
		}
		if rest, ok := strings.CutPrefix(all, trunk); ok && trunk != "" && !strings.HasPrefix(each, "+") {
			add(rest)
		}
	}
	return parts
}

func digits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}
