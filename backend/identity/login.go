package identity

import (
	"strings"
	"unicode"

	"golang.org/x/net/idna"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"kontora/backend/fault"
)

// MaxLogin bounds a login, in bytes; an e-mail address may have 254.
const MaxLogin = 254

// LoginKey is the form in which logins are compared: case and compatibility forms do not count, ё is е, and a domain is the same
// written in letters or in its xn-- form. Equal keys are one login.
func LoginKey(login string) string {
	key := strings.ToValidUTF8(login, "\uFFFD")
	// One step can bring forth what another step changes (a form that folds, an ё that composes), so the steps go on until nothing
	// changes. They settle in two or three rounds; the bound is for letters nobody has thought of.
	for range 8 {
		next := keyStep(key)
		if next == key {
			break
		}
		key = next
	}
	return key
}

func keyStep(key string) string {
	key = fold(strings.TrimSpace(key))
	local, domain, isAddress := cutLast(key, "@")
	if !isAddress {
		return key
	}
	if letters, err := idna.ToUnicode(domain); err == nil {
		domain = fold(letters)
	}
	return local + "@" + domain
}

func fold(text string) string {
	return strings.ReplaceAll(norm.NFKC.String(cases.Fold().String(norm.NFKC.String(text))), "ё", "е")
}

func cutLast(text, separator string) (before, after string, found bool) {
	at := strings.LastIndex(text, separator)
	if at < 0 {
		return text, "", false
	}
	return text[:at], text[at+len(separator):], true
}

// unreadable reports whether a character is none that a person sees: a control, one put for what was no text, or one that turns the order
// of letters round.
func unreadable(r rune) bool {
	return unicode.IsControl(r) || r == '\uFFFD' || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// CheckLogin refuses what cannot be a login, as an error about the field login.
func CheckLogin(login string) error {
	switch {
	case strings.TrimSpace(login) == "":
		return fault.Field("login", "identity.login_empty")
	case len(login) > MaxLogin:
		return fault.Field("login", "identity.login_long", "max", MaxLogin)
	case strings.ContainsFunc(login, unreadable):
		return fault.Field("login", "identity.login_letters")
	}
	return nil
}
