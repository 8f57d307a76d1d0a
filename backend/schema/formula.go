package schema

import (
	"math/big"

	"kontora/backend/locale"
)

// Bounds of a formula, so that reading and working it out takes little whatever anybody writes.
const (
	MaxFormula     = 500 // characters
	maxParentheses = 30  // one within the other
)

// formula is a part of a formula: a constant, a field, or an operation on one or two others.
type formula struct {
	sign        rune // '+', '-', '*', '/', 'm' for the negative of left, '#' for a constant, 'a' for a field
	left, right *formula
	number      *big.Rat
	field       string
}

const signNegative = 'm'

// parser reads a formula by descent: sums of products of parts.
type parser struct {
	tokens []token
	at     int
	depth  int
}

// parseFormula reads a formula over the names of fields. Its problem names the place from which it cannot be read on.
func parseFormula(text string) (*formula, *locale.Text) {
	runes := []rune(text)
	if len(runes) > MaxFormula {
		return nil, say("schema.formula_long", "max", MaxFormula)
	}
	tokens, bad := scan(runes)
	if bad > 0 {
		return nil, unreadable(runes, bad)
	}
	p := &parser{tokens: tokens}
	root, ok := p.sum()
	if !ok || p.now().sign != signEnd {
		return nil, unreadable(runes, p.now().at)
	}
	return root, nil
}

func unreadable(text []rune, at int) *locale.Text {
	const shown = 12
	if at > len(text) {
		return say("schema.formula_ends")
	}
	return say("schema.formula_unreadable", "rest", firstRunes(string(text[at-1:]), shown))
}

func (p *parser) now() token { return p.tokens[p.at] }

// take goes past the token if it is one of the signs.
func (p *parser) take(signs ...rune) (rune, bool) {
	for _, sign := range signs {
		if p.now().sign == sign {
			p.at++
			return sign, true
		}
	}
	return 0, false
}

func (p *parser) sum() (*formula, bool) { return p.chain(p.product, '+', '-') }

func (p *parser) product() (*formula, bool) { return p.chain(p.part, '*', '/') }

// chain reads parts with the operators between them, from left to right.
func (p *parser) chain(part func() (*formula, bool), signs ...rune) (*formula, bool) {
	left, ok := part()
	for ok {
		sign, more := p.take(signs...)
		if !more {
			return left, true
		}
		var right *formula
		right, ok = part()
		left = &formula{sign: sign, left: left, right: right}
	}
	return nil, false
}

// part reads a constant, a field, a negative, or what stands in parentheses.
func (p *parser) part() (*formula, bool) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxParentheses {
		return nil, false
	}
	t := p.now()
	switch t.sign {
	case signNumber:
		p.at++
		return &formula{sign: signNumber, number: t.number}, true
	case signName:
		p.at++
		return &formula{sign: signName, field: t.name}, true
	case '-':
		p.at++
		of, ok := p.part()
		return &formula{sign: signNegative, left: of}, ok
	case '(':
		p.at++
		inner, ok := p.sum()
		if _, closed := p.take(')'); !ok || !closed {
			return nil, false
		}
		return inner, true
	}
	return nil, false
}

// names calls fn with every field that the formula names.
func (f *formula) names(fn func(name string)) {
	if f == nil {
		return
	}
	if f.sign == signName {
		fn(f.field)
	}
	f.left.names(fn)
	f.right.names(fn)
}
