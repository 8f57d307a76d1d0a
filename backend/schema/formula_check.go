package schema

import "kontora/backend/locale"

// measure is what the values of a formula are: plain numbers, percentages and yes or no among them, amounts of money, days or moments.
type measure uint8

const (
	noMeasure measure = iota
	plain
	amount
	aDay
	aMoment
)

// measureOf is what the values of a kind of field measure; noMeasure of those that are not calculated with.
func measureOf(kind string) measure {
	switch kind {
	case KindNumber, KindPercent, KindYesNo:
		return plain
	case KindMoney:
		return amount
	case KindDate:
		return aDay
	case KindDateTime:
		return aMoment
	}
	return noMeasure
}

// fits reports whether a calculated field whose result is of the kind can hold values of the measure.
func (m measure) fits(kind string) bool {
	return m == amount && kind == KindMoney || m == plain && kind != KindMoney
}

// together is what an operation on two measures makes; noMeasure where they do not fit.
func together(sign rune, left, right measure) measure {
	switch {
	case left == plain && right == plain:
		return plain
	case sign == '*' && left != right && left <= amount && right <= amount:
		return amount
	case sign == '/' && left == amount && right == plain:
		return amount
	case sign == '/' && left == amount && right == amount:
		return plain
	case (sign == '+' || sign == '-') && left == amount && right == amount:
		return amount
	case sign == '-' && left == right && left > amount:
		return plain
	}
	return noMeasure
}

// measures finds out what a formula makes of the fields of a type.
func (f *formula) measures(t *ElementType) (measure, *locale.Text) {
	switch f.sign {
	case signNumber:
		return plain, nil
	case signName:
		field, ok := t.Field(f.field)
		if !ok {
			return noMeasure, say("schema.formula_field", "name", firstRunes(f.field, 40))
		}
		if m := measureOf(field.ValueKind()); m != noMeasure {
			return m, nil
		}
		return noMeasure, say("schema.formula_kind", "field", field.Labels)
	case signNegative:
		m, problem := f.left.measures(t)
		if problem == nil && m > amount {
			return noMeasure, say("schema.formula_fit", "sign", "-")
		}
		return m, problem
	}
	left, problem := f.left.measures(t)
	if problem != nil {
		return noMeasure, problem
	}
	right, problem := f.right.measures(t)
	if problem != nil {
		return noMeasure, problem
	}
	made := together(f.sign, left, right)
	if made == noMeasure {
		return noMeasure, say("schema.formula_fit", "sign", string(f.sign))
	}
	return made, nil
}
