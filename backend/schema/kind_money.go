package schema

import (
	"bytes"
	"encoding/json"
	"strings"

	"golang.org/x/text/currency"

	"kontora/backend/locale"
	"kontora/backend/query"
)

// Money is an amount of a currency.
type Money struct {
	Amount   int64  // of 10^-4
	Currency string // ISO 4217
}

type moneyJSON struct {
	Amount   json.RawMessage `json:"amount"`
	Currency string          `json:"currency"`
}

// MoneyJSON is an amount as the API sends it.
type MoneyJSON struct {
	Amount   string `json:"amount" doc:"a decimal number" example:"1054.00"`
	Currency string `json:"currency" doc:"ISO 4217" example:"EUR"`
}

// JSON is the amount as the API sends it, with the decimals usual for the currency.
func (m Money) JSON() MoneyJSON {
	return MoneyJSON{Amount: formatDecimal(m.Amount, moneyScale, currencyDecimals(m.Currency)), Currency: m.Currency}
}

// moneyKind is an amount with its currency. Amounts are compared as numbers; a constant that names a currency matches only that currency.
type moneyKind struct{}

func (moneyKind) Name() string { return KindMoney }

func (moneyKind) Columns() []Column {
	return []Column{{Type: IntegerColumn}, {Name: "__currency", Type: TextColumn}}
}

func (moneyKind) Compared() string { return "" }

func (moneyKind) Parse(c Context, _ *Field, raw json.RawMessage) (Value, *locale.Text) {
	money, _, problem := parseMoney(c, raw)
	if problem != nil || money == (Money{}) {
		return nil, problem
	}
	return money, nil
}

// parseMoney reads {"amount", "currency"} or a bare number; named tells whether a currency was given.
func parseMoney(c Context, raw json.RawMessage) (money Money, named bool, problem *locale.Text) {
	sent := moneyJSON{}
	if !bytes.HasPrefix(bytes.TrimSpace(raw), []byte("{")) {
		sent.Amount = raw
	} else {
		sent.Amount = nil // it would be decoded over raw itself
		if err := json.Unmarshal(raw, &sent); err != nil {
			return Money{}, false, say("field.money")
		}
		if isNull(sent.Amount) {
			return Money{}, false, nil
		}
	}
	text := strings.Trim(string(sent.Amount), `" `)
	if text == "" {
		return Money{}, false, nil
	}
	amount, ok := parseDecimal(text, moneyScale)
	if !ok {
		return Money{}, false, say("field.money")
	}
	named = sent.Currency != ""
	if !named {
		sent.Currency = c.Currency
	}
	unit, err := currency.ParseISO(sent.Currency)
	if err != nil {
		return Money{}, false, say("field.currency", "currency", firstRunes(sent.Currency, 10))
	}
	return Money{Amount: amount, Currency: unit.String()}, named, nil
}

func currencyDecimals(code string) int {
	unit, err := currency.ParseISO(code)
	if err != nil {
		return 2
	}
	decimals, _ := currency.Standard.Rounding(unit)
	return decimals
}

func (moneyKind) Encode(_ Context, _ *Field, v Value) any {
	money, _ := v.(Money)
	return money.JSON()
}

func (moneyKind) Split(v Value) []query.Scalar {
	money, _ := v.(Money)
	return []query.Scalar{query.Int(money.Amount), query.Str(money.Currency)}
}

func (moneyKind) Join(columns []query.Scalar) Value {
	if columns[0].IsEmpty() {
		return nil
	}
	return Money{Amount: columns[0].Int, Currency: columns[1].Str}
}

func (moneyKind) Text(v Value) string {
	money, _ := v.(Money)
	sent := money.JSON()
	return sent.Amount + " " + sent.Currency
}

func (moneyKind) Ops() []query.Op { return ordered() }

func (moneyKind) Test(c Context, f *Field, op query.Op, raw json.RawMessage) (query.Node, *locale.Text) {
	currencies := make(map[string]bool)
	node, problem := compareTest(f, f.Compared(), op, raw, func(raw json.RawMessage) (query.Scalar, *locale.Text) {
		money, named, problem := parseMoney(c, raw)
		if named {
			currencies[money.Currency] = true
		}
		return query.Int(money.Amount), problem
	})
	if problem != nil || len(currencies) == 0 {
		return node, problem
	}
	if len(currencies) > 1 {
		return query.Node{}, say("field.one_currency")
	}
	for code := range currencies {
		currency := query.Str(code)
		if op == query.NotEqual || op == query.NotIn {
			return query.Or(node, query.Test(f.column("__currency"), query.NotEqual, currency)), nil
		}
		return query.And(node, query.Test(f.column("__currency"), query.Equal, currency)), nil
	}
	return node, nil
}
