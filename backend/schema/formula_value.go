package schema

import "math/big"

// quantity is a value within a formula. Percentages are shares of one, days and moments count in days. An empty one holds nothing.
type quantity struct {
	number   *big.Rat // nil when empty
	currency string   // of an amount
	day      bool     // it tells when, not how much: an empty one cannot count as nothing
}

// of works the formula out. What there is no answer to is empty: a division by nothing, amounts of two currencies together.
func (f *formula) of(value func(name string) quantity) quantity {
	switch f.sign {
	case signNumber:
		return quantity{number: f.number}
	case signName:
		return value(f.field)
	case signNegative:
		of := f.left.of(value)
		if of.number != nil {
			of.number = new(big.Rat).Neg(of.number)
		}
		return of
	}
	left, right := f.left.of(value), f.right.of(value)
	switch f.sign {
	case '+', '-':
		return left.plus(right, f.sign == '-')
	case '*':
		return left.times(right)
	}
	return left.over(right)
}

// plus adds, or takes away. One that is empty counts as nothing; two are empty together.
func (q quantity) plus(other quantity, away bool) quantity {
	zero := new(big.Rat)
	switch {
	case q.number == nil && other.number == nil, q.day && (q.number == nil || other.number == nil):
		return quantity{}
	case q.number == nil:
		q = quantity{number: zero, currency: other.currency}
	case other.number == nil:
		other = quantity{number: zero, currency: q.currency}
	}
	if q.currency != other.currency {
		return quantity{}
	}
	made := quantity{number: new(big.Rat), currency: q.currency}
	if away {
		made.number.Sub(q.number, other.number)
	} else {
		made.number.Add(q.number, other.number)
	}
	return made
}

func (q quantity) times(other quantity) quantity {
	if q.number == nil || other.number == nil {
		return quantity{}
	}
	return quantity{number: new(big.Rat).Mul(q.number, other.number), currency: q.currency + other.currency} // at most one is an amount
}

func (q quantity) over(other quantity) quantity {
	if q.number == nil || other.number == nil || other.number.Sign() == 0 || other.currency != "" && q.currency != other.currency {
		return quantity{}
	}
	made := quantity{number: new(big.Rat).Quo(q.number, other.number)}
	if other.currency == "" {
		made.currency = q.currency
	}
	return made
}

// asQuantity is what a value of a kind is within a formula.
func asQuantity(kind string, v Value) quantity {
	const perUnit, perAmount = percentScale, 10_000
	switch v := v.(type) {
	case Money:
		return quantity{number: big.NewRat(v.Amount, perAmount), currency: v.Currency}
	case bool:
		if v {
			return quantity{number: big.NewRat(1, 1)}
		}
		return quantity{number: new(big.Rat)}
	case int64:
		switch kind {
		case KindPercent:
			return quantity{number: big.NewRat(v, perUnit*certain)}
		case KindDate:
			return quantity{number: big.NewRat(v, 1), day: true}
		case KindDateTime:
			return quantity{number: big.NewRat(v, dayMillis), day: true}
		}
		return quantity{number: big.NewRat(v, perUnit)}
	}
	return quantity{day: kind == KindDate || kind == KindDateTime}
}

// asValue is a quantity as a field of a kind holds it: half a unit is rounded away from zero, an amount to what its currency can be paid in.
// What is too large to be kept is empty.
func (q quantity) asValue(kind string) Value {
	if q.number == nil || (kind == KindMoney) != (q.currency != "") {
		return nil
	}
	switch kind {
	case KindMoney:
		return asMoney(q)
	case KindPercent:
		return kept(rounded(q.number, percentScale*certain))
	}
	return kept(rounded(q.number, percentScale))
}

func asMoney(q quantity) Value {
	digits := min(currencyDecimals(q.currency), moneyScale)
	n, ok := rounded(q.number, power(digits))
	scaled := new(big.Int).Mul(big.NewInt(n), big.NewInt(power(moneyScale-digits)))
	if !ok || !scaled.IsInt64() {
		return nil
	}
	return Money{Amount: scaled.Int64(), Currency: q.currency}
}

func kept(n int64, ok bool) Value {
	if !ok {
		return nil
	}
	return n
}

// rounded is the number in units of which so many make one.
func rounded(number *big.Rat, units int64) (int64, bool) {
	scaled := new(big.Rat).Mul(number, big.NewRat(units, 1))
	twice := new(big.Int).Lsh(scaled.Num(), 1)
	twice.Abs(twice).Add(twice, scaled.Denom())
	n := twice.Quo(twice, new(big.Int).Lsh(scaled.Denom(), 1))
	if scaled.Sign() < 0 {
		n.Neg(n)
	}
	return n.Int64(), n.IsInt64()
}

func power(digits int) int64 {
	n := int64(1)
	for range digits {
		n *= 10
	}
	return n
}
