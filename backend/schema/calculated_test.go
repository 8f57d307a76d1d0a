package schema_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"kontora/backend/fault"
	"kontora/backend/locale"
	"kontora/backend/schema"
)

// sale is a type with a field of every kind, under its kind's name, and calculated ones.
func sale(formulas ...*schema.Field) *schema.ElementType {
	t := &schema.ElementType{Name: "sale"}
	for _, kind := range schema.Kinds() {
		f := fieldOf(kind.Name())
		f.Name = kind.Name()
		t.Fields = append(t.Fields, f)
	}
	price := fieldOf(schema.KindMoney)
	price.Name = "price"
	sent := fieldOf(schema.KindDate)
	sent.Name = "sent"
	t.Fields = append(t.Fields, price, sent)
	t.Fields = append(t.Fields, formulas...)
	return t
}

func formula(name, result, text string) *schema.Field {
	both := locale.Labels{locale.English: name, locale.Russian: name}
	return &schema.Field{Name: name, Kind: schema.KindCalculated, Result: result, Formula: text, Labels: both, DefaultRight: schema.Edit}
}

const one = 1_000_000 // as numbers are kept

func euros(cents int64) schema.Money { return schema.Money{Amount: cents * 100, Currency: "EUR"} }

func TestWhatFormulasMake(t *testing.T) {
	filled := map[string]schema.Value{
		"number": int64(3 * one), "percent": int64(12_500_000), "money": euros(1999), "price": euros(500), "yes_no": true, "date": int64(20_000), "sent": int64(20_014),
	}
	for _, test := range []struct {
		text, result string
		without      string // fields left empty
		want         schema.Value
	}{
		{text: "1 + 2 * 3", result: "number", want: int64(7 * one)},
		{text: "(1 + 2) * 3", result: "number", want: int64(9 * one)},
		{text: "10 − 2 – 3", result: "number", want: int64(5 * one)},
		{text: "12 ÷ 2 ÷ 3 × 5", result: "number", want: int64(10 * one)},
		{text: "-number * -2", result: "number", want: int64(6 * one)},
		{text: "2 / 3", result: "number", want: int64(666_667)},
		{text: "-2 / 3", result: "number", want: int64(-666_667)},
		{text: "20%", result: "number", want: int64(200_000)},
		{text: "percent", result: "percent", want: int64(12_500_000)},
		{text: "1 - percent", result: "percent", want: int64(87_500_000)},
		{text: "money * percent", result: "money", want: euros(250)},
		{text: "number * money * (1 - percent)", result: "money", want: euros(5247)},
		{text: "money / number", result: "money", want: euros(666)},
		{text: "money / price", result: "number", want: int64(3_998_000)},
		{text: "money / price", result: "percent", want: int64(399_800_000)},
		{text: "money - price", result: "money", want: euros(1499)},
		{text: "-money", result: "money", want: euros(-1999)},
		{text: "sent - date", result: "number", want: int64(14 * one)},
		{text: "number * yes_no", result: "number", want: int64(3 * one)},
		{text: "number / (number - 3)", result: "number"},
		{text: "money / (price - price)", result: "number"},
		{text: "money * percent", result: "money", without: "percent"},
		{text: "money + price", result: "money", without: "price", want: euros(1999)},
		{text: "money * (1 - percent)", result: "money", without: "percent", want: euros(1999)},
		{text: "money + price", result: "money", without: "money price"},
		{text: "sent - date", result: "number", without: "date"},
		{text: "999999999999 * 999999999999", result: "number"},
		{text: "money * 999999999999 * 999999999999", result: "money"},
	} {
		values := make(map[string]schema.Value)
		for name, v := range filled {
			if !strings.Contains(test.without, name) {
				values[name] = v
			}
		}
		made := sale(formula("made", test.result, test.text)).Calculate(values)["made"]
		if made != test.want {
			t.Errorf("%s as %s without %q is %v, want %v", test.text, test.result, test.without, made, test.want)
		}
	}
}

func TestAmountsOfTwoCurrenciesMakeNothing(t *testing.T) {
	values := map[string]schema.Value{"money": euros(100), "price": schema.Money{Amount: 10_000, Currency: "RUB"}}
	for _, text := range []string{"money + price", "money - price"} {
		if made := sale(formula("made", "money", text)).Calculate(values)["made"]; made != nil {
			t.Errorf("%s is %v", text, made)
		}
	}
	if made := sale(formula("made", "number", "money / price")).Calculate(values)["made"]; made != nil {
		t.Errorf("a euro has %v roubles", made)
	}
	yen := map[string]schema.Value{"money": schema.Money{Amount: 100 * 10_000, Currency: "JPY"}}
	if made := sale(formula("made", "money", "money / 3")).Calculate(yen)["made"]; made != (schema.Money{Amount: 33 * 10_000, Currency: "JPY"}) {
		t.Errorf("a third of 100 yen is %v", made)
	}
}

