package schema

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestParseDecimal(t *testing.T) {
	for text, want := range map[string]int64{
		"0": 0, "-0": 0, "1": 10_000, "1.5": 15_000, "-1054.50": -10_545_000, "0.0001": 1, "1.00000000000": 10_000, " 7 ": 70_000, "5.": 50_000,
		"00012": 120_000, "922337203685477.5807": math.MaxInt64, "-922337203685477.5807": -math.MaxInt64,
	} {
		if got, ok := parseDecimal(text, moneyScale); !ok || got != want {
			t.Errorf("%q is %d, %v; want %d", text, got, ok, want)
		}
	}
}

func TestParseDecimalRefuses(t *testing.T) {
	for _, text := range []string{
		"", " ", "-", ".", ".5", "-.5", "+5", "--5", "1e3", "1E3", "0x10", "1,5", "1 000", "1.2.3", "1.00001", "NaN", "Inf", "null", "true", "٣", "１", "1\x00",
		"922337203685477.5808", "-922337203685477.5808", "99999999999999999999", strings.Repeat("9", 100_000),
	} {
		if got, ok := parseDecimal(text, moneyScale); ok {
			t.Errorf("%.40q was taken as %d", text, got)
		}
	}
}

func TestFormatDecimal(t *testing.T) {
	for _, test := range []struct {
		n               int64
		scale, decimals int
		want            string
	}{
		{0, 4, 0, "0"},
		{0, 4, 2, "0.00"},
		{1, 4, 2, "0.0001"},
		{10_540_000, 4, 2, "1054.00"},
		{10_545_000, 4, 0, "1054.5"},
		{-5, 4, 0, "-0.0005"},
		{-10_000, 4, 3, "-1.000"},
		{math.MaxInt64, 4, 0, "922337203685477.5807"},
		{math.MinInt64, 4, 0, "-922337203685477.5808"},
		{123, 0, 0, "123"},
	} {
		if got := formatDecimal(test.n, test.scale, test.decimals); got != test.want {
			t.Errorf("%d of 10^-%d is %q, want %q", test.n, test.scale, got, test.want)
		}
	}
}

func TestEveryDecimalIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64Range(-math.MaxInt64, math.MaxInt64).Draw(t, "n")
		scale := rapid.IntRange(0, 9).Draw(t, "scale")
		decimals := rapid.IntRange(0, scale).Draw(t, "decimals")
		text := formatDecimal(n, scale, decimals)
		if got, ok := parseDecimal(text, scale); !ok || got != n {
			t.Fatalf("%d of 10^-%d was written %q and read as %d, %v", n, scale, text, got, ok)
		}
		_, fraction, _ := strings.Cut(text, ".")
		if len(fraction) < decimals || len(fraction) > max(decimals, scale) {
			t.Fatalf("%q has not at least %d decimals", text, decimals)
		}
	})
}

// exact is the value of a plain decimal, or nil.
func exact(text string) *big.Rat {
	if strings.ContainsAny(text, "eE/_xXpPbBoO+") || strings.HasPrefix(strings.TrimPrefix(text, "-"), ".") {
		return nil
	}
	value, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil
	}
	return value
}

func FuzzParseDecimal(f *testing.F) {
	for _, seed := range []string{"0", "-1.5", "1.0001", "922337203685477.5808", "1e5", "--1", "5.", "1.2.3", "0.00000"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, ok := parseDecimal(text, moneyScale)
		if !ok {
			return
		}
		want := exact(strings.TrimSpace(text))
		if want == nil || want.Cmp(big.NewRat(n, 10_000)) != 0 {
			t.Fatalf("%q was read as %d", text, n)
		}
		if again, ok := parseDecimal(formatDecimal(n, moneyScale, 2), moneyScale); !ok || again != n {
			t.Fatalf("%q was read as %d and then as %d", text, n, again)
		}
	})
}
