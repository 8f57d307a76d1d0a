package schema_test

import (
	"encoding/json"
	"testing"

	"kontora/backend/query"
	"kontora/backend/schema"
)

func TestMoneyIsShownWithTheDecimalsOfItsCurrency(t *testing.T) {
	f := fieldOf("money")
	for sent, want := range map[string]schema.MoneyJSON{
		`{"amount":"1054","currency":"EUR"}`:     {Amount: "1054.00", Currency: "EUR"},
		`{"amount":"1054","currency":"JPY"}`:     {Amount: "1054", Currency: "JPY"},
		`{"amount":"1.5","currency":"KWD"}`:      {Amount: "1.500", Currency: "KWD"},
		`{"amount":"1.2345","currency":"JPY"}`:   {Amount: "1.2345", Currency: "JPY"},
		`{"amount":"-0.5","currency":"rub"}`:     {Amount: "-0.50", Currency: "RUB"},
		`{"amount":0,"currency":"USD"}`:          {Amount: "0.00", Currency: "USD"},
		`12`:                                     {Amount: "12.00", Currency: "EUR"},
		`"12"`:                                   {Amount: "12.00", Currency: "EUR"},
		`{"amount":"12"}`:                        {Amount: "12.00", Currency: "EUR"},
		`{"currency":"USD","amount":"9.99"}`:     {Amount: "9.99", Currency: "USD"},
		` {"amount":"7","currency":"USD","x":1}`: {Amount: "7.00", Currency: "USD"},
	} {
		v, problem := f.Parse(office(), json.RawMessage(sent))
		if problem != nil || f.Encode(office(), v) != want {
			t.Errorf("%s is sent as %v, %v; want %v", sent, f.Encode(office(), v), problem, want)
		}
	}
}

func TestMoneyNeedsACurrency(t *testing.T) {
	c := office()
	c.Currency = ""
	if v, problem := fieldOf("money").Parse(c, json.RawMessage(`12`)); problem == nil || problem.Key != "field.currency" {
		t.Errorf("an amount of a company without a currency is %v, %v", v, problem)
	}
	if v, problem := fieldOf("money").Parse(c, json.RawMessage(`{"amount":"12","currency":"USD"}`)); problem != nil || v == nil {
		t.Errorf("an amount that names its currency: %v", problem)
	}
}

func TestMoneyIsComparedWithinACurrency(t *testing.T) {
	f := fieldOf("money")
	euros, dollars := schema.Money{Amount: 100_0000, Currency: "EUR"}, schema.Money{Amount: 100_0000, Currency: "USD"}
	for _, test := range []struct {
		op             query.Op
		value          string
		euros, dollars bool
		empty          bool
	}{
		{query.Equal, `100`, true, true, false},
		{query.Equal, `{"amount":"100","currency":"EUR"}`, true, false, false},
		{query.NotEqual, `{"amount":"100","currency":"EUR"}`, false, true, true},
		{query.Greater, `{"amount":"99","currency":"USD"}`, false, true, false},
		{query.Greater, `99`, true, true, false},
		{query.In, `[{"amount":"100","currency":"EUR"},{"amount":"1","currency":"EUR"}]`, true, false, false},
		{query.NotIn, `[{"amount":"100","currency":"EUR"}]`, false, true, true},
		{query.Between, `[{"amount":"1","currency":"USD"},{"amount":"200","currency":"USD"}]`, false, true, false},
		{query.Empty, `true`, false, false, true},
		{query.Empty, `false`, true, true, false},
	} {
		node := bind(t, f, test.op, test.value)
		for about, each := range map[string]struct {
			value schema.Value
			want  bool
		}{"euros": {euros, test.euros}, "dollars": {dollars, test.dollars}, "nothing": {nil, test.empty}} {
			if node.Match(row{f, each.value}) != each.want {
				t.Errorf("%s %s %s is %v", about, test.op, test.value, !each.want)
			}
		}
	}
}