func TestFormulasOfFormulas(t *testing.T) {
	et := sale(formula("total", "money", "net * (1 + 20%)"), formula("net", "money", "price * number"))
	made := et.Calculate(map[string]schema.Value{"price": euros(999), "number": int64(3 * one)})
	if made["net"] != euros(2997) || made["total"] != euros(3596) {
		t.Errorf("made %v", made)
	}
	f, _ := et.Field("total")
	inputs, ok := et.Inputs(f)
	var names []string
	for _, input := range inputs {
		names = append(names, input.Name)
	}
	if !ok || strings.Join(names, " ") != "net price number" {
		t.Errorf("total is made of %v, %v", names, ok)
	}
}

func TestFormulasThatCannotBe(t *testing.T) {
	for _, test := range []struct{ text, result, key string }{
		{"", "number", "schema.formula_ends"},
		{"number +", "number", "schema.formula_ends"},
		{"(number", "number", "schema.formula_ends"},
		{"number)", "number", "schema.formula_unreadable"},
		{"number number", "number", "schema.formula_unreadable"},
		{"number ^ 2", "number", "schema.formula_unreadable"},
		{"1.2.3", "number", "schema.formula_unreadable"},
		{"1234567890123456", "number", "schema.formula_unreadable"},
		{"now()", "number", "schema.formula_unreadable"},
		{"число", "number", "schema.formula_unreadable"},
		{strings.Repeat("(", 40) + "1" + strings.Repeat(")", 40), "number", "schema.formula_unreadable"},
		{strings.Repeat("1+", 300) + "1", "number", "schema.formula_long"},
		{"nothing * 2", "number", "schema.formula_field"},
		{"responsible", "number", "schema.formula_field"},
		{"link", "number", "schema.formula_kind"},
		{"text", "number", "schema.formula_kind"},
		{"money * price", "money", "schema.formula_fit"},
		{"number / money", "money", "schema.formula_fit"},
		{"money + 1", "money", "schema.formula_fit"},
		{"date + 1", "number", "schema.formula_fit"},
		{"date - date_time", "number", "schema.formula_fit"},
		{"-date", "number", "schema.formula_fit"},
		{"date", "number", "schema.formula_made"},
		{"money", "number", "schema.formula_made"},
		{"number", "money", "schema.formula_made"},
		{"made", "number", "schema.formula_circle"},
		{"number + other", "number", "schema.formula_circle"},
	} {
		et := sale(formula("made", test.result, test.text))
		if strings.Contains(test.text, "other") {
			et.Fields = append(et.Fields, formula("other", "number", "made / 2"))
		}
		var refusal *fault.Error
		if err := et.ValidateUse(office()); !errors.As(err, &refusal) || refusal.Fields["formula"].Key == "" {
			t.Errorf("%q is taken: %v", test.text, err)
		} else if got := refusal.Fields["formula"].Key; got != test.key {
			t.Errorf("%q as %s: %s, want %s", test.text, test.result, got, test.key)
		}
		made := et.Calculate(map[string]schema.Value{"number": int64(one), "money": euros(1)})
		if v, ok := made["made"]; !ok || v != nil && test.key != "schema.formula_circle" {
			t.Errorf("%q makes %v", test.text, v)
		}
	}
}

func TestCalculatedFieldsHaveNothingElse(t *testing.T) {
	for field, change := range map[string]func(*schema.Field){
		"required": func(f *schema.Field) { f.Required = true },
		"unique":   func(f *schema.Field) { f.Unique = true },
		"default":  func(f *schema.Field) { f.Start = json.RawMessage("1") },
		"result":   func(f *schema.Field) { f.Result = schema.KindDate },
		"formula":  func(f *schema.Field) { f.Kind, f.Result = schema.KindNumber, "" },
	} {
		f := formula("made", "number", "1")
		if err := f.Validate(); err != nil {
			t.Fatal(err)
		}
		change(f)
		if got := problems(f.Validate()); len(got) != 1 || got[field] == "" {
			t.Errorf("%s: %v", field, got)
		}
	}
}

func FuzzFormula(f *testing.F) {
	for _, seed := range []string{"value * (1 - percent)", "((((", "1%%", "sent-date", "date", "- - -number", "made", "9" + strings.Repeat("*money", 80), "·:×÷−"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		et := sale(formula("made", "number", text))
		values := map[string]schema.Value{"number": int64(one), "money": euros(1), "date": int64(1)}
		made := et.Calculate(values)["made"]
		// What is made of itself counts as empty there, so it may make something of the rest.
		var refusal *fault.Error
		if err := et.ValidateUse(office()); errors.As(err, &refusal) && refusal.Fields["formula"].Key != "schema.formula_circle" && made != nil {
			t.Fatalf("%q is refused and makes %v", text, made)
		}
		if _, ok := made.(int64); made != nil && !ok {
			t.Fatalf("%q makes %s", text, fmt.Sprint(made))
		}
	})
}
