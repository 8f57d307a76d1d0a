package schema

import (
	"math/big"
	"strings"
	"unicode"
)

// token is one sign of a formula: an operator or parenthesis by itself, a name, or a number.
type token struct {
	sign   rune     // of an operator or parenthesis, '#' of a number, 'a' of a name, 0 at the end
	name   string   // of a name
	number *big.Rat // of a number
	at     int      // its place in the formula, in characters from 1
}

const (
	signEnd    = rune(0)
	signNumber = '#'
	signName   = 'a'
)

// longestNumber bounds the digits of a constant.
const longestNumber = 15

// scan cuts a formula into tokens. bad is the place of a character that belongs to no formula, 0 when there is none.
func scan(text []rune) (tokens []token, bad int) {
	for at := 0; at < len(text); {
		r := text[at]
		switch {
		case unicode.IsSpace(r):
			at++
		case r >= '0' && r <= '9':
			t, next, ok := scanNumber(text, at)
			if !ok {
				return nil, at + 1
			}
			tokens, at = append(tokens, t), next
		case r >= 'a' && r <= 'z':
			next := at
			for next < len(text) && inName(text[next]) {
				next++
			}
			tokens = append(tokens, token{sign: signName, name: string(text[at:next]), at: at + 1})
			at = next
		default:
			sign := operator(r)
			if sign == signEnd {
				return nil, at + 1
			}
			tokens = append(tokens, token{sign: sign, at: at + 1})
			at++
		}
	}
	return append(tokens, token{sign: signEnd, at: len(text) + 1}), 0
}

func inName(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '_' }

// operator is the plain sign of an operator or parenthesis, however it is typed; signEnd of anything else.
func operator(r rune) rune {
	switch r {
	case '+', '-', '*', '/', '(', ')':
		return r
	case '×', '·':
		return '*'
	case '÷', ':':
		return '/'
	case '−', '–':
		return '-'
	}
	return signEnd
}

// scanNumber reads a constant such as 0.5 or 20%.
func scanNumber(text []rune, at int) (t token, next int, ok bool) {
	next = at
	for next < len(text) && (text[next] >= '0' && text[next] <= '9' || text[next] == '.') {
		next++
	}
	digits := string(text[at:next])
	if len(digits) > longestNumber || strings.Count(digits, ".") > 1 || strings.HasSuffix(digits, ".") {
		return token{}, 0, false
	}
	number, ok := new(big.Rat).SetString(digits)
	if next < len(text) && text[next] == '%' {
		number.Quo(number, big.NewRat(certain, 1))
		next++
	}
	return token{sign: signNumber, number: number, at: at + 1}, next, ok
}
